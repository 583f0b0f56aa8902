"""What a subscriber is owed: first words soon after the answer, and a way to opt out."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.scheme.codec import load_scheme
from engine.scheme.dialogues import estimated_duration
from engine.scheme.incremental import SchemeJudge
from engine.scheme.model import Scheme
from engine.scheme.node_types import default_node_types
from engine.scheme.opening import Wait
from engine.scheme.validate import validate
from tests.helpers.scheme_builder import SchemeBuilder

TYPES = default_node_types()
SAMPLES = Path("resources/schemes")
_QUERY: Any = {"source": "billing", "statement": "select 1 from t", "timeout_s": 4}
_MENU: Any = {"message": [{"prompt": "hello"}], "keys": [{"key": "1"}, {"key": "9"}]}


def codes(scheme: Scheme, library: Any = None) -> list[tuple[str, str]]:
    return [(problem.code, problem.node_id) for problem in validate(scheme, TYPES, library)]


def judged(scheme: Scheme) -> SchemeJudge:
    judge = SchemeJudge(TYPES)
    judge.replace(scheme)
    return judge


def asked_first() -> SchemeBuilder:
    return (
        SchemeBuilder().prompts("hello")
        .node("start", "start", next="quick")
        .node("quick", "condition", {"expression": "call.attempt > 1"}, true="ask", false="say")
        .node("ask", "query", _QUERY, found="wait", empty="say", error="say")
        .node("wait", "wait", {"seconds": 1.5}, next="say")
        .node("say", "play", {"prompts": ["hello"]}, next="end")
        .node("end", "hang_up")
    )  # fmt: skip


def test_first_words_that_come_late() -> None:
    scheme = asked_first().build()
    (problem,) = validate(scheme, TYPES)
    assert (problem.code, problem.node_id, problem.is_error) == ("late_opening", "ask", False)
    assert problem.arguments == {"seconds": "6", "limit": "2", "nodes": "ask, wait"}
    assert judged(scheme).silence() == Wait(5.5, "say", ("ask", "wait"))
    hello = estimated_duration(scheme_utterance("hello (ru)"))
    introduced = judged(scheme).until_introduced(estimated_duration)
    assert introduced == Wait(5.5 + hello, "say", ("ask", "wait"))


def scheme_utterance(text: str) -> Any:
    from engine.ivr.model import Spoken

    return Spoken(text, "ru")


def test_a_language_question_is_no_introduction() -> None:
    scheme = (
        SchemeBuilder(languages=("ru", "en")).prompts("which", "hello")
        .node("start", "start", next="which")
        .node("which", "language_choice", {"message": [{"prompt": "which"}], "timeout_s": 3,
              "repeats": 1, "keys": [{"key": "1", "language": "ru"}]}, next="hello")
        .node("hello", "play", {"prompts": ["hello"]}, next="end")
        .node("end", "hang_up")
    ).build()  # fmt: skip
    assert codes(scheme) == []
    judge = judged(scheme)
    assert judge.silence() == Wait(0.0, "which", ())
    # Asked twice, in both languages, three seconds of silence each time.
    assert judge.until_introduced(lambda _: 1.0) == Wait(2 * 2 + 2 * 3 + 1, "hello", ("which",))


def test_circles_before_the_first_words_and_schemes_without_any() -> None:
    scheme = (
        SchemeBuilder().prompts("hello")
        .node("start", "start", next="wait")
        .node("wait", "wait", {"seconds": 1}, next="again")
        .node("again", "condition", {"expression": "call.attempt > 1"}, true="wait", false="say")
        .node("say", "play", {"prompts": ["hello"]}, next="end")
        .node("end", "hang_up")
    ).build()  # fmt: skip
    assert judged(scheme).silence() == Wait(1.0, "say", ("wait",))
    mute = SchemeBuilder().node("start", "start", next="end").node("end", "hang_up").build()
    assert judged(mute).silence() is None
    assert judged(Scheme("empty")).silence() is None
    called = asked_first().node("back", "return").build()
    links = tuple(replace(k, target="back") if k.target == "end" else k for k in called.links)
    found = codes(replace(called, links=links))
    assert found == [("unreachable", "end")]  # the caller has spoken already


def with_menus(offering: str = "stop", **more: Any) -> SchemeBuilder:
    builder = (
        SchemeBuilder().prompts("hello")
        .node("start", "start", next="count")
        .node("count", "loop_counter", {"times": 2}, again="menu", done="more")
        .node("menu", "menu", _MENU, key_1="count", key_9=offering, no_input="count")
        .node("more", "menu", _MENU, key_1="end", key_9="end", no_input="end")
        .node("end", "hang_up")
    )  # fmt: skip
    return builder.node("stop", "do_not_call", next="end")


def test_opting_out_is_offered_at_the_first_question() -> None:
    # ``more`` comes behind the menu that offers it, though a link leads there from the counter.
    assert codes(with_menus().build()) == []
    found = codes(with_menus(offering="end").build())
    assert ("no_opt_out", "menu") in found
    assert ("no_opt_out", "more") not in found  # told where it begins


def test_who_has_talked_with_a_person_has_told_him() -> None:
    """The question behind a talk needs no key for it, the one for who got no operator does."""

    def after(port: str) -> list[tuple[str, str]]:
        links = {"overflow": "stop", port: "menu"}
        builder = (
            SchemeBuilder().prompts("hello").node("start", "start", next="go")
            .node("go", "operator", {"returns": ["back"]}, **{"back": "end", **links})
            .node("menu", "menu", _MENU, key_1="end", key_9="end", no_input="end")
            .node("stop", "do_not_call", next="end").node("end", "hang_up")
        )  # fmt: skip
        return codes(builder.build())

    for port in ("done", "back", "operator_lost"):
        assert after(port) == []
    assert after("no_operator_in_time") == [("no_opt_out", "menu")]


def test_schemes_without_opting_out_are_left_alone() -> None:
    scheme = with_menus(offering="end").build()
    nodes = tuple(node for node in scheme.nodes if node.id != "stop")
    links = tuple(link for link in scheme.links if link.source != "stop")
    assert codes(replace(scheme, nodes=nodes, links=links)) == []


def test_called_schemes_that_opt_out() -> None:
    scheme = (
        SchemeBuilder().prompts("hello")
        .node("start", "start", next="first")
        .node("first", "condition", {"expression": "call.attempt > 1"}, true="a", false="b")
        .node("a", "menu", _MENU, key_1="end", key_9="out", no_input="end")
        .node("b", "menu", _MENU, key_1="end", key_9="other", no_input="end")
        .node("out", "subscheme", {"scheme": "out"}, next="end")
        .node("other", "subscheme", {"scheme": "other"}, next="end")
        .node("end", "hang_up")
    ).build()  # fmt: skip
    out = SchemeBuilder().node("start", "start", next="stop").node("stop", "do_not_call").build()
    other = SchemeBuilder().node("start", "start", next="w").node("w", "wait").build()
    library = {"out": out, "other": other}
    assert codes(scheme) == []
    assert ("no_opt_out", "b") in codes(scheme, library.get)
    assert ("no_opt_out", "a") not in codes(scheme, library.get)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.name)
def test_the_samples_are_not_complained_of(path: Path) -> None:
    def library(name: str) -> Scheme:
        return load_scheme((SAMPLES / f"{name}.scheme.json").read_text(encoding="utf-8"))

    assert codes(load_scheme(path.read_text(encoding="utf-8")), library) == []
