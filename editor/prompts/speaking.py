"""What a call would say of a template to a contact, word for word. No Qt in here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from editor.content import SchemeContent
from editor.edits.variable_types import variable_type
from editor.node_facts import NodeFactsCache
from engine.ivr.binding import Binding
from engine.ivr.handler import Call
from engine.ivr.model import CallFacts, Utterance
from engine.ivr.speech_formats import FORMATS
from engine.ivr.speech_options import BadArgumentError
from engine.scheme import templates
from engine.scheme.expressions import BadExpressionError, EvaluationError
from engine.scheme.model import Node, VariableType
from engine.scheme.templates import Slot
from engine.scheme.values import Value, parse, to_text


@dataclass(frozen=True, slots=True)
class Place:
    """A text of a block that is spoken: in each of its languages. ``place`` as in problems, without
    the language."""

    node: Node
    place: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A value that a template says. ``field``: the header of the list it comes from, or its own
    name where blocks set it; ``variable``: "" for a field read by its name."""

    field: str
    variable: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """``items``: what is played; ``fault``: (Russian, English) why nothing is, ("", "") else;
    ``missing``: fields without a (readable) value."""

    items: tuple[Utterance, ...] = ()
    fault: tuple[str, str] = ("", "")
    missing: tuple[str, ...] = ()


def places(content: SchemeContent, facts: NodeFactsCache) -> list[Place]:
    """Every text with a voice, in the order of the blocks."""
    found: list[Place] = []
    for node_id in content.nodes:
        by_place: dict[str, dict[str, str]] = {}
        for reference in facts.of(node_id).references:
            if reference.role == "template" and reference.text.strip():
                place = reference.place.removesuffix(f".{reference.language}")
                by_place.setdefault(place, {})[reference.language] = reference.text
        node = content.nodes[node_id]
        found += [Place(node, place, texts) for place, texts in by_place.items()]
    return found


def wanted(content: SchemeContent, text: str) -> list[Wanted]:
    """The values that it needs, in its order; none when it cannot be read."""
    try:
        slots = templates.parse_spoken(text).slots
    except BadExpressionError:
        return []
    declared = {variable.name: variable for variable in content.header["variables"]}
    found: dict[str, Wanted] = {}
    for slot in slots:
        for name in sorted(slot.expression.variables):
            fields = declared[name].fields if name in declared else ()
            field = fields[0] if fields else name
            found.setdefault(field, Wanted(field, name))
        for field in sorted(slot.expression.fields):
            found.setdefault(field, Wanted(field))
    return list(found.values())


def say(
    content: SchemeContent,
    facts: NodeFactsCache,
    text: str,
    language: str,
    fields: Mapping[str, str],
    *,
    currency: str = "",
    today: date | None = None,
) -> Said:
    """``fields``: a contact's, by header; values of variables that blocks set by the variable's
    name. ``currency``: instead of the scheme's."""
    header = content.header_scheme()
    if currency:
        header = replace(header, currency=currency)
    try:
        for slot in templates.parse_spoken(text).slots:
            _check(slot, language)
        spoken = Binding(header).spoken({language: text})
    except BadExpressionError as error:
        return Said(fault=(error.ru, error.en))
    except BadArgumentError as error:
        return Said(fault=_of_argument(error))
    except KeyError as error:
        name = error.args[0]
        return Said(fault=(f"в схеме нет фразы «{name}»", f"the scheme has no prompt “{name}”"))
    facts_of_call = CallFacts(
        phone=fields.get("phone", ""), today=today or date.today(),  # noqa: DTZ011 (by this clock)
        variables={name: value for name, value in fields.items() if value},
    )  # fmt: skip
    call = Call(header.variables, facts_of_call, fields, language)
    call.enter_scope({**call.values, **dict(_set_by_blocks(content, facts, text, fields))})
    try:
        return Said(spoken.items(call))
    except EvaluationError as error:
        missing = tuple(one.field for one in wanted(content, text) if _is_missing(call, one))
        reason = str(error)
        return Said(fault=(reason, reason), missing=missing)


def _check(slot: Slot, language: str) -> None:
    """Options that do not suit the language are found by checking, not by speaking."""
    if not slot.format:
        return
    kind = FORMATS.get(slot.format)
    if kind is None:
        known = ", ".join(FORMATS)
        raise BadExpressionError(
            f"нет формата «{slot.format}»; есть: {known}",
            f"there is no format “{slot.format}”; there are: {known}",
        )
    kind.validate(slot.argument, language)


def _of_argument(error: BadArgumentError) -> tuple[str, str]:
    return (
        error.ru or f"нет указания «{error.argument}»; есть: {error.known}",
        error.en or f"no option “{error.argument}”; there are: {error.known}",
    )


def _set_by_blocks(
    content: SchemeContent, facts: NodeFactsCache, text: str, fields: Mapping[str, str]
) -> Iterator[tuple[str, Value]]:
    """Variables that the contact list does not bring, with the type that their blocks give them."""
    declared = {variable.name for variable in content.header["variables"]}
    for one in wanted(content, text):
        given = fields.get(one.field, "")
        if one.variable and one.variable not in declared and given:
            kind = variable_type(content, facts, one.variable) or VariableType.TEXT
            value = parse(given, kind)
            yield one.variable, given if value is None else value


def _is_missing(call: Call, one: Wanted) -> bool:
    value = call.values.get(one.variable) if one.variable else call.contact.get(one.field)
    return to_text(value) == ""
