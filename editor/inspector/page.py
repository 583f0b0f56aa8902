"""What the pages of the inspector have in common."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from editor.content import Changes
from editor.document import Changed, SchemeDocument
from editor.forms.text_widgets import undo_by_key
from rino_desktop.ui.theme import dress


class Page(QWidget):
    """``key``: id of what it shows. Subclasses: ``retranslate`` sets the texts, ``refresh`` what
    the document says."""

    def __init__(self, document: SchemeDocument) -> None:
        super().__init__()
        self.document = document
        self.key = ""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 14, 14, 14)
        self.column.setSpacing(8)

    def show_key(self, key: str) -> None:
        self.key = key
        self.refresh()

    def refresh(self) -> None:
        raise NotImplementedError

    def concerns(self, told: Changed) -> bool:
        return True

    def retranslate(self) -> None:
        raise NotImplementedError

    def do(self, text: str, changes: Changes, merge: str = "") -> None:
        self.document.do(text, changes, merge)

    def heading(self) -> QLabel:
        label = QLabel()
        label.setWordWrap(True)
        dress(label, "heading")
        return label

    def labelled(self, widget: QWidget) -> QLabel:
        """A title above a field, added to the page with it."""
        label = QLabel()
        label.setContentsMargins(0, 4, 0, 0)
        dress(label, "secondary")
        label.setBuddy(widget)
        group = QVBoxLayout()
        group.setSpacing(4)
        group.addWidget(label)
        group.addWidget(widget)
        self.column.addLayout(group)
        return label

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.refresh()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not undo_by_key(self.document, event):
            super().keyPressEvent(event)
