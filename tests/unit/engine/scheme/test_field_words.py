"""Every field of every built-in node type is called something in both languages."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel, Field

from engine.ivr.nodes import built_in_node_types
from engine.ivr.slow_step import SlowStepParameters
from engine.scheme.field_words import COMMON, readable, words_of

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from _models(field.annotation)
    for inner in get_args(annotation):
        yield from _models(inner)


MODELS = sorted(
    {model for kind in built_in_node_types() for model in _models(kind.parameters)},
    key=lambda model: model.__name__,
)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_fields_have_words(model: type[BaseModel]) -> None:
    own = {n for c in model.__mro__ for n in vars(c).get("field_words", {})}
    assert own <= model.model_fields.keys(), "words for a field that is not there"
    for name, field in model.model_fields.items():
        found = words_of(model, name)
        assert name in own or name in COMMON, f"{model.__name__}.{name} has no words"
        for words in (found.title, found.hint or found.title):
            assert _CYRILLIC.search(words["ru"]) or name == "status", words
            assert words["ru"] != words["en"] or not _CYRILLIC.search(words["en"])
            assert not words["ru"].endswith("."), words
            assert not words["en"].endswith("."), words
        for value in _choices(field.annotation):
            if value not in {"GET", "POST", "PUT", "PATCH", "DELETE"}:
                assert set(found.choices[value]) == {"ru", "en"}


def _choices(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for inner in get_args(annotation):
            yield from _choices(inner)


def test_a_plug_in_need_not_name_its_fields() -> None:
    class Foreign(BaseModel):
        max_retry_s: float = 1.0
        timeout_s: float = 1.0
        greeting: Annotated[str, Field(title="Hello", description="Heard first")] = ""

    assert words_of(Foreign, "max_retry_s").titled("ru") == "Max retry"
    assert words_of(Foreign, "timeout_s").titled("ru") == "Ждать ответа"
    assert words_of(Foreign, "greeting").titled("ru") == "Hello"
    assert words_of(Foreign, "greeting").hinted("en") == "Heard first"
    assert readable("_s"), "no field goes without a name"


def test_an_inherited_field_keeps_its_words() -> None:
    class Mine(SlowStepParameters):
        more: str = ""

    assert words_of(Mine, "waiting").titled("en") == "While it takes time"
