"""Lets a call go on in real time, faster, or as fast as it goes."""

from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from editor.testcall.acts import Stop
from editor.testcall.showing import Showing

_TICK_MS = 40
#: As fast as it goes: so long at a time, so that windows stay alive, and so much of the call.
_BUDGET_S = 0.012
_LEAP_S = 20.0


class CallRunner(QObject):
    """``speed``: seconds of the call in a second; None: as fast as it goes, up to a decision."""

    #: The call is shown at another place, or its clock has moved.
    changed = Signal()
    #: It goes on by itself, or does so no more.
    running_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._showing: Showing | None = None
        self._speed: float | None = 1.0
        self._last = 0.0
        #: It went as fast as it goes, and waits for somebody to decide something.
        self.waits = False
        #: What is being heard is longer than was thought: the clock waits for it.
        self.holds = False
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def showing(self) -> Showing | None:
        return self._showing

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    @property
    def speed(self) -> float | None:
        return self._speed

    def show(self, showing: Showing | None) -> None:
        self.pause()
        self._showing = showing
        self.changed.emit()

    def go(self, speed: float | None = 1.0) -> None:
        if self._showing is None:
            return
        self._speed = speed
        self.waits = False
        self._last = perf_counter()
        if not self.running:
            self._timer.start()
            self.running_changed.emit(True)

    def pause(self) -> None:
        if self.running:
            self._timer.stop()
            self.running_changed.emit(False)

    def told(self, stop: Stop | None = None) -> None:
        """Something was done in the call by hand."""
        self.waits = False
        if stop in (Stop.ENDED, Stop.BREAKPOINT):
            self.pause()
        self._last = perf_counter()
        self.changed.emit()

    def _tick(self) -> None:
        showing = self._showing
        if showing is None:
            self.pause()
            return
        now = perf_counter()
        passed, self._last = now - self._last, now
        before = showing.shown, showing.now
        if self._speed is None:
            stop = self._leap(showing)
        else:
            stop = showing.advance(self._allowed(showing, passed * self._speed))
        decide = self._speed is None and stop in (Stop.TRANSFER, Stop.OPERATOR, Stop.OUTSIDE)
        if decide or stop in (Stop.ENDED, Stop.BREAKPOINT):
            self.pause()
            self.waits = decide
        if (showing.shown, showing.now) != before:
            self.changed.emit()

    def _allowed(self, showing: Showing, seconds: float) -> float:
        hearing = showing.view.hearing
        if not self.holds or hearing is None or hearing.looped:
            return seconds
        # A hair's breadth before its end.
        return max(0.0, min(seconds, hearing.began + hearing.seconds - 0.001 - showing.now))

    def _leap(self, showing: Showing) -> Stop:
        until = perf_counter() + _BUDGET_S
        while True:
            stop = showing.advance(_LEAP_S)
            if stop is not Stop.TIME or perf_counter() > until:
                return stop
