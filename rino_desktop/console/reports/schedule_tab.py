"""Scheduled reports: what goes where and when, and what came of it."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rino_desktop.console.row_table import RowTable, RowView
from rino_desktop.schedule_board import ScheduleRow
from rino_desktop.ui import icons, theme
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.lines import ToldLine
from rino_desktop.ui.theme import dress

_NAME, _REPORT, _CAMPAIGN, _WHEN, _TARGET, _NEXT, _LAST = range(7)


class ScheduleTable(RowTable[ScheduleRow]):
    #: Report → what people call it.
    kinds: Mapping[str, str] = MappingProxyType({})

    def titles(self) -> tuple[str, ...]:
        return (
            self.tr("Name"), self.tr("Report"), self.tr("Campaign"), self.tr("When"),
            self.tr("Where to"), self.tr("Next"), self.tr("Last time"),
        )  # fmt: skip

    def key(self, row: ScheduleRow) -> object:
        return row.schedule.id

    def name(self, row: ScheduleRow) -> str:
        return row.schedule.name

    def is_number(self, column: int) -> bool:
        return False

    def cell(self, row: ScheduleRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and column == _NAME:
            return self._whose(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ForegroundRole and column == _LAST and row.failed:
            return QColor(theme.current().bad)
        return None

    def _whose(self, row: ScheduleRow) -> str:
        if row.schedule.owner_id is not None:
            return self.tr("Delivered with the rights of {owner}").format(owner=row.schedule.owner)
        if row.masked:
            return self.tr("Made at the command line; delivered with numbers and names masked")
        return self.tr("Made at the command line; delivered with all numbers and names")

    def _text(self, row: ScheduleRow, column: int) -> str:
        each = row.schedule
        if column == _WHEN:
            every = each.weekdays == "1234567"
            days = self.tr("daily") if every else ", ".join(map(day_name, each.weekdays))
            return f"{days} {each.at.replace(',', ', ')} ({each.timezone})"
        if column == _LAST:
            if row.failed and row.again_at is not None:
                return self.tr("{result} Again: {at}").format(
                    result=row.result, at=_moment(row.again_at))  # fmt: skip
            return f"{_moment(row.last_at)} {row.result}".strip()
        return {
            _NAME: each.name, _REPORT: f"{self.kinds.get(each.kind, each.kind)} ({each.format})",
            _CAMPAIGN: each.campaign or self.tr("all"), _TARGET: row.target,
            _NEXT: _moment(row.next_at),
        }[column]  # fmt: skip


class ScheduleTab(Translated, QWidget):
    add_wanted = Signal()
    #: ScheduleRow
    change_wanted = Signal(object)
    send_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trouble, self.told = QLabel(), ToldLine()
        dress(self.trouble, "bad")
        self.trouble.setWordWrap(True)
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.hide()
        self.table = ScheduleTable(self)
        self.view = RowView(
            self.table, "reports/schedules/2", (110, 170, 140, 190, 150, 150), 36
        )  # fmt: skip
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.view.doubleClicked.connect(lambda _: self._want("change"))
        self.buttons = {name: QPushButton() for name in ("add", "change", "send", "remove")}
        icons.set_on(self.buttons["add"], "add", "on_accent")
        dress(self.buttons["add"], "primary")
        self.buttons["add"].clicked.connect(self.add_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, button in self.buttons.items():
            row.addWidget(button)
            if name != "add":
                button.clicked.connect(lambda _=False, name=name: self._want(name))
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(row)
        for widget in (self.trouble, self.told):
            layout.addWidget(widget)
        layout.addWidget(self.view, 1)
        self.retranslate()
        self._allow()

    def retranslate(self) -> None:
        self.buttons["add"].setText(self.tr("New schedule…"))
        self.buttons["change"].setText(self.tr("Change…"))
        self.buttons["send"].setText(self.tr("Send now"))
        self.buttons["remove"].setText(self.tr("Remove…"))
        self.view.setAccessibleName(self.tr("Scheduled reports"))
        self.table.retranslate()
        self._warn()

    def name_kinds(self, titles: Mapping[str, str]) -> None:
        """Report → what people call it."""
        self.table.kinds = titles
        self.table.retranslate()

    def show_schedules(self, rows: tuple[ScheduleRow, ...]) -> None:
        self.table.show(rows)
        self._allow()
        self._warn()

    def say(self, text: str) -> None:
        self.told.say(text, "secondary")

    def chosen(self) -> ScheduleRow | None:
        row = self.view.chosen_row()
        return None if row is None else self.table.at(row)

    def _warn(self) -> None:
        """A digest of what was not delivered."""
        failed = [row for row in self.table.all() if row.failed]
        lines = [self.tr("Reports that were not delivered: %n", "", len(failed))] if failed else []
        lines += [f"{row.schedule.name}: {row.result}" for row in failed]
        self.trouble.setText("\n".join(lines))
        self.trouble.setVisible(bool(lines))

    def _want(self, name: str) -> None:
        chosen = self.chosen()
        if chosen is None:
            return
        signals = {
            "change": self.change_wanted, "send": self.send_wanted, "remove": self.remove_wanted,
        }  # fmt: skip
        signals[name].emit(chosen)

    def _allow(self) -> None:
        there = self.chosen() is not None
        for name, button in self.buttons.items():
            button.setEnabled(there or name == "add")


def day_name(digit: str) -> str:
    """The short name of a weekday, 1 for Monday."""
    return QLocale().toString(QDate(2024, 1, int(digit)), "ddd")


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    local = QDateTime.fromSecsSinceEpoch(round(at.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)
