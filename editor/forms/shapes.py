"""What kind of value an annotation asks for, in the terms of a form. No Qt in here.

Plug-ins may use whatever pydantic takes; what has no editor of its own is JSON.
"""

import enum
import inspect
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from engine.scheme import blank
from engine.scheme.parameters import ByLanguage, Meaning, Message

#: ``text`` | ``number`` | ``whole`` | ``bool`` | ``choice`` | ``choices`` (a list of choices) |
#: ``list`` | ``dict`` | ``texts`` (by language) | ``group`` (a model) | ``union`` (of models) |
#: ``message`` | ``json``
Kind = str

_LISTS = (tuple, list, set, frozenset)
_MAPPINGS = (dict, Mapping)


@dataclass(frozen=True)
class Shape:
    kind: Kind
    annotation: Any
    metadata: tuple[Any, ...] = ()
    #: null is a value too.
    optional: bool = False
    role: str = ""
    #: Values of a choice.
    values: tuple[Any, ...] = ()
    #: Models: one of a group, several of a union.
    models: tuple[type[BaseModel], ...] = ()
    #: Limits of numbers and lengths, by pydantic's names of them.
    limits: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def item(self) -> "Shape":
        """Of a list: what its entries are; of an object: what its values are."""
        arguments = get_args(self.annotation)
        if self.kind in ("dict", "texts"):
            return shape_of(arguments[1]) if len(arguments) == 2 else JSON
        if not arguments or (len(arguments) > 1 and arguments[1] is not Ellipsis):
            return JSON
        # An entry's meaning may have been written beside the list's.
        return shape_of(arguments[0])

    @cached_property
    def key(self) -> "Shape":
        """Of an object: what its keys are."""
        arguments = get_args(self.annotation)
        return shape_of(arguments[0]) if len(arguments) == 2 else Shape("text", str)

    def blank(self, languages: Sequence[str]) -> Any:
        """What a new value of this shape begins with."""
        if self.optional:
            return None
        match self.kind:
            case "group":
                return blank_of_model(self.models[0], languages)
            case "union":
                return blank_of_model(self.models[0], languages)
            case "choice":
                return self.values[0]
            case "texts":
                return dict.fromkeys(languages, "")
            case "list" | "choices" | "message":
                return []
            case "dict":
                return {}
            case "json":
                return None
            case "number" | "whole":
                return blank.blank_value(int, self.metadata, languages)
        return False if self.kind == "bool" else ""

    def blank_entry(self, languages: Sequence[str], taken: Sequence[Any]) -> Any:
        """One more entry of a list."""
        if self.kind == "message":
            return {"say": dict.fromkeys(languages, "")}
        if get_origin(self.annotation) is tuple and self.item.kind == "group":
            try:
                return blank.blank_entry(self.annotation, languages, taken)
            except Exception:  # a plug-in's annotation that ``blank`` has not met
                return self.item.blank(languages)
        return self.item.blank(languages)


JSON = Shape("json", Any)


def blank_of_model(model: type[BaseModel], languages: Sequence[str]) -> dict[str, Any]:
    return {
        name: shape_of_field(info).blank(languages)
        for name, info in model.model_fields.items()
        if info.is_required()
    }


@lru_cache(maxsize=512)
def fields_of(model: type[BaseModel]) -> tuple[tuple[str, Shape, Any], ...]:
    """(name, shape, default) of each field."""
    return tuple(
        (name, shape_of_field(info), info.default) for name, info in model.model_fields.items()
    )


def shape_of_field(info: FieldInfo) -> Shape:
    return shape_of(info.annotation, tuple(info.metadata))


def shape_of(annotation: Any, metadata: tuple[Any, ...] = ()) -> Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return shape_of(arguments[0], (*metadata, *_flat(arguments[1:])))
    role = next((m.role for m in metadata if isinstance(m, Meaning)), "")
    made = {"annotation": annotation, "metadata": metadata, "role": role}
    made["limits"] = _limits(metadata)
    if annotation == Message:
        return Shape("message", **made)
    if origin in (Union, types.UnionType):
        return _union(annotation, metadata)
    if origin is Literal:
        return Shape("choice", values=arguments, **made)
    if origin in _LISTS or annotation in _LISTS:
        if origin is tuple and arguments[1:] != (Ellipsis,):
            return Shape("json", **made)  # so many entries, each of its own kind
        shape = Shape("list", **made)
        return Shape("choices", **made) if shape.item.kind == "choice" else shape
    if origin in _MAPPINGS or annotation in _MAPPINGS or _is_mapping(origin):
        shape = Shape("dict", **made)
        by_language = shape.item.role == "template" and not shape.key.role
        by_language = by_language or any(isinstance(part, ByLanguage) for part in metadata)
        return Shape("texts", **made) if by_language else shape
    if inspect.isclass(annotation):
        return _of_class(annotation, made)
    return Shape("json", **made)


def _of_class(kind: type[Any], made: dict[str, Any]) -> Shape:
    if issubclass(kind, BaseModel):
        return Shape("group", models=(kind,), **made)
    if issubclass(kind, enum.Enum):
        return Shape("choice", values=tuple(member.value for member in kind), **made)
    if kind is bool:
        return Shape("bool", **made)
    if kind is int:
        return Shape("whole", **made)
    if kind is float or kind.__name__ == "Decimal":
        return Shape("number", **made)
    # Dates, times, addresses … : pydantic reads them from texts.
    if kind is str or kind.__module__ in ("datetime", "uuid", "pathlib", "pydantic", "ipaddress"):
        return Shape("text", **made)
    return Shape("json", **made)


def _union(annotation: Any, metadata: tuple[Any, ...]) -> Shape:
    members = [member for member in get_args(annotation) if member is not type(None)]
    optional = len(members) < len(get_args(annotation))
    if len(members) == 1:
        inner = shape_of(members[0], metadata)
        return Shape(
            inner.kind, inner.annotation, inner.metadata, optional, inner.role, inner.values,
            inner.models, inner.limits,
        )  # fmt: skip
    shapes = [shape_of(member) for member in members]
    if all(shape.kind == "group" for shape in shapes):
        models = tuple(shape.models[0] for shape in shapes)
        return Shape("union", annotation, metadata, optional, models=models)
    if all(shape.kind == "choice" for shape in shapes):
        values = tuple(value for shape in shapes for value in shape.values)
        return Shape("choice", annotation, metadata, optional, values=values)
    return Shape("json", annotation, metadata, optional)


def _is_mapping(origin: Any) -> bool:
    return inspect.isclass(origin) and issubclass(origin, Mapping)


def _flat(metadata: Sequence[Any]) -> tuple[Any, ...]:
    """What stands in ``Annotated`` may be a whole ``Field(…)``."""
    found: list[Any] = []
    for part in metadata:
        found += part.metadata if isinstance(part, FieldInfo) else [part]
    return tuple(found)


def _limits(metadata: Sequence[Any]) -> dict[str, Any]:
    names = ("ge", "gt", "le", "lt", "min_length", "max_length", "pattern")
    found: dict[str, Any] = {}
    for part in metadata:
        for name in names:
            value = getattr(part, name, None)
            if value is not None:
                found[name] = value
    return found
