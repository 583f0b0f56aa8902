"""What telephony engineers expect of an interactive voice menu, event by event."""

from dataclasses import replace
from datetime import date

import pytest

from engine.domain.disposition import Disposition
from engine.ivr import model as ivr
from engine.ivr.interpreter import (
    Interpreter,
    compile_scheme,
    needs_transfer,
    static_utterances,
)
from engine.ivr.model import (
    AddToDoNotCall,
    CallFacts,
    Finished,
    HangUp,
    KeyPressed,
    Play,
    PlaybackEnded,
    SaveResult,
    Spoken,
    StopPlayback,
    SubscriberGone,
    Transfer,
    TransferAnswered,
    TransferEnded,
    Trouble,
    Visited,
)
from engine.scheme.model import Variable, VariableType
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


# --- menus ------------------------------------------------------------------------------------


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


# --- input of digits --------------------------------------------------------------------------


def saving(value: str) -> dict[str, object]:
    return {"results": [{"name": "code", "value": value}]}


def digits(**changes: object) -> Phone:
    parameters = {"message": HELLO, "variable": "code", "min_digits": 2, "max_digits": 4} | changes
    scheme = (
        SchemeBuilder().prompts("hello", "wrong", "silent")
        .node("start", "start", next="ask")
        .node("ask", "input_digits", parameters, entered="save", no_input="silent", invalid="bad")
        .node("save", "save_result", saving("{code}"), next="end")
        .node("silent", "save_result", saving("silent"), next="end")
        .node("bad", "save_result", saving("bad"), next="end")
        .node("end", "hang_up")
    )  # fmt: skip
    phone = Phone(scheme.compile())
    phone.start()
    return phone


def press(phone: Phone, keys: str) -> None:
    for key in keys:
        phone.send(KeyPressed(key))


@pytest.mark.parametrize(("keys", "saved"), [("0123", "0123"), ("05#", "05"), ("12345", "1234")])
def test_digits_are_kept_with_their_zeros(keys: str, saved: str) -> None:
    phone = digits()
    press(phone, keys)
    assert phone.of(SaveResult) == [SaveResult("code", saved)]
    assert phone.of(StopPlayback)  # the first key stopped the prompt


def test_a_pause_ends_the_input() -> None:
    phone = digits(between_timeout_s=3)
    press(phone, "12")
    assert phone.interpreter.next_timer() == phone.now + 3
    phone.wait_for_timer()
    assert phone.of(SaveResult) == [SaveResult("code", "12")]


def test_too_few_digits() -> None:
    phone = digits(invalid_repeats=1, invalid_message=[{"prompt": "wrong"}])
    press(phone, "1#")
    assert phone.spoken == ["hello", "wrong", "hello"]
    press(phone, "#")
    assert phone.of(SaveResult) == [SaveResult("code", "bad")]


def test_silence_at_the_input() -> None:
    phone = digits(no_input_repeats=1, first_timeout_s=7)
    phone.finish_playing()
    assert phone.interpreter.next_timer() == phone.now + 7
    phone.wait_for_timer()
    phone.finish_playing()
    phone.wait_for_timer()
    assert phone.of(SaveResult) == [SaveResult("code", "silent")]


def test_the_check_of_an_input() -> None:
    phone = digits(check="number(code) <= 31", max_digits=2)
    press(phone, "99")
    assert phone.spoken == ["hello", "hello"]
    press(phone, "31")
    assert phone.of(SaveResult) == [SaveResult("code", "31")]


def test_digits_are_read_back() -> None:
    phone = digits(max_digits=2, confirm_message=[{"say": {"ru": "Код {code|digits}. Верно?"}}])
    press(phone, "40")
    assert phone.plays[-1].items == (Spoken("Код четыре ноль. Верно?", "ru"),)
    press(phone, "2")  # again
    assert phone.spoken[-1] == "hello"
    press(phone, "415")  # 5 is no answer to the question
    assert phone.spoken[-1] == "Код четыре один. Верно?"
    press(phone, "1")
    assert phone.of(SaveResult) == [SaveResult("code", "41")]


# --- ends -------------------------------------------------------------------------------------


