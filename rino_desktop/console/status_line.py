"""The status bar: database, engine and lines, each with a word beside its colour, help, and
the user."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStatusBar,
    QToolButton,
    QWidget,
)

from rino_desktop.console.help_button import HelpButton
from rino_desktop.ui import icons
from rino_desktop.ui.announcing import announce
from rino_desktop.ui.elided import ElidedLabel
from rino_desktop.ui.focus_ring import paint_focus
from rino_desktop.ui.theme import dress

_LONGEST_MESSAGE_MS = 10_000


@dataclass(frozen=True, slots=True)
class State:
    """``kind``: good, warning, bad or secondary (nothing to tell)."""

    text: str
    kind: str
    details: str = ""


class _State:
    """A dot and a text. A screen reader says it when it has become bad, or good again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)  # type: ignore[call-arg] # the widget's
        assert isinstance(self, QWidget)
        self.dot, self.label, self._row = QLabel("●"), ElidedLabel(), QHBoxLayout(self)
        self._state = State("", "good")
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self._row.setContentsMargins(0, 0, 16, 0)
        self._row.setSpacing(6)
        self._row.addWidget(self.dot)
        self._row.addWidget(self.label)
        self.hide()

    def show_state(self, state: State | None) -> None:
        assert isinstance(self, QWidget)
        self.setVisible(state is not None)
        if state is None:
            self._state = State("", "good")
            return
        before, self._state = self._state, state
        self.label.setText(state.text)
        self.setAccessibleName(state.text)
        self.setAccessibleDescription(state.details)
        self.setToolTip(state.details)
        if before.text != state.text and "bad" in (before.kind, state.kind):
            announce(self, state.text, urgent=state.kind == "bad")
        if self.dot.property("kind") != state.kind:
            dress(self.dot, state.kind)


class StateLabel(_State, QWidget):
    """One that is only looked at."""


class StateButton(_State, QAbstractButton):
    """One that leads somewhere: ``clicked`` by the left button of the mouse, Space or Enter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        preferred = QSizePolicy.Policy.Preferred
        self.setSizePolicy(preferred, preferred)  # a long text gives way, as that of a label does

    def sizeHint(self) -> QSize:  # noqa: N802
        return self._row.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event  # the dot and the text paint themselves
        paint_focus(self, self.rect().adjusted(0, 0, -10, 0))


class StatusLine(QStatusBar):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(14, 0, 8, 0)
        self.database, self.engine, self.lines = StateLabel(), StateButton(), StateLabel()
        #: How many alarms are open; not there while none is.
        self.alarms = StateButton()
        #: What there is to tell of the program itself; not there otherwise.
        self.program = StateLabel()
        for label in (self.database, self.engine, self.lines, self.alarms, self.program):
            self.addWidget(label)
        #: What has just happened; beside the states, which stay to be seen.
        self.message = ElidedLabel()
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.addWidget(self.message, 1)
        self._message_over = QTimer(self)
        self._message_over.setSingleShot(True)
        self._message_over.setInterval(_LONGEST_MESSAGE_MS)
        self._message_over.timeout.connect(self.clearMessage)
        self.help = HelpButton()
        self.addPermanentWidget(self.help)
        self.user = QToolButton()
        self.user.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.user.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        icons.set_on(self.user, "user", "secondary")
        self.addPermanentWidget(self.user)

    def say(self, line: str) -> None:
        """For a while. Said aloud once, however often it is found again meanwhile."""
        new = line != self.message.text()
        self.message.setText(line)
        self.message.setToolTip(line)
        self.message.setAccessibleName(line)
        self._message_over.start()
        if new:
            announce(self.message, line)

    def currentMessage(self) -> str:  # noqa: N802
        return self.message.text()

    def clearMessage(self) -> None:  # noqa: N802
        self.message.clear()
        self.message.setToolTip("")
        self.message.setAccessibleName("")
