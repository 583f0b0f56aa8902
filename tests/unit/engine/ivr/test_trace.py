"""What is written down of a call, and that nothing is lost on the way into a text and back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.flow import Way
from engine.ivr import trace as traced
from engine.ivr.interpreter import CompiledScheme
from engine.ivr.model import (
    KeyPressed,
    PlaybackEnded,
    StepDone,
    StepFailed,
    SubscriberGone,
)
from engine.ivr.requests import Rows
from engine.ivr.trace import HIDDEN, CallTrace, decode_trace, encode_trace, flow_of
from engine.ivr.trace_recorder import TraceRecorder
from engine.scheme.model import Variable
from tests.helpers.scheme_builder import Phone, SchemeBuilder
from tests.unit.engine.ivr.test_schemes_calling_schemes import asking, calling, ready, save

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_NUMBER = st.integers(0, 10**7)
_EVENTS = st.one_of(
    st.builds(traced.Entered, _NUMBER, _TEXT, _TEXT),
    st.builds(traced.Left, _NUMBER, _TEXT, _TEXT, _TEXT, _TEXT),
    st.builds(traced.Pressed, _NUMBER, _TEXT),
    st.builds(
        traced.Played, _NUMBER, _TEXT, st.lists(st.tuples(_TEXT, _TEXT), max_size=3).map(tuple)
    ),
    st.builds(traced.PlayEnded, _NUMBER, st.booleans()),
    st.builds(traced.Asked, _NUMBER, _TEXT, _TEXT),
    st.builds(traced.Answered, _NUMBER, _NUMBER, _TEXT, _TEXT),
    st.builds(traced.Saved, _NUMBER, _TEXT, _TEXT),
    st.builds(traced.Changed, _NUMBER, _TEXT, _TEXT, _TEXT),
    st.builds(traced.Happened, _NUMBER, _TEXT, _TEXT),
    st.builds(traced.Ended, _NUMBER, _TEXT, _TEXT, _TEXT),
)
_TRACES = st.builds(
    CallTrace,
    st.dictionaries(_TEXT, st.integers(0, 2**31), max_size=3),
    st.lists(_EVENTS, max_size=12).map(tuple),
    st.booleans(),
)


@given(_TRACES)
def test_there_and_back(trace: CallTrace) -> None:
    again = decode_trace(encode_trace(trace))
    assert again == trace
    assert list(map(type, again.events)) == list(map(type, trace.events))


def test_what_is_no_trace_and_what_a_later_program_has_written() -> None:
    for text in (
        "",
        "{}",
        "[]",
        "[7,{},0]",
        "5",
        "[1,{},0,5]",
        '[1,{},0,["n",0]',
        '[1,{},0,["l"]]',
    ):
        with pytest.raises(ValueError):  # noqa: PT011 (whatever JSON says)
            decode_trace(text)
    later = '[1,{"":4},0,["n",5,"a"],["new",2,{"x":1}],["l",1,"next"]]'
    assert decode_trace(later) == CallTrace(
        {"": 4}, (traced.Entered(5, "a"), traced.Left(8, "a", "", "next", "next"))
    )


def test_half_characters_do_not_keep_a_trace_from_being_stored() -> None:
    encode_trace(CallTrace({}, (traced.Saved(0, "a", "\ud83d"),))).encode()


class Recorded:
    """A telephone whose call is written down."""

    def __init__(
        self, compiled: CompiledScheme, versions: dict[str, int] | None = None, **fields: str
    ) -> None:
        self.phone = Phone(compiled, fields)
        self.recorder = TraceRecorder(self.phone.interpreter, versions or {"": 1})
        self.recorder.answered(self.phone.now)
        self._note(None, self.phone.start)

    def send(self, event: Any, after: float = 1.0) -> None:
        self._note(event, lambda: self.phone.send(event, after))

    def finish_playing(self, after: float = 2.0) -> None:
        self.send(PlaybackEnded(self.phone.plays[-1].playback_id), after)

    def wait_for_timer(self) -> None:
        self._note(None, self.phone.wait_for_timer)

    def _note(self, event: Any, do: Any) -> None:
        node = self.phone.interpreter.node
        commands = do()
        self.recorder.step(event, node, commands, self.phone.now)

    def end(self) -> CallTrace:
        self.send(SubscriberGone())
        trace = self.recorder.finish("completed", "x", "subscriber", self.phone.now)
        assert decode_trace(encode_trace(trace)) == trace
        if not trace.cut:
            assert flow_of(trace) == self.recorder.flow.counts
        return trace


def menu() -> SchemeBuilder:
    return (
        SchemeBuilder(Variable("n", default="0"))
        .prompts("hello")
        .node("start", "start", next="ask")
        .node("ask", "menu", {"message": [{"prompt": "hello"}, {"say": {"ru": "Один?"}}],
                              "keys": [{"key": "1"}], "no_match_repeats": 0},
              key_1="set", no_input="end")
        .node("set", "set_variables", {"assignments": [{"variable": "n", "value": "5"}]},
              next="save")
        .node("save", "save_result", save("said", "{n}"), next="end")
        .node("end", "hang_up")
    )  # fmt: skip


def test_a_call_step_by_step() -> None:
    call = Recorded(menu().compile())
    call.send(KeyPressed("1"), after=1.25)
    trace = call.end()
    assert trace == CallTrace(
        {"": 1},
        (
            traced.Entered(0, "start"),
            traced.Left(0, "start", "", "next", "next"),
            traced.Entered(0, "ask"),
            traced.Played(0, "ru", (("prompt", "hello"), ("text", "Один?"))),
            traced.Pressed(1250, "1"),
            traced.Left(1250, "ask", "", "1", "1"),
            traced.PlayEnded(1250, True),
            traced.Entered(1250, "set"),
            traced.Left(1250, "set", "", "next", "next"),
            traced.Entered(1250, "save"),
            traced.Saved(1250, "said", "5"),
            traced.Left(1250, "save", "", "next", "next"),
            traced.Entered(1250, "end"),
            traced.Changed(1250, "n", "5"),
            traced.Ended(2250, "completed", "x", "subscriber"),
        ),
    )


def test_a_port_that_takes_the_link_of_another() -> None:
    call = Recorded(menu().compile())
    call.send(KeyPressed("7"))
    (left,) = [e for e in call.end().events if isinstance(e, traced.Left) and e.node == "ask"]
    assert (left.port, left.link) == ("no_match", "no_input")


def test_called_schemes() -> None:
    part = asking()
    call = Recorded(ready(calling("part"), part=part), {"": 1, "part": 9}, Долг="1")
    call.send(KeyPressed("1"))
    trace = call.end()
    assert trace.versions == {"": 1, "part": 9}
    ways = [(d.scheme, d.version_id, d.node, d.way, d.port) for d in flow_of(trace)]
    assert ("part", 9, "ask", Way.LINK, "1") in ways
    assert ("part", 9, "yes", Way.BACK, "") in ways
    assert ("", 1, "call", Way.LINK, "next") in ways
    assert ("", 1, "end", Way.ENDED, "") in ways
    assert all(calls == 1 for calls in flow_of(trace).values())

    call = Recorded(ready(calling("part"), part=part), {"": 1, "part": 9}, Долг="1")
    ended = {(d.scheme, d.node) for d in flow_of(call.end()) if d.way is Way.ENDED}
    assert ended == {("", "call"), ("part", "ask")}, "the calling node counts as well"


def test_a_jump_stays_where_the_call_jumped_from() -> None:
    main = (
        SchemeBuilder()
        .node("start", "start", next="over")
        .node("over", "jump", {"scheme": "part"})
    )  # fmt: skip
    other = SchemeBuilder().node("start", "start", next="end").node("end", "hang_up")
    flow = flow_of(Recorded(ready(main, part=other)).end())
    ended = {(d.scheme, d.node) for d in flow if d.way is Way.ENDED}
    assert ended == {("", "over"), ("part", "end")}


def test_slow_steps() -> None:
    scheme = (
        SchemeBuilder()
        .node("start", "start", next="ask")
        .node("ask", "query", {"source": "billing", "statement": "select 1 from t"},
              found="again", empty="again", error="again")
        .node("again", "query", {"source": "crm", "statement": "select 1 from t"},
              found="end", empty="end", error="end")
        .node("end", "hang_up")
    )  # fmt: skip
    call = Recorded(scheme.compile())
    call.send(StepDone(1, Rows(("a",), ((1,), (2,)))), after=0.4)
    call.send(StepFailed(2, "the server is gone"), after=1.5)
    events = call.end().events
    assert [e for e in events if isinstance(e, traced.Asked)] == [
        traced.Asked(0, "query", "billing"), traced.Asked(400, "query", "crm"),
    ]  # fmt: skip
    assert [e for e in events if isinstance(e, traced.Answered)] == [
        traced.Answered(400, 400, "ok", "2"),
        traced.Answered(1900, 1500, "failed", "the server is gone"),
    ]
    trouble = [e for e in events if isinstance(e, traced.Happened)]
    assert [(e.what, e.detail) for e in trouble] == [("trouble", "the server is gone")]


def test_secret_digits_are_hidden() -> None:
    scheme = (
        SchemeBuilder(Variable("pin"))
        .node("start", "start", next="ask")
        .node("ask", "input_digits", {
            "message": [{"say": {"ru": "Код?"}}], "variable": "pin", "max_digits": 4,
            "secret": True, "confirm_message": [{"say": {"ru": "Вы набрали {pin|digits}?"}}]},
              entered="save", no_input="save")
        .node("save", "save_result", save("code", "{pin}"), next="tell")
        .node("tell", "say", {"text": {"ru": "Код {pin} принят."}}, next="end")
        .node("end", "hang_up")
    )  # fmt: skip
    call = Recorded(scheme.compile())
    for key in "4711":
        call.send(KeyPressed(key))
    call.send(KeyPressed("1"))
    trace = call.end()
    text = encode_trace(trace)
    assert "4711" not in text
    assert "четыре" not in text
    assert [e.key for e in trace.events if isinstance(e, traced.Pressed)] == [HIDDEN] * 5
    assert traced.Saved(5000, "code", HIDDEN) in trace.events
    assert [e.items for e in trace.events if isinstance(e, traced.Played)] == [
        (("text", "Код?"),), (("text", HIDDEN),), (("text", f"Код {HIDDEN} принят."),),
    ]  # fmt: skip


def test_an_endless_call_is_cut_and_counted_to_its_end() -> None:
    scheme = (
        SchemeBuilder()
        .node("start", "start", next="ask")
        .node("ask", "menu", {"message": [{"say": {"ru": "Ещё раз? " * 10}}],
                              "keys": [{"key": "1"}]}, key_1="ask", no_input="end")
        .node("end", "hang_up")
    )  # fmt: skip
    call = Recorded(scheme.compile())
    for _ in range(1000):
        call.send(KeyPressed("1"))
    trace = call.end()
    assert trace.cut
    assert len(encode_trace(trace)) <= traced.LONGEST * 1.1
    assert isinstance(trace.events[-1], traced.Ended)
    counts = {(d.node, d.way): n for d, n in call.recorder.flow.counts.items()}
    assert counts["ask", Way.LINK] == 1000
    assert counts["ask", Way.ENDED] == 1
