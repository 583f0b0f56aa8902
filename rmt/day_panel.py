"""The own day: figures, and the log of calls."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.domain.operator import OperatorState
from engine.ports.operators import Talk
from rino_desktop.ui.forms import clear
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress, on_panel
from rmt.day_figures import figures_of
from rmt.facts import Day, ResultChoice
from rmt.spoken_times import clock, shown_phone, time_of_day
from rmt.words import outcome_word, result_word, state_word

_STATES = (
    OperatorState.AVAILABLE, OperatorState.TALKING, OperatorState.WRAP_UP, OperatorState.ON_BREAK
)  # fmt: skip


class DayPanel(Translated, QScrollArea):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day, self._now = Day(), datetime.now().astimezone()
        #: Rows of the grid that are taken (it never gives one back by itself).
        self._rows = 0
        self.setWidgetResizable(True)
        body = QWidget()
        on_panel(body)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 12, 14, 12)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.setWidget(body)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Your day"))
        self.show_day(self._day, self._now)

    def show_day(self, day: Day, now: datetime) -> None:
        self._day, self._now = day, now
        figures = figures_of(day, now)
        clear(self._grid)
        self._rows = 0
        self._head(self.tr("Calls"))
        self._line(self.tr("Talks"), str(figures.talks))
        self._line(self.tr("Time talked"), clock(figures.talk_s))
        self._line(self.tr("On average"), clock(figures.average_s))
        self._line(self.tr("Missed"), str(figures.missed))
        if figures.results:
            self._head(self.tr("Results"))
            for code, count in figures.results:
                self._line(result_word(ResultChoice(code)), str(count))
        self._head(self.tr("Time in states"))
        for state in _STATES:
            self._line(state_word(state), clock(figures.states.get(state, 0.0)))

    def _head(self, text: str) -> None:
        label = QLabel(text)
        dress(label, "heading")
        row = self._next_row()
        label.setContentsMargins(0, 8 if row else 0, 0, 0)
        self._grid.addWidget(label, row, 0, 1, 2)

    def _next_row(self) -> int:
        self._rows += 1
        return self._rows - 1

    def _line(self, title: str, value: str) -> None:
        row = self._next_row()
        name, figure = QLabel(title), QLabel(value)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setWordWrap(True)
        figure.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(figure, row, 1)


class CallLog(Translated, QTableWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self._talks: tuple[Talk, ...] = ()
        self._masked: frozenset[int] = frozenset()
        dress(self, "flat")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Your calls"))
        self.setHorizontalHeaderLabels(
            [self.tr("Time"), self.tr("Number"), self.tr("Length"), self.tr("Result")]
        )
        self._fill()

    def show_talks(self, talks: tuple[Talk, ...], masked: frozenset[int]) -> None:
        """``masked``: campaigns whose numbers are not shown."""
        if (talks, masked) != (self._talks, self._masked):
            self._talks, self._masked = talks, masked
            self._fill()

    def _fill(self) -> None:
        self.setRowCount(len(self._talks))
        for row, talk in enumerate(self._talks):
            length = ""
            if talk.answered_at is not None and talk.ended_at is not None:
                length = clock((talk.ended_at - talk.answered_at).total_seconds())
            told = result_word(ResultChoice(talk.result)) if talk.result else ""
            phone = shown_phone(talk.phone, masked=talk.campaign_id in self._masked)
            cells = (
                time_of_day(talk.offered_at),
                phone,
                length,
                told or outcome_word(talk.outcome),
            )
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(row, column, item)
