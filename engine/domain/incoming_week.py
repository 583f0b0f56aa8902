"""Who answers when: a route's week, what its hours leave out, and which routes no call reaches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from engine.domain.incoming import (
    Choice,
    Route,
    RouteKind,
    RouteSettings,
    after_hours,
    is_closed_on,
    read_hours,
)
from engine.domain.week_times import DAYS

_MIDNIGHT = 24 * 60
#: Minutes after midnight, the second one excluded.
Times = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a day, in minutes after midnight by the clock of the route's zone, ``end`` excluded;
    ``choice``: what becomes of calls then."""

    start: int
    end: int
    choice: Choice


@dataclass(frozen=True, slots=True)
class Day:
    """``closed``: a holiday, or one of the route's own closed days."""

    day: date
    closed: bool
    stretches: tuple[Stretch, ...]


def week(route: Route, first: date) -> tuple[Day, ...]:
    """Seven days from ``first`` on; the stretches of each fill it. Both settings of a clock that is
    changed that day count as one."""
    settings = route.settings
    open_choice = Choice(route, settings.kind, settings.target)
    days = []
    for number in range(7):
        day = first + timedelta(days=number)
        closed = is_closed_on(settings, day)
        spans = () if closed else _merged(read_hours(settings.hours).on(day.weekday()))
        stretches = [Stretch(*span, open_choice) for span in spans]
        stretches += [Stretch(*span, after_hours(route)) for span in _between(spans)]
        stretches.sort(key=lambda each: each.start)
        days.append(Day(day, closed, tuple(stretches)))
    return tuple(days)


def gaps(settings: RouteSettings) -> tuple[tuple[Times, ...], ...]:
    """By weekday (0: Monday): when the hours leave the calls to the after-hours scheme, or to
    nobody. Holidays apart. KnownError for hours that cannot be read."""
    if settings.kind is RouteKind.REJECT:
        return ((),) * len(DAYS)
    hours = read_hours(settings.hours)
    return tuple(_between(_merged(hours.on(number))) for number in range(len(DAYS)))


def overlaps(hours: str) -> tuple[tuple[Times, ...], ...]:
    """By weekday: times that are named twice. KnownError for hours that cannot be read."""
    read = read_hours(hours)
    return tuple(_twice(read.on(number)) for number in range(len(DAYS)))


def hidden_by(routes: Sequence[Route], route: Route) -> Route | None:
    """An earlier route that takes every call which this one is for; None: calls reach it."""
    for each in sorted(routes, key=lambda each: each.position):
        if each.id == route.id or each.position >= route.position:
            continue
        same_trunk = each.trunk_id == route.trunk_id
        if same_trunk and covers(each.settings.number, route.settings.number):
            return each
    return None


def covers(pattern: str, other: str) -> bool:
    """Whether every number that ``other`` matches is matched by ``pattern``. Never true where it
    is not so; of two ways to write one set (``?*`` and ``*?``) it knows only the same."""

    @cache
    def at(i: int, j: int) -> bool:
        if i == len(pattern):
            return j == len(other)
        if pattern[i] == "*":
            return at(i + 1, j) or (j < len(other) and at(i, j + 1))
        if j == len(other) or other[j] == "*":
            return False
        return pattern[i] in ("?", other[j]) and at(i + 1, j + 1)

    return at(0, 0)


def _merged(spans: Sequence[Times]) -> tuple[Times, ...]:
    """``spans``: in order."""
    found: list[Times] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return tuple(found)


def _between(spans: Sequence[Times]) -> tuple[Times, ...]:
    """What of the day they leave; they are in order and do not touch."""
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), _MIDNIGHT]
    return tuple((end, start) for end, start in zip(ends, starts, strict=True) if end < start)


def _twice(spans: Sequence[Times]) -> tuple[Times, ...]:
    """``spans``: in order."""
    found, reached = [], 0
    for start, end in spans:
        if start < reached:
            found.append((start, min(end, reached)))
        reached = max(reached, end)
    return _merged(found)
