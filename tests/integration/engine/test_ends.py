"""How an engine ends: with its calls ended and their rows written, whatever has gone wrong."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.adapters.simulated.subscribers import Subscribers
from engine.adapters.simulated.telephony import SimulatedTelephony
from engine.domain.campaign import CampaignState, RetryRules
from engine.errors import BugError, KnownError
from engine.ports.storage import WAKE_UP, Database, EngineCommand, Stores
from engine.ports.telephony import TelephonyEvent
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import Hall, contacts, settings
from tests.helpers.office import numbers

T = TypeVar("T")


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    hall = Hall.build(tested_database, tmp_path, Subscribers(mix=((1.0, behave.hangs_up(4.0)),)))
    hall.publish("notice")
    hall.trunk(lines=4)
    return hall


def test_calls_that_do_not_end_in_time_are_ended(hall: Hall) -> None:
    """One talks, one only rings: both are interrupted, and nobody is left in progress. Who waits
    for the last call (before an upgrade) may think better of it: they have the usual time then."""
    talks, rings = numbers(2)
    hall.publish("debtor-reminder")
    hall.subscribers.numbers = {talks: behave.Subscriber(), rings: behave.no_answer()}
    campaign = hall.campaign(
        settings(scheme="debtor-reminder", ring_timeout_s=120), contacts([talks, rings])
    )
    hall.start(campaign)

    async def main() -> float:
        runner = hall.runner(grace_s=10.0)
        task = asyncio.create_task(runner.run())
        await runner.ready.wait()
        await asyncio.sleep(4)
        runner.request_stop(1800.0)
        await asyncio.sleep(5)
        assert (runner.live_calls, round(runner.grace_left_s)) == (2, 1795)
        runner.request_stop()
        asked_at = hall.clock.monotonic()
        await task
        return hall.clock.monotonic() - asked_at

    assert 10.0 <= hall.run(main) < 12.0
    rows = {row.phone: row for row in hall.attempts(campaign)}
    assert rows[talks].answered_at is not None
    assert rows[rings].answered_at is None
    for row in rows.values():
        assert (row.disposition.value, row.hangup_cause.value) == ("interrupted", "interrupted")
        assert row.hangup_by.value == "system"
    counts = hall.counts(campaign)
    assert (counts.in_progress, counts.waiting_retry) == (0, 2)
    assert hall.transact(lambda s: s.nodes.sessions()) == []


def test_who_says_stop_is_heard_while_the_last_calls_are_waited_for(hall: Hall) -> None:
    """They may be waited for long: whoever must stop now is obeyed, nobody is called any more, and
    a slow report beside them is no reason to take the engine for stuck."""
    (number,) = numbers(1)
    hall.publish("debtor-reminder")
    hall.subscribers.numbers = {number: behave.Subscriber()}
    campaign = hall.campaign(settings(scheme="debtor-reminder"), contacts([number]))
    hall.start(campaign)

    def post(kind: str, **arguments: object) -> int:
        now = hall.clock.now()
        return hall.transact(lambda s: s.nodes.post_command(kind, campaign, arguments, now))

    async def main() -> tuple[float, EngineCommand]:
        runner = hall.runner()
        task = asyncio.create_task(runner.run())
        await runner.ready.wait()
        await asyncio.sleep(4)
        runner.request_stop(1800.0)
        another = post("test_call", number=number, fields={})
        await asyncio.sleep(2)
        signs = runner._parts.signs
        assert (runner.live_calls, signs.ending, signs.sight().closing) == (1, True, False)
        asked_at = hall.clock.monotonic()
        post("stop")
        await task
        assert signs.sight().closing
        waited = hall.clock.monotonic() - asked_at
        return waited, hall.transact(lambda s: s.nodes.command(another))

    waited, another = hall.run(main)
    assert waited < 5.0
    (row,) = hall.attempts(campaign)
    assert row.disposition.value == "cancelled"
    assert hall.dialled == [number]
    assert another.result == ""


def test_the_answer_that_crosses_the_end(hall: Hall) -> None:
    """The campaign is stopped, and the 200 crosses our CANCEL: answered, and still cancelled;
    the scheme says nothing any more."""
    (number,) = numbers(1)
    hall.subscribers.numbers = {number: behave.Subscriber(never_answers=True, answers_cancel=True)}
    campaign = hall.campaign(settings(), contacts([number]))
    hall.start(campaign)

    async def main() -> None:
        async with hall.engine(until_done=True) as engine:
            await asyncio.sleep(4)
            hall.set_state(campaign, CampaignState.FINISHED)
            await engine

    hall.run(main)
    (row,) = hall.attempts(campaign)
    assert row.answered_at is not None
    assert (row.disposition.value, row.hangup_cause.value) == ("cancelled", "originator_cancel")
    assert row.node is None


class NoLines(SimulatedTelephony):
    async def start(self, on_event: Callable[[TelephonyEvent], None]) -> None:
        raise KnownError("No line worker can be started: pjsua2 is missing.", mend="make setup")


def test_lines_that_do_not_start(hall: Hall) -> None:
    """A clear error; the next start of the same node is not held up. What watches over the engine
    has been there from the start, and goes with it."""
    campaign = hall.campaign(settings(), contacts(numbers(2)))
    hall.start(campaign)
    watched: list[str] = []

    async def watch() -> None:
        watched.append("begun")
        try:
            await asyncio.sleep(1e6)
        finally:
            watched.append("over")

    runner = hall.runner(telephony=NoLines(hall.clock))
    runner._parts = replace(runner._parts, from_the_start=(watch,))
    with pytest.raises(KnownError, match="pjsua2 is missing"):
        hall.run(runner.run)
    assert watched == ["begun", "over"]
    assert hall.transact(lambda s: s.nodes.sessions()) == []
    hall.run_until_done(alive=lambda session: True)
    assert hall.counts(campaign).done == 2


class Refusing:
    """A database that refuses what is called ``what`` (a bug of ours, a full disk …)."""

    def __init__(self, real: Database, refuses: Callable[[Stores], bool]) -> None:
        self._real = real
        self._refuses = refuses

    def transact(self, work: Callable[[Stores], T]) -> T:
        return self._real.transact(self._guarded(work))

    async def run(self, work: Callable[[Stores], T]) -> T:
        return await self._real.run(self._guarded(work))

    def _guarded(self, work: Callable[[Stores], T]) -> Callable[[Stores], T]:
        def guarded(stores: Stores) -> T:
            result = work(stores)
            if self._refuses(stores):
                raise BugError("Firebird refused: constraint violated")
            return result

        return guarded

    def listen(self, on_change: Callable[[], None], event: str = WAKE_UP) -> None:
        self._real.listen(on_change, event)

    def close(self) -> None:
        self._real.close()


def test_a_contact_whose_attempt_cannot_be_journalled(hall: Hall) -> None:
    """It is not dialled, and the others of its batch are."""
    bad, *good = numbers(8)
    campaign = hall.campaign(settings(), contacts([bad, *good]))
    hall.start(campaign)

    def refuses(stores: Stores) -> bool:
        return bool(stores.attempts.calls_since(bad, hall.clock.now().replace(year=2000)))

    async def main() -> None:
        async with hall.engine(open_database=lambda: Refusing(hall.tested.open(), refuses)):
            await asyncio.sleep(30)

    hall.run(main)
    assert sorted(hall.dialled) == sorted(good)
    assert sorted(row.phone for row in hall.attempts(campaign)) == sorted(good)
    assert hall.counts(campaign).done == len(good)


def test_a_failing_part_ends_the_engine_and_its_calls(hall: Hall) -> None:
    """Not silently, and not with open rows: calls are told to end and are journalled."""
    campaign = hall.campaign(settings(), contacts(numbers(4)))
    hall.start(campaign)
    broken = False

    def refuses(stores: Stores) -> bool:
        del stores
        return broken

    opened: list[Database] = []

    def open_database() -> Database:
        # The first connection looks and claims, the second one writes the journal.
        real = hall.tested.open()
        opened.append(real)
        return Refusing(real, refuses) if len(opened) == 1 else real

    async def main() -> None:
        nonlocal broken
        async with hall.engine(open_database=open_database) as engine:
            await asyncio.sleep(4)
            broken = True
            with pytest.raises(BugError, match="constraint violated"):
                await asyncio.wait_for(asyncio.shield(engine), 10)

    with pytest.raises(BugError, match="constraint violated"):
        hall.run(main)
    rows = hall.attempts(campaign)
    assert len(rows) == 4
    assert {row.disposition.value for row in rows} == {"interrupted"}
    assert all(row.answered_at is not None for row in rows)


def test_a_scheme_that_fails_costs_its_own_call(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is wrong in the translation of one call, the others go on."""
    one, other = numbers(2)
    campaign = hall.campaign(settings(), contacts([one, other]))
    hall.start(campaign)
    play = SimulatedTelephony.play

    def fails(self: SimulatedTelephony, call_id: str, *arguments: Any, **options: Any) -> None:
        if self.placed[0].call_id == call_id:
            raise ValueError("no such file format")
        play(self, call_id, *arguments, **options)

    monkeypatch.setattr(SimulatedTelephony, "play", fails)
    hall.subscribers.mix = ((1.0, behave.presses("1")),)
    hall.run_until_done()
    ends = hall.ends(campaign)
    assert sorted(map(tuple, ends.values())) == [("completed",), ("partial",)]
    assert ends[hall.dialled[0]] == ["partial"]


