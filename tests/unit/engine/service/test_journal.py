"""Group commit: order, batching, isolation of a bad write, and nothing lost in an outage."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from engine.ports.storage import StorageUnavailable
from engine.service.journal import Journal


class LoopClock:
    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(min(seconds, 0.01))


class RecordingDatabase:
    """Runs work against a list; rolls back what a raising transaction appended."""

    def __init__(self) -> None:
        self.rows: list[int] = []
        self.transactions = 0
        self.outages = 0
        self.commit_but_fail = False

    async def run(self, work: Callable[[Any], Any]) -> Any:
        await asyncio.sleep(0)
        if self.outages:
            self.outages -= 1
            raise StorageUnavailable("connection refused")
        before = list(self.rows)
        try:
            result = work(self)
        except Exception:
            self.rows = before
            raise
        self.transactions += 1
        if self.commit_but_fail:
            self.commit_but_fail = False
            raise StorageUnavailable("the answer to the commit was lost")
        return result

    def put(self, value: int) -> int:
        if value not in self.rows:  # idempotent, as the stores are
            self.rows.append(value)
        return value


@pytest.fixture
async def setting():
    database = RecordingDatabase()
    availability: list[bool] = []
    journal = Journal(database, LoopClock(), lambda ok, detail: availability.append(ok))  # type: ignore[arg-type]
    task = asyncio.create_task(journal.run())
    yield database, journal, availability
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_writes_of_one_turn_share_a_transaction_and_keep_their_order(setting):
    database, journal, _ = setting
    for value in range(100):
        journal.write("put", lambda s, v=value: s.put(v))
    await journal.drained()
    assert database.rows == list(range(100))
    assert database.transactions == 1


async def test_submit_gives_the_result_after_the_commit(setting):
    database, journal, _ = setting
    assert await journal.submit("put", lambda s: s.put(7)) == 7
    assert database.rows == [7]


async def test_a_refused_write_costs_nobody_else(setting, caplog):
    database, journal, _ = setting

    def refuse(stores: Any) -> None:
        raise ValueError("no such attempt")

    journal.write("put", lambda s: s.put(1))
    bad = asyncio.create_task(journal.submit("bad", refuse))
    await asyncio.sleep(0)
    journal.write("bad too", refuse)
    journal.write("put", lambda s: s.put(2))
    await journal.drained()
    assert database.rows == [1, 2]
    with pytest.raises(ValueError, match="no such attempt"):
        await bad
    assert "bad too" in caplog.text


async def test_one_refused_write_among_many_is_found_quickly_and_told(setting):
    database, journal, _ = setting
    refused: list[Exception] = []
    for value in range(200):
        journal.write("put", lambda s, v=value: s.put(v))
    journal.write("bad", lambda s: 1 / 0, refused.append)
    for value in range(200, 300):
        journal.write("put", lambda s, v=value: s.put(v))
    await journal.drained()
    assert database.rows == list(range(300))
    assert database.transactions < 20, "halved, not one by one"
    assert [type(error) for error in refused] == [ZeroDivisionError]


async def test_backlog_counts_what_is_under_way(setting):
    database, journal, _ = setting
    database.outages = 2
    journal.write("put", lambda s: s.put(1))
    await asyncio.sleep(0.005)
    assert (journal.backlog, journal.idle) == (1, False)
    await journal.drained()
    assert (journal.backlog, journal.idle) == (0, True)


async def test_an_outage_keeps_everything_and_tells_both_ends_of_it(setting):
    database, journal, availability = setting
    database.outages = 3
    for value in range(5):
        journal.write("put", lambda s, v=value: s.put(v))
    await journal.drained()
    assert database.rows == [0, 1, 2, 3, 4]
    assert availability == [False, True]


async def test_a_commit_whose_answer_was_lost_is_repeated_without_doubling(setting):
    database, journal, availability = setting
    database.commit_but_fail = True
    assert await journal.submit("put", lambda s: s.put(3)) == 3
    assert database.rows == [3]
    assert availability == [False, True]


async def test_what_is_to_be_alone_shares_its_transaction_with_nothing(setting) -> None:
    """It locks rows in an order of its own, and another node would wait for it in circles."""
    database, journal, _ = setting
    seen: list[list[int]] = []

    def alone(rows: RecordingDatabase) -> None:
        seen.append(list(rows.rows))

    first = [asyncio.create_task(journal.submit("put", lambda d, n=n: d.put(n))) for n in (1, 2)]
    middle = asyncio.create_task(journal.submit("alone", alone, alone=True))
    last = asyncio.create_task(journal.submit("put", lambda d: d.put(3)))
    await asyncio.gather(*first, middle, last)
    assert seen == [[1, 2]]
    assert database.transactions == 3


# --- kept for another process --------------------------------------------------------------------


class Noted:
    """Stands where the file does."""

    def __init__(self) -> None:
        self.kept: list[object] = []

    def keep(self, kept: Sequence[object]) -> None:
        self.kept += kept

    def clear(self) -> None:
        self.kept.clear()


async def test_what_waits_for_the_database_is_kept_until_it_is_written() -> None:
    database, noted = RecordingDatabase(), Noted()
    journal = Journal(database, LoopClock(), lambda ok, detail: None, noted)  # type: ignore[arg-type]
    task = asyncio.create_task(journal.run())
    journal.write("put", lambda s: s.put(0), kept=0)  # type: ignore[arg-type]
    await journal.drained()
    assert noted.kept == [], "the database is there"
    database.outages = 10**6
    for value in (1, 2, 3):
        journal.write("put", lambda s, v=value: s.put(v), kept=value)  # type: ignore[arg-type]
    journal.write("put", lambda s: s.put(4))
    while not noted.kept:
        await asyncio.sleep(0.001)
    journal.write("put", lambda s: s.put(5), kept=5)  # type: ignore[arg-type]
    assert noted.kept == [1, 2, 3, 5], "once each, in their order"
    assert (journal.backlog, journal.losable) == (5, 1)
    database.outages = 0
    await journal.drained()
    assert (database.rows, noted.kept) == ([0, 1, 2, 3, 4, 5], [])
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


class Silent(RecordingDatabase):
    """Until it ``answers``."""

    def __init__(self) -> None:
        super().__init__()
        self.answers = asyncio.Event()

    async def run(self, work: Callable[[Any], Any]) -> Any:
        await self.answers.wait()
        return await super().run(work)


async def test_what_a_slow_or_silent_database_keeps_waiting_is_kept_when_it_is_asked_for() -> None:
    """At the end of the engine, and by itself where nothing comes back for seconds."""
    database, noted = Silent(), Noted()
    journal = Journal(database, LoopClock(), lambda ok, detail: None, noted)  # type: ignore[arg-type]
    task = asyncio.create_task(journal.run())
    journal.write("put", lambda s: s.put(1), kept=1)  # type: ignore[arg-type]
    await asyncio.sleep(0.01)
    journal.write("put", lambda s: s.put(2), kept=2)  # type: ignore[arg-type]
    assert (noted.kept, journal.reached) == ([], True)
    journal.keep_all()
    journal.write("put", lambda s: s.put(3), kept=3)  # type: ignore[arg-type]
    assert noted.kept == [1, 2, 3]
    assert journal.losable == 0
    database.answers.set()
    await journal.drained()
    assert (database.rows, noted.kept) == ([1, 2, 3], [])
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_what_hangs_in_a_transaction_is_kept_after_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("engine.service.journal.HANGS_S", 0.05)
    database, noted = Silent(), Noted()
    journal = Journal(database, LoopClock(), lambda ok, detail: None, noted)  # type: ignore[arg-type]
    task = asyncio.create_task(journal.run())
    journal.write("put", lambda s: s.put(1), kept=1)  # type: ignore[arg-type]
    async with asyncio.timeout(30):
        while not noted.kept:
            await asyncio.sleep(0.005)
    database.answers.set()
    await journal.drained()
    assert noted.kept == []
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
