"""Menus as telephony engineers expect them, event by event."""

from dataclasses import replace

from engine.domain.disposition import Disposition
from engine.ivr.interpreter import (
    compile_scheme,
)
from engine.ivr.model import (
    Finished,
    HangUp,
    KeyPressed,
    Play,
    PlaybackEnded,
    SaveResult,
    StopPlayback,
    TransferAnswered,
    TransferEnded,
    Visited,
)
from engine.scheme.node_types import default_node_types
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


def test_a_key_counts_from_the_first_moment_of_the_prompt() -> None:
    phone = Phone(menu().compile())
    phone.start()
    assert phone.last[-1] == Play(1, phone.plays[0].items, barge_in=True)
    phone.send(KeyPressed("1"), after=0.0)
    assert phone.last == [
        StopPlayback(), Visited("one"), SaveResult("key", "1"), Visited("end"), HangUp(),
        Finished(Disposition.COMPLETED, "end"),
    ]  # fmt: skip


def test_silence_counts_from_the_end_of_the_prompt() -> None:
    phone = Phone(menu(timeout_s=4, no_input_repeats=0).compile())
    phone.start()
    assert phone.interpreter.next_timer() is None  # however long the prompt is
    phone.finish_playing(after=55)
    assert phone.interpreter.next_timer() == phone.now + 4
    assert phone.interpreter.handle_timer(phone.now + 3.9) == []
    phone.wait_for_timer()
    assert dispositions(phone) == [Disposition.COMPLETED]


def test_after_silence_the_message_is_repeated_with_a_word_before_it() -> None:
    phone = Phone(menu(no_input_repeats=2, no_input_message=[{"prompt": "silent"}]).compile())
    phone.start()
    for _ in range(3):
        phone.finish_playing()
        phone.wait_for_timer()
    assert phone.spoken == ["hello", "silent", "hello", "silent", "hello"]
    assert phone.interpreter.finished


def test_wrong_keys_have_a_count_of_their_own() -> None:
    phone = Phone(menu(no_match_repeats=1, no_match_message=[{"prompt": "wrong"}]).compile())
    phone.start()
    phone.send(KeyPressed("7"))
    assert phone.spoken == ["hello", "wrong", "hello"]
    phone.send(KeyPressed("8"))
    assert phone.of(SaveResult) == [SaveResult("key", "?")]
    assert phone.interpreter.finished


def test_an_unlinked_no_match_leaves_by_no_input() -> None:
    scheme = (
        SchemeBuilder().prompts("hello")
        .node("start", "start", next="ask")
        .node("ask", "menu", {"message": HELLO, "keys": [{"key": "1"}], "no_match_repeats": 0},
              key_1="end", no_input="end")
        .node("end", "hang_up")
    ).compile()  # fmt: skip
    phone = Phone(scheme)
    phone.start()
    phone.send(KeyPressed("5"))
    assert dispositions(phone) == [Disposition.COMPLETED]


def test_keys_during_a_prompt_that_cannot_be_interrupted_are_dropped() -> None:
    phone = Phone(menu(barge_in=False).compile())
    phone.start()
    assert phone.send(KeyPressed("1")) == []
    phone.finish_playing()
    assert phone.interpreter.next_timer() is not None
    phone.send(KeyPressed("1"))
    assert phone.interpreter.finished


def test_type_ahead() -> None:
    """A key pressed during an earlier prompt that may be interrupted answers the next menu; what
    was pressed before a prompt that may not be is forgotten."""
    for barge_in, done in ((True, True), (False, False)):
        scheme = (
            menu()
            .node("intro", "play", {"prompts": ["bye"], "barge_in": True}, next="law")
            .node("law", "play", {"prompts": ["silent"], "barge_in": barge_in}, next="ask")
            .build()
        )

        links = tuple(
            replace(k, target="intro") if k.source == "start" else k for k in scheme.links
        )
        phone = Phone(compile_scheme(replace(scheme, links=tuple(links)), default_node_types()))
        phone.start()
        phone.send(KeyPressed("1"))
        assert phone.interpreter.finished is done
        if not done:
            assert phone.spoken == ["bye", "silent"]
            phone.finish_playing()
            assert phone.spoken[-1] == "hello"


def test_unknown_keys_and_events_of_stopped_playbacks_do_nothing() -> None:
    phone = Phone(menu().compile())
    phone.start()
    assert phone.send(KeyPressed("x")) == []
    assert phone.send(KeyPressed("11")) == []
    assert phone.send(KeyPressed("")) == []
    assert phone.send(PlaybackEnded(77)) == []
    assert phone.send(TransferAnswered()) == []
    assert phone.send(TransferEnded("completed")) == []
    phone.send(KeyPressed("7"))
    stale = phone.plays[0].playback_id
    assert phone.send(PlaybackEnded(stale, interrupted=True)) == []
    assert phone.interpreter.next_timer() is None  # still playing the repetition
