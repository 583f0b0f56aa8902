"""Free dialling: a number, which an engine checks (do-not-call list, hours) and calls."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from rino_desktop.ui import icons
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

#: Room for a whole number, pixels.
_EDIT_PX = 110


class DialField(Translated, QWidget):
    """``wanted``: what was typed, without spaces and brackets."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit, self.button, self.note = QLineEdit(), QPushButton(), QLabel()
        dress(self.note, "secondary")
        self.note.setWordWrap(True)
        self.button.setAutoDefault(False)
        icons.set_on(self.button, "call")
        self.button.clicked.connect(self._dial)
        self.edit.textChanged.connect(lambda _text: self._allow())
        row = QHBoxLayout()
        row.setSpacing(8)
        self.edit.setMinimumWidth(_EDIT_PX)
        row.addWidget(self.edit, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.note)
        self._reachable = True
        self.retranslate()
        self._allow()

    def retranslate(self) -> None:
        self.edit.setPlaceholderText(self.tr("Number"))
        self.edit.setAccessibleName(self.tr("Number to be called"))
        self.button.setText(self.tr("Call"))
        self.note.setText(
            self.tr("F9: the engine calls, after it has looked at the do-not-call list")
        )

    @property
    def number(self) -> str:
        return "".join(each for each in self.edit.text() if each not in " -()\u00a0")

    def show_reachable(self, reachable: bool) -> None:
        """Whether an engine takes orders, for an operator who has signed in."""
        self._reachable = reachable
        self._allow()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._dial()
        else:
            super().keyPressEvent(event)

    def _dial(self) -> None:
        if self.button.isEnabled():
            self.wanted.emit(self.number)

    def _allow(self) -> None:
        self.button.setEnabled(self._reachable and self.number.removeprefix("+").isdecimal())
