"""Input of digits, event by event."""

import pytest

from engine.ivr.model import (
    KeyPressed,
    SaveResult,
    Spoken,
    StopPlayback,
)
from tests.helpers.scheme_builder import Phone, SchemeBuilder

HELLO = [{"prompt": "hello"}]


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
