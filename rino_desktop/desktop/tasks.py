"""The desktop's tasks: each has an owner that reports its failure."""

from collections.abc import Callable, Coroutine
from contextvars import Context
from typing import Any

from PySide6.QtWidgets import QDialog

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from rino_desktop.desktop.session import Session, context_of
from rino_desktop.texts.errors import said
from rino_desktop.ui import tasks


class Tasks(tasks.Tasks):
    """``say`` gets one line for what the user can mend, ``report`` what is a bug. ``session``:
    that of now; what a task does is done for whoever sits here when it is begun."""

    def __init__(
        self,
        say: Callable[[str], None],
        report: Callable[[BaseException], None],
        session: Callable[[], Session] | None = None,
    ) -> None:
        super().__init__(self._tell)
        self._say = say
        self._report = report
        self._session = session

    def start_for(self, dialog: QDialog, coroutine: Coroutine[Any, Any, None]) -> None:
        """For as long as the dialog is open: what is left undone then is not wished any more."""
        task = self.start(coroutine)
        if task is not None:
            dialog.rejected.connect(task.cancel)

    def _context(self) -> Context | None:
        return None if self._session is None else context_of(self._session())

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, KnownError | StorageUnavailable):
            self._say(said(error))
        else:
            self._report(error)
