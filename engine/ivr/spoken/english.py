"""English: everything that is spoken. num2words supplies cardinals, ordinals and years."""

import datetime
from decimal import Decimal
from functools import lru_cache

from num2words import num2words

from engine.ivr.spoken.rounding import whole_and_fraction

#: One and many.
Noun = tuple[str, str]

_CENT = ("cent", "cents")

#: ISO 4217 code → (unit, hundredth).
CURRENCIES: dict[str, tuple[Noun, Noun]] = {
    "RUB": (("rouble", "roubles"), ("kopeck", "kopecks")),
    "USD": (("dollar", "dollars"), _CENT),
    "EUR": (("euro", "euros"), _CENT),
    "GBP": (("pound", "pounds"), ("penny", "pence")),
    "CNY": (("yuan", "yuan"), ("fen", "fen")),
    "KZT": (("tenge", "tenge"), ("tiyn", "tiyn")),
    "BYN": (("Belarusian rouble", "Belarusian roubles"), ("kopeck", "kopecks")),
    "UZS": (("som", "som"), ("tiyin", "tiyin")),
    "KGS": (("som", "som"), ("tyiyn", "tyiyn")),
    "AMD": (("dram", "drams"), ("luma", "luma")),
    "GEL": (("lari", "lari"), ("tetri", "tetri")),
}

NOUNS: dict[str, Noun] = {
    name: (name, f"{name}s")
    for name in ("day", "month", "year", "hour", "minute", "second", "time", "message", "attempt")
}

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
}

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@lru_cache(maxsize=4096)
def cardinal(n: int) -> str:
    """``n`` ≥ 0. Without the commas of num2words: they would be heard as pauses."""
    return str(num2words(n, lang="en")).replace(",", "")


def count(n: int, noun: Noun) -> str:
    words = f"{cardinal(abs(n))} {noun[0] if abs(n) == 1 else noun[1]}"
    return f"minus {words}" if n < 0 else words


def money(cents: int, units: tuple[Noun, Noun]) -> str:
    whole, fraction = divmod(abs(cents), 100)
    parts = []
    if whole or not fraction:
        parts.append(count(whole, units[0]))
    if fraction:
        parts.append(count(fraction, units[1]))
    return ("minus " if cents < 0 else "") + " and ".join(parts)


def number(value: Decimal) -> str:
    whole, fraction = whole_and_fraction(value)
    sign = "minus " if value < 0 and (whole or fraction) else ""
    if not fraction:
        return sign + cardinal(whole)
    return f"{sign}{cardinal(whole)} point {' '.join(CHARACTERS[d] for d in fraction)}"


def date(value: datetime.date, form: str, with_year: bool) -> str:
    words = f"{_MONTHS[value.month - 1]} {num2words(value.day, lang='en', to='ordinal')}"
    if form == "until":
        words = f"by {words}"
    return f"{words}, {_year(value.year)}" if with_year else words


@lru_cache(maxsize=256)
def _year(year: int) -> str:
    return str(num2words(year, lang="en", to="year"))


def phone(country: str, groups: list[str]) -> str:
    spoken = [" ".join(CHARACTERS[d] for d in group) for group in groups]
    if country:
        spoken.insert(0, "plus " + " ".join(CHARACTERS[d] for d in country))
    return ", ".join(spoken)
