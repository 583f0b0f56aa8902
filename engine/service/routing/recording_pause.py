"""Recording that is paused while a subscriber says what is not to be kept; it resumes by itself."""

from engine.ports.telephony import Telephony
from engine.service.timers import TimerHandle, Timers

#: Whoever forgets to go on loses no more of the recording than this; seconds.
MOST_S = 300.0


class RecordingPause:
    def __init__(self, telephony: Telephony, timers: Timers) -> None:
        self._telephony = telephony
        self._timers = timers
        self._paused: dict[str, TimerHandle] = {}

    def pause(self, call_id: str, seconds: float) -> None:
        """``seconds`` 0: until ``resume``, but never longer than ``MOST_S``."""
        self._cancel(call_id)
        seconds = min(seconds if seconds > 0 else MOST_S, MOST_S)
        self._paused[call_id] = self._timers.call_later(seconds, lambda: self.resume(call_id))
        self._telephony.pause_recording(call_id, True)

    def resume(self, call_id: str) -> None:
        if self._cancel(call_id):
            self._telephony.pause_recording(call_id, False)

    def _cancel(self, call_id: str) -> bool:
        timer = self._paused.pop(call_id, None)
        if timer is not None:
            timer.cancel()
        return timer is not None
