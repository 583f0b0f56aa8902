"""What is forecast, and what becomes of it in a real engine on virtual time."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.subscribers import Subscribers
from engine.domain.campaign import CampaignState, DayHours, RetryRules
from engine.domain.disposition import Disposition
from engine.errors import KnownError
from engine.forecast.bands import Bands, summed_up
from engine.forecast.kept import Forecast, Occasion
from engine.forecast.learning import Source
from engine.forecast.model import Lengths, Odds
from engine.forecast.run import run
from rino_desktop import forecasts
from rino_desktop.forecast_compare import compare
from rino_desktop.forecasts import Ready, Wish
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import START, Hall, contacts, settings
from tests.helpers.office import numbers

RETRY = RetryRules(
    3,
    {Disposition.NO_ANSWER: (timedelta(minutes=1), timedelta(minutes=2)),
     Disposition.USER_BUSY: (timedelta(seconds=20), timedelta(seconds=40))},
)  # fmt: skip
#: Of 100 calls 40 are answered for 5 s, 40 are not and ring for 20 s, 20 are busy after 3 s.
MIX = (
    (0.4, behave.hangs_up(5.0)),
    (0.4, behave.no_answer()),
    (0.2, behave.Subscriber(ring_s=3.0, refuse=486)),
)
FAILURES = {Disposition.NO_ANSWER: 2.0, Disposition.USER_BUSY: 1.0}
KNOWN = Odds(
    0.4, ring=Lengths((2.0,)), refused=Lengths((3.0,)), talk=Lengths((5.0,)), failures=FAILURES,
    results={Disposition.PARTIAL: 1.0},
)  # fmt: skip


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    hall = Hall.build(tested_database, tmp_path, Subscribers(mix=MIX, seed=5))
    hall.publish("notice")
    hall.trunk(lines=12)
    return hall


def bands_of(ready: Ready, runs: int = 20) -> Bands:
    """With the odds as they are here, in this process: what processes add is tested elsewhere."""
    plan = replace(ready.plan, odds=KNOWN)
    return summed_up([run(plan, seed) for seed in range(1, runs + 1)], plan.until)


def a_campaign(hall: Hall, name: str, count: int, start: int = 0) -> int:
    return hall.campaign(settings(name, retry=RETRY, max_lines=10), contacts(numbers(count, start)))


def test_the_fact_is_what_was_forecast(hall: Hall) -> None:
    campaign = a_campaign(hall, "november", 150)
    ready = hall.transact(lambda s: forecasts.read(s, "november", Wish(), START))
    assert ready.plan.contacts == 150
    assert ready.inputs.lines == 10
    assert ready.inputs.learnt_from is Source.USUAL
    made = Forecast("november", START, ready.inputs, bands_of(ready))
    kept = hall.transact(lambda s: forecasts.keep(s, made, "Анна", Occasion.START))
    hall.transact(lambda s: forecasts.keep(s, made, "", Occasion.ASKED))
    assert hall.transact(lambda s: s.forecasts.of_campaign(campaign))[1] == kept

    hall.start(campaign)
    hall.run_until_done()
    assert hall.state(campaign) is CampaignState.FINISHED
    found = hall.transact(lambda s: compare(s, "november", hall.clock.now()))
    assert found.forecast.id == kept.id, "the one made at the start"
    assert found.over
    assert {row.code: row.within for row in found.rows} == {
        "finish": True, "calls": True, "answered": True,
    }, found.rows  # fmt: skip
    assert found.right
    assert sum(hour.calls for hour in found.hours) == len(hall.dialled)

    # The next campaign is forecast from what was learnt of this one.
    a_campaign(hall, "december", 100, 1000)
    later = hall.transact(lambda s: forecasts.read(s, "december", Wish(), hall.clock.now()))
    assert later.inputs.learnt_from is Source.OFFICE
    assert later.inputs.answer_rate == pytest.approx(0.4, abs=0.1)
    assert later.plan.odds.talk.mean_s == pytest.approx(5.0, abs=1)
    assert set(later.plan.odds.failures) == {Disposition.NO_ANSWER, Disposition.USER_BUSY}


def test_while_it_runs_the_forecast_starts_from_where_it_stands(hall: Hall) -> None:
    campaign = a_campaign(hall, "november", 120)
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine():
            await hall.clock.sleep(90)

    hall.run(main)
    now = hall.clock.now()
    counts = hall.counts(campaign)
    assert counts.done
    assert counts.waiting_retry
    ready = hall.transact(lambda s: forecasts.read(s, "november", Wish(), now))
    assert ready.plan.contacts == counts.total - counts.done
    retried = [group for group in ready.plan.groups if group.progress.attempts]
    assert sum(group.count for group in retried) == counts.waiting_retry
    made = Forecast(
        "november", now, ready.inputs, bands_of(ready), ready.calls_before, ready.answered_before
    )
    hall.transact(lambda s: forecasts.keep(s, made, "", Occasion.ASKED))
    soon = hall.transact(lambda s: compare(s, "november", now))
    assert not soon.over
    assert soon.right is None, "nothing can be told yet"
    hall.run_until_done()
    found = hall.transact(lambda s: compare(s, "november", hall.clock.now()))
    assert found.right, found.rows
    assert found.hours[0].calls == len(hall.dialled) - ready.calls_before


def test_what_if(hall: Hall) -> None:
    a_campaign(hall, "november", 60)
    hours = DayHours(600, 660)
    wish = Wish(lines=30, weekdays=hours, days=3)
    ready = hall.transact(lambda s: forecasts.read(s, "november", wish, START))
    assert ready.inputs.lines == 30
    assert sum(trunk.settings.lines for trunk in ready.plan.trunks) == 30
    assert ready.notes == ("more_lines",)
    assert ready.plan.campaign.settings.schedule.weekdays == hours
    assert ready.plan.until == START + timedelta(days=3)
    outcome = run(ready.plan, 1)
    assert [hour.calls for hour in outcome.hours[:20]] == [0] * 20, "10:00 is over today"
    assert outcome.left == 0


def test_what_cannot_be_forecast_is_told(hall: Hall) -> None:
    hall.transact(lambda s: s.campaigns.create(settings("nowhere", trunks=("gone",))))
    with pytest.raises(KnownError, match="no trunk with lines"):
        hall.transact(lambda s: forecasts.read(s, "nowhere", Wish(), START))
    with pytest.raises(KnownError, match="No forecast"):
        hall.transact(lambda s: compare(s, "nowhere", START))


def test_long_lists_need_fewer_runs() -> None:
    assert forecasts.runs_for(5000) == 20
    assert forecasts.runs_for(40_000) == 10
    assert forecasts.runs_for(1_000_000) == 3
