"""The campaigns of a ``Board`` as a Qt table model."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor

from engine.domain.campaign import CampaignState
from rino_desktop.campaign_control import state_word
from rino_desktop.campaign_status import CampaignStatus
from rino_desktop.ui import theme

_Index = QModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NUMBERS = range(2, 6)
_WHY = 6


class CampaignTable(QAbstractTableModel):
    """Refreshed as a whole; rows keep their place, so a selection survives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[CampaignStatus, ...] = ()

    def show(self, rows: tuple[CampaignStatus, ...]) -> None:
        same = [row.campaign.id for row in rows] == [row.campaign.id for row in self._rows]
        if not same:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        elif rows != self._rows:
            self._rows = rows
            last = self.index(len(rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def retranslate(self) -> None:
        last = self.columnCount() - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, last))

    def status(self, row: int) -> CampaignStatus:
        return self._rows[row]

    def row_of(self, campaign_id: int) -> int | None:
        ids = [row.campaign.id for row in self._rows]
        return ids.index(campaign_id) if campaign_id in ids else None

    def names(self) -> list[str]:
        return [row.campaign.name for row in self._rows]

    def row_named(self, name: str) -> int | None:
        names = self.names()
        return names.index(name) if name in names else None

    def rowCount(self, parent: Any = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Any = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else _WHY + 1

    def headerData(self, section: int, orientation: Any, role: int = 0) -> Any:  # noqa: N802
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in _NUMBERS else _LEFT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Campaign"),
            self.tr("State"),
            self.tr("Contacts"),
            self.tr("Done"),
            self.tr("Answered"),
            self.tr("Live calls"),
            self.tr("Why nothing is dialled"),
        )[section]

    def data(self, index: Any, role: int = 0) -> Any:
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and column == _WHY:
            return row.why_idle
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column in _NUMBERS else _LEFT
        if role == Qt.ItemDataRole.ForegroundRole and column == 1:
            return QColor(_state_colour(row.campaign.state))
        return None

    def _text(self, row: CampaignStatus, column: int) -> str:
        if column == 0:
            return row.campaign.name
        if column == 1:
            return state_word(row.campaign.state)
        if column == _WHY:
            running = row.campaign.state is CampaignState.RUNNING
            return (row.why_idle or "") if running else ""
        figures = (row.contacts.total, row.contacts.done, row.answered, row.live)
        return QLocale().toString(figures[column - 2])


def _state_colour(state: CampaignState) -> str:
    colours = theme.current()
    if state is CampaignState.RUNNING:
        return colours.good
    return colours.warning if state is CampaignState.PAUSED else colours.secondary
