"""Russian: gender, case and number of everything that is spoken.

num2words supplies cardinals and ordinals; agreement with the noun is ours. Its feminine cardinals
are wrong from a million on ("одна миллион"), hence ``cardinal`` asks it for the last three digits
alone.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from num2words import num2words

from engine.ivr.spoken.rounding import whole_and_fraction

Gender = Literal["m", "f", "n"]


@dataclass(frozen=True, slots=True)
class Noun:
    """``one`` рубль, ``few`` рубля (2-4), ``many`` рублей (0, 5-20)."""

    one: str
    few: str
    many: str
    gender: Gender = "m"


def _plain(word: str) -> Noun:
    return Noun(word, word, word)


_CENT = Noun("цент", "цента", "центов")
_KOPECK = Noun("копейка", "копейки", "копеек", "f")

#: ISO 4217 code → (unit, hundredth).
CURRENCIES: dict[str, tuple[Noun, Noun]] = {
    "RUB": (Noun("рубль", "рубля", "рублей"), _KOPECK),
    "USD": (Noun("доллар", "доллара", "долларов"), _CENT),
    "EUR": (_plain("евро"), _CENT),
    "GBP": (
        Noun("фунт стерлингов", "фунта стерлингов", "фунтов стерлингов"),
        Noun("пенни", "пенса", "пенсов"),
    ),
    "CNY": (Noun("юань", "юаня", "юаней"), Noun("фэнь", "фэня", "фэней")),
    "KZT": (_plain("тенге"), Noun("тиын", "тиына", "тиынов")),
    "BYN": (Noun("белорусский рубль", "белорусских рубля", "белорусских рублей"), _KOPECK),
    "UZS": (Noun("сум", "сума", "сумов"), Noun("тийин", "тийина", "тийинов")),
    "KGS": (Noun("сом", "сома", "сомов"), Noun("тыйын", "тыйына", "тыйынов")),
    "AMD": (Noun("драм", "драма", "драмов"), Noun("лума", "лумы", "лум", "f")),
    "GEL": (_plain("лари"), _plain("тетри")),
}

NOUNS: dict[str, Noun] = {
    "day": Noun("день", "дня", "дней"),
    "month": Noun("месяц", "месяца", "месяцев"),
    "year": Noun("год", "года", "лет"),
    "hour": Noun("час", "часа", "часов"),
    "minute": Noun("минута", "минуты", "минут", "f"),
    "second": Noun("секунда", "секунды", "секунд", "f"),
    "time": Noun("раз", "раза", "раз"),
    "message": Noun("сообщение", "сообщения", "сообщений", "n"),
    "attempt": Noun("попытка", "попытки", "попыток", "f"),
}

CHARACTERS = {
    **dict(
        zip(
            "0123456789",
            ["ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"],
            strict=True,
        )
    ),
    "+": "плюс",
    "*": "звёздочка",
    "#": "решётка",
}

_MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]

#: Names of the fraction's unit by its number of digits.
_FRACTIONS = tuple(
    Noun(f"{stem}ая", f"{stem}ых", f"{stem}ых", "f")
    for stem in ("десят", "сот", "тысячн", "десятитысячн", "стотысячн", "миллионн")
)
_WHOLE = Noun("целая", "целых", "целых", "f")


@lru_cache(maxsize=4096)
def cardinal(n: int, gender: Gender = "m") -> str:
    """``n`` ≥ 0 in the nominative."""
    if gender == "m" or n % 1000 == 0:
        return str(num2words(n, lang="ru"))
    last = str(num2words(n % 1000, lang="ru", gender=gender))
    return last if n < 1000 else f"{num2words(n - n % 1000, lang='ru')} {last}"


def agree(n: int, noun: Noun) -> str:
    """The noun's form after the number ``n`` ≥ 0."""
    if n % 100 in range(11, 15):
        return noun.many
    if n % 10 == 1:
        return noun.one
    return noun.few if n % 10 in (2, 3, 4) else noun.many


def count(n: int, noun: Noun) -> str:
    words = f"{cardinal(abs(n), noun.gender)} {agree(abs(n), noun)}"
    return f"минус {words}" if n < 0 else words


def money(cents: int, units: tuple[Noun, Noun]) -> str:
    whole, fraction = divmod(abs(cents), 100)
    parts = ["минус"] if cents < 0 else []
    if whole or not fraction:
        parts.append(count(whole, units[0]))
    if fraction:
        parts.append(count(fraction, units[1]))
    return " ".join(parts)


def number(value: Decimal) -> str:
    whole, fraction = whole_and_fraction(value)
    sign = "минус " if value < 0 and (whole or fraction) else ""
    if not fraction:
        return sign + cardinal(whole)
    return f"{sign}{count(whole, _WHOLE)} {count(int(fraction), _FRACTIONS[len(fraction) - 1])}"


def date(value: datetime.date, form: str, with_year: bool) -> str:
    case = "n" if form == "nominative" else "g"
    words = f"{_ordinal(value.day, case, 'n')} {_MONTHS[value.month - 1]}"
    if form == "until":
        words = f"до {words}"
    return f"{words} {_ordinal(value.year, 'g', 'm')} года" if with_year else words


@lru_cache(maxsize=1024)
def _ordinal(n: int, case: str, gender: str) -> str:
    return str(num2words(n, lang="ru", to="ordinal", case=case, gender=gender))


def phone(country: str, groups: list[str]) -> str:
    """Within Russia people say "eight" and the code in one breath; then a pause each group."""
    spoken = [_group(group) for group in groups]
    if country == "7":
        return ", ".join([f"восемь {spoken[0]}", *spoken[1:]])
    return ", ".join([f"плюс {_group(country)}", *spoken] if country else spoken)


def _group(digits: str) -> str:
    """Up to three digits as one number; leading zeros are said one by one."""
    zeros = len(digits) - len(digits.lstrip("0"))
    rest = digits[zeros:]
    return " ".join(["ноль"] * zeros + ([cardinal(int(rest))] if rest else []))
