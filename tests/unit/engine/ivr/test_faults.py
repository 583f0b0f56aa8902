"""What goes wrong in a scheme or a plug-in ends, at worst, this call."""

import pytest

from engine.domain.disposition import Disposition
from engine.errors import KnownError
from engine.ivr.handler import Call, Handler
from engine.ivr.interpreter import compile_scheme, static_utterances
from engine.ivr.model import (
    CallFacts,
    Finished,
    HangUp,
    KeyPressed,
    SaveResult,
    Spoken,
    Trouble,
)
from engine.ivr.nodes.start import StartParameters
from engine.scheme.model import Scheme, Variable, VariableType
from engine.scheme.node_type import NodeType, Port, SchemeCall, words
from engine.scheme.node_types import NodeTypes, default_node_types
from engine.scheme.validate import validate
from tests.helpers.scheme_builder import Phone, SchemeBuilder

HELLO = [{"prompt": "hello"}]


def menu(**changes: object) -> SchemeBuilder:
    parameters = {"message": HELLO, "keys": [{"key": "1"}, {"key": "*"}]} | changes
    return (
        SchemeBuilder()
        .prompts("hello", "wrong", "silent", "bye")
        .node("start", "start", next="ask")
        .node("ask", "menu", parameters, no_input="end", no_match="wrong_end")
        .link("ask", "1", "one")
        .link("ask", "*", "end")
        .node("one", "save_result", {"results": [{"name": "key", "value": "1"}]}, next="end")
        .node("wrong_end", "save_result", {"results": [{"name": "key", "value": "?"}]}, next="end")
        .node("end", "hang_up")
    )


def dispositions(phone: Phone) -> list[Disposition]:
    return [finished.disposition for finished in phone.of(Finished)]


def test_an_expression_that_fails_takes_the_error_port() -> None:
    scheme = (
        SchemeBuilder(Variable("debt", VariableType.MONEY))
        .node("start", "start", next="if")
        .node("if", "condition", {"expression": "debt > 5"}, true="end", false="end", error="odd")
        .node("odd", "save_result", {"results": [{"name": "debt", "value": "?{debt}"}]}, next="end")
        .node("end", "hang_up")
    ).compile()
    phone = Phone(scheme)
    phone.start()
    assert phone.of(SaveResult) == [SaveResult("debt", "?")]
    assert phone.of(Trouble) == [Trouble("if", "debt > 5: no value for debt")]
    assert dispositions(phone) == [Disposition.COMPLETED]


def test_without_an_error_port_the_call_ends_honestly() -> None:
    scheme = (
        SchemeBuilder(Variable("debt", VariableType.MONEY))
        .node("start", "start", next="say")
        .node("say", "say", {"text": {"ru": "Долг {debt}"}}, next="end")
        .node("end", "hang_up")
    ).compile()
    phone = Phone(scheme)
    phone.start()
    assert phone.last[-2:] == [HangUp(), Finished(Disposition.PARTIAL, "say")]
    assert "debt" in phone.of(Trouble)[0].reason


def test_a_loop_that_never_waits_is_ended() -> None:
    scheme = (
        SchemeBuilder()
        .node("start", "start", next="n")
        .node("n", "set_variables", {"assignments": [{"variable": "n", "value": "1"}]}, next="if")
        .node("if", "condition", {"expression": "n > 5"}, true="end", false="n")
        .node("end", "hang_up")
    ).compile()
    phone = Phone(scheme)
    phone.start()
    assert dispositions(phone) == [Disposition.PARTIAL]
    assert "endless loop" in phone.of(Trouble)[0].reason


def test_a_circle_of_failures_is_ended() -> None:
    scheme = (
        SchemeBuilder()
        .node("start", "start", next="if")
        .node("if", "condition", {"expression": "1 / 0 > n"}, true="end", false="end", error="n")
        .node("n", "set_variables", {"assignments": [{"variable": "n", "value": "1"}]}, next="if")
        .node("end", "hang_up")
    ).compile()
    phone = Phone(scheme)
    phone.start()
    assert dispositions(phone) == [Disposition.PARTIAL]


def test_prompts_that_fail_at_once_do_not_make_an_endless_loop() -> None:
    scheme = (
        SchemeBuilder().prompts("hello")
        .node("start", "start", next="n")
        .node("n", "set_variables", {"assignments": [{"variable": "n", "value": "1"}]}, next="play")
        .node("play", "play", {"prompts": ["hello"]}, next="if")
        .node("if", "condition", {"expression": "n > 5"}, true="end", false="play")
        .node("end", "hang_up")
    ).compile()  # fmt: skip
    phone = Phone(scheme)
    phone.start()
    for _ in range(3000):
        if phone.interpreter.finished:
            break
        phone.finish_playing(after=0.001)
    assert dispositions(phone) == [Disposition.PARTIAL]


