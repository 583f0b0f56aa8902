"""Pieces of schemes as people read them: texts with values, conditions, hours."""

import re
from collections.abc import Sequence
from typing import Any

#: A value in a text: {debt|money} is read as {debt}.
_VALUE = re.compile(r"\{\s*([^{}|]+?)\s*\|[^{}]*\}")
#: A text inside an expression.
_TEXT = re.compile(r"""("[^"]*"|'[^']*')""")
_IS_SET = re.compile(r"\bis_set\(\s*([^\W\d][\w.]*)\s*\)")
_NOT_SET = re.compile(r"\bnot\s+is_set\(\s*([^\W\d][\w.]*)\s*\)")
_OPERATORS = {"and": "и", "or": "или", "not": "не"}
_OPERATOR = re.compile(r"\b(and|or|not)\b")
_SIGNS = {">=": "≥", "<=": "≤", "!=": "≠", "==": "="}
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAYS_RU = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_DAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def in_words(language: str, ru: str, en: str) -> str:
    return ru if language == "ru" else en


def spoken_template(text: str) -> str:
    """Without how the values are put into words."""
    return _VALUE.sub(r"{\1}", text)


def condition_words(expression: str, language: str) -> str:
    """An expression, easier to read; texts in it stay as they are."""
    parts = _TEXT.split(" ".join(expression.split()))
    return "".join(
        part if number % 2 else _easier(part, language) for number, part in enumerate(parts)
    )


def _easier(shown: str, language: str) -> str:
    shown = _NOT_SET.sub(in_words(language, r"\1 неизвестно", r"\1 unknown"), shown)
    shown = _IS_SET.sub(in_words(language, r"\1 известно", r"\1 known"), shown)
    shown = _SIGN.sub(lambda found: _SIGNS[found[0]], shown)
    if language == "ru":
        shown = _OPERATOR.sub(lambda found: _OPERATORS[found[0]], shown)
    return shown


def hours_words(parameters: Any, language: str) -> str:
    """Of a time condition."""
    parts: list[str] = []
    if parameters.hours == "campaign":
        parts.append(in_words(language, "часы кампании", "hours of the campaign"))
    for span in parameters.week:
        days = _days_words(span.days, language)
        whole = (span.start, span.end) == ("00:00", "24:00")
        parts.append(days if whole else f"{days} {span.start}–{span.end}")
    for span in parameters.only_dates:
        parts.append(_dates_words(span))
    if parameters.except_dates:
        dates = ", ".join(map(_dates_words, parameters.except_dates))
        parts.append(in_words(language, f"кроме {dates}", f"except {dates}"))
    return ", ".join(parts)


def _dates_words(span: Any) -> str:
    return f"{span.first} – {span.last}" if span.last else str(span.first)


def _days_words(days: Sequence[str], language: str) -> str:
    """Days in a row as from … to."""
    names = in_words(language, " ".join(_DAYS_RU), " ".join(_DAYS_EN)).split()
    numbers = sorted(_DAYS.index(day) for day in days if day in _DAYS)
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{names[numbers[0]]}–{names[numbers[-1]]}"
    return ", ".join(names[number] for number in numbers)
