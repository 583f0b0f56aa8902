"""Why an order is given up; nothing is charged then."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.forms import Field


class ReasonDialog(FormDialog):
    """``cancels``: the subscriber does not want it any more; else it cannot be done."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None, *, cancels: bool) -> None:
        self._cancels = cancels
        self.reason = QLineEdit()
        self.field = Field(self.reason)
        super().__init__(parent, [self.field])
        self.retranslate()
        self.reason.setFocus()

    def retranslate(self) -> None:
        self.field.name(self.tr("&Reason"))
        if self._cancels:
            self.entitle(self.tr("Cancel the order"), self.tr("Cancel the order"))
        else:
            self.entitle(self.tr("The order cannot be done"), self.tr("Give it up"))

    def _take(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.refuse(self.tr("Say why: the subscriber will ask."))
            self.reason.setFocus()
            return
        self.given.emit(reason)
        self.accept()
