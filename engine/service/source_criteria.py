"""Criteria of lists: an expression over mapped fields → SQL with bound values.

The language is that of schemes (engine.scheme.expressions) with two additions: a field of another
entity is written ``balances.debt``, and ``in`` looks into a list, too: ``district in ("A", "B")``.
What the SQL of all databases cannot do is refused with its place in the text, never computed
differently. Of an entity that may have several rows (``many``) it is asked whether one of them
fits: ``services.name == "internet"``; ``any(…)`` says that several conditions are meant of the
same row.
"""

import ast
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from engine.domain.source_mapping import FieldType, SourceMapping
from engine.ports.sources import Cell, SourceTrouble
from engine.service.source_constants import NotConstant, constant
from engine.service.source_dialects import Sql, sql_of
from engine.service.source_entities import EntityQuery
from engine.service.source_joins import Joins
from engine.service.source_names import finished, quoted
from engine.service.source_types import WORDS, Types

_LONGEST, _DEEPEST = 4000, 60
_COMPARE = {
    ast.Eq: "=", ast.NotEq: "<>", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_ARITHMETIC = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


class BadCriterion(SourceTrouble):
    """What cannot be asked; the text names the place."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the SQL. ``constant``: its value, when it needs no database."""

    sql: str = ""
    constant: Cell = None
    is_constant: bool = False
    #: Entities with several rows that it reads, besides those that are joined.
    many: frozenset[str] = frozenset()


def list_query(mapping: SourceMapping, base: str, where: str, dialect: str, today: date
               ) -> EntityQuery:  # fmt: skip
    """All fields of entity ``base`` and of those that it has one row of, of the rows that meet
    ``where``; "" for all."""
    return _Criterion(mapping, base, dialect, today).query(where)


class _Criterion:
    def __init__(self, mapping: SourceMapping, base: str, dialect: str, today: date) -> None:
        self._mapping = mapping
        self._dialect = dialect
        self._sql: Sql = sql_of(dialect)
        self._today = today
        self._parameters: dict[str, Cell] = {}
        joins = Joins(mapping, base, dialect)
        self._aliases = joins.aliases
        self._many = joins.many
        self._select = joins.select()
        self._text = ""
        #: The entities with several rows whose conditions are gathered for one EXISTS.
        self._inside: set[str] = set()
        self._negated = False
        self._place = 0

    def query(self, where: str) -> EntityQuery:
        sql, fields = self._select
        if where.strip():
            tree = self._parsed(where)
            Types(self._type_of, self._today, self._clash, self._fault).check(tree)
            sql += f" WHERE {self._condition(tree)}"
        return EntityQuery(finished(sql, self._dialect), self._parameters, fields)

    # --- the expression ------------------------------------------------------------------------

    def _parsed(self, text: str) -> ast.expr:
        self._text = text
        if len(text) > _LONGEST:
            raise BadCriterion("the criterion is longer than {most} characters.", most=_LONGEST)
        self._place = len(text) - len(text.lstrip())
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                flat = text.strip().replace("\n", " ").replace("\r", " ")
                tree = ast.parse(flat, mode="eval").body
        except SyntaxError as error:
            raise BadCriterion(
                "the criterion cannot be read at character {place}.",
                place=(error.offset or 0) + self._place,
            ) from None
        except (ValueError, RecursionError, MemoryError):
            raise BadCriterion("the criterion cannot be read.") from None
        if _depth(tree) > _DEEPEST:
            raise BadCriterion("the criterion is too complicated.")
        return tree

    def _fault(self, node: ast.AST) -> BadCriterion:
        part, place = self._place_of(node)
        return BadCriterion(
            "the criterion cannot ask the database for '{part}' (character {place}).",
            part=part,
            place=place,
        )

    def _clash(self, node: ast.AST, one: FieldType, other: FieldType) -> BadCriterion:
        part, place = self._place_of(node)
        return BadCriterion(
            "the criterion puts {one} and {other} together in '{part}' (character {place}).",
            mend='Numbers are written 12.5, dates date("31.12.2026"), texts "in quotation marks".',
            one=WORDS[one],
            other=WORDS[other],
            part=part,
            place=place,
        )

    def _type_of(self, node: ast.expr) -> FieldType:
        match node:
            case ast.Name(id=name):
                owner = self._owner(name)
            case ast.Attribute(value=ast.Name(id=owner), attr=name):
                owner = owner if owner in self._aliases or owner in self._many else ""
            case _:
                return FieldType.AUTO
        fields = self._mapping.entities[owner].fields if owner else {}
        return fields[name].type if name in fields else FieldType.AUTO

    def _no_field(self, node: ast.AST) -> BadCriterion:
        part, place = self._place_of(node)
        return BadCriterion(
            "the criterion's field '{part}' is not mapped (character {place}).",
            mend="There is: {fields}.",
            part=part,
            place=place,
            fields=self._fields_there(),
        )

    def _place_of(self, node: ast.AST) -> tuple[str, int]:
        """The text of a part, and its place counted in characters from 1."""
        whole = self._text.strip().encode()
        start = getattr(node, "col_offset", 0)
        end = getattr(node, "end_col_offset", start)
        before = len(whole[:start].decode("utf-8", "ignore"))
        return whole[start:end].decode("utf-8", "replace")[:60], before + 1 + self._place

    def _condition(self, node: ast.expr) -> str:
        """A truth value."""
        match node:
            case ast.BoolOp(op=op, values=parts):
                word = " AND " if isinstance(op, ast.And) else " OR "
                return f"({word.join(self._condition(part) for part in parts)})"
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                with self._turned():
                    return f"(NOT {self._condition(inner)})"
            case ast.Compare():
                return self._comparison(node)
            case ast.Call(func=ast.Name(id="any"), args=[inner], keywords=[]):
                return self._some(node, lambda: self._condition(inner))
            case ast.Call(func=ast.Name(id="is_set"), args=[inner], keywords=[]):
                return self._some(inner, lambda: self._sql.is_set(self._value(inner)))
            case ast.Call(func=ast.Name(id="starts_with"), args=[text, part], keywords=[]):
                beginning = self._known(part)
                if not isinstance(beginning, str):
                    raise self._fault(part)
                return self._some(
                    text,
                    lambda: self._sql.starts_with(
                        self._value(text), self._bound(beginning), len(beginning)
                    ),
                )
            case ast.Constant(value=bool(truth)):
                return "1 = 1" if truth else "1 = 0"
            case ast.Name(id="yes" | "no"):
                return "1 = 1" if node.id == "yes" else "1 = 0"
        if isinstance(node, ast.Name | ast.Attribute):
            return self._some(node, lambda: self._sql.is_true(self._value(node)))
        raise self._fault(node)

    @contextmanager
    def _turned(self) -> Iterator[None]:
        self._negated = not self._negated
        try:
            yield
        finally:
            self._negated = not self._negated

    def _comparison(self, node: ast.Compare) -> str:
        parts = []
        left = node.left
        for op, right in zip(node.ops, node.comparators, strict=True):
            pair = ast.Tuple([left, right], ast.Load())
            parts.append(self._some(pair, self._one(node, left, op, right)))
            left = right
        return parts[0] if len(parts) == 1 else f"({' AND '.join(parts)})"

    def _one(self, node: ast.AST, left: ast.expr, op: ast.cmpop, right: ast.expr
             ) -> Callable[[], str]:  # fmt: skip
        def made() -> str:
            if isinstance(op, ast.In | ast.NotIn):
                inside = self._contained(left, right)
                return f"(NOT {inside})" if isinstance(op, ast.NotIn) else inside
            sign = _COMPARE.get(type(op))
            if sign is None:
                raise self._fault(node)
            for one, other in ((left, right), (right, left)):
                if self._is_empty(one):
                    if sign not in ("=", "<>"):
                        raise self._fault(node)
                    return f"{self._value(other)} IS {'NOT ' if sign == '<>' else ''}NULL"
            a, b = self._value(left), self._value(right)
            # As in schemes: what has no value is not equal to anything, and different from all.
            if sign == "<>" or (sign == "=" and self._negated):
                return self._sql.distinct(a, b) if sign == "<>" else self._sql.same(a, b)
            return f"{a} {sign} {b}"

        return made

    def _contained(self, part: ast.expr, whole: ast.expr) -> str:
        if isinstance(whole, ast.Tuple | ast.List | ast.Set):
            if not whole.elts:
                return "1 = 0"
            marks = ", ".join(self._bound(self._known(each)) for each in whole.elts)
            return f"{self._value(part)} IN ({marks})"
        return self._sql.contains(self._value(whole), self._value(part))

    def _is_empty(self, node: ast.expr) -> bool:
        return (isinstance(node, ast.Constant) and node.value is None) or (
            isinstance(node, ast.Name) and node.id == "empty"
        )

    # --- entities with several rows ------------------------------------------------------------

    def _some(self, node: ast.AST, made: Callable[[], str]) -> str:
        """``made()``; inside EXISTS when the expression reads an entity with several rows."""
        named = {
            part.value.id
            for part in ast.walk(node)
            if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name)
        }
        named |= {
            owner for part in ast.walk(node) if isinstance(part, ast.Name)
            for owner in [self._owner(part.id)] if owner
        }  # fmt: skip
        wanted = sorted(name for name in named if name in self._many and name not in self._inside)
        if not wanted:
            return made()
        if len(wanted) > 1:
            raise BadCriterion(
                "the criterion compares {entities} with one another.",
                mend="Ask for one of these entities at a time.",
                entities=", ".join(wanted),
            )
        name = wanted[0]
        parent, join, entity = self._many[name]
        alias = f"m{len(self._parameters)}_{len(self._inside)}"
        self._inside.add(name)
        before = self._aliases.get(name)
        self._aliases[name] = alias
        negated, self._negated = self._negated, False
        try:
            inner = made()
        finally:
            self._negated = negated
            self._inside.discard(name)
            del self._aliases[name]
            if before is not None:
                self._aliases[name] = before
        theirs = f"{alias}.{quoted(join.other_column, self._dialect)}"
        mine = f"{parent}.{quoted(join.column, self._dialect)}"
        table = quoted(entity.table, self._dialect)
        return f"EXISTS (SELECT 1 FROM {table} {alias} WHERE {theirs} = {mine} AND {inner})"  # noqa: S608

    def _owner(self, field: str) -> str:
        """The entity whose field a bare name means: the base and what is joined go first."""
        for name in (*self._aliases, *self._many):
            if field in self._mapping.entities[name].fields:
                return name
        return ""

    # --- values --------------------------------------------------------------------------------

    def _value(self, node: ast.expr) -> str:
        try:
            return self._bound(self._constant(node))
        except NotConstant:
            pass
        match node:
            case ast.Name(id=name):
                owner = self._owner(name)
                if not owner:
                    raise self._no_field(node)
                return self._column(owner, name)
            case ast.Attribute(value=ast.Name(id=owner), attr=name):
                known = owner in self._aliases or owner in self._many
                if not known or name not in self._mapping.entities[owner].fields:
                    raise self._no_field(node)
                return self._column(owner, name)
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return f"(- {self._operand(inner)})"
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
                a, b = self._operand(left), self._operand(right)
                if isinstance(op, ast.Div):
                    return self._sql.divided(a, b)
                return f"({a} {_ARITHMETIC[type(op)]} {b})"
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self._call(node, name, arguments)
        raise self._fault(node)

    def _operand(self, node: ast.expr) -> str:
        """A value whose type the database cannot tell from what it is compared with."""
        try:
            return self._sql.cast(self._bound(self._constant(node)), self._constant(node))
        except NotConstant:
            return self._value(node)

    def _call(self, node: ast.Call, name: str, arguments: list[ast.expr]) -> str:
        simple = {"lower": "LOWER", "upper": "UPPER", "abs": "ABS"}
        if name in simple and len(arguments) == 1:
            return f"{simple[name]}({self._operand(arguments[0])})"
        if name == "length" and len(arguments) == 1:
            return self._sql.length(self._operand(arguments[0]))
        if name in ("day", "month", "year") and len(arguments) == 1:
            return self._sql.extract(name, self._operand(arguments[0]))
        if name == "coalesce" and len(arguments) > 1:
            return f"COALESCE({', '.join(self._operand(each) for each in arguments)})"
        raise self._fault(node)

    def _column(self, owner: str, field: str) -> str:
        column = self._mapping.entities[owner].fields[field].column
        return f"{self._aliases[owner]}.{quoted(column, self._dialect)}"

    def _fields_there(self) -> str:
        names = [
            field if self._owner(field) == name else f"{name}.{field}"
            for name in (*self._aliases, *self._many)
            for field in self._mapping.entities[name].fields
        ]
        return ", ".join(dict.fromkeys(names))

    def _bound(self, value: Cell) -> str:
        for name, known in self._parameters.items():
            if type(known) is type(value) and known == value:
                return f":{name}"
        name = f"c{len(self._parameters)}"
        self._parameters[name] = value
        return f":{name}"

    def _known(self, node: ast.expr) -> Cell:
        """The value of what must not need the database."""
        try:
            return self._constant(node)
        except NotConstant:
            raise self._fault(node) from None

    def _constant(self, node: ast.expr) -> Cell:
        return constant(node, self._today, self._fault)


def _depth(node: ast.AST) -> int:
    depth, level = 0, [node]
    while level and depth <= _DEEPEST + 1:
        depth += 1
        level = [child for parent in level for child in ast.iter_child_nodes(parent)]
    return depth
