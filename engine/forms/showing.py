"""Values and texts of a form as the operator reads them, in Russian and in English.

Texts are templates as in schemes (``{contact["Имя"]}, долг {debt|money}``). A format says how a
value is shown: ``money`` (after ``:`` a currency), ``number``, ``date``, ``time``, ``phone``,
``text``. Without one a date is shown as a date, and so on. What has no value is shown as ``…``:
the operator sees that something is missing, and the text goes on.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

import phonenumbers

from engine.forms.model import Field, FieldType, Form, text_in
from engine.scheme import values
from engine.scheme.expressions import BadExpressionError, EvaluationError, Scope
from engine.scheme.templates import Slot, parse_template
from engine.scheme.values import Value

FORMATS = ("money", "number", "date", "time", "phone", "text")
MISSING = "…"
_NBSP = "\N{NO-BREAK SPACE}"
_SIGNS = {"RUB": "₽", "USD": "$", "EUR": "€", "GBP": "£", "KZT": "₸", "BYN": "Br"}
_BEFORE = frozenset({"USD", "EUR", "GBP"})


def render(text: str, scope: Scope, form: Form, language: str) -> str:
    """A text with its values. One that cannot be read is shown as it stands."""
    try:
        template = parse_template(text)
    except BadExpressionError:
        return text
    return "".join(
        _slot(part, scope, form, language) if isinstance(part, Slot) else part
        for part in template.parts
    )


def _slot(slot: Slot, scope: Scope, form: Form, language: str) -> str:
    try:
        value = slot.expression.evaluate(scope)
    except EvaluationError:
        return MISSING
    if value is None or value == "":
        return MISSING
    field = form.field(slot.expression.only_name)
    if field is not None and not slot.format:
        return answer_text(field, value, form, language)
    return value_text(value, slot.format, language, slot.argument or form.currency)


def answer_text(field: Field, value: Value, form: Form, language: str) -> str:
    """An answer in words: of an option its title."""
    if field.type in (FieldType.ONE_OF, FieldType.SEVERAL_OF):
        titles: Mapping[str, str] = {o.code: text_in(o.title, language) for o in field.options}
        codes = values.to_text(value).split(", ")
        return ", ".join(titles.get(code) or code for code in codes)
    kind = field.type if field.type in FORMATS else ""
    return value_text(value, kind, language, form.currency)


def value_text(value: Value, kind: str, language: str, currency: str = "RUB") -> str:
    """``kind``: one of ``FORMATS``, "" for what suits the value. A text of the list is read as what
    the format is about, and stays as it is where it cannot be."""
    if isinstance(value, str):
        value = _read(value, kind)
    if isinstance(value, bool):
        return {True: ("да", "yes"), False: ("нет", "no")}[value][0 if language == "ru" else 1]
    if isinstance(value, int | Decimal):
        if kind == "money":
            return _money(Decimal(value), language, currency)
        return _number(values.to_text(Decimal(value)), language)
    if isinstance(value, datetime):
        if kind == "time":
            return f"{value:%H:%M}"
        return f"{_date(value, language)}{'' if kind == 'date' else f' {value:%H:%M}'}"
    if isinstance(value, date):
        return _date(value, language)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    text = values.to_text(value)
    return _phone(text) if kind == "phone" else text


def _read(text: str, kind: str) -> Value:
    value: Value = None
    if kind == "money":
        value = values.parse_money(text)
    elif kind == "number":
        value = values.parse_number(text)
    elif kind == "date":
        value = values.parse_date(text)
    elif kind == "phone":
        value = values.parse_phone(text)
    return text if value is None else value


def _number(plain: str, language: str) -> str:
    whole, dot, rest = plain.partition(".")
    sign, whole = ("−", whole[1:]) if whole.startswith("-") else ("", whole)
    # Four digits are read at a glance, years above all.
    if len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", _NBSP if language == "ru" else ",")
    return sign + whole + (dot and ("," if language == "ru" else ".")) + rest


def _money(value: Decimal, language: str, currency: str) -> str:
    plain = format(value.quantize(Decimal("0.01")), "f")
    text = _number(plain.removesuffix(".00"), language)
    sign = _SIGNS.get(currency.upper(), currency.upper())
    if language != "ru" and currency.upper() in _BEFORE:
        return f"−{sign}{text[1:]}" if text.startswith("−") else sign + text
    return f"{text}{_NBSP}{sign}"


def _date(value: date, language: str) -> str:
    # Month names are the same for everybody who reads English, the order of figures is not.
    if language == "ru":
        return f"{value:%d.%m.%Y}"
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
             "Dec")[value.month - 1]  # fmt: skip
    return f"{value.day} {month} {value.year}"


def _phone(e164: str) -> str:
    try:
        parsed = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
