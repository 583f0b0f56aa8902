"""The list of callbacks."""

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont

from engine.domain import masking
from rino_desktop.ui import icons, theme
from rino_desktop.ui.row_table import RowTable
from rmt.callbacks import words
from rmt.callbacks.desk import Shown


class CallbackTable(RowTable[Shown]):
    now = datetime.now(UTC)
    #: Whoever sits here may see no numbers at all.
    masked = False

    def titles(self) -> tuple[str, ...]:
        return (
            self.tr("When"), self.tr("There"), self.tr("Whom"), self.tr("Number"),
            self.tr("Who calls"), self.tr("Note"),
        )  # fmt: skip

    def key(self, row: Shown) -> object:
        return row.callback.id

    def name(self, row: Shown) -> str:
        return words.name(row, masked=self.masked)

    def is_number(self, column: int) -> bool:
        return False

    def tick(self, now: datetime) -> None:
        self.now = now
        if self._rows:
            self._all_changed()

    def cell(self, row: Shown, column: int, role: int) -> Any:
        overdue = row.callback.overdue(self.now)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return words.zones(row.there) if column == 1 else self._text(row, column)
            case Qt.ItemDataRole.ForegroundRole if overdue:
                return QColor(theme.current().bad)
            case Qt.ItemDataRole.FontRole if overdue:
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
            case Qt.ItemDataRole.DecorationRole if overdue and column == 0:
                return icons.icon("error", "bad")
        return None

    def _text(self, row: Shown, column: int) -> str:
        callback = row.callback
        match column:
            case 0:
                when = words.moment(callback.due_at, self.now)
                return f"{when}, {words.left(callback, self.now)}"
            case 1:
                return words.there(row.there, callback.due_at)
            case 2:
                return callback.caller
            case 3:
                return words.number(row, masked=self.masked)
            case 4:
                return words.whose(callback)
        note = callback.note.replace("\n", " ")
        return masking.masked_text(note) if self.masked or row.masked else note
