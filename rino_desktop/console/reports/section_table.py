"""A table of a report: sorted by a click on a column's head."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtCore import QSortFilterProxyModel as Sorted
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from engine.reports import numbers
from engine.reports.model import CallRow, CellKind
from rino_desktop.report_view import Viewed, ViewedSection
from rino_desktop.ui.row_table import LEFT, RIGHT
from rino_desktop.ui.without_mouse import sort_by_key

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_SORT = Qt.ItemDataRole.UserRole
_LEFT = (CellKind.TEXT, CellKind.PHONE, CellKind.MOMENT, CellKind.LINK)
_ROW_PX, _MOST_SHOWN, _CHAR_PX = 32, 14, 8


class SectionTable(QAbstractTableModel):
    def __init__(self, section: ViewedSection, report: Viewed) -> None:
        super().__init__()
        self._section, self._report = section, report

    def attempt_at(self, row: int) -> int | None:
        found = self._section.rows[row]
        return found.attempt_id if isinstance(found, CallRow) else None

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._section.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._section.columns)

    def headerData(self, section: int, orientation: Any, role: int = 0) -> Any:  # noqa: N802
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self._section.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if column.kind in _LEFT else RIGHT
        return column.title if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = 0) -> Any:
        column = self._section.columns[index.column()]
        value = self._section.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if column.kind in _LEFT else RIGHT
        if role == _SORT:
            # Nothing comes before everything; a moment as a number of seconds.
            if value is None:
                return float("-inf") if column.kind not in (CellKind.TEXT, CellKind.PHONE) else ""
            if isinstance(value, datetime):
                return value.timestamp()
            return value.casefold() if isinstance(value, str) else value
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = numbers.cell(value, column.kind, self._report.zone, self._report.language)
            if role == Qt.ItemDataRole.DisplayRole:
                return " ".join(text.split("\n"))
            return text if len(text) > column.width else None
        return None


class _ByValue(Sorted):
    def lessThan(self, left: _Index, right: _Index) -> bool:  # noqa: N802
        one, other = left.data(_SORT), right.data(_SORT)
        if type(one) is not type(other) and isinstance(one, str) + isinstance(other, str):
            return isinstance(other, str) and not isinstance(one, str)
        return bool(one < other)


class SectionView(QTableView):
    """``call_wanted``: an attempt whose row was activated."""

    call_wanted = Signal(object)

    def __init__(self, section: ViewedSection, report: Viewed,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.table = SectionTable(section, report)
        self.table.setParent(self)
        self.sorted = _ByValue(self)
        self.sorted.setSourceModel(self.table)
        self.setModel(self.sorted)
        self.setSortingEnabled(True)
        self.sorted.sort(-1)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        sort_by_key(self)
        self.setAccessibleName(section.title or report.title)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for place, column in enumerate(section.columns):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            titled = header.fontMetrics().horizontalAdvance(column.title) + 40
            header.resizeSection(place, max(titled, min(column.width, 40) * _CHAR_PX))
        shown = min(max(len(section.rows), 1), _MOST_SHOWN)
        self.setFixedHeight((shown + 1) * _ROW_PX + header.sizeHint().height() - 8)
        self.doubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        attempt = self.table.attempt_at(self.sorted.mapToSource(index).row())
        if attempt is not None:
            self.call_wanted.emit(attempt)
