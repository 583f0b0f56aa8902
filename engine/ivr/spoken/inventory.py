"""Which fragments a complete voice pack has: every word that values can be spoken with.

Made from the tables and functions that speak the values, so that none can be forgotten. What is
not in it (nouns of a scheme's own, names, "двадцатиоднотысячный") is synthesised.
"""

import datetime
from collections.abc import Iterator
from functools import cache
from typing import Literal

from engine.ivr.spoken import english, russian, russian_dates, russian_numbers
from engine.ivr.spoken.fragments import PAUSE, key_of, words_of
from engine.ivr.spoken.russian_noun import CASES, Case, Gender, Noun

LANGUAGES = ("ru", "en")
_ROUND = (*range(20), *range(20, 100, 10), *range(100, 1000, 100))


@cache
def complete(language: str) -> dict[str, str]:
    """key → the fragment as it is written, in a fixed order."""
    source = _russian() if language == "ru" else _english()
    return {key_of(one): one for one in source}


@cache
def essential(language: str) -> frozenset[str]:
    """Keys of what the formats need without options for cases; a pack of recordings may leave the
    rest to synthesis."""
    if language == "en":
        return frozenset(complete("en"))
    keys = {key_of(one) for one in _russian_essential()}
    return frozenset(keys)


# --- Russian ----------------------------------------------------------------------------------


def _russian_essential() -> Iterator[str]:
    yield from _marks(russian.CHARACTERS, russian.YES_NO, russian.EXTENSION)
    yield from (russian.AND, russian.OR, "минус", "года")
    yield from _cardinals("nom")
    for noun in _nouns():
        yield from (noun.singular[0], noun.few, noun.many)
    yield russian.PERCENT.of_part
    for noun in (russian_numbers.WHOLE, *russian_numbers.FRACTIONS, *russian_numbers.SCALES):
        yield from (noun.singular[0], noun.few, noun.many)
    yield from _ordinals(("m", "nom"), ("m", "gen"), ("n", "nom"), ("n", "gen"))
    yield from russian_dates.MONTHS
    for names in russian_dates.WEEKDAYS:
        yield from names
    yield from russian_dates.RELATIVE.values()
    yield from russian_dates.PARTS_OF_DAY
    yield from ("до", "по")
    yield from _with_preposition("at", "genitive")
    yield from russian.VOWELS


def _russian() -> Iterator[str]:
    yield from _russian_essential()
    genders: tuple[Gender | Literal["pl"], ...] = ("m", "f", "n", "pl")
    for case in CASES:
        yield from _cardinals(case)
        for noun in (*_nouns(), russian_numbers.WHOLE, *russian_numbers.FRACTIONS,
                     *russian_numbers.SCALES):  # fmt: skip
            at = CASES.index(case)
            yield from (noun.singular[at], noun.plural[at])
        for gender in genders:
            yield from _ordinals((gender, case))
        yield russian_numbers.ordinal(1, "m", case, True)
    for form in ("from", "by"):
        yield from _with_preposition(form, form)
    for day in (0, 1):
        for form in ("until", "from", "by", "through"):
            said = words_of(russian.date(datetime.date(2026, 3, 5), form, False, False, day))
            yield from (" ".join(said[:2]), *said[1:])
    nine = datetime.time(9)
    for near in russian_dates.RELATIVE.values():
        yield words_of(russian_dates.datetime_(near, nine, "until", False))[-2]  # завтрашнего


def _with_preposition(time_form: str, date_form: str) -> Iterator[str]:
    """в, с and к with the word behind them: alone they cannot be pronounced."""
    for hour in range(24):
        for twelve in (False, True):
            said = words_of(russian.time(datetime.time(hour), time_form, twelve))
            yield " ".join(said[:2])
    for day in range(1, 32):
        value = datetime.date(2026, 3, day)
        for weekday in (False, True):
            if weekday or date_form != "genitive":
                said = words_of(russian.date(value, date_form, False, weekday))
                yield " ".join(said[:2])


def _cardinals(case: Case) -> Iterator[str]:
    genders: tuple[Gender, ...] = ("m", "f", "n")
    for n in _ROUND:
        for gender in genders:
            for animate in (False, True):
                yield russian_numbers.cardinal(n, gender, case, animate)


def _ordinals(*forms: tuple[Gender | Literal["pl"], Case]) -> Iterator[str]:
    for gender, case in forms:
        for n in (*_ROUND, *(n * 1000 for n in range(1, 11)), 10**6, 10**9):
            yield russian_numbers.ordinal(n, gender, case)
            if gender == "m":
                yield russian_numbers.ordinal(n, "m", case, True)


def _nouns() -> Iterator[Noun]:
    yield russian.PERCENT
    yield from russian.NOUNS.values()
    for unit, hundredth in russian.CURRENCIES.values():
        yield unit
        if hundredth is not None:
            yield hundredth


# --- English ----------------------------------------------------------------------------------


def _english() -> Iterator[str]:
    yield from _marks(english.CHARACTERS, english.YES_NO, english.EXTENSION)
    yield from (english.AND, english.OR, "minus", "point", "percent", "oh")
    for n in range(100):
        yield english.cardinal(n)
        yield english.ordinal(n)
    for n in range(1, 10):
        yield f"oh-{english.cardinal(n)}"  # nineteen oh-five
    for power in (2, 3, 6, 9, 12, 15):
        yield english.cardinal(10**power).removeprefix("one ")
        if power <= 12:
            yield english.ordinal(10**power).removeprefix("one ")
    for unit, hundredth in english.CURRENCIES.values():
        yield from unit
        yield from hundredth or ()
    for noun in english.NOUNS.values():
        yield from noun
    yield from english.MONTHS
    yield from english.WEEKDAYS
    yield from english.RELATIVE.values()
    yield from ("a.m.", "p.m.", "noon", "midnight", "at", "until", "from", "by", "on", "through")
    yield from "abcdefghijklmnopqrstuvwxyz"


def _marks(characters: dict[str, str], yes_no: tuple[str, str], extension: str) -> Iterator[str]:
    yield from (name for name in characters.values() if name != PAUSE)
    yield from yes_no
    yield extension
