"""A microphone: its level at any time, and a take while it is recording."""

import wave
from array import array
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.audio.voice_activity import VoiceActivity
from rino_desktop.ui.audio_devices import audio_devices
from rino_desktop.ui.microphone import FRAME_S, Microphone

#: So long after the last word it is over, where that is asked for.
SILENCE_S = 2.0
#: Nobody means to record longer (half of what the import takes).
LONGEST_S = 900.0


class Recorder(QObject):
    """``listen`` opens the microphone; only what comes between ``begin`` and ``end`` is kept."""

    #: dBFS of the last moment, −96 … 0.
    level_changed = Signal(float)
    #: Seconds recorded so far.
    length_changed = Signal(float)
    #: Whoever speaks has been silent for long enough (only with ``stop_at_silence``), or it has
    #: become too long.
    silent = Signal()
    #: Another device has come or gone.
    devices_changed = Signal()
    #: The device gives nothing any more. What was recorded until then can be kept by ``end``.
    lost = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stop_at_silence = False
        self._taken: array[int] | None = None
        self._voice = VoiceActivity()
        self._microphone = Microphone(self)
        self._microphone.level_changed.connect(self.level_changed)
        self._microphone.came.connect(self._on_came)
        self._microphone.measured.connect(self._on_measured)
        self._microphone.lost.connect(self.lost)
        audio_devices().inputs_changed.connect(self.devices_changed)

    def listen(self) -> bool:
        """Open the microphone that is wished. False: there is none that can be recorded from."""
        return self._microphone.listen()

    @property
    def listening(self) -> bool:
        return self._microphone.listening

    def close(self) -> None:
        """Give the device back; what was being recorded is lost."""
        self._taken = None
        self._microphone.close()

    # --- a take ---------------------------------------------------------------------------------

    @property
    def recording(self) -> bool:
        return self._taken is not None

    def begin(self) -> None:
        self._taken = array("h")
        # The noise of the room stays known; what was said before does not count.
        self._voice = VoiceActivity(self._voice.noise)

    def end(self, target: Path) -> float:
        """Write what was recorded, as the device gave it; seconds. Small enough (a minute has six
        megabytes) not to be felt. OSError."""
        taken, self._taken = self._taken or array("h"), None
        rate = self._microphone.rate
        with wave.open(str(target), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(rate)
            file.writeframes(taken.tobytes())
        return len(taken) / rate

    # --- sound comes in -------------------------------------------------------------------------

    def _on_came(self, samples: "array[int]") -> None:
        if self._taken is None:
            return
        self._taken.extend(samples)
        length = len(self._taken) / self._microphone.rate
        self.length_changed.emit(length)
        if length >= LONGEST_S:
            self.silent.emit()

    def _on_measured(self, levels: list[float]) -> None:
        for level in levels:
            self._voice.feed(level)
        if self.recording and self.stop_at_silence and self._silent_for() >= SILENCE_S:
            self.silent.emit()

    def _silent_for(self) -> float:
        """0 as long as nobody has said anything."""
        if not self._voice.last_speech or self._voice.speaking:
            return 0.0
        return (self._voice.frames - self._voice.last_speech) * FRAME_S
