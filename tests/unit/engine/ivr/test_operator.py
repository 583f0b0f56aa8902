"""Connect operator: the wait, the talk, and where the call goes afterwards."""

from pathlib import Path
from typing import Any

import pytest

from engine.audio.wav import wav_format
from engine.domain.disposition import Disposition
from engine.ivr.compile import needs_operator, needs_transfer
from engine.ivr.model import (
    CallFacts,
    ConnectOperator,
    Finished,
    KeyPressed,
    LeaveOperator,
    OperatorConnected,
    OperatorHeld,
    OperatorLeft,
    OperatorPosition,
    OperatorTalkOver,
    Play,
    PlaybackEnded,
    Prompt,
    SaveResult,
    StopPlayback,
    SubscriberGone,
    Trouble,
)
from engine.ivr.nodes.operator import HOLD_MUSIC
from engine.scheme.dialogue_model import Dialogue, Expected, OperatorHappens, OperatorResult
from engine.scheme.dialogues import run_dialogue
from engine.scheme.node_types import default_node_types
from engine.scheme.validate import validate
from tests.helpers.scheme_builder import Phone, SchemeBuilder

MUSIC = {"music": [{"prompt": "music"}]}
TALKED = [OperatorConnected("Иванова"), OperatorTalkOver()]


def builder(parameters: dict[str, Any] | None = None, before: str = "", **ports: str,
            ) -> SchemeBuilder:  # fmt: skip
    """Each port that is not named here saves its name and ends the call."""
    parameters = MUSIC if parameters is None else parameters
    made = (
        SchemeBuilder()
        .prompts("hold", "music", "hello", "place")
        .node("start", "start", next="hello" if before else "go")
    )
    if before:
        made.node("hello", "play", {"prompts": ["hello"]}, next="go")
    links = {"done": "end", "overflow": "overflow", **ports}
    made.node("go", "operator", parameters, **links).node("end", "hang_up")
    for port in sorted({*links.values()} - {"end"}):
        made.node(port, "save_result", {"results": [{"name": "left", "value": port}]}, next="end")
    return made


def phone(parameters: dict[str, Any] | None = None, before: str = "", **ports: str) -> Phone:
    made = Phone(builder(parameters, before, **ports).compile())
    made.start()
    return made


def left(made: Phone) -> list[str]:
    """By which ports that save their names."""
    return [each.value for each in made.of(SaveResult) if each.name == "left"]


def end(made: Phone) -> Disposition:
    (finished,) = made.of(Finished)
    disposition: Disposition = finished.disposition
    return disposition


def test_waits_with_music_and_talks() -> None:
    made = phone()
    (wanted,) = made.of(ConnectOperator)
    assert wanted == ConnectOperator()
    (music,) = made.plays
    assert ([item.name for item in music.items], music.loop) == (["music"], True)  # type: ignore[union-attr]
    made.send(OperatorConnected("Иванова"), after=7.4)
    assert made.last[0] == StopPlayback()
    assert made.of(SaveResult) == [SaveResult("operator", "Иванова")]
    made.send(OperatorTalkOver())
    assert end(made) is Disposition.TRANSFERRED
    assert made.of(LeaveOperator) == [], "the room knows"
    variables = made.interpreter.variables
    assert (variables["operator"], variables["wait_s"]) == ("Иванова", 7)


def test_an_operator_needs_room_beside_the_call_and_no_line() -> None:
    compiled = builder().compile()
    assert needs_operator(compiled)
    assert not needs_transfer(compiled)


def test_what_is_asked_of_the_engine() -> None:
    made = phone({"queue": "vip", "priority": 5, "level": 3, "time_limit_s": 60,
                  "returns": ["rate"]}, rate="end")  # fmt: skip
    assert made.of(ConnectOperator) == [
        ConnectOperator("vip", 5, 3, 60.0, 0.0, ("rate",))
    ]  # fmt: skip
    (music,) = made.plays
    assert music.items == (Prompt(HOLD_MUSIC, "ru", "hold-music.wav", ""),)
    assert music.loop


def test_the_music_that_comes_with_the_product() -> None:
    sound = wav_format(Path(__file__).parents[4] / "resources" / "prompts" / "hold-music.wav")
    assert sound.telephone
    assert sound.seconds == 16.0


def test_the_announcement_is_heard_to_its_end_first() -> None:
    made = phone({**MUSIC, "announcement": [{"prompt": "hold"}]})
    assert made.of(ConnectOperator) == []
    assert made.send(KeyPressed("1")) == []
    made.finish_playing()
    assert [type(each) for each in made.last] == [ConnectOperator, Play]
    assert made.spoken == ["hold", "music"]


