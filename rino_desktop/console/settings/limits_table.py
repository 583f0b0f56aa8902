"""Limits of calls as rows that can be filled in."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from engine.domain.preset_model import Counted, Per, Scope
from rino_desktop.ui import icons
from rino_desktop.ui.calm_wheel import CalmCombo, CalmSpin
from rino_desktop.ui.languages import Translated

translate = QCoreApplication.translate
_MOST = 1_000_000
_ROW_PX, _TABLE_PX = 40, 80
_COLUMNS = ("maximum", "count", "window", "per", "scope")
_WIDTHS = (120, 230, 200, 210, 0)
#: What is usually asked for; others can be written.
_WINDOWS = ("1d", "7d", "31d", "day", "week", "month")
_NEW: Mapping[str, Any] = {
    "maximum": 1, "count": "calls", "window": "1d", "per": "person", "scope": "all",
}  # fmt: skip


class LimitsTable(Translated, QWidget):
    """What a row says beside its columns (``talk_s``, ``modes``) stays with it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = QTableWidget(0, len(_COLUMNS))
        self.table.setTabKeyNavigation(False)
        self.table.setMinimumHeight(_TABLE_PX)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for x, width in enumerate(_WIDTHS[:-1]):
            self.table.setColumnWidth(x, width)
        self._rest: list[dict[str, Any]] = []
        self.add_button, self.remove_button = QPushButton(), QPushButton()
        icons.set_on(self.add_button, "add")
        icons.set_on(self.remove_button, "delete")
        buttons = QHBoxLayout()
        for button in (self.add_button, self.remove_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        column.addLayout(buttons)
        self.add_button.clicked.connect(self._on_add)
        self.remove_button.clicked.connect(self._on_remove)
        self.retranslate()

    def retranslate(self) -> None:
        self.table.setAccessibleName(self.tr("Limits of calls"))
        self.table.setHorizontalHeaderLabels([
            self.tr("At most"), self.tr("Of what"), self.tr("In"), self.tr("For"),
            self.tr("Counted"),
        ])  # fmt: skip
        self.add_button.setText(self.tr("Add a limit"))
        self.remove_button.setText(self.tr("Remove the limit"))
        for y in range(self.table.rowCount()):
            self._name(y)

    def show_rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self.table.setRowCount(0)
        self._rest = []
        for row in rows:
            self._add(row)

    def rows(self) -> list[dict[str, Any]]:
        """As a preset's file has them."""
        found = []
        for y, rest in enumerate(self._rest):
            row: dict[str, Any] = {}
            for x, key in enumerate(_COLUMNS):
                widget = self.table.cellWidget(y, x)
                if isinstance(widget, QSpinBox):
                    row[key] = widget.value()
                elif isinstance(widget, QComboBox):
                    row[key] = _written(widget) if key == "window" else widget.currentData()
            found.append({**row, **rest})
        return found

    def _add(self, row: Mapping[str, Any]) -> None:
        y = self.table.rowCount()
        self.table.insertRow(y)
        self._rest.append({key: value for key, value in row.items() if key not in _COLUMNS})
        most = CalmSpin()
        most.setRange(0, _MOST)
        most.setValue(int(row.get("maximum", 1)))
        most.valueChanged.connect(self.changed)
        self.table.setCellWidget(y, 0, most)
        for x, key, values in (
            (1, "count", Counted), (2, "window", _WINDOWS), (3, "per", Per), (4, "scope", Scope),
        ):  # fmt: skip
            box = CalmCombo()
            for value in values:
                box.addItem("", str(value))
            if key == "window":
                box.setEditable(True)
                box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            self.table.setCellWidget(y, x, box)
        self._name(y)
        for x, key in enumerate(_COLUMNS[1:], 1):
            chosen = self.table.cellWidget(y, x)
            assert isinstance(chosen, QComboBox)
            value = str(row.get(key, _NEW[key]))
            known = chosen.findData(value)
            if known >= 0 or not chosen.isEditable():
                chosen.setCurrentIndex(max(known, 0))
            else:
                chosen.setEditText(value)
            chosen.currentTextChanged.connect(self.changed)
        self.table.setCurrentCell(y, 0)

    def _name(self, y: int) -> None:
        words = limit_words()
        for x, key in enumerate(_COLUMNS):
            widget = self.table.cellWidget(y, x)
            if widget is None:
                continue
            title = self.table.horizontalHeaderItem(x)
            widget.setAccessibleName(f"{title.text() if title is not None else key}, {y + 1}")
            if isinstance(widget, QComboBox):
                for place in range(widget.count()):
                    data = widget.itemData(place)
                    widget.setItemText(place, words[data])

    def _on_add(self) -> None:
        self._add(_NEW)
        self.changed.emit()

    def _on_remove(self) -> None:
        y = self.table.currentRow()
        if y >= 0:
            self.table.removeRow(y)
            del self._rest[y]
            self.changed.emit()


def _written(box: QComboBox) -> str:
    """One of those there are, or what somebody has written."""
    place = box.findText(box.currentText())
    return str(box.itemData(place)) if place >= 0 else box.currentText().strip()


def limit_words() -> dict[str, str]:
    return {
        "calls": translate("LimitsTable", "calls"),
        "conversations": translate("LimitsTable", "conversations"),
        "messages": translate("LimitsTable", "voice messages"),
        "abandoned": translate("LimitsTable", "abandoned calls"),
        "person": translate("LimitsTable", "one person"),
        "number": translate("LimitsTable", "one number"),
        "all": translate("LimitsTable", "over all campaigns"),
        "purpose": translate("LimitsTable", "of the same purpose"),
        "campaign": translate("LimitsTable", "over the campaign"),
        "1d": translate("LimitsTable", "24 hours"),
        "7d": translate("LimitsTable", "7 days"),
        "31d": translate("LimitsTable", "31 days"),
        "day": translate("LimitsTable", "calendar day"),
        "week": translate("LimitsTable", "calendar week"),
        "month": translate("LimitsTable", "calendar month"),
    }
