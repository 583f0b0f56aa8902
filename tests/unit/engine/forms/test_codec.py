"""Forms as JSON: nothing is lost, and what is wrong is told with its place."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import KnownError
from engine.forms.codec import dump_form, form_to_json, load_form
from engine.forms.model import Form
from engine.forms.validate import validate
from tests.unit.engine.forms.making import forms, small


@given(forms())
def test_what_is_written_is_read_back(form: Form) -> None:
    text = dump_form(form)
    assert load_form(text) == form
    assert dump_form(load_form(text)) == text


def test_fields_of_unknown_types_stay_as_they_are() -> None:
    document = form_to_json(small())
    strange = {"id": "face", "type": "photo", "camera": {"zoom": 2}, "title": "?"}
    document["pages"][0]["fields"].append(strange)
    form = load_form(json.dumps(document))
    assert form.field("face") is not None
    assert form_to_json(form)["pages"][0]["fields"][-1] == strange


def _wrong(**changes: Any) -> str:
    return json.dumps(form_to_json(small()) | changes, ensure_ascii=False)


TWICE = [{"id": "p", "fields": [{"id": "a", "type": "text"}, {"id": "a", "type": "text"}]}]
PAGES_TWICE = [{"id": "p"}, {"id": "p"}]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty."),
        (_wrong()[:-40], "damaged JSON at line 1"),
        ("[]", "the outermost value must be an object"),
        ('{"format": "rino-scheme", "version": 1}', '"format" must be "rino-form"'),
        (_wrong(version=2), "newer version of the program (format 2, this program knows up to 1)"),
        (_wrong(version="1"), '"version" must be a whole number'),
        (_wrong(pages=TWICE), "pages[0].fields[1].id: a is already the id of another"),
        (_wrong(pages=PAGES_TWICE), "pages[1].id: p is already the id of another"),
        (_wrong(pages=[{"fields": []}]), "pages[0]: lacks “id”"),
        (_wrong(pages=[{"id": "p", "fields": [{"id": "a", "type": "text", "requird": True}]}]),
         "pages[0].fields[0]: has an unknown key “requird”"),
        (_wrong(pages=[{"id": "p", "fields": [{"id": "a", "type": "text", "required": 1}]}]),
         "pages[0].fields[0].required: must be true or false, not a number"),
        ('{"format": "rino-form", "format": "rino-form"}', "“format” stands twice"),
        ("[" * 100_000, "nested too deeply"),
        (_wrong(name="\ud800"), "surrogate"),
        (_wrong(name="x" * 2_000_001), "too large to be a form"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(KnownError) as caught:
        load_form(text, "бланк.form.json")
    assert str(caught.value).startswith("бланк.form.json: ")
    assert told in str(caught.value)


@given(st.data())
def test_whatever_the_file_holds_it_is_read_or_told(data: st.DataObject) -> None:
    """A value of a good file is another one, or gone; a text is cut or changed."""
    document = form_to_json(small())
    places: list[tuple[Any, Any]] = []
    stack: list[Any] = [document]
    while stack:
        node = stack.pop()
        keys = list(node) if isinstance(node, dict) else range(len(node))
        for key in keys:
            places.append((node, key))
            if isinstance(node[key], dict | list):
                stack.append(node[key])
    node, key = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([None, True, -1, 1e300, "", "x", [], {}, [[]], {"a": 1}]))
    node[key] = other
    text = json.dumps(document, ensure_ascii=False)
    cut = data.draw(st.integers(0, len(text)))
    for candidate in (text, text[:cut], text[:cut] + "\x00" + text[cut:]):
        try:
            form = load_form(candidate)
        except KnownError:
            continue
        assert load_form(dump_form(form)) == form
        validate(form)
