"""What a new node begins with: as little as possible, in a form that can be filled in.

Unlike ``engine.scheme.least``, nothing is made up: texts are empty, and validation says what is
missing until somebody writes them.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, get_args, get_origin

from engine.scheme.least import group_of
from engine.scheme.model import Json
from engine.scheme.node_type import AnyNodeType
from engine.scheme.parameters import CODE_PATTERN, PORT_PATTERN, Meaning, Message

_KEYS = "1234567890*#ABCD"
#: Texts that only have to be there and to differ: the next free number will do.
_COUNTED = (PORT_PATTERN, CODE_PATTERN)


def blank_parameters(node_type: AnyNodeType, languages: Sequence[str]) -> dict[str, Any]:
    """JSON for the required fields. ``languages``: those that texts are asked for in."""
    return {
        name: blank_value(field.annotation, field.metadata, languages)
        for name, field in node_type.parameters.model_fields.items()
        if field.is_required()
    }


def blank_entry(annotation: Any, languages: Sequence[str], taken: Sequence[Json] = ()) -> Any:
    """One more entry of a list (``annotation``: the list's own type). Keys, names of ports
    and codes are the next free ones beside ``taken``."""
    group = group_of(annotation)
    if group is None:
        if annotation == Message:
            return {"say": dict.fromkeys(languages, "")}
        return blank_value(get_args(annotation)[0], (), languages)
    entry = {}
    for name, field in group.model_fields.items():
        if not field.is_required():
            continue
        used = {item.get(name) for item in taken if isinstance(item, Mapping)}
        if _role(field.metadata) == "key":
            entry[name] = next((key for key in _KEYS if key not in used), "")
        elif any(getattr(limit, "pattern", None) in _COUNTED for limit in field.metadata):
            entry[name] = next(str(n) for n in range(1, len(taken) + 2) if str(n) not in used)
        else:
            entry[name] = blank_value(field.annotation, field.metadata, languages)
    return entry


def blank_value(annotation: Any, metadata: Sequence[Any], languages: Sequence[str]) -> Any:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation == Message:
        return [{"say": dict.fromkeys(languages, "")}]
    if origin is Annotated:
        return blank_value(arguments[0], list(arguments[1:]), languages)
    if origin is dict:
        # Texts to be spoken come by language, everything else by names of its own.
        by_language = arguments[0] is str and _role_of(arguments[1]) == "template"
        return dict.fromkeys(languages, "") if by_language else {}
    if origin is Literal:
        return arguments[0]
    if origin is tuple:
        least = next((limit.min_length for limit in metadata if hasattr(limit, "min_length")), 1)
        entries: list[Any] = []
        for _ in range(least or 1):
            entries.append(blank_entry(annotation, languages, entries))
        return entries
    if annotation in (int, float):
        return _lowest(metadata)
    return False if annotation is bool else ""


def _role_of(annotation: Any) -> str:
    return _role(get_args(annotation)[1:]) if get_origin(annotation) is Annotated else ""


def _role(metadata: Sequence[Any]) -> str:
    return next((m.role for m in metadata if isinstance(m, Meaning)), "")


def _lowest(metadata: Sequence[Any]) -> Any:
    for limit in metadata:
        if hasattr(limit, "ge"):
            return max(1, limit.ge)
        if hasattr(limit, "gt"):
            return limit.gt + 1
    return 1
