"""The parts of a criterion that need no database."""

import ast
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from math import isfinite

from engine.ports.sources import Cell
from engine.scheme import values


class NotConstant(Exception):
    """The database has to be asked."""


def constant(node: ast.expr, today: date, fault: Callable[[ast.AST], Exception]) -> Cell:
    """The value; NotConstant when it has none, ``fault(node)`` when it cannot be computed."""
    match node:
        case ast.Constant(value=bool() | int() | str() as value):
            return value
        case ast.Constant(value=float() as fraction):
            if not isfinite(fraction):  # 1e999
                raise fault(node)
            return Decimal(repr(fraction))
        case ast.Attribute(value=ast.Name(id="call"), attr="today"):
            return today
        case ast.Name(id="yes"):
            return True
        case ast.Name(id="no"):
            return False
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            number = constant(inner, today, fault)
            if isinstance(number, int | Decimal) and not isinstance(number, bool):
                return -number
        case ast.Call(func=ast.Name(id="date"), args=[ast.Constant(value=str(text))]):
            day = values.parse_date(text)
            if day is None:
                raise fault(node)
            return day
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            sign = 1 if isinstance(op, ast.Add) else -1
            moved = _moved(constant(left, today, fault), sign, constant(right, today, fault))
            if moved is None:
                raise fault(node)
            return moved
    raise NotConstant


def _moved(a: Cell, sign: int, b: Cell) -> Cell:
    """None when the two cannot be added."""
    if isinstance(a, date) and isinstance(b, int) and abs(b) < 100_000:
        try:
            return a + timedelta(days=sign * b)
        except OverflowError:
            return None
    if isinstance(a, date) and isinstance(b, date) and sign < 0:
        return (a - b).days
    if isinstance(a, int | Decimal) and isinstance(b, int | Decimal):
        return a + sign * b
    return None
