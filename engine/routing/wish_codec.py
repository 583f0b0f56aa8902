"""Wishes of operators as JSON, for the table in which workstations leave them."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, get_args

from engine.domain.operator import Intent, OperatorState
from engine.routing.actions import Wish

_KINDS: dict[str, type] = {kind.__name__: kind for kind in get_args(Wish)}


def to_json(wish: Wish) -> dict[str, Any]:
    document: dict[str, Any] = {"wish": type(wish).__name__}
    for each in fields(wish):
        value = getattr(wish, each.name)
        if isinstance(value, Intent):
            value = {"state": value.state.value, "reason": value.reason}
        document[each.name] = value
    return document


def from_json(document: Mapping[str, Any]) -> Wish:
    """ValueError for what is no wish of this version."""
    values = dict(document)
    try:
        kind = _KINDS[str(values.pop("wish"))]
        intent = values.get("intent")
        if isinstance(intent, Mapping):
            values["intent"] = Intent(OperatorState(intent["state"]), str(intent["reason"]))
        made: Wish = kind(**values)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"no wish: {error}") from None
    return made
