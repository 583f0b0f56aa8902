"""Connections to one data source, each on a thread of its own.

Nothing here waits longer than it was told: whoever asks is answered in time, whatever the source
does. A connection that does not come back is cancelled and given up, and its place is free at
once; its thread ends when the driver lets go of it.
"""

import asyncio
import contextlib
import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

from engine.ports.sources import (
    SourceConnection,
    SourceTooSlow,
    SourceTrouble,
    SourceUnavailable,
)

T = TypeVar("T")
#: Work on a connection: it is told how many seconds are left.
Work = Callable[[SourceConnection, float], T]
log = logging.getLogger(__name__)
#: A query that has been given up is cancelled so often, so far apart.
_CANCELS, _CANCEL_AGAIN_S = 20, 1.0


class _Job:
    __slots__ = ("answer", "deadline", "work", "worker")

    def __init__(self, work: Work[Any], deadline: float, answer: "asyncio.Future[Any]") -> None:
        self.work = work
        self.deadline = deadline
        self.answer = answer
        self.worker: _Worker | None = None


class _Worker:
    """A thread with a connection, which is opened with its first work."""

    def __init__(self, pool: "SourcePool", name: str) -> None:
        self._pool = pool
        self.inbox: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self.connection: SourceConnection | None = None
        self.abandoned = False
        # Daemons: a driver that never comes back must not hold up the program's end.
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        try:
            while not self.abandoned and (job := self.inbox.get()) is not None:
                self._pool._from_thread(self, job, *self._do(job))
                del job  # an answer must not live as long as the thread
        finally:
            self._drop()
            if self.abandoned:
                self._pool._ended_from_thread()

    def _do(self, job: _Job) -> tuple[Any, BaseException | None]:
        used_before = self.connection is not None
        try:
            try:
                return self._once(job), None
            except SourceUnavailable:
                # The server may have been restarted since; nothing was written, so it is asked
                # again, on a new connection.
                if not used_before or self.abandoned:
                    raise
                return self._once(job), None
        except SourceTrouble as error:
            return None, error
        except Exception as error:  # a driver's surprise ends one query, not the engine
            log.exception("unexpected failure in the data source %s", self._pool.name)
            self._drop()
            return None, SourceTrouble(
                "the data source {name} failed: {reason}.",
                name=self._pool.name,
                reason=f"{type(error).__name__}: {error}",
            )

    def _once(self, job: _Job) -> Any:
        if self.connection is None:
            self.connection = self._pool.open()
        left = job.deadline - time.monotonic()
        # Given up while the connection was being opened: nobody could cancel it then.
        if left <= 0 or self.abandoned:
            raise SourceTooSlow("the data source does not answer in time.")
        try:
            return job.work(self.connection, left)
        except (SourceUnavailable, SourceTooSlow):
            self._drop()
            raise

    def _drop(self) -> None:
        connection, self.connection = self.connection, None
        if connection is not None:
            with contextlib.suppress(Exception):
                connection.close()

    def abandon(self) -> None:
        """Let the query under way end; the thread closes its connection and goes."""
        self.abandoned = True
        if self.connection is not None:
            # Telling a server that hangs may hang, too.
            threading.Thread(target=self._cancel, daemon=True).start()

    def _cancel(self) -> None:
        """Until the query has ended: one that is only about to begin does not hear it."""
        for _ in range(_CANCELS):
            connection = self.connection
            if connection is None:
                return
            try:
                connection.cancel()
            except Exception:
                log.exception("cancelling a query failed")
            self._thread.join(_CANCEL_AGAIN_S)
            if not self._thread.is_alive():
                return


class SourcePool:
    """Up to ``size`` queries at once; further ones wait for their turn. Belongs to the event loop
    that is running when it is made."""

    def __init__(self, name: str, size: int, open_connection: Callable[[], SourceConnection]):
        self.name = name
        self.open = open_connection
        self._size = size
        self._loop = asyncio.get_running_loop()
        self._idle: list[_Worker] = []
        self._workers = 0
        #: Threads of connections that were given up and have not come back yet.
        self._lost = 0
        self._waiting: deque[_Job] = deque()
        self._closed = False
        self._numbers = 0

    async def run(self, work: Work[T], timeout_s: float) -> T:
        """SourceTrouble for whatever goes wrong, SourceTooSlow at the time-out at the latest."""
        job = _Job(work, time.monotonic() + timeout_s, self._loop.create_future())
        self._give(job)
        try:
            async with asyncio.timeout(timeout_s):
                result: T = await job.answer
                return result
        except TimeoutError:
            if job.worker is None:
                raise SourceTooSlow(
                    "all {count} connections to the data source {name} are busy.",
                    mend="Give it more: rino-desktop source add … --pool N",
                    count=self._size,
                    name=self.name,
                ) from None
            raise SourceTooSlow("the data source does not answer in time.") from None
        finally:
            if not job.answer.done() or job.answer.cancelled():
                self._give_up(job)

    def require_room(self) -> None:
        """SourceUnavailable as long as a query would be refused, since too many hang."""
        could_begin = not self._idle and self._workers < self._size
        if could_begin and self._lost > 2 * self._size + 2:
            raise SourceUnavailable(
                "the data source {name} hangs: {count} queries never came back.",
                name=self.name,
                count=self._lost,
            )

    def _give(self, job: _Job) -> None:
        if self._closed:
            raise SourceUnavailable("the data source {name} has been closed.", name=self.name)
        if self._idle:
            worker = self._idle.pop()
        elif self._workers < self._size:
            self.require_room()
            self._workers += 1
            self._numbers += 1
            worker = _Worker(self, f"source-{self.name}-{self._numbers}")
        else:
            self._waiting.append(job)
            return
        job.worker = worker
        worker.inbox.put(job)

    def _give_up(self, job: _Job) -> None:
        if job.worker is None:
            with contextlib.suppress(ValueError):
                self._waiting.remove(job)
            return
        job.worker.abandon()
        self._workers -= 1
        self._lost += 1
        self._serve_waiting()

    def _serve_waiting(self) -> None:
        while self._waiting and (self._idle or self._workers < self._size):
            job = self._waiting.popleft()
            try:
                self._give(job)
            except SourceTrouble as error:
                job.answer.set_exception(error)

    # --- from the workers' threads -------------------------------------------------------------

    def _from_thread(
        self, worker: _Worker, job: _Job, result: Any, error: BaseException | None
    ) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._done, worker, job, result, error)

    def _ended_from_thread(self) -> None:
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._ended)

    def _ended(self) -> None:
        self._lost -= 1

    def _done(self, worker: _Worker, job: _Job, result: Any, error: BaseException | None) -> None:
        if worker.abandoned:
            worker.inbox.put(None)
            return
        if not job.answer.done():
            if error is None:
                job.answer.set_result(result)
            else:
                job.answer.set_exception(error)
        if self._closed:
            worker.inbox.put(None)
            return
        self._idle.append(worker)
        self._serve_waiting()

    def close(self) -> None:
        """Idle connections are closed now, busy ones when their query has ended."""
        self._closed = True
        for worker in self._idle:
            worker.inbox.put(None)
        self._idle.clear()
        while self._waiting:
            self._waiting.popleft().answer.set_exception(
                SourceUnavailable("the data source {name} has been closed.", name=self.name)
            )
