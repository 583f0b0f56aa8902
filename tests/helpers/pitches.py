"""Which tones a recording holds, and when: for calls in which each prompt is a tone of its own."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from tests.helpers import wav

STEP_S = 0.02
_HOP, _WINDOW = 160, 320
_LOUD = 200
#: A voice that rises step by step: each pitch tells since when it has been speaking.
LOWEST_HZ, RISE_HZ, RISE_S, RISES = 2200, 25, 1.0, 40


class Pitches:
    """The pitch of each 20 ms: hertz, 0 in silence, −1 where it is no tone."""

    def __init__(self, samples: Sequence[int]) -> None:
        self.samples = np.asarray(samples, dtype=np.float64)
        self.hertz = _pitches(self.samples)

    @property
    def seconds(self) -> float:
        return len(self.samples) / wav.RATE

    def seconds_of(self, hertz: float, begin_s: float = 0, end_s: float | None = None) -> float:
        return float(np.count_nonzero(self._near(hertz, begin_s, end_s))) * STEP_S

    def span_of(self, hertz: float, begin_s: float = 0) -> tuple[float, float]:
        """From its first to its last moment, seconds. Raises AssertionError: never heard."""
        places = np.flatnonzero(self._near(hertz, begin_s, None))
        assert len(places), f"{hertz} Hz are never heard after {begin_s:.1f} s"
        return begin_s + places[0] * STEP_S, begin_s + (places[-1] + 1) * STEP_S

    def loud_s(self, begin_s: float, end_s: float) -> float:
        return float(np.count_nonzero(self._part(begin_s, end_s))) * STEP_S

    def order(self, known: Sequence[int], at_least_s: float = 0.2) -> list[int]:
        """The tones in the order in which they begin; shorter ones are left out."""
        named = [next((k for k in known if abs(k - hertz) < 15), 0) for hertz in self.hertz]
        runs = [(tone, len(list(run))) for tone, run in groupby(tone for tone in named if tone)]
        return [tone for tone, length in runs if length * STEP_S >= at_least_s]

    def rises(self, begin_s: float = 0, end_s: float | None = None) -> dict[int, float]:
        """Step of the rising voice → seconds of it, at least 0.2."""
        steps = (self._part(begin_s, end_s) - LOWEST_HZ) / RISE_HZ
        count = Counter(round(float(step)) for step in steps if abs(step - round(step)) < 0.3)
        return {
            step: number * STEP_S
            for step, number in sorted(count.items())
            if 0 <= step < RISES and number * STEP_S >= 0.2
        }

    def holds(self, sound: "Pitches", begin_s: float, end_s: float) -> float:
        """How alike (0…1) the sound and its best match in that part are."""
        part = self.samples[int(begin_s * wav.RATE) : int(end_s * wav.RATE)]
        wanted = sound.samples
        if len(part) < len(wanted):
            return 0.0
        size = 1 << (len(part) + len(wanted)).bit_length()
        spectrum = np.fft.rfft(part, size) * np.conj(np.fft.rfft(wanted, size))
        alike = np.fft.irfft(spectrum, size)[: len(part) - len(wanted) + 1]
        energy = np.concatenate([[0.0], np.cumsum(part**2)])
        energies = energy[len(wanted) :] - energy[: len(energy) - len(wanted)]
        norm = np.sqrt(np.maximum(energies, 1.0) * np.sum(wanted**2))
        return float(np.max(alike / norm))

    def _part(self, begin_s: float, end_s: float | None) -> NDArray[np.float64]:
        end = len(self.hertz) if end_s is None else round(end_s / STEP_S)
        return self.hertz[round(begin_s / STEP_S) : end]

    def _near(self, hertz: float, begin_s: float, end_s: float | None) -> NDArray[np.bool_]:
        return np.abs(self._part(begin_s, end_s) - hertz) < 15


def write_staircase(path: Path) -> Path:
    """The rising voice as a file."""
    moments = np.arange(int(RISES * RISE_S * wav.RATE))
    hertz = LOWEST_HZ + RISE_HZ * (moments // int(RISE_S * wav.RATE))
    samples = 8000 * np.sin(2 * np.pi * np.cumsum(hertz) / wav.RATE)
    return wav.write(path, samples.astype(np.int16).tolist())


def _pitches(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    if len(samples) < _WINDOW:
        return np.zeros(0)
    windows = sliding_window_view(samples, _WINDOW)[::_HOP]
    loud = np.sqrt(np.mean(windows**2, axis=1)) > _LOUD
    # Padded to 1024: the peak lies within 4 Hz of the tone.
    power = np.abs(np.fft.rfft(windows * np.hanning(_WINDOW), 1024, axis=1)) ** 2
    peaks = np.argmax(power, axis=1)
    total = np.maximum(np.sum(power, axis=1), 1.0)
    # The main lobe of such a window is 50 Hz wide to either side.
    lobe = np.array(
        [np.sum(row[max(0, p - 7) : p + 8]) for row, p in zip(power, peaks, strict=True)]
    )
    hertz = np.where(lobe / total > 0.8, peaks * wav.RATE / 1024, -1.0)
    return np.where(loud, hertz, 0.0)
