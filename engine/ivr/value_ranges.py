"""Values and ranges as they are written in a switch: ``Премиум``, ``5``, ``100..500``, ``..99``.

A value of a call is compared as what it is: a number with numbers, a date with dates; a text
(a column of the list, keys that were pressed) is read as the range's ends are.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Protocol

from engine.scheme.values import Value, clean_text, parse_date, parse_number

_YES = frozenset({"yes", "true", "да"})
_NO = frozenset({"no", "false", "нет"})

Point = Decimal | date | time


class BadRange(Exception):
    def __init__(self, ru: str, en: str) -> None:
        super().__init__(en)
        self.ru = ru
        self.en = en


class Wanted(Protocol):
    def fits(self, value: Value) -> bool: ...


@dataclass(frozen=True, slots=True)
class OneValue:
    text: str
    number: Decimal | None
    day: date | None
    time: time | None

    def fits(self, value: Value) -> bool:
        if value is None:
            return not self.text
        if isinstance(value, bool):
            return self.text in (_YES if value else _NO)
        if isinstance(value, int | Decimal):
            return self.number is not None and self.number == value
        if isinstance(value, datetime):
            return self.day is not None and self.day == value.date()
        if isinstance(value, date):
            return self.day is not None and self.day == value
        if isinstance(value, time):
            return self.time is not None and self.time == value
        return self.text == _folded(value)


@dataclass(frozen=True, slots=True)
class Range:
    """Both ends included; None: open."""

    kind: type[Point]
    low: Point | None
    high: Point | None

    def fits(self, value: Value) -> bool:
        point = _as(value, self.kind)
        if point is None:
            return False
        # Ends and point are of one kind, which the type checker cannot see.
        return (self.low is None or self.low <= point) and (  # type: ignore[operator]
            self.high is None or point <= self.high  # type: ignore[operator]
        )


def read_wanted(text: str) -> Wanted:
    """Raises BadRange."""
    if ".." in text:
        return _range(text)
    clean = _folded(text)
    return OneValue(clean, parse_number(clean), parse_date(clean), _time(clean))


def _range(text: str) -> Range:
    low_text, _, high_text = (part.strip() for part in text.partition(".."))
    low, high = _point(low_text, text), _point(high_text, text)
    some = low if low is not None else high
    if some is None:
        raise BadRange(
            f"у диапазона «{text}» нет ни начала, ни конца",
            f"the range “{text}” has neither beginning nor end",
        )
    if low is not None and high is not None:
        if type(low) is not type(high):
            raise BadRange(
                f"начало и конец диапазона «{text}» разного рода",
                f"beginning and end of the range “{text}” are of different kinds",
            )
        if high < low:  # type: ignore[operator]
            raise BadRange(
                f"конец диапазона «{text}» раньше начала",
                f"the range “{text}” ends before it begins",
            )
    return Range(type(some), low, high)


def _point(text: str, whole: str) -> Point | None:
    if not text:
        return None
    for point in (_time(text), parse_number(text), parse_date(text)):
        if point is not None:
            return point
    raise BadRange(
        f"в диапазоне «{whole}» «{text}» — не число, не дата и не время",
        f"in the range “{whole}”, “{text}” is no number, date or time",
    )


def _as(value: Value, kind: type[Point]) -> Point | None:
    if isinstance(value, str):
        if kind is Decimal:
            return parse_number(value)
        return parse_date(value) if kind is date else _time(value)
    if kind is Decimal:
        number = isinstance(value, int | Decimal) and not isinstance(value, bool)
        return Decimal(value) if number else None  # type: ignore[arg-type]
    if isinstance(value, datetime):
        return value.date() if kind is date else value.time()
    return value if isinstance(value, kind) else None


def _time(text: str) -> time | None:
    if ":" not in text or "T" in text:
        return None
    hours, _, minutes = text.strip().partition(":")
    if not (hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2 and len(hours) <= 2):
        return None
    try:
        return time(int(hours), int(minutes))
    except ValueError:
        return None


def _folded(text: str) -> str:
    return clean_text(text).casefold().replace("ё", "е")
