"""Expressions of schemes: ``debt > 1000 and is_set(due)``, ``contact["Сумма долга"]``.

The grammar is Python's, cut down to what is listed here and walked by ``simpleeval``; nothing is
ever handed to ``eval``. An expression is parsed once; what can be refused beforehand (syntax,
unknown functions, size) is refused then, so that at call time only values can be wrong. Names
it uses are known without running it.

Names: the scheme's variables; ``contact["Header"]``; ``result["name"]``; ``call.phone``,
``call.attempt``, ``call.campaign``, ``call.today``, ``call.now`` (date and time in the contact's
zone), ``call.language``, ``call.answered_by``. A variable without a value is None.
"""

import ast
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

from simpleeval import InvalidExpression, SimpleEval

from engine.errors import filled
from engine.scheme.expression_functions import FUNCTIONS, OPERATORS
from engine.scheme.values import Value

LONGEST = 1000
_MOST_NODES = 200
_DEEPEST = 40
#: Mappings that every expression may look into: name → attributes, None: any key in brackets.
NAMESPACES: Mapping[str, frozenset[str] | None] = {
    "contact": None,
    "result": None,
    "call": frozenset({"phone", "attempt", "campaign", "today", "now", "language", "answered_by"}),
}
_CONSTANTS = {"yes": True, "no": False, "empty": None}
#: Names that a variable cannot have. Functions are not among them: who calls is told by brackets.
RESERVED = frozenset(NAMESPACES) | frozenset(_CONSTANTS)

_ALLOWED = (
    ast.Expression, ast.Constant, ast.Name, ast.Load, ast.UnaryOp, ast.Not, ast.USub, ast.UAdd,
    ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.BoolOp,
    ast.And, ast.Or, ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In,
    ast.NotIn, ast.IfExp, ast.Call, ast.Subscript, ast.Slice, ast.Attribute,
)  # fmt: skip


class BadExpressionError(Exception):
    """An expression that can not be run at all. ``column`` counts from 1, 0: unknown."""

    def __init__(self, ru: str, en: str, column: int = 0) -> None:
        super().__init__(en)
        self.ru = ru
        self.en = en
        self.column = column


class EvaluationError(Exception):
    """An expression failed on the values of this call. A template and its values, as a KnownError:
    the catalogue of translations has it."""

    def __init__(self, template: str, /, **values: object) -> None:
        super().__init__(filled(template, values))

    @classmethod
    def told(cls, reason: str) -> "EvaluationError":
        """What somebody else has said."""
        return cls(reason)


@dataclass(frozen=True, slots=True)
class Expression:
    text: str
    #: Variables it reads.
    variables: frozenset[str]
    #: Contact fields it reads by a fixed name.
    fields: frozenset[str]
    #: Results it reads by a fixed name.
    results: frozenset[str]
    #: What else only the call brings: attributes of ``call``, and ``result`` for any result.
    about: frozenset[str]
    _tree: ast.expr
    #: The name when the whole expression is one variable, else "".
    only_name: str = ""
    #: The value when the expression is a constant.
    constant: Value = None
    is_constant: bool = False

    def evaluate(self, scope: "Scope") -> Value:
        """Raises EvaluationError."""
        if self.is_constant:
            return self.constant
        if self.only_name:
            return scope.values.get(self.only_name)
        return scope.run(self)


class Scope:
    """What the expressions of one call see. ``values`` may change while the call runs."""

    __slots__ = ("_evaluator", "_names", "values")

    def __init__(
        self,
        values: dict[str, Value],
        contact: Mapping[str, str],
        call: Mapping[str, Value],
        results: Mapping[str, str],
    ) -> None:
        self.values = values
        namespaces = {"contact": _Lenient(contact), "call": _Lenient(call)}
        namespaces["result"] = _Lenient(results)
        self._names = _Names(values, _CONSTANTS | namespaces)
        self._evaluator: SimpleEval | None = None

    def run(self, expression: Expression) -> Value:
        if self._evaluator is None:
            self._evaluator = SimpleEval(OPERATORS, FUNCTIONS, self._names)
        try:
            value = self._evaluator.eval(expression.text, expression._tree)
        except (InvalidExpression, ArithmeticError, LookupError, TypeError, ValueError,
                AttributeError, RecursionError) as error:  # fmt: skip
            missing = [n for n in sorted(expression.variables) if self.values.get(n) is None]
            if missing:
                raise EvaluationError(
                    "{expression}: no value for {names}",
                    expression=expression.text,
                    names=", ".join(missing),
                ) from None
            raise EvaluationError.told(f"{expression.text}: {_reason(error)}") from None
        if isinstance(value, _Lenient):
            raise EvaluationError(
                "{expression}: name the field in brackets", expression=expression.text
            )
        if isinstance(value, float):
            return Decimal(repr(value))
        return value  # type: ignore[no-any-return]


