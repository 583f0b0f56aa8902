"""Parameters of a client's form, changed in its file: whatever else stands there stays."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import KnownError
from engine.reports.forms import read_form
from rino_desktop.report_form_parameters import TYPES, Parameter, parameters_of, with_parameters

FORM = '''name = "act"          # of the client
title = "Act"
template = "act.html.j2"

[parameters.client]
type = "text"
title = { ru = "Заказчик", en = "Client" }
default = "–"

[parameters.price]    # of a minute
type = "number"

[queries]
# The longest ones.
long = """
SELECT a.phone
[parameters.no] -- no header: it stands inside a text
FROM attempts a"""

[[tables]]
rows = "queries.long"
'''
CLEAN = FORM.replace("[parameters.no] -- no header: it stands inside a text\n", "")


def test_they_are_read_and_written_back() -> None:
    client, price = parameters_of(CLEAN)
    assert (client.title("en"), client.title("ru"), client.default) == ("Client", "Заказчик", "–")
    assert price == Parameter("price", "number")
    changed = with_parameters(CLEAN, [
        Parameter("day", "date", {"ru": "День"}, "2026-11-23"),
        Parameter("price", "number", price.titled("Цена", "ru"), "2,50"),
        Parameter("client", client.type, client.titled("Customer", "en"), client.default),
    ])  # fmt: skip
    document = tomllib.loads(changed)
    assert document["parameters"] == {
        "day": {"type": "date", "title": "День", "default": date(2026, 11, 23)},
        "price": {"type": "number", "title": "Цена", "default": 2.5},
        "client": {"type": "text", "title": {"ru": "Заказчик", "en": "Customer"}, "default": "–"},
    }
    for kept in ("# of the client", "# The longest ones.", "[[tables]]"):
        assert kept in changed
    form = read_form({"form.toml": changed, "act.html.j2": "x"}, "act")
    assert [each.name for each in form.parameters] == ["day", "price", "client"]
    assert with_parameters(changed, parameters_of(changed)) == changed


def test_none_at_all_and_the_first_one() -> None:
    without = with_parameters(CLEAN, [])
    assert "parameters" not in tomllib.loads(without)
    assert tomllib.loads(with_parameters(without, [Parameter("x")]))["queries"]
    bare = 'name = "a"\ntemplate = "a"\n'
    assert with_parameters(bare, [Parameter("x")]) == bare + '\n[parameters.x]\ntype = "text"\n'


@pytest.mark.parametrize("text", [
    FORM, 'parameters = { a = { type = "text" } }\n', 'name = "a"\nparameters.a.type = "text"\n',
    "parameters = 5\n", "parameters.a = 5\n", "name = \n",
])  # fmt: skip
def test_what_only_a_hand_can_change_is_left_alone(text: str) -> None:
    with pytest.raises(KnownError):
        with_parameters(text, [*parameters_of(text), Parameter("x")])


def test_two_of_one_name() -> None:
    with pytest.raises(KnownError, match="two parameters"):
        with_parameters(CLEAN, [Parameter("x"), Parameter("x")])


@given(
    st.lists(
        st.builds(
            Parameter, st.text(min_size=1, max_size=8), st.sampled_from(TYPES),
            st.dictionaries(st.sampled_from(["ru", "en"]), st.text(min_size=1)),
            st.none() | st.text(),
        ),
        max_size=4, unique_by=lambda each: each.name,
    )
)  # fmt: skip
def test_whatever_is_typed_is_taken_as_it_is_or_refused(parameters: list[Parameter]) -> None:
    try:
        changed = with_parameters(CLEAN, parameters)
    except KnownError:
        return
    found = parameters_of(changed)
    assert [(p.name, p.type) for p in found] == [(p.name, p.type) for p in parameters]
    assert tomllib.loads(changed)["queries"] == tomllib.loads(CLEAN)["queries"]
    assert "# The longest ones." in changed
