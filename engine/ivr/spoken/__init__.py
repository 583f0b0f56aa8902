"""Values put into words for speech synthesis and voice packs, in Russian and English.

A synthesiser reads "21001.02 RUB" badly and never in the right case, so everything that is not
yet words is turned into words here: ``21001.02`` → "двадцать одна тысяча один рубль две копейки".
Commas in the result are deliberate: a synthesiser makes a short pause there, and the subscriber
can tell the groups of a number apart. A voice pack plays the same words one after another
(``engine.ivr.spoken.words``), so text and fragments cannot disagree.

All functions are pure; ``language`` is "ru" or "en". Cases, genders and animacy concern Russian;
English passes over them. ValueError tells of a value that cannot be spoken (an unknown currency
or language, a number that is not finite, an ordinal below zero).
"""

import datetime
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from types import ModuleType
from typing import Any, Literal

from engine.ivr.spoken import counted, english, russian
from engine.ivr.spoken.phone_groups import in_twos, phone_groups
from engine.ivr.spoken.rounding import as_decimal, hundredths, units_of
from engine.ivr.spoken.russian_noun import Case, Gender

__all__ = [
    "Case",
    "DateForm",
    "Gender",
    "TimeForm",
    "amount",
    "count",
    "currencies",
    "date",
    "date_and_time",
    "digits",
    "duration",
    "listed",
    "money",
    "number",
    "ordinal",
    "percent",
    "phone",
    "time",
    "yes_or_no",
]

DateForm = Literal["genitive", "until", "nominative", "from", "by", "through", "of"]
TimeForm = Literal["nominative", "at", "until", "from", "by"]
#: Largest unit first; what a duration is cut into.
_UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))
#: Digits, letters and signs in a run of characters; a plus belongs to its number.
_KINDS = re.compile(r"\+?[0-9]+|[^\W\d_]+|[^\w]")
_LONGEST_S = Decimal(86400 * 36525)


def money(amount: Decimal | int | str, currency: str, language: str, case: Case = "nom") -> str:
    """An amount of money, rounded half up to hundredths, or to whole units of a currency that
    has no hundredths in use (JPY).

    >>> money(Decimal("21001.02"), "RUB", "ru")
    'двадцать одна тысяча один рубль две копейки'

    ``currency`` is an ISO 4217 code (see ``currencies``). Hundredths that are zero are left out;
    so is a zero whole part, unless all is zero.
    """
    words = _module(language)
    units = words.CURRENCIES.get(currency.upper())
    if units is None:
        raise ValueError(f"no words for the currency {currency!r}")
    value = as_decimal(amount)
    smallest = hundredths(value) if units[1] is not None else units_of(value)
    return str(words.money(smallest, units, case))


def currencies() -> frozenset[str]:
    """ISO 4217 codes that ``money`` can speak in every language."""
    return frozenset(russian.CURRENCIES) & frozenset(english.CURRENCIES)


def number(
    value: Decimal | int | str,
    language: str,
    gender: Gender = "m",
    case: Case = "nom",
    animate: bool = False,
) -> str:
    """A number as it is read aloud; fractions are rounded half up to six places.

    >>> number(Decimal("12.5"), "ru")
    'двенадцать целых пять десятых'
    """
    return str(_module(language).number(as_decimal(value), gender, case, animate))


def ordinal(
    value: Decimal | int | str,
    language: str,
    gender: Gender | Literal["pl"] = "m",
    case: Case = "nom",
    animate: bool = False,
) -> str:
    """A place in a row, from nought to 10^12: ``ordinal(21, "ru")`` → "двадцать первый"."""
    exact = as_decimal(value)
    if exact != exact.to_integral_value():
        raise ValueError(f"{value} is no whole number: it has no ordinal")
    return str(_module(language).ordinal(int(exact), gender, case, animate))


def percent(value: Decimal | int | str, language: str, case: Case = "nom") -> str:
    return str(_module(language).percent(as_decimal(value), case))


def digits(text: str, language: str, group: int = 0) -> str:
    """Characters one by one: codes, account numbers. ``*``, ``#`` and ``+`` are named, letters
    are called by their names; anything else (blanks, dashes) ends a group, and groups are set
    apart by commas. ``group``: cut runs into groups of so many; 0: a run of more than four digits
    is cut
    into threes and twos, as people read them out.

    >>> digits("40-55", "ru")
    'четыре ноль, пять пять'
    """
    names = _module(language).CHARACTERS
    groups: list[str] = []
    for chunk in _chunks(text, names):
        cut = [chunk[i : i + group] for i in range(0, len(chunk), group)] if group else None
        groups.extend(
            " ".join(names.get(c.lower(), c) for c in part) for part in cut or _readable(chunk)
        )
    return ", ".join(groups)


def date(
    value: datetime.date,
    language: str,
    *,
    today: datetime.date | None = None,
    form: DateForm = "genitive",
    year: bool | None = None,
    weekday: bool = False,
    relative: bool = False,
) -> str:
    """A date. ``year``: whether it is spoken; None: when it is not the year of ``today`` (or
    ``today`` is None).

    ``form``: "genitive" — "пятого декабря" (when something happens); "nominative" — "пятое
    декабря" (the name of the day); "until", "from", "by", "through" — "до пятого", "с пятого",
    "к пятому", "по пятое декабря"; "of" — behind a time of day. ``weekday`` — "во вторник, пятого
    декабря". ``relative`` — "сегодня", "до завтрашнего дня" where the day is so near to ``today``.
    """
    days_off = (value - today).days if relative and today is not None else None
    with_year = (today is None or value.year != today.year) if year is None else year
    return str(_module(language).date(value, form, with_year, weekday, days_off))


