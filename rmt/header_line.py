"""One glance: the state and how long, and whether everything works that a call needs."""

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.domain.operator import OperatorState
from engine.ports.softphone import RegistrationState
from rino_desktop.ui.announcing import announce
from rino_desktop.ui.elided import ElidedLabel
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.level_meter import LevelMeter
from rino_desktop.ui.theme import dress
from rmt.spoken_times import clock, percent, time_of_day
from rmt.state_buttons import StateButtons
from rmt.view_state import View
from rmt.words import break_word, registration_hint, registration_word, state_kind, state_word

#: From here on loss is heard, and then hinders.
_LOSS = (0.01, 0.05)
_JITTER_MS = (30.0, 60.0)


class Sign(QWidget):
    """A dot and a word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dot, self.label = QLabel("●"), ElidedLabel()
        dress(self.label, "secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.dot)
        row.addWidget(self.label)

    def say(self, text: str, kind: str, details: str = "") -> None:
        self.label.setText(text)
        self.setToolTip(details)
        if self.dot.property("kind") != kind:
            dress(self.dot, kind)


class HeaderLine(Translated, QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "bar")
        self._view: View | None = None
        self._stage = ""
        self._callback: tuple[datetime | None, str] = None, ""
        self.badge, self.timer, self.note = QLabel(), QLabel(), ElidedLabel()
        dress(self.timer, "title")
        dress(self.note, "secondary")
        self.states = StateButtons()
        self.registration, self.database = Sign(), Sign()
        self.recording, self.quality = Sign(), Sign()
        self.sound = LevelMeter()
        self.sound.setFixedWidth(220)
        self.sound_word, self.callback = QLabel(), QLabel()
        for label in (self.sound_word, self.callback):
            dress(label, "secondary")
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.badge)
        first.addWidget(self.timer)
        first.addWidget(self.note, 1)
        first.addWidget(self.states)
        second = QHBoxLayout()
        second.setSpacing(20)
        for sign in (self.registration, self.database, self.quality, self.recording):
            second.addWidget(sign)
        second.addStretch(1)
        second.addWidget(self.callback)
        second.addWidget(self.sound_word)
        second.addWidget(self.sound)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 6)
        column.setSpacing(4)
        column.addLayout(first)
        column.addLayout(second)

    def retranslate(self) -> None:
        self.sound_word.setText(self.tr("Microphone"))
        self.show_next_callback(*self._callback)
        if self._view is not None:
            self.show_view(self._view)

    def show_next_callback(self, moment: datetime | None, details: str = "") -> None:
        """``details``: when and who, in words."""
        self._callback = moment, details
        self.callback.setVisible(moment is not None)
        if moment is not None:
            self.callback.setText(self.tr("next callback {time}").format(time=time_of_day(moment)))
            self.callback.setToolTip(details)

    def show_level(self, level: float) -> None:
        self.sound.show_level(level)

    def show_view(self, view: View) -> None:
        self._view = view
        self.states.show_view(view)
        self._show_state(view)
        kind = {
            RegistrationState.REGISTERED: "good", RegistrationState.LISTENING: "good",
            RegistrationState.FAILED: "bad",
        }.get(view.registration, "warning")  # fmt: skip
        fault = view.registration_fault
        self.registration.say(
            registration_word(view.registration, fault), kind,
            registration_hint(fault, view.registration_detail),
        )  # fmt: skip
        self._show_links(view)
        self._show_quality(view)
        recorded = view.call.recorded and view.call.live and not view.call.stage
        self.recording.setVisible(recorded)
        if view.call.pause_left_s is not None:
            words = self.tr("Recording is paused, {time} left")
            self.recording.say(words.format(time=clock(view.call.pause_left_s)), "warning")
        else:
            self.recording.say(self.tr("Recording"), "bad")

    def _show_state(self, view: View) -> None:
        state = view.state
        kind = state_kind(state)
        if self.badge.property("kind") != kind:
            dress(self.badge, kind)
        word = (
            self.tr("Signed in elsewhere")
            if state.replaced
            else state_word(state.state, state.stage)
        )
        if word != self.badge.text():
            self.badge.setText(word)
            # Calls are said by the call's panel; not on which stage an ordered one is.
            call = state.state in (OperatorState.RINGING, OperatorState.TALKING)
            if state.replaced or not call or state.stage or self._stage:
                announce(self.badge, self.tr("State: {state}").format(state=word))
        self._stage = state.stage
        self.timer.setText(clock(state.for_s) if state.for_s else "")
        self.note.setText(self._note(view))

    def _note(self, view: View) -> str:
        state = view.state
        if state.deferred:
            return self.tr("Your choice is sent as soon as the database is back")
        if state.pending is not None:
            return self.tr("Waiting for confirmation, {n} s…").format(
                n=max(1, round(state.pending_left_s))
            )
        if state.absent:
            return self.tr("No connection to the engine: no calls are offered")
        if state.after == "on_break":
            return self.tr("then a break: {reason}").format(reason=break_word(state.after_reason))
        if state.after == "logged_out":
            return self.tr("then the shift ends")
        reason = break_word(state.reason)
        choice = next((b for b in state.breaks if b.reason.name == state.reason), None)
        if (
            state.state is OperatorState.ON_BREAK
            and choice is not None
            and choice.left_s is not None
        ):
            if choice.left_s <= 0:
                return self.tr("{reason}: today's minutes are used up").format(reason=reason)
            return self.tr("{reason}: {time} left today").format(
                reason=reason, time=clock(choice.left_s)
            )
        return reason

    def _show_links(self, view: View) -> None:
        if not view.database:
            text = self.tr("Database: not reachable")
            if view.unsent:
                text += ", " + self.tr("waiting to be sent: {n}").format(n=view.unsent)
            self.database.say(text, "bad")
        elif view.unsent:
            self.database.say(self.tr("waiting to be sent: {n}").format(n=view.unsent), "warning")
        elif not view.engine:
            self.database.say(self.tr("No engine answers"), "warning")
        else:
            self.database.say(self.tr("Connected"), "good")

    def _show_quality(self, view: View) -> None:
        call = view.call
        known = call.live and call.loss is not None and call.jitter_ms is not None
        self.quality.setVisible(known)
        if not known or call.loss is None or call.jitter_ms is None:
            return
        worst = max(
            sum(call.loss >= limit for limit in _LOSS),
            sum(call.jitter_ms >= limit for limit in _JITTER_MS),
        )
        words = (self.tr("Sound: good"), self.tr("Sound: fair"), self.tr("Sound: poor"))
        figures = self.tr("loss {loss}, jitter {jitter} ms").format(
            loss=percent(call.loss), jitter=round(call.jitter_ms)
        )
        self.quality.say(
            words[worst] if not worst else f"{words[worst]}, {figures}",
            ("good", "warning", "bad")[worst],
            f"{figures}. " + self.tr("Counted from the answer on"),
        )  # fmt: skip

    def first_field(self) -> QWidget:
        for button in self.states.buttons:
            if button.isVisible() and button.isEnabled():
                return button
        return self.states
