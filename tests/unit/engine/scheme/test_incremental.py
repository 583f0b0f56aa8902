"""Judged change by change, a scheme has the problems that it has when it is judged as a whole."""

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.bench_interpreter import mixture
from engine.scheme.incremental import SchemeJudge
from engine.scheme.model import Link, Node, Scheme
from engine.scheme.validate import validate
from tests.helpers.random_schemes import TYPES, schemes
from tests.helpers.scheme_edits import EditedScheme, edits


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(schemes(), edits, st.booleans())
def test_any_edits(scheme: Scheme, changes: list[Any], asked_each_time: bool) -> None:
    document = EditedScheme(scheme)
    judge = SchemeJudge(TYPES)
    judge.replace(scheme)
    judge.problems()
    for change in changes:
        document.do(change)
        judge.change(document.nodes, document.links, **document.changed)
        if asked_each_time:
            assert judge.problems() == validate(document.scheme, TYPES)
    assert judge.problems() == validate(document.scheme, TYPES)
    for node_id, node in document.nodes.items():
        assert judge.facts(node_id).node == node


_CALLS = st.sampled_from([
    Node("x", "subscheme", parameters={"scheme": "part", "outcomes": ["a"]}),
    Node("x", "subscheme", parameters={"scheme": "Part", "parameters": {"n": "m", "q": "1"}}),
    Node("x", "subscheme", parameters={"scheme": "nowhere"}),
    Node("x", "jump", parameters={"scheme": "back"}),
    Node("x", "return", parameters={"outcome": "b"}),
    Node("x", "do_not_call"),
])  # fmt: skip


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    schemes(),
    schemes(),
    st.lists(
        edits.map(lambda found: found[:1])
        | st.tuples(st.tuples(st.just("node"), st.sampled_from("012345"), _CALLS)),
        max_size=10,
    ),
)
def test_any_edits_with_schemes_that_are_called(
    scheme: Scheme, other: Scheme, changes: list[Any]
) -> None:
    back = Scheme(
        "back",
        nodes=(Node("start", "start"), Node("go", "jump", parameters={"scheme": "main"})),
        links=(Link("l", "start", "next", "go"),),
    )
    published = {"part": replace(other, name="part"), "back": back}
    document = EditedScheme(replace(scheme, name="main"))
    judge = SchemeJudge(TYPES, published.get)
    judge.replace(document.scheme)
    for change in (change for few in changes for change in few):
        document.do(change)
        judge.change(document.nodes, document.links, **document.changed)
        assert judge.problems() == validate(document.scheme, TYPES, published.get)
    published["part"] = back
    judge.library_changed()
    assert judge.problems() == validate(document.scheme, TYPES, published.get)


def test_what_is_given_away_can_be_changed() -> None:
    judge = SchemeJudge(TYPES)
    judge.problems().clear()
    assert [problem.code for problem in judge.problems()] == ["no_start"]


def test_a_variable_that_another_node_sets() -> None:
    """Removing the only node that sets a variable is told at those that read it."""
    document = EditedScheme(mixture())
    judge = SchemeJudge(TYPES)
    judge.replace(document.scheme)
    assert not judge.problems()
    node = document.nodes["0-set"]
    given: Any = {"assignments": [{"variable": "other", "value": "1"}]}
    document.nodes["0-set"] = replace(node, parameters=given)
    judge.change(document.nodes, document.links, changed_nodes=["0-set"])
    assert [(p.code, p.node_id) for p in judge.problems()] == [("unknown_variable", "0-richer")]
    document.nodes["0-set"] = node
    judge.change(document.nodes, document.links, changed_nodes=["0-set"])
    assert not judge.problems()
