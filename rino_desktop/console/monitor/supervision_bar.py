"""Whom the supervisor hears now, and how: mode, time, level, leave. Stands on the wallboard."""

import time
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.domain.hearing import SuperviseMode
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.level_meter import LevelMeter
from rino_desktop.ui.theme import dress

_TICK_MS = 500


@dataclass(frozen=True, slots=True)
class SupervisionView:
    """``whom``: the operator, or the call. ``mode``: in force, None: nothing is heard yet;
    ``wanted``: asked for and not answered yet. ``began``: ``time.monotonic`` when he was first
    heard. ``note``: a sentence (why it is over, why a wish was not granted), "" none. ``may``: the
    modes that he has the rights to."""

    whom: str
    mode: SuperviseMode | None = None
    wanted: SuperviseMode | None = None
    began: float | None = None
    over: bool = False
    rings: bool = False
    note: str = ""
    may: frozenset[SuperviseMode] = frozenset(SuperviseMode)


class SupervisionBar(Translated, QFrame):
    """Hidden while nobody is listened to and there is nothing to tell. ``closed``: what is told of
    a call that is over has been read."""

    mode_wanted = Signal(object)
    leave_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: SupervisionView | None = None
        self._ended_after = 0
        dress(self, "panel")
        self.whom, self.how, self.clock, self.note = QLabel(), QLabel(), QLabel(), QLabel()
        for label in (self.whom, self.how, self.note):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        dress(self.how, "secondary")
        dress(self.note, "warning")
        self.meter = LevelMeter()
        self.meter.setMaximumWidth(260)
        self.buttons = {mode: QPushButton() for mode in SuperviseMode}
        group = QButtonGroup(self)
        for mode, button in self.buttons.items():
            button.setCheckable(True)
            button.setAutoDefault(False)
            group.addButton(button)
            button.clicked.connect(lambda _checked=False, mode=mode: self._on_mode(mode))
        self.leave_button = QPushButton()
        self.leave_button.setAutoDefault(False)
        self.leave_button.clicked.connect(self._on_leave)
        self._arrange()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show_clock)
        self.retranslate()
        self.hide()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        for widget in (self.whom, self.how, self.clock, self.meter):
            row.addWidget(widget)
        row.addStretch(1)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addWidget(self.leave_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.note)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Listening to a call"))
        words = {
            SuperviseMode.LISTEN: (self.tr("Listen"), self.tr("Nobody hears you")),
            SuperviseMode.WHISPER: (self.tr("Whisper"), self.tr("The operator alone hears you")),
            SuperviseMode.JOIN: (self.tr("Join"), self.tr("Operator and subscriber hear you")),
        }
        for mode, (word, told) in words.items():
            self.buttons[mode].setText(word)
            self.buttons[mode].setToolTip(told)
            self.buttons[mode].setAccessibleDescription(told)
        self.clock.setAccessibleName(self.tr("Time listened"))
        self._show()

    def show_state(self, view: SupervisionView | None) -> None:
        """None: nothing is listened to."""
        if view is not None and view.over and (before := self._view) is not None:
            self._ended_after = _seconds(before)
        self._view = view
        if view is None or view.mode is None:
            self.meter.reset()
        self._show()
        self.setVisible(view is not None)

    def show_level(self, level: float) -> None:
        """dBFS of what is heard."""
        self.meter.show_level(level)

    # -- inside ----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._tick.stop()

    def _on_mode(self, mode: SuperviseMode) -> None:
        view = self._view
        if view is not None and mode is not (view.wanted or view.mode):
            self.mode_wanted.emit(mode)
        self._show()  # what is in force is shown until the engine has answered

    def _on_leave(self) -> None:
        if self._view is not None and self._view.over:
            self.closed.emit()
        else:
            self.leave_wanted.emit()

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        self.whom.setText(view.whom)
        self.how.setText(self._how(view))
        self.note.setText(view.note)
        self.note.setVisible(bool(view.note))
        for mode, button in self.buttons.items():
            button.setChecked(mode is view.mode)
            free = view.wanted is None or mode is view.mode  # what was asked for can be taken back
            button.setEnabled(view.mode is not None and mode in view.may and free)
            button.setVisible(not view.over)
        self.meter.setVisible(not view.over)
        self.leave_button.setText(self.tr("Close") if view.over else self.tr("Leave"))
        self._show_clock()

    def _how(self, view: SupervisionView) -> str:
        if view.over:
            return self.tr("over")
        if view.mode is None:
            return self.tr("your telephone rings …") if view.rings else self.tr("connecting …")
        words = {
            SuperviseMode.LISTEN: self.tr("nobody hears you"),
            SuperviseMode.WHISPER: self.tr("the operator hears you"),
            SuperviseMode.JOIN: self.tr("both hear you"),
        }
        return words[view.mode]

    def _show_clock(self) -> None:
        view = self._view
        if view is None:
            return
        seconds = self._ended_after if view.over else _seconds(view)
        self.clock.setText(f"{seconds // 60}:{seconds % 60:02}" if seconds or view.mode else "")


def _seconds(view: SupervisionView) -> int:
    return 0 if view.began is None else max(0, int(time.monotonic() - view.began))
