"""Numbers, moments and telephone numbers as people read them in Russian and in English."""

from datetime import datetime, tzinfo
from functools import lru_cache

import phonenumbers

from engine.reports.model import Cell, CellKind

_NBSP = "\N{NO-BREAK SPACE}"


def integer(value: int, language: str) -> str:
    """1 250 in Russian, 1,250 in English."""
    return f"{value:,}".replace(",", _NBSP if language == "ru" else ",")


def decimal(value: float, places: int, language: str) -> str:
    """1 250,30 in Russian, 1,250.30 in English."""
    text = f"{value:,.{places}f}"
    if language != "ru":
        return text
    return text.replace(",", _NBSP).replace(".", ",")


def number(value: float, language: str) -> str:
    """As many places as are needed, two at most: 7, 7,5, 7,25."""
    if value == int(value):
        return integer(int(value), language)
    return decimal(value, 2, language).rstrip("0")


def percent(value: float, language: str) -> str:
    """31,4 % in Russian (GOST 8.417: with a space), 31.4% in English."""
    return decimal(value * 100, 1, language) + (f"{_NBSP}%" if language == "ru" else "%")


def moment(value: datetime, zone: tzinfo, language: str) -> str:
    local = value.astimezone(zone)
    return f"{local:%d.%m.%Y %H:%M:%S}" if language == "ru" else f"{local:%Y-%m-%d %H:%M:%S}"


@lru_cache(maxsize=4096)
def phone(e164: str) -> str:
    """+7 912 345-67-89"""
    try:
        parsed = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def cell(value: Cell, kind: CellKind, zone: tzinfo, language: str) -> str:
    """A cell of a page."""
    if value is None:
        return ""
    match kind:
        case CellKind.PHONE:
            return phone(str(value))
        case CellKind.COUNT:
            return integer(int(str(value)), language)
        case CellKind.SECONDS:
            return decimal(float(str(value)), 1, language)
        case CellKind.NUMBER:
            return decimal(float(str(value)), 2, language)
        case CellKind.SHARE:
            return percent(float(str(value)), language)
        case CellKind.LINK:
            return str(value).partition("\n")[0]
        case CellKind.MOMENT:
            return moment(value, zone, language) if isinstance(value, datetime) else str(value)
        case _:
            return str(value)