def test_hanging_up_earlier_is_partial() -> None:
    phone = Phone(menu().compile())
    phone.start()
    phone.send(SubscriberGone())
    assert phone.last == [Finished(Disposition.PARTIAL, "ask")]
    assert phone.send(SubscriberGone()) == []
    assert phone.send(KeyPressed("1")) == []
    assert phone.interpreter.next_timer() is None
    assert phone.interpreter.start(phone.now) == []


def test_gone_before_the_start() -> None:
    phone = Phone(menu().compile())
    assert phone.send(KeyPressed("1")) == []
    assert phone.send(SubscriberGone()) == [Finished(Disposition.PARTIAL, "")]
    assert phone.start() == []


def farewell(kind: str, parameters: dict[str, object]) -> Phone:
    scheme = (
        SchemeBuilder().prompts("bye")
        .node("start", "start", next="mark")
        .node("mark", kind, parameters, next="bye")
        .node("bye", "play", {"prompts": ["bye"]}, next="end")
        .node("end", "hang_up", {"disposition": "completed"})
    ).compile()  # fmt: skip
    phone = Phone(scheme)
    phone.start()
    return phone


def test_a_wish_not_to_be_called_counts_however_the_call_ends() -> None:
    for finish in (lambda p: p.send(SubscriberGone()), lambda p: p.finish_playing()):
        phone = farewell("do_not_call", {"reason": "клавиша 9"})
        assert phone.of(AddToDoNotCall) == [AddToDoNotCall("клавиша 9")]
        finish(phone)
        assert dispositions(phone) == [Disposition.OPTED_OUT]


def test_what_was_marked_counts_when_the_subscriber_hangs_up() -> None:
    phone = farewell("outcome", {"disposition": "completed"})
    phone.send(SubscriberGone())
    assert phone.last == [Finished(Disposition.COMPLETED, "bye")]


# --- transfer ---------------------------------------------------------------------------------


def transfer(number: str = "{operator}", **variables: str) -> Phone:
    saves = {
        outcome: {"results": [{"name": "transfer", "value": outcome}]}
        for outcome in ("busy", "no_answer", "failed")
    }
    builder = (
        SchemeBuilder(Variable("operator", VariableType.PHONE)).prompts("hold", "music")
        .node("start", "start", next="go")
        .node("go", "transfer", {"number": number, "ring_timeout_s": 20,
                                 "announcement": [{"prompt": "hold"}],
                                 "music": [{"prompt": "music"}]},
              completed="end", busy="busy", no_answer="no_answer", failed="failed")
        .node("end", "hang_up")
    )  # fmt: skip
    for outcome, parameters in saves.items():
        builder.node(outcome, "save_result", parameters, next="end")
    scheme = builder.compile()
    assert needs_transfer(scheme)
    phone = Phone(scheme, facts=CallFacts(variables=variables))
    phone.start()
    return phone


def test_transfer() -> None:
    phone = transfer(operator="8 (495) 000-00-01")
    assert phone.of(Transfer) == []  # not before the announcement has ended
    phone.finish_playing()
    (command,) = phone.of(Transfer)
    assert (command.number, command.ring_timeout_s) == ("+74950000001", 20.0)
    assert [item.name for item in command.music] == ["music"]
    assert phone.send(KeyPressed("5")) == []
    assert phone.send(TransferAnswered()) == []
    phone.send(TransferEnded("completed"))
    assert dispositions(phone) == [Disposition.TRANSFERRED]


def test_hanging_up_while_talking_with_the_operator_is_a_transfer() -> None:
    phone = transfer(operator="+74950000001")
    phone.finish_playing()
    phone.send(TransferAnswered())
    phone.send(SubscriberGone())
    assert dispositions(phone) == [Disposition.TRANSFERRED]


def test_hanging_up_while_it_rings_is_not() -> None:
    phone = transfer(operator="+74950000001")
    phone.finish_playing()
    phone.send(SubscriberGone())
    assert dispositions(phone) == [Disposition.PARTIAL]


@pytest.mark.parametrize("outcome", ["busy", "no_answer", "failed", "something new"])
def test_a_transfer_that_fails_goes_its_own_way(outcome: str) -> None:
    phone = transfer(operator="+74950000001")
    phone.finish_playing()
    phone.send(TransferEnded(outcome))
    saved = "failed" if outcome == "something new" else outcome
    assert phone.of(SaveResult) == [SaveResult("transfer", saved)]
    assert dispositions(phone) == [Disposition.COMPLETED]


