from dataclasses import replace

import pytest

from engine.errors import KnownError
from engine.ivr.interpreter import compile_scheme
from engine.scheme.model import PromptRecording, Scheme, Variable, VariableType
from engine.scheme.node_type import NodeType
from engine.scheme.node_types import NodeTypes, default_node_types
from engine.scheme.problem_words import FIXES, WORDS
from engine.scheme.problems import Problem
from engine.scheme.validate import validate
from tests.helpers.scheme_builder import SchemeBuilder


def problems(scheme: Scheme) -> dict[str, Problem]:
    return {problem.code: problem for problem in validate(scheme, default_node_types())}


def sound() -> SchemeBuilder:
    return (
        SchemeBuilder(Variable("debt", VariableType.MONEY))
        .prompts("hello")
        .node("start", "start", next="ask")
        .node("ask", "menu", {"message": [{"prompt": "hello"}], "keys": [{"key": "1"}]},
              key_1="end", no_input="end")
        .node("end", "hang_up")
    )  # fmt: skip


def test_a_sound_scheme_has_no_problems() -> None:
    assert problems(sound().build()) == {}


def test_starts() -> None:
    assert problems(SchemeBuilder().node("end", "hang_up").build())["no_start"].is_error
    two = problems(sound().node("again", "start", next="end").build())["two_starts"]
    assert two.is_error
    assert two.node_id == "again"
    assert "link_into_start" in problems(sound().link("ask", "no_match", "start").build())


def test_links() -> None:
    assert (
        problems(sound().link("ask", "no_match", "gone", "x").build())["link_to_nowhere"].link_id
        == "x"
    )
    assert problems(sound().link("gone", "next", "end", "x").build())["link_from_nowhere"].is_error
    unknown = problems(sound().link("ask", "7", "end").build())["unknown_port"]
    assert unknown.arguments["port"] == "7"
    assert problems(sound().link("start", "next", "end").build())["two_links"].is_error


def test_ways_out() -> None:
    scheme = sound().node("lost", "play", {"prompts": ["hello"]}).build()
    found = problems(scheme)
    assert found["dead_end"].node_id == "lost"
    assert found["unreachable"].node_id == "lost"
    assert not found["unreachable"].is_error
    scheme = sound().build()
    scheme = replace(scheme, links=tuple(k for k in scheme.links if k.port != "no_input"))
    missing = problems(scheme)["missing_link"]
    assert missing.is_error
    assert missing.arguments["port"] == "no_input"
    assert missing.fix is not None
    assert missing.fix.arguments.items() >= {"node": "ask", "port": "no_input"}.items()
    # As the canvas calls it, not as the file does.
    assert missing.words("ru") == "«ask»: выход «Молчание» никуда не ведёт"
    assert "No input" in missing.fix.words("en")


def test_endless_loop() -> None:
    scheme = (
        SchemeBuilder().prompts("hello")
        .node("start", "start", next="a")
        .node("a", "play", {"prompts": ["hello"]}, next="b")
        .node("b", "wait", {"seconds": 1}, next="a")
    ).build()  # fmt: skip
    found = problems(scheme)["endless_loop"]
    assert found.is_error
    assert found.arguments["nodes"] == "a, b"


def test_a_node_that_leads_to_itself_is_an_endless_loop() -> None:
    scheme = (
        SchemeBuilder().node("start", "start", next="a").node("a", "wait", {}, next="a")
    ).build()
    assert "endless_loop" in problems(scheme)


def test_a_counted_loop_is_only_a_warning() -> None:
    scheme = (
        SchemeBuilder().prompts("hello")
        .node("start", "start", next="zero")
        .node("zero", "set_variables", {"assignments": [{"variable": "n", "value": "0"}]}, next="a")
        .node("a", "play", {"prompts": ["hello"]}, next="more")
        .node("more", "set_variables", {"assignments": [{"variable": "n", "value": "n+1"}]},
              next="enough")
        .node("enough", "condition", {"expression": "n > 3"}, true="end", false="a")
        .node("end", "hang_up")
    ).build()  # fmt: skip
    found = problems(scheme)
    assert set(found) == {"loop_without_wait"}
    assert not found["loop_without_wait"].is_error


def test_a_silent_subscriber_who_is_never_released() -> None:
    scheme = sound().build()
    links = tuple(replace(k, target="ask") if k.port == "no_input" else k for k in scheme.links)
    found = problems(replace(scheme, links=links))
    assert set(found) == {"silent_loop"}
    assert not found["silent_loop"].is_error


