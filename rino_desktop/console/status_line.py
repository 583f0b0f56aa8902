"""The status bar: database, engine and lines, each with a word beside its colour, and the user."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QToolButton, QWidget

from rino_desktop.ui import icons
from rino_desktop.ui.theme import dress

_LONGEST_MESSAGE_MS = 10_000


@dataclass(frozen=True, slots=True)
class State:
    """``kind``: good, warning, bad or secondary (nothing to tell)."""

    text: str
    kind: str
    details: str = ""


class StateLabel(QWidget):
    """A dot and a text. ``pressed`` when it is clicked."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dot, self.label = QLabel("●"), QLabel()
        self.dot.setAccessibleName("")
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 16, 0)
        row.setSpacing(6)
        row.addWidget(self.dot)
        row.addWidget(self.label)
        self._is_known = self._is_covered = False
        self.hide()

    def show_state(self, state: State | None) -> None:
        self._is_known = state is not None
        self._show()
        if state is None:
            return
        self.label.setText(state.text)
        self.setToolTip(state.details)
        if self.dot.property("kind") != state.kind:
            dress(self.dot, state.kind)

    def cover(self, covered: bool) -> None:
        """Something else stands in its place."""
        self._is_covered = covered
        self._show()

    def _show(self) -> None:
        self.setVisible(self._is_known and not self._is_covered)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseReleaseEvent(event)
        self.pressed.emit()


class StatusLine(QStatusBar):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(14, 0, 8, 0)
        self.database, self.engine, self.lines = StateLabel(), StateLabel(), StateLabel()
        self.engine.setCursor(Qt.CursorShape.PointingHandCursor)
        for label in (self.database, self.engine, self.lines):
            self.addWidget(label)
        self.user = QToolButton()
        self.user.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.user.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        icons.set_on(self.user, "user", "secondary")
        self.addPermanentWidget(self.user)
        self.messageChanged.connect(self._on_message)

    def say(self, line: str) -> None:
        """For a while, in the place of the states."""
        self.showMessage(line, _LONGEST_MESSAGE_MS)

    def _on_message(self, line: str) -> None:
        for label in (self.database, self.engine, self.lines):
            label.cover(bool(line))
