"""Hours of the week and days of the calendar as people write them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MIDNIGHT = 24 * 60
_TIME = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)", re.ASCII)
_YEARLY = re.compile(r"(\d\d)-(\d\d)", re.ASCII)
#: A leap year: 29 February is a day that can be meant.
_LEAP = 2028


def read_time(text: str) -> int:
    """Minutes after midnight, 24:00 included. Raises ValueError."""
    match = _TIME.fullmatch(text.strip())
    minutes = int(match[1]) * 60 + int(match[2]) if match else _MIDNIGHT + 1
    if minutes > _MIDNIGHT:
        raise ValueError(text)
    return minutes


class Hours:
    """Spans of the week by the wall clock; without any it is always open."""

    __slots__ = ("_spans",)

    def __init__(self, spans: Sequence[tuple[Sequence[str], int, int]]) -> None:
        #: By weekday (0: Monday), minutes from the midnight it begins with.
        self._spans: tuple[tuple[tuple[int, int], ...], ...] = ()
        if not spans:
            return
        found: list[list[tuple[int, int]]] = [[] for _ in DAYS]
        for days, start, end in spans:
            for day in days:
                number = DAYS.index(day)
                if start < end:
                    found[number].append((start, end))
                elif start > end:  # over midnight
                    found[number].append((start, _MIDNIGHT))
                    if end:
                        found[(number + 1) % 7].append((0, end))
        self._spans = tuple(map(tuple, found))

    def on(self, weekday: int) -> tuple[tuple[int, int], ...]:
        """The spans of that day (0: Monday), as minutes after midnight, in order; they may
        overlap. Where it is always open: the whole day."""
        return tuple(sorted(self._spans[weekday])) if self._spans else ((0, _MIDNIGHT),)

    def __contains__(self, local: datetime) -> bool:
        minute = local.hour * 60 + local.minute
        return not self._spans or any(
            start <= minute < end for start, end in self._spans[local.weekday()]
        )


@dataclass(frozen=True, slots=True)
class Days:
    """Days from ``first`` to ``last``, both included; ``yearly``: as (month, day), each year."""

    first: date
    last: date
    yearly: bool

    def __contains__(self, day: date) -> bool:
        if not self.yearly:
            return self.first <= day <= self.last
        day = day.replace(year=_LEAP)
        if self.first <= self.last:
            return self.first <= day <= self.last
        return day >= self.first or day <= self.last


def read_days(first: str, last: str) -> Days:
    """Raises ValueError."""
    begins, yearly = _day(first)
    ends, also_yearly = _day(last) if last.strip() else (begins, yearly)
    if yearly != also_yearly or (not yearly and ends < begins):
        raise ValueError(f"{first} … {last}")
    return Days(begins, ends, yearly)


def _day(text: str) -> tuple[date, bool]:
    yearly = _YEARLY.fullmatch(text.strip())
    if yearly:
        return date(_LEAP, int(yearly[1]), int(yearly[2])), True
    return date.fromisoformat(text.strip()), False
