"""A real call as its trace tells it, gone through over the scheme that it ran on."""

from editor.testcall.acts import Stop
from editor.testcall.happenings import What
from editor.testcall.replay import Replay
from editor.testcall.traced import happenings_of
from engine.domain.disposition import Disposition
from engine.ivr import trace as t
from engine.scheme.model import PromptRecording

PROMPTS = {"ask": {"ru": PromptRecording("ask.wav", "Спросить")}}
TRACE = t.CallTrace({"": 7}, (
    t.Entered(0, "start"),
    t.Left(0, "start", "", "next", "next"),
    t.Entered(0, "ask"),
    t.Played(0, "ru", (("prompt", "ask"), ("text", "двадцать рублей"), ("text", "никогда"))),
    t.Changed(0, "n", "1"),
    t.PlayEnded(2000, True),
    t.Pressed(2000, "1"),
    t.Left(2000, "ask", "", "1", "1"),
    t.Entered(2000, "query"),
    t.Asked(2000, "query", "billing"),
    t.Answered(2400, 400, "ok", "1"),
    t.Changed(2400, "debt", "12.5"),
    t.Left(2400, "query", "", "found", "found"),
    t.Entered(2400, "part"),
    t.Entered(2400, "inner", "called"),
    t.Saved(2400, "said", "yes"),
    t.Left(2400, "inner", "called", "next", ""),
    t.Left(2400, "part", "", "done", "done"),
    t.Entered(2400, "bye"),
    t.Played(2400, "ru", (("text", "До свидания"),)),
    t.PlayEnded(3900, False),
    t.Happened(3900, "recorded", "silence 2.5"),
    t.Happened(3900, "something later"),
    t.Ended(4000, "completed", "bye", "subscriber"),
))  # fmt: skip


def replay() -> Replay:
    return Replay(happenings_of(TRACE, PROMPTS, lambda item: 1.2))


def test_node_by_node() -> None:
    call = replay()
    seen = []
    while call.step() is Stop.NODE:
        assert call.view.place is not None
        seen.append((call.view.place[1], call.now))
    assert seen == [("ask", 0.0), ("query", 2.0), ("part", 2.4), ("inner", 2.4), ("bye", 2.4)]
    assert call.over
    assert call.view.ended is not None
    assert call.view.ended.disposition is Disposition.COMPLETED
    assert call.view.path() == [("start", "next"), ("ask", "1"), ("query", "found"),
                                ("part", "done")]  # fmt: skip
    assert call.view.path("CALLED") == [("inner", "next")]
    assert call.view.results == {"said": "yes"}
    stays = {p.node_id: p.seconds for p in call.view.passed}
    assert stays["ask"] == 2.0


def test_what_was_heard_and_how_long() -> None:
    heard = [h for h in happenings_of(TRACE, PROMPTS, lambda item: 1.2) if h.what is What.HEARD]
    texts = [(h.at, h.utterance.text if h.utterance else "", round(h.seconds, 3)) for h in heard]
    assert texts == [
        (0.0, "Спросить", 1.2),
        (1.2, "двадцать рублей", 1.2),
        (2.4, "До свидания", 1.5),
    ]


def test_variables_are_those_of_the_moment() -> None:
    call = replay()
    call.step()
    assert call.view.state.variables == {"n": "1"}
    call.step()
    assert call.view.state.variables == {"n": "1", "debt": "12.5"}
    call.back()
    assert call.view.state.variables == {"n": "1"}


def test_a_breakpoint_in_a_called_scheme_and_back() -> None:
    call = replay()
    call.breakpoints = {("Called", "inner")}
    assert call.run() is Stop.BREAKPOINT
    assert call.view.root == "part"
    assert call.back()
    assert call.view.place == ("", "part")
    call.restart()
    assert call.view.place == ("", "start")


def test_an_empty_and_a_cut_trace() -> None:
    call = Replay(happenings_of(t.CallTrace(), {}))
    assert call.run() is Stop.ENDED
    cut = t.CallTrace(
        {}, (t.Entered(0, "start"), t.Ended(5, "of tomorrow", "start", "?")), cut=True
    )
    call = Replay(happenings_of(cut, {}))
    call.run()
    assert call.view.troubles
