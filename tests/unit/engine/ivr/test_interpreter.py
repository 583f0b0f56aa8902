"""Ends of calls, values, languages, one scheme for many calls."""

from datetime import date

import pytest

from engine.domain.disposition import Disposition
from engine.ivr.interpreter import (
    static_utterances,
)
from engine.ivr.model import (
    AddToDoNotCall,
    CallFacts,
    Finished,
    KeyPressed,
    SubscriberGone,
)
from engine.scheme.model import Variable, VariableType
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
