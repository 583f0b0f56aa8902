"""The bar at the top of a page: its title, what it is about in a word, and what can be done."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from rino_desktop.ui.theme import dress


class PageHead(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "bar")
        self.title, self.note = QLabel(), QLabel()
        dress(self.title, "title")
        dress(self.note, "secondary")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 16, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self.title)
        self._row.addWidget(self.note)
        self._row.addStretch(1)
        self.setMinimumHeight(48)

    def add(self, widget: QWidget) -> None:
        """At the right end."""
        self._row.addWidget(widget)
