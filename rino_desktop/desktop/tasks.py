"""The desktop's tasks: each has an owner that reports its failure."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QDialog

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from rino_desktop.texts.errors import said


class Tasks:
    """``say`` gets one line for what the user can mend, ``report`` what is a bug."""

    def __init__(self, say: Callable[[str], None], report: Callable[[BaseException], None]) -> None:
        self._say = say
        self._report = report
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, coroutine: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._on_done)
        return task

    def start_for(self, dialog: QDialog, coroutine: Coroutine[Any, Any, None]) -> None:
        """For as long as the dialog is open: what is left undone then is not wished any more."""
        task = self.start(coroutine)
        dialog.rejected.connect(task.cancel)

    async def end(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _on_done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if task.cancelled() or (error := task.exception()) is None:
            return
        if isinstance(error, KnownError | StorageUnavailable):
            self._say(said(error))
        else:
            self._report(error)
