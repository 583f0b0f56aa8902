"""Of which type the parts of a criterion are, as far as the mapping says so.

Databases differ in what they make of ``debt > 'abc'``: one refuses it in the middle of a list, one
compares the letters, one finds nobody. So it is refused before anybody is asked.
"""

import ast
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from engine.domain.source_mapping import FieldType
from engine.errors import Phrase
from engine.ports.sources import Cell
from engine.scheme import values
from engine.service.source_constants import NotConstant, constant

#: Only what is surely told apart: a truth value is a number here and a letter there.
_KNOWN = {FieldType.TEXT, FieldType.NUMBER, FieldType.DATE}
WORDS = {
    FieldType.TEXT: Phrase("a text"),
    FieldType.NUMBER: Phrase("a number"),
    FieldType.DATE: Phrase("a date"),
}
_NUMBER, _TEXT, _DATE, _ANY = FieldType.NUMBER, FieldType.TEXT, FieldType.DATE, FieldType.AUTO


class Types:
    """``field``: the type of a name, AUTO where nobody knows; ``fault``: what to raise for a part
    that holds these two types together; ``wrong``: for a value that cannot be computed."""

    def __init__(
        self,
        field: Callable[[ast.expr], FieldType],
        today: date,
        fault: Callable[[ast.AST, FieldType, FieldType], Exception],
        wrong: Callable[[ast.AST], Exception],
    ) -> None:
        self._field = field
        self._today = today
        self._fault = fault
        self._wrong = wrong

    def check(self, tree: ast.expr) -> None:
        for node in ast.walk(tree):
            match node:
                case ast.Compare():
                    self._comparison(node)
                case ast.Call(func=ast.Name(id="starts_with"), args=[text, _]):
                    self._must_be(text, _TEXT)
                case ast.BinOp() | ast.UnaryOp() | ast.Call():
                    self._type(node)

    def _comparison(self, node: ast.Compare) -> None:
        left = node.left
        for op, right in zip(node.ops, node.comparators, strict=True):
            if not isinstance(op, ast.In | ast.NotIn):
                self._together(node, left, right)
            elif isinstance(right, ast.Tuple | ast.List | ast.Set):
                for each in right.elts:
                    self._together(each, left, each)
            else:
                self._must_be(right, _TEXT)
            left = right

    def _together(self, place: ast.AST, one: ast.expr, other: ast.expr) -> None:
        a, b = self._type(one), self._type(other)
        if _ANY in (a, b) or a is b or self._reads_as(one, b) or self._reads_as(other, a):
            return
        raise self._fault(place, a, b)

    def _reads_as(self, node: ast.expr, wanted: FieldType) -> bool:
        """A text in quotes that every database takes for the number or day that it is."""
        value = self._constant(node)
        if not isinstance(value, str):
            return False
        if wanted is _NUMBER:
            return values.parse_number(value) is not None
        try:
            return wanted is _DATE and bool(date.fromisoformat(value))
        except ValueError:
            return False

    def _must_be(self, node: ast.expr, *wanted: FieldType) -> None:
        found = self._type(node)
        if found not in (_ANY, *wanted):
            raise self._fault(node, found, wanted[0])

    def _type(self, node: ast.expr) -> FieldType:
        value = self._constant(node)
        if value is not None:
            return _type_of(value)
        match node:
            case ast.Name() | ast.Attribute():
                found = self._field(node)
                return found if found in _KNOWN else _ANY
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                self._must_be(inner, _NUMBER)
                return _NUMBER
            case ast.BinOp(left=left, op=ast.Mult() | ast.Div(), right=right):
                self._must_be(left, _NUMBER)
                self._must_be(right, _NUMBER)
                return _NUMBER
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
                return self._sum(left, right, minus=isinstance(op, ast.Sub))
            case ast.Call(func=ast.Name(id=name), args=arguments) if arguments:
                return self._call(name, arguments)
        return _ANY

    def _sum(self, left: ast.expr, right: ast.expr, *, minus: bool) -> FieldType:
        self._must_be(left, _NUMBER, _DATE)
        self._must_be(right, _NUMBER, _DATE)
        a, b = self._type(left), self._type(right)
        if a is _DATE and b is _DATE:
            if not minus:
                raise self._fault(right, _DATE, _NUMBER)
            return _NUMBER
        if _DATE in (a, b):
            return _ANY if _ANY in (a, b) else _DATE
        return _NUMBER if a is b else _ANY

    def _call(self, name: str, arguments: list[ast.expr]) -> FieldType:
        first = arguments[0]
        match name:
            case "lower" | "upper":
                return _TEXT
            case "length":
                return _NUMBER
            case "abs":
                self._must_be(first, _NUMBER)
                return _NUMBER
            case "day" | "month" | "year":
                self._must_be(first, _DATE, _TEXT)
                return _NUMBER
            case "coalesce":
                for each in arguments[1:]:
                    self._together(each, first, each)
                return self._type(first)
        return _ANY

    def _constant(self, node: ast.expr) -> Cell:
        try:
            return constant(node, self._today, self._wrong)
        except NotConstant:
            return None


def _type_of(value: Cell) -> FieldType:
    if isinstance(value, bool):
        return _ANY
    if isinstance(value, int | Decimal):
        return _NUMBER
    if isinstance(value, str):
        return _TEXT
    return _DATE if isinstance(value, date) else _ANY
