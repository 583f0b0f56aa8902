"""Dates and times as people key them in, and the moment nearest to them when calling is allowed."""

from datetime import UTC, date, datetime, time, timedelta

from engine.domain.calling_hours import CallingHours, zone_of
from engine.ivr.handler import Call
from engine.scheme import values
from engine.scheme.values import Value

#: A day of the past is meant as next year's only when that is so near: keyed at the end of a year.
_NEXT_YEAR = timedelta(days=92)
#: An earlier moment is looked for in these steps, so far back.
_STEP, _STEPS_BACK = timedelta(minutes=15), 4 * 24


def keyed_date(keys: str, today: date, today_key: int) -> date | None:
    """One digit counts days, ``today_key`` being today; two are a day of this month or the next;
    three or four a day and a month, six or eight the year too. ``*`` may separate them. None:
    there is no such day, or it is over."""
    parts = keys.split("*")
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    if len(parts) > 1:
        return _of_parts(parts, today)
    text = parts[0]
    match len(text):
        case 1:
            days = int(text) - today_key
            return today + timedelta(days=days) if days >= 0 else None
        case 2:
            return _day_of_month(int(text), today)
        case 3:  # 512 is the fifth of December; 251 could be either, and only one is a date
            readings = {_of_parts([text[:n], text[n:]], today) for n in (1, 2)} - {None}
            return readings.pop() if len(readings) == 1 else None
        case 4:
            return _of_parts([text[:2], text[2:]], today)
        case 6 | 8:
            return _of_parts([text[:2], text[2:4], text[4:]], today)
    return None


def _of_parts(parts: list[str], today: date) -> date | None:
    if len(parts) == 3:
        year = int(parts[2]) + (2000 if len(parts[2]) == 2 else 0)
        found = _date(year, parts[1], parts[0])
        return found if found is not None and found >= today else None
    if len(parts) != 2 or not all(len(part) in (1, 2) for part in parts):
        return None
    found = _date(today.year, parts[1], parts[0])
    if found is None or found < today:
        found = _date(today.year + 1, parts[1], parts[0])
        if found is not None and found - today > _NEXT_YEAR:
            return None
    return found


def _day_of_month(day: int, today: date) -> date | None:
    found = _date(today.year, today.month, day)
    if found is not None and found >= today:
        return found
    first_of_next = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return _date(first_of_next.year, first_of_next.month, day)


def _date(year: int, month: str | int, day: str | int) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


def keyed_time(keys: str) -> timedelta | None:
    """Time of day after midnight, by the 24-hour clock: ``9`` ``09`` ``930`` ``0930`` ``9*30``;
    ``24`` and ``2400`` are the midnight at the day's end. None: there is no such time."""
    hours, star, minutes = keys.partition("*")
    if not star:
        hours, minutes = (keys, "") if len(keys) <= 2 else (keys[:-2], keys[-2:])
    digits = hours + minutes
    if not (digits.isascii() and digits.isdigit() and 1 <= len(hours) <= 2 and len(minutes) <= 2):
        return None
    h, m = int(hours), int(minutes or "0")
    if m > 59 or h > 24 or (h == 24 and m):
        return None
    return timedelta(hours=h, minutes=m)


def given_date(value: Value) -> date | None:
    """A date that an expression has brought."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return values.parse_date(value) if isinstance(value, str) else None


def given_time(value: Value) -> timedelta | None:
    """A time that an expression has brought: a time, "18:30", "1830", 18."""
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return timedelta(hours=value.hour, minutes=value.minute)
    text = values.to_text(value).strip().replace(":", "*").replace(".", "*")
    return keyed_time(text)


class CallbackRules:
    """When a subscriber of this call may be promised a call."""

    __slots__ = ("_hours", "_now", "_zone", "_zones", "last_day")

    def __init__(self, call: Call, now: datetime, hours: CallingHours | None, days: int) -> None:
        zones = call.facts.zones
        if not zones and hours is not None:
            zones = (hours.schedule.timezone,)
        self._zones = zones
        self._zone = next((zone for name in zones if (zone := zone_of(name)) is not None), UTC)
        self._hours = hours
        self._now = now
        self.last_day = self.today + timedelta(days=days)

    @property
    def today(self) -> date:
        return self._now.astimezone(self._zone).date()

    def moment(self, day: date, after_midnight: timedelta) -> datetime:
        """Aware UTC. On the day when the clocks change, an hour that is left out is the one
        after it."""
        local = datetime.combine(day, time()) + after_midnight
        return local.replace(tzinfo=self._zone).astimezone(UTC)

    def local(self, at: datetime) -> datetime:
        """As the subscriber would read it off his clock, without a zone."""
        return at.astimezone(self._zone).replace(tzinfo=None)

    def ahead(self, at: datetime) -> bool:
        return at > self._now and self.local(at).date() <= self.last_day

    def allowed(self, at: datetime) -> bool:
        return self._hours is None or self._hours.allowed(self._zones, at)

    def nearest(self, at: datetime) -> datetime | None:
        """The allowed moment ahead that is nearest to ``at``; None: there is none."""
        if self._hours is None:
            return at
        later = self._hours.next_opening(self._zones, max(at, self._now + _STEP))
        if later is not None and not self.ahead(later):
            later = None
        for step in range(1, _STEPS_BACK + 1):
            earlier = at - step * _STEP
            if not self.ahead(earlier) or (later is not None and at - earlier >= later - at):
                break
            if self.allowed(earlier):
                return earlier
        return later
