"""A clock that jumps to the next moment at which anything happens.

It works through the event loop, not beside it: ``VirtualClock.new_event_loop`` makes an asyncio
loop whose ``time()`` is the virtual clock and whose selector, when the loop has nothing ready and
would now wait for its next timer, moves the clock there instead of waiting. So every sleep,
``asyncio.timeout`` and ``call_later`` in that loop runs on virtual time, sleepers wake in time
order, and nobody is overtaken: time stands still as long as any callback is ready to run.

Work outside the loop takes real time, during which the clock stands still: what goes through
``loop.run_in_executor`` or ``asyncio.to_thread`` is noticed by itself, anything else is announced
with ``hold``. Network sockets do work in such a loop, but their far ends live in real time.
"""

import asyncio
import selectors
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class VirtualClock:
    """Fulfils engine.ports.clock.Clock. ``start``: what ``now()`` says at first, aware."""

    def __init__(self, start: datetime = datetime(2026, 6, 1, 9, tzinfo=UTC)) -> None:
        self._start = start.astimezone(UTC)
        self._elapsed = 0.0
        self._held = 0

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._elapsed)

    def monotonic(self) -> float:
        return self._elapsed

    def jump(self, by: timedelta) -> None:
        """Only ``now()`` knows of it: the computer has slept, or its clock was set."""
        self._start += by

    async def sleep(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        if not isinstance(loop, _VirtualLoop) or loop.clock is not self:
            raise RuntimeError("a VirtualClock sleeps only in its own loop: use VirtualClock.run")
        await asyncio.sleep(seconds)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Let time stand still while work is done outside the loop (another thread, a process).
        Enter and leave it in the loop's thread."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        """For ``asyncio.Runner(loop_factory=…)``."""
        return _VirtualLoop(self)

    def run(self, main: Coroutine[Any, Any, T]) -> T:
        """``asyncio.run`` on this clock."""
        with asyncio.Runner(loop_factory=self.new_event_loop) as runner:
            return runner.run(main)

    def _advance(self, seconds: float) -> None:
        self._elapsed += seconds

    @property
    def _is_held(self) -> bool:
        return self._held > 0


class _JumpingSelector(selectors.DefaultSelector):
    def __init__(self, clock: VirtualClock) -> None:
        super().__init__()
        self._clock = clock

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        if timeout is None or self._clock._is_held:
            # Nothing is scheduled, or somebody outside is at work: really wait for the outside.
            return super().select(None)
        self._clock._advance(timeout)
        return []


class _VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self, clock: VirtualClock) -> None:
        self.clock = clock
        super().__init__(_JumpingSelector(clock))

    def time(self) -> float:
        return self.clock.monotonic()

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts
    ) -> asyncio.Future[T]:
        future = super().run_in_executor(executor, func, *args)
        hold = self.clock.hold()
        hold.__enter__()
        # Called in the loop, once the result is there: only then may time go on.
        future.add_done_callback(lambda _: hold.__exit__(None, None, None))
        return future
