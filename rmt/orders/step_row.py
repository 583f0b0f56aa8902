"""One step of an order: what is to be done, what has become of it, and the buttons for it."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDateTime, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.domain.masking import masked_text
from engine.orders.machine import Command, SettleStep, WithdrawStep
from engine.orders.model import OPEN, Order, OrderState, Step, StepKind, StepState
from rino_desktop.ui.calm_wheel import CalmDateTime
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress
from rmt.flow_layout import FlowLayout
from rmt.orders import words

_WITH_AN_ENGINE = (StepState.PLANNED, StepState.RUNNING)


class StepRow(Translated, QFrame):
    """``wanted``: a Command. ``call_wanted``: the step's number, and a datetime or None for at
    once."""

    wanted = Signal(object)
    call_wanted = Signal(int, object)

    def __init__(self, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "panel")
        self.step = step
        self._masked = False
        self._open = False
        self.title, self.text, self.state = QLabel(), QLabel(), QLabel()
        for label in (self.title, self.text, self.state):
            label.setWordWrap(True)
        dress(self.text, "secondary")
        self.call_button, self.later_button = QPushButton(), QPushButton()
        self.withdraw_button, self.done_button = QPushButton(), QPushButton()
        self.failed_button, self.skip_button = QPushButton(), QPushButton()
        self.again_button = QPushButton()
        self.time = CalmDateTime()
        self.time.setDisplayFormat("dd.MM.yyyy HH:mm")
        self.time.setCalendarPopup(True)
        ordered = step.at or datetime.now(UTC) + timedelta(hours=1)
        self.time.setDateTime(QDateTime.fromSecsSinceEpoch(int(ordered.timestamp())))
        self.call_button.clicked.connect(lambda: self.call_wanted.emit(self.step.number, None))
        self.later_button.clicked.connect(self._call_later)
        self.withdraw_button.clicked.connect(
            lambda: self.wanted.emit(WithdrawStep(self.step.number))
        )
        for button, state in (
            (self.done_button, StepState.DONE), (self.failed_button, StepState.FAILED),
            (self.skip_button, StepState.SKIPPED), (self.again_button, StepState.OPEN),
        ):  # fmt: skip
            button.clicked.connect(lambda _checked=False, state=state: self._settle(state))
        buttons = FlowLayout()
        self._later = QWidget()  # a time that goes to the next row alone belongs to no button
        later = QHBoxLayout(self._later)
        later.setContentsMargins(0, 0, 0, 0)
        later.setSpacing(6)
        for button in self._buttons():
            button.setAutoDefault(False)
            if button is self.later_button:
                later.addWidget(button)
                later.addWidget(self.time)
                buttons.addWidget(self._later)
            else:
                buttons.addWidget(button)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.text)
        layout.addWidget(self.state)
        layout.addLayout(buttons)
        self.retranslate()

    def retranslate(self) -> None:
        self.call_button.setText(self.tr("Call now"))
        self.later_button.setText(self.tr("Call at"))
        self.withdraw_button.setText(self.tr("Do not call"))
        self.done_button.setText(self.tr("Done"))
        self.failed_button.setText(self.tr("Failed"))
        self.skip_button.setText(self.tr("Not needed"))
        self.again_button.setText(self.tr("Open again"))
        self.time.setAccessibleName(self.tr("When to call"))
        self._tell()

    def show_step(self, step: Step, order: Order, *, masked: bool = False) -> None:
        """As it is now. What the operator has set for the time stays."""
        self.step, self._masked = step, masked
        self._open = order.state in OPEN or order.state is OrderState.FAILED
        self._open = self._open and order.state is not OrderState.DRAFT
        self._tell()

    def _tell(self) -> None:
        step = self.step
        hide = masked_text if self._masked else str
        self.title.setText(hide(f"{step.number}. {step.title}"))
        numbers = " → ".join(number for number in (step.first, step.second) if number)
        about = [numbers] if step.by_engine else []
        says = step.kind is StepKind.SAY
        about.append(self.tr("“{0}”").replace("{0}", step.text) if says else step.text)
        text = hide("  ".join(part for part in about if part))
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.state.setText(words.step_state(step))
        self.state.setVisible(bool(self.state.text()))
        dress(self.state, words.step_kind(step))
        self.setAccessibleName(f"{self.title.text()}. {self.state.text()}")
        with_engine = step.state in _WITH_AN_ENGINE
        waits = step.state in (StepState.OPEN, StepState.FAILED)
        self._show(self.call_button, step.by_engine and waits)
        for part in (self.later_button, self.time, self._later):
            self._show(part, step.by_engine and waits)
        self._show(self.withdraw_button, with_engine and not step.withdrawn)
        self._show(self.done_button, waits)
        self._show(self.failed_button, step.state is StepState.OPEN)
        self._show(self.skip_button, waits)
        self._show(self.again_button, step.state in (StepState.DONE, StepState.SKIPPED))
        dress(self.call_button, "primary" if step.by_engine else "")
        dress(self.done_button, "" if step.by_engine else "primary")

    def _show(self, widget: QWidget, fits: bool) -> None:
        widget.setVisible(fits and self._open and self.step.kind is not StepKind.NOTE)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (
            self.call_button, self.later_button, self.withdraw_button, self.done_button,
            self.failed_button, self.skip_button, self.again_button,
        )  # fmt: skip

    def _settle(self, state: StepState) -> None:
        command: Command = SettleStep(self.step.number, state)
        self.wanted.emit(command)

    def _call_later(self) -> None:
        at = datetime.fromtimestamp(self.time.dateTime().toSecsSinceEpoch(), UTC)
        self.call_wanted.emit(self.step.number, at)
