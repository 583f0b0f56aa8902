"""Forecasts on the wallboard: whose is due, what is stale, and never two at once."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine.domain.campaign import CampaignState
from engine.errors import KnownError
from engine.forecast.bands import FinishBand
from rino_desktop.desktop.end_forecasts import EndForecasts
from rino_desktop.ends_ahead import EVERY, REST_TIMES, STALE_AFTER, EndsAhead, last_end
from rino_desktop.wallboard import CampaignNow, Wallboard

NOW = datetime(2026, 11, 12, 11, 20, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ONE = CampaignNow(1, "one", CampaignState.RUNNING, 0, 0, 0, 0, 0, 10, None, None, 5)
TWO = replace(ONE, id=2, name="two")


def band(hours: float) -> FinishBand:
    middle = NOW + timedelta(hours=hours)
    return FinishBand(middle - timedelta(minutes=20), middle, middle + timedelta(minutes=30), 1.0)


def test_each_has_its_turn_and_is_made_anew_after_a_while() -> None:
    ends, now = EndsAhead(), NOW
    assert ends.due((ONE, TWO), now) is ONE
    ends.made(ONE, band(3), now, now + 2 * SECOND)
    assert ends.due((ONE, TWO), now + 3 * SECOND) is None  # a rest for whoever else works here
    now += (2 + 2 * REST_TIMES) * SECOND
    assert ends.due((ONE, TWO), now) is TWO
    ends.made(TWO, band(5), now, now)
    assert ends.due((ONE, TWO), now) is None
    assert ends.due((ONE, TWO), NOW + EVERY) is ONE
    shown = ends.shown((ONE, TWO), now)
    assert not shown[1].stale
    assert last_end(shown.values()) == NOW + timedelta(hours=5)


def test_one_that_takes_long_is_made_less_often() -> None:
    ends = EndsAhead()
    ends.made(ONE, band(3), NOW, NOW + timedelta(minutes=1))
    assert ends.due((ONE,), NOW + 2 * EVERY) is None
    assert ends.due((ONE,), NOW + timedelta(minutes=30)) is ONE


def test_what_does_not_hold_any_more_is_told_as_stale_and_made_anew() -> None:
    ends, changed = EndsAhead(), replace(ONE, revision=6)
    ends.made(ONE, band(3), NOW, NOW)
    assert ends.due((changed,), NOW + SECOND) is changed
    assert ends.shown((changed,), NOW + SECOND)[1].stale
    assert not ends.shown((ONE,), NOW + SECOND)[1].stale
    assert ends.shown((ONE,), NOW + STALE_AFTER + SECOND)[1].stale
    # Whoever was to be done by now, and is not.
    ends.made(ONE, band(-1), NOW, NOW)
    assert ends.shown((ONE,), NOW)[1].stale


def test_a_failure_keeps_what_was_known_and_is_not_tried_at_once() -> None:
    ends = EndsAhead()
    ends.failed(ONE, "no trunk", NOW, NOW)
    assert (ends.shown((ONE,), NOW)[1].band, ends.shown((ONE,), NOW)[1].fault) == (None, "no trunk")
    assert last_end(ends.shown((ONE,), NOW).values()) is None
    assert ends.due((ONE,), NOW + SECOND) is None
    ends.made(ONE, band(3), NOW, NOW)
    ends.failed(ONE, "no trunk", NOW + EVERY, NOW + EVERY)
    end = ends.shown((ONE,), NOW + EVERY)[1]
    assert (end.band, end.made_at, end.stale) == (band(3), NOW, True)


def test_only_who_is_called_has_an_end_and_who_goes_is_forgotten() -> None:
    ends = EndsAhead()
    paused, empty = replace(ONE, state=CampaignState.PAUSED), replace(TWO, left=0)
    assert ends.due((paused, empty), NOW) is None
    assert ends.shown((paused, empty), NOW) == {}
    ends.made(ONE, band(3), NOW, NOW)
    ends.shown((TWO,), NOW)
    assert ends.shown((ONE,), NOW)[1].band is None


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 90)), max_size=60))
def test_they_never_take_more_than_a_third_of_one_processor(looks: list[tuple[int, int]]) -> None:
    """Whatever they cost and however often somebody looks."""
    ends, now, worked = EndsAhead(), NOW, timedelta()
    campaigns = tuple(replace(ONE, id=number, name=str(number)) for number in range(6))
    cost = timedelta()
    for wait, seconds in looks:
        now += wait * SECOND
        due = ends.due(campaigns, now)
        if due is not None:
            cost = seconds * SECOND
            ends.made(due, band(1), now, now + cost)
            now += cost
            worked += cost
    assert worked <= (now - NOW) / (1 + REST_TIMES) + cost


class _Slow:
    """Forecasts that are done when they are told to."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.broken_off: list[str] = []
        self.answers: list[asyncio.Future[FinishBand]] = []

    async def end_from_now(self, name: str) -> FinishBand:
        self.begun.append(name)
        answer: asyncio.Future[FinishBand] = asyncio.get_running_loop().create_future()
        self.answers.append(answer)
        try:
            return await answer
        except asyncio.CancelledError:
            self.broken_off.append(name)
            raise


def test_never_two_at_once_and_none_after_the_end() -> None:
    async def scenario() -> None:
        slow, loop = _Slow(), asyncio.get_running_loop()
        ends = EndForecasts(slow, loop.create_task)
        board = Wallboard(NOW, (ONE, TWO), (), (), ())
        for _ in range(3):
            assert ends.of(board, datetime.now(UTC))[1].band is None
            await asyncio.sleep(0)
        assert slow.begun == ["one"]
        slow.answers[0].set_exception(KnownError("it has no trunk"))
        while slow.begun != ["one", "two"]:
            await asyncio.sleep(0)
            found = ends.of(board, datetime.now(UTC))
        assert "no trunk" in found[1].fault
        await ends.end()
        assert slow.broken_off == ["two"]

    asyncio.run(scenario())