def time(
    value: datetime.time,
    language: str,
    *,
    form: TimeForm = "nominative",
    twelve: bool | None = None,
) -> str:
    """A time of day in whole minutes. ``twelve``: by the twelve-hour clock ("девять часов
    вечера", "nine p.m."); None: as the language mostly says it, Russian by 24 hours."""
    twelve = language == "en" if twelve is None else twelve
    return str(_module(language).time(value, form, twelve))


def date_and_time(
    value: datetime.datetime,
    language: str,
    *,
    today: datetime.date | None = None,
    form: DateForm = "genitive",
    year: bool | None = None,
    weekday: bool = False,
    relative: bool = False,
    twelve: bool | None = None,
) -> str:
    """A moment: "пятого марта в четырнадцать часов тридцать минут"; with "until", "from" or "by"
    "до четырнадцати часов пятого марта"."""
    if form in ("through", "of"):
        raise ValueError(f"a moment has no form “{form}”")
    twelve = language == "en" if twelve is None else twelve
    day = date(
        value.date(), language, today=today, year=year, weekday=weekday, relative=relative,
        form=form if form in ("nominative", "genitive") else "of",
    )  # fmt: skip
    return str(_module(language).datetime_(day, value.time(), form, twelve))


def duration(
    seconds: Decimal | int,
    language: str,
    case: Case = "nom",
    largest: str = "day",
    none: str = "",
) -> str:
    """A length of time, rounded half up to seconds: "два часа пять минут". Units beyond
    ``largest`` are not used: 90 minutes with "minute" are "девяносто минут". ``none``: the unit
    of which there are nought when there is nothing to say."""
    exact = Decimal(seconds)
    if not exact.is_finite() or not 0 <= exact <= _LONGEST_S:
        raise ValueError(f"{seconds} is no length of time")
    left = units_of(exact)
    parts: list[tuple[int, str]] = []
    names = [name for name, _ in _UNITS]
    for name, size in _UNITS[names.index(largest) :]:
        n, left = divmod(left, size)
        if n:
            parts.append((n, name))
    smallest = none or (largest if largest != "day" else "second")
    return str(_module(language).duration(parts or [(0, smallest)], case))


def phone(e164: str, language: str, extension: str = "", one_by_one: bool = False) -> str:
    """A telephone number in the groups in which people say it: Russian numbers with the leading
    eight in Russian ("восемь девятьсот двенадцать, триста сорок пять, шестьдесят семь,
    восемьдесят девять"), digit by digit in English or where ``one_by_one``."""
    words = _module(language)
    country, groups = phone_groups(e164)
    if one_by_one and language == "ru":
        if country == "7":
            country, groups = "", [f"8{groups[0]}", *groups[1:]]
        spoken = [digits(group, language, len(group)) for group in groups]
        spoken = [f"плюс {digits(country, language)}", *spoken] if country else spoken
        if extension:
            spoken.append(f"{words.EXTENSION} {digits(extension, language)}")
        return ", ".join(spoken)
    spoken_extension = words.phone_code(in_twos(extension)) if extension else ""
    return str(words.phone(country, groups, spoken_extension))


def count(n: int, noun: str, language: str, case: Case = "nom") -> str:
    """A number of things in agreement: ``count(2, "minute", "ru")`` → "две минуты". Nouns:
    ``day``, ``month``, ``year``, ``hour``, ``minute``, ``second``, ``time``, ``message``,
    ``attempt``; any other by its own word, see ``amount``."""
    words = _module(language)
    found = words.NOUNS.get(noun)
    if found is None:
        raise ValueError(f"no words for counting {noun!r}")
    return str(words.count(n, found, case))


def amount(value: Decimal | int | str, noun: str, language: str, case: Case = "nom") -> str:
    """So many of any noun, in the singular and in the language itself: ``amount(5, "новое
    сообщение", "ru")`` → "пять новых сообщений". ValueError: no such noun is known."""
    return str(_module(language).amount(as_decimal(value), counted.noun(noun, language), case))


def listed(items: Sequence[str], language: str, last: Literal["and", "or"] = "and") -> str:
    """``items`` (at least one) one after another: "первое, второе и третье"."""
    if not items:
        raise ValueError("the list is empty")
    return str(_module(language).listed(items, last))


def yes_or_no(value: bool, language: str) -> str:
    return str(_module(language).YES_NO[value])


def _module(language: str) -> ModuleType | Any:
    if language == "ru":
        return russian
    if language == "en":
        return english
    raise ValueError(f"no spoken values in the language {language!r}")


def _chunks(text: str, names: dict[str, str]) -> list[str]:
    """Runs of characters that can be spoken, split at everything else. Digits of other scripts
    become ours."""
    own = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text)
    spaced = "".join(c if c in names or c.isalpha() else " " for c in own)
    return spaced.split()


def _readable(run: str) -> list[str]:
    """Cut a long run: digits, letters and signs apart, digits in threes from the left with no
    group of one at the end: *100# → звёздочка, один ноль ноль, решётка."""
    if len(run) <= 4:
        return [run]
    return [group for part in _KINDS.findall(run) for group in _in_threes(part)]


def _in_threes(run: str) -> list[str]:
    if len(run) <= 4 or run.isalpha():
        return [run]
    if run.startswith("+"):
        first, *rest = _in_threes(run[1:])
        return [f"+{first}", *rest]
    if len(run) % 3 == 1:
        return [run[i : i + 3] for i in range(0, len(run) - 4, 3)] + [run[-4:-2], run[-2:]]
    return [run[i : i + 3] for i in range(0, len(run), 3)]
