"""Renaming: every place that means the name is changed, and nothing else."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from editor.content import SchemeContent
from editor.document import SchemeDocument
from editor.edits.rename import refusal, rename, uses
from editor.edits.rename_text import rename_result, rename_variable, renaming
from engine.scheme import expressions, templates
from engine.scheme.codec import load_scheme
from engine.scheme.model import Link, Node, PromptRecording, Scheme, Variable
from engine.scheme.node_types import default_node_types
from engine.scheme.validate import validate

TYPES = default_node_types()
SCHEMES = Path(__file__).parents[3] / "resources/schemes"

_NAMES = st.sampled_from(["долг", "debt", "имя", "x", "résumé"])
_ATOMS = st.one_of(
    _NAMES,
    st.integers(0, 99).map(str),
    st.sampled_from(['"долг"', "'debt'", 'contact["долг"]', 'result["долг"]', "call.phone"]),
)
_EXPRESSIONS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" + ", " == ", " and ", "-"]), inner).map("".join),
        inner.map(lambda text: f"coalesce({text}, долг)"),
        inner.map(lambda text: f"(\n{text} )"),
        st.tuples(inner, inner).map(lambda pair: f"(({pair[0]}) if ({pair[1]}) else долг)"),
    ),
    max_leaves=8,
)


def _swap(names: frozenset[str]) -> frozenset[str]:
    return frozenset("остаток" if name == "долг" else name for name in names)


@settings(deadline=None, max_examples=150)
@given(_EXPRESSIONS)
def test_expressions_mean_the_same_with_another_name(text: str) -> None:
    before = expressions.parse(text)
    new = rename_variable(text, "долг", "остаток")
    after = expressions.parse(new)
    assert after.variables == _swap(before.variables)
    assert (after.fields, after.results) == (before.fields, before.results)
    back = rename_variable(new, "остаток", "долг")
    assert back == text
    values = dict.fromkeys(("долг", "debt", "имя", "x", "résumé"), Decimal(7))
    results = []
    for expression, named in ((before, values), (after, {**values, "остаток": Decimal(7)})):
        scope = expressions.Scope(dict(named), {}, {}, {})
        try:
            results.append(("value", expression.evaluate(scope)))
        except expressions.EvaluationError:
            results.append(("error", None))
    assert results[0] == results[1]


@settings(deadline=None, max_examples=100)
@given(
    _EXPRESSIONS, st.sampled_from(["", "|money", ":date"]), st.text(alphabet="аб{} ", max_size=5)
)
def test_templates_too(expression: str, form: str, words: str) -> None:
    plain = words.replace("{", "{{").replace("}", "}}")
    text = f"{plain}долг {{{expression}{form}}} долг"
    new = renaming("variable", "долг", "остаток")("template", text)
    assert new.startswith(f"{plain}долг ")
    assert new.endswith(" долг")
    found = frozenset().union(*(s.expression.variables for s in templates.parse_spoken(text).slots))
    after = frozenset().union(*(s.expression.variables for s in templates.parse_spoken(new).slots))
    assert after == _swap(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date + date(due)", "day0 + date(due)"),
        ('date == "date"', 'day0 == "date"'),
        ("date > > 1", "day0 > > 1"),
        ('date + "date', 'day0 + "date'),
        ("call.date", "call.date"),
        ("updated", "updated"),
    ],
)
def test_functions_strings_and_attributes_stay(text: str, expected: str) -> None:
    assert rename_variable(text, "date", "day0") == expected


def test_results_are_named_in_brackets() -> None:
    assert rename_result('result["a"] == result.a + "a"', "a", 'b"c') == (
        'result["b\\"c"] == result["b\\"c"] + "a"'
    )


@pytest.fixture
def content() -> SchemeContent:
    say = {"ru": "Долг {debt|money} {prompt:bye}", "en": "Debt {debt|money}"}
    nodes = (
        Node("a", "start"),
        Node("b", "menu", parameters={"message": [{"say": say}, {"prompt": "bye"}],
                                      "keys": [{"key": "1"}]}),
        Node("c", "callback", parameters={"date": "due", "confirm_message": [
            {"say": {"ru": "{callback_date|date}"}}]}),
        Node("d", "subscheme", parameters={"scheme": "x", "parameters": {"debt": "debt + 1"},
                                           "results": {"debt": "debt"}}),
        Node("e", "set_variables", parameters={"assignments": [{"variable": "debt", "value": 5}]}),
        Node("f", "query", parameters={"source": "s", "statement": "x", "rows": "list"}),
        Node("g", "next_row", parameters={"rows": "list", "columns": {"Debt": "debt"}}),
        Node("h", "unknown", parameters={"x": "{debt}"}),
    )  # fmt: skip
    prompts = {"bye": {"ru": PromptRecording(text="Пока")}}
    scheme = Scheme("s", variables=(Variable("debt"), Variable("due")), prompts=prompts,
                    nodes=nodes, links=(Link("l", "a", "next", "b"),))  # fmt: skip
    return SchemeContent(scheme)


def test_a_variable_everywhere(content: SchemeContent) -> None:
    places = [(use.node_id, use.place) for use in uses(content, TYPES, "variable", "debt")]
    assert places == [
        ("b", "message[0].say.ru"), ("b", "message[0].say.en"), ("d", "parameters.debt"),
        ("d", "results.debt"), ("e", "assignments[0].variable"), ("g", "columns.Debt"),
    ]  # fmt: skip
    content.apply(rename(content, TYPES, "variable", "debt", "owed"))
    assert content.nodes["b"].parameters["message"][0]["say"]["ru"] == (
        "Долг {owed|money} {prompt:bye}"
    )
    called = content.nodes["d"].parameters
    assert called["parameters"] == {"debt": "owed + 1"}, "the other scheme's names are its own"
    assert called["results"] == {"owed": "debt"}
    assert content.nodes["e"].parameters["assignments"] == [{"variable": "owed", "value": 5}]
    assert content.nodes["h"].parameters == {"x": "{debt}"}, "nobody knows what it means"
    assert [v.name for v in content.header["variables"]] == ["owed", "due"]
    assert uses(content, TYPES, "variable", "debt") == []


def test_what_a_block_takes_by_default_is_a_use(content: SchemeContent) -> None:
    content.apply(rename(content, TYPES, "variable", "callback_date", "day"))
    parameters = content.nodes["c"].parameters
    assert parameters["date_variable"] == "day"
    assert parameters["confirm_message"] == [{"say": {"ru": "{day|date}"}}]


def test_prompts_and_rows(content: SchemeContent) -> None:
    content.apply(rename(content, TYPES, "prompt", "bye", "до свидания"))
    message = content.nodes["b"].parameters["message"]
    assert message[0]["say"]["ru"] == "Долг {debt|money} {prompt:до свидания}"
    assert message[1] == {"prompt": "до свидания"}
    assert list(content.header["prompts"]) == ["до свидания"]
    content.apply(rename(content, TYPES, "rows", "list", "tariffs"))
    assert content.nodes["f"].parameters["rows"] == "tariffs"
    assert content.nodes["g"].parameters["rows"] == "tariffs"


def test_names_that_cannot_be(content: SchemeContent) -> None:
    for new, why in (("due", "taken"), ("a b", "bad_name"), ("contact", "bad_name"),
                     ("if", "bad_name"), ("callback_time", "taken"), ("owed", "")):  # fmt: skip
        assert refusal(content, TYPES, "variable", "debt", new) == why, new
    assert refusal(content, TYPES, "prompt", "bye", "{x}") == "bad_name"


@pytest.mark.parametrize("path", sorted(SCHEMES.glob("*.json")), ids=lambda p: p.name)
def test_samples_are_as_right_with_other_names(path: Path, qtbot: QtBot) -> None:
    scheme = load_scheme(path.read_text(encoding="utf-8"))
    document = SchemeDocument(scheme, TYPES)
    for variable in scheme.variables:
        document.do("x", rename(document.content, TYPES, "variable", variable.name, "название_1"))
        document.do("x", rename(document.content, TYPES, "variable", "название_1", variable.name))
    taken_by_default = {"callback_date", "callback_time"} & {v.name for v in scheme.variables}
    assert document.scheme() == scheme or taken_by_default
    for index, variable in enumerate(scheme.variables):
        document.do("x", rename(document.content, TYPES, "variable", variable.name, f"v{index}_"))
    for index, prompt in enumerate(scheme.prompts):
        document.do("x", rename(document.content, TYPES, "prompt", prompt, f"p{index}_"))
    codes = sorted(problem.code for problem in validate(document.scheme(), TYPES))
    assert codes == sorted(problem.code for problem in validate(scheme, TYPES))
