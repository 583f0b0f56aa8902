"""Who has done what to a campaign: its entries of the audit log."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.domain.campaign import CampaignState
from engine.ports.audit import AuditEntry
from engine.reports import names
from rino_desktop.campaign_choice_words import shown
from rino_desktop.campaign_field_words import words
from rino_desktop.console.row_table import RowTable, RowView
from rino_desktop.texts import language, t
from rino_desktop.ui.languages import Translated


class LogTable(RowTable[AuditEntry]):
    def titles(self) -> tuple[str, ...]:
        return (self.tr("When"), self.tr("Who"), self.tr("What"), self.tr("Details"))

    def key(self, row: AuditEntry) -> object:
        return row.id

    def name(self, row: AuditEntry) -> str:
        return row.action

    def is_number(self, column: int) -> bool:
        return False

    def cell(self, row: AuditEntry, column: int, role: int) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if column == 0:
            return f"{row.at.astimezone():%d.%m.%Y %H:%M:%S}"
        if column == 1:
            return row.actor.name
        if column == 2:
            return self._verb(row.action)
        return _details(row.details)

    def _verb(self, action: str) -> str:
        verb = action.rpartition(".")[2]
        return {
            "create": self.tr("created"),
            "clone": self.tr("cloned"),
            "change": self.tr("changed"),
            "start": self.tr("started"),
            "pause": self.tr("paused"),
            "stop": self.tr("stopped"),
            "archive": self.tr("archived"),
            "unarchive": self.tr("taken out of the archive"),
            "delete": self.tr("deleted"),
        }.get(verb, action)


class LogView(Translated, QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = LogTable(self)
        self.view = RowView(self.table, "campaign/log/2", (170, 120, 120), 32)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.view)
        self.retranslate()

    def retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Log"))
        self.table.retranslate()


def _details(details: Mapping[str, object]) -> str:
    known = words()
    parts = []
    for name, value in details.items():
        label = t("State") if name == "state" else known.get(name, (name, ""))[0]
        if isinstance(value, list) and len(value) == 2:
            before, after = (_value(name, each) for each in value)
            parts.append(f"{label}: {before} → {after}")
        else:
            parts.append(f"{label}: {_value(name, value)}")
    return "; ".join(parts)


def _value(name: str, value: object) -> str:
    if name == "state" and value in set(CampaignState):
        return names.campaign_state(CampaignState(str(value)), language())
    return shown(name, value)
