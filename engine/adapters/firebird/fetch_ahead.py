"""Fetching beside working: while the caller works on one item, a thread gets the next.

It pays where getting an item leaves Python's lock free for a good while, as the fetch of a pack of
many rows does. Never more than one item ahead: more would only take memory.
"""

from collections.abc import Iterator
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class FetchAhead(Generic[T]):
    """An iterator over ``items``, which only the thread touches. ``close`` it in any case."""

    def __init__(self, items: Iterator[T]) -> None:
        self._items = items
        #: Held while the thread is at work: whoever holds it has the connection to himself.
        self.idle = Lock()
        self._wanted: SimpleQueue[bool] = SimpleQueue()
        self._got: SimpleQueue[T | BaseException] = SimpleQueue()
        self._thread = Thread(target=self._run, name="fetch-ahead", daemon=True)
        self._thread.start()
        self._wanted.put(True)

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        got = self._got.get()
        if isinstance(got, BaseException):
            raise got
        self._wanted.put(True)
        return got

    def close(self) -> None:
        """Waits for the fetch that is under way."""
        self._wanted.put(False)
        self._thread.join()

    def _run(self) -> None:
        while self._wanted.get():
            with self.idle:
                try:
                    got: T | BaseException = next(self._items)
                except BaseException as error:  # it is raised where the item is wanted
                    got = error
            self._got.put(got)
        close = getattr(self._items, "close", None)
        if close is not None:
            close()