def test_how_long_he_has_been_left_alone() -> None:
    """The two seconds until an operator begin when nobody speaks to him any more."""
    at_once = phone()
    assert at_once.of(ConnectOperator)[0].waited_s == 0.0
    greeted = phone(before="hello")
    greeted.finish_playing(after=3.0)
    assert greeted.of(ConnectOperator)[0].waited_s == 0.0
    again = (
        SchemeBuilder().node("start", "start", next="go")
        .node("go", "operator", no_operator_in_time="second", overflow="end")
        .node("second", "operator", overflow="end").node("end", "hang_up")
    )  # fmt: skip
    twice = Phone(again.compile())
    twice.start()
    twice.send(OperatorLeft("no_operator_in_time"), after=2.0)
    assert twice.of(ConnectOperator)[1].waited_s == 2.0, "music is no voice"
    silent = Phone(
        SchemeBuilder().node("start", "start", next="wait").node("wait", "wait", {"seconds": 1.5},
        next="go").node("go", "operator", overflow="end").node("end", "hang_up").compile()
    )  # fmt: skip
    silent.start()
    silent.wait_for_timer()
    assert silent.of(ConnectOperator)[0].waited_s == 1.5


def test_the_place_is_told_between_the_music() -> None:
    made = phone({
        **MUSIC,
        "position_message": [{"say": {"ru": "Вы {position|ordinal} в очереди."}}],
        "wait_message": [{"say": {"ru": "Ждать около {wait_minutes|count:минута:gen}."}}],
    })  # fmt: skip
    made.send(OperatorPosition(3))
    assert made.spoken[1:] == ["Вы третий в очереди."]
    made.finish_playing()
    assert made.spoken[2:] == ["music"]
    made.send(OperatorPosition(2, 61.0))
    assert made.spoken[3:] == ["Вы второй в очереди.", "Ждать около двух минут."]
    made.send(OperatorConnected("Иванова"))
    before = len(made.plays)
    made.send(OperatorPosition(1, 5.0))
    assert len(made.plays) == before, "he is talking"


def test_music_while_the_operator_has_him_hold() -> None:
    made = phone()
    made.send(OperatorConnected("Иванова"))
    made.send(OperatorHeld())
    assert made.spoken == ["music", "music"]
    made.send(OperatorConnected("Петров"))
    assert made.last[0] == StopPlayback()
    assert made.interpreter.results["operator"] == "Петров"
    made.send(SubscriberGone())
    assert end(made) is Disposition.TRANSFERRED


def test_music_that_cannot_be_played_is_not_tried_for_ever() -> None:
    made = phone()
    assert made.send(PlaybackEnded(made.plays[-1].playback_id)) == []
    made.send(OperatorConnected("Иванова"))
    assert made.interpreter.results == {"operator": "Иванова"}


@pytest.mark.parametrize(
    ("why", "port", "disposition"),
    [
        ("time_limit", "overflow", Disposition.COMPLETED),
        ("nobody_signed_in", "overflow", Disposition.COMPLETED),
        ("unknown_queue", "overflow", Disposition.COMPLETED),
        ("no_operators", "overflow", Disposition.COMPLETED),
        ("no_operator_in_time", "late", Disposition.ABANDONED),
        ("operator_lost", "lost", Disposition.COMPLETED),
        ("something new", "overflow", Disposition.COMPLETED),
    ],
)
def test_no_operator(why: str, port: str, disposition: Disposition) -> None:
    made = phone(no_operator_in_time="late", operator_lost="lost")
    made.send(OperatorLeft(why))
    assert left(made) == [port]
    assert end(made) is disposition
    told = {"unknown_queue": ["the campaign has no queue of operators"],
            "no_operators": ["there are no operators here"]}  # fmt: skip
    assert [each.reason for each in made.of(Trouble)] == told.get(why, [])


def test_a_queue_that_there_is_not_is_named() -> None:
    made = phone({"queue": "vip"})
    made.send(OperatorLeft("unknown_queue"))
    assert [each.reason for each in made.of(Trouble)] == ["there is no queue “vip”"]


def test_called_for_an_operator_and_none_is_there() -> None:
    made = phone(no_operator_in_time="late")
    made.send(OperatorLeft("nobody_signed_in", abandoned=True))
    assert left(made) == ["late"]
    assert end(made) is Disposition.ABANDONED
    talked = phone(no_operator_in_time="late")
    talked.send(OperatorConnected("Иванова"))
    talked.send(OperatorLeft("nobody_signed_in", abandoned=True))
    assert left(talked) == ["overflow"]
    assert end(talked) is Disposition.TRANSFERRED, "he has had one"


