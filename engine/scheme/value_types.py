"""What type of value an expression gives, as far as can be told without a call."""

import ast
from collections.abc import Callable

from engine.scheme.expressions import BadExpressionError, parse
from engine.scheme.model import VariableType

_OF_FUNCTIONS = {
    VariableType.NUMBER: ("number", "round", "abs", "min", "max", "length", "day", "month", "year",
                          "weekday"),
    VariableType.MONEY: ("money",),
    VariableType.DATE: ("date", "date_from_digits"),
    VariableType.PHONE: ("phone",),
    VariableType.TEXT: ("text", "digits", "lower", "upper"),
}  # fmt: skip
_FUNCTIONS = {name: kind for kind, names in _OF_FUNCTIONS.items() for name in names}
_ABOUT = {"attempt": VariableType.NUMBER, "phone": VariableType.PHONE,
          "today": VariableType.DATE, "campaign": VariableType.TEXT,
          "language": VariableType.TEXT, "answered_by": VariableType.TEXT}  # fmt: skip

#: Name of a variable → its type; None: not known.
TypeOf = Callable[[str], VariableType | None]


def value_type(text: str, type_of: TypeOf) -> VariableType | None:
    """None: it cannot be told, or the expression cannot be read."""
    try:
        expression = parse(text)
    except BadExpressionError:
        return None
    return _of(expression._tree, type_of)


def _of(node: ast.expr, type_of: TypeOf) -> VariableType | None:
    match node:
        case ast.Constant(value=str()):
            return VariableType.TEXT
        case ast.Constant(value=bool()):
            return None
        case ast.Constant():
            return VariableType.NUMBER
        case ast.Name(id=name):
            return type_of(name)
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
            return _of(operand, type_of)
        case ast.BinOp():
            return _of_sum(node, type_of)
        case ast.IfExp(body=body, orelse=otherwise):
            return _same(_of(body, type_of), _of(otherwise, type_of))
        case ast.Call(func=ast.Name(id="coalesce"), args=arguments):
            kinds = {_of(argument, type_of) for argument in arguments}
            return kinds.pop() if len(kinds) == 1 else None
        case ast.Call(func=ast.Name(id=name)):
            return _FUNCTIONS.get(name)
        case ast.Attribute(value=ast.Name(id="contact" | "result")) | ast.Subscript():
            return VariableType.TEXT
        case ast.Attribute(value=ast.Name(id="call"), attr=name):
            return _ABOUT.get(name)
    return None


def _of_sum(node: ast.BinOp, type_of: TypeOf) -> VariableType | None:
    left, right = _of(node.left, type_of), _of(node.right, type_of)
    if left is None or right is None:
        return None
    kinds = {left, right}
    if VariableType.DATE in kinds:
        if isinstance(node.op, ast.Sub) and kinds == {VariableType.DATE}:
            return VariableType.NUMBER
        return VariableType.DATE
    if VariableType.TEXT in kinds:
        # Texts are joined; a text in arithmetic is read as a number.
        return VariableType.TEXT if isinstance(node.op, ast.Add) else VariableType.NUMBER
    return VariableType.MONEY if VariableType.MONEY in kinds else VariableType.NUMBER


def _same(a: VariableType | None, b: VariableType | None) -> VariableType | None:
    return a if a == b else None
