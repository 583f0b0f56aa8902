"""Shares and means with the doubt that a sample leaves: 95 % confidence intervals.

Weighted samples count as many respondents as would give the same precision unweighted (Kish's
effective size, Survey Sampling, 1965).
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: The 97.5 % quantile of the normal distribution.
Z = 1.959963984540054
#: The same of Student's distribution for 1…30 degrees of freedom.
_STUDENT = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip


def wilson(share: float, base: float) -> tuple[float, float]:
    """The interval of a share (0…1) seen in a sample of ``base``: Wilson's score interval
    (JASA 22, 1927). (0, 1) when nobody was asked."""
    if base <= 0:
        return 0.0, 1.0
    square = Z * Z / base
    middle = (share + square / 2) / (1 + square)
    half = Z / (1 + square) * math.sqrt(share * (1 - share) / base + square / (4 * base))
    # At the ends the formula is exact but the arithmetic is not.
    low = 0.0 if share <= 0 else max(0.0, middle - half)
    high = 1.0 if share >= 1 else min(1.0, middle + half)
    return low, high


def difference(share: float, base: float, other: float, other_base: float) -> tuple[float, float]:
    """The interval of ``share`` - ``other`` of two independent samples: Newcombe's hybrid score
    interval (Statistics in Medicine 17, 1998, method 10). (-1, 1) when one of them is empty."""
    if base <= 0 or other_base <= 0:
        return -1.0, 1.0
    low, high = wilson(share, base)
    other_low, other_high = wilson(other, other_base)
    delta = share - other
    return (
        delta - math.sqrt((share - low) ** 2 + (other_high - other) ** 2),
        delta + math.sqrt((high - share) ** 2 + (other - other_low) ** 2),
    )


@dataclass(frozen=True, slots=True)
class Mean:
    """``low`` and ``high`` are None where one answer says nothing about the spread."""

    value: float
    deviation: float
    median: float
    low: float | None
    high: float | None


def mean(values: Mapping[float, float], effective: float) -> Mean | None:
    """Of ``values`` (value → weight of those who gave it), from an effective number of answers;
    None where there are none."""
    total = math.fsum(values.values())
    if total <= 0:
        return None
    average = math.fsum(value * weight for value, weight in values.items()) / total
    spread = math.fsum(weight * (value - average) ** 2 for value, weight in values.items()) / total
    if effective <= 1:
        return Mean(average, math.sqrt(spread), _median(values, total), None, None)
    deviation = math.sqrt(spread * effective / (effective - 1))
    half = student(effective - 1) * deviation / math.sqrt(effective)
    return Mean(average, deviation, _median(values, total), average - half, average + half)


def student(freedom: float) -> float:
    """The 97.5 % quantile for that many degrees of freedom."""
    if freedom < 1:
        return _STUDENT[0]
    if freedom < len(_STUDENT):
        below = int(freedom)
        low, high = _STUDENT[below - 1], _STUDENT[below]
        return low + (high - low) * (freedom - below)
    # Cornish and Fisher's expansion: right to four digits from here on.
    return Z + (Z**3 + Z) / (4 * freedom) + (5 * Z**5 + 16 * Z**3 + 3 * Z) / (96 * freedom**2)


def effective_size(total: float, squares: float) -> float:
    """Kish's: the square of the sum of the weights over the sum of their squares."""
    return total * total / squares if squares > 0 else 0.0


