"""The shared database as the engine sees it: transactions that survive conflicts and restarts."""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import fdb

from engine.adapters.firebird.address import Address
from engine.adapters.firebird.connection import Connection, require_embedded_exists
from engine.adapters.firebird.dead_owners import looked_after
from engine.adapters.firebird.errors import (
    connect_error,
    forbidden,
    is_conflict,
    is_duplicate,
    is_forbidden,
    is_lost,
    is_too_long,
    one_line,
    too_long,
)
from engine.adapters.firebird.listener import Listener
from engine.adapters.firebird.runtime import lock_folder
from engine.adapters.firebird.schema import require_current
from engine.adapters.firebird.stores import FirebirdStores, for_actor
from engine.errors import BugError, KnownError, Phrase
from engine.ports.audit import Actor
from engine.ports.database_calls import Again, Watched, Why, unwatched
from engine.ports.storage import WAKE_UP, Cancelled, StorageUnavailable, Stores

T = TypeVar("T")
log = logging.getLogger(__name__)

#: A transaction that conflicts is repeated so often, after a short random wait.
_CONFLICT_TRIES = 30
#: A row that a unique index refused, with nobody who expected it: most likely another transaction
#: has made the same first row just then, and it is seen the next time. Else it is a bug.
_DUPLICATE_TRIES = 3
_CONFLICT_WAIT_S = 0.05
#: Pause after a failed connection: the first and the longest.
_RECONNECT_S = (0.1, 2.0)


