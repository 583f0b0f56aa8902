"""What is in the memory is heard, from any place in it on."""

from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QTimer, Signal
from shiboken6 import isValid

from editor.prompts.samples import Samples
from editor.sound_forms import RATE, fitted, output_form
from editor.sound_output import SoundOutput, default_output

_WATCH_MS = 30


class SamplePlayer(SoundOutput):
    """Plays one sound at a time."""

    #: Where it is, in seconds of the sound.
    position_changed = Signal(float)
    #: It has begun, or is over.
    playing_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sink: Any = None
        self._buffer: QBuffer | None = None
        self._start_s = self._end_s = 0.0
        self._watch = QTimer(self)
        self._watch.setInterval(_WATCH_MS)
        self._watch.timeout.connect(self._look)

    @property
    def playing(self) -> bool:
        return self._sink is not None

    def play(self, samples: Samples, start_s: float = 0.0, end_s: float | None = None) -> bool:
        """False: there is nothing to be heard, or no device to hear it on."""
        self.stop()
        length = len(samples) / RATE
        self._start_s = min(max(start_s, 0.0), length)
        self._end_s = length if end_s is None else min(end_s, length)
        part = samples[round(self._start_s * RATE) : round(self._end_s * RATE)]
        if not self._available or not len(part):
            return False
        from PySide6.QtMultimedia import QAudioSink

        device = default_output()
        form = output_form(device)
        if form is None:
            return False
        sound = fitted(part.astype("<i2").tobytes(), form.sampleRate(), form.channelCount())
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(sound))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink = QAudioSink(device, form, self)
        self._sink.start(self._buffer)
        self._watch.start()
        self.playing_changed.emit(True)
        self.position_changed.emit(self._start_s)
        return True

    def stop(self) -> None:
        if self._sink is None:
            return
        self._watch.stop()
        sink, buffer, self._sink, self._buffer = self._sink, self._buffer, None, None
        if isValid(sink):
            sink.stop()
            sink.deleteLater()
        if buffer is not None:
            buffer.deleteLater()
        self.playing_changed.emit(False)

    def _look(self) -> None:
        """The sink reads ahead and falls idle once all of it has been played."""
        from PySide6.QtMultimedia import QtAudio

        if self._sink is None or self._buffer is None:
            return
        at = self._start_s + self._sink.processedUSecs() / 1e6
        self.position_changed.emit(min(at, self._end_s))
        state = self._sink.state()
        if state is QtAudio.State.StoppedState or (
            state is QtAudio.State.IdleState and self._buffer.atEnd()
        ):
            self.stop()
