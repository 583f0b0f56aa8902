"""Is somebody speaking? Decided by level, with hysteresis, above whatever noise the line has.

Levels are in dB relative to full scale (dBFS), one for each 20 ms. Pure arithmetic: the same code
ends a message while it is being left and finds where to cut it afterwards.
"""

import math
from collections.abc import Iterable, Sequence
from operator import mul

#: Samples of 20 ms at 8 kHz.
FRAME = 160
FRAME_S = 0.02
SILENT_DB = -96.0
#: Speech stands so far above the noise of its line when it begins, and while it lasts.
_BEGINS_ABOVE_DB = 8.0
_LASTS_ABOVE_DB = 5.0
#: What is below this is silence on the quietest line (telephone speech is planned for about
#: -26 dBov, ITU-T P.56, and somebody far from his microphone comes at -45) …
_QUIETEST_DB = -52.0
#: … and what is above this is sound, however steady: no line is as noisy.
_LOUDEST_DB = -36.0
#: A click is shorter than this many frames out of the last four.
_BEGINS_FRAMES = 3
#: Share of the frames that speech leaves to its pauses, and the noise to be heard in.
_PAUSES = 0.1


def level_db(samples: Sequence[int]) -> float:
    """RMS of 16-bit samples, in dBFS."""
    if not samples:
        return SILENT_DB
    energy = sum(map(mul, samples, samples)) / len(samples)
    return max(10 * math.log10(energy / 1073741824.0), SILENT_DB) if energy else SILENT_DB


class NoiseFloor:
    """The level that a tenth of all frames stay below; frames without any sound (nothing has
    come yet, or the far end sends no silence) say nothing about noise."""

    def __init__(self) -> None:
        self._bins = [0] * 97
        self._count = 0

    def feed(self, level: float) -> None:
        if level > SILENT_DB:
            self._bins[min(max(int(level + 96), 0), 96)] += 1
            self._count += 1

    @property
    def level(self) -> float:
        left = self._count * _PAUSES
        for index, count in enumerate(self._bins):
            left -= count
            if left <= 0 and count:
                return index - 95.5
        return SILENT_DB


class VoiceActivity:
    """Feed it frame by frame. ``noise``: what is known of the line's noise; it learns from every
    frame it is fed."""

    def __init__(self, noise: NoiseFloor | None = None) -> None:
        self.noise = noise or NoiseFloor()
        self.speaking = False
        #: Frames fed, and the number of the last one that was speech (0: none).
        self.frames = 0
        self.last_speech = 0
        self._recent: list[float] = []

    def feed(self, level: float) -> bool:
        """Whether somebody speaks now."""
        self.frames += 1
        self.noise.feed(level)
        self._recent = [*self._recent[-3:], level]
        floor = self.noise.level
        begins = min(max(floor + _BEGINS_ABOVE_DB, _QUIETEST_DB), _LOUDEST_DB)
        lasts = min(max(floor + _LASTS_ABOVE_DB, _QUIETEST_DB - 3), _LOUDEST_DB - 3)
        above = sum(1 for one in self._recent if one > (lasts if self.speaking else begins))
        self.speaking = above >= (2 if self.speaking else _BEGINS_FRAMES)
        if self.speaking:
            self.last_speech = self.frames
        return self.speaking


def end_of_speech(levels: Iterable[float]) -> int:
    """The number of frames up to and including the last speech; 0 when nothing was said."""
    known = list(levels)
    noise = NoiseFloor()
    for level in known:
        noise.feed(level)
    activity = VoiceActivity(noise)
    for level in known:
        activity.feed(level)
    return activity.last_speech


_ROWS = (697.0, 770.0, 852.0, 941.0)
_COLUMNS = (1209.0, 1336.0, 1477.0, 1633.0)


def is_key_tone(samples: Sequence[int]) -> bool:
    """Whether 20 ms are the tone of a telephone key (ITU-T Q.23): two frequencies, one of each
    group, carry nearly all of it."""
    energy = sum(map(mul, samples, samples))
    if len(samples) < FRAME or energy < len(samples) * 100 * 100:
        return False
    row, column = (max(_share(samples, f, energy) for f in group) for group in (_ROWS, _COLUMNS))
    return row + column > 0.75 and min(row, column) > 0.08


def _share(samples: Sequence[int], hertz: float, energy: float) -> float:
    """Goertzel: the share of the energy at one frequency."""
    turn = 2 * math.cos(2 * math.pi * hertz / 8000)
    last = before = 0.0
    for sample in samples:
        last, before = sample + turn * last - before, last
    return 2 * (last * last + before * before - turn * last * before) / (len(samples) * energy)
