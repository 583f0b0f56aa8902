"""The call: with whom, how long, how well, and everything that may be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from engine.domain.masking import masked_text
from rino_desktop.ui.announcing import announce
from rino_desktop.ui.elided import ElidedLabel
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress
from rmt.call_desk import Control
from rmt.dial_field import DialField
from rmt.facts import Rules
from rmt.keypad import Keypad
from rmt.spoken_times import clock, shown_phone
from rmt.surroundings import Target
from rmt.target_field import TargetField
from rmt.view_state import CallView
from rmt.words import call_word

_SILENT_S = 5.0
#: Of a button with its key below its word.
_HEIGHT = 44


class CallPanel(Translated, QFrame):
    """``wanted``: a Control and its Target or None; tones are targets of ``Control.KEYS``."""

    wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "panel")
        self._call = CallView()
        self._masked = False
        self.title, self.who, self.timer, self.word = (
            QLabel(), ElidedLabel(), QLabel(), QLabel(),
        )  # fmt: skip
        dress(self.title, "heading")
        dress(self.timer, "number")
        dress(self.word, "secondary")
        self.word.setWordWrap(True)
        self.buttons = {control: QPushButton() for control in _PLACES}
        self.consult = _ConsultBar()
        self.dial = DialField()
        self.keypad, self.target = Keypad(), TargetField()
        self.keypad.hide()
        self.target.hide()
        #: What had the keyboard before a tool took it.
        self._came_from: QWidget | None = None
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(8)
        for control, (row, column) in _PLACES.items():
            button = self.buttons[control]
            button.setAutoDefault(False)
            button.setProperty("compact", True)
            if control not in _WIDE:
                button.setMinimumHeight(_HEIGHT)
                button.setProperty("lines", "2")  # a style sheet's own least height comes before
            columns = 3 if control in _WIDE else 2 if control is Control.ANSWER else 1
            grid.addWidget(button, row, column, 1, columns)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        for control in (Control.HANG_UP, Control.REJECT):
            dress(self.buttons[control], "danger")
            # By its key or the mouse: focus that has lost its place must not come to rest where
            # the space bar ends a talk.
            self.buttons[control].setFocusPolicy(Qt.FocusPolicy.NoFocus)
        dress(self.buttons[Control.ANSWER], "primary")
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(14, 12, 14, 14)
        column_.setSpacing(8)
        for part in (self.title, self.timer, self.who, self.word, self.consult):
            column_.addWidget(part)
        column_.addLayout(grid)
        for other in (self.keypad, self.target, self.dial):
            column_.addWidget(other)

    def _connect(self) -> None:
        for control, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, control=control: self.do(control))
        self.keypad.pressed.connect(lambda key: self.wanted.emit(Control.KEYS, key))
        self.keypad.left.connect(self.close_tools)
        self.target.left.connect(self.close_tools)
        self.target.chosen.connect(self._pass_on)
        self.consult.wanted.connect(lambda control: self.wanted.emit(control, None))

    def retranslate(self) -> None:
        self.title.setText(self.tr("Call"))
        texts = {
            Control.ANSWER: self.tr("Answer"), Control.REJECT: self.tr("Decline"),
            Control.HANG_UP: self.tr("Hang up"), Control.MUTE: self.tr("Mute"),
            Control.KEYS: self.tr("Keypad"), Control.HOLD: self.tr("Hold"),
            Control.TRANSFER: self.tr("Transfer"), Control.CONFER: self.tr("Three-way"),
            Control.TO_SCHEME: self.tr("To the IVR"),
            Control.PAUSE_RECORDING: self.tr("Pause the recording"),
        }  # fmt: skip
        if self._call.state == "held":
            texts[Control.HOLD] = self.tr("Resume")
        if self._call.muted:
            texts[Control.MUTE] = self.tr("Unmute")
        if self._call.state == "conference":
            texts[Control.CONFER] = self.tr("Leave")
        if Control.RESUME_RECORDING in self._call.controls:
            texts[Control.PAUSE_RECORDING] = self.tr("Record again")
        for control, text in texts.items():
            key = _KEYS.get(control, "")
            self.buttons[control].setText(f"{text}\n{key}" if key else text)
            self.buttons[control].setAccessibleName(f"{text} {key}".strip())
        self.buttons[Control.TO_SCHEME].setToolTip(
            self.tr("The subscriber goes on in his scheme, you are free")
        )
        self.buttons[Control.PAUSE_RECORDING].setToolTip(
            self.tr("For card data; it goes on by itself after a minute")
        )
        self._show()

    # -- what it is given ------------------------------------------------------------------------

    def show_call(self, call: CallView, *, masked: bool) -> None:
        before, self._call, self._masked = self._call, call, masked
        if (before.state, before.muted, before.controls) != (call.state, call.muted, call.controls):
            self.retranslate()
        else:
            self._show()
        self._tell_of(before)
        self.target.show_asking(numbers=Control.TO_SCHEME not in call.controls)
        if Control.KEYS not in call.controls and self.keypad.isVisible():
            self.close_tools()
        if not {Control.TRANSFER, Control.CONSULT} & call.controls and self.target.isVisible():
            self.close_tools()

    def show_rules(self, rules: Rules) -> None:
        self.target.show_rules(rules)

    # -- what is done ----------------------------------------------------------------------------

    def do(self, control: Control) -> None:
        """By its button or its key; what is not offered now does nothing."""
        offered = self._call.controls
        match control:
            case Control.HOLD if Control.RESUME in offered:
                control = Control.RESUME
            case Control.CONFER if Control.LEAVE in offered:
                control = Control.LEAVE
            case Control.CONFER if Control.CONFER not in offered and Control.CONSULT in offered:
                self._begin(self.target)  # whom to bring in comes first
                return
            case Control.TRANSFER if Control.CONSULT_COMPLETE in offered:
                control = Control.CONSULT_COMPLETE
            case Control.HOLD if Control.CONSULT_CANCEL in offered:
                control = Control.CONSULT_CANCEL  # back to the subscriber
            case Control.PAUSE_RECORDING if Control.RESUME_RECORDING in offered:
                control = Control.RESUME_RECORDING
        if control not in offered:
            return
        if control is Control.KEYS:
            self._begin(self.keypad)
        elif control is Control.TRANSFER:
            self._begin(self.target)
        else:
            self.wanted.emit(control, None)

    def offers(self, control: Control) -> bool:
        return control in self._call.controls

    def close_tools(self) -> None:
        """The keyboard goes back to where it was, such as the answer that is being typed."""
        back, focused = self._came_from, QApplication.focusWidget()
        if focused is not None and self._in_tools():
            if back is not None and isValid(back) and back.isVisible() and back.isEnabled():
                back.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                focused.clearFocus()  # and not on to a button that nobody looks at
        self._came_from = None
        self.keypad.hide()
        self.target.hide()
        self._show()

    @property
    def tool(self) -> Keypad | TargetField | None:
        """What is open below the buttons."""
        return next((tool for tool in (self.keypad, self.target) if not tool.isHidden()), None)

    def _begin(self, tool: Keypad | TargetField) -> None:
        if not self._in_tools():
            self._came_from = QApplication.focusWidget()
        tool.begin()
        for other in {self.keypad, self.target} - {tool}:
            other.hide()
        self._show()

    def _in_tools(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and any(
            tool is focused or tool.isAncestorOf(focused) for tool in (self.keypad, self.target)
        )

    def _pass_on(self, target: Target, ask: bool) -> None:
        self.close_tools()
        self.wanted.emit(Control.CONSULT if ask else Control.TRANSFER, target)

    # -- inside ----------------------------------------------------------------------------------

    def _show(self) -> None:
        call = self._call
        idle = call.state == "idle"
        self.timer.setText(clock(call.for_s) if call.for_s is not None else "")
        self.timer.setVisible(call.for_s is not None)
        number = shown_phone(call.number, masked=self._masked)
        self.who.setText(f"{call.name}  {number}".strip() if call.name else number)
        self.who.setVisible(not idle)
        self.word.setText(self._words())
        self.consult.show_call(call)
        offered = call.controls
        for control, button in self.buttons.items():
            button.setEnabled(bool(({control} | _ALSO.get(control, set())) & offered))
        ringing = Control.ANSWER in offered
        for control in (Control.ANSWER, Control.REJECT):
            self.buttons[control].setVisible(ringing)
        for control in set(self.buttons) - {Control.ANSWER, Control.REJECT}:
            self.buttons[control].setVisible(not idle and not (ringing and call.state == "ringing"))
        recording = {Control.PAUSE_RECORDING, Control.RESUME_RECORDING} & offered
        if not recording:
            self.buttons[Control.PAUSE_RECORDING].hide()
        if Control.TO_SCHEME not in offered:
            self.buttons[Control.TO_SCHEME].hide()
        if self.tool is not None:  # it needs their room
            for control in _WIDE:
                self.buttons[control].hide()
        self.dial.setVisible(idle)

    def _tell_of(self, before: CallView) -> None:
        """A call that comes, and another one during a talk, is said at once."""
        call = self._call
        if call.waiting and call.waiting != before.waiting:
            announce(self, self._words(), urgent=True)
        elif call.state != before.state and call.state != "idle":
            comes = call.state == "ringing"
            said = f"{self._words()}: {self.who.text()}" if comes else self._words()
            announce(self, f"{said}, F2" if comes else said, urgent=comes)

    def _words(self) -> str:
        call = self._call
        if call.pending is not None:
            return self.tr("Waiting for the engine…")
        if call.waiting:
            who = call.waiting
            waiting = masked_text(who) if self._masked else shown_phone(who, masked=False)
            return self.tr("Another call waits: {who} (F2)").format(who=waiting)
        if call.live and call.silent_s >= _SILENT_S:
            return self.tr("Nothing is heard from the other side for {n} s").format(
                n=round(call.silent_s)
            )
        if call.muted and call.live:
            return self.tr("You are muted")
        return call_word(call)


class _ConsultBar(Translated, QFrame):
    """Who is asked, and the three ways out of it: always to be seen."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        dress(self, "banner")
        self._asked, self._answered = "", True
        self.label = ElidedLabel()
        self.buttons = {
            control: QPushButton()
            for control in (Control.CONSULT_CANCEL, Control.CONSULT_COMPLETE, Control.CONFER)
        }
        dress(self.buttons[Control.CONSULT_COMPLETE], "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.label)
        first = QHBoxLayout()
        first.setSpacing(4)
        for control, button in self.buttons.items():
            button.setAutoDefault(False)
            button.clicked.connect(
                lambda _checked=False, control=control: self.wanted.emit(control)
            )
            if control is not Control.CONFER:
                first.addWidget(button)
        column.addLayout(first)
        column.addWidget(self.buttons[Control.CONFER])
        self.retranslate()

    def retranslate(self) -> None:
        told = self.tr("You ask: {who}") if self._answered else self.tr("It rings at: {who}")
        self.label.setText(told.format(who=self._asked))
        texts = {
            Control.CONSULT_CANCEL: (self.tr("Cancel"), _KEYS[Control.HOLD]),
            Control.CONSULT_COMPLETE: (self.tr("Complete"), _KEYS[Control.TRANSFER]),
            Control.CONFER: (self.tr("Conference"), _KEYS[Control.CONFER]),
        }
        for control, (text, key) in texts.items():
            self.buttons[control].setText(f"{text}  {key}")

    def show_call(self, call: CallView) -> None:
        self.setVisible(bool(call.consulted))
        if (call.consulted, call.asked_answered) != (self._asked, self._answered):
            self._asked, self._answered = call.consulted, call.asked_answered
            self.retranslate()
        for control, button in self.buttons.items():
            button.setEnabled(control in call.controls)


#: Where the buttons stand: row, column.
_PLACES = {
    Control.ANSWER: (0, 0), Control.REJECT: (0, 2),
    Control.HOLD: (1, 0), Control.MUTE: (1, 1), Control.KEYS: (1, 2),
    Control.TRANSFER: (2, 0), Control.CONFER: (2, 1), Control.HANG_UP: (2, 2),
    Control.TO_SCHEME: (3, 0), Control.PAUSE_RECORDING: (4, 0),
}  # fmt: skip
_WIDE = (Control.TO_SCHEME, Control.PAUSE_RECORDING)
_KEYS = {
    Control.ANSWER: "F2", Control.HANG_UP: "F3", Control.MUTE: "F4", Control.KEYS: "F5",
    Control.HOLD: "F6", Control.TRANSFER: "F7", Control.CONFER: "F8",
}  # fmt: skip
#: A button does these, too.
_ALSO = {
    Control.HOLD: {Control.RESUME}, Control.CONFER: {Control.LEAVE, Control.CONSULT},
    Control.PAUSE_RECORDING: {Control.RESUME_RECORDING},
}  # fmt: skip
