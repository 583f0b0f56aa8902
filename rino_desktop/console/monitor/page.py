"""The wallboard: calls, operators, lines and engines now; also on a whole screen."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from engine.domain.operator import OperatorState
from rino_desktop.console.monitor.alarm_list import AlarmList
from rino_desktop.console.monitor.campaign_table import CampaignNowTable, other_day
from rino_desktop.console.monitor.tables import EngineTable, LineTable, OperatorTable
from rino_desktop.console.page_head import PageHead
from rino_desktop.console.row_table import RowView
from rino_desktop.ends_ahead import EndAhead, last_end
from rino_desktop.ui import icons, state
from rino_desktop.ui.first_focus import FirstFocus
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.lines import ToldLine
from rino_desktop.ui.theme import dress
from rino_desktop.wallboard import OperatorNow, Wallboard

if TYPE_CHECKING:
    from rino_desktop.console.monitor.graph_row import Graphs

_TICK_MS = 1000


class _Figure(QWidget):
    """A number that is read from afar."""

    def __init__(self) -> None:
        super().__init__()
        self.number, self.label = QLabel("–"), QLabel()
        dress(self.number, "number")
        dress(self.label, "secondary")
        self.label.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 0, 8)
        layout.setSpacing(0)
        layout.addWidget(self.number)
        layout.addWidget(self.label)

    def show_value(self, text: str, kind: str = "number") -> None:
        self.number.setText(text)
        self.setAccessibleName(f"{self.label.text()}: {text}")
        self.number.setProperty("state", kind)


class MonitorPage(Translated, FirstFocus):
    #: Double click on a campaign: its name.
    campaign_wanted = Signal(str)
    #: (OperatorNow, where on the screen): what can be done with him.
    operator_menu_wanted = Signal(object, QPoint)
    full_screen_wanted = Signal(bool)
    alarm_settings_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full = False
        #: When the last campaign will be done, if that is known.
        self._end: datetime | None = None
        #: Of the board that is shown, and how long ago that was.
        self._at, self._elapsed = datetime.now(UTC), QElapsedTimer()
        self._elapsed.start()
        self.head = PageHead()
        self.full_button = QPushButton()
        self.full_button.clicked.connect(self._toggle)
        icons.set_on(self.full_button, "fit")
        #: For who may change settings.
        self.alarm_button = QPushButton()
        self.alarm_button.clicked.connect(self.alarm_settings_wanted)
        self.alarm_button.hide()
        self.head.add(self.alarm_button)
        self.head.add(self.full_button)
        self.alarms = AlarmList()
        self.figures = {
            name: _Figure()
            for name in ("live", "talking", "available", "answered", "lost", "lines", "end")
        }
        numbers = QHBoxLayout()
        numbers.setContentsMargins(0, 0, 0, 0)
        for figure in self.figures.values():
            numbers.addWidget(figure, 1)
        self.notice = ToldLine()
        #: Made when the page is first shown.
        self.graphs: Graphs | None = None
        self._place = QHBoxLayout()
        graphs = QWidget()
        graphs.setMinimumHeight(160)
        graphs.setLayout(self._place)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.campaigns = CampaignNowTable(self)
        self.operators = OperatorTable(self)
        self.lines, self.engines = LineTable(self), EngineTable(self)
        self.views = {
            "campaigns": RowView(self.campaigns, "monitor/campaigns-ends", (160,), 32),
            "operators": RowView(self.operators, "monitor/operators", (145, 130, 70, 140), 32),
            "lines": RowView(self.lines, "monitor/lines", (120, 130), 32),
            "engines": RowView(self.engines, "monitor/engines", (110, 110, 80), 32),
        }
        operators = self.views["operators"]
        operators.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        operators.customContextMenuRequested.connect(self._ask_menu)
        operators.doubleClicked.connect(
            lambda index: self._ask_menu(operators.visualRect(index).center())
        )
        self.views["campaigns"].doubleClicked.connect(
            lambda index: self.campaign_wanted.emit(self.campaigns.at(index.row()).name)
        )
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(self.views["lines"])
        right.addWidget(self.views["engines"])
        below = QSplitter(Qt.Orientation.Horizontal)
        below.addWidget(self.views["operators"])
        below.addWidget(right)
        below.setSizes([760, 420])
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        for widget in (graphs, self.views["campaigns"], below):
            self.splitter.addWidget(widget)
        self.splitter.setSizes([220, 180, 320])
        state.keep(self.splitter, "monitor/splitter")
        state.keep(below, "monitor/below")
        #: For what is heard: a bar that is put in here.
        self.foot = QVBoxLayout()
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(12, 8, 12, 12)
        inside.setSpacing(8)
        inside.addWidget(self.alarms)
        inside.addLayout(numbers)
        inside.addWidget(self.notice)
        inside.addWidget(self.splitter, 1)
        inside.addLayout(self.foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(body, 1)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.whole = QShortcut(QKeySequence("F11"), self)
        self.whole.setContext(Qt.ShortcutContext.WindowShortcut)
        self.whole.activated.connect(self._toggle_if_shown)
        self.back = QShortcut(QKeySequence("Esc"), self)
        self.back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.back.activated.connect(lambda: self._toggle() if self._full else None)
        self.retranslate()

    def retranslate(self) -> None:
        self.head.title.setText(self.tr("Monitor"))
        self.head.note.setText("")
        self.full_button.setText(self.tr("Leave the whole screen") if self._full
                                 else self.tr("Whole screen"))  # fmt: skip
        self.full_button.setToolTip("F11")
        self.alarm_button.setText(self.tr("Alarms…"))
        labels = {
            "live": self.tr("calls now"),
            "talking": self.tr("operators talk"),
            "available": self.tr("operators available"),
            "answered": self.tr("answered today"),
            "lost": self.tr("lost, worst campaign"),
            "lines": self.tr("lines in use"),
            "end": self._end_label(),
        }
        for name, text in labels.items():
            self.figures[name].label.setText(text)
        names = {
            "campaigns": self.tr("Campaigns under way"),
            "operators": self.tr("Operators"),
            "lines": self.tr("Trunks"),
            "engines": self.tr("Engines"),
        }
        for name, text in names.items():
            self.views[name].setAccessibleName(text)
        for table in (self.campaigns, self.operators, self.lines, self.engines):
            table.retranslate()

    def first_field(self) -> QWidget:
        return self.views["operators"]

    # --- what it is given -------------------------------------------------------------------------

    def show_board(self, board: Wallboard) -> None:
        self.operators.now = self.campaigns.now = self._at = board.at
        self._elapsed.restart()
        self.campaigns.show(board.campaigns)
        self.operators.show(board.operators)
        self.lines.show(board.lines)
        self.engines.show(board.engines)
        if self.graphs is not None:
            self.graphs.show_board(board)
        self._show_figures(board)

    def show_retries(self, first: datetime, counts: tuple[int, ...]) -> None:
        if self.graphs is not None:
            self.graphs.retries.show_counts(first, counts)

    def show_ends(self, ends: Mapping[int, EndAhead]) -> None:
        """Campaign's number → when it will be done."""
        self.campaigns.show_ends(ends)
        self._end = last_end(ends.values())
        self.figures["end"].label.setText(self._end_label())
        self.figures["end"].show_value(f"{self._end.astimezone():%H:%M}" if self._end else "–")

    def say(self, text: str) -> None:
        """What is the matter, above everything else; "" for nothing."""
        self.notice.say(text)

    def forget(self) -> None:
        """Another database: what was shown belongs to the one before."""
        if self.graphs is not None:
            self.graphs.forget()
        for table in (self.campaigns, self.operators, self.lines, self.engines):
            table.show(())
        self.show_ends({})

    def show_full(self, full: bool) -> None:
        self._full = full
        self.head.setVisible(not full)
        self.retranslate()

    def chosen_operator(self) -> OperatorNow | None:
        row = self.views["operators"].chosen_row()
        return None if row is None else self.operators.at(row)

    # --- parts ------------------------------------------------------------------------------------

    def _end_label(self) -> str:
        day = other_day(self._end, self._at) if self._end is not None else ""
        return self.tr("all done, {day}").format(day=day) if day else self.tr("all done")

    def _show_figures(self, board: Wallboard) -> None:
        calls = sum(c.calls for c in board.campaigns)
        answered = sum(c.answered for c in board.campaigns)
        states = [operator.state for operator in board.operators]
        # Who has lost his connection gets no call.
        ready = [operator.state for operator in board.operators if operator.present]
        worst = max(
            (c.abandoned for c in board.campaigns if c.abandoned is not None),
            key=lambda each: each.rate - each.limit, default=None,
        )  # fmt: skip
        locale = self.locale()
        used, lines = sum(x.in_use for x in board.lines), sum(x.lines for x in board.lines)
        texts = {
            "live": locale.toString(sum(board.stages)),
            "talking": locale.toString(states.count(OperatorState.TALKING)),
            "available": locale.toString(ready.count(OperatorState.AVAILABLE)),
            "answered": f"{locale.toString(answered / calls * 100, 'f', 0)} %" if calls else "–",
            "lost": f"{locale.toString(worst.rate * 100, 'f', 1)} %" if worst else "–",
            "lines": f"{locale.toString(used)} / {locale.toString(lines)}",
        }
        for name, text in texts.items():
            self.figures[name].show_value(text)

    def _tick(self) -> None:
        """Times in states go on between two looks at the database."""
        self.operators.now = self._at + timedelta(milliseconds=self._elapsed.elapsed())
        self.operators.retranslate()

    def _toggle(self) -> None:
        self.full_screen_wanted.emit(not self._full)

    def _toggle_if_shown(self) -> None:
        if self.isVisible():
            self._toggle()

    def _ask_menu(self, at: QPoint) -> None:
        chosen = self.chosen_operator()
        if chosen is not None:
            where = self.views["operators"].viewport().mapToGlobal(at)
            self.operator_menu_wanted.emit(chosen, where)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self.graphs is None:
            # Whoever looks at no wallboard does not load what draws it.
            from rino_desktop.console.monitor.graph_row import Graphs

            self.graphs = Graphs()
            self._place.addWidget(self.graphs)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._timer.stop()
