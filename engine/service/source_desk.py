"""One data source: its pool, and whether it is well.

A source that cannot be reached is found out by the first query that fails; from then on queries
fail at once, and a probe asks now and then whether it is back. A query that was too slow starts a
probe, too: a source that answers the probe is only slow. Each change is told once in the log.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from engine.errors import KnownError
from engine.ports.sources import (
    SourceConnection,
    SourceSettings,
    SourceTooSlow,
    SourceUnavailable,
)
from engine.service.source_pool import SourcePool, Work

T = TypeVar("T")
log = logging.getLogger(__name__)

#: Between two probes: the first pause, and the longest.
PROBE_S = (1.0, 30.0)
#: A probe has this long: more than most queries, so that a busy machine is no dead one.
_PROBE_TIMEOUT_S = 3.0
#: So long no query was too slow: then a slow source is well again.
_WELL_AFTER_S = 60.0


class SourceHealth(StrEnum):
    WELL = "well"
    SLOW = "slow"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class SourceState:
    health: SourceHealth
    detail: str = ""


class SourceDesk:
    def __init__(
        self,
        settings: SourceSettings,
        open_connection: Callable[[SourceSettings], SourceConnection],
    ) -> None:
        self.settings = settings
        self._open = open_connection
        self._pool = SourcePool(settings.name, settings.pool, lambda: open_connection(settings))
        self._trouble: KnownError | None = None
        self._slow_at = 0.0
        self._slow = False
        self._probe: asyncio.Task[None] | None = None

    @property
    def state(self) -> SourceState:
        if self._trouble is not None:
            return SourceState(SourceHealth.DOWN, str(self._trouble))
        return SourceState(SourceHealth.SLOW if self._slow else SourceHealth.WELL)

    async def run(self, work: Work[T], timeout_s: float) -> T:
        """See ``SourcePool.run``; fails at once while the source is down."""
        if self._trouble is not None:
            raise SourceUnavailable(
                "the data source {name} is down: {reason}",
                name=self.settings.name,
                reason=self._trouble,
            )
        try:
            result = await self._pool.run(work, timeout_s)
        except SourceUnavailable as error:
            self._fell(error)
            raise
        except SourceTooSlow as error:
            self._was_slow(error, timeout_s)
            raise
        if self._slow and time.monotonic() - self._slow_at > _WELL_AFTER_S:
            self._slow = False
            log.warning("the data source %s is quick again", self.settings.name)
        return result

    def _fell(self, error: KnownError) -> None:
        if self._trouble is None:
            self._trouble = error
            log.warning("the data source %s is down: %s", self.settings.name, error)
        self._begin_probe()

    def _was_slow(self, error: KnownError, timeout_s: float) -> None:
        self._slow_at = time.monotonic()
        if not self._slow and self._trouble is None:
            self._slow = True
            log.warning("the data source %s is slow (%g s were given): %s",
                        self.settings.name, timeout_s, error)  # fmt: skip
        self._begin_probe()

    def _begin_probe(self) -> None:
        if self._probe is None or self._probe.done():
            self._probe = asyncio.get_running_loop().create_task(self._keep_probing())

    async def _keep_probing(self) -> None:
        """Until the source answers; at once, then with growing pauses."""
        pause = PROBE_S[0]
        if self._trouble is not None:
            await asyncio.sleep(pause)
        while True:
            try:
                await self._ask()
            except KnownError as error:
                if self._trouble is None:
                    self._fell(error)
            else:
                break
            await asyncio.sleep(pause)
            pause = min(pause * 2, PROBE_S[1])
        if self._trouble is not None:
            self._trouble = None
            self._slow = False
            log.warning("the data source %s answers again", self.settings.name)

    async def _ask(self) -> None:
        """Of a connection of its own: those of the pool may be what hangs."""
        name = f"{self.settings.name}-probe"
        pool = SourcePool(name, 1, lambda: self._open(self.settings))
        try:
            await pool.run(lambda connection, left: connection.ping(), _PROBE_TIMEOUT_S)
        finally:
            pool.close()
        # Of a source that answers again this much may take a moment to come back.
        self._pool.require_room()

    def close(self) -> None:
        if self._probe is not None:
            self._probe.cancel()
        self._pool.close()
