"""When a contact may be called: hours by the wall clock of his own time zone.

Zones that a contact may be in come from his list or his number; a Russian mobile number may be in
any of sixteen. Calling is then allowed when it is allowed in all of them (``Schedule.all_zones``).
A zone that the time-zone database does not know counts as not given: the campaign's own serves.

The dialer asks for every set of zones again and again, so a ``CallingHours`` remembers the open
spans of each day. Inside, moments are whole seconds since 1970 UTC. Offsets change between two
days' midnights (UTC) once at most, which holds for every zone in the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from engine.domain.campaign import DayHours, Schedule
from engine.domain.campaign_terms import LegalHours
from engine.errors import KnownError

_DAY = 86400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
#: How far ahead an opening is looked for: longer than any row of holidays.
HORIZON_DAYS = 31
# One campaign meets a handful of zone sets and days; this only bounds what a long run keeps.
_CACHED_DAYS = 4096

_Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class HoursSpan:
    """Calling is allowed (``open``) or not from the moment asked about until ``until`` (UTC);
    None: for as far as we look ahead (``HORIZON_DAYS``)."""

    open: bool
    until: datetime | None


class CallingHours:
    """The calling hours of one schedule, with what was worked out remembered."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self._zone_days: dict[tuple[str, int], _Spans] = {}
        self._set_days: dict[tuple[tuple[str, ...], int], _Spans] = {}

    def allowed(self, zones: Sequence[str], moment: datetime) -> bool:
        """May a contact of these possible zones be called at ``moment`` (aware)?"""
        second = _second(moment)
        return any(
            start <= second < end for start, end in self._set_day(tuple(zones), second // _DAY)
        )

    def next_opening(self, zones: Sequence[str], moment: datetime) -> datetime | None:
        """The first moment at or after ``moment`` when calling is allowed: ``moment`` itself
        while it is; None when that is never within ``HORIZON_DAYS``."""
        second = _second(moment)
        key, today = tuple(zones), second // _DAY
        for day in range(today, today + HORIZON_DAYS + 1):
            for start, end in self._set_day(key, day):
                if second < end:
                    return moment if start <= second else _moment(start)
        return None

    def span(self, zones: Sequence[str], moment: datetime) -> HoursSpan:
        """Whether calling is allowed at ``moment`` and when that changes."""
        key, second = tuple(zones), _second(moment)
        if not self.allowed(key, moment):
            return HoursSpan(False, self.next_opening(key, moment))
        today = second // _DAY
        end = second
        for day in range(today, today + HORIZON_DAYS + 1):
            for start, until in self._set_day(key, day):
                if until > end:
                    if start > end:
                        return HoursSpan(True, _moment(end))
                    end = until
            if end < (day + 1) * _DAY:
                return HoursSpan(True, _moment(end))
        return HoursSpan(True, None)

    # --- days (UTC) ----------------------------------------------------------------------------

    def _set_day(self, zones: tuple[str, ...], day: int) -> _Spans:
        """The open spans of a set of zones within one UTC day, in order."""
        spans = self._set_days.get((zones, day))
        if spans is None:
            known = [zone for zone in zones if zone_of(zone) is not None]
            parts = [self._zone_day(zone, day) for zone in known or [self.schedule.timezone]]
            spans = _in_all(parts) if self.schedule.all_zones else _in_any(parts)
            if len(self._set_days) >= _CACHED_DAYS:
                self._set_days.clear()
            self._set_days[zones, day] = spans
        return spans

    def _zone_day(self, name: str, day: int) -> _Spans:
        spans = self._zone_days.get((name, day))
        if spans is None:
            zone = zone_of(name)
            start = day * _DAY
            pieces = ((start, start + _DAY, 0),) if zone is None else _steady_pieces(zone, start)
            spans = _in_any([tuple(self._piece(*piece)) for piece in pieces])
            if len(self._zone_days) >= _CACHED_DAYS:
                self._zone_days.clear()
            self._zone_days[name, day] = spans
        return spans

    def _piece(self, start: int, end: int, offset: int) -> list[tuple[int, int]]:
        """The open spans between two moments that have one UTC offset."""
        found = []
        for local_day in range((start + offset) // _DAY, (end - 1 + offset) // _DAY + 1):
            hours = self._hours_of(local_day)
            midnight = local_day * _DAY - offset
            opens = max(start, midnight + hours.start * 60)
            closes = min(end, midnight + hours.end * 60)
            if opens < closes:
                found.append((opens, closes))
        return found

    def _hours_of(self, local_day: int) -> DayHours:
        day = date.fromordinal(local_day + _EPOCH_ORDINAL)
        return hours_on(self.schedule, day)


def hours_on(schedule: Schedule, day: date) -> DayHours:
    """The hours that hold on a calendar day of the contact, within what laws allow: holidays
    count as weekend."""
    off = day.weekday() >= 5 or is_holiday(schedule.holidays, day)
    hours = schedule.weekend if off else schedule.weekdays
    for law in schedule.legal:
        hours = hours.within(legal_hours_on(law, day))
    return hours


def legal_hours_on(law: LegalHours, day: date) -> DayHours:
    """What a law allows on that day; a holiday on a weekend has the hours that both have."""
    hours = law.weekend if day.weekday() >= 5 else law.weekdays
    if is_holiday(law.country, day):
        return law.holidays.within(hours) if day.weekday() >= 5 else law.holidays
    return hours


@lru_cache(maxsize=64)
def calling_hours(schedule: Schedule) -> CallingHours:
    """The shared ``CallingHours`` of a schedule."""
    return CallingHours(schedule)


def allowed(zones: Sequence[str], schedule: Schedule, moment: datetime) -> bool:
    """See ``CallingHours.allowed``."""
    return calling_hours(schedule).allowed(zones, moment)


def next_opening(zones: Sequence[str], schedule: Schedule, moment: datetime) -> datetime | None:
    """See ``CallingHours.next_opening``."""
    return calling_hours(schedule).next_opening(zones, moment)


def check_schedule(schedule: Schedule) -> None:
    """KnownError when the schedule names a time zone or a country nobody knows."""
    if zone_of(schedule.timezone) is None:
        raise KnownError(
            "[schedule] timezone: there is no time zone {zone!r}.",
            mend='Name one as "Europe/Moscow" or "Asia/Yekaterinburg".',
            zone=schedule.timezone,
        )
    if schedule.holidays:
        try:
            _load_holidays(schedule.holidays, 2026)
        except (NotImplementedError, ValueError):
            raise KnownError(
                "[schedule] holidays: no holidays are known for {country!r}.",
                mend='Name a country by its two letters, as "RU" or "KZ", or leave it out.',
                country=schedule.holidays,
            ) from None


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo | None:
    """The time zone of that name; None when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown; not a name at all; a folder of zones
        return None


def is_holiday(country: str, day: date) -> bool:
    """Is ``day`` a public holiday of ``country`` ("RU", "DE-BY", "KZ,RU" for either; "": never)?"""
    return bool(country) and day in _holidays(country, day.year)


@lru_cache(maxsize=256)
def _holidays(country: str, year: int) -> frozenset[date]:
    try:
        return _load_holidays(country, year)
    except (NotImplementedError, ValueError):
        # check_schedule refuses such a country when the campaign is made; a stored campaign
        # must not bring a running engine down.
        return frozenset()


def _load_holidays(country: str, year: int) -> frozenset[date]:
    # Importing it costs 0.1 s, which an engine without holidays and the command line spare.
    import holidays

    found: set[date] = set()
    for part in country.upper().split(","):
        code, _, subdivision = part.strip().partition("-")
        calendar = holidays.country_holidays(code, subdiv=subdivision or None, years=year)
        found.update(day for day in calendar if day.year == year)
    return frozenset(found)


# --- spans --------------------------------------------------------------------------------------


def _second(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(seconds=1)


def _moment(second: int) -> datetime:
    return _EPOCH + timedelta(seconds=second)


def _offset(zone: ZoneInfo, second: int) -> int:
    offset = _moment(second).astimezone(zone).utcoffset()
    assert offset is not None
    return offset // timedelta(seconds=1)


def _steady_pieces(zone: ZoneInfo, start: int) -> tuple[tuple[int, int, int], ...]:
    """The UTC day that begins at ``start`` as (from, until, offset): two pieces on the day when
    the clocks change."""
    end = start + _DAY
    before, after = _offset(zone, start), _offset(zone, end)
    if before == after:
        return ((start, end, before),)
    low, high = start, end  # the change is after low, at high at the latest
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    return tuple(piece for piece in ((start, high, before), (high, end, after)) if piece[0] < end)


def _in_any(parts: Sequence[_Spans]) -> _Spans:
    """Moments that are in one of the parts at least, as spans in order."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for part in parts for span in part):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _in_all(parts: Sequence[_Spans]) -> _Spans:
    """Moments that are in every part."""
    common = parts[0]
    for part in parts[1:]:
        common = tuple(
            (max(a, c), min(b, d)) for a, b in common for c, d in part if max(a, c) < min(b, d)
        )
    return common
