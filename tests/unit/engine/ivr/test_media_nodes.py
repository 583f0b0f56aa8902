"""Language choice, digits towards the other end, messages that the subscriber leaves."""

from dataclasses import replace
from typing import Any

import pytest

from engine.domain.disposition import Disposition
from engine.ivr.interpreter import compile_scheme, static_utterances
from engine.ivr.model import (
    CallFacts,
    Finished,
    KeyPressed,
    MessageRecorded,
    Play,
    Recorded,
    RecordMessage,
    SaveResult,
    SendDigits,
    Spoken,
    StopMessage,
    SubscriberGone,
    Trouble,
)
from engine.scheme.model import Link, Node, Variable, VariableType
from engine.scheme.node_types import default_node_types
from engine.scheme.problems import Problem
from engine.scheme.validate import validate
from tests.helpers.scheme_builder import Phone, SchemeBuilder

TYPES = default_node_types()


def saved(phone: Phone) -> dict[str, str]:
    return {each.name: each.value for each in phone.of(SaveResult)}


def errors(builder: SchemeBuilder) -> dict[str, Problem]:
    return {p.code: p for p in validate(builder.build(), TYPES) if p.is_error}


# --- language ---------------------------------------------------------------------------------


def languages(**changes: Any) -> SchemeBuilder:
    parameters = {
        "message": [
            {"prompt": "choose"},
            {"say": {"ru": "Русский: один", "en": "English: two"}},
        ],
        "keys": [{"key": "1", "language": "ru"}, {"key": "2", "language": "en"}],
        **changes,
    }
    return (
        SchemeBuilder(Variable("lang", fields=("Язык",)), languages=("ru", "en"))
        .prompts("choose")
        .node("start", "start", next="choose")
        .node("choose", "language_choice", parameters, next="bye")
        .node("bye", "say", {"text": {"ru": "Пока", "en": "Bye"}}, next="save")
        .node("save", "save_result", {"results": [{"name": "l", "value": "{call.language}"}]},
              next="end")
        .node("end", "hang_up")
    )  # fmt: skip


def test_each_language_is_heard_in_itself() -> None:
    phone = Phone(languages().compile())
    phone.start()
    (play,) = phone.plays
    assert [(item.text, item.language) for item in play.items] == [
        ("choose (ru)", "ru"), ("Русский: один", "ru"),
        ("choose (en)", "en"), ("English: two", "en"),
    ]  # fmt: skip
    phone.send(KeyPressed("2"))
    assert phone.plays[-1].items == (Spoken("Bye", "en"),)
    phone.finish_playing()
    assert saved(phone) == {"l": "en"}


def test_silence_and_wrong_keys_take_the_default() -> None:
    phone = Phone(languages(default="en", repeats=1).compile())
    phone.start()
    phone.send(KeyPressed("5"))
    assert len(phone.plays) == 2
    phone.finish_playing()
    phone.wait_for_timer()
    assert phone.spoken[-1] == "Bye"
    without = Phone(languages(repeats=0).compile(), language="en")
    without.start()
    without.finish_playing()
    without.wait_for_timer()
    assert without.spoken[-1] == "Bye", "the language spoken so far stays"


@pytest.mark.parametrize(
    ("value", "heard"),
    [("en", "Bye"), ("English", "Bye"), ("en-GB", "Bye"), (" Русский ", "Пока"), ("RU", "Пока")],
)
def test_who_is_known_is_not_asked(value: str, heard: str) -> None:
    compiled = languages(known='contact["Язык"]').compile()
    phone = Phone(compiled, {"Язык": value})
    phone.start()
    assert phone.spoken == [heard]
    found = static_utterances(compiled, {"Язык": value}, CallFacts())
    assert [item.text for item in found] == [heard]


@pytest.mark.parametrize("value", ["", "эльфийский", "rus sian"])
def test_who_is_not_known_is_asked(value: str) -> None:
    phone = Phone(languages(known="lang").compile(), {"Язык": value})
    phone.start()
    assert len(phone.plays[0].items) == 4


def test_a_key_pressed_ahead_chooses_at_once() -> None:
    builder = languages().build()

    intro = Node("intro", "say", "intro", parameters={
        "text": {"ru": "Здравствуйте", "en": "Hello"}, "barge_in": True})  # fmt: skip
    links = [
        replace(link, target="intro") if link.source == "start" else link for link in builder.links
    ]
    scheme = replace(
        builder,
        nodes=(*builder.nodes, intro),
        links=(*links, Link("x", "intro", "next", "choose")),
    )
    phone = Phone(compile_scheme(scheme, TYPES))
    phone.start()
    phone.send(KeyPressed("2"))
    assert phone.spoken == ["Здравствуйте", "Bye"]