class FirebirdDatabase:
    """``engine.ports.storage.Database``: one connection, and one thread for those who await."""

    def __init__(self, address: Address, password: str = "", watched: Watched = unwatched) -> None:
        """Raises KnownError when the database cannot be opened or its schema is not ours.
        ``watched``: around everything that may wait inside Firebird."""
        self.address = address
        self.actor = Actor()
        self._password = password
        self._watched = watched
        self._locks: Path | None = None
        require_embedded_exists(address)
        self._connection: Connection | None
        with self._looked_after():
            self._connection = self._opened()
        # Not before: whose the file is is asked first.
        self._locks = lock_folder() if address.embedded else None
        self._lock = threading.RLock()
        #: Around the end of a transaction, and around cancelling one.
        self._ending = threading.Lock()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        self._listeners: list[Listener] = []
        self._closed = False
        self._busy = False
        self._cancelled = False
        self._not_before = 0.0
        self._pause_s = _RECONNECT_S[0]

    def transact(self, work: Callable[[Stores], T]) -> T:
        """See the port. ``work`` may run more than once: it must do nothing but use the stores."""
        return self._transact_as(self.actor, work)

    def transact_raw(self, work: Callable[[Connection], T]) -> T:
        """The same for the adapter's own parts that speak SQL."""
        return self._transact(work)

    async def run(self, work: Callable[[Stores], T]) -> T:
        if self._closed:
            raise StorageUnavailable(Phrase("{address} has been closed", address=self.address))
        # Who awaits has it loaded; commands that do not need it start quicker without.
        import asyncio

        loop = asyncio.get_running_loop()
        # Who asks now: he may have signed out by the time that it is his turn.
        return await loop.run_in_executor(self._thread, self._transact_as, self.actor, work)

    def cancel(self, wanted: Callable[[], bool] = lambda: True) -> None:
        """See the port."""
        with self._ending:  # the transaction that is asked for does not end meanwhile
            connection = self._connection
            if self._busy and connection is not None and wanted():
                self._cancelled = True
                connection.cancel()

    def listen(self, on_change: Callable[[], None], event: str = WAKE_UP) -> None:
        listener = Listener(self.address, self._password, on_change, event)
        self._listeners.append(listener)
        listener.start()

    def close(self) -> None:
        """Waits for the transaction under way, for nothing else."""
        self._closed = True
        for listener in self._listeners:
            listener.stop()
        self._thread.shutdown(wait=True, cancel_futures=True)
        with self._lock, self._looked_after():
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    # --- inside ---

    @contextmanager
    def _looked_after(self) -> Iterator[Again]:
        with looked_after(self._locks), self._watched() as again:
            yield again

    def _transact_as(self, actor: Actor, work: Callable[[Stores], T]) -> T:
        def whole(connection: Connection) -> T:
            stores = FirebirdStores(connection, actor)
            result = work(for_actor(stores, actor))
            stores.flush()
            return result

        return self._transact(whole)

    def _opened(self) -> Connection:
        connection = Connection(self.address, self._password)
        try:
            require_current(connection)
        except fdb.Error as error:  # the server has gone just now
            connection.abandon()
            raise connect_error(self.address, error) from error
        except BaseException:
            connection.close()
            raise
        return connection

    def _transact(self, work: Callable[[Connection], T]) -> T:
        with self._lock:
            if self._busy:
                # fdb would quietly commit the outer transaction.
                raise BugError("a transaction was begun inside another one")
            self._busy, self._cancelled = True, False
            try:
                with self._looked_after() as again:
                    return self._repeat(work, again)
            finally:
                with self._ending:
                    self._busy = False

    def _repeat(self, work: Callable[[Connection], T], again: Again) -> T:
        tries = duplicates = 0
        reconnected = False
        why = Why.FIRST
        while True:
            again(why)
            connection = self._connected()
            committing = False
            try:
                connection.begin()
                result = work(connection)
                committing = True
                connection.commit()
                return result
            except fdb.Error as error:
                if self._cancelled and not is_lost(error):
                    self._roll_back(connection)
                    raise Cancelled("cancelled.") from error
                if is_lost(error):
                    self._drop()
                    # Before the commit nothing has happened: do it again on a new connection.
                    if committing or reconnected:
                        raise self._unavailable(error) from error
                    reconnected, why = True, Why.RECONNECT
                elif is_conflict(error):
                    self._roll_back(connection)
                    tries, why = tries + 1, Why.CONFLICT
                    if tries >= _CONFLICT_TRIES:
                        raise StorageUnavailable(
                            Phrase(
                                "{address} is too busy: {reason}",
                                address=self.address,
                                reason=one_line(error),
                            )
                        ) from error
                    time.sleep(random.uniform(0, _CONFLICT_WAIT_S * min(tries, 10)))
                elif is_duplicate(error) and duplicates < _DUPLICATE_TRIES:
                    self._roll_back(connection)
                    duplicates, why = duplicates + 1, Why.CONFLICT
                elif is_forbidden(error):
                    self._roll_back(connection)
                    raise forbidden(self.address, error) from error
                elif is_too_long(error):
                    self._roll_back(connection)
                    raise too_long() from error
                else:
                    self._roll_back(connection)
                    raise BugError(f"Firebird refused: {one_line(error)}") from error
            except BaseException:
                self._roll_back(connection)
                raise

    def _connected(self) -> Connection:
        if self._closed:
            raise StorageUnavailable(Phrase("{address} has been closed", address=self.address))
        if self._connection is None:
            if time.monotonic() < self._not_before:
                raise StorageUnavailable(
                    Phrase("{address} cannot be reached", address=self.address)
                )
            try:
                self._connection = Connection(self.address, self._password)
            except KnownError as error:
                raise self._unavailable(error) from error
            self._pause_s = _RECONNECT_S[0]
            log.warning("connected again to %s", self.address)
        return self._connection

    def _unavailable(self, error: Exception) -> StorageUnavailable:
        self._not_before = time.monotonic() + self._pause_s
        self._pause_s = min(self._pause_s * 2, _RECONNECT_S[1])
        known = connect_error(self.address, error) if isinstance(error, fdb.Error) else error
        return StorageUnavailable(known)

    def _roll_back(self, connection: Connection) -> None:
        try:
            connection.rollback()
        except fdb.Error:
            self._drop()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.abandon()
            self._connection = None
