"""Single tones in telephone sound: beeps of voice mail, answer tones of fax machines, the tones
before the network's announcements."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import add, mul

from engine.audio.voice_activity import FRAME_S, level_db

#: Share of a frame's energy that one frequency must carry, and the least level of a tone.
_PURE = 0.85
_FAINTEST_DB = -42.0
#: A tone keeps its frequency and its level …
_SAME_HZ = 15.0
_SAME_DB = 3.0
#: … for so long; shorter ones are found in speech.
SHORTEST_FRAMES = 6
_LOWEST_HZ, _HIGHEST_HZ = 300.0, 2600.0
_RATE = 8000


def tone_hz(frame: Sequence[int]) -> float:
    """The frequency of a frame that is one tone, else 0.

    A sine of w radians a sample obeys x[n+1] + x[n-1] = 2 cos(w) x[n]: least squares give cos(w),
    and Goertzel's filter says what share of the energy is there.
    """
    middle = frame[1:-1]
    energy = sum(map(mul, middle, middle))
    if energy <= 0 or level_db(frame) < _FAINTEST_DB:
        return 0.0
    half = sum(map(mul, map(add, frame[2:], frame[:-2]), middle)) / energy / 2
    if not -1.0 < half < 1.0:
        return 0.0
    hertz = math.acos(half) * _RATE / (2 * math.pi)
    if not _LOWEST_HZ <= hertz <= _HIGHEST_HZ:
        return 0.0
    turn, last, before = 2 * half, 0.0, 0.0
    for sample in frame:
        last, before = sample + turn * last - before, last
    power = last * last + before * before - turn * last * before
    share = 2 * power / (len(frame) * sum(map(mul, frame, frame)))
    return hertz if share >= _PURE else 0.0


@dataclass(frozen=True, slots=True)
class Tone:
    """``seconds`` so far; ``over``: something else has come after it."""

    hertz: float
    seconds: float
    over: bool


class ToneTracker:
    """Feed it frame by frame; ``frames``: how long the present tone has lasted."""

    def __init__(self) -> None:
        self.frames = 0
        self._hertz = 0.0
        self._level = 0.0

    def feed(self, frame: Sequence[int], level: float) -> Tone | None:
        """The tone that lasts, or that has just ended; None: there is none."""
        hertz = tone_hz(frame)
        if (
            hertz
            and self.frames
            and abs(hertz - self._hertz) <= _SAME_HZ
            and (abs(level - self._level) <= _SAME_DB or self.frames < 2)
        ):
            self.frames += 1
            self._hertz += (hertz - self._hertz) / self.frames
            self._level += (level - self._level) / self.frames
            return self._tone(over=False)
        ended = self._tone(over=True)
        self.frames, self._hertz, self._level = (1, hertz, level) if hertz else (0, 0.0, 0.0)
        return ended

    def _tone(self, *, over: bool) -> Tone | None:
        if self.frames < SHORTEST_FRAMES:
            return None
        return Tone(self._hertz, self.frames * FRAME_S, over)
