"""What the engine's chores share: a connection of their own that does not end the engine."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from engine.errors import KnownError
from engine.ports.clock import Clock
from engine.ports.storage import Database, StorageUnavailable

log = logging.getLogger(__name__)

_AGAIN_S = 2.0


@asynccontextmanager
async def own_database(
    name: str, open_database: Callable[[], Database], clock: Clock
) -> AsyncIterator[Database]:
    """Closed at the end. ``name`` stands before what the log is told.

    The database may go just when an engine starts, after that engine has opened its own
    connections. That must not be the end of the engine: once open, a connection comes back by
    itself, and so this waits until it can be had.
    """
    database = await _opened(name, open_database, clock)
    try:
        yield database
    finally:
        await asyncio.to_thread(database.close)


async def _opened(name: str, open_database: Callable[[], Database], clock: Clock) -> Database:
    told = ""
    while True:
        try:
            return await asyncio.to_thread(open_database)
        except (StorageUnavailable, KnownError) as error:
            if str(error) != told:
                told = str(error)
                log.warning("%s: %s", name, error)
        await clock.sleep(_AGAIN_S)
