"""Group commit: what happens is written in order, many writes to one transaction.

A single row with its own commit costs 1–2 ms of forced writes; at a hundred attempts a second,
each with several writes, that would be the whole engine. Writes therefore queue up while a
transaction is under way and go together into the next one. Order is kept.

When the database goes away the queue is kept and repeated until it is back (every operation is
idempotent, see engine.ports.storage), so nothing that happened on the telephone is lost while
this process lives; what calls have brought is kept in a file meanwhile, for the next one
(engine.service.unwritten).
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from engine.ports.clock import Clock
from engine.ports.storage import Database, StorageUnavailable, Stores
from engine.service.call_writes import Kept
from engine.service.unwritten import Unwritten

T = TypeVar("T")
log = logging.getLogger(__name__)

#: Writes in one transaction at most: keeps locks short and a repeated batch small.
MAX_BATCH = 400
#: A server that is silently gone raises nothing for minutes; what waits is kept before. Seconds.
HANGS_S = 3.0
RETRY_S = (0.2, 0.5, 1.0, 2.0)


@dataclass(slots=True)
class _Entry:
    work: Callable[[Stores], Any]
    what: str
    future: "asyncio.Future[Any] | None" = None
    on_refused: Callable[[Exception], None] | None = None
    alone: bool = False
    #: The same as data; None: it has no meaning for another process.
    kept: Kept | None = None
    in_file: bool = False


class Journal:
    """Must be created and used in the event loop; ``run`` is its task."""

    def __init__(self, database: Database, clock: Clock,
                 on_availability: Callable[[bool, str], None],
                 unwritten: Unwritten | None = None) -> None:  # fmt: skip
        """``on_availability(available, detail)`` is called when the database goes and returns.
        ``unwritten``: where it is kept what waits for it; None: nowhere."""
        self._database = database
        self._clock = clock
        self._on_availability = on_availability
        self._unwritten = unwritten
        #: What waits is kept there.
        self._keeping = False
        self._queue: deque[_Entry] = deque()
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._available = True
        self._under_way: list[_Entry] = []
        #: Transactions and writes so far: tells how well the batching works.
        self.transactions = 0
        self.writes = 0

    @property
    def idle(self) -> bool:
        """Everything is committed."""
        return self._idle.is_set()

    @property
    def backlog(self) -> int:
        """Writes that are not committed, those under way included."""
        return len(self._queue) + len(self._under_way)

    @property
    def losable(self) -> int:
        """Of those: what is nowhere but in this process."""
        waiting = [*self._under_way, *self._queue]
        return sum(not entry.in_file for entry in waiting)

    def write(self, what: str, work: Callable[[Stores], Any],
              on_refused: Callable[[Exception], None] | None = None,
              kept: Kept | None = None) -> None:  # fmt: skip
        """Queue a write whose result nobody waits for; ``what`` names it in the log.
        ``on_refused`` gets what ``work`` itself raised (the outage of a database is no refusal:
        it is waited out). ``kept``: the same as data, for when this process does not live to see
        its database again."""
        self._put(_Entry(work, what, on_refused=on_refused, kept=kept))

    async def submit(self, what: str, work: Callable[[Stores], T], *, alone: bool = False) -> T:
        """Queue a write and wait until it is committed; its own exception comes out here.
        ``alone``: in a transaction of its own, for what locks rows in an order of its own."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._put(_Entry(work, what, future, alone=alone))
        return await future

    def _put(self, entry: _Entry) -> None:
        self._queue.append(entry)
        if self._keeping or not self._available:
            self._keep([entry])
        self._idle.clear()
        self._wake.set()

    def _keep(self, entries: Sequence[_Entry]) -> None:
        if self._unwritten is None:
            return
        self._keeping = True
        fresh = [entry for entry in entries if entry.kept is not None and not entry.in_file]
        self._unwritten.keep([entry.kept for entry in fresh if entry.kept is not None])
        for entry in fresh:
            entry.in_file = True

    @property
    def reached(self) -> bool:
        """The database has answered to the last try."""
        return self._available

    def keep_all(self) -> None:
        """In the file, whatever is known of the database."""
        self._keep([*self._under_way, *self._queue])

    async def drained(self) -> None:
        """Wait until everything queued so far is committed."""
        await self._idle.wait()

    async def run(self) -> None:
        while True:
            if not self._queue:
                if self._keeping and self._unwritten is not None:
                    self._keeping = False
                    self._unwritten.clear()
                self._idle.set()
                self._wake.clear()
                await self._wake.wait()
            batch = self._next_batch()
            self._under_way = batch
            await self._commit(batch)
            self._under_way = []

    def _next_batch(self) -> list[_Entry]:
        batch = [self._queue.popleft()]
        while self._queue and len(batch) < MAX_BATCH:
            if batch[-1].alone or self._queue[0].alone:
                break
            batch.append(self._queue.popleft())
        return batch

    async def _commit(self, batch: list[_Entry]) -> None:
        try:
            results = await self._persist([entry.work for entry in batch])
        except Exception as error:
            if len(batch) == 1:
                self._fail(batch[0], error)
                return
            # One of them is wrong: halve until it is found; the others are not lost with it.
            middle = len(batch) // 2
            await self._commit(batch[:middle])
            await self._commit(batch[middle:])
            return
        for entry, result in zip(batch, results, strict=True):
            self._done(entry, result)

    async def _persist(self, works: list[Callable[[Stores], Any]]) -> list[Any]:
        tries = 0
        while True:
            hangs = asyncio.get_running_loop().call_later(HANGS_S, self.keep_all)
            try:
                results = await self._database.run(lambda stores: [w(stores) for w in works])
            except StorageUnavailable as error:
                if self._available:
                    self._available = False
                    log.error("%d writes wait: %s", self.backlog, error)
                    self.keep_all()
                    self._on_availability(False, str(error))
                await self._clock.sleep(RETRY_S[min(tries, len(RETRY_S) - 1)])
                tries += 1
                continue
            finally:
                hangs.cancel()
            self.transactions += 1
            self.writes += len(works)
            if not self._available:
                self._available = True
                log.warning("the database is back, %d writes caught up", len(works))
                self._on_availability(True, "")
            return results

    @staticmethod
    def _done(entry: _Entry, result: Any) -> None:
        if entry.future is not None and not entry.future.done():
            entry.future.set_result(result)

    @staticmethod
    def _fail(entry: _Entry, error: Exception) -> None:
        if entry.future is not None:
            if not entry.future.done():
                entry.future.set_exception(error)
            return
        log.error("a write was refused (%s): %s", entry.what, error, exc_info=error)
        if entry.on_refused is not None:
            entry.on_refused(error)
