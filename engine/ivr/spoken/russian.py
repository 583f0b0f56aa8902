"""Russian: money, telephone numbers, digits and lists; the rest is in the modules beside it."""

from collections.abc import Sequence
from decimal import Decimal

from engine.ivr.spoken.russian_dates import date, datetime_, duration, time
from engine.ivr.spoken.russian_noun import Case, Gender, Noun
from engine.ivr.spoken.russian_nouns import CURRENCIES, NOUNS, PERCENT
from engine.ivr.spoken.russian_numbers import amount, cardinal, count, number, ordinal

__all__ = [
    "CHARACTERS",
    "CURRENCIES",
    "NOUNS",
    "PERCENT",
    "VOWELS",
    "YES_NO",
    "amount",
    "count",
    "date",
    "datetime_",
    "duration",
    "listed",
    "money",
    "number",
    "ordinal",
    "percent",
    "phone",
    "time",
]

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
    # Letters by their names: "В" alone would be read as the preposition. Vowels are their own.
    "б": "бэ", "в": "вэ", "г": "гэ", "д": "дэ", "ж": "жэ", "з": "зэ", "к": "ка", "л": "эль",
    "м": "эм", "н": "эн", "п": "пэ", "р": "эр", "с": "эс", "т": "тэ", "ф": "эф", "х": "ха",
    "ц": "цэ", "ч": "че", "ш": "ша", "щ": "ща", "й": "и краткое", "ъ": "твёрдый знак",
    "ь": "мягкий знак",
    "a": "эй", "b": "би", "c": "си", "d": "ди", "e": "и", "f": "эф", "g": "джи", "h": "эйч",
    "i": "ай", "j": "джей", "k": "кей", "l": "эл", "m": "эм", "n": "эн", "o": "оу", "p": "пи",
    "q": "кью", "r": "ар", "s": "эс", "t": "ти", "u": "ю", "v": "ви", "w": "дабл-ю", "x": "икс",
    "y": "игрек", "z": "зет",
}  # fmt: skip
VOWELS = "аеёиоуыэюя"
YES_NO = ("нет", "да")
EXTENSION = "добавочный"
AND, OR = "и", "или"


def money(cents: int, units: tuple[Noun, Noun | None], case: Case = "nom") -> str:
    """``cents``: hundredths, or whole units of a currency that has none."""
    unit, hundredth = units
    whole, fraction = divmod(abs(cents), 100) if hundredth is not None else (abs(cents), 0)
    parts = ["минус"] if cents < 0 else []
    if whole or not fraction:
        parts.append(count(whole, unit, case))
    if fraction and hundredth is not None:
        parts.append(count(fraction, hundredth, case))
    return " ".join(parts)


def percent(value: Decimal, case: Case = "nom") -> str:
    return amount(value, PERCENT, case)


def phone(country: str, groups: Sequence[str], extension: str, gender: Gender = "m") -> str:
    """Within Russia people say "eight" and the code in one breath; then a pause each group."""
    del gender
    spoken = [_group(group) for group in groups]
    if country == "7":
        spoken = [f"восемь {spoken[0]}", *spoken[1:]]
    elif country:
        spoken = [f"плюс {_group(country)}", *spoken]
    if extension:
        spoken.append(f"{EXTENSION} {extension}")
    return ", ".join(spoken)


def phone_code(groups: Sequence[str]) -> str:
    """The groups of an extension."""
    return ", ".join(_group(group) for group in groups)


def _group(digits: str) -> str:
    """Up to three digits as one number; leading zeros are said one by one."""
    zeros = len(digits) - len(digits.lstrip("0"))
    rest = digits[zeros:]
    return " ".join(["ноль"] * zeros + ([cardinal(int(rest))] if rest else []))


def listed(items: Sequence[str], last: str) -> str:
    """``last``: "and" or "or" before the last one."""
    word = OR if last == "or" else AND
    *first, end = items
    return f"{', '.join(first)} {word} {end}" if first else end
