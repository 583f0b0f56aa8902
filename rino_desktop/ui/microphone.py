"""A microphone is listened to: its samples, its level, and when it is gone."""

from array import array
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QIODevice, QObject, QTimer, Signal
from shiboken6 import isValid

from engine.audio.voice_activity import SILENT_DB, level_db
from rino_desktop.ui.audio_devices import Use, audio_devices
from rino_desktop.ui.sound_forms import input_form

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice

#: Levels are told for each 20 ms.
FRAME_S = 0.02
#: A device that gives nothing for so long is gone.
_GONE_MS = 4000


class Microphone(QObject):
    """``listen`` opens the device that is wished for speaking; it stays that one until ``close``,
    or until it is gone."""

    #: array("h"): what has come, mono, at ``rate``.
    came = Signal(object)
    #: list[float]: dBFS of each 20 ms that have come.
    measured = Signal(object)
    #: dBFS of the last moment, -96 … 0.
    level_changed = Signal(float)
    #: The device gives nothing any more; it is closed.
    lost = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rate = 8000
        self._channels = 1
        self._source: Any = None
        self._io: QIODevice | None = None
        self._rest = array("h")
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(_GONE_MS)
        self._silence.timeout.connect(self._on_gone)
        self._devices = audio_devices()
        self._opened_id = ""

    def listen(self) -> bool:
        """False: there is none, or nothing can be recorded from it."""
        self.close()
        self._devices.look()
        while (device := self._devices.qt_device(Use.MICROPHONE)) is not None:
            told = self._devices.device(Use.MICROPHONE)
            if told is None or self._open(device, told.id):
                return self.listening
            self._devices.cannot_open(Use.MICROPHONE, told.id)
        return False

    def _open(self, device: "QAudioDevice", device_id: str) -> bool:
        from PySide6.QtMultimedia import QAudioSource

        form = input_form(device)
        if form is None:
            return False
        self.rate, self._channels = form.sampleRate(), form.channelCount()
        self._source = QAudioSource(device, form, self)
        self._io = self._source.start()
        if self._io is None:
            self.close()
            return False
        self._opened_id = device_id
        self._io.readyRead.connect(self._read)
        self._devices.inputs_changed.connect(self._on_inputs)
        self._silence.start()
        return True

    @property
    def listening(self) -> bool:
        return self._source is not None

    def close(self) -> None:
        """Give the device back."""
        self._silence.stop()
        if self._opened_id:
            self._opened_id = ""
            self._devices.inputs_changed.disconnect(self._on_inputs)
        source, self._source, self._io = self._source, None, None
        self._rest = array("h")
        if source is not None and isValid(source):
            source.stop()
            source.deleteLater()

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
        self.came.emit(samples)
        self._rest.extend(samples)
        self._measure()

    def _measure(self) -> None:
        frame = round(self.rate * FRAME_S)
        whole = len(self._rest) // frame
        if not whole:
            return
        # Every sixth of 48 000 samples a second says enough of a level.
        step = max(1, self.rate // 8000)
        levels = [
            level_db(self._rest[index * frame : (index + 1) * frame : step])
            for index in range(whole)
        ]
        del self._rest[: whole * frame]
        self.level_changed.emit(max(SILENT_DB, *levels))
        self.measured.emit(levels)

    def _on_inputs(self) -> None:
        """Pulled out: nobody waits until it has been silent for long enough."""
        if all(device.id != self._opened_id for device in self._devices.inputs()):
            self._on_gone()

    def _on_gone(self) -> None:
        if self._source is not None:
            self.close()
            self.lost.emit()
