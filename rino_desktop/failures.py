"""An unexpected error in the desktop: a dialog with a report to copy, and the program goes on.

Wherever it comes from (a slot, a task, a thread, Qt itself), it ends here: in the log, in a crash
log as the command line writes one, and in one dialog, which takes up what follows while it is open.
"""

import asyncio
import logging
import sys
import threading
from types import TracebackType
from typing import Any

import shiboken6
from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QWidget

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from rino_desktop import log as logs
from rino_desktop.texts.errors import said
from rino_desktop.ui.dialogs import ErrorDialog, show_error

log = logging.getLogger(__name__)
translate = QCoreApplication.translate
#: A report that grows for ever helps nobody.
_MOST = 5
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class QtFault(Exception):
    """What Qt calls critical."""


class Failures(QObject):
    """``install`` before anything can fail, ``remove`` at the end. ``report`` is for any thread."""

    _reported = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.window: QWidget | None = None
        self.dialog: ErrorDialog | None = None
        self._shown = 0
        # Queued: never in the middle of painting or of a message of Qt's.
        self._reported.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._before = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread
        qInstallMessageHandler(self._on_qt)

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.set_exception_handler(self._on_loop)

    def remove(self) -> None:
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(None)

    def report(self, error: BaseException) -> None:
        log.error("%s", error, exc_info=error)
        self._reported.emit(error)

    # --- where they come from ---------------------------------------------------------------------

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            if self.window is not None:
                self.window.close()
            return
        self.report(error.with_traceback(trace))

    def _on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self.report(args.exc_value)

    def _on_loop(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, asyncio.CancelledError):
            return
        if isinstance(error, BaseException):
            self.report(error)
        else:
            log.error("%s", context.get("message"))

    def _on_qt(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", text)
        if kind == QtMsgType.QtCriticalMsg:
            self._reported.emit(QtFault(text))
        elif kind == QtMsgType.QtFatalMsg:
            logs.write_crash_log(QtFault(text))  # Qt ends the process after this

    # --- what is shown ----------------------------------------------------------------------------

    def _show(self, error: BaseException) -> None:
        if isinstance(error, KnownError | StorageUnavailable):
            show_error(self.window, translate("Failures", "That did not work"), said(error))
            return
        path = logs.write_crash_log(error)
        report = logs.crash_report(error)
        if self.dialog is not None and shiboken6.isValid(self.dialog):
            self._shown += 1
            if self._shown <= _MOST:
                self.dialog.report.appendPlainText(f"\n{report}")
            return
        self._shown = 1
        self.dialog = show_error(self.window, *explained(path), report)


def explained(path: object) -> tuple[str, str]:
    """Title and text for an error whose report is in the file ``path``."""
    return (
        translate("Failures", "An error in the program"),
        translate(
            "Failures",
            "The program goes on, and what was saved is safe. What was being done may not be "
            "finished: look at it again.\n\nThe report is also in {path}.",
        ).format(path=path),
    )
