"""A microphone: its level at any time, and a take while it is recording."""

import math
import wave
from array import array
from pathlib import Path
from typing import Any

from PySide6.QtCore import QIODevice, QObject, QTimer, Signal
from shiboken6 import isValid

from editor.sound_forms import input_form, media_devices
from engine.audio.voice_activity import SILENT_DB, VoiceActivity, level_db

#: Levels are told for each 20 ms.
_FRAME_S = 0.02
#: So long after the last word it is over, where that is asked for.
SILENCE_S = 2.0
#: Nobody means to record longer (half of what the import takes).
LONGEST_S = 900.0
#: A device that gives nothing for so long is gone.
_GONE_MS = 4000


class Recorder(QObject):
    """``listen`` opens a device; only what comes between ``begin`` and ``end`` is kept."""

    #: dBFS of the last moment, −96 … 0.
    level_changed = Signal(float)
    #: Seconds recorded so far.
    length_changed = Signal(float)
    #: Whoever speaks has been silent for long enough (only with ``stop_at_silence``), or it has
    #: become too long.
    silent = Signal()
    #: Another device has come or gone.
    devices_changed = Signal()
    #: The device gives nothing any more.
    lost = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stop_at_silence = False
        self._source: Any = None
        self._io: QIODevice | None = None
        self._rate, self._channels = 8000, 1
        self._rest = array("h")
        self._taken: array[int] | None = None
        self._voice = VoiceActivity()
        self._devices: Any = None
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(_GONE_MS)
        self._silence.timeout.connect(self._on_gone)

    # --- devices --------------------------------------------------------------------------------

    def devices(self) -> list[tuple[str, str]]:
        """(id, name), the usual one first. The id stays the same when it is plugged in again."""
        if self._devices is None:
            self._devices = media_devices(self)
            if self._devices is None:
                return []
            self._devices.audioInputsChanged.connect(self.devices_changed)
        from PySide6.QtMultimedia import QMediaDevices

        usual = bytes(QMediaDevices.defaultAudioInput().id().data()).decode(errors="replace")
        found = [
            (bytes(device.id().data()).decode(errors="replace"), device.description())
            for device in QMediaDevices.audioInputs()
        ]
        return sorted(found, key=lambda one: (one[0] != usual, one[1].casefold()))

    def listen(self, device_id: str) -> bool:
        """Open a device. False: it is not there, or nothing can be recorded from it."""
        self.close()
        if not self.devices():
            return False
        from PySide6.QtMultimedia import QAudioSource, QMediaDevices

        for device in QMediaDevices.audioInputs():
            if bytes(device.id().data()).decode(errors="replace") != device_id:
                continue
            form = input_form(device)
            if form is None:
                return False
            self._rate, self._channels = form.sampleRate(), form.channelCount()
            self._source = QAudioSource(device, form, self)
            self._io = self._source.start()
            if self._io is None:
                self.close()
                return False
            self._io.readyRead.connect(self._read)
            self._silence.start()
            return True
        return False

    @property
    def listening(self) -> bool:
        return self._source is not None

    def close(self) -> None:
        """Give the device back; what was being recorded is lost."""
        self._silence.stop()
        self._taken = None
        source, self._source, self._io = self._source, None, None
        self._rest = array("h")
        if source is not None and isValid(source):
            source.stop()
            source.deleteLater()

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
        with wave.open(str(target), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(self._rate)
            file.writeframes(taken.tobytes())
        return len(taken) / self._rate

    # --- sound comes in -------------------------------------------------------------------------

    def _read(self) -> None:
        if self._io is None:
            return
        data = bytes(self._io.readAll().data())
        if not data:
            return
        self._silence.start()
        samples = array("h", data[: len(data) // 2 * 2])
        if self._channels > 1:
            samples = samples[:: self._channels]
        if self._taken is not None:
            self._taken.extend(samples)
        self._rest.extend(samples)
        self._measure()
        if self._taken is not None:
            length = len(self._taken) / self._rate
            self.length_changed.emit(length)
            if length >= LONGEST_S:
                self.silent.emit()

    def _measure(self) -> None:
        frame = round(self._rate * _FRAME_S)
        whole = len(self._rest) // frame
        if not whole:
            return
        loudest = SILENT_DB
        for index in range(whole):
            # Every sixth of 48 000 samples a second says enough of a level.
            level = level_db(self._rest[index * frame : (index + 1) * frame : self._step()])
            loudest = max(loudest, level)
            self._voice.feed(level)
        del self._rest[: whole * frame]
        self.level_changed.emit(loudest if math.isfinite(loudest) else SILENT_DB)
        if self._taken is not None and self.stop_at_silence and self._silent_for() >= SILENCE_S:
            self.silent.emit()

    def _step(self) -> int:
        return max(1, self._rate // 8000)

    def _silent_for(self) -> float:
        """0 as long as nobody has said anything."""
        if not self._voice.last_speech or self._voice.speaking:
            return 0.0
        return (self._voice.frames - self._voice.last_speech) * _FRAME_S

    def _on_gone(self) -> None:
        self.close()
        self.lost.emit()
