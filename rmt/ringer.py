"""That somebody calls: a ring on its own device, which never carries speech."""

import numpy as np
from PySide6.QtCore import QObject

from rino_desktop.ui.audio_devices import Use
from rino_desktop.ui.loudspeaker import Loudspeaker
from rino_desktop.ui.sound_forms import RATE

#: Two tones in turn, and the pause after them (seconds).
_TONES, _TURN_S, _TURNS, _PAUSE_S = (440.0, 554.0), 0.06, 20, 2.0
_LOUDNESS, _RAMP_S = 0.25, 0.004


class Ringer(QObject):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loudspeaker = Loudspeaker(Use.RING, self)

    def get_ready(self) -> None:
        """Loading Qt's sound takes a moment: before the first call."""
        self._loudspeaker.look_for_devices()

    @property
    def ringing(self) -> bool:
        return self._loudspeaker.playing

    def ring(self, on: bool) -> None:
        """Stops at once."""
        if on and not self.ringing:
            self._loudspeaker.play(ring_sound(), looped=True)
        elif not on:
            self._loudspeaker.stop()


def ring_sound() -> bytes:
    """One ring and its pause: 16 bit, mono, 8 kHz."""
    count, ramp = round(_TURN_S * RATE), round(_RAMP_S * RATE)
    envelope = np.ones(count)
    envelope[:ramp] = np.linspace(0, 1, ramp)
    envelope[-ramp:] = np.linspace(1, 0, ramp)
    turns = [
        envelope * np.sin(2 * np.pi * _TONES[turn % 2] * np.arange(count) / RATE)
        for turn in range(_TURNS)
    ]
    sound = np.concatenate([*turns, np.zeros(round(_PAUSE_S * RATE))])
    return bytes((sound * _LOUDNESS * 32767).astype("<i2").tobytes())
