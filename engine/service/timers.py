"""Callbacks at moments of the port's clock, by the event loop's own timers.

The loop lets go of cancelled timers by itself, however far ahead they were set: calls and the
dialer set and cancel several for every attempt.
"""

import asyncio
from collections.abc import Callable

from engine.ports.clock import Clock

TimerHandle = asyncio.TimerHandle


class Timers:
    """Must be made and used in the event loop. Times are ``clock.monotonic()``; the clock must
    run as fast as the loop's own (real time, or ``VirtualClock`` in its loop)."""

    def __init__(self, clock: Clock, on_error: Callable[[BaseException], None]) -> None:
        """``on_error`` gets what a callback raises."""
        self._clock = clock
        self._on_error = on_error
        self._loop = asyncio.get_running_loop()

    def call_at(self, when: float, callback: Callable[[], None]) -> TimerHandle:
        return self.call_later(when - self._clock.monotonic(), callback)

    def call_later(self, delay_s: float, callback: Callable[[], None]) -> TimerHandle:
        return self._loop.call_later(max(0.0, delay_s), self._fire, callback)

    def _fire(self, callback: Callable[[], None]) -> None:
        try:
            callback()
        except Exception as error:
            self._on_error(error)


async def pause(clock: Clock, seconds: float, wake: asyncio.Event) -> None:
    """So long, or until ``wake`` is set, which it is not afterwards."""
    woken = asyncio.ensure_future(wake.wait())
    slept = asyncio.ensure_future(clock.sleep(seconds))
    try:
        await asyncio.wait({woken, slept}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        woken.cancel()
        slept.cancel()
    wake.clear()
