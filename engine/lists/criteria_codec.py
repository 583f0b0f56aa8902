"""Criteria as JSON. The version grows when an older program could not understand a newer one."""

import json
from typing import Any

from engine.errors import KnownError
from engine.lists.criteria import (
    DEEPEST,
    Base,
    Condition,
    Criterion,
    Field,
    Group,
    Kind,
    Match,
    Operator,
    Part,
    ValueType,
    check,
)

VERSION = 1


def dump(criterion: Criterion) -> str:
    """One line; equal criteria give equal texts."""
    document: dict[str, Any] = {
        "version": VERSION,
        "base": _without_empty(
            campaigns=list(criterion.base.campaigns), source=criterion.base.source,
            entity=criterion.base.entity,
        ),
        "where": _group_out(criterion.root),
    }  # fmt: skip
    document |= _without_empty(
        pinned_in=list(criterion.pinned_in), pinned_out=list(criterion.pinned_out)
    )
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Criterion:
    """KnownError for what is no criterion, with the place of the first fault."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise KnownError("the criterion is no JSON: {reason}.", reason=error) from None
    if not isinstance(document, dict) or not isinstance(document.get("version"), int):
        raise KnownError("the criterion's document has no version.")
    if document["version"] > VERSION:
        raise KnownError(
            "the criterion was made by a newer program (version {version}).",
            mend="Update this one.",
            version=document["version"],
        )
    base = _dict(document.get("base", {}), "base")
    criterion = Criterion(
        Base(
            _texts(base.get("campaigns", []), "base.campaigns"),
            _text(base.get("source", ""), "base.source"),
            _text(base.get("entity", ""), "base.entity"),
        ),
        _group_in(_dict(document.get("where", {}), "where"), "where", 0),
        _texts(document.get("pinned_in", []), "pinned_in"),
        _texts(document.get("pinned_out", []), "pinned_out"),
    )
    check(criterion)
    return criterion


def _without_empty(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _group_out(group: Group) -> dict[str, Any]:
    document: dict[str, Any] = {
        "match": group.match.value,
        "parts": [_group_out(p) if isinstance(p, Group) else _condition_out(p)
                  for p in group.parts],
    }  # fmt: skip
    if group.of_calls:
        document["of"] = "calls"
    return document


def _condition_out(part: Condition) -> dict[str, Any]:
    field = _without_empty(
        kind=part.field.kind.value, name=part.field.name, source=part.field.source,
        entity=part.field.entity,
    )  # fmt: skip
    document: dict[str, Any] = {"field": field, "operator": part.operator.value}
    if part.values:
        document["values"] = list(part.values)
    if part.type is not ValueType.TEXT:
        document["type"] = part.type.value
    return document


def _group_in(document: dict[str, Any], where: str, depth: int) -> Group:
    if depth > DEEPEST:
        raise KnownError("{place}: groups stand in groups too deeply.", place=where)
    parts = document.get("parts", [])
    if not isinstance(parts, list):
        raise _bad(where)
    of = document.get("of", "")
    if of not in ("", "calls"):
        raise _bad(f"{where}.of")
    return Group(
        _one_of(Match, document.get("match", "all"), f"{where}.match"),
        tuple(_part_in(each, f"{where}.parts[{i}]", depth) for i, each in enumerate(parts)),
        of == "calls",
    )


def _part_in(document: object, where: str, depth: int) -> Part:
    whole = _dict(document, where)
    if "field" not in whole:
        return _group_in(whole, where, depth + 1)
    field = _dict(whole["field"], f"{where}.field")
    return Condition(
        Field(
            _one_of(Kind, field.get("kind"), f"{where}.field.kind"),
            *(_text(field.get(name, ""), f"{where}.field.{name}")
              for name in ("name", "source", "entity")),
        ),
        _one_of(Operator, whole.get("operator"), f"{where}.operator"),
        _texts(whole.get("values", []), f"{where}.values"),
        _one_of(ValueType, whole.get("type", "text"), f"{where}.type"),
    )  # fmt: skip


def _bad(where: str) -> KnownError:
    return KnownError("the criterion cannot be understood at {place}.", place=where)


def _dict(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _bad(where)
    return value


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise _bad(where)
    return value


def _texts(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise _bad(where)
    return tuple(value)


def _one_of(kind: Any, value: object, where: str) -> Any:
    try:
        return kind(value)
    except ValueError:
        raise _bad(where) from None
