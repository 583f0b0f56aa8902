"""Values put into words for speech synthesis, in Russian and English.

A synthesiser reads "21001.02 RUB" badly and never in the right case, so everything that is not
yet words is turned into words here: ``21001.02`` → "двадцать одна тысяча один рубль две копейки".
Commas in the result are deliberate: a synthesiser makes a short pause there, and the subscriber
can tell the groups of a number apart.

All functions are pure; ``language`` is "ru" or "en". ValueError tells of a value that cannot be
spoken (an unknown currency or language, a number that is not finite).
"""

import datetime
from decimal import Decimal
from types import ModuleType
from typing import Literal

from engine.ivr.spoken import english, russian
from engine.ivr.spoken.phone_groups import phone_groups
from engine.ivr.spoken.rounding import as_decimal, hundredths

__all__ = ["DateForm", "count", "currencies", "date", "digits", "money", "number", "phone"]

DateForm = Literal["genitive", "until", "nominative"]


def money(amount: Decimal | int | str, currency: str, language: str) -> str:
    """An amount of money, rounded half up to hundredths.

    >>> money(Decimal("21001.02"), "RUB", "ru")
    'двадцать одна тысяча один рубль две копейки'

    ``currency`` is an ISO 4217 code (see ``currencies``). Hundredths that are zero are left out;
    so is a zero whole part, unless all is zero.
    """
    cents = hundredths(as_decimal(amount))
    words = _module(language)
    units = words.CURRENCIES.get(currency.upper())
    if units is None:
        raise ValueError(f"no words for the currency {currency!r}")
    return str(words.money(cents, units))


def currencies() -> frozenset[str]:
    """ISO 4217 codes that ``money`` can speak in every language."""
    return frozenset(russian.CURRENCIES) & frozenset(english.CURRENCIES)


def number(value: Decimal | int | str, language: str) -> str:
    """A number as it is read aloud; fractions are rounded half up to six places.

    >>> number(Decimal("12.5"), "ru")
    'двенадцать целых пять десятых'
    """
    return str(_module(language).number(as_decimal(value)))


def digits(text: str, language: str) -> str:
    """Characters one by one: codes, account numbers. ``*``, ``#`` and ``+`` are named, letters
    stay as they are; anything else (blanks, dashes) ends a group, and groups are set apart by
    commas. A run of more than four digits is cut into threes and twos, as people read them out.

    >>> digits("40-55", "ru")
    'четыре ноль, пять пять'
    """
    names = _module(language).CHARACTERS
    groups: list[str] = []
    for chunk in _chunks(text, names):
        groups.extend(" ".join(names.get(c, c) for c in group) for group in _readable(chunk))
    return ", ".join(groups)


def date(
    value: datetime.date,
    language: str,
    *,
    today: datetime.date | None = None,
    form: DateForm = "genitive",
) -> str:
    """A date. The year is spoken when it is not the year of ``today`` (or ``today`` is None).

    ``form``: "genitive" — "пятого декабря" (when something happens); "until" — "до пятого
    декабря"; "nominative" — "пятое декабря" (the name of the day).
    """
    with_year = today is None or value.year != today.year
    return str(_module(language).date(value, form, with_year))


def phone(e164: str, language: str) -> str:
    """A telephone number in the groups in which people say it: Russian numbers with the leading
    eight in Russian ("восемь девятьсот двенадцать, триста сорок пять, шестьдесят семь,
    восемьдесят девять"), digit by digit in English."""
    return str(_module(language).phone(*phone_groups(e164)))


def count(n: int, noun: str, language: str) -> str:
    """A number of things in agreement: ``count(2, "minute", "ru")`` → "две минуты". Nouns:
    ``day``, ``month``, ``year``, ``hour``, ``minute``, ``second``, ``time``, ``message``,
    ``attempt``."""
    nouns = _module(language).NOUNS
    if noun not in nouns:
        raise ValueError(f"no words for counting {noun!r}")
    return str(_module(language).count(n, nouns[noun]))


def _module(language: str) -> ModuleType:
    if language == "ru":
        return russian
    if language == "en":
        return english
    raise ValueError(f"no spoken values in the language {language!r}")


def _chunks(text: str, names: dict[str, str]) -> list[str]:
    """Runs of characters that can be spoken, split at everything else."""
    spaced = "".join(c if c in names or c.isalpha() else " " for c in text)
    return spaced.split()


def _readable(run: str) -> list[str]:
    """Cut a long run: threes from the left, and no group of one at the end."""
    if len(run) <= 4:
        return [run]
    if len(run) % 3 == 1:
        return [run[i : i + 3] for i in range(0, len(run) - 4, 3)] + [run[-4:-2], run[-2:]]
    return [run[i : i + 3] for i in range(0, len(run), 3)]
