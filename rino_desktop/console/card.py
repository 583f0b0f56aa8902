"""A card in the middle of an otherwise empty window: signing in, the first start."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from rino_desktop.ui.theme import dress


class Card(QScrollArea):
    """``column`` takes what stands below title and text. It scrolls where the window is small."""

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        panel = QFrame()
        dress(panel, "panel")
        panel.setFixedWidth(width)
        self.title, self.text = QLabel(), QLabel()
        dress(self.title, "title")
        dress(self.text, "secondary")
        self.text.setWordWrap(True)
        self.column = QVBoxLayout(panel)
        self.column.setContentsMargins(24, 24, 24, 24)
        self.column.setSpacing(12)
        self.column.addWidget(self.title)
        self.column.addWidget(self.text)
        outer = QWidget()
        outer.setObjectName("cardGround")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(panel)
        row.addStretch(1)
        layout = QVBoxLayout(outer)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addStretch(2)
        layout.addLayout(row)
        layout.addStretch(3)
        self.setWidget(outer)

    def say(self, title: str, text: str) -> None:
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
