"""Reading ahead: one thread makes the next batches while another one writes the last."""

import contextlib
import queue
import threading
from collections.abc import Iterator
from typing import TypeVar

T = TypeVar("T")

#: Batches that may wait; memory stays bounded however slow the writer is.
_AHEAD = 4


@contextlib.contextmanager
def ahead(source: Iterator[T], limit: int = _AHEAD) -> Iterator[Iterator[T]]:
    """``source`` run in a thread of its own, at most ``limit`` items ahead.

    The database works outside Python's lock, so two cores are used. What ``source`` raises is
    raised where its items are taken. Leaving the block ends the thread and waits for it.
    """
    items: queue.Queue[tuple[bool, T | BaseException | None]] = queue.Queue(limit)
    given_up = threading.Event()

    def put(item: tuple[bool, T | BaseException | None]) -> bool:
        while not given_up.is_set():
            try:
                items.put(item, timeout=0.2)
                return True
            except queue.Full:
                continue
        return False

    def run() -> None:
        try:
            for item in source:
                if not put((True, item)):
                    return
            put((False, None))
        except BaseException as error:
            put((False, error))

    def take() -> Iterator[T]:
        while True:
            more, item = items.get()
            if more:
                yield item  # type: ignore[misc]
            elif isinstance(item, BaseException):
                raise item
            else:
                return

    thread = threading.Thread(target=run, name="list-reader", daemon=True)
    thread.start()
    try:
        yield take()
    finally:
        given_up.set()
        thread.join()
