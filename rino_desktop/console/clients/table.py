"""The clients as a Qt table model."""

from typing import Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor

from rino_desktop.client_board import ClientRow
from rino_desktop.console.row_table import RowTable
from rino_desktop.ui import theme

_NAME, _CAMPAIGNS, _RUNNING, _LISTED, _DETAILS = range(5)


class ClientTable(RowTable[ClientRow]):
    def titles(self) -> tuple[str, ...]:
        return (
            self.tr("Client"),
            self.tr("Campaigns"),
            self.tr("Running"),
            self.tr("Do-not-call list"),
            self.tr("Details"),
        )

    def key(self, row: ClientRow) -> object:
        return row.id

    def name(self, row: ClientRow) -> str:
        return self.tr("The office itself") if row.client is None else row.client.name

    def is_number(self, column: int) -> bool:
        return column in (_CAMPAIGNS, _RUNNING, _LISTED)

    def cell(self, row: ClientRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ForegroundRole and (row.client is None or row.client.archived):
            return QColor(theme.current().secondary)
        return None

    def _text(self, row: ClientRow, column: int) -> str:
        if column == _NAME:
            return self.name(row)
        if column == _DETAILS:
            if row.client is None:
                return self.tr("what belongs to no client; its list holds for all calls")
            lines = row.client.details.splitlines()
            words = [self.tr("put away")] if row.client.archived else []
            return " · ".join([*words, *lines[:1]])
        numbers = {_CAMPAIGNS: len(row.campaigns), _RUNNING: row.running, _LISTED: row.listed}
        return QLocale().toString(numbers[column])
