"""Drafts of answers: saved a moment after each change, off the window's thread, again and again
until it succeeds."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.tasks import Tasks
from rmt.form_view import FormView

#: So long after the last change; milliseconds.
_PAUSE_MS = 600
_FIRST_RETRY_S, _LAST_RETRY_S = 1.0, 30.0
Snapshot = dict[str, Any]


class DraftKeeper(Translated, QObject):
    """``save`` puts a snapshot where it survives this process; a KnownError or
    StorageUnavailable is told beside the buttons in ``words``, and it is tried again. ``failed``
    gets what is a bug."""

    saved = Signal()

    def __init__(
        self,
        view: FormView,
        save: Callable[[Snapshot], Awaitable[None]],
        words: Callable[[Exception], str],
        failed: Callable[[BaseException], None],
    ) -> None:
        super().__init__(view)
        self.view = view
        self._save = save
        self._words = words
        self._tasks = Tasks(failed)
        self._busy = False
        #: What is not saved yet.
        self._wanted: Snapshot | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._begin)
        view.changed.connect(self._on_changed)

    def retranslate(self) -> None:
        """It says each thing once."""

    @property
    def pending(self) -> bool:
        """Something is not where it survives."""
        return self._wanted is not None or self._busy

    def _on_changed(self) -> None:
        self._wanted = self.view.filling.snapshot()
        self._timer.start()

    def _begin(self) -> None:
        if not self._busy and self._wanted is not None:
            self._busy = self._tasks.start(self._save_all()) is not None

    async def _save_all(self) -> None:
        pause = _FIRST_RETRY_S
        try:
            while self._wanted is not None:
                snapshot, self._wanted = self._wanted, None
                try:
                    await self._save(snapshot)
                except (KnownError, StorageUnavailable) as error:
                    self._wanted = self._wanted or snapshot  # what came meanwhile is newer
                    told = self.tr("The draft is not saved yet: {reason} It is tried again.")
                    if isValid(self.view):  # its card may be closed by now
                        self.view.say(told.format(reason=self._words(error)))
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, _LAST_RETRY_S)
                else:
                    pause = _FIRST_RETRY_S
            if isValid(self.view):
                self.view.say(self.tr("The draft is saved"))
                self.saved.emit()
        finally:
            self._busy = False

    async def close(self) -> None:
        """Nothing is saved any more: the answers are, or somebody throws them away."""
        if isValid(self):
            self._timer.stop()
        self._wanted = None
        await self._tasks.end()
