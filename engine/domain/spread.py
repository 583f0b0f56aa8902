"""How numbers are spread: how many lie below each of some bounds, and their sum."""

from bisect import bisect_left
from collections.abc import Sequence


class Spread:
    """``bounds``: ascending; each belongs to what lies below it. Not for two threads at once."""

    __slots__ = ("bounds", "counts", "total")

    def __init__(self, bounds: Sequence[float]) -> None:
        self.bounds = tuple(bounds)
        #: One for each bound, and one for what lies above them all.
        self.counts = [0] * (len(self.bounds) + 1)
        self.total = 0.0

    def add(self, value: float) -> None:
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value

    @property
    def count(self) -> int:
        return sum(self.counts)

    def copy(self) -> "Spread":
        other = Spread(self.bounds)
        other.counts, other.total = list(self.counts), self.total
        return other
