"""Looks in the window's own loop whether an engine, or a connection, still goes on.

The window is not ended for what it waits for: it says so, and stays to be worked in. (A loop that
stands still shows nothing; the operating system tells the user then.)
"""

import asyncio
import time
from collections.abc import Callable

from engine.service.liveness import Judge, LifeSigns, Stuck, pace_s


class Vigil:
    """``changed`` is called when it is stuck, and when it goes on all the same."""

    def __init__(self, signs: LifeSigns, limit_s: float, changed: Callable[[], None]) -> None:
        """``limit_s``: 0 looks at nothing."""
        self._signs = signs
        self._limit_s = limit_s
        self._changed = changed
        self.stuck: Stuck | None = None

    async def watch(self) -> None:
        """For ever."""
        if not self._limit_s:
            return
        judge = Judge(self._limit_s)
        while True:
            await asyncio.sleep(pace_s(self._limit_s))
            self._signs.beats += 1  # it is this very loop
            before, self.stuck = self.stuck, judge.look(time.monotonic(), self._signs.sight())
            if (before is None) != (self.stuck is None):
                self._changed()
