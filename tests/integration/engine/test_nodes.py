"""Engine nodes that share one campaign, and lose each other."""

import asyncio
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.subscribers import Subscribers
from engine.domain.campaign import CampaignState
from engine.domain.trunk import TrunkStatus
from engine.errors import KnownError
from engine.service.recovery import recover
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import Hall, contacts, settings
from tests.helpers.office import numbers
from tests.helpers.shaky_database import Weather


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    hall = Hall.build(tested_database, tmp_path, Subscribers(mix=((1.0, behave.hangs_up(3.0)),)))
    hall.publish("notice")
    return hall


def calls_at_once(hall: Hall, campaign: int) -> int:
    edges = []
    for row in hall.attempts(campaign):
        assert row.started_at is not None
        assert row.ended_at is not None
        # Ends first: a line may be taken again in the moment it becomes free.
        edges += [(row.started_at, 1), (row.ended_at - timedelta(milliseconds=1), -1)]
    most = now = 0
    for _, step in sorted(edges):
        now += step
        most = max(most, now)
    return most


def test_two_nodes_race_for_one_campaign(hall: Hall) -> None:
    """max_lines holds over both; both work; nobody is called twice."""
    hall.trunk(lines=20)
    campaign = hall.campaign(settings(max_lines=6), contacts(numbers(60)))
    hall.start(campaign)

    async def main() -> None:
        async with (
            hall.engine("north", until_done=True) as north,
            hall.engine("south", pid=2, until_done=True) as south,
        ):
            await asyncio.gather(north, south)

    hall.run(main)
    assert Counter(hall.dialled) == Counter(numbers(60))
    assert calls_at_once(hall, campaign) <= 6
    shares = Counter(row.engine for row in hall.attempts(campaign))
    assert set(shares) == {"north", "south"}
    assert min(shares.values()) >= 15
    assert hall.state(campaign) is CampaignState.FINISHED


def test_a_node_given_up_by_another_begins_anew(hall: Hall) -> None:
    """The database was away for this node only, for longer than its lease: its attempts were
    settled by the other one. Its live calls go on, and their true ends are kept."""
    # One call ends while the database is away, the other one afterwards.
    short, long, *_ = numbers(4)
    hall.subscribers.numbers = {short: behave.hangs_up(6.0), long: behave.hangs_up(24.0)}
    hall.publish("debtor-reminder")
    hall.trunk(lines=4)
    campaign = hall.campaign(
        settings(scheme="debtor-reminder", max_lines=2), contacts(numbers(4), Долг="1500")
    )
    hall.start(campaign)
    weather = Weather()

    async def main() -> None:
        opener = weather.opener(hall.tested.open)
        async with hall.engine("lost", open_database=opener, until_done=True) as lost:
            await asyncio.sleep(3)
            assert len(hall.dialled) == 2
            weather.down = True
            await asyncio.sleep(19)
            assert hall.transact(lambda s: recover(s, hall.clock.now())) == 2
            weather.down = False
            await lost

    hall.run(main)
    rows = hall.attempts(campaign)
    assert Counter(hall.dialled) == Counter(row.phone for row in rows)
    assert all(row.disposition.value == "partial" for row in rows), "the truth replaces it"
    assert hall.state(campaign) is CampaignState.FINISHED
    assert hall.transact(lambda s: s.nodes.sessions()) == []


def test_a_session_given_up_while_the_node_dials(hall: Hall) -> None:
    """Whatever it has claimed is no longer its own; it notices and goes on with a new session,
    which also tells how the trunks are."""
    hall.trunk(lines=2)
    campaign = hall.campaign(settings(max_lines=2), contacts(numbers(20)))
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine("north", until_done=True) as north:
            await asyncio.sleep(2)
            (session,) = hall.transact(lambda s: s.nodes.sessions())
            hall.transact(lambda s: s.nodes.give_up(session.id))
            await asyncio.sleep(6)
            (after,) = [
                s for s in hall.transact(lambda s: s.nodes.sessions()) if s.id != session.id
            ]
            assert after.node == "north"
            (trunk,) = hall.transact(lambda s: s.nodes.trunk_status(hall.clock.now()))
            assert trunk[:3:2] == ("north", TrunkStatus.READY)
            await north

    hall.run(main)
    rows = hall.attempts(campaign)
    assert Counter(hall.dialled) == Counter(row.phone for row in rows)
    assert set(hall.ends(campaign)) == set(numbers(20))
    assert hall.state(campaign) is CampaignState.FINISHED


def test_a_second_engine_of_the_same_name_is_refused(hall: Hall) -> None:
    async def main() -> None:
        async with hall.engine("north", pid=1):
            with pytest.raises(KnownError, match="already runs on this computer"):
                await hall.runner("north", pid=2, alive=lambda session: session.pid == 1).run()

    hall.run(main)


def test_a_lost_line_worker_costs_its_own_calls(hall: Hall) -> None:
    """They are interrupted and tried again as the retry rules say."""
    hall.trunk(lines=4)
    campaign = hall.campaign(settings(max_lines=4), contacts(numbers(8)))
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine(until_done=True) as engine:
            await asyncio.sleep(3)
            lost = [call.call_id for call in hall.telephony.placed[:2]]
            hall.telephony.lose_worker(lost)
            await engine

    hall.run(main)
    ends = hall.ends(campaign)
    first, second = (call.number for call in hall.telephony.placed[:2])
    assert ends.pop(first) == ["interrupted", "partial"]
    assert ends.pop(second) == ["interrupted", "partial"]
    assert set(map(tuple, ends.values())) == {("partial",)}
    for number in (first, second):
        one, two = (r for r in hall.attempts(campaign) if r.phone == number)
        assert one.hangup_cause.value == "interrupted"
        assert one.ended_at is not None
        assert two.started_at is not None
        assert two.started_at - one.ended_at >= timedelta(seconds=30)


def test_a_killed_engine_is_recovered_by_the_next_of_its_name(hall: Hall) -> None:
    hall.trunk(lines=4)
    campaign = hall.campaign(settings(max_lines=4), contacts(numbers(8)))
    hall.start(campaign)

    async def main() -> None:
        weather = Weather()
        opener = weather.opener(hall.tested.open)
        async with hall.engine("north", open_database=opener):
            await asyncio.sleep(3)
            weather.down = True  # from here on the database sees nothing of it: as if killed
        async with hall.engine("north", pid=2, until_done=True) as again:
            await again

    hall.run(main)
    ends = hall.ends(campaign)
    interrupted = [number for number, all_of in ends.items() if all_of[0] == "interrupted"]
    assert len(interrupted) == 4
    assert all(all_of[-1] == "partial" for all_of in ends.values())
    assert Counter(hall.dialled) == Counter(row.phone for row in hall.attempts(campaign))