@lru_cache(maxsize=8192)
def parse(text: str) -> Expression:
    """Raises BadExpressionError. The same text gives the same object."""
    stripped = text.strip()
    if not stripped:
        raise BadExpressionError("выражение пусто", "the expression is empty")
    if len(stripped) > LONGEST:
        raise BadExpressionError(
            f"выражение длиннее {LONGEST} знаков", f"longer than {LONGEST} characters"
        )
    # Multi-line fields of a form are one expression: only brackets would allow that in Python.
    lead = len(text) - len(text.lstrip())
    tree = _parse_python(stripped.replace("\r", " ").replace("\n", " "), lead)
    names: set[str] = set()
    keys: dict[str, set[str]] = {name: set() for name in NAMESPACES}
    _check(tree, names, keys, lead)
    body = _Decimals().visit(tree).body
    variables = frozenset(names - set(_CONSTANTS))
    constant = isinstance(body, ast.Constant)
    return Expression(
        text=stripped,
        variables=variables,
        fields=frozenset(keys["contact"]),
        results=frozenset(keys["result"]),
        about=frozenset(keys["call"]),
        _tree=body,
        only_name=body.id if isinstance(body, ast.Name) and body.id in variables else "",
        constant=body.value if constant else None,
        is_constant=constant,
    )


def _parse_python(text: str, lead: int) -> ast.Expression:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text, mode="eval")
    except SyntaxError as error:
        raise _misspelt(error, lead) from None
    except (ValueError, RecursionError, MemoryError):
        raise BadExpressionError("выражение не прочесть", "cannot be read") from None


#: What Python's parser says, and how people say it: (part of its message, Russian, English).
_MISSPELT = (
    ("was never closed", "не закрыта скобка", "a bracket is not closed"),
    ("unmatched", "лишняя скобка", "a bracket is closed that was never opened"),
    ("does not match", "скобки не подходят друг к другу", "brackets do not match"),
    ("unterminated string", "не закрыта кавычка", "a quotation mark is not closed"),
)


def _misspelt(error: SyntaxError, lead: int) -> BadExpressionError:
    if not error.offset:  # read to its end, something is still missing
        return BadExpressionError("выражение не закончено", "something is missing at the end")
    column = error.offset + lead
    said = [words for part, *words in _MISSPELT if part in error.msg]
    russian, english = (
        said[0] if said else ("так выражения не пишут", "no expression is written so")
    )
    return BadExpressionError(
        f"{russian} (знак {column})", f"{english} (character {column})", column
    )


def _check(tree: ast.Expression, names: set[str], keys: dict[str, set[str]], lead: int) -> None:
    """Refuse whatever is not in the grammar; gather names and keys of namespaces."""
    count = 0
    stack: list[tuple[ast.AST, int]] = [(tree, 0)]
    while stack:
        node, depth = stack.pop()
        count += 1
        if count > _MOST_NODES or depth > _DEEPEST:
            raise BadExpressionError("выражение слишком сложное", "too complicated")
        column = getattr(node, "col_offset", -1) + 1 + lead
        if not isinstance(node, _ALLOWED):
            raise _not_allowed(node, column)
        if isinstance(node, ast.Call):
            stack.extend((child, depth + 1) for child in _call_arguments(node, column))
            continue
        namespace = _namespace_of(node)
        if namespace and isinstance(node, ast.Attribute | ast.Subscript):
            _check_namespace(node, namespace, keys, column)
            if isinstance(node, ast.Subscript):
                stack.append((node.slice, depth + 1))
            continue
        if isinstance(node, ast.Attribute):
            raise _not_allowed(node, column)
        if isinstance(node, ast.Constant):
            _check_constant(node, column)
        elif isinstance(node, ast.Name):
            if node.id in NAMESPACES:
                raise BadExpressionError(
                    f"«{node.id}» нельзя использовать без скобок (знак {column})",
                    f"“{node.id}” cannot stand alone (character {column})",
                    column,
                )
            names.add(node.id)
        stack.extend((child, depth + 1) for child in ast.iter_child_nodes(node))


