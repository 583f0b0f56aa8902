"""Operators, lines and engines of the wallboard as Qt table models."""

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QLocale, QObject, Qt
from PySide6.QtGui import QColor

from engine.domain.operator import OperatorState
from engine.domain.trunk import TrunkStatus
from rino_desktop.console.row_table import RowTable
from rino_desktop.texts.errors import retold
from rino_desktop.ui import theme
from rino_desktop.wallboard import EngineNow, LineNow, OperatorNow

#: State → seconds after which it stands out, and after which it stands out more.
Thresholds = dict[OperatorState, tuple[int, int]]
USUAL_THRESHOLDS: Thresholds = {
    OperatorState.AVAILABLE: (300, 900),
    OperatorState.TALKING: (600, 1200),
    OperatorState.WRAP_UP: (60, 180),
    OperatorState.ON_BREAK: (900, 1800),
    OperatorState.RINGING: (20, 40),
}


def clock(seconds: float) -> str:
    """1:05:09, or 5:09."""
    minutes, second = divmod(max(0, int(seconds)), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"


def brush(name: str) -> QColor:
    return QColor(getattr(theme.current(), name))


class OperatorTable(RowTable[OperatorNow]):
    """``now`` moves on between two looks at the database."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = datetime.now(UTC)
        self.thresholds = dict(USUAL_THRESHOLDS)

    def titles(self) -> tuple[str, ...]:
        return (
            self.tr("Operator"),
            self.tr("State"),
            self.tr("Time"),
            self.tr("With"),
            self.tr("Talked today"),
            self.tr("On breaks"),
        )

    def key(self, row: OperatorNow) -> object:
        return row.id

    def name(self, row: OperatorNow) -> str:
        return row.name

    def is_number(self, column: int) -> bool:
        return column in (2, 4, 5)

    def cell(self, row: OperatorNow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ForegroundRole and column in (1, 2):
            return brush(("text", "warning", "bad")[self.level(row)])
        return None

    def level(self, row: OperatorNow) -> int:
        """0, or which of the two thresholds of its state is passed."""
        if not row.present:
            return 2
        limits = self.thresholds.get(row.state)
        spent = (self.now - row.since).total_seconds()
        return 0 if limits is None else sum(spent >= limit for limit in limits)

    def _text(self, row: OperatorNow, column: int) -> str:
        if column == 0:
            return row.name
        if column == 1:
            word = self.state_word(row.state)
            if not row.present:
                return self.tr("{state}, not connected").format(state=word)
            return f"{word}: {row.reason}" if row.reason else word
        if column == 2:
            return clock((self.now - row.since).total_seconds())
        if column == 3:
            return row.with_whom
        state = OperatorState.TALKING if column == 4 else OperatorState.ON_BREAK
        return clock(row.spent.get(state.value, 0.0))

    def state_word(self, state: OperatorState) -> str:
        return {
            OperatorState.LOGGED_OUT: self.tr("signed out"),
            OperatorState.AVAILABLE: self.tr("available"),
            OperatorState.RINGING: self.tr("ringing"),
            OperatorState.TALKING: self.tr("talking"),
            OperatorState.WRAP_UP: self.tr("wrap-up"),
            OperatorState.ON_BREAK: self.tr("on a break"),
        }[state]


class LineTable(RowTable[LineNow]):
    def titles(self) -> tuple[str, ...]:
        return (self.tr("Trunk"), self.tr("Lines in use"), self.tr("State"))

    def key(self, row: LineNow) -> object:
        return row.name

    def name(self, row: LineNow) -> str:
        return row.name

    def is_number(self, column: int) -> bool:
        return column == 1

    def cell(self, row: LineNow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            if column == 0:
                return row.name
            if column == 1:
                return self.tr("{used} of {all}").format(used=row.in_use, all=row.lines)
            words = {
                TrunkStatus.READY: self.tr("ready"),
                TrunkStatus.FAILED: self.tr("down"),
                TrunkStatus.UNKNOWN: self.tr("not known"),
            }
            why = retold(row.detail) if row.status is not TrunkStatus.READY else ""
            return f"{words[row.status]}: {why}" if why else words[row.status]
        if role == Qt.ItemDataRole.ForegroundRole and column == 2:
            kinds = {TrunkStatus.READY: "good", TrunkStatus.FAILED: "bad"}
            return brush(kinds.get(row.status, "secondary"))
        return None


class EngineTable(RowTable[EngineNow]):
    def titles(self) -> tuple[str, ...]:
        return (self.tr("Engine"), self.tr("Computer"), self.tr("Calls"), self.tr("State"))

    def key(self, row: EngineNow) -> object:
        return row.node

    def name(self, row: EngineNow) -> str:
        return row.node

    def is_number(self, column: int) -> bool:
        return column == 2

    def cell(self, row: EngineNow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            state = self.tr("works") if row.alive else self.tr("does not answer")
            return (row.node, row.host, QLocale().toString(row.live), state)[column]
        if role == Qt.ItemDataRole.ForegroundRole and column == 3:
            return brush("good" if row.alive else "bad")
        return None
