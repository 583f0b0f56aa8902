"""A buffer between two clocks: it holds as little as the irregularity of both sides allows.

How much that is shows by itself: what is left after each ``pull`` is looked at for a second, and
the least of it is what could have been spared. More than the margin: some of it is cut out. Less:
a little is stretched. An underrun widens the margin at once; in quiet times it narrows slowly.
Cuts and stretches are laid where the waveform repeats itself, and cross-faded.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import TYPE_CHECKING

import numpy as np

from engine.audio.live import CALL_RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.int16]

_MS = CALL_RATE // 1000
_LEAST_MARGIN, _FIRST_MARGIN, _MOST_MARGIN = 4 * _MS, 10 * _MS, 60 * _MS
#: Never more than this waits: what is older has no worth in a talk.
_MOST = 200 * _MS
_WINDOW_S = 1.0
_WIDEN, _NARROW = 8 * _MS, 1 * _MS
_FADE = 5 * _MS
#: Pitch periods of speech: 80 to 400 Hz.
_SHORTEST_LAG, _LONGEST_LAG = CALL_RATE // 400, CALL_RATE // 80


class JitterBuffer:
    """``push`` and ``pull`` may come from different threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._samples: Samples = np.zeros(0, np.int16)
        #: (samples before it, when it was spoken) of each frame that waits.
        self._origins: deque[tuple[int, float]] = deque()
        self._margin = _FIRST_MARGIN
        self._filling = True
        self._least = _MOST
        self._window_ends = 0.0
        #: Counted since the beginning.
        self.underruns = self.cuts = self.stretches = self.dropped = 0
        self._delays: deque[float] = deque(maxlen=200)

    @property
    def waiting_ms(self) -> float:
        return len(self._samples) / _MS

    @property
    def margin_ms(self) -> float:
        return self._margin / _MS

    def delays_ms(self) -> list[float]:
        """Of the last pulls: how long ago what they gave was spoken."""
        with self._lock:
            return [delay * 1000 for delay in self._delays]

    @property
    def last_delay_ms(self) -> float | None:
        """Of the last pull; None while nothing comes."""
        with self._lock:
            return self._delays[-1] * 1000 if self._delays and not self._filling else None

    def push(self, samples: Samples, spoken_at: float) -> None:
        """``spoken_at``: ``time.perf_counter()`` when its first sample left where it came from."""
        with self._lock:
            self._origins.append((len(self._samples), spoken_at))
            self._samples = np.concatenate([self._samples, samples])
            if len(self._samples) > _MOST:
                # The other side has stood still: begin anew with what is fresh.
                self.dropped += 1
                self._forget(len(self._samples) - self._margin - len(samples))

    def clear(self) -> None:
        with self._lock:
            self._forget(len(self._samples))
            self._filling = True

    def pull(self, count: int, now: float | None = None) -> Samples:
        """The next ``count`` samples, silence where there are none."""
        moment = time.perf_counter() if now is None else now
        with self._lock:
            if self._filling:
                if len(self._samples) < count + self._margin:
                    return np.zeros(count, np.int16)
                self._filling = False
                self._start_window(moment)
            self._adjust(count, moment)
            out = self._take(count, moment)
            self._least = min(self._least, len(self._samples))
        return out

    # -- inside ----------------------------------------------------------------------------------

    def _start_window(self, now: float) -> None:
        self._least, self._window_ends = _MOST, now + _WINDOW_S

    def _adjust(self, count: int, now: float) -> None:
        """Cut or stretch by one pitch period when the last second says so."""
        if now < self._window_ends:
            return
        spare = self._least - self._margin
        if spare >= 4 * _MS:
            if self._cut(min(spare, _LONGEST_LAG)):
                self.cuts += 1
            # Much too much: go on with the next pull.
            more = spare > _LONGEST_LAG
            self._least = max(self._least - _LONGEST_LAG, 0) if more else _MOST
            self._window_ends = now if more else now + _WINDOW_S
            return
        if self._least < self._margin // 2 and len(self._samples) >= count:
            if self._stretch():
                self.stretches += 1
        elif self._margin > _LEAST_MARGIN:
            self._margin -= _NARROW
        self._start_window(now)

    def _lag(self, longest: int) -> int:
        """The period with which the beginning repeats itself; 0: too short to tell."""
        longest = min(longest, len(self._samples) - 2 * _FADE)
        if longest <= _SHORTEST_LAG:
            return 0
        head = self._samples[: _FADE + longest].astype(np.float64)
        first = head[:_FADE]
        best, best_score = longest, -np.inf
        for lag in range(_SHORTEST_LAG, longest + 1):
            other = head[lag : lag + _FADE]
            score = float(first @ other) / (float(np.sqrt(other @ other)) + 1.0)
            if score > best_score:
                best, best_score = lag, score
        return best

    def _cut(self, longest: int) -> bool:
        lag = self._lag(longest)
        if not lag:
            return False
        joint = _cross_fade(self._samples[:_FADE], self._samples[lag : lag + _FADE])
        self._samples = np.concatenate([joint, self._samples[lag + _FADE :]])
        self._shift(-lag)
        return True

    def _stretch(self) -> bool:
        lag = self._lag(_LONGEST_LAG)
        if not lag:
            return False
        # Play the first period twice: … p, then fade from what follows p into p again.
        joint = _cross_fade(self._samples[lag : lag + _FADE], self._samples[:_FADE])
        self._samples = np.concatenate([self._samples[:lag], joint, self._samples[_FADE:]])
        self._shift(lag)
        return True

    def _shift(self, by: int) -> None:
        self._origins = deque(
            (place if place <= 0 else max(place + by, 0), at) for place, at in self._origins
        )

    def _take(self, count: int, now: float) -> Samples:
        self._note_delay(now)
        have = len(self._samples)
        out = self._samples[:count]
        if have < count:
            self.underruns += 1
            self._margin = min(self._margin + _WIDEN, _MOST_MARGIN)
            self._filling = True
            fade = min(_FADE, have)
            tail = out.astype(np.float64)
            if fade:
                tail[have - fade :] *= np.linspace(1, 0, fade)
            out = np.concatenate([tail.astype(np.int16), np.zeros(count - have, np.int16)])
        self._forget(min(count, have))
        return out

    def _note_delay(self, now: float) -> None:
        if self._origins:
            place, at = self._origins[0]
            # What stands at the head was spoken so much later than the frame it belongs to.
            self._delays.append(now - at + place / CALL_RATE)

    def _forget(self, count: int) -> None:
        self._samples = self._samples[count:]
        while len(self._origins) > 1 and self._origins[1][0] <= count:
            self._origins.popleft()
        self._origins = deque((place - count, at) for place, at in self._origins)
        if not len(self._samples):
            self._origins.clear()


def _cross_fade(one: Samples, other: Samples) -> Samples:
    ramp = np.linspace(0, 1, len(one))
    return (one * (1 - ramp) + other * ramp).astype(np.int16)
