"""Telephone sound is heard on the device that is wished for it, wherever that is plugged in."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QTimer, Signal
from shiboken6 import isValid

from rino_desktop.ui.audio_devices import Device, Use, audio_devices
from rino_desktop.ui.sound_forms import RATE, fitted, output_form

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice

_WATCH_MS = 20
#: A device that is gone stops first, and is missing in the list a moment later: so often and so
#: long it is waited for, before the sound is given up.
_RESCUE_MS, _RESCUES = 200, 10
_BYTES_PER_S = RATE * 2


class Loudspeaker(QObject):
    """Plays one sound at a time. When its device is pulled out, or another one is wished, the sound
    goes on there from where it was."""

    #: Seconds of the sound.
    position_changed = Signal(float)
    #: It has begun, or is over.
    playing_changed = Signal(bool)
    #: It has been played to its end (never when it is looped), or there is no device left.
    ended = Signal()
    #: Whether there is a device to be heard on.
    available_changed = Signal(bool)

    def __init__(self, use: Use = Use.SPEECH, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.use = use
        self._sound = b""
        self._looped = self._paused = self._available = False
        self._begun_s = 0.0
        self._rescues = 0
        self._sink: Any = None
        self._opened: Device | None = None
        self._buffer: QBuffer | None = None
        self._watch = QTimer(self)
        self._watch.setInterval(_WATCH_MS)
        self._watch.timeout.connect(self._look)
        self._rescue = QTimer(self)
        self._rescue.setSingleShot(True)
        self._rescue.setInterval(_RESCUE_MS)
        self._rescue.timeout.connect(self._try_again)
        self._devices = audio_devices()
        self._looked = False

    def look_for_devices(self) -> None:
        """Once: loading Qt's sound takes a moment, so it is for whoever is going to hear it."""
        if not self._looked:
            self._looked = True
            self._devices.look()
            self._devices.device_changed.connect(self._on_device)
            self._allow()

    @property
    def available(self) -> bool:
        return self._available

    @property
    def playing(self) -> bool:
        return bool(self._sound)

    @property
    def position_s(self) -> float:
        """Of what is played."""
        if self._sink is None:
            return self._begun_s
        at = self._begun_s + float(self._sink.processedUSecs()) / 1e6
        length = len(self._sound) / _BYTES_PER_S
        return at % length if self._looped and length else min(at, length)

    def play(self, sound: bytes, *, looped: bool = False) -> bool:
        """16 bit, mono, 8 kHz. False: there is nothing to be heard, or no device to hear it on."""
        self.stop()
        if not self._available or not sound:
            return False
        self._sound, self._looped, self._paused = sound, looped, False
        self._begun_s, self._rescues = 0.0, 0
        if not self._open():
            self._sound = b""
            return False
        self.playing_changed.emit(True)
        self.position_changed.emit(0.0)
        return True

    def stop(self) -> None:
        if not self._sound:
            return
        self._sound, self._begun_s = b"", 0.0
        self._rescue.stop()
        self._close()
        self.playing_changed.emit(False)

    def pause(self) -> None:
        self._paused = True
        if self._sink is not None:
            self._watch.stop()
            self._sink.suspend()

    def resume(self) -> None:
        self._paused = False
        if self._sink is not None:
            self._sink.resume()
            self._watch.start()

    # --- inside -------------------------------------------------------------------------------

    def _open(self) -> bool:
        """From ``_begun_s`` on, on the first device that takes it."""
        while (device := self._devices.qt_device(self.use)) is not None:
            told = self._devices.device(self.use)
            if self._open_on(device):
                self._opened = told
                return True
            if told is not None:
                self._devices.cannot_open(self.use, told.id)
        return False

    def _open_on(self, device: "QAudioDevice") -> bool:
        from PySide6.QtMultimedia import QAudioSink, QtAudio

        form = output_form(device)
        if form is None:
            return False
        rest = self._sound[round(self._begun_s * RATE) * 2 :]
        if self._looped:
            rest += self._sound[: len(self._sound) - len(rest)]
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(fitted(rest, form.sampleRate(), form.channelCount())))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink = QAudioSink(device, form, self)
        self._sink.start(self._buffer)
        if self._sink.error() is not QtAudio.Error.NoError:
            self._close()
            return False
        if self._paused:
            self._sink.suspend()
        else:
            self._watch.start()
        return True

    def _close(self) -> None:
        self._watch.stop()
        sink, buffer, self._sink, self._buffer = self._sink, self._buffer, None, None
        if sink is not None and isValid(sink):
            sink.stop()
            sink.deleteLater()
        if buffer is not None:
            buffer.deleteLater()

    def _look(self) -> None:
        """The sink reads ahead and falls idle once all of it has been played."""
        from PySide6.QtMultimedia import QtAudio

        if self._sink is None or self._buffer is None:
            return
        self.position_changed.emit(self.position_s)
        sink_state = self._sink.state()
        if sink_state is QtAudio.State.StoppedState:
            self._move()
        elif self._buffer.atEnd():
            if self._looped:
                self._buffer.seek(0)
            elif sink_state is QtAudio.State.IdleState:
                self._finish()

    def _move(self) -> None:
        """Its device is gone, or not the wished one any more."""
        self._begun_s = self.position_s
        self._close()
        self._rescue.start()

    def _try_again(self) -> None:
        if not self._sound or self._sink is not None:
            return
        self._rescues += 1
        if self._open():
            return
        if self._rescues >= _RESCUES:
            self._finish()
        else:
            self._rescue.start()

    def _finish(self) -> None:
        self.stop()
        self.ended.emit()

    def _on_device(self, use: str) -> None:
        if use == self.use:
            if self._sink is not None and self._opened != self._devices.device(self.use):
                self._move()
            self._allow()

    def _allow(self) -> None:
        available = self._devices.device(self.use) is not None
        if available != self._available:
            self._available = available
            self.available_changed.emit(available)
