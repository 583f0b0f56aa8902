"""Whether the database can be used, and the way back when it could not.

Whoever of the engine meets ``StorageUnavailable`` reports it here. From then on nothing is
dialled: nothing could be journalled. One task tries until a whole pass over everything that
dialling needs has succeeded with no new loss in between; then dialling goes on.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from engine.ports.clock import Clock
from engine.ports.storage import StorageUnavailable
from engine.service.liveness import LifeSigns

log = logging.getLogger(__name__)

_FIRST_PAUSE_S = 0.2
_LONGEST_PAUSE_S = 2.0


class Availability:
    def __init__(
        self,
        clock: Clock,
        spawn: Callable[[Coroutine[Any, Any, None]], object],
        regain: Callable[[], Coroutine[Any, Any, None]],
        on_lost: Callable[[], None],
        on_regained: Callable[[], None],
        signs: LifeSigns,
    ) -> None:
        """``regain`` is one pass over what dialling needs of the database; it may raise
        StorageUnavailable."""
        self._clock = clock
        self._spawn = spawn
        self._regain = regain
        self._on_lost = on_lost
        self._on_regained = on_regained
        self._signs = signs
        self._losses = 0
        self._there = asyncio.Event()
        self._there.set()

    @property
    def available(self) -> bool:
        return self._there.is_set()

    def lost(self, detail: str) -> None:
        self._losses += 1
        if not self._there.is_set():
            return
        self._there.clear()
        self._signs.away = True
        log.error("nothing is dialled for now: %s", detail)
        self._on_lost()
        self._spawn(self._way_back())

    async def wait(self) -> None:
        """Until it is available."""
        await self._there.wait()

    async def _way_back(self) -> None:
        pause_s = _FIRST_PAUSE_S
        while True:
            losses = self._losses
            try:
                await self._regain()
            except StorageUnavailable:
                await self._clock.sleep(pause_s)
                pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)
                continue
            if losses == self._losses:
                break
        log.warning("dialling goes on")
        self._there.set()
        self._signs.away = False
        self._on_regained()
