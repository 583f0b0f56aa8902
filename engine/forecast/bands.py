"""Many runs summed up: of each figure the middle, and the band in which four of five runs are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

from engine.forecast.outcome import Hour, Outcome

#: The band leaves out a tenth of the runs at each end.
LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9


@dataclass(frozen=True, slots=True)
class Band:
    """``low`` and ``high``: a tenth of the runs are below, a tenth above."""

    low: float
    median: float
    high: float

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class FinishBand:
    """When it is done; None: not within the plan's time. ``low`` is the soonest."""

    low: datetime | None
    median: datetime | None
    high: datetime | None
    #: Share of the runs that were done in time.
    share: float


@dataclass(frozen=True, slots=True)
class HourBand:
    """One hour of the runs: calls and answered calls in it; contacts left, and all calls so far, at
    its end."""

    begins: datetime
    calls: Band
    answered: Band
    left: Band
    calls_so_far: Band
    answered_so_far: Band


@dataclass(frozen=True, slots=True)
class Bands:
    """``utilisation``, ``abandon_rate``: None without operators. ``limits``: what kept it from
    being quicker, as in ``Outcome``, on the average; ``left``: contacts not done by the end."""

    runs: int
    contacts: int
    start: datetime
    until: datetime
    finish: FinishBand
    left: Band
    left_why: str
    calls: Band
    answered: Band
    reached: Band
    calls_per_hour: Band | None
    answered_per_hour: Band | None
    utilisation: Band | None
    abandon_rate: Band | None
    line_use: Band | None
    limits: Mapping[str, float]
    hours: tuple[HourBand, ...]


def band(values: Sequence[float]) -> Band:
    """Of one value or more."""
    ordered = sorted(values)
    return Band(*(_quantile(ordered, share) for share in (LOW, MIDDLE, HIGH)))


def summed_up(outcomes: Sequence[Outcome], until: datetime) -> Bands:
    """Of one run or more."""
    first = outcomes[0]
    return Bands(
        runs=len(outcomes), contacts=first.contacts, start=first.start, until=until,
        finish=_finish(outcomes), left=band([o.left for o in outcomes]),
        left_why=_most([o.left_why for o in outcomes if o.left]),
        calls=band([o.calls for o in outcomes]),
        answered=band([o.answered for o in outcomes]),
        reached=band([o.reached for o in outcomes]),
        calls_per_hour=_of(outcomes, lambda o: o.calls_per_hour),
        answered_per_hour=_of(outcomes, _answered_per_hour),
        utilisation=_of(outcomes, lambda o: o.utilisation),
        abandon_rate=_of(outcomes, lambda o: o.abandon_rate),
        line_use=_of(outcomes, lambda o: o.line_use),
        limits=_limits(outcomes), hours=tuple(_hours(outcomes)),
    )  # fmt: skip


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Between the two values that it falls between."""
    place = share * (len(ordered) - 1)
    index = int(place)
    below = ordered[index]
    if place == index or below == inf:
        return below
    return below + (ordered[index + 1] - below) * (place - index)


def _of(outcomes: Sequence[Outcome], figure: Callable[[Outcome], float | None]) -> Band | None:
    values = [value for value in map(figure, outcomes) if value is not None]
    return band(values) if values else None


def _answered_per_hour(outcome: Outcome) -> float | None:
    per_hour = outcome.calls_per_hour
    return None if per_hour is None else per_hour * outcome.answered / outcome.calls


def _finish(outcomes: Sequence[Outcome]) -> FinishBand:
    start = outcomes[0].start
    seconds = sorted(
        inf if o.finished_at is None else (o.finished_at - start).total_seconds() for o in outcomes
    )

    def at(share: float) -> datetime | None:
        after_s = _quantile(seconds, share)
        return None if after_s == inf else start + timedelta(seconds=after_s)

    done = sum(s != inf for s in seconds)
    return FinishBand(at(LOW), at(MIDDLE), at(HIGH), done / len(outcomes))


def _limits(outcomes: Sequence[Outcome]) -> dict[str, float]:
    codes = sorted({code for o in outcomes for code in o.limits})
    means = {code: sum(o.limits.get(code, 0.0) for o in outcomes) / len(outcomes) for code in codes}
    return dict(sorted(means.items(), key=lambda each: -each[1]))


def _most(codes: Sequence[str]) -> str:
    return max(sorted(set(codes)), key=codes.count, default="")


def _hours(outcomes: Sequence[Outcome]) -> list[HourBand]:
    """Runs that are over count as hours without calls."""
    longest = max(len(o.hours) for o in outcomes)
    left = [o.contacts for o in outcomes]
    calls = [0] * len(outcomes)
    answered = [0] * len(outcomes)
    found = []
    start = outcomes[0].start
    nothing = Hour()
    for index in range(longest):
        hours = [o.hours[index] if index < len(o.hours) else nothing for o in outcomes]
        for run, hour in enumerate(hours):
            left[run] -= hour.settled
            calls[run] += hour.calls
            answered[run] += hour.answered
        found.append(
            HourBand(
                start + timedelta(hours=index),
                band([hour.calls for hour in hours]),
                band([hour.answered for hour in hours]),
                band(left),
                band(calls),
                band(answered),
            )
        )
    return found
