"""What an engine does beside dialling: tasks of its loop, their work on threads."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from engine.ports.storage import Database


@asynccontextmanager
async def database_of_chore(open_database: Callable[[], Database]) -> AsyncIterator[Database]:
    """A connection for as long as the chore lives. Closing waits for what still runs on it, which
    may be a long report: not in the loop, where calls and perhaps a window live."""
    database = await asyncio.to_thread(open_database)
    try:
        yield database
    finally:
        await asyncio.to_thread(database.close)
