"""Keys for the far end. Tones are sent only while the keypad has the keyboard, or by its buttons:
what is typed into a form never becomes a tone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rino_desktop.ui.elided import ElidedLabel
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

KEYS = "123456789*0#"


class Keypad(Translated, QFrame):
    """``pressed``: a key. ``left``: Esc."""

    pressed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "banner")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hint, self.typed = QLabel(), ElidedLabel()
        dress(self.hint, "secondary")
        self.hint.setWordWrap(True)
        grid = QGridLayout()
        grid.setSpacing(4)
        self.buttons: dict[str, QPushButton] = {}
        for place, key in enumerate(KEYS):
            button = QPushButton(key)
            button.setAutoDefault(False)
            button.setProperty("compact", True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, key=key: self._press(key))
            self.buttons[key] = button
            grid.addWidget(button, place // 3, place % 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addWidget(self.typed)
        column.addLayout(grid)
        column.addWidget(self.hint)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Keypad"))
        self._show_hint()

    def begin(self) -> None:
        self.typed.setText("")
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text() and event.text() in KEYS:
            self._press(event.text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self._show_hint()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._show_hint()

    def _press(self, key: str) -> None:
        self.typed.setText((self.typed.text() + key)[-40:])
        self.pressed.emit(key)

    def _show_hint(self) -> None:
        self.hint.setText(
            self.tr("What you type is sent as tones. Esc: back.")
            if self.hasFocus()
            else self.tr("Tones are sent from here only: F5 to type them.")
        )
