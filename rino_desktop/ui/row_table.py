"""What tables have in common: rows of one kind, each with a name."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from rino_desktop.ui import state

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
R = TypeVar("R")


class RowTable(QAbstractTableModel, Generic[R]):
    """Refreshed as a whole. As long as the same rows come in the same order (``key``), they keep
    their place, so that a selection survives. Subclasses say what the cells hold."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[R, ...] = ()

    # --- what a subclass says ---------------------------------------------------------------------

    def titles(self) -> tuple[str, ...]:
        """Of the columns, in the user's language."""
        raise NotImplementedError

    def key(self, row: R) -> object:
        """What makes a row that row, whatever else changes in it."""
        raise NotImplementedError

    def name(self, row: R) -> str:
        raise NotImplementedError

    def cell(self, row: R, column: int, role: int) -> Any:
        """For all roles but that of the alignment."""
        raise NotImplementedError

    def is_number(self, column: int) -> bool:
        """Numbers stand at the right."""
        raise NotImplementedError

    # --- what its owner asks ----------------------------------------------------------------------

    def show(self, rows: tuple[R, ...]) -> None:
        if list(map(self.key, rows)) != list(map(self.key, self._rows)):
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        elif rows != self._rows:
            self._rows = rows
            self._all_changed()

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        if self._rows:
            self._all_changed()

    def at(self, row: int) -> R:
        return self._rows[row]

    def all(self) -> tuple[R, ...]:
        return self._rows

    def names(self) -> list[str]:
        return [self.name(row) for row in self._rows]

    def row_named(self, name: str) -> int | None:
        names = self.names()
        return names.index(name) if name in names else None

    def row_of(self, key: object) -> int | None:
        keys = [self.key(row) for row in self._rows]
        return keys.index(key) if key in keys else None

    # --- what Qt asks -----------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.titles())

    def headerData(self, section: int, orientation: Any, role: int = 0) -> Any:  # noqa: N802
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if self.is_number(section) else LEFT
        return self.titles()[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = 0) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if self.is_number(index.column()) else LEFT
        return self.cell(self._rows[index.row()], index.column(), role)

    def _all_changed(self) -> None:
        last = self.index(len(self._rows) - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)


class RowView(QTableView):
    """One row is chosen at a time; Enter does what a double click does. ``columns``: the name
    under which their widths are remembered; ``widths``: of the first ones, in pixels; ``row_px``:
    the height of a row."""

    def __init__(
        self, table: "RowTable[Any]", columns: str, widths: Sequence[int], row_px: int
    ) -> None:
        super().__init__()
        self.setModel(table)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)  # else whole words go from a line that is cut
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_px)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for section in range(table.columnCount()):
            if section < len(widths):
                header.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(section, widths[section])
            else:
                header.setSectionResizeMode(section, QHeaderView.ResizeMode.ResizeToContents)
        state.keep(header, columns)

    def chosen_row(self) -> int | None:
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.doubleClicked.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