def test_mistakes_in_a_language_choice() -> None:
    found = errors(languages(keys=[{"key": "1", "language": "de"}]))
    assert found["language_not_in_scheme"].place == "keys[0].language"
    twice = [{"key": "1", "language": "ru"}, {"key": "1", "language": "en"}]
    assert errors(languages(keys=twice))["duplicate_key"].place == "keys[1].key"
    assert errors(languages(default="de"))["language_not_in_scheme"].place == "default"


# --- digits -----------------------------------------------------------------------------------


def digits(text: str) -> SchemeBuilder:
    return (
        SchemeBuilder(Variable("extension", fields=("Доб.",)))
        .node("start", "start", next="dial")
        .node("dial", "send_digits", {"digits": text}, next="end", error="odd")
        .node("odd", "save_result", {"results": [{"name": "odd", "value": "yes"}]}, next="end")
        .node("end", "hang_up")
    )


def test_digits_go_out_with_their_pauses() -> None:
    phone = Phone(digits("W{extension}#w*").compile(), {"Доб.": "12-34"})
    phone.start()
    assert phone.of(SendDigits) == []
    began = phone.now
    sent = {}
    while not phone.interpreter.finished:
        phone.wait_for_timer()
        sent[round(phone.now - began, 2)] = [each.digits for each in phone.of(SendDigits)]
    assert sent == {
        1.0: ["1234#"], 2.25: ["1234#"], 2.75: ["1234#", "*"], 3.0: ["1234#", "*"],
    }  # fmt: skip


@pytest.mark.parametrize("value", ["", "w", "доб. 5", "1" * 101])
def test_what_cannot_be_pressed_takes_the_error_port(value: str) -> None:
    phone = Phone(digits("{extension}").compile(), {"Доб.": value})
    phone.start()
    assert saved(phone) == {"odd": "yes"}
    assert phone.of(Trouble)
    assert phone.of(SendDigits) == []


@pytest.mark.parametrize("text", ["12x", "w", "  "])
def test_mistakes_in_digits(text: str) -> None:
    assert errors(digits(text))["bad_digits"].place == "digits"


# --- messages ---------------------------------------------------------------------------------

REVIEW = [{"say": {"ru": "Сохранить — один, заново — два, удалить — три"}}]


def recording(**changes: Any) -> Phone:
    parameters = {
        "message": [{"say": {"ru": "Говорите"}}],
        "result": "complaint",
        "variable": "length",
        **changes,
    }
    ports = ["recorded", "silence", "error"]
    if parameters.get("min_s", 1):
        ports.append("too_short")
    if parameters.get("review_message"):
        ports.append("deleted")
    builder = (
        SchemeBuilder(Variable("length", VariableType.NUMBER))
        .node("start", "start", next="record")
        .node("record", "record", parameters, **{port: f"to-{port}" for port in ports})
        .node("end", "hang_up")
    )
    for port in ports:
        value = {"results": [{"name": "way", "value": f"{port} {{length}}"}]}
        builder.node(f"to-{port}", "save_result", value, next="end")
    phone = Phone(builder.compile())
    phone.start()
    return phone


def test_a_message_is_kept() -> None:
    phone = recording(max_s=30, silence_s=2, stop_keys="#*")
    assert phone.of(RecordMessage) == [], "not before the words have been said"
    assert phone.send(KeyPressed("#")) == [], "they cannot be cut short"
    phone.finish_playing()
    assert phone.last == [RecordMessage(1, 30.0, 2.0, "#*", beep=True)]
    assert phone.send(KeyPressed("#")) == []
    phone.send(MessageRecorded(1, 7.26, "key", "messages/1.wav"))
    assert saved(phone) == {"complaint": "messages/1.wav", "way": "recorded 7.3"}
    assert phone.last[-1] == Finished(Disposition.COMPLETED, "end")


@pytest.mark.parametrize(
    ("seconds", "reason", "name", "way"),
    [
        (0.0, "silence", "", "silence "),
        (0.0, "silence", "m.wav", "silence "),
        (0.6, "key", "m.wav", "too_short "),
        (3.0, "failed", "", "error "),
        (3.0, "silence", "", "error "),
        (60.0, "too_long", "m.wav", "recorded 60"),
    ],
)
def test_ways_out_of_a_recording(seconds: float, reason: str, name: str, way: str) -> None:
    phone = recording()
    phone.finish_playing()
    phone.send(MessageRecorded(1, seconds, reason, name))
    assert saved(phone)["way"] == way


