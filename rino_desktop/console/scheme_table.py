"""The schemes of the database as a Qt table model."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QDateTime, QLocale, QObject, Qt
from PySide6.QtGui import QColor

from engine.ports.schemes import SchemeInfo
from rino_desktop.ui import theme

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NAME, _VERSION, _DRAFT, _CHANGED = range(4)


class SchemeTable(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[SchemeInfo, ...] = ()

    def show(self, rows: tuple[SchemeInfo, ...]) -> None:
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, _CHANGED)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, _CHANGED))

    def scheme(self, row: int) -> SchemeInfo:
        return self._rows[row]

    def names(self) -> list[str]:
        return [row.name for row in self._rows]

    def row_named(self, name: str) -> int | None:
        names = self.names()
        return names.index(name) if name in names else None

    def rowCount(self, parent: Any = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Any = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else _CHANGED + 1

    def headerData(self, section: int, orientation: Any, role: int = 0) -> Any:  # noqa: N802
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section == _VERSION else _LEFT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Scheme"),
            self.tr("Published version"),
            self.tr("Draft"),
            self.tr("Published at"),
        )[section]

    def data(self, index: Any, role: int = 0) -> Any:
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column == _VERSION else _LEFT
        if role == Qt.ItemDataRole.ForegroundRole:
            if column == _DRAFT and row.has_draft:
                return QColor(theme.current().warning)
            if column == _VERSION and row.published is None:
                return QColor(theme.current().secondary)
        return None

    def _text(self, row: SchemeInfo, column: int) -> str:
        if column == _NAME:
            return row.name
        if column == _VERSION:
            return QLocale().toString(row.published) if row.published else "–"
        if column == _DRAFT:
            return self.tr("there is a draft") if row.has_draft else ""
        if row.published_at is None:
            return self.tr("not published yet")
        local = QDateTime.fromSecsSinceEpoch(round(row.published_at.timestamp()))
        return QLocale().toString(local, QLocale.FormatType.ShortFormat)
