"""How long something lasts, learnt from what has lasted so far: talks and wrap-ups.

A piecewise constant hazard (ends ÷ time at risk in each piece) takes the shape of any law, needs
few observations, and answers the question that matters: it has lasted so long, what is the chance
that it ends within the next seconds?
"""

from bisect import bisect_right
from collections.abc import Iterable
from math import exp, inf

#: Where the pieces begin, in seconds.
EDGES = (0, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536)
#: Something that ends at once was at risk for a moment all the same.
_MOMENT_S = 0.25


class Durations:
    """``mean_s`` is believed like ``weight`` observations at first."""

    def __init__(self, mean_s: float, weight: float) -> None:
        self.exposure = [
            weight * mean_s * (exp(-start / mean_s) - exp(-end / mean_s))
            for start, end in zip(EDGES, (*EDGES[1:], inf), strict=True)
        ]
        # Even the last piece keeps a chance to end: nothing lasts for ever.
        self.exposure = [max(seconds, 0.01) for seconds in self.exposure]
        self.ends = [seconds / mean_s for seconds in self.exposure]
        self._hazard: list[float] = []
        self._sums: list[float] = []
        self._mean_s: float | None = None
        self.refresh()

    def learn(self, lasted_s: float, memory: float) -> None:
        """Something has ended after so long; when ``memory`` newer ones have, it will count a
        third of what it does now. Takes effect with ``refresh``."""
        lasted = max(lasted_s, _MOMENT_S)
        keep = 1.0 - 1.0 / memory
        self.ends = [count * keep for count in self.ends]
        self.exposure = [seconds * keep for seconds in self.exposure]
        self._mean_s = None
        last = bisect_right(EDGES, lasted) - 1
        for piece in range(last):
            self.exposure[piece] += EDGES[piece + 1] - EDGES[piece]
        self.exposure[last] += lasted - EDGES[last]
        self.ends[last] += 1.0

    def refresh(self, under_way: list[float] | None = None) -> None:
        """Bring what was learnt into effect. ``under_way``: how long those have lasted that have
        not ended; without them the short ones, which end first, would be believed too soon."""
        exposure = self.exposure
        if under_way:
            exposure = list(exposure)
            for lasted in under_way:
                last = bisect_right(EDGES, max(lasted, 0.0)) - 1
                for piece in range(last):
                    exposure[piece] += EDGES[piece + 1] - EDGES[piece]
                exposure[last] += lasted - EDGES[last]
        self._hazard = [ends / at_risk for ends, at_risk in zip(self.ends, exposure, strict=True)]
        sums = [0.0]
        for piece, hazard in enumerate(self._hazard[:-1]):
            sums.append(sums[-1] + hazard * (EDGES[piece + 1] - EDGES[piece]))
        self._sums = sums

    def passed(self, lasted_s: float) -> float:
        """The cumulative hazard: exp(−passed) of all last longer than that."""
        if lasted_s <= 0.0:
            return 0.0
        piece = bisect_right(EDGES, lasted_s) - 1
        return self._sums[piece] + self._hazard[piece] * (lasted_s - EDGES[piece])

    def ends_within(self, lasted_s: float, spans: Iterable[float]) -> list[float]:
        """The chances that what has lasted so long ends within each of the spans, in seconds."""
        already, hazards, sums = self.passed(lasted_s), self._hazard, self._sums
        found: list[float] = []
        add, edges = found.append, EDGES
        for span in spans:
            if span > 0.0:
                until = lasted_s + span
                piece = bisect_right(edges, until) - 1
                passed = sums[piece] + hazards[piece] * (until - edges[piece])
                add(1.0 - exp(already - passed))
            else:
                add(0.0)
        return found

    def after(self, hazard: float) -> float:
        """The length at which the cumulative hazard is that."""
        piece = bisect_right(self._sums, hazard) - 1
        rate = self._hazard[piece]
        return EDGES[piece] + (hazard - self._sums[piece]) / rate if rate > 0 else EDGES[piece]

    @property
    def mean_s(self) -> float:
        if self._mean_s is None:
            self._mean_s = sum(self.exposure) / sum(self.ends)
        return self._mean_s

    def mixed(self) -> None:
        """``exposure`` and ``ends`` were changed from outside."""
        self._mean_s = None
