"""Calls that are promised or put off in a dialog, of whomever it was opened for."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.domain.callbacks import Callback
from engine.errors import KnownError
from rmt.callbacks.desk import Act, CallbackContact, CallbacksDesk, Wish
from rmt.callbacks.dialog import CallbackDialog
from rmt.desk_work import Asking, Doing, Failed, Words


class Promising(QObject):
    """``doing``: changes wait there; ``made(callback, act)``: a wish. ``kept``: it is in the
    database; ``refused``: an error, where its dialog is not there any more."""

    kept = Signal()
    refused = Signal(object)

    def __init__(
        self, parent: QWidget, desk: CallbacksDesk, doing: Doing, words: Words, failed: Failed,
        made: Callable[[Callback, Act], Wish],
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._place = parent
        self._desk, self._doing, self._words, self._failed = desk, doing, words, failed
        self._made = made
        self.people = Asking(parent, words, failed)
        self.dialog: CallbackDialog | None = None

    @property
    def typed(self) -> bool:
        return self._open is not None and self._open.is_touched and not self._open.tried

    @property
    def _open(self) -> CallbackDialog | None:
        dialog = self.dialog
        return dialog if dialog is not None and shiboken6.isValid(dialog) else None

    def begin(self, contact: CallbackContact, callback: Callback | None) -> None:
        """``callback``: the one that is put off; None: a new one."""
        before = self._open
        if before is not None:
            if before.is_touched or before.is_about(contact, callback):
                before.raise_()
                before.activateWindow()
                return
            before.reject()  # it was of somebody else
        dialog = CallbackDialog(
            self._place, self._desk, contact, self._words, self._failed, callback
        )
        self.dialog = dialog
        self.people.ask(self._desk.people, lambda people: self._add_people(dialog, people))
        dialog.filled.connect(lambda filled: self._keep(dialog, filled, callback))
        dialog.finished.connect(lambda _: self._forget(dialog))
        dialog.open_beside()

    def say(self, text: str) -> None:
        """What is in the way, to whoever fills in the dialog."""
        if self._open is not None:
            self._open.say(text)

    @staticmethod
    def _add_people(dialog: CallbackDialog, people: tuple[str, ...]) -> None:
        if shiboken6.isValid(dialog):
            dialog.add_people(people)

    def _forget(self, dialog: CallbackDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None

    def _keep(self, dialog: CallbackDialog, filled: Callback, before: Callback | None) -> None:
        def done(_: Callback) -> None:
            if shiboken6.isValid(dialog):
                dialog.accept()
            self.kept.emit()

        def refused(error: KnownError) -> None:
            if shiboken6.isValid(dialog) and dialog.isVisible():
                dialog.refuse(self._words(error))
            else:
                self.refused.emit(error)

        if before is None:
            write_id = uuid4().hex
            self._doing.do(lambda: self._desk.promise(filled, write_id), done, refused)
        else:
            wish = replace(
                self._made(before, Act.MOVE),
                due_at=filled.due_at,
                owner=filled.owner,
                note=dialog.note.text().strip(),
            )
            self._doing.do(lambda: self._desk.change(wish), done, refused)
