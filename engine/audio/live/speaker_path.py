"""What the far end says, on its way to a loudspeaker of any rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.audio.live import BLOCK, CALL_RATE
from engine.audio.live.jitter_buffer import JitterBuffer
from engine.audio.live.microphone_path import Reference, level_of
from engine.audio.live.rates import Resampler
from engine.audio.voice_activity import SILENT_DB

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.int16]


class SpeakerPath:
    """``came`` by the thread that receives, ``take`` by the one that feeds the device."""

    def __init__(self, rate: int, buffer: JitterBuffer, reference: Reference) -> None:
        self._buffer = buffer
        self._reference = reference
        self._resampler = Resampler(CALL_RATE, rate)
        self._ready: Samples = np.zeros(0, np.int16)
        #: dBFS of the last 10 ms.
        self.level = SILENT_DB

    def take(self, count: int) -> Samples:
        """The next ``count`` samples at the device's rate."""
        parts, have = [self._ready], len(self._ready)
        while have < count:
            block = self._buffer.pull(BLOCK)
            self._reference.played(block)
            self.level = level_of(block)
            parts.append(self._resampler.feed(block))
            have += len(parts[-1])
        joined = np.concatenate(parts)
        self._ready = joined[count:]
        return joined[:count]

    @property
    def waiting_ms(self) -> float:
        rate = self._resampler.target
        return len(self._ready) * 1000 / rate + self._resampler.delay_ms
