"""Which calls into databases run right now, so that somebody beside them sees one that never ends.

A call may wait inside the database's own library for as long as it likes: no exception, no signal
reaches its thread. What can be done is to know of it. What is known then is also counted.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from engine.domain.spread import Spread

#: Seconds. A commit takes 1 ms, a conflict is given up after 3 s.
TRANSACTION_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0)


class Why(StrEnum):
    """Why a transaction begins."""

    FIRST = "first"
    CONFLICT = "conflict"  # others changed the same rows: once more
    RECONNECT = "reconnect"  # the connection was lost: once more on a new one


class Again(Protocol):
    """Told at each beginning of the same work, such as a repeated transaction: it goes on."""

    def __call__(self, why: Why = Why.FIRST) -> None: ...


#: Around each call into the database.
Watched = Callable[[], AbstractContextManager[Again]]


@dataclass(frozen=True, slots=True)
class DatabaseCall:
    #: No other call has it, before or after.
    number: int
    #: Without this connection nothing is dialled and nothing is written down.
    vital: bool


@dataclass(frozen=True, slots=True)
class Transactions:
    """Of the connections of one importance, since the start. ``lasted``: seconds, repetitions
    included; ``failed``: those that ended with an exception."""

    lasted: Spread
    failed: int
    conflicts: int
    reconnects: int


class _Tally:
    def __init__(self) -> None:
        self.lasted = Spread(TRANSACTION_S)
        self.failed = 0
        self.begun_again = dict.fromkeys(Why, 0)


class DatabaseCalls:
    """For all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0
        #: One key for each ``with``, whose call is replaced by a new one when it begins again.
        self._running: dict[object, DatabaseCall] = {}
        self._tallies = {True: _Tally(), False: _Tally()}

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
        tally = self._tallies[vital]
        transactions = 0

        def number() -> None:
            with self._lock:
                self._last += 1
                self._running[key] = DatabaseCall(self._last, vital)

        def again(why: Why = Why.FIRST) -> None:
            nonlocal transactions
            transactions += 1
            number()
            with self._lock:
                tally.begun_again[why] += 1

        number()
        since = time.monotonic()
        failed = True
        try:
            yield again
            failed = False
        finally:
            with self._lock:
                del self._running[key]
                # To open and to close a connection is no transaction.
                if transactions:
                    tally.lasted.add(time.monotonic() - since)
                    tally.failed += failed

    def transactions(self, *, vital: bool) -> Transactions:
        """As they stand now."""
        with self._lock:
            tally = self._tallies[vital]
            again = tally.begun_again
            return Transactions(
                tally.lasted.copy(), tally.failed, again[Why.CONFLICT], again[Why.RECONNECT]
            )


@contextmanager
def unwatched() -> Iterator[Again]:
    """For connections that nobody watches."""
    yield _heard_by_nobody


def _heard_by_nobody(why: Why = Why.FIRST) -> None:
    pass