def rake(
    cells: Mapping[tuple[str, ...], float],
    targets: Iterable[Mapping[str, float]],
) -> dict[tuple[str, ...], float]:
    """The weight of each cell's respondents such that every margin has its target share: iterative
    proportional fitting (Deming and Stephan, 1940); with one margin, plain post-stratification.

    ``cells``: (value of the first field, of the second, …) → respondents. The weights have the
    mean 1. Values without a target keep the share that they have in the sample.
    """
    weights = dict.fromkeys(cells, 1.0)
    margins = [dict(target) for target in targets]
    for _ in range(100):
        change = 0.0
        for place, target in enumerate(margins):
            found: dict[str, float] = {}
            for cell, n in cells.items():
                found[cell[place]] = found.get(cell[place], 0.0) + n * weights[cell]
            aimed = math.fsum(target[value] for value in found if value in target)
            if aimed <= 0:
                continue
            # Values without a target keep their weight; targets divide what the others have.
            room = math.fsum(n for value, n in found.items() if value in target)
            for cell in cells:
                value = cell[place]
                if value not in target or not found[value]:
                    continue
                factor = target[value] / aimed * room / found[value]
                change = max(change, abs(factor - 1))
                weights[cell] *= factor
        if change < 1e-9:
            break
    return weights


@dataclass(frozen=True, slots=True)
class Independence:
    """Pearson's test of two questions. ``small``: share of cells where fewer than five would be
    expected; ``least``: the smallest expectation. ``strength``: Cramér's V, 0…1."""

    statistic: float
    freedom: int
    probability: float
    strength: float
    small: float
    least: float

    @property
    def doubtful(self) -> bool:
        """Cochran's rule (Biometrics 10, 1954): too few in too many cells."""
        return self.small > 0.2 or self.least < 1


def independence(table: Iterable[Iterable[float]]) -> Independence | None:
    """Of effective counts, rows × columns; rows and columns without anybody are left out. None
    where there are not two of each."""
    rows = [list(row) for row in table]
    rows = [row for row in rows if sum(row) > 0]
    keep = [place for place in range(len(rows[0]) if rows else 0)
            if sum(row[place] for row in rows) > 0]  # fmt: skip
    rows = [[row[place] for place in keep] for row in rows]
    if len(rows) < 2 or len(keep) < 2:
        return None
    total = math.fsum(map(math.fsum, rows))
    across = [math.fsum(row) for row in rows]
    down = [math.fsum(row[place] for row in rows) for place in range(len(keep))]
    expected = [[a * d / total for d in down] for a in across]
    statistic = math.fsum(
        (seen - awaited) ** 2 / awaited
        for row, wanted in zip(rows, expected, strict=True)
        for seen, awaited in zip(row, wanted, strict=True)
    )
    freedom = (len(rows) - 1) * (len(keep) - 1)
    cells = [awaited for row in expected for awaited in row]
    strength = math.sqrt(statistic / (total * (min(len(rows), len(keep)) - 1)))
    return Independence(
        statistic, freedom, upper_gamma(freedom / 2, statistic / 2), min(strength, 1.0),
        sum(each < 5 for each in cells) / len(cells), min(cells),
    )  # fmt: skip


def upper_gamma(shape: float, at: float) -> float:
    """The regularized upper incomplete gamma function: by its series below ``shape`` + 1, else by
    its continued fraction (Lentz; Numerical Recipes, 6.2). Right to twelve digits."""
    if at <= 0:
        return 1.0
    scale = math.exp(-at + shape * math.log(at) - math.lgamma(shape))
    if at < shape + 1:
        term = total = 1 / shape
        step = shape
        while abs(term) > abs(total) * 1e-15:
            step += 1
            term *= at / step
            total += term
        return min(1.0, max(0.0, 1 - total * scale))
    tiny = 1e-300
    b = at + 1 - shape
    c, d = 1 / tiny, 1 / b
    fraction = d
    for step in range(1, 10_000):
        a = -step * (step - shape)
        b += 2
        d = 1 / (a * d + b or tiny)
        c = b + a / c or tiny
        change = d * c
        fraction *= change
        if abs(change - 1) < 1e-15:
            break
    return min(1.0, scale * fraction)


def _median(values: Mapping[float, float], total: float) -> float:
    """The value in the middle; between two values, their mean."""
    passed = 0.0
    ordered = sorted(values)
    for place, value in enumerate(ordered):
        passed += values[value]
        if math.isclose(passed, total / 2) and place + 1 < len(ordered):
            return (value + ordered[place + 1]) / 2
        if passed > total / 2:
            return value
    return ordered[-1]
