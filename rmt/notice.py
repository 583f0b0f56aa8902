"""A line above a panel's content: what is in the way, and what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from rino_desktop.ui.theme import dress


class Notice(QFrame):
    """Hidden while there is nothing to say."""

    #: The button was pressed.
    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "banner")
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(self.text, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.say("")

    def say(self, text: str, action: str = "") -> None:
        self.text.setText(text[:1].upper() + text[1:])  # the engine's begin small
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.setVisible(bool(text))