def _namespace_of(node: ast.AST) -> str:
    """The namespace that the node looks into, "" when it does not."""
    if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.value, ast.Name):
        return node.value.id if node.value.id in NAMESPACES else ""
    return ""


def _call_arguments(node: ast.Call, column: int) -> list[ast.expr]:
    if not isinstance(node.func, ast.Name) or node.keywords:
        raise _not_allowed(node, column)
    name = node.func.id
    function = FUNCTIONS.get(name)
    if function is None:
        known = ", ".join(sorted(FUNCTIONS))
        raise BadExpressionError(
            f"нет функции «{name}» (знак {column}); есть: {known}",
            f"no function “{name}” (character {column}); known: {known}",
            column,
        )
    least, most = function.arity
    if not least <= len(node.args) <= most:
        raise BadExpressionError(
            f"у функции «{name}» другое число аргументов (знак {column}): {function.usage}",
            f"wrong number of arguments for “{name}” (character {column}): {function.usage}",
            column,
        )
    return node.args


def _check_namespace(
    node: ast.Attribute | ast.Subscript, name: str, keys: dict[str, set[str]], column: int
) -> None:
    known = NAMESPACES[name]
    key: Any = None
    if isinstance(node, ast.Attribute):
        key = node.attr
    elif isinstance(node.slice, ast.Constant):
        key = node.slice.value
    if isinstance(node, ast.Subscript) and (
        isinstance(node.slice, ast.Slice) or (key is not None and not isinstance(key, str))
    ):
        raise _not_allowed(node, column)
    if known is not None and key not in known:
        names = ", ".join(f"{name}.{attribute}" for attribute in sorted(known))
        raise BadExpressionError(
            f"нет такого: {name}.{key} (знак {column}); есть: {names}",
            f"no {name}.{key} (character {column}); known: {names}",
            column,
        )
    if isinstance(key, str):
        keys[name].add(key)
    if name == "result":
        keys["call"].add(name)


def _check_constant(node: ast.Constant, column: int) -> None:
    value = node.value
    if value is None or isinstance(value, bool | str):
        return
    if isinstance(value, int | float) and abs(value) < 10**15:
        return
    raise _not_allowed(node, column)


def _not_allowed(node: ast.AST, column: int) -> BadExpressionError:
    return BadExpressionError(
        f"так писать нельзя (знак {column})",
        f"not allowed here (character {column}): {type(node).__name__}",
        column,
    )


def _reason(error: Exception) -> str:
    if isinstance(error, ZeroDivisionError | ArithmeticError):
        return "division by zero or a number too large"
    return str(error) or type(error).__name__


class _Decimals(ast.NodeTransformer):
    """0.1 is meant as the decimal number: money is never counted in binary fractions."""

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        if isinstance(node.value, float):
            return ast.copy_location(ast.Constant(cast(Any, Decimal(repr(node.value)))), node)
        return node


class _Lenient:
    """A mapping where what is missing is None: a list without a column must not end calls."""

    __slots__ = ("_inner",)

    def __init__(self, inner: Mapping[str, Any]) -> None:
        self._inner = inner

    def __getitem__(self, key: str) -> Any:
        try:
            return self._inner[key]
        except KeyError:
            return None

    def __getattr__(self, name: str) -> Any:
        return self[name]


class _Names:
    """Variables first seen as they are now; a variable that was never set is None."""

    __slots__ = ("_fixed", "_values")

    def __init__(self, values: dict[str, Value], fixed: Mapping[str, Any]) -> None:
        self._values = values
        self._fixed = fixed

    def __getitem__(self, name: str) -> Any:
        if name in self._values:
            return self._values[name]
        return self._fixed.get(name)