def test_many_attempts_leave_nothing_behind(hall: Hall) -> None:
    """No session, no timer, no command is kept of a call that is over."""
    hall.subscribers.mix = ((1.0, behave.hangs_up(0.2)), (1.0, behave.busy()))
    hall.transact(lambda s: s.trunks.remove("city"))
    hall.trunk(lines=50, calls_per_second=200.0)
    campaign = hall.campaign(
        settings(max_lines=50, calls_per_second=200.0, retry=RetryRules(1)),
        contacts(numbers(120)),
    )
    hall.start(campaign)

    async def main() -> None:
        runner = hall.runner()
        task = asyncio.create_task(runner.run())
        await runner.ready.wait()
        endless = len(runner._tasks)
        while hall.state(campaign) is CampaignState.RUNNING:
            await asyncio.sleep(1)
        await asyncio.sleep(2)
        desk = runner._desk
        assert (desk._live, desk._live_of, desk._legs, desk._pending) == ({}, {}, {}, [])
        assert runner._journal.backlog == 0
        # What belongs to a call is gone with it.
        assert len(runner._tasks) <= endless
        loop: Any = asyncio.get_running_loop()
        assert len([t for t in loop._scheduled if not t.cancelled()]) <= 10
        assert len(loop._scheduled) <= 220, "the loop lets go of cancelled timers"
        runner.request_stop()
        await task
        # The loop may be that of a desktop, which lives on.
        assert [t for t in loop._scheduled if not t.cancelled()] == []

    hall.run(main)
    assert len(hall.ends(campaign)) == 120
