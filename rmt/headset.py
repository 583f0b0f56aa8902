"""The headset at the workstation: on the devices that are wished for it, whatever is plugged in.

What is heard comes from the phone process and what is said goes to it (``sound`` tells where); the
devices themselves are worked by ``SoundPump``.
"""

import sys
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal

from engine.audio.live.jitter_buffer import JitterBuffer
from engine.audio.live.link import Frame, SoundServer
from engine.audio.live.microphone_path import MicrophoneOptions
from rino_desktop.ui.audio_devices import Device, Use, audio_devices
from rino_desktop.ui.sound_forms import talk_form
from rmt.sound_pump import SoundPump

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QAudioFormat

#: A device that is gone stops first, and is missing in the list a moment later: so often and so
#: long it is waited for, before another try has to wait for a change of the list.
_RESCUE_MS, _RESCUES = 200, 10
_TURN_S = 0.0005


class Headset(QObject):
    """``open`` when the shift begins: devices take up to a second to start, which nobody can wait
    for who has answered a call. ``close`` before it is deleted."""

    #: A Use (speech or microphone), and its Device now; None: there is none, nothing is heard.
    device_changed = Signal(str, object)
    #: dBFS of what is said, after cleaning, and of what is heard; ten times a second.
    levels_changed = Signal(float, float)
    #: The microphone is muted, and somebody speaks into it.
    muted_speech = Signal()

    _play_on = Signal(object, object)
    _listen_to = Signal(object, object)
    _mute = Signal(bool)
    _tone = Signal(str)
    _clean_by = Signal(object)
    _close = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._buffer = JitterBuffer()
        self._server = SoundServer(self._came)
        self._devices = audio_devices()
        self._open = False
        self._used: dict[Use, Device | None] = {Use.SPEECH: None, Use.MICROPHONE: None}
        self._rescues = dict.fromkeys(self._used, 0)
        self._thread = QThread(self)
        self.pump = SoundPump(self._server, self._buffer)
        self.pump.moveToThread(self._thread)
        self._play_on.connect(self.pump.play_on)
        self._listen_to.connect(self.pump.listen_to)
        self._mute.connect(self.pump.mute)
        self._tone.connect(self.pump.tone)
        self._clean_by.connect(self.pump.clean_by)
        self._close.connect(self.pump.close, Qt.ConnectionType.BlockingQueuedConnection)
        self.pump.lost.connect(self._on_lost)
        self.pump.opened.connect(self._on_opened)
        self.pump.levels.connect(self.levels_changed)
        self.pump.unaware.connect(self.muted_speech)

    @property
    def sound(self) -> tuple[int, str]:
        """Port and secret, for the softphone's adapter."""
        return self._server.port, self._server.secret

    @property
    def delays_ms(self) -> tuple[float, float] | None:
        """Medians: our part of the way from a call to the loudspeaker, and what stands in its
        buffer beside. None: nothing has been heard yet."""
        late, device = list(self.pump.late_ms), list(self.pump.device_ms)
        return (median(late), median(device)) if late and device else None

    def device(self, use: Use) -> Device | None:
        return self._used[use]

    def open(self) -> bool:
        """False: this Qt has no sound."""
        if self._open:
            return True
        if not self._devices.look():
            return False
        self._open = True
        # The pump asks Qt a dozen things for each 10 ms and waits for its turn after each: behind
        # a window that computes, Python's 5 ms a turn are more than there is (measured: 190 ms of
        # gaps in 2 s).
        sys.setswitchinterval(min(sys.getswitchinterval(), _TURN_S))
        self._thread.start(QThread.Priority.TimeCriticalPriority)
        self._devices.device_changed.connect(self._on_device)
        for use in self._used:
            self._use(use)
        return True

    def close(self) -> None:
        if self._open:
            self._open = False
            self._devices.device_changed.disconnect(self._on_device)
            self._close.emit()
            self._thread.quit()
            self._thread.wait()
        self._server.close()

    def mute(self, on: bool) -> None:
        """Nothing that is said leaves this process."""
        self._mute.emit(on)

    def tone(self, kind: str) -> None:
        """``answer``: once, before a subscriber is heard; ``waiting``: again and again, while
        another call waits; ``reminder``: once, for a callback; "": quiet. Over what is heard."""
        self._tone.emit(kind)

    def clean_by(self, options: MicrophoneOptions) -> None:
        self._clean_by.emit(options)

    # -- inside ----------------------------------------------------------------------------------

    def _came(self, frame: Frame) -> None:
        """In the link's thread."""
        self._buffer.push(np.frombuffer(frame.sound, np.int16), frame.sent_at)

    def _use(self, use: Use) -> None:
        """Open what is wished for it now."""
        wished = self._devices.device(use)
        device: QAudioDevice | None = self._devices.qt_device(use)
        form: QAudioFormat | None = talk_form(device) if device is not None else None
        (self._play_on if use is Use.SPEECH else self._listen_to).emit(device, form)
        if wished != self._used[use]:
            self._used[use] = wished
            self.device_changed.emit(use.value, wished)

    def _on_device(self, name: str) -> None:
        use = Use(name)
        if use in self._used:
            self._rescues[use] = 0
            self._use(use)

    def _on_opened(self, speaker: bool) -> None:
        self._rescues[_use_of(speaker)] = 0

    def _on_lost(self, speaker: bool) -> None:
        if not self._open:
            return
        use = _use_of(speaker)
        self._rescues[use] += 1
        used = self._used[use]
        if self._rescues[use] > _RESCUES:
            if used is not None:
                self._rescues[use] = 0
                self._devices.cannot_open(use, used.id)  # the next one takes its place
            return
        QTimer.singleShot(_RESCUE_MS, self, lambda: self._again(use))

    def _again(self, use: Use) -> None:
        if self._open and self._rescues[use]:
            self._use(use)


def _use_of(speaker: bool) -> Use:
    return Use.SPEECH if speaker else Use.MICROPHONE
