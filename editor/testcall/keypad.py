"""What the subscriber can do: press keys, stay silent, speak, hang up, be transferred."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from editor.testcall.operator_keys import OperatorKeys
from editor.testcall.words import outcome_text
from engine.scheme.dialogue_model import TransferResult
from rino_desktop.ui import icons
from rino_desktop.ui.calm_wheel import CalmDoubleSpin
from rino_desktop.ui.focus_ring import paint_focus
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

KEYS = "123456789*0#"


class Keypad(Translated, QWidget):
    """Digits, * and # of the keyboard press its keys too, wherever in it the focus is."""

    pressed = Signal(str)
    silence_wanted = Signal(float)
    speech_wanted = Signal(float)
    hang_up_wanted = Signal()
    #: TransferResult
    transfer_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.keys: dict[str, QPushButton] = {}
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, key in enumerate(KEYS):
            button = QPushButton(key)
            button.setMinimumSize(52, 32)
            button.clicked.connect(lambda _checked=False, key=key: self.pressed.emit(key))
            self.keys[key] = button
            grid.addWidget(button, place // 3, place % 3)
        self.silence_s, self.speech_s = _seconds(5.0), _seconds(3.0)
        self.silence, self.speech = QPushButton(), QPushButton()
        self.silence.clicked.connect(lambda: self.silence_wanted.emit(self.silence_s.value()))
        self.speech.clicked.connect(lambda: self.speech_wanted.emit(self.speech_s.value()))
        self.hang_up = QPushButton()
        icons.set_on(self.hang_up, "hang-up", "bad")
        self.hang_up.clicked.connect(self.hang_up_wanted)
        self.transfers: dict[TransferResult, QPushButton] = {}
        self.transfer_title = QLabel()
        dress(self.transfer_title, "secondary")
        self.operators = OperatorKeys()
        outcomes = QGridLayout()
        outcomes.setSpacing(8)
        for place, result in enumerate(TransferResult):
            button = QPushButton()
            button.clicked.connect(lambda _checked=False, r=result: self.transfer_wanted.emit(r))
            self.transfers[result] = button
            outcomes.addWidget(button, place // 2, place % 2)
        side = QVBoxLayout()
        side.setSpacing(8)
        for button, spin in ((self.silence, self.silence_s), (self.speech, self.speech_s)):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(button, 1)
            row.addWidget(spin)
            side.addLayout(row)
        side.addWidget(self.hang_up)
        side.addWidget(self.transfer_title)
        side.addLayout(outcomes)
        side.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(12)
        left = QVBoxLayout()
        left.addLayout(grid)
        left.addStretch(1)
        top.addLayout(left)
        top.addLayout(side, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.operators)
        self.allow(live=False, recording=False, transferring=False)
        self.retranslate()

    def allow(
        self,
        *,
        live: bool,
        recording: bool,
        transferring: bool,
        returns: tuple[str, ...] | None = None,
    ) -> None:
        """``returns``: of who waits for an operator, the ports by which he can come back."""
        for button in (*self.keys.values(), self.silence, self.silence_s, self.hang_up):
            button.setEnabled(live)
        self.speech.setEnabled(live and recording)
        self.speech_s.setEnabled(live and recording)
        for button in self.transfers.values():
            button.setVisible(live and transferring)
        self.transfer_title.setVisible(live and transferring)
        self.operators.show_wait(returns if live else None)

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("The subscriber's telephone"))
        for key, button in self.keys.items():
            button.setAccessibleName(self.tr("Key {key}").format(key=key))
        self.silence.setText(self.tr("Be silent"))
        self.silence.setToolTip(self.tr("Let this time pass without doing anything"))
        self.silence_s.setAccessibleName(self.tr("Seconds of silence"))
        self.speech.setText(self.tr("Speak"))
        self.speech.setToolTip(self.tr("Speak into the message that is being recorded"))
        self.speech_s.setAccessibleName(self.tr("Seconds of speech"))
        for spin in (self.silence_s, self.speech_s):
            spin.setSuffix(self.tr(" s"))
        self.hang_up.setText(self.tr("Hang up"))
        self.transfer_title.setText(self.tr("The other party:"))
        for result, button in self.transfers.items():
            button.setText(outcome_text(result.value))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        paint_focus(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = event.text().upper()
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if key and key in KEYS and plain:
            if self.keys[key].isEnabled() and not event.isAutoRepeat():
                self.pressed.emit(key)
            return
        super().keyPressEvent(event)


def _seconds(value: float) -> QDoubleSpinBox:
    spin = CalmDoubleSpin()
    spin.setRange(0.1, 600.0)
    spin.setDecimals(1)
    spin.setValue(value)
    return spin
