"""The desktop's connection to the shared database."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from engine.errors import KnownError, Phrase
from engine.ports.audit import Actor
from engine.ports.database_calls import DatabaseCalls
from engine.ports.storage import Database, StorageUnavailable, Stores
from rino_desktop import bootstrap
from rino_desktop.settings import Settings

T = TypeVar("T")


class Connection:
    """``wake`` is called on the loop when something has changed in the database."""

    def __init__(self, settings: Settings, wake: Callable[[], None]) -> None:
        self.settings = settings
        self._wake = wake
        #: Those of this connection that run now.
        self.calls = DatabaseCalls()
        self._actor = Actor()
        self._database: Database | None = None
        self._opening = asyncio.Lock()

    @property
    def address(self) -> str:
        return str(bootstrap.database_address(self.settings))

    @property
    def short_name(self) -> str:
        """The file, or the server with what its database is called there."""
        return bootstrap.database_name(self.settings)

    @property
    def embedded(self) -> bool:
        return bootstrap.database_address(self.settings).embedded

    async def open(self) -> bool:
        """False when there is no database there yet. KnownError, StorageUnavailable."""
        async with self._opening:
            if self._database is not None:
                return True
            address = bootstrap.database_address(self.settings)
            if address.embedded and not await asyncio.to_thread(Path(address.database).exists):
                return False
            database = await asyncio.to_thread(
                bootstrap.open_database, self.settings, self.calls.vital
            )
            loop = asyncio.get_running_loop()

            def wake() -> None:
                loop.call_soon_threadsafe(self._wake)

            try:
                await asyncio.to_thread(database.listen, wake)
            except (KnownError, StorageUnavailable):
                await asyncio.to_thread(database.close)
                raise
            database.actor = self._actor
            self._database = database
            return True

    @property
    def database(self) -> Database:
        """StorageUnavailable while none is open."""
        if self._database is None:
            raise StorageUnavailable(Phrase("the database is not open"))
        return self._database

    @property
    def actor(self) -> Actor:
        """Who acts here, for the audit log."""
        return self._actor

    @actor.setter
    def actor(self, actor: Actor) -> None:
        self._actor = actor
        if self._database is not None:
            self._database.actor = actor

    async def run(self, work: Callable[[Stores], T]) -> T:
        """In one transaction, on the database's thread. StorageUnavailable."""
        return await self.database.run(work)

    async def close(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            await asyncio.to_thread(database.close)

    async def use(self, settings: Settings) -> None:
        """Another database from now on."""
        await self.close()
        self.settings = settings
