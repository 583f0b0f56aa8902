"""Some of the people of a list: numbers, then their fields."""

from typing import Any

from PySide6.QtCore import QObject, Qt

from engine.ports.storage import NewContact
from rino_desktop.ui.row_table import RowTable

_FIELDS = 8


class SampleTable(RowTable[NewContact]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []

    def show_people(self, people: tuple[NewContact, ...]) -> None:
        names = list(dict.fromkeys(name for each in people for name in each.fields))[:_FIELDS]
        self.beginResetModel()
        self._names, self._rows = names, people
        self.endResetModel()

    def titles(self) -> tuple[str, ...]:
        return (self.tr("Number"), self.tr("Time zone"), *self._names)

    def key(self, row: NewContact) -> object:
        return row.phones

    def name(self, row: NewContact) -> str:
        return row.phones[0]

    def cell(self, row: NewContact, column: int, role: int) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if column == 0:
            return ", ".join(row.phones)
        if column == 1:
            return ", ".join(row.zones[:2]) + (" …" if len(row.zones) > 2 else "")
        return row.fields.get(self._names[column - 2], "")

    def is_number(self, column: int) -> bool:
        return False
