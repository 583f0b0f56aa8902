"""When operators are to be at work, and which stretches of time that makes.

A shift is a rule: on these weekdays, from then to then, by the clock of a time zone. A rule for a
single day takes the place of all others on that day; without hours it is a day off.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.errors import KnownError

#: A stretch of time in UTC: from, to.
Span = tuple[datetime, datetime]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shift:
    """``id`` is 0 before it is stored. ``weekdays``: digits 1 (Monday) to 7; "" for a single day,
    which is ``first_day`` then. ``last_day`` None: until further notice. ``begins`` None: a day
    off. Where ``ends`` is not later than ``begins`` it is on the next day."""

    id: int
    operator_id: int
    weekdays: str
    first_day: date
    last_day: date | None
    begins: time | None
    ends: time | None
    timezone: str

    @property
    def single(self) -> bool:
        return not self.weekdays

    def on(self, day: date) -> bool:
        if self.single:
            return day == self.first_day
        within = self.first_day <= day and (self.last_day is None or day <= self.last_day)
        return within and str(day.isoweekday()) in self.weekdays


def require_possible(shift: Shift) -> None:
    if (shift.begins is None) != (shift.ends is None) or (shift.begins is None and shift.weekdays):
        raise KnownError("a shift needs its beginning and its end.", mend="Say both, as in 09:00.")
    if shift.last_day is not None and shift.last_day < shift.first_day:
        raise KnownError("the shift ends before it begins.", mend="Let the first day be earlier.")
    if not set(shift.weekdays) <= set("1234567"):
        raise KnownError(
            "{text} are no weekdays.", mend="1 is Monday, 7 is Sunday.", text=shift.weekdays
        )


def planned(shifts: Iterable[Shift], since: datetime, until: datetime) -> list[Span]:
    """Of one operator, within [since, until): in order, without overlaps."""
    rules = list(shifts)
    found: list[Span] = []
    for zone_name in {shift.timezone for shift in rules}:
        zone = ZoneInfo(zone_name)
        day = since.astimezone(zone).date() - _DAY  # a night shift began the day before
        last = until.astimezone(zone).date()
        while day <= last:
            found.extend(_on(day, rules, zone_name, zone))
            day += _DAY
    return merged(clipped(found, since, until))


def _on(day: date, rules: list[Shift], zone_name: str, zone: ZoneInfo) -> Iterator[Span]:
    of_day = [shift for shift in rules if shift.on(day)]
    singles = [shift for shift in of_day if shift.single]
    for shift in singles or of_day:
        if shift.timezone != zone_name or shift.begins is None or shift.ends is None:
            continue
        end_day = day if shift.ends > shift.begins else day + _DAY
        yield (
            datetime.combine(day, shift.begins, zone).astimezone(UTC),
            datetime.combine(end_day, shift.ends, zone).astimezone(UTC),
        )


def clipped(spans: Iterable[Span], since: datetime, until: datetime) -> Iterator[Span]:
    for begin, end in spans:
        begin, end = max(begin, since), min(end, until)
        if begin < end:
            yield begin, end


def merged(spans: Iterable[Span]) -> list[Span]:
    """In order, without overlaps."""
    found: list[Span] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found


def common_s(some: list[Span], others: list[Span]) -> float:
    """Seconds that are in both; each in order, without overlaps."""
    total, place = 0.0, 0
    for begin, end in some:
        while place < len(others) and others[place][1] <= begin:
            place += 1
        index = place
        while index < len(others) and others[index][0] < end:
            total += (min(end, others[index][1]) - max(begin, others[index][0])).total_seconds()
            index += 1
    return total


def length_s(spans: Iterable[Span]) -> float:
    return sum((end - begin).total_seconds() for begin, end in spans)
