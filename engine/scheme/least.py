"""The fewest parameters that a node type takes: for the reference, and for unfinished blocks."""

import inspect
from collections.abc import Sequence
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel

from engine.scheme.parameters import Meaning, Message, Parameters, Role

#: What the shortest valid node has in a text of this role.
LEAST: dict[Role, str] = {
    "expression": "1",
    "template": "text",
    "text_template": "1",
    "prompt": "prompt",
    "variable": "variable",
    "result": "result",
    "key": "1",
    "scheme": "scheme",
    "source": "source",
    "store": "store",
    "script": "script",
    "rows": "rows",
    "rows_kept": "rows",
    "language": "ru",
    "called_variable": "variable",
    "called_expression": "1",
}
#: A port that the parameters name is called this.
LEAST_PORT = "name"


def least_parameters(model: type[BaseModel]) -> dict[str, Any]:
    """JSON of the fewest parameters that the model takes."""
    return {
        name: least_value(field.annotation, field.metadata)
        for name, field in model.model_fields.items()
        if field.is_required()
    }


def least_value(annotation: Any, metadata: Sequence[Any]) -> Any:
    """TypeError for a type that no node type has used so far."""
    role = next((m.role for m in metadata if isinstance(m, Meaning)), None)
    if role is not None:
        return LEAST[role]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation == Message:
        return [{"prompt": LEAST["prompt"]}]
    if origin is Annotated:
        return least_value(arguments[0], list(arguments[1:]))
    if origin is dict:
        return {"ru": least_value(arguments[1], [])}
    if origin is Literal:
        return arguments[0]
    if annotation is str:
        return LEAST_PORT
    if annotation in (int, float):
        return 1
    if origin is tuple:
        group = group_of(annotation)
        return [least_parameters(group) if group else least_value(arguments[0], [])]
    raise TypeError(f"there is no example for {annotation!r}")


def least_value_at(model: type[BaseModel], path: Sequence[int | str]) -> Any:
    """For one place in the parameters (``("keys", 0, "key")``); None: none is needed there."""
    if not path or not isinstance(path[0], str):
        return None
    field = model.model_fields.get(path[0])
    if field is None:
        return None
    if len(path) > 1:
        inner = group_of(field.annotation)
        if inner is not None and len(path) > 2:
            return least_value_at(inner, path[2:])
        # Deeper than a group's own fields nothing has a say in the ports.
        return None
    if not field.is_required():
        return None
    try:
        return least_value(field.annotation, field.metadata)
    except TypeError:
        return None


def group_of(annotation: Any) -> type[Parameters] | None:
    """The model of the entries of a list, where each entry has fields of its own."""
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple and inspect.isclass(arguments[0]):
        return arguments[0] if issubclass(arguments[0], Parameters) else None
    return None
