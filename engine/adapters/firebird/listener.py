"""Wake-up by Firebird's events: a connection of its own, because events need one that lives."""

import logging
import threading
from collections.abc import Callable
from typing import Any

import fdb
from fdb.fbcore import EventBlock

from engine.adapters.firebird.address import Address
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.errors import one_line
from engine.errors import KnownError

log = logging.getLogger(__name__)

#: How often the connection is looked at, and how long a dead one is left alone.
_CHECK_S = 2.0
_RETRY_S = 2.0


_callbacks: list[object] = []


class Listener:
    """Calls ``on_change`` after every commit that posted the event, until stopped.

    A connection that breaks is opened again; what was posted meanwhile is made up for by one
    call. The threads are daemons: a client library that waits for a dead server cannot keep the
    program from ending.
    """

    def __init__(self, address: Address, password: str, on_change: Callable[[], None],
                 event: str) -> None:  # fmt: skip
        self._address = address
        self._password = password
        self._on_change = on_change
        self._event = event
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name="database events", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._wake.set()
        if self._thread is not threading.current_thread():
            self._thread.join(timeout=5.0)

    def _run(self) -> None:
        again = False
        while not self._stop.is_set():
            try:
                connection = Connection(self._address, self._password)
            except KnownError as error:
                log.debug("no events for now: %s", error)
                self._stop.wait(_RETRY_S)
                again = True
                continue
            try:
                self._serve(connection, again)
            except fdb.Error as error:
                log.debug("events broke off: %s", one_line(error))
            finally:
                connection.abandon()
            again = True

    def _serve(self, connection: Connection, again: bool) -> None:
        # What an earlier, broken connection has rung for is made up for by the call below.
        self._wake.clear()
        subscription = _Subscription(connection, self._wake, self._event)
        if again and not self._stop.is_set():
            self._on_change()
        while not self._stop.is_set():
            if self._wake.wait(_CHECK_S):
                self._wake.clear()
                if self._stop.is_set():
                    break
                if subscription.renew():
                    self._on_change()
            else:
                # fdb's own waiting never ends when the server dies, so the connection is
                # asked; raises when it is no more.
                connection.begin(read_only=True)
                connection.value("SELECT 1 FROM RDB$DATABASE")
                connection.rollback()


class _Subscription:
    """One queued event request, over the inner part of fdb's conduit.

    The conduit itself is not used: its waiting does not notice a broken connection (fdb issue
    114), and its ``close`` joins a thread that may never end.

    The request ends with the connection, it is never cancelled: cancelling races with its delivery,
    and on a connection whose server has died it ends the whole process (``abort`` in the client
    library). So the block believes itself closed from the start; fdb would cancel it by itself when
    asking for the next event fails.
    """

    def __init__(self, connection: Connection, wake: threading.Event, event: str) -> None:
        self._wake = wake
        # EventBlock keeps only a weak reference to what it reports to: this object.
        self._block = EventBlock(self, connection.raw._db_handle, [event])
        # The client library may still call back while the connection ends or breaks; a callback
        # that is already freed would end the process. These few hundred bytes stay.
        _callbacks.append((self, self._block._EventBlock__callback))
        self._block._EventBlock__closed = True
        self._block._begin()

    def put(self, _: Any) -> None:
        """Called by EventBlock in a thread of the client library."""
        self._wake.set()

    def renew(self) -> bool:
        """Ask for the next event; True when one has come (the first answer only sets up)."""
        return bool(self._block.count_and_reregister())
