"""The campaigns of a ``Board`` as a Qt table model."""

from typing import Any

from PySide6.QtCore import QLocale, QObject, Qt
from PySide6.QtGui import QColor

from engine.domain.campaign import CampaignState
from rino_desktop.campaign_control import state_word
from rino_desktop.campaign_status import CampaignStatus
from rino_desktop.console.row_table import RowTable
from rino_desktop.ui import theme

_NAME, _STATE, _WHY = 0, 1, 6
_NUMBERS = range(2, 6)


class CampaignTable(RowTable[CampaignStatus]):
    """``sort_by`` a column, again for the other way round; -1 at first: what runs comes first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sorted_by, self.falling = -1, False

    def sort_by(self, column: int) -> None:
        self.falling = column == self.sorted_by and not self.falling
        self.sorted_by = column

    def sorted(self, rows: tuple[CampaignStatus, ...]) -> tuple[CampaignStatus, ...]:
        column = self.sorted_by
        if column < 0:
            return rows

        def value(row: CampaignStatus) -> Any:
            if column in _NUMBERS:
                return _figures(row)[column - _NUMBERS.start]
            return self._text(row, column).casefold()

        return tuple(sorted(rows, key=value, reverse=self.falling))

    def titles(self) -> tuple[str, ...]:
        return (
            self.tr("Campaign"),
            self.tr("State"),
            self.tr("Contacts"),
            self.tr("Done"),
            self.tr("Answered"),
            self.tr("Live calls"),
            self.tr("Why idle"),
        )

    def key(self, row: CampaignStatus) -> object:
        return row.campaign.id

    def name(self, row: CampaignStatus) -> str:
        return row.campaign.name

    def is_number(self, column: int) -> bool:
        return column in _NUMBERS

    def cell(self, row: CampaignStatus, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and column == _WHY:
            return row.why_idle
        if role == Qt.ItemDataRole.ForegroundRole and column == _STATE:
            return QColor(_state_colour(row.campaign.state))
        return None

    def _text(self, row: CampaignStatus, column: int) -> str:
        if column == _NAME:
            return row.campaign.name
        if column == _STATE:
            return state_word(row.campaign.state)
        if column == _WHY:
            running = row.campaign.state is CampaignState.RUNNING
            return (row.why_idle or "") if running else ""
        return QLocale().toString(_figures(row)[column - _NUMBERS.start])


def _figures(row: CampaignStatus) -> tuple[int, int, int, int]:
    return row.contacts.total, row.contacts.done, row.answered, row.live


def _state_colour(state: CampaignState) -> str:
    colours = theme.current()
    if state is CampaignState.RUNNING:
        return colours.good
    return colours.warning if state is CampaignState.PAUSED else colours.secondary
