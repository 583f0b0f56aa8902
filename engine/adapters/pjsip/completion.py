"""Files of ended recordings, completed away from the worker's loop: other calls' sound must not
wait for a disk."""

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

#: Recorders are closed by the media clock's next tick.
_RECORDER_CLOSE_S = 0.1
_LOOK_S = 0.02


class Completion:
    """``after`` is the worker's: run an action so many seconds later, in its loop."""

    def __init__(self, after: Callable[[float, Callable[[], None]], None]) -> None:
        self._after = after
        self._threads: list[tuple[threading.Thread, Callable[[], None]]] = []
        #: Works that were begun or will be, and are not over.
        self.under_way = 0

    def begin(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """``work`` in a thread, ``then`` with its result in the loop. ``work`` raises nothing."""
        results: list[T] = []

        def start() -> None:
            thread = threading.Thread(target=lambda: results.append(work()), daemon=True)
            thread.start()
            self._threads.append((thread, lambda: then(results[0])))
            self._look()

        self.under_way += 1
        self._after(_RECORDER_CLOSE_S, start)

    def _look(self) -> None:
        for entry in list(self._threads):
            if not entry[0].is_alive():
                self._threads.remove(entry)
                self.under_way -= 1
                entry[1]()
        if self._threads:
            self._after(_LOOK_S, self._look)
