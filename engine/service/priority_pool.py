"""A few threads that take urgent work first."""

import heapq
import itertools
import logging
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from pathlib import Path

log = logging.getLogger(__name__)


class _Job:
    __slots__ = ("future", "key", "taken", "work")

    def __init__(self, key: Hashable, work: Callable[[], Path | None]) -> None:
        self.key = key
        self.work = work
        self.future: Future[Path | None] = Future()
        self.taken = False


class PriorityPool:
    """Work with a key that is already waiting or under way is not done twice; asking for it
    urgently moves it to the front. Results are a path or None; exceptions are logged and give
    None. Threads start with the first work. Thread-safe."""

    def __init__(self, threads: int, backlog: int) -> None:
        self._size = threads
        self._backlog = backlog
        self._ready = threading.Condition()
        self._heap: list[tuple[int, int, _Job]] = []
        self._jobs: dict[Hashable, _Job] = {}
        self._order = itertools.count()
        self._threads: list[threading.Thread] = []
        self._closed = False

    def submit(self, key: Hashable, work: Callable[[], Path | None],
               urgent: bool) -> "Future[Path | None] | None":  # fmt: skip
        """None: the pool is closed, or there is too much waiting for work that is not urgent."""
        with self._ready:
            job = self._jobs.get(key)
            if job is not None and not urgent:
                return job.future
            if self._closed or (not urgent and len(self._heap) >= self._backlog):
                return None
            if job is None:
                job = self._jobs[key] = _Job(key, work)
            # A job that is already in the heap stays there too: whoever takes it second skips it.
            heapq.heappush(self._heap, (0 if urgent else 1, next(self._order), job))
            if len(self._threads) < self._size:
                name = f"voice-{len(self._threads)}"
                thread = threading.Thread(target=self._serve, name=name, daemon=True)
                self._threads.append(thread)
                thread.start()
            self._ready.notify()
            return job.future

    def close(self, patience_s: float | None = None) -> None:
        """Finish what is under way (what takes longer than ``patience_s`` is left to itself),
        drop what waits (its futures give None)."""
        with self._ready:
            self._closed = True
            dropped = {job for _, _, job in self._heap if not job.taken}
            self._heap.clear()
            self._ready.notify_all()
        for job in dropped:
            job.future.set_result(None)
        for thread in self._threads:
            thread.join(patience_s)

    def _take(self) -> _Job | None:
        """The most urgent job that nobody has taken; None: closed."""
        with self._ready:
            while True:
                while not self._heap:
                    if self._closed:
                        return None
                    self._ready.wait()
                _, _, job = heapq.heappop(self._heap)
                if not job.taken:
                    job.taken = True
                    return job

    def _serve(self) -> None:
        while (job := self._take()) is not None:
            result: Path | None = None
            try:
                result = job.work()
            except Exception:
                log.exception("unexpected failure in the voice service")
            with self._ready:
                del self._jobs[job.key]
            job.future.set_result(result)