@pytest.mark.parametrize(
    ("parameters", "code", "place"),
    [
        ({"expression": "debt >"}, "bad_expression", "expression"),
        ({"expression": " "}, "bad_expression", "expression"),
        ({"expression": "dept > 1"}, "unknown_variable", "expression"),
        ({"expression": "nosuch(1)"}, "bad_expression", "expression"),
        ({"expression": 'result["x"] == "y"'}, "unknown_result", "expression"),
        ({}, "bad_parameter", "expression"),
        ({"expression": "yes", "more": 1}, "bad_parameter", "more"),
        ({"expression": 5}, "bad_parameter", "expression"),
    ],
)
def test_expressions(parameters: dict[str, object], code: str, place: str) -> None:
    scheme = sound().node("if", "condition", parameters, true="end", false="end").build()
    found = problems(scheme)[code]
    assert (found.node_id, found.place) == ("if", place)
    assert "«if»" in found.words("ru")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ({"ru": "{debt|monye}"}, "unknown_format"),
        ({"ru": "{debt|money:XYZ}"}, "bad_format_argument"),
        ({"ru": "{debt"}, "bad_expression"),
        ({"ru": "{dept}"}, "unknown_variable"),
        ({"ru": "  "}, "text_not_in_language"),
        ({"en": "Hello"}, "text_not_in_language"),
    ],
)
def test_spoken_texts(text: dict[str, str], code: str) -> None:
    found = problems(sound().node("say", "say", {"text": text}, next="end").build())
    assert found[code].is_error


def test_prompts() -> None:
    scheme = sound().node("play", "play", {"prompts": ["nosuch"]}, next="end").build()
    assert problems(scheme)["missing_prompt"].arguments == {"prompt": "nosuch"}
    scheme = sound().prompts("spare").build()
    assert not problems(scheme)["unused_prompt"].is_error
    scheme = replace(sound().build(), languages=("ru", "en"))
    assert not problems(scheme)["prompt_not_in_language"].is_error  # Russian is spoken instead
    scheme = replace(scheme, languages=("en", "ru"))
    assert problems(scheme)["prompt_not_in_language"].is_error
    scheme = replace(sound().build(), prompts={"hello": {"ru": PromptRecording()}})
    assert problems(scheme)["prompt_not_in_language"].is_error


def test_menus() -> None:
    twice = {"message": [{"prompt": "hello"}], "keys": [{"key": "1"}, {"key": "1"}]}
    scheme = sound().node("m", "menu", twice, key_1="end", no_input="end").build()
    assert problems(scheme)["duplicate_key"].place == "keys[1].key"
    bad = {"message": [{"promt": "hello"}], "keys": [{"key": "11"}], "timeout_s": -1}
    found = validate(sound().node("m", "menu", bad, no_input="end").build(), default_node_types())
    places = {p.place for p in found if p.code == "bad_parameter"}
    assert {"keys[0].key", "timeout_s"} <= places
    assert any(place.startswith("message[0]") for place in places)


def test_head() -> None:
    scheme = replace(
        sound().build(),
        languages=("ru", "de"),
        currency="XXX",
        variables=(
            Variable("debt"), Variable("debt"), Variable("call"), Variable("a b"),
            Variable("due", VariableType.DATE, default="скоро"),
        ),
    )  # fmt: skip
    assert {"language_unsupported", "bad_currency", "duplicate_variable", "reserved_variable",
            "bad_variable_name", "bad_default"} <= set(problems(scheme))  # fmt: skip


def test_errors_come_first() -> None:
    scheme = sound().prompts("spare").node("lost", "play", {"prompts": ["x"]}).build()
    kinds = [problem.is_error for problem in validate(scheme, default_node_types())]
    assert kinds == sorted(kinds, reverse=True)


def test_a_scheme_with_errors_is_not_compiled() -> None:
    scheme = sound().node("if", "condition", {"expression": "dept > 1"}, true="end").build()
    with pytest.raises(KnownError, match=r"“test” cannot be used: .*dept.*missing|“dept”"):
        compile_scheme(scheme, default_node_types())


def test_all_words_are_in_both_languages() -> None:
    for russian, english in [*WORDS.values(), *FIXES.values()]:
        assert russian
        assert english
        assert (russian == english) == (russian == "{why}")


def test_node_types_are_registered_not_switched_on() -> None:
    class Own(NodeType):  # type: ignore[type-arg]
        name = "own"
        title = {"ru": "Свой", "en": "Own"}  # noqa: RUF012
        summary = title
        parameters = next(iter(default_node_types())).parameters

    types = default_node_types([Own])
    assert "own" in types
    with pytest.raises(KnownError, match="Two node types are called “own”"):
        types.register(Own())
    with pytest.raises(KnownError, match="is not a node type"):
        NodeTypes([object()])  # type: ignore[list-item]
