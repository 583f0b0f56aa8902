"""Values from outside (cells of rows, JSON, results of functions) made fit for variables.

What cannot be a value of the variable's declared type is an EvaluationError, by which the node
goes out through its port ``error``: a debt that cannot be read must not be spoken as another one.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

from engine.errors import Phrase
from engine.scheme import values
from engine.scheme.expressions import EvaluationError
from engine.scheme.model import Scheme, VariableType
from engine.scheme.values import Value


def declared_types(scheme: Scheme) -> Mapping[str, VariableType]:
    """Variable → its type; variables that only nodes set have none."""
    return {variable.name: variable.type for variable in scheme.variables}


def as_declared(given: object, kind: VariableType | None, where: str) -> Value:
    """``given`` as a value of ``kind`` (None: of its own kind). ``where`` is named in the error:
    "column “debt”". Nothing, and blank text, is no value (None). Raises EvaluationError."""
    value = as_value(given, where)
    if value is None or kind is None:
        return value
    if isinstance(value, str):
        clean = values.clean_text(value)
        if not clean:
            return None
        return _sure(values.parse(clean, kind), value, kind, where)
    match kind:
        case VariableType.TEXT:
            return values.to_text(value)
        case VariableType.NUMBER | VariableType.MONEY:
            return _sure(_number(value, kind), value, kind, where)
        case VariableType.DATE:
            found = value.date() if isinstance(value, datetime) else value
            return _sure(found if isinstance(found, date) else None, value, kind, where)
        case VariableType.PHONE:
            whole = isinstance(value, int | Decimal) and value == int(value)
            text = values.to_text(value) if whole and not isinstance(value, bool) else ""
            return _sure(values.parse_phone(text) if text else None, value, kind, where)


def as_value(given: object, where: str) -> Value:
    """Raises EvaluationError for what no variable can hold."""
    if given is None or isinstance(given, bool):
        return given
    if isinstance(given, str):
        return given[: values.LONGEST_TEXT]
    if isinstance(given, int | float | Decimal):
        number: int | Decimal = Decimal(repr(given)) if isinstance(given, float) else given
        if isinstance(number, Decimal) and not number.is_finite():
            raise EvaluationError("{place}: {value} is no number", place=where, value=given)
        if not -values.LARGEST_NUMBER <= number <= values.LARGEST_NUMBER:
            raise EvaluationError("{place}: the number is too large", place=where)
        return number
    if isinstance(given, date | time):
        return given
    kind = _KINDS.get(type(given), type(given).__name__)
    raise EvaluationError("{place}: {kind} is no value", place=where, kind=kind)


_KINDS: Mapping[type, Phrase] = {
    dict: Phrase("an object"),
    list: Phrase("a list"),
    tuple: Phrase("a list"),
    bytes: Phrase("binary data"),
}


def _number(value: Value, kind: VariableType) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number.quantize(Decimal("0.01")) if kind is VariableType.MONEY else number


def _sure(found: Value, given: Value, kind: VariableType, where: str) -> Value:
    if found is None:
        shown = values.to_text(given)[:40]
        raise EvaluationError(
            "{place}: “{value}” cannot be read as {kind}",
            place=where,
            value=shown,
            kind=kind.value,
        )
    return found
