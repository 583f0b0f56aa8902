"""How a template sounds, with values made up where the scheme has none. No Qt in here."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from engine.ivr.speech_formats import BY_TYPE, FORMATS
from engine.ivr.speech_options import BadArgumentError
from engine.scheme import templates
from engine.scheme.expressions import BadExpressionError, EvaluationError, Scope
from engine.scheme.model import Variable, VariableType
from engine.scheme.templates import PromptSlot, Slot
from engine.scheme.values import Value, parse

#: What a value of a format looks like.
_BY_FORMAT: Mapping[str, Value] = {
    "money": Decimal("1250.30"), "number": Decimal(5), "ordinal": Decimal(3), "count": Decimal(5),
    "percent": Decimal("12.5"), "digits": "407", "phone": "+79161234567", "duration": Decimal(90),
    "list": "1, 2, 3", "yesno": True, "time": "18:30",
}  # fmt: skip


def preview(
    text: str, language: str, variables: Mapping[str, Variable], currency: str, today: date
) -> str:
    """ "" where there is nothing to show beyond the text itself, or it cannot be read."""
    try:
        parts = templates.parse_spoken(text).parts
    except BadExpressionError:
        return ""
    if all(isinstance(part, str) for part in parts):
        return ""
    said = []
    for part in parts:
        if isinstance(part, Slot):
            said.append(_said(part, language, variables, currency, today))
        else:
            said.append(f"[{part.prompt}]" if isinstance(part, PromptSlot) else part)
    return " ".join("".join(said).split())


def _said(
    slot: Slot, language: str, variables: Mapping[str, Variable], currency: str, today: date
) -> str:
    expression = slot.expression
    named = variables.get(expression.only_name)
    name = slot.format or (BY_TYPE[named.type] if named is not None else "text")
    unknown = f"‹{expression.text}›"
    kind = FORMATS.get(name)
    if kind is None:
        return unknown
    values = {variable: _sample(variables.get(variable), name, today)
              for variable in expression.variables}  # fmt: skip
    made_up = _by_format(name, today)
    contact = {field: str(made_up if made_up is not None else field) for field in expression.fields}
    call: dict[str, Value] = {
        "phone": "+79161234567", "attempt": 1, "campaign": "…", "today": today,
        "now": datetime.combine(today, time(12)), "language": language,
    }  # fmt: skip
    results = {result: str(made_up if made_up is not None else result)
               for result in expression.results}  # fmt: skip
    try:
        value = expression.evaluate(Scope(values, contact, call, results))
        if value is None or value == "":
            return unknown
        return str(kind.make(slot.argument, currency)(value, language, today))
    except (EvaluationError, BadArgumentError, ValueError, ArithmeticError, TypeError):
        return unknown


def _sample(variable: Variable | None, format_name: str, today: date) -> Value:
    if variable is None:
        found = _by_format(format_name, today)
        return found if found is not None else "…"
    if variable.default and (given := parse(variable.default, variable.type)) is not None:
        return given
    match variable.type:
        case VariableType.NUMBER:
            return Decimal(5)
        case VariableType.MONEY:
            return Decimal("1250.30")
        case VariableType.DATE:
            return today + timedelta(days=10)
        case VariableType.PHONE:
            return "+79161234567"
    found = _BY_FORMAT.get(format_name)
    return f"‹{variable.name}›" if found is None else found


def _by_format(name: str, today: date) -> Value:
    if name == "date":
        return today + timedelta(days=10)
    if name == "datetime":
        return datetime.combine(today, time(18, 30)) + timedelta(days=1)
    return _BY_FORMAT.get(name)
