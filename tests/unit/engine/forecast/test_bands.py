from dataclasses import replace
from datetime import timedelta

from engine.forecast.bands import Band, band, summed_up
from engine.forecast.outcome import Hour, Outcome
from tests.helpers.forecasts import START

UNTIL = START + timedelta(days=1)


def an_outcome(hours: int, *, done: bool = True) -> Outcome:
    return Outcome(
        contacts=hours, start=START, finished_at=START + timedelta(hours=hours) if done else None,
        left=0 if done else 4, calls=2 * hours, answered=hours, reached=hours, served=90,
        abandoned=10, lines=2, limits={"": 0.5, "operators": 0.5},
        hours=tuple(Hour(2, 1, 1, 1800.0, 3600.0, 3600.0) for _ in range(hours)),
        left_why="" if done else "operators",
    )  # fmt: skip


def test_a_band_leaves_a_tenth_out_at_each_end() -> None:
    assert band(range(11)) == Band(1.0, 5.0, 9.0)
    assert band([7]) == Band(7, 7, 7)
    assert band(range(11)).holds(9)
    assert not band(range(11)).holds(9.5)


def test_runs_are_summed_up() -> None:
    bands = summed_up([an_outcome(hours) for hours in range(1, 12)], UNTIL)
    assert bands.runs == 11
    assert bands.finish.median == START + timedelta(hours=6)
    assert bands.finish.share == 1.0
    assert bands.utilisation == Band(0.5, 0.5, 0.5)
    assert bands.abandon_rate == Band(0.1, 0.1, 0.1)
    assert bands.calls_per_hour == Band(2.0, 2.0, 2.0)
    assert bands.line_use == Band(0.5, 0.5, 0.5)
    assert bands.limits == {"": 0.5, "operators": 0.5}
    assert len(bands.hours) == 11
    assert bands.hours[0].calls == Band(2, 2, 2)
    assert bands.hours[10].calls == Band(0, 0, 0), "most runs are over by then"


def test_runs_that_are_not_done_in_time() -> None:
    outcomes = [an_outcome(3) for _ in range(6)] + [an_outcome(3, done=False) for _ in range(4)]
    bands = summed_up(outcomes, UNTIL)
    assert bands.finish.low == bands.finish.median == START + timedelta(hours=3)
    assert bands.finish.high is None
    assert bands.finish.share == 0.6
    assert bands.left_why == "operators"


def test_without_operators_there_is_no_band_of_theirs() -> None:
    alone = replace(an_outcome(2), served=0, abandoned=0, hours=(Hour(2, 1, 1), Hour(2, 1, 1)))
    bands = summed_up([alone], UNTIL)
    assert bands.utilisation is None
    assert bands.abandon_rate is None


def test_nothing_to_do() -> None:
    empty = replace(an_outcome(0), finished_at=START, served=0, abandoned=0)
    bands = summed_up([empty], UNTIL)
    assert bands.calls_per_hour is None
    assert bands.hours == ()
