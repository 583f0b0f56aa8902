"""The headset's devices, in a thread of their own: a window that is busy must not be heard."""

import time
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QIODevice, QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from engine.audio.live.jitter_buffer import JitterBuffer
from engine.audio.live.link import SoundServer
from engine.audio.live.microphone_path import MicrophoneOptions, MicrophonePath, Reference
from engine.audio.live.speaker_path import SpeakerPath
from rmt.tones import Tones

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QAudioFormat

_TICK_MS = 5
#: So much stands in the device's own buffer: less is heard as gaps whenever the machine is busy.
_AHEAD_MS = 30
_PIECE_MS = 10
#: Of the device's buffer. It need not be small: it is never filled.
_BUFFER_MS = 80
#: A microphone that gives nothing for so long is gone.
_SILENT_S = 4.0


class SoundPump(QObject):
    """Everything here runs in the pump's thread; ``Headset`` asks by signals, and is told so."""

    #: A loudspeaker (True) or a microphone (False) could not be opened, or is gone.
    lost = Signal(bool)
    opened = Signal(bool)
    #: dBFS of the microphone and of the far end.
    levels = Signal(float, float)
    #: Somebody speaks into a muted microphone.
    unaware = Signal()

    def __init__(self, server: SoundServer, buffer: JitterBuffer) -> None:
        super().__init__()
        self._server = server
        self._buffer = buffer
        self._reference = Reference()
        self._options = MicrophoneOptions()
        self._muted = False
        self._tones = Tones()
        self._sink: Any = None
        self._out: QIODevice | None = None
        self._speaker: SpeakerPath | None = None
        self._out_form: QAudioFormat | None = None
        self._source: Any = None
        self._in: QIODevice | None = None
        self._path: MicrophonePath | None = None
        self._in_channels = 1
        self._in_form: tuple[QAudioDevice, QAudioFormat] | None = None
        self._came_at = 0.0
        self._timer: QTimer | None = None
        self._ticks = 0
        #: Our part of the way from a call to the loudspeaker, and what stands in its buffer.
        self.late_ms: list[float] = []
        self.device_ms: list[float] = []

    # -- asked for -------------------------------------------------------------------------------

    @Slot(object, object)
    def play_on(self, device: "QAudioDevice | None", form: "QAudioFormat | None") -> None:
        from PySide6.QtMultimedia import QAudioSink, QtAudio

        self._close_sink()
        if device is None or form is None:
            return
        self._out_form = form
        self._speaker = SpeakerPath(form.sampleRate(), self._buffer, self._reference)
        self._sink = QAudioSink(device, form)
        self._sink.setBufferSize(self._bytes(_BUFFER_MS))
        self._out = self._sink.start()
        if self._out is None or self._sink.error() is not QtAudio.Error.NoError:
            self._close_sink()
            self.lost.emit(True)
            return
        self._run()
        self.opened.emit(True)

    @Slot(object, object)
    def listen_to(self, device: "QAudioDevice | None", form: "QAudioFormat | None") -> None:
        from PySide6.QtMultimedia import QAudioSource

        self._close_source()
        if device is None or form is None:
            return
        self._in_form = (device, form)
        self._in_channels = form.channelCount()
        self._path = MicrophonePath(form.sampleRate(), self._options, self._reference)
        self._path.muted = self._muted
        self._source = QAudioSource(device, form)
        self._source.setBufferSize(form.bytesForDuration(_BUFFER_MS * 1000))
        self._in = self._source.start()
        if self._in is None:
            self._close_source()
            self.lost.emit(False)
            return
        self._came_at = time.perf_counter()
        self._in.readyRead.connect(self._read)
        self._run()
        self.opened.emit(False)

    @Slot(bool)
    def mute(self, on: bool) -> None:
        self._muted = on
        if self._path is not None:
            self._path.muted = on

    @Slot(str)
    def tone(self, kind: str) -> None:
        self._tones.begin(kind)

    @Slot(object)
    def clean_by(self, options: MicrophoneOptions) -> None:
        self._options = options
        if self._path is not None and self._in_form is not None:
            self._path = MicrophonePath(self._in_form[1].sampleRate(), options, self._reference)
            self._path.muted = self._muted

    @Slot()
    def close(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._close_sink()
        self._close_source()

    # -- inside ----------------------------------------------------------------------------------

    def _run(self) -> None:
        if self._timer is None:
            self._timer = QTimer(self)
            self._timer.setTimerType(Qt.TimerType.PreciseTimer)
            self._timer.setInterval(_TICK_MS)
            self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        self._feed()
        if self._source is not None:
            self._read()
            if time.perf_counter() - self._came_at > _SILENT_S or self._stopped(self._source):
                self._close_source()
                self.lost.emit(False)
        self._ticks += 1
        if self._ticks % 20 == 0:
            self._tell_levels()

    def _tell_levels(self) -> None:
        path, speaker = self._path, self._speaker
        self.levels.emit(path.level if path else -96.0, speaker.level if speaker else -96.0)
        if path is not None and path.unaware:
            path.unaware = False
            self.unaware.emit()

    @staticmethod
    def _stopped(device: Any) -> bool:
        from PySide6.QtMultimedia import QtAudio

        return not isValid(device) or device.state() is QtAudio.State.StoppedState

    def _bytes(self, ms: float) -> int:
        form = self._out_form
        return form.bytesForDuration(round(ms * 1000)) if form is not None else 0

    def _feed(self) -> None:
        sink, out, speaker, form = self._sink, self._out, self._speaker, self._out_form
        if sink is None or out is None or speaker is None or form is None:
            return
        if self._stopped(sink):
            self._close_sink()
            self.lost.emit(True)
            return
        rate, channels = form.sampleRate(), form.channelCount()
        size, free = sink.bufferSize(), sink.bytesFree()
        standing = size - free
        while standing < self._bytes(_AHEAD_MS) and free >= self._bytes(_PIECE_MS):
            samples = self._tones.over(speaker.take(rate * _PIECE_MS // 1000), rate)
            out.write(np.repeat(samples, channels).tobytes())
            standing += self._bytes(_PIECE_MS)
            free -= self._bytes(_PIECE_MS)
            self._note(standing)

    def _note(self, standing: int) -> None:
        late = self._buffer.last_delay_ms
        if late is not None and self._speaker is not None and self._out_form is not None:
            self.late_ms.append(late + self._speaker.waiting_ms)
            self.device_ms.append(self._out_form.durationForBytes(standing) / 1000)
            del self.late_ms[:-500], self.device_ms[:-500]

    @Slot()
    def _read(self) -> None:
        source, path = self._in, self._path
        if source is None or path is None:
            return
        data = bytes(source.readAll().data())
        if not data:
            return
        now = self._came_at = time.perf_counter()
        samples = np.frombuffer(data[: len(data) // 2 * 2], np.int16)
        if self._in_channels > 1:
            samples = samples[:: self._in_channels]
        since = now - path.waiting_ms / 1000
        for frame in path.feed(np.ascontiguousarray(samples)):
            self._server.send(frame.tobytes(), since)
            since = now

    def _close_sink(self) -> None:
        sink, self._sink, self._out, self._speaker = self._sink, None, None, None
        if sink is not None and isValid(sink):
            sink.stop()
            sink.deleteLater()

    def _close_source(self) -> None:
        source, self._source, self._in, self._path = self._source, None, None, None
        if source is not None and isValid(source):
            source.stop()
            source.deleteLater()
