"""A test call goes forth and back, never breaks, and ends as the same dialogue would."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from editor.document import SchemeDocument
from editor.testcall.acts import Stop
from editor.testcall.call_names import CallNames
from editor.testcall.happenings import What
from editor.testcall.recorded import dialogue_of
from editor.testcall.session import TestCall
from engine.domain.disposition import Disposition
from engine.errors import KnownError
from engine.ivr.interpreter import CompiledScheme, compile_scheme
from engine.ivr.requests import HttpAnswer, Rows
from engine.scheme.codec import load_scheme
from engine.scheme.dialogue_model import (
    Dialogue,
    HangUp,
    Hear,
    Listen,
    OperatorHappens,
    OperatorResult,
    PositionTold,
    Press,
    Silence,
    Speak,
    Stub,
    TransferHappens,
    TransferResult,
)
from engine.scheme.dialogues import run_dialogue
from engine.scheme.model import Node, Scheme
from engine.scheme.node_types import default_node_types
from engine.scheme.stub_world import Answer
from tests.helpers.random_schemes import TYPES, libraries
from tests.helpers.scheme_builder import SchemeBuilder

SCHEMES = Path(__file__).parents[3] / "resources/schemes"
SAID = [{"prompt": "ask"}]


def menu() -> CompiledScheme:
    return (
        SchemeBuilder()
        .prompts("ask", "bye")
        .node("start", "start", next="set")
        .node("set", "set_variables", {"assignments": [{"variable": "n", "value": "1"}]},
              next="more", error="bye")
        .node("more", "set_variables", {"assignments": [{"variable": "n", "value": "n + 1"}]},
              next="ask", error="bye")
        .node("ask", "menu", {"message": SAID, "keys": [{"key": "1"}, {"key": "2"}],
              "timeout_s": 5}, key_1="save", key_2="bye", no_input="bye")
        .node("save", "save_result", {"results": [{"name": "said", "value": "yes"}]}, next="bye",
              error="bye")
        .node("bye", "play", {"prompts": ["bye"]}, next="end")
        .node("end", "hang_up")
        .compile()
    )  # fmt: skip


def asking(**more: Any) -> CompiledScheme:
    query = {"source": "billing", "statement": "select debt from t", "columns": {"debt": "debt"},
             "timeout_s": 5, **more}  # fmt: skip
    save = {"results": [{"name": "debt", "value": "{debt}"}]}
    return (
        SchemeBuilder()
        .node("start", "start", next="ask")
        .node("ask", "query", query, found="save", empty="none", error="broken")
        .node("save", "save_result", save, next="end", error="end")
        .node("none", "outcome", {"disposition": "partial"}, next="end")
        .node("broken", "outcome", {"disposition": "partial"}, next="end")
        .node("end", "hang_up")
        .compile()
    )


def transferring() -> CompiledScheme:
    return (
        SchemeBuilder()
        .node("start", "start", next="over")
        .node("over", "transfer", {"number": "+74950000001", "ring_timeout_s": 20},
              completed="end", failed="end")
        .node("end", "hang_up")
        .compile()
    )  # fmt: skip


def node(call: TestCall) -> str:
    assert call.view.place is not None
    return call.view.place[1]


def test_step_by_step_the_variables_are_those_of_the_moment() -> None:
    call = TestCall(menu(), Dialogue(""))
    assert node(call) == "start"
    seen = []
    for _ in range(3):
        assert call.step() is Stop.NODE
        seen.append((node(call), call.view.state.variables.get("n")))
    assert seen == [("set", None), ("more", 1), ("ask", 2)]
    hearing = call.view.hearing
    assert hearing is not None
    assert (hearing.utterance.text, hearing.began) == ("ask (ru)", 0.0)
    assert call.view.path() == [("start", "next"), ("set", "next"), ("more", "next")]


def test_a_key_a_way_and_its_end() -> None:
    call = TestCall(menu(), Dialogue(""))
    call.step(), call.step(), call.step()
    assert call.press("1", stepping=True) is Stop.NODE
    assert node(call) == "save"
    assert call.step() is Stop.NODE
    assert call.view.results == {"said": "yes"}
    assert call.run() is Stop.ENDED
    assert call.view.ended is not None
    assert call.view.ended.disposition is Disposition.COMPLETED
    assert call.view.path()[-2:] == [("save", "next"), ("bye", "next")]


def test_back_and_another_way() -> None:
    call = TestCall(menu(), Dialogue(""))
    call.breakpoints = {("", "ask")}
    assert call.run() is Stop.BREAKPOINT
    call.advance(2)
    call.press("1")
    call.run()
    assert call.view.results
    ended = call.shown
    while node(call) != "ask":
        assert call.back()
    assert call.view.results == {}
    assert call.shown < ended
    assert call.step() is Stop.NODE, "the same future comes again"
    assert node(call) == "save"
    call.back()
    call.press("2")
    call.run()
    assert call.view.results == {}, "another future"
    assert [port for _, port in call.view.path()] == ["next", "next", "next", "2", "next"]


def test_time_passes_as_it_is_given() -> None:
    call = TestCall(menu(), Dialogue(""))
    for _ in range(10):
        assert call.advance(0.05) is Stop.TIME
    assert call.now == pytest.approx(0.5)
    assert call.view.hearing is not None
    call.advance(2)
    assert call.view.hearing is None
    assert node(call) == "ask"
    call.advance(60)
    assert call.over


def test_an_answer_from_outside_is_waited_for_with_the_clock_standing() -> None:
    call = TestCall(asking(), Dialogue(""))
    assert call.run() is Stop.OUTSIDE
    assert call.advance(100) is Stop.OUTSIDE
    assert call.now == 0
    assert call.pending is not None
    call.give(Answer(0.4, Rows(("DEBT",), ((7,),))))
    assert call.run() is Stop.ENDED
    assert call.view.results == {"debt": "7"}
    assert call.now == pytest.approx(0.4)
    dialogue = dialogue_of(call, "asked")
    assert dialogue.stubs == (
        Stub(source="billing", answer="rows", rows=({"DEBT": 7},), delay_s=0.4, times=1),
    )
    assert run_dialogue(asking(), dialogue).ok


def test_a_slow_answer_and_a_failure_leave_by_error() -> None:
    for answer in (Answer(9.0, None), Answer(0.1, None, "down"), Answer(None)):
        call = TestCall(asking(), Dialogue(""))
        call.run()
        call.give(answer)
        call.run()
        assert ("ask", "error") in call.view.path()
        assert call.view.troubles


def test_stubs_answer_first() -> None:
    stub = Stub(source="Billing", answer="rows", rows=({"debt": 3},))
    call = TestCall(asking(), Dialogue("", stubs=(stub,)))
    assert call.run() is Stop.ENDED
    assert call.view.results == {"debt": "3"}


def test_a_transfer_asks_how_it_ends_or_rings_on() -> None:
    call = TestCall(transferring(), Dialogue(""))
    assert call.run() is Stop.TRANSFER
    assert call.view.transferring
    call.transfer(TransferResult.COMPLETED)
    call.run()
    assert call.view.ended is not None
    assert call.view.ended.disposition is Disposition.TRANSFERRED
    call.restart()
    call.run()
    assert call.run() is Stop.ENDED
    assert ("over", "no_answer") in call.view.path()
    assert call.now == pytest.approx(20)


def test_an_invalid_scheme_says_why() -> None:
    with pytest.raises(KnownError):
        compile_scheme(Scheme("empty"), TYPES)


def test_a_call_that_never_ends_is_ended() -> None:
    compiled = (
        SchemeBuilder().prompts("ask")
        .node("start", "start", next="ask")
        .node("ask", "menu", {"message": SAID, "keys": [{"key": "1"}], "timeout_s": 5},
              key_1="ask", no_input="ask")
        .compile()
    )  # fmt: skip
    call = TestCall(compiled, Dialogue(""))
    assert call.run() is Stop.ENDED
    assert call.view.troubles


def sample(name: str) -> Scheme:
    return load_scheme((SCHEMES / f"{name}.scheme.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", sorted(SCHEMES.glob("*.json")), ids=lambda p: p.stem)
def test_the_samples_dialogues_come_out_the_same(path: Path) -> None:
    scheme = load_scheme(path.read_text(encoding="utf-8"))
    compiled = compile_scheme(scheme, default_node_types(), sample)
    for dialogue in scheme.tests:
        result = run_dialogue(compiled, dialogue)
        call = TestCall(compiled, dialogue)
        call.play(dialogue)
        assert call.failures == []
        assert call.over
        same(call, result)
        again = dialogue_of(call, "again")
        assert run_dialogue(compiled, again).failures == ()


def same(call: TestCall, result: Any) -> None:
    view = call.view
    assert view.ended is not None
    assert view.ended.disposition is result.disposition
    assert view.results == result.results
    assert {key: ", ".join(codes) for key, codes in result.answers.items()} == view.answers
    assert [(s, dict(v)) for s, v in view.rows] == [(s, dict(v)) for s, v in result.external]
    visited = [h.node_id for h in call.happenings if h.what is What.ENTERED]
    assert visited == list(result.visited)
    left = [(h.scheme, h.node_id, h.port) for h in call.happenings if h.what is What.LEFT]
    assert left == list(result.ports)
    heard = [h for h in call.happenings if h.what is What.HEARD]
    assert len(heard) == len(result.heard)


_STUBS = (
    Stub(source="billing", answer="rows", rows=({"a": 1}, {"a": 2}), delay_s=1),
    Stub(source="crm", answer="http", status=200, json={"a": 1}),
    Stub(script="score", answer="result", result={"a": 1}, delay_s=9),
    Stub(draw="prize", answer="number", number=5),
)
_OPERATORS = st.one_of(
    st.builds(PositionTold, st.integers(1, 3), st.sampled_from([None, 90.0])),
    st.builds(OperatorHappens, st.sampled_from(list(OperatorResult)),
              st.sampled_from([0.0, 5.0]), st.sampled_from([0.0, 20.0]),
              st.sampled_from(["", "a", "?"])),
)  # fmt: skip
_STEPS = st.one_of(
    st.builds(Press, st.sampled_from(["1", "2", "12#", "*"])),
    st.builds(Silence, st.sampled_from([0.3, 4.0, 30.0])),
    st.just(Listen()),
    st.builds(Speak, st.sampled_from([0.0, 3.0])),
    st.builds(Hear, st.sampled_from(["a", "b", "Текст"])),
    st.builds(TransferHappens, st.sampled_from(list(TransferResult))),
    _OPERATORS,
    st.just(HangUp()),
)
_FIELDS = st.sampled_from([{}, {"Долг": "1 250,30", "Срок": "05.12.2026", "ФИО": "Иванов"}])


def compiled_of(library: dict[str, Scheme]) -> CompiledScheme | None:
    with suppress(KnownError):
        return compile_scheme(library["random"], TYPES, library.get)
    return None


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(libraries(), st.lists(_STEPS, max_size=8), _FIELDS)
def test_as_the_dialogue_does(
    library: dict[str, Scheme], steps: list[Any], fields: dict[str, str]
) -> None:
    compiled = compiled_of(library)
    if compiled is None:
        return
    dialogue = Dialogue("", tuple(steps), fields=fields, stubs=_STUBS, seed=3,
                        at="2026-11-30T12:00", zone="Europe/Moscow")  # fmt: skip
    result = run_dialogue(compiled, dialogue)
    call = TestCall(compiled, dialogue)
    call.play(dialogue)
    if any(h.what is What.TROUBLE and "circles" in h.text for h in call.happenings):
        return  # it would not have ended for an hour
    assert tuple(call.failures) == result.failures
    if not result.failures:
        same(call, result)


_ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("press"), st.sampled_from("0123456789*#A")),
        st.tuples(st.just("advance"), st.sampled_from([0.0, 0.2, 3.0, 40.0])),
        st.tuples(st.just("speak"), st.sampled_from([0.0, 2.0])),
        st.tuples(st.just("transfer"), st.sampled_from(list(TransferResult))),
        st.tuples(st.just("operator"), _OPERATORS),
        st.tuples(st.just("give"), st.sampled_from([
            Answer(0.2, Rows(("a",), ((1,), ("x",)))), Answer(0.0, Rows((), ())),
            Answer(0.0, HttpAnswer(200, {"a": 1}, "")), Answer(0.0, {"a": 1}), Answer(0.0, 5),
            Answer(0.0, object()), Answer(None), Answer(0.0, None, "down")])),
        st.tuples(st.sampled_from(["step", "skip", "run", "back", "restart", "step", "hang_up"]),
                  st.none()),
        st.tuples(st.just("seek"), st.integers(-1, 60)),
    ),
    max_size=25,
)  # fmt: skip


def act(call: TestCall, action: tuple[str, Any]) -> None:
    name, value = action
    method = getattr(call, name)
    method() if value is None else method(value)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(libraries(), _ACTIONS, _FIELDS, st.sampled_from([(), _STUBS]))
def test_nothing_breaks_it(
    library: dict[str, Scheme],
    actions: list[Any],
    fields: dict[str, str],
    stubs: tuple[Stub, ...],
) -> None:
    compiled = compiled_of(library)
    if compiled is None:
        return
    call = TestCall(compiled, Dialogue("", fields=fields, stubs=stubs))
    for action in actions:
        act(call, action)
        assert 0 < call.shown <= len(call.happenings)
        assert call.now >= call.view.at
        moments = [h.at for h in call.happenings]
        assert moments == sorted(moments)
    call.hang_up()
    call.run()
    assert call.over
    assert sum(h.what is What.ENDED for h in call.happenings) == 1
    wanted = call.view.ended
    assert wanted is not None
    kept = dialogue_of(call, "kept")
    result = run_dialogue(compiled, kept)
    # An answer of a kind that nobody gives is trouble on the call, and nothing to be written down.
    trouble = any(h.what is What.TROUBLE for h in call.happenings)
    if result.ok and not trouble:
        assert result.disposition is wanted.disposition
    again = TestCall(compiled, kept)
    again.play(kept)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(libraries(), _ACTIONS)
def test_back_to_the_beginning_and_forth_again(library: dict[str, Scheme], actions: Any) -> None:
    """The call is a function of what is done: shown again it is the same."""
    compiled = compiled_of(library)
    if compiled is None:
        return
    call = TestCall(compiled, Dialogue(""))
    for action in actions:
        act(call, action)
    before = [(h.at, h.what, h.node_id, h.port, h.text) for h in call.happenings]
    call.seek(1)
    call.seek(len(before))
    last = call.happenings[-1]
    call._course.rewind(last, call._course.phone.now)
    after = [(h.at, h.what, h.node_id, h.port, h.text) for h in call.happenings]
    assert after == before


def test_a_block_without_a_name_is_called_by_its_type() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("ru_RU"))
    try:
        scheme = Scheme("s", nodes=(Node("a", "start"), Node("b", "hang_up"), Node("c", "odd")))
        names = CallNames(SchemeDocument(scheme, default_node_types()))
        assert [names.node("", key) for key in ("a", "b", "c")] == [
            "Начало",
            "Завершить звонок",
            "odd",
        ]
        assert names.places()["", "b"] == "Завершить звонок"
    finally:
        QLocale.setDefault(before)
