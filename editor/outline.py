"""The scheme as a tree, in the order of a call: the way in for keyboard and screen reader."""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from editor.document import SchemeDocument
from editor.edits import nodes
from editor.forms.text_widgets import undo_by_key
from editor.outline_model import NOTES, Item, OutlineModel
from editor.selection import Selection
from rino_desktop.ui import theme
from rino_desktop.ui.theme import dress

_Flag = QItemSelectionModel.SelectionFlag


class Outline(QTreeView):
    """Follows the selection and leads it. Enter edits a block, or goes where a link leads; Delete
    removes."""

    #: It shall be brought into sight: its id. It is selected already.
    show_wanted = Signal(str)
    #: A block's properties are wanted.
    edit_wanted = Signal(str)

    def __init__(
        self, document: SchemeDocument, selection: Selection, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.document, self.selection = document, selection
        self.outline = OutlineModel(document)
        self.setModel(self.outline)
        self._syncing = False
        dress(self, "flat")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIconSize(QSize(12, 12))
        self.setIndentation(14)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.selectionModel().selectionChanged.connect(self._lead)
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._enter)
        selection.changed.connect(self._follow_selection)
        document.changed.connect(self._follow)
        document.replaced.connect(self._start_anew)
        theme.changes.changed.connect(self.outline.restyle)
        self._open_sections()
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Outline"))
        self.setAccessibleDescription(
            self.tr("Blocks in the order of a call; Enter edits one or follows a link")
        )
        self.outline.restyle()

    # --- following ------------------------------------------------------------------------------

    def _follow(self, told: object) -> None:
        self._syncing = True
        try:
            self.outline.follow(told)  # type: ignore[arg-type] # Changed
        finally:
            self._syncing = False
        self._hide_empty()
        self._follow_selection()

    def _start_anew(self) -> None:
        self._syncing = True
        self.outline.rebuild()
        self._syncing = False
        self._open_sections()
        self._follow_selection()

    def _open_sections(self) -> None:
        for row in range(NOTES + 1):
            self.expand(self.outline.index(row, 0))
        self._hide_empty()

    def _hide_empty(self) -> None:
        for section in self.outline.sections[1:]:
            if self.isRowHidden(section.row, QModelIndex()) == bool(section.children):
                self.setRowHidden(section.row, QModelIndex(), not section.children)

    def _follow_selection(self) -> None:
        if self._syncing:
            return
        chosen = self.selection
        wanted = [
            self.outline.items[key]
            for key in (*chosen.nodes, *chosen.links, *chosen.notes)
            if key in self.outline.items
        ]
        self._syncing = True
        try:
            self.selectionModel().select(self._ranges(wanted), _Flag.ClearAndSelect)
            if len(wanted) == 1:
                index = self.outline.index_of(wanted[0])
                self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
                self.scrollTo(index)
        finally:
            self._syncing = False

    def _ranges(self, wanted: list[Item]) -> QItemSelection:
        """Neighbours as one: a selection of thousands is quick then."""
        found = QItemSelection()
        by_parent: dict[int, list[Item]] = {}
        for item in wanted:
            by_parent.setdefault(id(item.parent), []).append(item)
        for items in by_parent.values():
            items.sort(key=lambda item: item.row)
            first = last = items[0]
            for item in items[1:]:
                if item.row != last.row + 1:
                    found.select(self.outline.index_of(first), self.outline.index_of(last))
                    first = item
                last = item
            found.select(self.outline.index_of(first), self.outline.index_of(last))
        return found

    # --- leading --------------------------------------------------------------------------------

    def _lead(self) -> None:
        if self._syncing:
            return
        kinds: dict[str, list[str]] = {"node": [], "link": [], "note": [], "section": []}
        for index in self.selectionModel().selectedIndexes():
            item = self.outline.item_at(index)
            if item is not None:
                kinds[item.kind].append(item.key)
        self._syncing = True
        try:
            self.selection.set(kinds["node"], kinds["link"], kinds["note"])
        finally:
            self._syncing = False
        if self.selection.current:
            self.show_wanted.emit(self.selection.current)

    def _clicked(self, index: QModelIndex) -> None:
        item = self.outline.item_at(index)
        if item is not None and item.kind != "section":
            self.show_wanted.emit(item.key)

    def _enter(self, index: QModelIndex) -> None:
        item = self.outline.item_at(index)
        if item is None or item.kind == "section":
            return
        if item.kind == "link":
            target = self.document.content.links[item.key].target
            self.selection.set([target])
            self.show_wanted.emit(target)
        else:
            self.edit_wanted.emit(item.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if undo_by_key(self.document, event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            chosen = self.selection
            keys = (*chosen.nodes, *chosen.links, *chosen.notes)
            self.document.do(self.tr("Delete"), nodes.remove(self.document.content, keys))
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
