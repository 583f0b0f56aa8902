"""What expressions can compute with: operators and functions, each bounded in size and time.

Numbers are int and Decimal, never float. A date minus a date is a number of days, a date plus a
number is a date.
"""

import ast
import operator
from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from engine.scheme import values

_LARGEST = Decimal(10) ** 24
_MOST_DIGITS = 40
LONGEST_TEXT = 4000


class Function:
    """A function with what has to be known of it before it is called."""

    __slots__ = ("arity", "call", "usage")

    def __init__(self, call: Callable[..., Any], least: int, most: int, usage: str) -> None:
        self.call = call
        self.arity = (least, most)
        self.usage = usage

    def __call__(self, *arguments: Any) -> Any:
        return self.call(*arguments)


def _bounded(value: Any) -> Any:
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise ValueError("the text becomes too long")
    elif isinstance(value, Decimal):
        if not value.is_finite() or abs(value) > _LARGEST:
            raise ValueError("the number becomes too large")
    elif isinstance(value, int) and not isinstance(value, bool) and abs(value) > _LARGEST:
        raise ValueError("the number becomes too large")
    return value


def _number(value: Any) -> int | Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"{_shown(value)} is not a number")
    return value


def _shown(value: Any) -> str:
    if value is None:
        return "a missing value"
    return f"“{values.to_text(value)[:40]}”"


def _add(a: Any, b: Any) -> Any:
    if isinstance(a, str) and isinstance(b, str):
        return _bounded(a + b)
    if isinstance(a, date):
        return a + timedelta(days=_days(b))
    if isinstance(b, date):
        return b + timedelta(days=_days(a))
    return _bounded(_number(a) + _number(b))


def _sub(a: Any, b: Any) -> Any:
    if isinstance(a, date):
        return (a - b).days if isinstance(b, date) else a - timedelta(days=_days(b))
    return _bounded(_number(a) - _number(b))


def _mult(a: Any, b: Any) -> Any:
    return _bounded(_number(a) * _number(b))


def _div(a: Any, b: Any) -> Any:
    return _bounded(Decimal(_number(a)) / Decimal(_number(b)))


def _floordiv(a: Any, b: Any) -> Any:
    return _bounded(_number(a) // _number(b))


def _mod(a: Any, b: Any) -> Any:
    return _bounded(_number(a) % _number(b))


def _pow(a: Any, b: Any) -> Any:
    base, exponent = _number(a), _number(b)
    if not (-32 <= exponent <= 32 and -1_000_000 <= base <= 1_000_000):
        raise ValueError("the power is too large")
    return _bounded(Decimal(base) ** exponent)


def _neg(a: Any) -> Any:
    return -_number(a)


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def run(a: Any, b: Any) -> bool:
        same_kind = (
            (isinstance(a, str) and isinstance(b, str))
            or (isinstance(a, date) and isinstance(b, date))
            or (isinstance(a, int | Decimal) and isinstance(b, int | Decimal))
        )
        if not same_kind:
            raise TypeError(f"{_shown(a)} and {_shown(b)} cannot be compared")
        return compare(a, b)

    return run


def _contains(part: Any, text: Any) -> bool:
    if not isinstance(text, str) or not isinstance(part, str):
        raise TypeError("“in” looks for a text in a text")
    return part in text


OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: _add,
    ast.Sub: _sub,
    ast.Mult: _mult,
    ast.Div: _div,
    ast.FloorDiv: _floordiv,
    ast.Mod: _mod,
    ast.Pow: _pow,
    ast.USub: _neg,
    ast.UAdd: _number,
    ast.Not: operator.not_,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: _ordered(operator.lt),
    ast.LtE: _ordered(operator.le),
    ast.Gt: _ordered(operator.gt),
    ast.GtE: _ordered(operator.ge),
    ast.In: _contains,
    ast.NotIn: lambda part, text: not _contains(part, text),
}


def _days(value: Any) -> int:
    number = _number(value)
    if number != int(number) or not -100_000 <= number <= 100_000:
        raise ValueError(f"{_shown(value)} is not a number of days")
    return int(number)


