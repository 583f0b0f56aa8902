"""The list of a contact's calls."""

from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtGui import QColor

from engine.domain import masking
from engine.domain.disposition import Disposition
from engine.ports.history import PastCall
from rino_desktop.ui import icons, theme
from rino_desktop.ui.row_table import RowTable
from rmt.facts import ResultChoice
from rmt.words import skip_word

#: What matters most stands first: beside a card only so many have room.
_WHEN, _RESULT, _OPERATOR, _TALK, _CAMPAIGN, _NUMBER = range(6)
_GOOD = frozenset({Disposition.COMPLETED, Disposition.SERVED})


class HistoryTable(RowTable[PastCall]):
    #: Numbers are hidden in every row, whatever its campaign says.
    masked = False

    def titles(self) -> tuple[str, ...]:
        return (
            self.tr("When"), self.tr("Result"), self.tr("Operator"), self.tr("Talk"),
            self.tr("Campaign"), self.tr("Number"),
        )  # fmt: skip

    def key(self, row: PastCall) -> object:
        return row.call_key, row.skipped

    def name(self, row: PastCall) -> str:
        """What it was about: who calls us has a scheme, a queue or an operator before him."""
        return row.campaign or row.target

    def is_number(self, column: int) -> bool:
        return column == _TALK

    def hides(self, row: PastCall) -> bool:
        return self.masked or row.masked

    def number(self, row: PastCall) -> str:
        return masking.masked(row.phone) if self.hides(row) else row.phone

    def cell(self, row: PastCall, column: int, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.ToolTipRole if column == _WHEN and not row.skipped:
                return f"{moment(row.at)}, {self.direction(row)}"
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(row, column)
            case Qt.ItemDataRole.ForegroundRole if column == _RESULT and row.disposition in _GOOD:
                return QColor(theme.current().good)
            case Qt.ItemDataRole.DecorationRole if column == _WHEN and not row.skipped:
                return (
                    icons.icon("incoming", "accent")
                    if row.came_in
                    else icons.icon("outgoing", "secondary")
                )
            case Qt.ItemDataRole.AccessibleDescriptionRole if column == _WHEN and not row.skipped:
                return self.direction(row)
            case Qt.ItemDataRole.DecorationRole if column == _TALK and row.recording:
                return icons.icon("play", "secondary" if row.recording_deleted else "text")
            case Qt.ItemDataRole.AccessibleDescriptionRole if column == _TALK and row.recording:
                return self.tr("recorded")
        return None

    def _text(self, row: PastCall, column: int) -> str:
        return {
            _WHEN: lambda: moment(row.at), _RESULT: lambda: self.result(row),
            _OPERATOR: lambda: row.operator, _TALK: lambda: talk(row),
            _CAMPAIGN: lambda: self.name(row), _NUMBER: lambda: self.number(row),
        }[column]()  # fmt: skip

    def direction(self, row: PastCall) -> str:
        return self.tr("incoming call") if row.came_in else self.tr("outgoing call")

    def result(self, row: PastCall) -> str:
        if row.skipped:
            return self.tr("put off: {reason}").format(reason=skip_word(ResultChoice(row.skipped)))
        if row.disposition is None:
            return self.tr("goes on now")
        words = {
            Disposition.COMPLETED: self.tr("completed"),
            Disposition.PARTIAL: self.tr("hung up before the end"),
            Disposition.OPTED_OUT: self.tr("does not want calls"),
            Disposition.CALLBACK: self.tr("to be called back"),
            Disposition.TRANSFERRED: self.tr("transferred"),
            Disposition.SERVED: self.tr("served by an operator"),
            Disposition.ABANDONED: self.tr("no operator in time"),
            Disposition.MACHINE: self.tr("answering machine"),
            Disposition.USER_BUSY: self.tr("busy"),
            Disposition.NO_ANSWER: self.tr("no answer"),
            Disposition.REJECTED: self.tr("rejected"),
            Disposition.INVALID_NUMBER: self.tr("wrong number"),
            Disposition.NETWORK_FAILURE: self.tr("network failure"),
            Disposition.CANCELLED: self.tr("called off"),
            Disposition.INTERRUPTED: self.tr("broken off"),
        }
        word = words[row.disposition]
        return self.tr("after hours: {result}").format(result=word) if row.after_hours else word


def moment(at: datetime) -> str:
    local = QDateTime.fromSecsSinceEpoch(int(at.astimezone(UTC).timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)


def talk(call: PastCall) -> str:
    """How long it was spoken: minutes and seconds."""
    if call.answered_at is None or call.ended_at is None:
        return ""
    seconds = max(call.ended_at - call.answered_at, timedelta(0)).total_seconds()
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
