"""Days that a form's period is said with: dates, and words that mean another day tomorrow."""

import re
from datetime import date, timedelta

_AGO = re.compile(r"-(\d{1,4})")
#: 23.11.2026
_RUSSIAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
#: Word → (first day, last day) as seen from today.
_WORDS = ("today", "yesterday", "this-week", "last-week", "this-month", "last-month")


def day_of(text: str, today: date, *, last: bool) -> date:
    """2026-11-23 or 23.11.2026, ``-7`` (days before today) or one of ``today`` ``yesterday``
    ``this-week`` ``last-week`` ``this-month`` ``last-month``: of those their first day, or with
    ``last`` their last. Weeks begin on Monday. ValueError for anything else."""
    word = text.strip().lower()
    if found := _AGO.fullmatch(word):
        return today - timedelta(days=int(found.group(1)))
    if found := _RUSSIAN.fullmatch(word):
        day, month, year = map(int, found.groups())
        return date(year, month, day)
    if word not in _WORDS:
        return date.fromisoformat(text.strip())
    first, end = _span(word, today)
    return end if last else first


def _span(word: str, today: date) -> tuple[date, date]:
    monday = today - timedelta(days=today.weekday())
    month = today.replace(day=1)
    match word:
        case "yesterday":
            return today - timedelta(days=1), today - timedelta(days=1)
        case "this-week":
            return monday, monday + timedelta(days=6)
        case "last-week":
            return monday - timedelta(days=7), monday - timedelta(days=1)
        case "this-month":
            return month, (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        case "last-month":
            end = month - timedelta(days=1)
            return end.replace(day=1), end
        case _:
            return today, today
