"""New requests: of whoever was on the line when one was begun; what was typed is kept with him."""

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.errors import KnownError
from engine.requests.model import Links, Request
from rmt.desk_work import Asking, Doing, Failed, Words
from rmt.requests.desk import Choices, RequestCall, RequestsDesk
from rmt.requests.new_request import NewRequestDialog

#: A call, by its key; without one what there is to link to.
_About = int | Links


def _about(call: RequestCall | None) -> _About:
    """The same for a call whose subscriber is known only later."""
    if call is None:
        return Links()
    return call.links if call.call is None else call.call


class Registering(QObject):
    """``doing``: changes wait there. ``registered``: the number of a new one; ``refused``: an
    error, where its dialog is not there any more; ``offered``: the Choices there are."""

    registered = Signal(int)
    refused = Signal(object)
    offered = Signal(object)

    def __init__(
        self, parent: QWidget, desk: RequestsDesk, doing: Doing, words: Words, failed: Failed
    ) -> None:
        super().__init__(parent)
        self._place = parent
        self._desk, self._doing, self._words = desk, doing, words
        self.asking = Asking(parent, words, failed)
        self._call: RequestCall | None = None
        self.masked = False
        self.dialog: NewRequestDialog | None = None
        #: What the dialog is about.
        self._about: _About = Links()
        #: None until they were read.
        self._choices: Choices | None = None
        #: What was typed and not registered, by the call that it is about.
        self._drafts: dict[_About, Request] = {}

    def set_call(self, call: RequestCall | None) -> None:
        """What the next new request is about; of the one that is open more may be known now."""
        self._call = call
        if call is not None and self._open is not None and self._about == _about(call):
            self._open.know(call)

    @property
    def typed(self) -> bool:
        """Something was typed that was never sent."""
        touched = self._open is not None and self._open.is_touched
        return touched or bool(self._drafts)

    @property
    def _open(self) -> NewRequestDialog | None:
        dialog = self.dialog
        return dialog if dialog is not None and shiboken6.isValid(dialog) else None

    def begin(self) -> None:
        """At once, and of whoever is on the line now; what can be chosen follows."""
        about = _about(self._call)
        before = self._open
        if before is not None:
            if self._about == about:
                before.raise_()
                before.activateWindow()
                return
            before.reject()  # what was typed in it comes back with its call
        dialog = NewRequestDialog(
            self._place, self._choices, self._call, self._drafts.get(about), masked=self.masked
        )
        self.dialog, self._about = dialog, about
        dialog.filled.connect(lambda request: self._register(dialog, request, about))
        dialog.finished.connect(lambda _: self._on_closed(dialog, about))
        dialog.open_beside()
        self.asking.ask(self._desk.choices, self.offer)

    def offer(self, choices: Choices) -> None:
        self._choices = choices
        self.offered.emit(choices)
        if self._open is not None:
            self._open.offer(choices)

    def say(self, text: str) -> None:
        """What is in the way, to whoever fills in the dialog."""
        if self._open is not None:
            self._open.say(text)

    def _on_closed(self, dialog: NewRequestDialog, about: _About) -> None:
        if dialog.result() != NewRequestDialog.DialogCode.Accepted and dialog.is_touched:
            self._drafts[about] = dialog.request()
        if self.dialog is dialog:
            self.dialog = None

    def _register(self, dialog: NewRequestDialog, request: Request, about: _About) -> None:
        def done(registered: Request) -> None:
            self._drafts.pop(about, None)
            if shiboken6.isValid(dialog):
                dialog.accept()
            self.registered.emit(registered.id)

        def refused(error: KnownError) -> None:
            if shiboken6.isValid(dialog) and dialog.isVisible():
                dialog.refuse(self._words(error))
            else:
                self._drafts[about] = request
                self.refused.emit(error)

        self._doing.do(lambda: self._desk.register(request), done, refused)
