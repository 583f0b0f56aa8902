"""Tones into the headset, over what is heard there: a subscriber is about to be heard, another
call waits, a callback's time has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.int16]

_LOUDNESS, _RAMP_S = 0.2, 0.008


class _Tone(NamedTuple):
    """``again_s`` 0: once."""

    hertz: float
    seconds: float
    again_s: float


_TONES = {"answer": _Tone(880.0, 0.18, 0.0), "waiting": _Tone(425.0, 0.2, 4.0),
          "reminder": _Tone(660.0, 0.35, 0.0)}  # fmt: skip


class Tones:
    def __init__(self) -> None:
        self._tone: _Tone | None = None
        #: Seconds since the tone began.
        self._at = 0.0

    def begin(self, kind: str) -> None:
        """One of ``answer``, ``waiting``, ``reminder``; "": quiet from now on."""
        self._tone, self._at = _TONES.get(kind), 0.0

    def over(self, samples: Samples, rate: int) -> Samples:
        """The next samples of what is heard, with the tone in them."""
        tone = self._tone
        if tone is None:
            return samples
        times = self._at + np.arange(len(samples)) / rate
        self._at += len(samples) / rate
        if tone.again_s:
            times = times % tone.again_s
        elif self._at >= tone.seconds:
            self._tone = None
        loudness = np.clip(np.minimum(times, tone.seconds - times) / _RAMP_S, 0.0, 1.0)
        if not loudness.any():
            return samples
        wave = np.sin(2 * np.pi * tone.hertz * times) * loudness * _LOUDNESS * 32767
        mixed: Samples = np.clip(samples + wave, -32768, 32767).astype(np.int16)
        return mixed
