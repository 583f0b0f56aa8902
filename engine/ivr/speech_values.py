"""From the value of an expression to what a format speaks. ValueError: it is nothing of the kind.

Nothing is guessed: a text counts as a number, a date or a time only when it can be read in one
way.
"""

import re
from datetime import date, datetime, time
from decimal import Decimal

import phonenumbers

from engine.domain.durations import parse_duration
from engine.errors import KnownError
from engine.scheme import values
from engine.scheme.values import Value

_TIME = re.compile(r"(\d{1,2})[:.\-](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?", re.ASCII)
_MOMENT = re.compile(r"(\S.*?)[ T,]+(?:в\s+|at\s+)?(\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?)")
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d):([0-5]\d)", re.ASCII)
_PERCENT = re.compile(r"\s*(?:%|процент(?:а|ов)?|percent)\s*$", re.IGNORECASE)
_PLAIN = re.compile(r"0|[1-9]\d{0,5}", re.ASCII)
_LOCAL_PHONE = re.compile(r"[\d\s()\-]+", re.ASCII)
#: How a currency is written → the codes it may stand for.
_CURRENCIES = {
    re.compile(sign, re.IGNORECASE): frozenset(codes.split())
    for sign, codes in (
        (r"₽|руб|\bru[br]\b", "RUB BYN"),
        (r"\$|\busd\b", "USD CAD AUD"),
        (r"€|\beur\b", "EUR"),
        (r"₸|тенге|\bkzt\b", "KZT"),
        (r"₴|\bгрн", "UAH"),
        (r"£", "GBP"),
        (r"\bbyn\b", "BYN"),
    )
}
_YES = frozenset({"yes", "true", "да", "истина", "1"})
_NO = frozenset({"no", "false", "нет", "ложь", "0"})


def number_of(value: Value) -> Decimal:
    found: Value = values.parse_number(value) if isinstance(value, str) else value
    if isinstance(found, bool) or not isinstance(found, int | Decimal):
        raise ValueError(f"{values.to_text(value)!r} is not a number")
    return Decimal(found)


def money_of(value: Value, currency: str = "") -> Decimal:
    """``currency``: what it is going to be called; a text that names another one is refused."""
    if not isinstance(value, str):
        return number_of(value)
    for sign, codes in _CURRENCIES.items():
        if currency and currency not in codes and sign.search(value):
            raise ValueError(f"{value!r} is not in {currency}")
    found = values.parse_money(value)
    if found is None:
        raise ValueError(f"{value!r} is not an amount of money")
    return found


def is_plain_number(text: str) -> bool:
    """Digits that count something, and not a code: it would begin with a nought, or be long."""
    return _PLAIN.fullmatch(text) is not None


def loose_number_of(value: Value) -> Decimal:
    """A number, or an amount with its unit written behind it ("100 руб.")."""
    if isinstance(value, str):
        found = values.parse_number(value)
        return money_of(value) if found is None else found
    return number_of(value)


def percent_of(value: Value) -> Decimal:
    return number_of(_PERCENT.sub("", value) if isinstance(value, str) else value)


def date_of(value: Value) -> date:
    found = values.parse_date(value) if isinstance(value, str) else value
    if isinstance(found, datetime):
        return found.date()
    if not isinstance(found, date):
        raise ValueError(f"{values.to_text(value)!r} is not a date")
    return found


def time_of(value: Value) -> time:
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value
    if isinstance(value, str):
        clean = values.clean_text(value)
        if (match := _TIME.fullmatch(clean)) and (found := _time(match)):
            return found
        if _MOMENT.fullmatch(clean):
            return moment_of(value).time()
    raise ValueError(f"{values.to_text(value)!r} is not a time of day")


def _time(match: re.Match[str]) -> time | None:
    try:
        return time(int(match[1]), int(match[2]), int(match[3] or 0))
    except ValueError:
        return None


def moment_of(value: Value) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, str):
        match = _MOMENT.fullmatch(values.clean_text(value).removesuffix("Z"))
        if match:
            day, at = values.parse_date(match[1]), _TIME.fullmatch(match[2])
            clock = _time(at) if at else None
            if day is not None and clock is not None:
                return datetime.combine(day, clock)
    raise ValueError(f"{values.to_text(value)!r} is not a date with a time")


def seconds_of(value: Value, unit: int) -> Decimal:
    """``unit``: what a bare number counts, in seconds. Texts may be "1:02:03" or "1h 30m"."""
    if isinstance(value, str):
        clean = values.clean_text(value)
        if match := _CLOCK.fullmatch(clean):
            return Decimal(int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3]))
        bare = values.parse_number(clean)
        if bare is not None:
            return bare * unit
        try:
            return Decimal(parse_duration(clean).total_seconds())
        except KnownError:
            raise ValueError(f"{value!r} is not a length of time") from None
    return number_of(value) * unit


def phone_of(value: Value) -> tuple[str, str]:
    """(E.164 or a short number, extension). ("", ""): no telephone number."""
    text = values.to_text(value)
    clean = values.clean_text(text)
    local = "".join(c for c in clean if c.isdigit())
    if _LOCAL_PHONE.fullmatch(clean) and 2 <= len(local) <= 7:  # 12-34-56, within a town
        return local, ""
    number = values.parse_phone(text)
    if number is None:
        return "", ""
    try:
        parsed = phonenumbers.parse(clean, "RU")
    except phonenumbers.NumberParseException:
        return number, ""
    return number, parsed.extension or ""


def yes_or_no_of(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    text = values.to_text(value).strip().casefold()
    if text in _YES or text in _NO:
        return text in _YES
    raise ValueError(f"{values.to_text(value)!r} is neither yes nor no")


def items_of(value: Value) -> list[str]:
    """A text cut at semicolons; where it has none at line breaks, else at commas."""
    text = values.to_text(value)
    separator = next((sign for sign in (";", "\n") if sign in text), ",")
    items = [values.clean_text(item) for item in text.split(separator)]
    found = [item for item in items if any(c.isalnum() for c in item)]
    if not found:
        raise ValueError("the list is empty")
    return found
