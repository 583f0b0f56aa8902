"""The forms of the database as a Qt table model."""

from typing import Any

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtGui import QColor

from engine.ports.forms import FormInfo
from rino_desktop.console.row_table import RowTable
from rino_desktop.ui import theme

_NAME, _VERSION, _DRAFT, _CHANGED = range(4)


class FormTable(RowTable[FormInfo]):
    def titles(self) -> tuple[str, ...]:
        return (
            self.tr("Form"),
            self.tr("Published version"),
            self.tr("Draft"),
            self.tr("Published at"),
        )

    def key(self, row: FormInfo) -> object:
        return row.id

    def name(self, row: FormInfo) -> str:
        return row.name

    def is_number(self, column: int) -> bool:
        return column == _VERSION

    def cell(self, row: FormInfo, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            if column == _DRAFT and row.has_draft:
                return QColor(theme.current().warning)
            if column == _VERSION and row.published is None:
                return QColor(theme.current().secondary)
        return None

    def _text(self, row: FormInfo, column: int) -> str:
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
