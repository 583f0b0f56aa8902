"""Typed parameters of nodes: what a text in them means is part of its type.

A role ("expression", "template" …) is found in the annotations by validation, by search and
renaming, and by the editor, which makes the property form from the same models.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field

from engine.scheme.field_words import FieldWords

Role = Literal[
    "expression",  # engine.scheme.expressions
    "template",  # engine.scheme.templates, to be spoken
    "text_template",  # engine.scheme.templates, to be stored or dialled
    "prompt",  # the name of a prompt
    "variable",  # the name of a variable that the node sets
    "result",  # the name of a result that the node saves
    "key",  # one key of a telephone
    "scheme",  # the name of another scheme
    "source",  # the name of a data source
    "store",  # the name of an external store of the campaign
    "script",  # the name of a registered function
    "rows",  # the name under which the node keeps rows
    "rows_kept",  # the name of rows that a node has kept before
    "language",  # one of the scheme's languages, "" for none
    "called_variable",  # a variable of the scheme that the node calls
    "called_expression",  # an expression over the variables of the scheme that the node calls
]


@dataclass(frozen=True, slots=True)
class Meaning:
    role: Role


_NAME = r"^[^\W\d]\w*$"

Expression = Annotated[str, Field(max_length=1000), Meaning("expression")]
Template = Annotated[str, Field(max_length=4000), Meaning("template")]
TextTemplate = Annotated[str, Field(max_length=4000), Meaning("text_template")]
PromptName = Annotated[str, Field(min_length=1, max_length=200), Meaning("prompt")]
VariableName = Annotated[str, Field(pattern=_NAME, max_length=60), Meaning("variable")]
ResultName = Annotated[str, Field(min_length=1, max_length=60), Meaning("result")]
Key = Annotated[str, Field(pattern=r"^[0-9*#A-D]$"), Meaning("key")]
SchemeName = Annotated[str, Field(min_length=1, max_length=200), Meaning("scheme")]
SourceName = Annotated[str, Field(min_length=1, max_length=200), Meaning("source")]
StoreName = Annotated[str, Field(min_length=1, max_length=200), Meaning("store")]
ScriptName = Annotated[str, Field(min_length=1, max_length=200), Meaning("script")]
LanguageName = Annotated[str, Field(max_length=20), Meaning("language")]
CalledVariable = Annotated[str, Field(pattern=_NAME, max_length=60), Meaning("called_variable")]
CalledExpression = Annotated[str, Field(max_length=1000), Meaning("called_expression")]
PORT_PATTERN = r"^\S(?:.*\S)?$"
#: A port that a node has because its parameters name it.
PortName = Annotated[str, Field(max_length=60, pattern=PORT_PATTERN)]
CODE_PATTERN = r"^\w[\w.-]*$"
#: What is kept for one of several answers; without commas and blanks.
Code = Annotated[str, Field(pattern=CODE_PATTERN, max_length=40)]
Seconds = Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)]
RowsName = Annotated[str, Field(min_length=1, max_length=60), Meaning("rows")]
KeptRowsName = Annotated[str, Field(min_length=1, max_length=60), Meaning("rows_kept")]
#: language → template
LocalTemplate = dict[str, Template]


@dataclass(frozen=True, slots=True)
class ByLanguage:
    """Says of an object of plain texts that its keys are languages."""


LocalText = Annotated[dict[str, str], ByLanguage()]


class Parameters(BaseModel):
    """Base of every node type's parameters, and of the groups inside them."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)

    #: What the editor calls the fields, where ``engine.scheme.field_words`` does not know better.
    field_words: ClassVar[Mapping[str, FieldWords]] = MappingProxyType({})


class PromptItem(Parameters):
    """A recorded prompt."""

    prompt: PromptName


class SayItem(Parameters):
    """A text with values, put into words and synthesised."""

    say: LocalTemplate


#: What is played in one go.
MessageItem = PromptItem | SayItem
Message = tuple[MessageItem, ...]


class Reference(NamedTuple):
    """A text of a role somewhere in a node's parameters; ``place``: "assignments[0].value"."""

    role: Role
    text: str
    place: str
    #: The language, where the text stands in a mapping by language.
    language: str = ""
    #: It may be left out: an empty text is none.
    optional: bool = False


def references(parameters: BaseModel) -> list[Reference]:
    """Every text that has a role, in the order of the fields."""
    found: list[Reference] = []
    _of_model(parameters, "", found)
    return found


def _of_model(model: BaseModel, place: str, found: list[Reference]) -> None:
    for name, role, key_role, optional in _fields(type(model)):
        value = getattr(model, name)
        if value is None or value == ():
            continue
        inner = f"{place}.{name}" if place else name
        if key_role is not None:
            found += [Reference(key_role, key, f"{inner}.{key}") for key in value]
        if isinstance(value, str) and role is not None:
            found.append(Reference(role, value, inner, optional=optional))
        else:
            _of_value(value, role, inner, "", found)


def _of_value(
    value: Any, role: Role | None, place: str, language: str, found: list[Reference]
) -> None:
    if isinstance(value, str):
        if role is not None:
            found.append(Reference(role, value, place, language))
    elif isinstance(value, BaseModel):
        _of_model(value, place, found)
    elif isinstance(value, dict):
        for key, item in value.items():
            _of_value(item, role, f"{place}.{key}", key, found)
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            _of_value(item, role, f"{place}[{index}]", language, found)


@lru_cache(maxsize=512)
def _fields(model: type[BaseModel]) -> tuple[tuple[str, Role | None, Role | None, bool], ...]:
    """The fields that texts with a role can be in, and that role where it is the field's own;
    the role of the keys of an object; whether the field may be left out."""
    found = []
    for name, field in model.model_fields.items():
        meanings = [m for m in field.metadata if isinstance(m, Meaning)]
        annotation, key_role = field.annotation, None
        if get_origin(annotation) is dict:
            keys, annotation = get_args(annotation)
            key_role = _role_in(keys)
        role = meanings[0].role if meanings else _role_in(annotation)
        if role is not None or key_role is not None or _holds_model(annotation):
            found.append((name, role, key_role, not field.is_required()))
    return tuple(found)


def _role_in(annotation: Any) -> Role | None:
    if get_origin(annotation) is Annotated:
        for extra in get_args(annotation)[1:]:
            if isinstance(extra, Meaning):
                return extra.role
    for argument in get_args(annotation):
        role = _role_in(argument)
        if role is not None:
            return role
    return None


def _holds_model(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(_holds_model(argument) for argument in get_args(annotation))
