"""Which calls into databases run right now, so that somebody beside them sees one that never ends.

A call may wait inside the database's own library for as long as it likes: no exception, no signal
reaches its thread. What can be done is to know of it.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

#: Told at each new beginning of the same work, such as a repeated transaction: it goes on.
Again = Callable[[], None]
#: Around each call into the database.
Watched = Callable[[], AbstractContextManager[Again]]


@dataclass(frozen=True, slots=True)
class DatabaseCall:
    #: No other call has it, before or after.
    number: int
    #: Without this connection nothing is dialled and nothing is written down.
    vital: bool


class DatabaseCalls:
    """For all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0
        #: One key for each ``with``, whose call is replaced by a new one when it begins again.
        self._running: dict[object, DatabaseCall] = {}

    def running(self) -> list[DatabaseCall]:
        with self._lock:
            return list(self._running.values())

    def vital(self) -> AbstractContextManager[Again]:
        """Around a call of a connection without which the engine cannot work."""
        return self._watched(vital=True)

    def beside(self) -> AbstractContextManager[Again]:
        """Around a call of any other connection: reports and the like may take their time."""
        return self._watched(vital=False)

    @contextmanager
    def _watched(self, *, vital: bool) -> Iterator[Again]:
        key = object()

        def begin() -> None:
            with self._lock:
                self._last += 1
                self._running[key] = DatabaseCall(self._last, vital)

        begin()
        try:
            yield begin
        finally:
            with self._lock:
                del self._running[key]


@contextmanager
def unwatched() -> Iterator[Again]:
    """For connections that nobody watches."""
    yield lambda: None
