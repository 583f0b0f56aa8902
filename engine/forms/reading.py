"""What the operator has typed or chosen, read as an answer: its value, or what is wrong with it."""

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

from engine.forms.faults import Fault
from engine.forms.model import Field, FieldType
from engine.forms.showing import value_text
from engine.scheme import values
from engine.scheme.expressions import BadExpressionError, EvaluationError, Scope, parse
from engine.scheme.values import Value

#: As it stands in the window: a text, or the codes that are chosen among several.
Entry = str | tuple[str, ...]

#: An answer's text in the database; longer ones are refused beside the field, never cut.
LONGEST_TEXT = 4000
_TIME = re.compile(r"(\d{1,2})(?:[:.\-\s]?(\d\d))?")
_FAULTS = {
    FieldType.NUMBER: "no_number", FieldType.MONEY: "no_money", FieldType.DATE: "no_date",
    FieldType.TIME: "no_time", FieldType.PHONE: "no_phone",
}  # fmt: skip
_PARSE: dict[str, Callable[[str], Value]] = {
    FieldType.NUMBER: values.parse_number,
    FieldType.MONEY: values.parse_money,
    FieldType.DATE: values.parse_date,
    FieldType.PHONE: values.parse_phone,
}


def parse_time(text: str) -> time | None:
    """ "9", "9:30", "9.30", "9-30", "0930"."""
    clean = values.clean_text(text)
    match = _TIME.fullmatch(clean) if clean.isascii() else None
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    return time(int(match[1]), int(match[2] or 0))


def read(field: Field, entry: Entry, scope: Scope) -> tuple[Value, Fault | None]:
    """The value, None where there is none; and what is wrong, required or not. ``scope``: for
    limits that are expressions."""
    value, fault = _value(field, entry)
    if fault is not None:
        return None, fault
    if value is None:
        return None, Fault("required") if field.required else None
    fault = _beyond(field, value, scope)
    return (None, fault) if fault else (value, None)


def blank(entry: Entry) -> bool:
    return not entry if isinstance(entry, tuple) else not entry.strip()


def _value(field: Field, entry: Entry) -> tuple[Value, Fault | None]:
    if blank(entry):
        return None, None
    text = ", ".join(entry) if isinstance(entry, tuple) else entry
    match field.type:
        case FieldType.TEXT:
            return _clean(text, field), None
        case FieldType.YES_NO:
            known = {"yes": True, "no": False}
            return (known[text], None) if text in known else (None, Fault("no_option"))
        case FieldType.SCALE:
            point = values.parse_number(text)
            known_point = point is not None and point == int(point) and int(point) in field.scale
            return (point, None) if known_point else (None, Fault("no_option"))
        case FieldType.ONE_OF | FieldType.SEVERAL_OF:
            return _chosen(field, entry)
    parsed = parse_time(text) if field.type == FieldType.TIME else _PARSE[field.type](text)
    return (parsed, None) if parsed is not None else (None, Fault(_FAULTS[FieldType(field.type)]))


def _chosen(field: Field, entry: Entry) -> tuple[Value, Fault | None]:
    codes = entry if isinstance(entry, tuple) else (entry,)
    known = [option.code for option in field.options]
    if set(codes) - set(known) or (field.type == FieldType.ONE_OF and len(codes) > 1):
        return None, Fault("no_option")
    # In the order of the form, whatever was chosen first.
    return ", ".join(code for code in known if code in codes), None


def _clean(text: str, field: Field) -> str:
    if not field.long:
        return values.clean_text(text)
    lines = [values.clean_text(line) for line in text.splitlines()]
    return "\n".join(lines).strip()


def limit_value(field: Field, text: str, scope: Scope | None) -> Value:
    """What ``least`` or ``most`` of a field means; None: it says nothing. A value is read first:
    2026-01-01 is a date, and no subtraction. Without ``scope`` expressions say nothing."""
    if not text.strip():
        return None
    counted = (FieldType.TEXT, FieldType.SEVERAL_OF, FieldType.SCALE)
    if field.type == FieldType.TIME:
        value: Value = parse_time(text)
    elif field.type in counted:
        value = values.parse_number(text)
    else:
        value = _PARSE[field.type](text) if field.type in _PARSE else None
    if value is not None or scope is None:
        return value
    try:
        return parse(text).evaluate(scope)
    except (BadExpressionError, EvaluationError):
        return None


def _beyond(field: Field, value: Value, scope: Scope) -> Fault | None:
    if field.type == FieldType.SCALE:
        return None  # its points are its limits
    size = value
    below, above = "too_small", "too_large"
    if field.type == FieldType.TEXT:
        size, below, above = Decimal(len(str(value))), "too_short", "too_long"
        if size > LONGEST_TEXT:
            return _fault(above, Decimal(LONGEST_TEXT), field)
    elif field.type == FieldType.SEVERAL_OF:
        size, below, above = Decimal(str(value).count(", ") + 1), "too_few", "too_many"
    elif field.type in (FieldType.DATE, FieldType.TIME):
        below, above = "too_early", "too_late"
    least, most = (limit_value(field, text, scope) for text in (field.least, field.most))
    if _less(size, least):
        return _fault(below, least, field)
    if _less(most, size):
        return _fault(above, most, field)
    return None


def _less(a: Value, b: Value) -> bool:
    """False where they cannot be compared: a limit that makes no sense hinders nobody."""
    numbers = (int, Decimal)
    for kind in (numbers, date, time):
        if isinstance(a, kind) and isinstance(b, kind):
            return bool(_day(a) < _day(b))  # type: ignore[operator]
    return False


def _day(value: Value) -> Value:
    """A moment counts as its day: it can then be compared with one."""
    return date(value.year, value.month, value.day) if isinstance(value, date) else value


def _fault(code: str, limit: Value, field: Field) -> Fault:
    kind = "money" if field.type == FieldType.MONEY else ""
    return Fault(code, {each: value_text(limit, kind, each) for each in ("ru", "en")})
