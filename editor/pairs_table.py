"""Names and values, typed in: a contact's fields, expected results."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem


class PairsTable(QTableWidget):
    """Name and value, with an empty row for the next one."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__(0, 2)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(30)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setMinimumHeight(160)
        self.set_values({})
        self.cellChanged.connect(self._on_changed)

    def values(self) -> dict[str, str]:
        found = {}
        for row in range(self.rowCount()):
            name, value = self._text(row, 0), self._text(row, 1)
            if name:
                found[name] = value
        return found

    def set_values(self, values: Mapping[str, str]) -> None:
        self.blockSignals(True)
        self.setRowCount(len(values) + 1)
        for row, (name, value) in enumerate([*values.items(), ("", "")]):
            self.setItem(row, 0, QTableWidgetItem(name))
            self.setItem(row, 1, QTableWidgetItem(value))
        self.blockSignals(False)

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text().strip() if item is not None else ""

    def _on_changed(self) -> None:
        if self._text(self.rowCount() - 1, 0):
            self.insertRow(self.rowCount())
        self.edited.emit()
