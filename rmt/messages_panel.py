"""What the supervisor has written."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from engine.ports.operators import OperatorMessage
from rino_desktop.ui.forms import clear
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.redrawn import Redrawn
from rino_desktop.ui.theme import dress, on_panel
from rmt.spoken_times import time_of_day


class MessagesPanel(Translated, QScrollArea):
    """``read``: a message's number."""

    read = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages: tuple[OperatorMessage, ...] = ()
        self._shown = Redrawn(self, self._fill)
        self.setWidgetResizable(True)
        self.buttons: dict[int, QPushButton] = {}
        body = QWidget()
        on_panel(body)
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(8)
        self.setWidget(body)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Messages"))
        self._fill()

    @property
    def unread(self) -> tuple[OperatorMessage, ...]:
        return tuple(each for each in self._messages if each.read_at is None)

    def show_messages(self, messages: tuple[OperatorMessage, ...]) -> None:
        if messages != self._messages:
            self._messages = messages
            self._shown.draw()

    def _fill(self) -> None:
        clear(self._column)
        self.buttons = {}
        if not self._messages:
            empty = QLabel(self.tr("No messages yet"))
            dress(empty, "secondary")
            self._column.addWidget(empty)
        for message in self._messages:
            self._column.addWidget(self._box(message))
        self._column.addStretch(1)

    def _box(self, message: OperatorMessage) -> QFrame:
        box = QFrame()
        dress(box, "panel" if message.read_at else "banner")
        head, text = (
            QLabel(f"{message.author}, {time_of_day(message.sent_at)}"),
            QLabel(message.text),
        )
        dress(head, "secondary")
        for label in (head, text):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(head)
        column.addWidget(text)
        if message.read_at is None:
            button = QPushButton(self.tr("Read"))
            button.setAutoDefault(False)
            button.setObjectName(f"read {message.id}")
            button.clicked.connect(lambda _checked=False: self.read.emit(message.id))
            self.buttons[message.id] = button
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        return box
