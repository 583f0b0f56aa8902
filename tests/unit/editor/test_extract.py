"""A part becomes a sub-scheme, and calls go as before: the samples' own dialogues say so."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.document import SchemeDocument
from editor.edits.extract import CannotExtractError, extract
from engine.scheme.dialogues import run_dialogues
from engine.scheme.model import Link, Node, Scheme, Variable
from engine.scheme.node_types import NodeTypes, default_node_types
from engine.scheme.validate import validate
from tests.unit.editor.conftest import sample, small

TYPES = default_node_types()


def taken_out(scheme: Scheme, keys: list[str]) -> tuple[Scheme, Scheme]:
    """(what is left, the new one)."""
    document = SchemeDocument(scheme, TYPES)
    found = extract(document.content, document.facts, keys, "part")
    document.do("extract", found.changes)
    left = document.scheme()
    document.undo_stack.undo()
    assert document.scheme() == scheme
    return left, found.scheme


@pytest.mark.parametrize("name", ["notice", "debtor-reminder", "quiz", "feedback", "election"])
@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_calls_go_as_before(name: str, data: st.DataObject) -> None:
    scheme = sample(name)
    keys = [node.id for node in scheme.nodes if node.type != "start"]
    chosen = data.draw(st.lists(st.sampled_from(keys), min_size=1, max_size=8, unique=True))

    def library(wanted: str) -> Scheme | None:
        if wanted.casefold() == "part":
            return part
        return sample(wanted)

    try:
        left, part = taken_out(scheme, chosen)
    except CannotExtractError:
        return  # several ways in
    assert not [p for p in validate(part, TYPES) if p.is_error]
    assert not [p for p in validate(left, TYPES) if p.is_error and p.node_id != "d"]
    before = run_dialogues(scheme, TYPES, library=lambda wanted: sample(wanted))
    after = run_dialogues(left, TYPES, library=library)
    for old, new in zip(before, after, strict=True):
        assert old.ok
        # Where the call ended is another node now, by its name in the outer scheme.
        same = (new.disposition, new.results, new.heard, new.do_not_call, new.answers)
        assert same == (old.disposition, old.results, old.heard, old.do_not_call, old.answers)


def with_counter() -> Scheme:
    return Scheme(
        "counting",
        variables=(Variable("debt"),),
        nodes=(
            Node("a", "start"),
            Node("s", "set_variables", parameters={
                "assignments": [{"variable": "n", "value": "1"}]}),
            Node("w", "wait"),
            Node("t", "set_variables", parameters={
                "assignments": [{"variable": "n", "value": "n + 1"}]}),
            Node("c", "condition", parameters={"expression": "n > 2"}),
            Node("r", "save_result", parameters={"results": [{"name": "n", "value": "n"}]}),
            Node("h", "hang_up"),
        ),
        links=(Link("1", "a", "next", "s"), Link("2", "s", "next", "w"),
               Link("3", "w", "next", "t"), Link("4", "t", "next", "c"),
               Link("5", "c", "true", "r"), Link("6", "c", "false", "w"),
               Link("7", "r", "next", "h")),
    )  # fmt: skip


def test_variables_go_in_and_come_back() -> None:
    left, part = taken_out(with_counter(), ["w", "t"])
    (caller,) = [node for node in left.nodes if node.type == "subscheme"]
    assert caller.parameters["parameters"] == {"n": "n"}
    assert caller.parameters["results"] == {"n": "n"}
    assert [v.name for v in part.variables] == ["n"]
    assert validate(part, TYPES) == []


def test_what_cannot_be_taken_out(node_types: NodeTypes) -> None:
    document = SchemeDocument(small(), node_types)
    content, facts = document.content, document.facts
    for keys, code in ((["a", "b"], "start"), ([], "empty")):
        with pytest.raises(CannotExtractError, match=code):
            extract(content, facts, keys, "part")
    two = Scheme(
        "two",
        nodes=(Node("a", "start"), Node("c", "condition", parameters={"expression": "1"}),
               Node("x", "wait"), Node("y", "wait")),
        links=(Link("1", "a", "next", "c"), Link("2", "c", "true", "x"),
               Link("3", "c", "false", "y")),
    )  # fmt: skip
    other = SchemeDocument(two, node_types)
    with pytest.raises(CannotExtractError, match="entries"):
        extract(other.content, other.facts, ["x", "y"], "part")
    unfinished = replace(small(), nodes=(*small().nodes, Node("m", "menu")))
    third = SchemeDocument(unfinished, node_types)
    with pytest.raises(CannotExtractError, match="unfinished"):
        extract(third.content, third.facts, ["m"], "part")


def test_ends_of_calls_stay_ends() -> None:
    """An optional port without a link ends the call; inside a sub-scheme it would come back."""
    scheme = replace(
        small(),
        nodes=(*small().nodes, Node("l", "loop_counter")),
        links=(Link("ab", "a", "next", "b"), Link("bl", "b", "next", "l"),
               Link("lc", "l", "again", "b"), Link("ld", "l", "done", "c")),
    )  # fmt: skip
    left, part = taken_out(scheme, ["b", "l"])
    assert [node.type for node in part.nodes] == ["start", "wait", "loop_counter", "return"]
    assert not [p for p in validate(left, TYPES) if p.is_error and p.node_id != "d"]
