"""The chance that too many things happen at once: sums of independent events.

``S`` = subscribers who will want an operator + operators who are still busy. Whoever answers when
S has reached the number of operators finds none. Each event has a chance of its own.
"""

from collections.abc import Iterable
from math import erfc, exp, pi, sqrt

#: Up to so many events the sum is exact, beyond it the normal law with its skewness is as good.
EXACT = 24
_ROOT_TWO = sqrt(2.0)
_ROOT_TWO_PI = sqrt(2.0 * pi)


class ExactSum:
    """The sum's whole distribution."""

    def __init__(self, chances: Iterable[float]) -> None:
        self.shares = [1.0]
        for chance in chances:
            self.add(chance)

    def add(self, chance: float) -> None:
        miss = 1.0 - chance
        shares = self.shares
        pairs = zip([*shares, 0.0], [0.0, *shares], strict=True)
        self.shares = [same * miss + one_less * chance for same, one_less in pairs]

    def at_least(self, count: int) -> float:
        """The chance that so many happen, or more."""
        return 1.0 if count <= 0 else sum(self.shares[count:])


class LargeSum:
    """Mean, variance and skewness of the sum: the normal law with Edgeworth's first correction."""

    def __init__(self, mean: float, variance: float, third: float) -> None:
        self.mean, self.variance, self.third = mean, variance, third

    @classmethod
    def of(cls, groups: Iterable[tuple[int, float]]) -> "LargeSum":
        """``groups``: how many events have which chance."""
        mean = variance = third = 0.0
        for count, chance in groups:
            spread = count * chance * (1.0 - chance)
            mean += count * chance
            variance += spread
            third += spread * (1.0 - 2.0 * chance)
        return cls(mean, variance, third)

    def add(self, chance: float) -> None:
        spread = chance * (1.0 - chance)
        self.mean += chance
        self.variance += spread
        self.third += spread * (1.0 - 2.0 * chance)

    def at_least(self, count: int) -> float:
        """The chance that so many happen, or more."""
        if self.variance < 1e-9:
            return 1.0 if count <= self.mean + 1e-9 else 0.0
        deviation = sqrt(self.variance)
        z = (count - 0.5 - self.mean) / deviation
        density = exp(-z * z / 2.0) / _ROOT_TWO_PI
        skew = self.third / (self.variance * deviation)
        chance = 0.5 * erfc(z / _ROOT_TWO) + skew / 6.0 * (z * z - 1.0) * density
        return min(1.0, max(0.0, chance))
