"""Clients' own report forms: whose they are; new ones, changed ones, files."""

from typing import Any

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rino_desktop.console.row_table import RowTable, RowView
from rino_desktop.form_shelf import FormRow
from rino_desktop.ui import icons, theme
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.lines import ToldLine
from rino_desktop.ui.theme import dress

_NAME, _TITLE, _CLIENT, _SINCE = range(4)


class ReportFormTable(RowTable[FormRow]):
    def titles(self) -> tuple[str, ...]:
        return self.tr("Name"), self.tr("Title"), self.tr("Client"), self.tr("Stored")

    def key(self, row: FormRow) -> object:
        return row.stored.name

    def name(self, row: FormRow) -> str:
        return row.stored.name

    def is_number(self, column: int) -> bool:
        return False

    def cell(self, row: FormRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.ForegroundRole and row.fault and column == _TITLE:
            return QColor(theme.current().bad)
        if role == Qt.ItemDataRole.ToolTipRole and column == _TITLE:
            return row.fault or None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        since = QDateTime.fromSecsSinceEpoch(round(row.stored.stored_at.timestamp()))
        return {
            _NAME: row.stored.name, _TITLE: row.fault or row.title, _CLIENT: row.client or "–",
            _SINCE: QLocale().toString(since, QLocale.FormatType.ShortFormat),
        }[column]  # fmt: skip


class FormTab(Translated, QWidget):
    """``wanted``: what is to be done, and with which form (FormRow, None where it needs none)."""

    wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = ToldLine()
        self.table = ReportFormTable(self)
        self.view = RowView(self.table, "reports/forms", (200, 320, 200), 36)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.view.doubleClicked.connect(lambda _: self._want("change"))
        names = ("add", "import", "change", "export", "give", "remove")
        self.buttons = {name: QPushButton() for name in names}
        dress(self.buttons["add"], "primary")
        icons.set_on(self.buttons["add"], "add", "on_accent")
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, button in self.buttons.items():
            row.addWidget(button)
            button.clicked.connect(lambda _=False, name=name: self._want(name))
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.told)
        layout.addWidget(self.view, 1)
        self.retranslate()
        self._allow()

    def retranslate(self) -> None:
        texts = {
            "add": self.tr("New form…"), "import": self.tr("Import a folder…"),
            "change": self.tr("Change…"), "export": self.tr("Export…"),
            "give": self.tr("Give to a client…"), "remove": self.tr("Remove…"),
        }  # fmt: skip
        for name, text in texts.items():
            self.buttons[name].setText(text)
        self.view.setAccessibleName(self.tr("Clients' own forms"))
        self.table.retranslate()

    def show_forms(self, rows: tuple[FormRow, ...]) -> None:
        self.table.show(rows)
        self._allow()

    def say(self, text: str) -> None:
        self.told.say(text, "secondary")

    def chosen(self) -> FormRow | None:
        row = self.view.chosen_row()
        return None if row is None else self.table.at(row)

    def _want(self, name: str) -> None:
        chosen = self.chosen()
        if chosen is not None or name in ("add", "import"):
            self.wanted.emit(name, chosen)

    def _allow(self) -> None:
        there = self.chosen() is not None
        for name, button in self.buttons.items():
            button.setEnabled(there or name in ("add", "import"))
