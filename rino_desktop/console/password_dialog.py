"""A new password: one's own, with the old one, or somebody's who has forgotten it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from rino_desktop.ui.dialogs import column
from rino_desktop.ui.forms import PasswordField
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress


class PasswordDialog(Translated, QDialog):
    """``wanted`` carries the old password ("" for somebody else's) and the new one. It stays open
    until its owner calls ``accept``, or ``refuse`` with the reason."""

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None, user: str, *, own: bool) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._user, self._own = user, own
        self.heading, self.fault = QLabel(), QLabel()
        dress(self.heading, "title")
        dress(self.fault, "bad")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.old, self.new, self.again = PasswordField(), PasswordField(), PasswordField()
        self.old.setVisible(own)
        self.cancel_button, self.button = QPushButton(), QPushButton()
        self.cancel_button.setAutoDefault(False)
        self.button.setDefault(True)
        dress(self.button, "primary")
        self.cancel_button.clicked.connect(self.reject)
        self.button.clicked.connect(self._take)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.button)
        layout = column(self)
        for widget in (self.heading, self.old, self.new, self.again, self.fault):
            layout.addWidget(widget)
        layout.addLayout(row)
        self.retranslate()
        (self.old if own else self.new).setFocus()

    def retranslate(self) -> None:
        title = self.tr("Change the password") if self._own else (
            self.tr("New password for {name}").format(name=self._user))  # fmt: skip
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.old.name(self.tr("Present password"))
        self.new.name(self.tr("New password"))
        self.again.name(self.tr("New password once more"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.button.setText(self.tr("Change"))

    def refuse(self, text: str) -> None:
        self.button.setEnabled(True)
        self.fault.setText(text)
        self.fault.setVisible(bool(text))

    def _take(self) -> None:
        if self.new.edit.text() != self.again.edit.text():
            self.refuse(self.tr("The two passwords differ."))
            return
        self.refuse("")
        self.button.setEnabled(False)
        self.wanted.emit(self.old.edit.text(), self.new.edit.text())
