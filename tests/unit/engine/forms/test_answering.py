"""Plausible answers: whatever the form, they are what an operator could have entered."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.forms.answering import Answering
from engine.forms.codec import load_form
from engine.forms.filling import Circumstances, Filled, Filling
from engine.forms.model import Field, Form, Option, Page
from engine.forms.reading import blank
from rino_desktop import forms as form_files
from tests.unit.engine.forms.making import forms, small

TODAY = date(2026, 11, 30)
CALL = Circumstances({"Имя": "Мария"}, {"today": TODAY, "phone": "+79120000001"}, {})


def through(answering: Answering) -> Filled:
    for _ in range(20):
        filled = answering.turn()
        if filled is not None:
            return filled
    raise AssertionError("it does not end")


@pytest.mark.parametrize("name", sorted(form_files.samples()))
def test_sample_forms_are_filled_in_to_their_end(name: str) -> None:
    form = load_form(form_files.samples()[name], name)
    ways = set()
    for seed in range(40):
        answering = Answering(Filling(form, CALL, "ru"), Random(seed), TODAY)
        filled = through(answering)
        assert filled.complete, (name, seed, filled)
        assert answering.begun
        ways.add(tuple(filled.answers.items()))
    assert len(ways) > 3, "not always the same"


def test_branches_and_conditions_are_followed() -> None:
    seen = {True: 0, False: 0}
    for seed in range(60):
        answering = Answering(Filling(small(), CALL), Random(seed), TODAY)
        filled = through(answering)
        assert filled.complete
        talks = filled.answers["talks"] == "yes"
        seen[talks] += 1
        assert ("mark" in filled.answers) is talks
        if talks:
            assert ("why" in filled.answers) is (int(filled.answers["mark"]) < 4)
    assert min(seen.values()) > 0


@pytest.mark.parametrize("field", [
    Field("x", "number", least="0.2", most="0.8"), Field("x", "number", least="-7", most="-7"),
    Field("x", "money", least="10", most="10,05"), Field("x", "money", most="5"),
    Field("x", "date", least="call.today + 3", most="call.today + 5"),
    Field("x", "date", most="2020-01-01"), Field("x", "time", least="23:50"),
    Field("x", "time", least="07:10", most="07:20"), Field("x", "text", least="200", most="201"),
    Field("x", "text", most="3"), Field("x", "text", least="5", most="5"), Field("x", "phone"),
    Field("x", "several_of", least="2", most="2",
          options=tuple(Option(code) for code in "abc")),
    Field("x", "scale", least="3", most="3"),
])  # fmt: skip
def test_narrow_limits_are_kept(field: Field) -> None:
    form = Form("f", pages=(Page("p", fields=(replace(field, required=True),)),))
    for seed in range(25):
        filled = through(Answering(Filling(form, CALL), Random(seed), TODAY))
        assert filled.complete, (seed, filled)
        assert filled.answers["x"]


def test_a_field_that_nothing_fits_leaves_a_partial_form() -> None:
    impossible = Field("x", "number", required=True, least="5", most="4")
    form = Form("f", pages=(Page("p", fields=(Field("y", "yes_no", required=True), impossible)),))
    filled = through(Answering(Filling(form, CALL), Random(1), TODAY))
    assert not filled.complete
    assert list(filled.answers) == ["y"]


def test_what_the_scheme_has_asked_stays() -> None:
    about = Circumstances(CALL.contact, CALL.call, {"talks": "yes", "mark": "2"})
    answering = Answering(Filling(small(), about), Random(3), TODAY)
    assert not answering.begun
    answering.turn()
    assert answering.broken_off().answers["talks"] == "yes"
    assert not answering.broken_off().complete
    assert through(answering).answers["mark"] == "2"


@given(forms(), st.integers(0, 2**32))
def test_whatever_the_form(form: Form, seed: int) -> None:
    """A form that is complete has no fault, and what is answered is right by the form itself."""
    filling = Filling(form, CALL)
    filled = through(Answering(filling, Random(seed), TODAY))
    if filled.complete:
        assert filling.first_faulty_page() is None
    again = Filling(form, CALL)
    again.restore(filling.snapshot())
    assert again.result().answers == filled.answers
    assert not any(blank(entry) for entry in filling.entries.values())
