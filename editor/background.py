"""Work that must not hold up the windows: blocking calls in threads, coroutines as tasks."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot


class _Told(QObject):
    """Carries what came of it back into the thread of the windows."""

    over = Signal(int, object, object)


class _Job(QRunnable):
    def __init__(self, number: int, function: Callable[[], Any], told: _Told) -> None:
        super().__init__()
        self._number = number
        self._function = function
        self._told = told

    def run(self) -> None:
        result, failure = None, None
        try:
            result = self._function()
        except BaseException as error:  # it is told where it was asked for
            failure = error
        try:
            self._told.over.emit(self._number, result, failure)
        except RuntimeError:
            return  # nobody is there any more


class Background(QObject):
    """``threads``: so many calls at once. What comes in after ``forget`` is dropped."""

    def __init__(self, threads: int = 1, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._told = _Told(self)
        self._told.over.connect(self._on_over)
        self._number = 0
        self._waiting: dict[int, tuple[Callable[[Any], None], Callable[[BaseException], None]]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    def call(
        self,
        function: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """``function`` in a thread; ``then`` or ``failed`` here, later."""
        self._number += 1
        self._waiting[self._number] = (then, failed)
        self._pool.start(_Job(self._number, function, self._told))

    def spawn(
        self,
        coroutine: Coroutine[Any, Any, Any],
        then: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """A coroutine in the loop that runs here."""
        task = asyncio.ensure_future(coroutine)
        self._tasks.add(task)
        self._number += 1
        number = self._number
        self._waiting[number] = (then, failed)
        task.add_done_callback(lambda done: self._on_task(number, done))

    @property
    def busy(self) -> bool:
        return bool(self._waiting)

    def forget(self) -> None:
        """Of what is under way nothing is wanted any more."""
        self._waiting.clear()
        for task in self._tasks:
            task.cancel()

    def close(self) -> None:
        """Blocks until the calls under way have returned."""
        self.forget()
        self._pool.waitForDone()

    def _on_task(self, number: int, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if task.cancelled():
            self._waiting.pop(number, None)
            return
        error = task.exception()
        self._on_over(number, None if error else task.result(), error)

    @Slot(int, object, object)
    def _on_over(self, number: int, result: object, failure: BaseException | None) -> None:
        wanted = self._waiting.pop(number, None)
        if wanted is None:
            return
        then, failed = wanted
        if failure is not None:
            failed(failure)
        else:
            then(result)
