"""The database goes away in mid-campaign: nothing is lost, nothing is dialled twice."""

import asyncio
import random
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.subscribers import Subscribers
from engine.adapters.unwritten_files import UnwrittenFiles
from engine.domain.campaign import CampaignState, Schedule
from engine.errors import KnownError
from engine.service.call_limits import CheckedOpen, open_checked
from engine.service.unwritten import Unwritten
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import Hall, contacts, settings
from tests.helpers.office import numbers
from tests.helpers.shaky_database import Weather

PEOPLE = 40


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    mix = (
        (5.0, behave.presses("1")),
        (2.0, behave.hangs_up(2.0)),
        (1.0, behave.busy()),
        (1.0, behave.network_failure()),
    )
    hall = Hall.build(tested_database, tmp_path, Subscribers(mix=mix, seed=7))
    hall.publish("notice")
    hall.trunk(lines=8, calls_per_second=4)
    return hall


def accounts_agree(hall: Hall, campaign: int) -> None:
    """Every INVITE has exactly one row, every row its INVITE; the campaign is at its end."""
    rows = hall.attempts(campaign)
    assert Counter(hall.dialled) == Counter(row.phone for row in rows)
    assert {row.phone for row in rows} == set(numbers(PEOPLE))
    assert all(row.ended_at is not None for row in rows)
    for phone, ends in hall.ends(campaign).items():
        assert all(end in ("user_busy", "network_failure") for end in ends[:-1]), (phone, ends)
    counts = hall.counts(campaign)
    assert (counts.total, counts.done) == (PEOPLE, PEOPLE)
    assert hall.state(campaign) is CampaignState.FINISHED
    assert hall.transact(lambda s: s.nodes.sessions()) == []


@pytest.mark.parametrize("away_s", [3.0, 40.0])
def test_away_for_a_while(hall: Hall, away_s: float) -> None:
    """40 s: longer than the node's lease."""
    campaign = hall.campaign(settings(max_lines=8), contacts(numbers(PEOPLE)))
    hall.start(campaign)
    weather = Weather()

    async def main() -> None:
        opener = weather.opener(hall.tested.open)
        async with hall.engine(open_database=opener, until_done=True) as engine:
            await asyncio.sleep(4)
            weather.down = True
            await asyncio.sleep(1)  # what was on its way to the network has left
            before = len(hall.dialled)
            await asyncio.sleep(away_s)
            assert len(hall.dialled) == before, "dialled what could not be journalled"
            weather.down = False
            await asyncio.sleep(10)
            assert len(hall.dialled) > before
            await engine

    hall.run(main)
    accounts_agree(hall, campaign)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_answers_to_commits_get_lost(hall: Hall, seed: int) -> None:
    """Whatever the engine was doing: claiming, opening, closing, asking for lines."""
    campaign = hall.campaign(settings(max_lines=8), contacts(numbers(PEOPLE)))
    hall.start(campaign)
    weather = Weather(seed)
    weather.lost_answers = 0.05

    hall.run_until_done(open_database=weather.opener(hall.tested.open))
    assert weather.losses > 3
    accounts_agree(hall, campaign)


def test_short_breaks_at_any_moment(hall: Hall) -> None:
    campaign = hall.campaign(settings(max_lines=8), contacts(numbers(PEOPLE)))
    hall.start(campaign)
    weather = Weather()
    moments = random.Random(5)

    async def main() -> None:
        opener = weather.opener(hall.tested.open)
        async with hall.engine(open_database=opener, until_done=True) as engine:
            while not engine.done():
                await asyncio.sleep(moments.uniform(0.1, 3))
                weather.refuse_next = moments.randint(1, 3)
            weather.refuse_next = 0

    hall.run(main)
    assert weather.losses > 5
    accounts_agree(hall, campaign)


def test_away_at_the_start(hall: Hall) -> None:
    """The session may have been begun although nobody said so."""
    campaign = hall.campaign(settings(max_lines=8), contacts(numbers(PEOPLE)))
    hall.start(campaign)
    weather = Weather()
    weather.refuse_next, weather.lose_next = 2, 2
    hall.run_until_done(open_database=weather.opener(hall.tested.open), alive=lambda session: True)
    accounts_agree(hall, campaign)


def test_away_for_good_at_the_start(hall: Hall) -> None:
    weather = Weather()
    weather.down = True
    with pytest.raises(KnownError, match="no route to host"):
        hall.run_until_done(open_database=weather.opener(hall.tested.open))
    assert hall.dialled == []


def test_away_when_the_engine_is_asked_to_stop(hall: Hall) -> None:
    """It ends all the same, in time and with its calls; the next start settles what is open."""
    campaign = hall.campaign(settings(max_lines=8), contacts(numbers(PEOPLE)))
    hall.start(campaign)
    weather = Weather()

    async def first() -> None:
        opener = weather.opener(hall.tested.open)
        async with hall.engine(open_database=opener):
            await asyncio.sleep(4)
            weather.down = True
        assert hall.clock.monotonic() < 60

    hall.run(first)
    weather.down = False
    hall.run_until_done()
    rows = hall.attempts(campaign)
    assert Counter(hall.dialled) == Counter(row.phone for row in rows)
    assert "interrupted" in {row.disposition.value for row in rows}
    assert hall.state(campaign) is CampaignState.FINISHED


def test_what_calls_brought_while_it_was_away_is_written_by_the_next_run(
    hall: Hall, tmp_path: Path
) -> None:
    """Asked to stop before the database is back; the node is started again when it is there."""
    campaign = hall.campaign(settings(max_lines=8), contacts(numbers(PEOPLE)))
    hall.start(campaign)
    weather, folder = Weather(), tmp_path / "unwritten"

    async def first() -> None:
        opener = weather.opener(hall.tested.open)
        unwritten = Unwritten(UnwrittenFiles(folder, "node"), "here")
        async with hall.engine(open_database=opener, unwritten=unwritten):
            await asyncio.sleep(4)
            weather.down = True
            await asyncio.sleep(20)  # all calls have ended
        assert len(list(folder.iterdir())) == 1

    hall.run(first)
    weather.down = False
    hall.run_until_done(unwritten=Unwritten(UnwrittenFiles(folder, "node"), "here"))
    assert list(folder.iterdir()) == []
    rows = hall.attempts(campaign)
    assert "interrupted" not in {row.disposition.value for row in rows}
    (said,) = hall.transact(lambda s: list(s.reports.results(campaign)))
    assert said[2] == sum(row.disposition.value == "completed" for row in rows), said
    accounts_agree(hall, campaign)


def test_the_computer_sleeps_between_the_commit_and_the_invite(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A closed lid at noon, opened at midnight. Clocks that only go on do not know of it."""
    campaign = hall.campaign(settings(max_lines=8, schedule=Schedule()), contacts(numbers(PEOPLE)))
    hall.start(campaign)
    slept: list[float] = []

    def opens(*given: Any) -> CheckedOpen:
        opened = open_checked(*given)
        if opened.result.opened and not slept:
            slept.append(hall.clock.monotonic())
            hall.clock.jump(timedelta(hours=12))
        return opened

    monkeypatch.setattr("engine.service.attempt_desk.open_checked", opens)

    async def main() -> None:
        async with hall.engine():
            await asyncio.sleep(30)

    hall.run(main)
    assert slept
    assert hall.dialled == [], "it is night by now"
    assert hall.attempts(campaign) == [], "and no attempt was made"
