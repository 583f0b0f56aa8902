"""The desktop's connection to the shared database."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from engine.errors import KnownError, Phrase
from engine.guard import NotSignedIn
from engine.ports.audit import Actor
from engine.ports.database_calls import DatabaseCalls
from engine.ports.storage import Database, StorageUnavailable, Stores
from rino_desktop import actors, bootstrap
from rino_desktop.desktop import session
from rino_desktop.desktop.session import Session, SignedOut
from rino_desktop.settings import Settings

T = TypeVar("T")
log = logging.getLogger(__name__)


class Connection:
    """``wake`` is called on the loop when something has changed in the database."""

    def __init__(self, settings: Settings, wake: Callable[[], None]) -> None:
        self.settings = settings
        self._wake = wake
        #: Those of this connection that run now.
        self.calls = DatabaseCalls()
        #: Whose work is done here now; until somebody signs in, nobody's.
        self.session = Session(actors.nobody())
        #: The one before, whose work may still be put away.
        self._left = self.session
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
            # Who asks is told by each call; without that it is nobody.
            database.actor = actors.nobody()
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
        """Whose the running work is. SignedOut: he has gone."""
        return session.of_work(self.session).actor

    @actor.setter
    def actor(self, actor: Actor) -> None:
        """The same person under another name, or with other rights."""
        self.session.actor = actor

    @property
    def still_here(self) -> bool:
        """Whether he whose the running work is sits here yet. SignedOut: he has gone, and nothing
        is being put away."""
        return session.of_work(self.session) is self.session

    def begin(self, actor: Actor) -> None:
        """Somebody else sits here from now on, or nobody: what was begun before ends."""
        self._left, self.session = self.session, Session(actor)
        self._left.over = True
        session.go_on_as(self.session)

    def put_away(self, work: Callable[[], Coroutine[Any, Any, None]]) -> Coroutine[Any, Any, None]:
        """What he was at who sits here, or who has just gone, under his name; as a task of its
        own."""
        whose = self._left if self.session.actor.is_nobody else self.session
        return session.put_away(whose, work)

    async def run(self, work: Callable[[Stores], T], actor: Actor | None = None) -> T:
        """In one transaction, on the database's thread. ``actor``: who has shown his password and
        is not let in yet. StorageUnavailable; SignedOut when who asks has gone."""
        return await self.run_on(self.database, work, actor)

    async def run_on(
        self, database: Database, work: Callable[[Stores], T], actor: Actor | None = None
    ) -> T:
        """The same on another connection to it."""
        with session.asking(session.of_work(self.session)) as who:
            return await _run(database, work, actor or who)

    def of_session(self) -> "DatabaseOfSession":
        """For windows that ask by themselves: whenever that is, it is he who sits here now.
        StorageUnavailable, SignedOut."""
        return DatabaseOfSession(session.of_work(self.session), self.database)

    async def close(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            await asyncio.to_thread(database.close)

    async def use(self, settings: Settings) -> None:
        """Another database from now on."""
        await self.close()
        self.settings = settings


class DatabaseOfSession:
    """A connection's database as one person uses it, until what he is at is put away: that may
    be a moment after he has gone."""

    def __init__(self, whose: Session, database: Database) -> None:
        self._session = whose
        self._database = database
        self._closed = False

    async def run(self, work: Callable[[Stores], T]) -> T:
        """StorageUnavailable; SignedOut after ``close``."""
        if self._closed:
            raise SignedOut
        return await _run(self._database, work, self._session.actor)

    def same(self, other: "DatabaseOfSession") -> bool:
        return (self._session, self._database) == (other._session, other._database)

    def close(self) -> None:
        self._closed = True


async def _run(database: Database, work: Callable[[Stores], T], actor: Actor) -> T:
    # The database takes it over as soon as it is asked: nobody comes in between.
    database.actor = actor
    try:
        return await database.run(work)
    except NotSignedIn as error:
        # Something in a window has been late: nobody sits there to be told.
        log.info("refused before somebody signs in", exc_info=True)
        raise SignedOut from error
    finally:
        database.actor = actors.nobody()