def _date(value: Any) -> date:
    if not isinstance(value, date):
        raise TypeError(f"{_shown(value)} is not a date")
    return value


def _text(value: Any) -> str:
    return values.to_text(value)


def _to_number(value: Any) -> Any:
    return values.parse_number(value) if isinstance(value, str) else _number(value)


def _to_money(value: Any) -> Any:
    return values.parse_money(value) if isinstance(value, str) else _number(value)


def _to_date(value: Any) -> Any:
    if value is None or isinstance(value, date):
        return value
    return values.parse_date(_text(value))


def _round(value: Any, places: Any = 0) -> Any:
    count = _days(places)
    if not 0 <= count <= 6:
        raise ValueError("round to 0 … 6 places")
    number = Decimal(_number(value)).quantize(Decimal(1).scaleb(-count), ROUND_HALF_UP)
    return int(number) if count == 0 else number


def _digits(value: Any) -> str:
    return "".join(c for c in _text(value) if c.isdigit())


def _chosen(answers: Any, code: Any) -> bool:
    """Of an answer with several options, which is stored as "price, quality"."""
    return _text(code) in _text(answers).split(", ")


def _date_from_digits(keys: Any, today: Any) -> date | None:
    """One or two digits: so many days from today. Four: day and month, the next such day. Six or
    eight: with the year. None when there is no such day."""
    text, day = _text(keys), _date(today)
    if not text.isascii() or not text.isdigit():
        return None
    if len(text) <= 2:
        return day + timedelta(days=int(text))
    if len(text) == 4:
        for year in range(day.year, day.year + 9):  # 29 February may be eight years away
            found = _to_date(f"{text[:2]}.{text[2:]}.{year}")
            if found is not None and found >= day:
                return found  # type: ignore[no-any-return]
        return None
    if len(text) in (6, 8):
        return values.parse_date(f"{text[:2]}.{text[2:4]}.{text[4:]}")
    return None


FUNCTIONS: dict[str, Function] = {
    "is_set": Function(lambda x: x is not None and x != "", 1, 1, "is_set(value)"),
    "coalesce": Function(
        lambda *xs: next((x for x in xs if x is not None and x != ""), None), 1, 8,
        "coalesce(first, second …)",
    ),
    "number": Function(_to_number, 1, 1, "number(text)"),
    "money": Function(_to_money, 1, 1, "money(text)"),
    "date": Function(_to_date, 1, 1, "date(text)"),
    "phone": Function(lambda x: values.parse_phone(_text(x)), 1, 1, "phone(text)"),
    "text": Function(_text, 1, 1, "text(value)"),
    "digits": Function(_digits, 1, 1, "digits(value)"),
    "round": Function(_round, 1, 2, "round(number, places)"),
    "abs": Function(lambda x: abs(_number(x)), 1, 1, "abs(number)"),
    "min": Function(lambda *xs: min(_number(x) for x in xs), 1, 8, "min(number, number …)"),
    "max": Function(lambda *xs: max(_number(x) for x in xs), 1, 8, "max(number, number …)"),
    "length": Function(lambda x: len(_text(x)), 1, 1, "length(text)"),
    "lower": Function(lambda x: _text(x).lower(), 1, 1, "lower(text)"),
    "upper": Function(lambda x: _text(x).upper(), 1, 1, "upper(text)"),
    "starts_with": Function(
        lambda x, part: _text(x).startswith(_text(part)), 2, 2, "starts_with(text, beginning)"
    ),
    "chosen": Function(_chosen, 2, 2, "chosen(answers, code)"),
    "day": Function(lambda x: _date(x).day, 1, 1, "day(date)"),
    "month": Function(lambda x: _date(x).month, 1, 1, "month(date)"),
    "year": Function(lambda x: _date(x).year, 1, 1, "year(date)"),
    "weekday": Function(lambda x: _date(x).isoweekday(), 1, 1, "weekday(date): 1 is Monday"),
    "date_from_digits": Function(
        _date_from_digits, 2, 2, "date_from_digits(keys, call.today)"
    ),
}  # fmt: skip
