"""English: everything that is spoken. num2words supplies cardinals, ordinals and years."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from num2words import num2words

from engine.ivr.spoken.english_nouns import CURRENCIES, NOUNS, Noun
from engine.ivr.spoken.rounding import whole_and_fraction

__all__ = ["CHARACTERS", "CURRENCIES", "NOUNS", "YES_NO"]

CHARACTERS = {
    **dict(
        zip(
            "0123456789",
            ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
            strict=True,
        )
    ),
    "+": "plus",
    "*": "star",
    "#": "hash",
    # Letters of Russian number plates and documents are those that look Latin.
    **dict(zip("авекмнорстух", "ABEKMHOPCTYX", strict=True)),
}
YES_NO = ("no", "yes")
EXTENSION = "extension"
AND, OR = "and", "or"
LARGEST_ORDINAL = 10**12

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
RELATIVE = {
    -2: "the day before yesterday", -1: "yesterday", 0: "today", 1: "tomorrow",
    2: "the day after tomorrow",
}  # fmt: skip
_DATE_FORMS = {
    "genitive": "",
    "of": "",
    "nominative": "",
    "until": "by",
    "from": "from",
    "by": "by",
    "through": "through",
}
_TIME_FORMS = {"nominative": "", "at": "at", "until": "until", "from": "from", "by": "by"}


@lru_cache(maxsize=16384)
def cardinal(n: int) -> str:
    """``n`` ≥ 0. Without the commas of num2words: they would be heard as pauses."""
    return str(num2words(n, lang="en")).replace(",", "")


@lru_cache(maxsize=4096)
def ordinal(n: int, *_: object) -> str:
    if not 0 <= n <= LARGEST_ORDINAL:
        raise ValueError(f"there is no ordinal of {n}")
    return str(num2words(n, lang="en", to="ordinal")).replace(",", "")


def count(n: int, noun: Noun, *_: object) -> str:
    words = f"{cardinal(abs(n))} {noun[0] if abs(n) == 1 else noun[1]}"
    return f"minus {words}" if n < 0 else words


def amount(value: Decimal, noun: Noun, *_: object) -> str:
    whole, fraction = whole_and_fraction(value)
    if not fraction:
        return count(-whole if value < 0 else whole, noun)
    return f"{number(value)} {noun[1]}"


def percent(value: Decimal, *_: object) -> str:
    return f"{number(value)} percent"


def money(cents: int, units: tuple[Noun, Noun | None], *_: object) -> str:
    """``cents``: hundredths, or whole units of a currency that has none."""
    unit, hundredth = units
    whole, fraction = divmod(abs(cents), 100) if hundredth is not None else (abs(cents), 0)
    parts = []
    if whole or not fraction:
        parts.append(count(whole, unit))
    if fraction and hundredth is not None:
        parts.append(count(fraction, hundredth))
    return ("minus " if cents < 0 else "") + " and ".join(parts)


def number(value: Decimal, *_: object) -> str:
    whole, fraction = whole_and_fraction(value)
    sign = "minus " if value < 0 and (whole or fraction) else ""
    if not fraction:
        return sign + cardinal(whole)
    return f"{sign}{cardinal(whole)} point {' '.join(CHARACTERS[d] for d in fraction)}"


def date(
    value: datetime.date,
    form: str,
    with_year: bool,
    weekday: bool = False,
    days_off: int | None = None,
) -> str:
    """``days_off``: days from today to ``value``, None when it is not to be said so."""
    preposition = _DATE_FORMS[form]
    if days_off in RELATIVE:
        words = RELATIVE[days_off]
    else:
        words = f"{MONTHS[value.month - 1]} {ordinal(value.day)}"
        if weekday:
            words = f"{WEEKDAYS[value.weekday()]}, {words}"
            preposition = preposition or ("on" if form in ("genitive", "of") else "")
        if with_year:
            words = f"{words}, {_year(value.year)}"
    return f"{preposition} {words}".lstrip()


@lru_cache(maxsize=256)
def _year(year: int) -> str:
    return str(num2words(year, lang="en", to="year")).replace(",", "")


def time(value: datetime.time, form: str, twelve: bool) -> str:
    """``twelve``: two thirty p.m.; else fourteen thirty, oh nine hundred hours."""
    preposition = _TIME_FORMS[form]
    hour, minute = value.hour, value.minute
    if not twelve:
        words = "zero zero" if not hour else cardinal(hour) if hour > 9 else f"oh {cardinal(hour)}"
        if not minute:
            words = f"{words if hour else 'zero'} hundred hours"
        else:
            words = f"{words} {'oh ' if minute < 10 else ''}{cardinal(minute)}"
    elif not minute and hour in (0, 12):
        words = "noon" if hour else "midnight"
    else:
        half = "p.m." if hour >= 12 else "a.m."
        minutes = f" oh {cardinal(minute)}" if minute < 10 else f" {cardinal(minute)}"
        words = f"{cardinal((hour - 1) % 12 + 1)}{minutes if minute else ''} {half}"
    return f"{preposition} {words}".lstrip()


def datetime_(day: str, at: datetime.time, form: str, twelve: bool) -> str:
    """``day``: the date as it is said without a preposition of its own."""
    if form in ("until", "from", "by"):
        on = "" if day in RELATIVE.values() or day.startswith("on ") else "on "
        return f"{time(at, form, twelve)} {on}{day}"
    return f"{day}{',' if ',' in day else ''} {time(at, 'at', twelve)}"


def duration(parts: Sequence[tuple[int, str]], *_: object) -> str:
    """``parts``: (how many, unit)."""
    return " ".join(count(n, NOUNS[unit]) for n, unit in parts)


def phone(country: str, groups: Sequence[str], extension: str, *_: object) -> str:
    spoken = [_digits(group) for group in groups]
    if country:
        spoken.insert(0, f"plus {_digits(country)}")
    if extension:
        spoken.append(f"{EXTENSION} {extension}")
    return ", ".join(spoken)


def phone_code(groups: Sequence[str]) -> str:
    return ", ".join(_digits(group) for group in groups)


def _digits(group: str) -> str:
    return " ".join(CHARACTERS[d] for d in group)


def listed(items: Sequence[str], last: str) -> str:
    """``last``: "and" or "or" before the last one."""
    word = OR if last == "or" else AND
    *first, end = items
    return f"{', '.join(first)} {word} {end}" if first else end