def test_the_same_loop_goes_on_when_prompts_are_heard() -> None:
    scheme = (
        SchemeBuilder().prompts("hello")
        .node("start", "start", next="n")
        .node("n", "set_variables", {"assignments": [{"variable": "n", "value": "0"}]}, next="play")
        .node("play", "play", {"prompts": ["hello"]}, next="more")
        .node("more", "set_variables", {"assignments": [{"variable": "n", "value": "n + 1"}]},
              next="if")
        .node("if", "condition", {"expression": "n >= 2000"}, true="end", false="play")
        .node("end", "hang_up")
    ).compile()  # fmt: skip
    phone = Phone(scheme)
    phone.start()
    while not phone.interpreter.finished:
        phone.finish_playing()
    assert dispositions(phone) == [Disposition.COMPLETED]
    assert len(phone.plays) == 2000


def test_a_handler_that_fails_costs_its_call_only(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = menu().compile()

    class Broken:
        def enter(self, call: object) -> str:
            raise ZeroDivisionError("plug-in")

    monkeypatch.setattr(compiled.nodes["one"], "handler", Broken())
    phone = Phone(compiled)
    phone.start()
    phone.send(KeyPressed("1"))
    assert phone.of(Trouble) == [Trouble("one", "ZeroDivisionError: plug-in")]
    assert dispositions(phone) == [Disposition.PARTIAL]


class _Plugin(NodeType[StartParameters]):
    name = "plugin"
    title = words("Дополнение", "Plug-in")
    summary = title
    parameters = StartParameters


class _BrokenPorts(_Plugin):
    def ports(self, parameters: StartParameters) -> tuple[Port, ...]:
        raise RuntimeError("no ports today")


class _BrokenCalls(_Plugin):
    def calls(self, parameters: StartParameters) -> SchemeCall | None:
        raise RuntimeError("no ports today")


class _BrokenBinding(_Plugin):
    def bind(self, parameters: StartParameters, binding: object) -> Handler:
        raise RuntimeError("cannot bind")


class _Odd(_Plugin):
    """Leaves by a port it never declared, after speaking."""

    def bind(self, parameters: StartParameters, binding: object) -> Handler:
        return _OddHandler()


class _OddHandler(Handler):
    __slots__ = ()

    def enter(self, call: Call) -> str | None:
        call.play((Spoken("раз", "ru"),), barge_in=False)
        return None

    def played(self, call: Call) -> str | None:
        return "undeclared"


def _with(plugin: type[_Plugin]) -> tuple[Scheme, NodeTypes]:
    scheme = (
        SchemeBuilder()
        .node("start", "start", next="p")
        .node("p", "plugin", next="end")
        .node("end", "hang_up")
    ).build()
    return scheme, default_node_types([plugin])


@pytest.mark.parametrize("plugin", [_BrokenPorts, _BrokenCalls])
def test_a_broken_plug_in_is_a_problem_of_its_nodes(plugin: type[_Plugin]) -> None:
    scheme, types = _with(plugin)
    (problem,) = [p for p in validate(scheme, types) if p.is_error]
    assert (problem.code, problem.node_id) == ("node_type_failed", "p")
    assert "no ports today" in problem.words("ru")
    with pytest.raises(KnownError, match="no ports today"):
        compile_scheme(scheme, types)
    with pytest.raises(KnownError, match="node “p”: cannot bind"):
        compile_scheme(*_with(_BrokenBinding))


def test_a_plug_in_that_leaves_by_a_strange_port_ends_the_call() -> None:
    phone = Phone(compile_scheme(*_with(_Odd)))
    phone.start()
    assert phone.spoken == ["раз"]
    phone.finish_playing()
    assert phone.last[-1] == Finished(Disposition.PARTIAL, "p")
    assert "undeclared" in phone.of(Trouble)[0].reason


class _BrokenForesight(_Plugin):
    def bind(self, parameters: StartParameters, binding: object) -> Handler:
        return _BrokenForesightHandler()


class _BrokenForesightHandler(_OddHandler):
    __slots__ = ()

    def foreseen_port(self, call: Call, unknown: frozenset[str]) -> str | None:
        raise RuntimeError("no foresight today")


def test_a_plug_in_that_cannot_foresee_costs_nothing() -> None:
    assert static_utterances(compile_scheme(*_with(_BrokenForesight)), {}, CallFacts()) == []
