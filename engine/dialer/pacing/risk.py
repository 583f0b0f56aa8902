"""The chance that too many things happen at once: sums of independent events.

``S`` = subscribers who will want an operator + operators who are still busy. Whoever answers when
S has reached the number of operators finds none. Each event has a chance of its own.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from math import erfc, exp, lgamma, log, log1p, pi, sqrt
from operator import mul

#: Up to so many events the sum is exact, beyond it the normal law with its skewness is as good.
EXACT = 24
#: Of nearly all sums no more is asked than the chance that so few events fail to happen.
_FEW = 6
#: A chance below it is told too roughly for others to be worked out from it.
_LEAST = 1e-250
_ROOT_TWO = sqrt(2.0)
_ROOT_TWO_PI = sqrt(2.0 * pi)


class ExactSum:
    """The sum's distribution, by how many of the events do not happen: there are hardly ever
    more than a few events too many, so that its beginning is all that is asked for."""

    def __init__(self, chances: Sequence[float]) -> None:
        self._chances = chances
        #: The chances that at most none of them does not happen, one, two …
        self._at_most: list[float] = []

    def at_least(self, count: int, more: int = 0, chance: float = 0.0) -> float:
        """The chance that so many happen, or more; with so many more events, each of which has
        that chance."""
        if count <= 0:
            return 1.0
        spared = len(self._chances) - count
        if not more:
            if spared < 0:
                return 0.0
            known = self._at_most
            return known[spared] if spared < len(known) else self._up_to(spared)[spared]
        shares = _binomial(more, chance)
        at_most = self._up_to(spared + more)
        found: float = sum(
            map(mul, shares[-spared:], at_most)
            if spared < 0
            else map(mul, shares, at_most[spared:])
        )
        return found

    def _up_to(self, last: int) -> list[float]:
        """``_at_most`` as far as that, or farther."""
        if last >= len(self._at_most) and last >= 0:
            if last <= _FEW:
                shares = _few(self._chances)
            else:
                shares = _all(self._chances)
                shares += [0.0] * (last + 1 - len(shares))
            self._at_most = list(accumulate(shares))
        return self._at_most


def _few(chances: Iterable[float]) -> list[float]:
    """The chances that none of the events does not happen, that one, two … ``_FEW`` do not."""
    none, one, two, three, four, five, six = 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for hit in chances:
        miss = 1.0 - hit
        six = six * hit + five * miss
        five = five * hit + four * miss
        four = four * hit + three * miss
        three = three * hit + two * miss
        two = two * hit + one * miss
        one = one * hit + none * miss
        none *= hit
    return [none, one, two, three, four, five, six]


def _all(chances: Iterable[float]) -> list[float]:
    """The same, to the end."""
    shares = [1.0]
    for hit in chances:
        miss = 1.0 - hit
        pairs = zip([*shares, 0.0], [0.0, *shares], strict=True)
        shares = [same * hit + one_less * miss for same, one_less in pairs]
    return shares


@lru_cache(1024)
def _binomial(events: int, chance: float) -> tuple[float, ...]:
    """The chances that none of so many events happens, that one does, two …"""
    if chance >= 1.0:
        return (*([0.0] * events), 1.0)
    odds = chance / (1.0 - chance)
    none = (1.0 - chance) ** events
    if none < _LEAST:
        return _from_likeliest(events, chance)
    shares = [none]
    for happened in range(events):
        shares.append(shares[-1] * odds * (events - happened) / (happened + 1))
    return tuple(shares)


def _from_likeliest(events: int, chance: float) -> tuple[float, ...]:
    """``_binomial`` where that none happens is too unlikely for a number to tell: from the number
    that is likeliest to happen in both directions."""
    odds = chance / (1.0 - chance)
    peak = min(events, int((events + 1) * chance))
    others = events - peak
    shares = [0.0] * (events + 1)
    shares[peak] = exp(
        lgamma(events + 1) - lgamma(peak + 1) - lgamma(others + 1)
        + peak * log(chance) + others * log1p(-chance)
    )  # fmt: skip
    for happened in range(peak, events):
        shares[happened + 1] = shares[happened] * odds * (events - happened) / (happened + 1)
    for happened in range(peak, 0, -1):
        shares[happened - 1] = shares[happened] / odds * happened / (events - happened + 1)
    return tuple(shares)


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

    def at_least(self, count: int, more: int = 0, chance: float = 0.0) -> float:
        """The chance that so many happen, or more; with so many more events, each of which has
        that chance."""
        spread = more * chance * (1.0 - chance)
        mean, variance = self.mean + more * chance, self.variance + spread
        if variance < 1e-9:
            return 1.0 if count <= mean + 1e-9 else 0.0
        deviation = sqrt(variance)
        z = (count - 0.5 - mean) / deviation
        density = exp(-z * z / 2.0) / _ROOT_TWO_PI
        skew = (self.third + spread * (1.0 - 2.0 * chance)) / (variance * deviation)
        found = 0.5 * erfc(z / _ROOT_TWO) + skew / 6.0 * (z * z - 1.0) * density
        return min(1.0, max(0.0, found))
