"""The list of requests: overdue ones stand out."""

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont

from engine.requests.model import Priority, Request
from rino_desktop.ui import icons, theme
from rino_desktop.ui.row_table import RowTable
from rmt.requests import words

_NUMBER, _SUBJECT, _LEFT, _STATE, _WHOSE, _CATEGORY = range(6)


class RequestTable(RowTable[Request]):
    #: As of when deadlines are shown.
    now = datetime.now(UTC)

    def tick(self, now: datetime) -> None:
        self.now = now
        if self._rows:
            self._all_changed()

    def titles(self) -> tuple[str, ...]:
        return (
            self.tr("№"), self.tr("Subject"), self.tr("Deadline"), self.tr("State"),
            self.tr("Whose"), self.tr("Category"),
        )  # fmt: skip

    def key(self, row: Request) -> object:
        return row.id

    def name(self, row: Request) -> str:
        return row.subject

    def is_number(self, column: int) -> bool:
        return column == _NUMBER

    def cell(self, row: Request, column: int, role: int) -> Any:
        overdue = row.overdue(self.now)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.ToolTipRole if column == _LEFT:
                return words.moment(row.due_at)
            case Qt.ItemDataRole.ToolTipRole:
                return self._text(row, column)
            case Qt.ItemDataRole.ForegroundRole if overdue:
                return QColor(theme.current().bad)
            case Qt.ItemDataRole.ForegroundRole if not row.is_open:
                return QColor(theme.current().secondary)
            case Qt.ItemDataRole.FontRole if overdue or row.priority is Priority.HIGH:
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
            case Qt.ItemDataRole.DecorationRole if column == _SUBJECT:
                if overdue:
                    return icons.icon("error", "bad")
                high = row.is_open and row.priority is Priority.HIGH
                return icons.icon("problems", "warning") if high else None
            case Qt.ItemDataRole.AccessibleDescriptionRole if column == _SUBJECT:
                high = row.priority is Priority.HIGH
                return self.tr("matters much") if high else None
        return None

    def _text(self, row: Request, column: int) -> str:
        match column:
            case 0:
                return str(row.id)
            case 1:
                return row.subject
            case 2:
                return words.time_left(row, self.now)
            case 3:
                return words.state_word(row.state)
            case 4:
                return words.whose(row)
        return row.category
