"""Retries and alternates, pause, stop and start again, changes while calls run."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.subscribers import Subscribers
from engine.domain.campaign import CampaignState, DayHours, RetryRules, Schedule
from engine.domain.disposition import Disposition
from engine.domain.trunk import TrunkSettings
from engine.ports.storage import Stores
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import ALL_DAY, Hall, contacts, settings
from tests.helpers.office import numbers


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    everybody = Subscribers(mix=((1.0, behave.hangs_up(4.0)),))
    hall = Hall.build(tested_database, tmp_path, everybody)
    hall.publish("notice")
    return hall


def test_alternates_take_turns_and_dead_numbers_are_left_out(hall: Hall) -> None:
    home, work, wrong, mobile = numbers(4)
    hall.subscribers.numbers = {
        home: behave.busy(),
        work: [behave.busy(), behave.presses("1")],
        wrong: behave.wrong_number(),
        mobile: behave.presses("1"),
    }
    hall.trunk()
    rules = RetryRules(5, {Disposition.USER_BUSY: (timedelta(seconds=20),) * 3})
    campaign = hall.campaign(settings(retry=rules), contacts([(home, work), (wrong, mobile)]))
    hall.start(campaign)
    hall.run_until_done()
    rows = hall.attempts(campaign)
    assert [r.phone for r in rows if r.phone in (home, work)] == [home, work, home, work]
    one, other = (r for r in rows if r.phone in (wrong, mobile))
    assert (one.phone, other.phone) == (wrong, mobile)
    assert other.started_at is not None
    assert one.ended_at is not None
    assert (other.started_at - one.ended_at).total_seconds() < 3, "at once, not after a delay"
    assert {r.attempt for r in rows if r.phone in (home, work)} == {1, 2, 3, 4}


def test_pause_stops_dialling_at_once_and_lets_calls_finish(hall: Hall) -> None:
    hall.trunk(lines=4)
    campaign = hall.campaign(settings(max_lines=4), contacts(numbers(12)))
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine():
            await asyncio.sleep(3)
            hall.set_state(campaign, CampaignState.PAUSED)
            await asyncio.sleep(0.6)
            before = len(hall.dialled)
            assert before == 4
            await asyncio.sleep(30)
            assert len(hall.dialled) == before
            assert hall.counts(campaign).in_progress == 0
            (reason,) = hall.why_idle(campaign)
            assert reason is not None
            assert reason.code == "paused"
            hall.start(campaign)
            await asyncio.sleep(0.6)
            assert len(hall.dialled) > before
            await asyncio.sleep(30)

    hall.run(main)
    assert set(map(tuple, hall.ends(campaign).values())) == {("partial",)}
    assert Counter(hall.dialled) == Counter(numbers(12))


def test_an_engine_until_done_ends_when_only_paused_campaigns_remain(hall: Hall) -> None:
    hall.trunk(lines=4)
    campaign = hall.campaign(settings(max_lines=4), contacts(numbers(12)))
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine(until_done=True) as engine:
            await asyncio.sleep(3)
            hall.set_state(campaign, CampaignState.PAUSED)
            await asyncio.wait_for(engine, 10)

    hall.run(main)
    assert set(map(tuple, hall.ends(campaign).values())) == {("partial",)}
    counts = hall.counts(campaign)
    assert (counts.done, counts.new) == (4, 8)


def test_stopped_and_started_again_it_goes_on(hall: Hall) -> None:
    hall.trunk(lines=4)
    campaign = hall.campaign(settings(max_lines=4), contacts(numbers(12)))
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine():
            await asyncio.sleep(5)
            hall.set_state(campaign, CampaignState.FINISHED)
            await asyncio.sleep(5)
            assert hall.counts(campaign).in_progress == 0
        hall.start(campaign)
        async with hall.engine(until_done=True) as engine:
            await engine

    hall.run(main)
    ends = hall.ends(campaign)
    assert all(dispositions[-1] == "partial" for dispositions in ends.values())
    cancelled = [phone for phone, all_of in ends.items() if all_of == ["cancelled", "partial"]]
    assert len(cancelled) == 4
    assert len(ends) == 12


def test_stopped_and_started_between_two_looks(hall: Hall) -> None:
    """The command tells what the state no longer shows: calls begun before it are ended."""
    hall.trunk(lines=4)
    campaign = hall.campaign(settings(max_lines=4), contacts(numbers(4)))
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine(until_done=True) as engine:
            await asyncio.sleep(4)
            now = hall.clock.now()

            def quickly(stores: Stores) -> None:
                stores.nodes.post_command("stop", campaign, {}, now)
                stores.campaigns.set_state(campaign, CampaignState.FINISHED)
                stores.nodes.post_command("start", campaign, {}, now)
                stores.campaigns.set_state(campaign, CampaignState.RUNNING)

            hall.transact(quickly)
            await engine

    hall.run(main)
    assert set(map(tuple, hall.ends(campaign).values())) == {("cancelled", "partial")}


def test_hours_close_in_the_middle_and_open_again(
    tested_database: DatabaseUnderTest, tmp_path: Path
) -> None:
    """Friday 23:58:40 in Moscow: a few calls until 23:59, the rest on Saturday from 0:01."""
    people = Subscribers(mix=((1.0, behave.hangs_up(5.0)),))
    midnight = datetime(2026, 6, 5, 21, tzinfo=UTC)
    hall = Hall.build(tested_database, tmp_path, people, start=midnight - timedelta(seconds=80))
    hall.publish("notice")
    hall.trunk(lines=2)
    schedule = Schedule("Europe/Moscow", DayHours(9 * 60, 24 * 60 - 1), DayHours(1, 18 * 60))
    campaign = hall.campaign(settings(max_lines=2, schedule=schedule), contacts(numbers(12)))
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine(until_done=True) as engine:
            await asyncio.sleep(40)
            (reason,) = hall.why_idle(campaign)
            assert reason is not None
            opens = midnight + timedelta(minutes=1)
            assert (reason.code, reason.until) == ("outside_hours", opens)
            await engine

    hall.run(main)
    begun = sorted(r.started_at for r in hall.attempts(campaign) if r.started_at)
    assert len(begun) == 12
    friday = [at for at in begun if at < midnight]
    assert 0 < len(friday) < 12
    assert max(friday) < midnight - timedelta(minutes=1)
    assert begun[len(friday)] >= midnight + timedelta(minutes=1)


def test_new_settings_hold_for_new_calls(hall: Hall) -> None:
    hall.trunk(lines=1)
    campaign = hall.campaign(settings(max_lines=1, caller_id="+74950000001"), contacts(numbers(2)))
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine(until_done=True) as engine:
            await asyncio.sleep(3)
            changed = settings(max_lines=1, caller_id="+74950000002", ring_timeout_s=7.0)
            hall.transact(lambda s: s.campaigns.update(changed))
            await engine

    hall.run(main)
    placed = [(call.caller_id, call.ring_timeout_s) for call in hall.telephony.placed]
    assert placed == [("+74950000001", 20.0), ("+74950000002", 7.0)]


def test_an_archived_campaign_ends_its_calls(hall: Hall) -> None:
    hall.trunk(lines=2)
    campaign = hall.campaign(settings(max_lines=2), contacts(numbers(6)))
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine(until_done=True) as engine:
            await asyncio.sleep(3)
            hall.set_state(campaign, CampaignState.ARCHIVED)
            await asyncio.wait_for(engine, 5)

    hall.run(main)
    assert set(map(tuple, hall.ends(campaign).values())) == {("cancelled",)}


def test_a_trunk_removed_while_its_calls_run(hall: Hall) -> None:
    """Live calls go on; what is left waits for a trunk and says so."""
    hall.trunk(lines=2)
    hall.trunk("other", lines=2)
    campaign = hall.campaign(settings(max_lines=2), contacts(numbers(4)))
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine(until_done=True) as engine:
            await asyncio.sleep(3)
            moved = settings(max_lines=2, trunks=("other",))
            hall.transact(lambda s: (s.campaigns.update(moved), s.trunks.remove("city"))[0])
            await asyncio.sleep(1)
            hall.transact(lambda s: s.campaigns.update(replace(moved, trunks=("nowhere",))))
            await asyncio.sleep(10)
            assert len(hall.dialled) == 2
            (reason,) = hall.why_idle(campaign)
            assert reason is not None
            assert reason.code == "no_trunk"
            hall.transact(lambda s: s.trunks.add(TrunkSettings("nowhere", "sip:127.0.0.1")))
            await engine

    hall.run(main)
    assert set(map(tuple, hall.ends(campaign).values())) == {("partial",)}


def test_do_not_call_said_elsewhere_during_the_call(hall: Hall) -> None:
    """The call goes on; no further one is made."""
    (number,) = numbers(1)
    hall.subscribers.numbers = {number: [behave.busy(), behave.presses("1")]}
    hall.trunk()
    campaign = hall.campaign(settings(), contacts([number]))
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine(until_done=True) as engine:
            await asyncio.sleep(1)
            hall.transact(lambda s: s.do_not_call.add([number], "letter", hall.clock.now()))
            await engine

    hall.run(main)
    assert hall.ends(campaign) == {number: ["user_busy"]}
    assert hall.counts(campaign).excluded == 1


def test_campaigns_share_a_trunk_by_priority(hall: Hall) -> None:
    hall.trunk(lines=6)
    quick = {"max_lines": 6, "calls_per_second": 50.0}
    high = hall.campaign(settings("high", priority=8, **quick), contacts(numbers(60)))
    low = hall.campaign(settings("low", priority=4, **quick), contacts(numbers(60, 1000)))

    async def main() -> None:
        hall.start(high)
        hall.start(low)
        async with hall.engine():
            await asyncio.sleep(60)

    hall.run(main)
    shares = [len(hall.attempts(campaign)) for campaign in (high, low)]
    assert shares[0] == pytest.approx(2 * shares[1], rel=0.25)
    assert hall.telephony.most_at_once == 6


def test_campaigns_with_schemes_of_their_own(hall: Hall) -> None:
    hall.publish("debtor-reminder")
    one, other = numbers(2)
    hall.subscribers.numbers = {
        one: behave.presses("1"),
        other: behave.presses("19", heard_s=6, pause_s=6),
    }
    hall.trunk()
    notice = hall.campaign(settings(), contacts([one]))
    debtors = hall.campaign(
        settings("debtors", scheme="debtor-reminder"), contacts([other], Долг="100")
    )
    hall.start(notice)
    hall.start(debtors)
    hall.run_until_done()
    assert hall.ends(notice) == {one: ["completed"]}
    assert hall.ends(debtors) == {other: ["opted_out"]}


def test_hours_are_the_contacts_own(tested_database: DatabaseUnderTest, tmp_path: Path) -> None:
    """Kaliningrad's nine o'clock comes an hour after Moscow's."""
    nine = datetime(2026, 6, 1, 7, tzinfo=UTC)
    hall = Hall.build(tested_database, tmp_path, start=nine - timedelta(seconds=20))
    hall.publish("notice")
    hall.trunk()
    moscow, west = numbers(2)
    rows = contacts([moscow, west])
    rows[1] = replace(rows[1], zones=("Europe/Kaliningrad",))
    hours = Schedule("Europe/Moscow", DayHours(9 * 60, 18 * 60), ALL_DAY)
    campaign = hall.campaign(settings(schedule=hours), rows)
    hall.start(campaign)
    hall.run_until_done()
    started = {r.phone: r.started_at for r in hall.attempts(campaign)}
    assert started[moscow] is not None
    assert started[west] is not None
    assert started[moscow] < nine
    assert nine <= started[west] < nine + timedelta(seconds=10)
