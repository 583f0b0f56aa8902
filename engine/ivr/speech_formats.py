"""The formats of templates (``{debt|money}``): how a value is said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from engine.ivr import spoken
from engine.scheme import values
from engine.scheme.model import VariableType
from engine.scheme.values import Value

#: (value, language, today) → words. Raises ValueError when the value cannot be said so.
Format = Callable[[Value, str, date | None], str]


@dataclass(frozen=True, slots=True)
class FormatKind:
    """``make(argument, currency)`` gives the format; ``arguments`` are those it takes, None when
    it takes none."""

    make: Callable[[str, str], Format]
    arguments: frozenset[str] | None = None


def _number_of(value: Value) -> Decimal:
    number: Value = value
    if isinstance(value, str):
        number = values.parse_money(value)
    if isinstance(number, bool) or not isinstance(number, int | Decimal):
        raise ValueError(f"{values.to_text(value)!r} is not a number")
    return Decimal(number)


def _date_of(value: Value) -> date:
    found = values.parse_date(value) if isinstance(value, str) else value
    if not isinstance(found, date):
        raise ValueError(f"{values.to_text(value)!r} is not a date")
    return found


def _money(argument: str, currency: str) -> Format:
    unit = argument.upper() or currency
    return lambda value, language, today: spoken.money(_number_of(value), unit, language)


def _number(argument: str, currency: str) -> Format:
    del argument, currency
    return lambda value, language, today: spoken.number(
        values.parse_number(value) or _number_of(value)
        if isinstance(value, str)
        else _number_of(value),
        language,
    )


def _date(argument: str, currency: str) -> Format:
    del currency
    form = cast(spoken.DateForm, argument or "genitive")
    return lambda value, language, today: spoken.date(
        _date_of(value), language, today=today, form=form
    )


def _digits(argument: str, currency: str) -> Format:
    del argument, currency
    return lambda value, language, today: spoken.digits(values.to_text(value), language)


def _phone(argument: str, currency: str) -> Format:
    del argument, currency

    def say(value: Value, language: str, today: date | None) -> str:
        del today
        text = values.to_text(value)
        number = values.parse_phone(text)
        if number is None or not number.startswith("+"):
            return spoken.digits(text, language)
        return spoken.phone(number, language)

    return say


def _text(argument: str, currency: str) -> Format:
    del argument, currency

    def say(value: Value, language: str, today: date | None) -> str:
        if isinstance(value, bool):
            words = {"ru": ("нет", "да"), "en": ("no", "yes")}
            return words.get(language, words["en"])[value]
        if isinstance(value, int | Decimal):
            return spoken.number(value, language)
        if isinstance(value, date):
            return spoken.date(value, language, today=today)
        return values.to_text(value)

    return say


FORMATS: Mapping[str, FormatKind] = {
    "text": FormatKind(_text),
    "number": FormatKind(_number),
    "money": FormatKind(_money, spoken.currencies()),
    "date": FormatKind(_date, frozenset({"genitive", "until", "nominative"})),
    "digits": FormatKind(_digits),
    "phone": FormatKind(_phone),
}

#: How a variable is said when the template does not tell.
BY_TYPE: Mapping[VariableType, str] = {
    VariableType.TEXT: "text",
    VariableType.NUMBER: "number",
    VariableType.MONEY: "money",
    VariableType.DATE: "date",
    VariableType.PHONE: "phone",
}
LANGUAGES = frozenset({"ru", "en"})


def spoken_currencies() -> frozenset[str]:
    """ISO 4217 codes that can be said in every language."""
    return spoken.currencies()
