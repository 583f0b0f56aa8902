"""What the subscriber of a dialogue does, line by line."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.ui import icons
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.languages import Translated

#: As the file of the scheme has them; those without a value.
KINDS = ("hear", "press", "silence_s", "listen", "record", "transfer", "position", "operator",
         "hang_up")  # fmt: skip
_BARE = ("listen", "hang_up")
_NUMBERS = ("silence_s", "record", "position")
_NEW = {"hear": "", "press": "1", "silence_s": 5, "record": 3, "transfer": "completed",
        "position": 2, "operator": "talked"}  # fmt: skip


class StepsTable(Translated, QWidget):
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: list[dict[str, Any]] = []
        self.table = QTableWidget(0, 2)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().setDefaultSectionSize(36)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(0, 160)
        header.setStretchLastSection(True)
        self.table.cellChanged.connect(self._on_cell)
        self.buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout()
        row.setSpacing(4)
        for name in ("add", "remove", "up", "down"):
            button = QToolButton()
            icons.set_on(button, name)
            button.clicked.connect(lambda _checked=False, name=name: self._do(name))
            self.buttons[name] = button
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.table)
        self.retranslate()

    def retranslate(self) -> None:
        self.table.setHorizontalHeaderLabels([self.tr("What"), self.tr("Which")])
        self.table.setAccessibleName(self.tr("Steps of the dialogue"))
        for name, text in {
            "add": self.tr("Add a step"), "remove": self.tr("Remove the step"),
            "up": self.tr("Move the step up"), "down": self.tr("Move the step down"),
        }.items():  # fmt: skip
            self.buttons[name].setAccessibleName(text)
            self.buttons[name].setToolTip(text)
        for line in range(self.table.rowCount()):
            combo = self._combo(line)
            if combo is not None:
                self._label(combo, line)

    def steps(self) -> list[dict[str, Any]]:
        return [dict(step) for step in self._steps]

    def set_steps(self, steps: Sequence[Mapping[str, Any]]) -> None:
        self._steps = [dict(step) for step in steps]
        self._fill(self.table.currentRow())

    def _fill(self, chosen: int) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        self.table.setRowCount(len(self._steps))
        for line, step in enumerate(self._steps):
            kind = _kind(step)
            combo = CalmCombo()
            for each in KINDS:
                combo.addItem("", each)
            self._label(combo, line)
            combo.setCurrentIndex(KINDS.index(kind))
            combo.activated.connect(
                lambda _index, line=line, combo=combo: self._retype(line, combo)
            )
            self.table.setCellWidget(line, 0, combo)
            item = QTableWidgetItem("" if kind in _BARE else str(step[kind]))
            if kind in _BARE:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.table.setItem(line, 1, item)
        self.table.blockSignals(False)
        if self._steps:
            self.table.setCurrentCell(max(0, min(chosen, len(self._steps) - 1)), 1)

    def _combo(self, line: int) -> QComboBox | None:
        widget = self.table.cellWidget(line, 0)
        return widget if isinstance(widget, QComboBox) else None

    def _label(self, combo: QComboBox, line: int) -> None:
        texts = (
            self.tr("Hears"), self.tr("Presses"), self.tr("Is silent, s"),
            self.tr("Listens to the end"), self.tr("Speaks, s"), self.tr("Transfer ends"),
            self.tr("Place in the queue"), self.tr("Operator"), self.tr("Hangs up"),
        )  # fmt: skip
        for index, text in enumerate(texts):
            combo.setItemText(index, text)
        name = self.tr("What the subscriber does")
        combo.setAccessibleName(f"{name}, {line + 1}")

    def _retype(self, line: int, combo: QComboBox) -> None:
        kind = combo.currentData()
        if kind != _kind(self._steps[line]):
            self._steps[line] = {kind: _NEW.get(kind, True)}
            self._fill(line)
            self.edited.emit()

    def _on_cell(self, line: int, _column: int) -> None:
        item = self.table.item(line, 1)
        if item is None:
            return
        kind = _kind(self._steps[line])
        value: Any = item.text()
        if kind in _NUMBERS:
            try:
                value = float(value.replace(",", "."))
            except ValueError:
                value = item.text()  # refused by whoever reads it, with its place
            else:
                value = int(value) if value == int(value) else value
        self._steps[line] = {**self._steps[line], kind: value}
        self.edited.emit()

    def _do(self, what: str) -> None:
        line = self.table.currentRow()
        steps = self._steps
        if what == "add":
            line = line + 1 if steps else 0
            steps.insert(line, {"press": "1"})
        elif not 0 <= line < len(steps):
            return
        elif what == "remove":
            del steps[line]
        else:
            other = line + (1 if what == "down" else -1)
            if not 0 <= other < len(steps):
                return
            steps[line], steps[other] = steps[other], steps[line]
            line = other
        self._fill(line)
        self.edited.emit()


def _kind(step: Mapping[str, Any]) -> str:
    return next(kind for kind in KINDS if kind in step)
