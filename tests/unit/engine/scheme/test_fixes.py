"""Whatever a machine can mend goes away, and no new error comes."""

from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from engine.scheme.fixes import can_mend, changes_of, mend
from engine.scheme.model import Node, PromptRecording, Scheme, Variable, VariableType
from engine.scheme.problem_words import FIXES
from engine.scheme.problems import Fix, Problem
from engine.scheme.validate import validate
from tests.helpers.random_schemes import TYPES, schemes
from tests.helpers.scheme_builder import SchemeBuilder
from tests.helpers.scheme_edits import EditedScheme, edits

#: What a mend may uncover or leave to be done: a start shows circles, without a node or a link its
#: neighbours lead nowhere and its variables are gone, a text has formats of its language.
MAY_FOLLOW = {
    "add_node": {"endless_loop"},
    "remove_node": {"missing_link", "dead_end", "unknown_variable", "no_start"},
    "link_into_start": {"missing_link", "dead_end"},
    "copy_text": {"bad_expression", "bad_format_argument", "unknown_format", "unknown_variable",
                  "missing_prompt", "prompt_not_in_language"},
    "remove_language": {"text_not_in_language", "prompt_not_in_language", "no_language",
                        "language_not_in_scheme"},
    "add_language": {"text_not_in_language", "prompt_not_in_language"},
}  # fmt: skip


def mended(scheme: Scheme, fix: Fix) -> Scheme:
    numbers = count()
    return mend(scheme, fix, lambda: f"made{next(numbers)}")


def signs(problems: list[Problem]) -> set[tuple[Any, ...]]:
    """Without what only words the problem: names of nodes in a circle."""
    return {
        (p.code, p.node_id, p.link_id, p.place, tuple(sorted(p.arguments.items())))
        for p in problems
    }


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(schemes(), edits)
def test_any_mend(scheme: Scheme, changes: list[Any]) -> None:
    document = EditedScheme(scheme)
    for change in changes:
        document.do(change)
    wrong = document.scheme
    before = validate(wrong, TYPES)
    for problem in before:
        if problem.fix is None or not can_mend(problem.fix):
            continue
        after = validate(mended(wrong, problem.fix), TYPES)
        assert not signs([problem]) & signs(after), problem
        allowed = MAY_FOLLOW.get(problem.fix.code, set()) | MAY_FOLLOW.get(problem.code, set())
        old = {p.code for p in before}
        new = signs([p for p in after if p.is_error]) - signs(before)
        assert {sign[0] for sign in new} <= allowed | ({"endless_loop"} & old), problem


def test_every_fix_has_words_and_those_of_people_stay() -> None:
    assert [code for code in FIXES if not can_mend(Fix(code))] == [
        "change_parameter", "publish_scheme", "say_first", "offer_opt_out", "install_node_type",
    ]  # fmt: skip
    assert not can_mend(None)


def test_a_start_for_what_looks_like_the_first_node() -> None:
    empty = mended(Scheme("empty"), Fix("add_node", {"type": "start"}))
    assert validate(empty, TYPES) == []
    scheme = SchemeBuilder().node("w", "wait", next="end").node("end", "hang_up").build()
    assert validate(mended(scheme, Fix("add_node", {"type": "start"})), TYPES) == []


def test_all_required_ports_of_a_dead_end_are_led_to_one_end() -> None:
    scheme = (
        SchemeBuilder().node("start", "start", next="which")
        .node("which", "condition", {"expression": "call.attempt > 1"}).build()
    )  # fmt: skip
    (problem,) = validate(scheme, TYPES)
    assert problem.code == "dead_end"
    assert problem.fix is not None
    better = mended(scheme, problem.fix)
    assert validate(better, TYPES) == []
    assert [link.port for link in better.links] == ["next", "true", "false"]
    assert len(better.nodes) == 3
    assert changes_of(better, problem.fix, lambda: "x") == changes_of(scheme, Fix("add_link", {
        "node": "nowhere", "port": "next"}), lambda: "x")  # fmt: skip


def test_texts_are_begun_with_those_of_another_language() -> None:
    scheme = (
        SchemeBuilder(languages=("ru", "en"))
        .node("start", "start", next="say")
        .node("say", "menu", {"message": [{"say": {"ru": "Да"}}], "keys": [{"key": "1"}]},
              key_1="end", no_input="end")
        .node("end", "hang_up")
    ).build()  # fmt: skip
    (problem,) = validate(scheme, TYPES)
    assert problem.fix == Fix("copy_text", {"node": "say", "place": "message[0].say.en"})
    better = mended(scheme, problem.fix)
    assert better.nodes[1].parameters["message"] == [{"say": {"ru": "Да", "en": "Да"}}]
    assert scheme.nodes[1].parameters["message"] == [{"say": {"ru": "Да"}}]
    assert mended(better, problem.fix) == better


@pytest.mark.parametrize(
    "scheme",
    [
        Scheme("s", languages=()),
        Scheme("s", languages=("ru", "tlh")),
        Scheme("s", currency="???"),
        Scheme("s", variables=(Variable("a"), Variable("b"), Variable("a"))),
        Scheme("s", variables=(Variable("a", VariableType.DATE, default="soon"),)),
        Scheme("s", prompts={"bye": {"ru": PromptRecording("", "Пока")}}),
    ],
)
def test_headers(scheme: Scheme) -> None:
    problem = next(p for p in validate(scheme, TYPES) if p.code != "no_start")
    assert problem.fix is not None
    better = mended(scheme, problem.fix)
    assert {p.code for p in validate(better, TYPES)} == {"no_start"}


def test_prompts_and_variables_that_are_not_there() -> None:
    scheme = Scheme(
        "s",
        prompts={"hello": {"ru": PromptRecording("hello.wav", "Привет"), "en": PromptRecording()}},
        languages=("ru", "en"),
        nodes=(Node("a", "play", parameters={"prompts": ["hello", "bye"]}),
               Node("b", "condition", parameters={"expression": "debt > 1"})),
    )  # fmt: skip
    fixes = [p.fix for p in validate(scheme, TYPES) if p.fix and "prompt" in p.fix.code]
    for fix in fixes:
        scheme = mended(scheme, fix)
    assert scheme.prompts["hello"]["en"] == PromptRecording("", "Привет")
    assert scheme.prompts["bye"]["ru"].text == "bye"
    scheme = mended(scheme, Fix("declare_variable", {"variable": "debt"}))
    assert scheme.variables == (Variable("debt"),)