def test_a_transfer_without_a_number_fails_before_anything_is_announced() -> None:
    phone = transfer()
    assert phone.of(Transfer) == []
    assert phone.plays == []
    assert phone.of(SaveResult) == [SaveResult("transfer", "failed")]
    assert "no number" in phone.of(Trouble)[0].reason


# --- faults -----------------------------------------------------------------------------------


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


# --- values, languages ------------------------------------------------------------------------


def test_values_are_spoken_by_their_type() -> None:
    scheme = (
        SchemeBuilder(
            Variable("debt", VariableType.MONEY, ("Долг",)),
            Variable("due", VariableType.DATE, ("Срок",)),
            Variable("tel", VariableType.PHONE, ("Тел",)),
            Variable("n", VariableType.NUMBER, ("Число",)),
            languages=("ru", "en"),
        )
        .node("start", "start", next="say")
        .node("say", "say", {"text": {
            "ru": "{debt}; {due|date:until}; {n}; {n|digits}; {debt|money:USD}; {{}}",
            "en": "{debt|number}; {due}; {call.attempt}",
        }}, next="end")
        .node("end", "hang_up")
    ).compile()  # fmt: skip
    fields = {"Долг": "21 001,02", "Срок": "05.03.2027", "Тел": "8 912 345-67-89", "Число": "15"}
    facts = CallFacts(today=date(2027, 1, 1), attempt=2)
    phone = Phone(scheme, fields, facts)
    phone.start()
    assert phone.spoken == [
        "двадцать одна тысяча один рубль две копейки; до пятого марта; пятнадцать; один пять; "
        "двадцать одна тысяча один доллар два цента; {}"
    ]
    english = Phone(scheme, fields, facts, language="en")
    english.start()
    assert english.spoken == ["twenty-one thousand and one point zero two; March fifth; two"]


def test_a_language_the_scheme_lacks_gives_its_first() -> None:
    phone = Phone(menu().compile(), language="de")
    phone.start()
    assert phone.plays[0].items[0].language == "ru"


def test_static_utterances_follow_the_contact() -> None:
    scheme = (
        SchemeBuilder(Variable("debt", VariableType.MONEY, ("Долг",))).prompts("a", "b", "never")
        .node("start", "start", next="if")
        .node("if", "condition", {"expression": "is_set(debt)"}, true="say", false="b")
        .node("say", "say", {"text": {"ru": "Долг {debt}"}}, next="a")
        .node("a", "play", {"prompts": ["a"]}, next="input")
        .node("b", "play", {"prompts": ["b"]}, next="end")
        .node("input", "input_digits", {"message": [{"prompt": "a"}], "variable": "x"},
              entered="later", no_input="end")
        .node("later", "say", {"text": {"ru": "Набрано {x}"}}, next="end")
        .node("end", "hang_up")
    ).prompts("never").compile()  # fmt: skip

    def foreseen(fields: dict[str, str]) -> list[str]:
        items = static_utterances(scheme, fields, CallFacts())
        return [getattr(item, "name", item.text) for item in items]

    assert foreseen({"Долг": "5"}) == ["Долг пять рублей", "a"]
    assert foreseen({}) == ["b"]


def test_a_compiled_scheme_serves_calls_side_by_side() -> None:
    compiled = menu().compile()
    phones = [Phone(compiled) for _ in range(3)]
    for phone in phones:
        phone.start()
    phones[0].send(KeyPressed("7"))
    phones[1].send(KeyPressed("1"))
    assert [p.interpreter.finished for p in phones] == [False, True, False]
    assert len(phones[2].plays) == 1
    with pytest.raises(AttributeError):
        compiled.name = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        compiled.nodes["x"] = compiled.start  # type: ignore[index]


def test_the_contract_of_the_model() -> None:
    """Every command the interpreter can give is one the model declares."""
    kinds = set(ivr.IvrCommand.__args__)
    phone = transfer(operator="+74950000001")
    phone.finish_playing()
    phone.send(TransferEnded("busy"))
    assert {type(command) for command in phone.all} <= kinds
    assert Interpreter.__init__.__annotations__["facts"] is not None
