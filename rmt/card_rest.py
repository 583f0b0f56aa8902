"""A call comes while one still works on the card of the call before: for a moment no key counts."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

#: So long after the last key that was meant for the card before.
_REST_MS = 1200
#: At the longest, seconds: who goes on typing sees by now where he is.
_LONGEST_S = 4.0
_TYPING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class CardRest(QObject):
    """The hand goes on in its rhythm, “3, Enter”, and the answer would be the new subscriber's.
    Keys of the call (F2, F3, …) and of other places count as always. ``kept_off``: a key did not.
    """

    kept_off = Signal()

    def __init__(self, card: Callable[[], QWidget | None], parent: QObject) -> None:
        super().__init__(parent)
        self._card = card
        self._until = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self.end)

    def begin(self) -> None:
        self._until = time.monotonic() + _LONGEST_S
        self._timer.start()
        # Of all events of the program only as long as it rests.
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def end(self) -> None:
        self._timer.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def keeps_off(self) -> bool:
        """Asked when something is pressed that is about the card in front."""
        if not self._timer.isActive():
            return False
        if time.monotonic() < self._until:
            self._timer.start()
        self.kept_off.emit()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        card = self._card()
        if card is None or not isinstance(watched, QWidget) or not card.isAncestorOf(watched):
            return False
        if event.type() is QEvent.Type.MouseButtonPress:
            self.end()  # who points at something in it has seen it
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        if event.modifiers() & ~_TYPING or Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35:
            return False
        return self.keeps_off()
