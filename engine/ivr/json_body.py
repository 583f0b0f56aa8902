"""JSON with templates in it, as bodies of requests are written in schemes.

``{"phone": "{call.phone}", "debt": "{debt}", "note": "Долг {debt}"}``: a text that is one
expression and nothing else gives its value as JSON knows it (a number stays a number, what has no
value is null); any other text with braces gives a text.
"""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from engine.ivr.binding import Binding
from engine.ivr.handler import Call
from engine.ivr.message import PlainTemplate
from engine.scheme import templates
from engine.scheme.expressions import Expression
from engine.scheme.templates import Slot
from engine.scheme.values import Value, to_text

#: JSON in which texts are bound.
_Bound = Any


def bind_json(value: Any, binding: Binding) -> _Bound:
    if isinstance(value, str):
        parts = templates.parse_template(value).parts
        if len(parts) == 1 and isinstance(parts[0], Slot):
            return parts[0].expression
        return binding.text(value)
    if isinstance(value, Mapping):
        return {key: bind_json(item, binding) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [bind_json(item, binding) for item in value]
    return value


def filled_json(bound: _Bound, call: Call) -> Any:
    """The JSON with this call's values. Raises EvaluationError."""
    if isinstance(bound, Expression):
        return as_json(bound.evaluate(call.scope))
    if isinstance(bound, PlainTemplate):
        return bound.text(call)
    if isinstance(bound, dict):
        return {key: filled_json(item, call) for key, item in bound.items()}
    if isinstance(bound, list):
        return [filled_json(item, call) for item in bound]
    return bound


def as_json(value: Value) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | time):
        return to_text(value)
    return value