def test_without_words_it_records_at_once_and_without_limits() -> None:
    phone = recording(message=[], beep=False, min_s=0)
    assert phone.of(RecordMessage) == [RecordMessage(1, 60.0, 3.0, "#", beep=False)]
    phone.send(MessageRecorded(1, 0.1, "silence", "m.wav"))
    assert saved(phone)["way"] == "recorded 0.1"


def test_hanging_up_in_the_middle_leaves_the_message() -> None:
    phone = recording(review_message=REVIEW)
    phone.finish_playing()
    assert phone.send(MessageRecorded(1, 4.0, "hung_up", "m.wav")) == [
        SaveResult("complaint", "m.wav")
    ]
    assert phone.send(SubscriberGone()) == [Finished(Disposition.PARTIAL, "record")]


@pytest.mark.parametrize(("seconds", "name"), [(0.5, "m.wav"), (0.0, ""), (4.0, "")])
def test_hanging_up_without_a_word_leaves_none(seconds: float, name: str) -> None:
    phone = recording()
    phone.finish_playing()
    phone.send(MessageRecorded(1, seconds, "hung_up", name))
    phone.send(SubscriberGone())
    assert saved(phone) == {}
    assert phone.last == [Finished(Disposition.PARTIAL, "record")]


def reviewed(**changes: Any) -> Phone:
    phone = recording(review_message=REVIEW, **changes)
    phone.finish_playing()
    phone.send(MessageRecorded(1, 5.0, "silence", "m/1.wav"))
    return phone


def test_the_review_plays_the_message_back() -> None:
    phone = reviewed()
    play = phone.plays[-1]
    assert isinstance(play, Play)
    assert play.items[0] == Recorded("m/1.wav", "ru")
    assert play.items[1].text.startswith("Сохранить")
    assert play.barge_in
    phone.send(KeyPressed("1"))
    assert saved(phone) == {"complaint": "m/1.wav", "way": "recorded 5"}
    assert reviewed(play_back=False).plays[-1].items[0].text.startswith("Сохранить")


def test_recording_again() -> None:
    phone = reviewed()
    phone.send(KeyPressed("2"))
    assert saved(phone) == {"complaint": ""}
    assert phone.spoken[-1] == "Говорите"
    phone.finish_playing()
    assert phone.last[0].recording_id == 2
    assert phone.send(MessageRecorded(1, 9.0, "silence", "late.wav")) == [], "of the one before"
    phone.send(MessageRecorded(2, 8.0, "silence", "m/2.wav"))
    phone.send(KeyPressed("1"))
    assert saved(phone) == {"complaint": "m/2.wav", "way": "recorded 8"}


def test_deleting_it() -> None:
    phone = reviewed()
    phone.send(KeyPressed("3"))
    assert saved(phone) == {"complaint": "", "way": "deleted 0"}


def test_silence_in_the_review_keeps_it() -> None:
    phone = reviewed(repeats=1)
    phone.send(KeyPressed("9"))
    phone.finish_playing()
    phone.wait_for_timer()
    assert saved(phone)["way"] == "recorded 5"


def test_hanging_up_in_the_review_leaves_the_message() -> None:
    phone = reviewed()
    phone.send(SubscriberGone())
    assert saved(phone) == {"complaint": "m/1.wav"}


def test_a_node_that_is_left_stops_its_recording() -> None:
    """Another node cannot get the message of an earlier one."""
    phone = recording()
    phone.finish_playing()
    phone.send(MessageRecorded(7, 5.0, "silence", "other.wav"))
    assert "way" not in saved(phone)
    assert phone.of(StopMessage) == []


def test_mistakes_in_a_recording() -> None:
    def found(**parameters: Any) -> dict[str, Problem]:
        return errors(
            SchemeBuilder()
            .node("start", "start", next="record")
            .node("record", "record", parameters, recorded="end", silence="end")
            .node("end", "hang_up")
        )

    assert found() == {}
    assert found(min_s=5, max_s=5)["bad_parameter"].place == "max_s"
    assert found(again_key="1", review_message=REVIEW)["duplicate_key"].place == "again_key"
    assert found(delete_key="2", review_message=REVIEW)["duplicate_key"].place == "delete_key"
    assert found(again_key="1") == {}, "keys of a review that is not offered"
    assert found(stop_keys="x")["bad_parameter"].place == "stop_keys"
