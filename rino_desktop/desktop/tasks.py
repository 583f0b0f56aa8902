"""The desktop's tasks: each has an owner that reports its failure."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QDialog

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from rino_desktop.texts.errors import said
from rino_desktop.ui import tasks


class Tasks(tasks.Tasks):
    """``say`` gets one line for what the user can mend, ``report`` what is a bug."""

    def __init__(self, say: Callable[[str], None], report: Callable[[BaseException], None]) -> None:
        super().__init__(self._tell)
        self._say = say
        self._report = report

    def start_for(self, dialog: QDialog, coroutine: Coroutine[Any, Any, None]) -> None:
        """For as long as the dialog is open: what is left undone then is not wished any more."""
        task = self.start(coroutine)
        if task is not None:
            dialog.rejected.connect(task.cancel)

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, KnownError | StorageUnavailable):
            self._say(said(error))
        else:
            self._report(error)
