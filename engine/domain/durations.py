"""Durations ("5m", "1h30m") and calling hours ("09:00-20:00") as people write them in files."""

import re
from datetime import timedelta
from decimal import Decimal

from engine.domain.campaign import DayHours
from engine.errors import KnownError

_UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
_PART = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)\s*([dhms])")
_DURATION = re.compile(rf"(?:{_PART.pattern}\s*)+", re.ASCII)
_HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—]\s*(\d{1,2}):(\d{2})", re.ASCII)
_LONGEST = timedelta(days=3660)


def parse_duration(text: str) -> timedelta:
    """ "30s", "5m", "4h", "1d", "1h30m", "1.5h" → timedelta; KnownError otherwise."""
    stripped = text.strip().lower()
    if not _DURATION.fullmatch(stripped):
        raise KnownError(
            "{text!r} is no duration.",
            mend='Write a number and a unit: "30s", "5m", "4h", "1d".',
            text=text,
        )
    seconds = sum(
        (Decimal(number) * _UNITS[unit] for number, unit in _PART.findall(stripped)), Decimal(0)
    )
    if seconds > _LONGEST.total_seconds():
        raise KnownError(
            "{text!r} is longer than ten years.", mend="Write a shorter duration.", text=text
        )
    return timedelta(microseconds=int(seconds * 1_000_000))


def format_duration(duration: timedelta) -> str:
    """The shortest text that ``parse_duration`` reads back as the same: "1h30m", "0s".
    ``duration`` is not negative."""
    microseconds = duration // timedelta(microseconds=1)
    if microseconds < 0:
        raise ValueError(f"negative duration {duration!r}")
    text = ""
    for unit in ("d", "h", "m"):
        count, microseconds = divmod(microseconds, _UNITS[unit] * 1_000_000)
        text += f"{count}{unit}" if count else ""
    if microseconds:
        text += f"{(Decimal(microseconds) / 1_000_000).normalize():f}s"
    return text or "0s"


def parse_hours(text: str) -> DayHours:
    """ "09:00-20:00" → DayHours; "00:00-24:00" is round the clock, "never" (or the same time
    twice) is never. KnownError otherwise, also for hours that run past midnight."""
    stripped = text.strip()
    if stripped.lower() == "never":
        return DayHours(0, 0)
    match = _HOURS.fullmatch(stripped)
    if match is None:
        raise KnownError(
            "{text!r} is no span of hours.",
            mend='Write it like "09:00-20:00" or "never".',
            text=text,
        )
    hour_from, minute_from, hour_to, minute_to = map(int, match.groups())
    start, end = hour_from * 60 + minute_from, hour_to * 60 + minute_to
    if minute_from > 59 or minute_to > 59 or start > 1440 or end > 1440:
        raise KnownError(
            "{text!r} has a time that no clock shows.",
            mend='Hours run from "00:00" to "24:00".',
            text=text,
        )
    if start > end:
        raise KnownError(
            "{text!r} ends before it begins; calling hours do not run past midnight.",
            mend='Write the earlier time first, like "09:00-20:00".',
            text=text,
        )
    return DayHours(start, end)


def format_hours(hours: DayHours) -> str:
    """ "09:00-20:00", or "never"."""
    if hours.start >= hours.end:
        return "never"
    return "-".join(f"{minute // 60:02d}:{minute % 60:02d}" for minute in (hours.start, hours.end))
