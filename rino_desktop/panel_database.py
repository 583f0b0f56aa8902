"""One connection for all panels of the workstation, opened when it is first needed."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from engine.errors import KnownError, Phrase
from engine.ports.storage import Database, StorageUnavailable, Stores

T = TypeVar("T")


class PanelDatabase:
    """``open_database`` blocks, and raises KnownError or StorageUnavailable. Both are the same to
    whoever asks: the database is away, and is tried again with the next question."""

    def __init__(self, open_database: Callable[[], Database]) -> None:
        self._open_database = open_database
        self._database: Database | None = None
        self._opening: asyncio.Task[Database] | None = None
        self._closed = False

    async def run(self, work: Callable[[Stores], T]) -> T:
        """In one transaction, on the connection's own thread. StorageUnavailable."""
        if self._closed:
            raise StorageUnavailable(Phrase("the database is not open"))
        if self._database is None:
            if self._opening is None:
                self._opening = asyncio.get_running_loop().create_task(self._open())
            # Whoever asks may be cancelled: the connection is there for the others.
            await asyncio.shield(self._opening)
        if self._database is None:
            raise StorageUnavailable(Phrase("the database is not open"))
        return await self._database.run(work)

    async def close(self) -> None:
        self._closed = True
        if self._opening is not None:
            await asyncio.gather(self._opening, return_exceptions=True)
        database, self._database = self._database, None
        if database is not None:
            await asyncio.to_thread(database.close)

    async def _open(self) -> Database:
        try:
            self._database = await asyncio.to_thread(self._open_database)
        except KnownError as error:
            raise StorageUnavailable(error) from error
        finally:
            self._opening = None
        return self._database
