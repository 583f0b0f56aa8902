"""Ctrl+F: what is written in blocks and notes. Enter goes to the next, Shift+Enter back."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListWidget, QVBoxLayout, QWidget

from editor.document import Changed, SchemeDocument
from editor.forms.entries import tool_button
from editor.forms.text_widgets import Line
from editor.searching import Match, SearchIndex
from editor.selection import Selection
from rino_desktop.ui.theme import dress

#: Who has more than this types another letter.
_MOST_SHOWN = 200
_ROWS = 8


class SearchBar(QFrame):
    #: (kind: ``node`` or ``note``, id, place of the field); it is selected already.
    wanted = Signal(str, str, str)
    #: All that is found: list of Match. The canvas may mark them.
    found = Signal(object)
    closed = Signal()

    def __init__(
        self, document: SchemeDocument, selection: Selection, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        dress(self, "panel")
        self.document, self.selection = document, selection
        self._index = SearchIndex(document.content, document.node_types)
        self.matches: list[Match] = []
        self.at = -1
        self.line = Line()
        self.line.setClearButtonEnabled(True)
        self.line.textEdited.connect(lambda _text: self._search())
        self.line.installEventFilter(self)
        self.count = QLabel()
        dress(self.count, "secondary")
        self.back = tool_button("up", "")
        self.on = tool_button("down", "")
        self.close_button = tool_button("close", "")
        self.back.clicked.connect(lambda: self.go(-1))
        self.on.clicked.connect(lambda: self.go(1))
        self.close_button.clicked.connect(self.leave)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addSpacing(4)
        row.addWidget(self.count)
        for button in (self.back, self.on, self.close_button):
            row.addWidget(button)
        self.list = QListWidget()
        dress(self.list, "flat")
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(lambda item: self._show(self.list.row(item)))
        self.list.itemClicked.connect(lambda item: self._show(self.list.row(item)))
        self.list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.list)
        self._again = QTimer(self, singleShot=True, interval=200)
        self._again.timeout.connect(lambda: self._search(stay=True))
        document.changed.connect(self._follow)
        document.replaced.connect(self._start_anew)
        self.setFocusProxy(self.line)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Search"))
        self.line.setPlaceholderText(self.tr("Find in the scheme"))
        self.line.setAccessibleName(self.tr("Find in the scheme"))
        self.list.setAccessibleName(self.tr("What was found"))
        for button, text in (
            (self.back, self.tr("The one before (Shift+Enter)")),
            (self.on, self.tr("The next one (Enter)")),
            (self.close_button, self.tr("Close (Esc)")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
        self._show_count()

    def open(self) -> None:
        self.show()
        self.line.setFocus()
        self.line.selectAll()
        self._search(stay=True)

    def leave(self) -> None:
        self.hide()
        self.found.emit([])
        self.closed.emit()

    def go(self, by: int) -> None:
        """To the next match, or the one before, round and round."""
        if self.matches:
            self._show((self.at + by) % len(self.matches) if self.at >= 0 or by > 0 else -1)

    def _search(self, *, stay: bool = False) -> None:
        old = self.matches[self.at].id if 0 <= self.at < len(self.matches) else ""
        self.matches = self._index.find(self.line.text())
        ids = [match.id for match in self.matches]
        self.at = ids.index(old) if stay and old in ids else -1
        self.list.clear()
        for match in self.matches[:_MOST_SHOWN]:
            self.list.addItem(self._said(match))
        self.list.setVisible(bool(self.matches))
        rows = min(len(self.matches), _ROWS)
        self.list.setFixedHeight(rows * max(26, self.list.sizeHintForRow(0)) + 2)
        self._show_count()
        self.found.emit(self.matches)

    def _said(self, match: Match) -> str:
        if match.kind == "note":
            return self.tr("Note: {0}").replace("{0}", match.text)
        name = self.document.content.nodes[match.id].name
        return name if match.text == name else f"{name}: {match.text}"

    def _show(self, at: int) -> None:
        self.at = at % len(self.matches)
        match = self.matches[self.at]
        if self.at < self.list.count():
            self.list.setCurrentRow(self.at)
        self._show_count()
        if match.kind == "node":
            self.selection.set([match.id])
        else:
            self.selection.set(notes=[match.id])
        self.wanted.emit(match.kind, match.id, match.place)

    def _show_count(self) -> None:
        if not self.line.text().strip():
            text = ""
        elif not self.matches:
            text = self.tr("nothing found")
        elif self.at < 0:
            text = str(len(self.matches))
        else:
            text = self.tr("{0} of {1}").replace("{0}", str(self.at + 1))
            text = text.replace("{1}", str(len(self.matches)))
        self.count.setText(text)
        for button in (self.back, self.on):
            button.setEnabled(bool(self.matches))

    def _follow(self, told: Changed) -> None:
        self._index.forget(told.nodes | told.notes)
        if "prompts" in told.header:
            self._index.forget(list(self.document.content.nodes))
        if self.isVisible():
            self._again.start()

    def _start_anew(self) -> None:
        self._index = SearchIndex(self.document.content, self.document.node_types)
        self.matches, self.at = [], -1
        self._again.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.line and is_press:
            return self._key(cast(QKeyEvent, event))
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self.go(-1 if back else 1)
            case Qt.Key.Key_Down if self.list.isVisible():
                self.list.setFocus()
                self.list.setCurrentRow(max(0, self.at))
            case _:
                return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
