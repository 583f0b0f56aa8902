"""Many timers, one task: calls and the dialer ask to be woken at moments of the port's clock."""

import asyncio
import heapq
import itertools
from collections.abc import Callable

from engine.ports.clock import Clock


class TimerHandle:
    __slots__ = ("callback",)

    def __init__(self, callback: Callable[[], None]) -> None:
        self.callback: Callable[[], None] | None = callback

    def cancel(self) -> None:
        self.callback = None


class Timers:
    """Must be used in the event loop; ``run`` is its task. Times are ``clock.monotonic()``."""

    def __init__(self, clock: Clock, on_error: Callable[[BaseException], None]) -> None:
        self._clock = clock
        self._on_error = on_error
        self._heap: list[tuple[float, int, TimerHandle]] = []
        self._counter = itertools.count()
        self._changed = asyncio.Event()

    def call_at(self, when: float, callback: Callable[[], None]) -> TimerHandle:
        handle = TimerHandle(callback)
        heapq.heappush(self._heap, (when, next(self._counter), handle))
        if self._heap[0][2] is handle:
            self._changed.set()
        return handle

    def call_later(self, delay_s: float, callback: Callable[[], None]) -> TimerHandle:
        return self.call_at(self._clock.monotonic() + delay_s, callback)

    async def run(self) -> None:
        while True:
            now = self._clock.monotonic()
            while self._heap and (self._heap[0][2].callback is None or self._heap[0][0] <= now):
                _, _, handle = heapq.heappop(self._heap)
                if handle.callback is not None:
                    try:
                        handle.callback()
                    except Exception as error:
                        self._on_error(error)
            self._changed.clear()
            await self._wait(self._heap[0][0] - now if self._heap else None)

    async def _wait(self, delay_s: float | None) -> None:
        """Until ``delay_s`` has passed or an earlier timer was set."""
        waits: list[asyncio.Future[object]] = [asyncio.ensure_future(self._changed.wait())]
        if delay_s is not None:
            waits.append(asyncio.ensure_future(self._clock.sleep(max(0.0, delay_s))))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