def test_ports_without_a_link_of_their_own() -> None:
    for why in ("no_operator_in_time", "operator_lost"):
        made = phone()
        made.send(OperatorLeft(why))
        assert left(made) == ["overflow"]


def test_the_branch_may_say_otherwise_of_who_is_abandoned() -> None:
    made = (
        SchemeBuilder().node("start", "start", next="go")
        .node("go", "operator", no_operator_in_time="mark", overflow="mark")
        .node("mark", "outcome", {"disposition": "callback"}, next="end")
        .node("end", "hang_up")
    )  # fmt: skip
    asked = Phone(made.compile())
    asked.start()
    asked.send(OperatorLeft("no_operator_in_time"))
    assert end(asked) is Disposition.CALLBACK


def test_the_operator_sends_him_back_into_the_scheme() -> None:
    made = phone({"returns": ["Оценка", "Справка"]}, Оценка="rate", Справка="end")
    made.send(OperatorConnected("Иванова"))
    made.send(OperatorTalkOver("Оценка"))
    assert left(made) == ["rate"]
    wrong = phone({"returns": ["Оценка"]}, Оценка="rate")
    wrong.send(OperatorConnected("Иванова"))
    wrong.send(OperatorTalkOver("Опрос"))
    assert left(wrong) == []
    assert end(wrong) is Disposition.TRANSFERRED
    assert "Опрос" in wrong.of(Trouble)[0].reason


def test_who_will_not_wait_presses_a_key() -> None:
    made = phone({**MUSIC, "leave_key": "*"}, key_key="callback")
    assert made.send(KeyPressed("5")) == []
    made.send(KeyPressed("*"))
    assert made.of(LeaveOperator) == [LeaveOperator()]
    assert left(made) == ["callback"]
    talking = phone({**MUSIC, "leave_key": "*"}, key_key="callback")
    talking.send(OperatorConnected("Иванова"))
    assert talking.send(KeyPressed("*")) == [], "it is for whom he talks with"
    announced = phone({"announcement": [{"prompt": "hold"}], "leave_key": "*"}, key_key="callback")
    announced.send(KeyPressed("*"))
    assert left(announced) == ["callback"]
    assert announced.of(LeaveOperator) == [], "he was not in the queue yet"


def test_words_that_cannot_be_said_do_not_cost_the_operator() -> None:
    made = phone({"announcement": [{"say": {"ru": "{position|ordinal}"}}], **MUSIC})
    assert len(made.of(ConnectOperator)) == 1
    assert len(made.of(Trouble)) == 1


def test_events_that_nobody_waits_for() -> None:
    made = phone(before="hello")
    for event in (OperatorPosition(1), *TALKED, OperatorLeft("time_limit")):
        assert made.send(event) == []
    made.finish_playing()
    made.send(OperatorTalkOver())
    assert made.of(Finished)
    assert made.send(OperatorConnected("Иванова")) == []


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"returns": ["done"]}, "reserved_port"),
        ({"returns": ["a", "a"]}, "duplicate_port"),
        ({"time_limit_s": 0}, "bad_parameter"),
        ({"priority": 10}, "bad_parameter"),
    ],
)
def test_what_the_check_finds(parameters: dict[str, Any], code: str) -> None:
    scheme = builder(parameters, a="end").build()
    assert code in {problem.code for problem in validate(scheme, default_node_types())}


def test_overflow_has_to_be_linked() -> None:
    made = SchemeBuilder().node("start", "start", next="go").node("go", "operator").build()
    (problem,) = [p for p in validate(made, default_node_types()) if p.is_error]
    assert problem.code == "dead_end"
    assert problem.fix is not None
    assert problem.fix.arguments["ports"] == "overflow"


@pytest.mark.parametrize("result", OperatorResult)
def test_a_dialogue_says_what_happens(result: OperatorResult) -> None:
    compiled = builder(no_operator_in_time="late", operator_lost="lost").compile()
    talks = result in (OperatorResult.TALKED, OperatorResult.LOST)
    step = OperatorHappens(result, after_s=5.0, talk_s=20.0)
    port = {"talked": "done"}.get(result.value, result.value)
    played = run_dialogue(compiled, Dialogue("", (step,), Expected(ports=(("go", port),))))
    assert played.ok, played.words("en")
    assert played.duration_s == (25.0 if talks else 5.0)


def test_facts_of_a_call_without_a_moment() -> None:
    made = Phone(builder().compile(), facts=CallFacts(phone="+79120000001"))
    made.start()
    assert made.of(ConnectOperator)
