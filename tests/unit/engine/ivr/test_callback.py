"""When a subscriber wants to be called again: what people key in, and what may be promised."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from engine.domain.campaign import Schedule
from engine.domain.disposition import Disposition
from engine.ivr.callback_time import given_time, keyed_date, keyed_time
from engine.ivr.model import CallFacts, KeyPressed, PromiseCallback
from engine.scheme.codec_dialogues import dialogue_from_json
from engine.scheme.dialogues import DialogueResult, run_dialogue
from engine.scheme.json_reader import Place
from engine.scheme.node_types import default_node_types
from engine.scheme.validate import validate
from tests.helpers.scheme_builder import Phone, SchemeBuilder

_MONDAY = date(2026, 11, 23)


# --- what is keyed in ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "today", "found"),
    [
        ("1", _MONDAY, "2026-11-23"),
        ("2", _MONDAY, "2026-11-24"),
        ("9", _MONDAY, "2026-12-01"),
        ("0", _MONDAY, None),
        ("25", _MONDAY, "2026-11-25"),
        ("23", _MONDAY, "2026-11-23"),
        ("05", _MONDAY, "2026-12-05"),
        ("31", date(2026, 12, 31), "2026-12-31"),
        ("01", date(2026, 12, 31), "2027-01-01"),
        ("0512", _MONDAY, "2026-12-05"),
        ("512", _MONDAY, "2026-12-05"),
        ("5*12", _MONDAY, "2026-12-05"),
        ("05*12", _MONDAY, "2026-12-05"),
        ("5*1", date(2026, 12, 28), "2027-01-05"),
        ("0501", date(2026, 12, 28), "2027-01-05"),
        ("2211", _MONDAY, None),  # yesterday, and not next year's
        ("0501", _MONDAY, "2027-01-05"),
        ("2902", date(2028, 1, 5), "2028-02-29"),
        ("2902", date(2027, 1, 5), None),
        ("3102", _MONDAY, None),
        ("1231", _MONDAY, None),
        ("051226", _MONDAY, "2026-12-05"),
        ("05122026", _MONDAY, "2026-12-05"),
        ("05122025", _MONDAY, None),
        ("251", date(2026, 12, 28), "2027-01-25"),
        ("111", date(2026, 12, 28), "2027-01-11"),  # the first of November is over
        ("111", date(2026, 10, 20), None),  # it may be either
        ("", _MONDAY, None),
        ("12345", _MONDAY, None),
        ("A1", _MONDAY, None),
        ("1*2*3*4", _MONDAY, None),
        ("123*4", _MONDAY, None),
    ],
)
def test_days(keys: str, today: date, found: str | None) -> None:
    day = keyed_date(keys, today, 1)
    assert (day.isoformat() if day else None) == found


def test_a_digit_may_count_from_today_as_nought() -> None:
    assert keyed_date("0", _MONDAY, 0) == _MONDAY
    assert keyed_date("1", _MONDAY, 0) == _MONDAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ("0930", "9:30"), ("930", "9:30"), ("9*30", "9:30"), ("09*30", "9:30"), ("9*5", "9:05"),
        ("9", "9:00"), ("09", "9:00"), ("18", "18:00"), ("1830", "18:30"), ("0000", "0:00"),
        ("0", "0:00"), ("24", "24:00"), ("2400", "24:00"), ("2359", "23:59"), ("123", "1:23"),
        ("2401", None), ("25", None), ("0960", None), ("1860", None), ("", None), ("*", None),
        ("*30", None), ("12345", None), ("9*300", None), ("A", None), ("9*3*0", None),
    ],
)  # fmt: skip
def test_times(keys: str, found: str | None) -> None:
    when = keyed_time(keys)
    shown = (
        None if when is None else f"{when.total_seconds() // 3600:.0f}:{when.seconds // 60 % 60:02}"
    )
    assert shown == found


@pytest.mark.parametrize(
    ("value", "hours"),
    [(time(18, 30), 18.5), ("18:30", 18.5), ("9.05", 9 + 5 / 60), ("1830", 18.5), (18, 18.0),
     (datetime(2026, 1, 1, 7, 15, tzinfo=UTC), 7.25), ("24:00", 24.0)],
)  # fmt: skip
def test_times_that_expressions_bring(value: Any, hours: float) -> None:
    when = given_time(value)
    assert when is not None
    assert when.total_seconds() / 3600 == pytest.approx(hours)


# --- the node -----------------------------------------------------------------------------------

_BY_KEYS: dict[str, Any] = {
    "date_message": [{"prompt": "day"}],
    "time_message": [{"prompt": "time"}],
    "confirm_message": [{"say": {"ru": "{text(callback_date)} в {text(callback_time)}?"}}],
    "offer_message": [{"say": {"ru": "Можно {text(callback_date)} в {text(callback_time)}?"}}],
    "invalid_message": [{"prompt": "invalid"}],
    "no_input_message": [{"prompt": "silent"}],
}
_CHOICES: dict[str, Any] = {
    "choice_message": [{"prompt": "choice"}],
    "choices": [{"key": "1", "time": "19:00"}, {"key": "2", "days": 1, "time": "10:00"}],
}


def scheme(**parameters: Any) -> SchemeBuilder:
    builder = SchemeBuilder().prompts("day", "time", "invalid", "silent", "choice", "thanks")
    builder.node("start", "start", next="callback")
    ports = {port: f"by-{port}" for port in ("promised", "declined", "no_input", "error")}
    builder.node("callback", "callback", parameters, **ports)
    for port in ports:
        builder.node(f"by-{port}", "play", {"prompts": ["thanks"]}, next="end")
    return builder.node("end", "hang_up")


def play(
    parameters: dict[str, Any],
    *steps: dict[str, Any],
    at: str = "2026-11-23T15:00",
    hours: dict[str, str] | None = None,
    **more: Any,
) -> DialogueResult:
    document = {"name": "t", "at": at, "zone": "Europe/Moscow", "steps": list(steps),
                "hours": {"weekdays": "09:00-20:00", "weekend": "10:00-18:00"} | (hours or {}),
                **more}  # fmt: skip
    return run_dialogue(scheme(**parameters).compile(), dialogue_from_json(Place(document)))


def port_of(result: DialogueResult) -> str:
    return next(port for _, node, port in result.ports if node == "callback")


@pytest.mark.parametrize(
    ("day", "when", "at"),
    [
        ("2#", "1830", "2026-11-24T18:30"),
        ("2", "18#", "2026-11-24T18:00"),
        ("0512#", "9*30#", None),  # a Saturday before ten
        ("0512#", "1130", "2026-12-05T11:30"),
        ("25#", "0930", "2026-11-25T09:30"),
        ("1#", "1930", "2026-11-23T19:30"),
    ],
)
def test_a_promise_by_keys(day: str, when: str, at: str | None) -> None:
    result = play(_BY_KEYS, {"hear": "day"}, {"press": day}, {"hear": "time"}, {"press": when},
                  {"hear": " в "}, {"press": "1"})  # fmt: skip
    assert result.ok, result.words("en")
    if at is None:
        assert "Можно 2026-12-05 в 10:00?" in result.heard
        at = "2026-12-05T10:00"
    assert port_of(result) == "promised"
    assert result.results == {"callback_at": at}
    assert result.callback == at
    assert result.disposition is Disposition.CALLBACK


def test_the_promise_is_made_in_utc_by_the_subscribers_clock() -> None:
    phone = Phone(
        scheme(**_BY_KEYS).compile(),
        facts=CallFacts(at=datetime(2026, 11, 23, 5, tzinfo=UTC), zones=("Asia/Kamchatka",)),
    )
    phone.start()
    for key in ["2", "#", *"1830", "1"]:
        phone.send(KeyPressed(key))
    assert phone.of(PromiseCallback) == [PromiseCallback(datetime(2026, 11, 24, 6, 30, tzinfo=UTC))]
    assert phone.interpreter.results == {"callback_at": "2026-11-24T18:30"}


def test_all_keyed_ahead_at_once() -> None:
    result = play(_BY_KEYS, {"press": "2#18301"})
    assert result.callback == "2026-11-24T18:30"
    assert result.heard[-2:] == ("2026-11-24 в 18:30?", "[thanks] thanks (ru)")


@pytest.mark.parametrize(
    ("day", "when", "offered"),
    [
        ("1#", "2100", "2026-11-23T19:45"),  # nearer than tomorrow's nine o'clock
        ("2#", "0600", "2026-11-24T09:00"),
        ("2#", "2400", "2026-11-24T19:45"),  # its midnight: the evening is nearer than the morning
        ("28#", "1900", "2026-11-28T17:45"),  # a Saturday
    ],
)
def test_outside_the_hours_the_nearest_time_is_offered(day: str, when: str, offered: str) -> None:
    result = play(_BY_KEYS, {"press": day}, {"press": when}, {"hear": "Можно"}, {"press": "1"})
    assert result.ok, result.words("en")
    assert result.callback == offered


def test_holidays_count() -> None:
    result = play(_BY_KEYS, {"press": "1#"}, {"press": "0900"}, {"hear": "в 10:00?"},
                  {"press": "1"}, at="2027-01-01T08:00", hours={"holidays": "RU"})  # fmt: skip
    assert result.ok, result.words("en")
    assert result.callback == "2027-01-01T10:00"


def test_the_nearest_time_must_be_allowed_in_every_zone_he_may_be_in() -> None:
    phone = Phone(
        scheme(**_BY_KEYS).compile(),
        facts=CallFacts(
            at=datetime(2026, 11, 23, 9, tzinfo=UTC),
            zones=("Europe/Moscow", "Asia/Kamchatka"),  # 9 hours between them: common 9:00–11:00
            schedule=Schedule(),
        ),
    )
    phone.start()
    for key in "2#1500":
        phone.send(KeyPressed(key))
    assert "Можно 2026-11-24 в 10:45?" in phone.spoken
    phone.send(KeyPressed("1"))
    assert phone.of(PromiseCallback) == [PromiseCallback(datetime(2026, 11, 24, 7, 45, tzinfo=UTC))]


@pytest.mark.parametrize(
    "steps",
    [
        [{"press": "1#"}, {"press": "1400"}],  # it is three o'clock
        [{"press": "1#"}, {"press": "2561"}],
        [{"press": "3112#"}],  # too far off
        [{"press": "2211#"}],
        [{"press": "99#"}],
    ],
)
def test_what_cannot_be_is_said_and_asked_again(steps: list[dict[str, Any]]) -> None:
    result = play(_BY_KEYS, *steps, {"hear": "invalid"}, {"hang_up": True})
    assert result.ok, result.words("en")
    assert result.results == {}
    assert result.disposition is Disposition.PARTIAL


def test_who_never_gets_it_right_is_let_go() -> None:
    result = play(_BY_KEYS, {"press": "99#"}, {"press": "99#"}, {"press": "99#"})
    assert port_of(result) == "no_input"
    assert play(_BY_KEYS).duration_s < 30
    assert port_of(play(_BY_KEYS)) == "no_input"


def test_changing_ones_mind_and_declining() -> None:
    result = play(_BY_KEYS, {"press": "2#1830"}, {"hear": " в 18:30"}, {"press": "2"},
                  {"hear": "day"}, {"press": "3#1000"}, {"press": "1"})  # fmt: skip
    assert result.callback == "2026-11-25T10:00"
    for steps in ([{"press": "*"}], [{"press": "2#"}, {"press": "*"}],
                  [{"press": "2#1830"}, {"press": "*"}]):  # fmt: skip
        result = play(_BY_KEYS, *steps)
        assert port_of(result) == "declined"
        assert (result.callback, result.results) == ("", {})


def test_a_time_that_passes_while_he_thinks_is_not_promised() -> None:
    parameters = _BY_KEYS | {"timeout_s": 50}
    result = play(parameters, {"press": "1#1501"}, {"listen": True}, {"silence_s": 45},
                  {"silence_s": 20}, {"press": "1"}, {"hear": "invalid"}, {"hang_up": True},
                  at="2026-11-23T15:00:00")  # fmt: skip
    assert result.ok, result.words("en")
    assert result.callback == ""


# --- choices and expressions --------------------------------------------------------------------


def test_choices() -> None:
    parameters = _BY_KEYS | _CHOICES
    result = play(parameters, {"hear": "choice"}, {"press": "1"}, {"hear": "19:00"}, {"press": "1"})
    assert result.callback == "2026-11-23T19:00"
    result = play(parameters, {"press": "2"}, {"press": "1"})
    assert result.callback == "2026-11-24T10:00"
    result = play(parameters, {"press": "0"}, {"hear": "day"}, {"press": "4#1200"}, {"press": "1"})
    assert result.callback == "2026-11-26T12:00"
    result = play(parameters, {"press": "1"}, {"hear": "invalid"}, {"hear": "choice"},
                  {"press": "2"}, {"press": "1"}, at="2026-11-23T19:30")  # fmt: skip
    assert result.ok, result.words("en")
    assert result.callback == "2026-11-24T10:00"


def test_choices_alone_without_confirmation() -> None:
    assert play(_CHOICES, {"press": "2"}).callback == "2026-11-24T10:00"
    # Nobody asks him whether another time will do, so none is promised.
    late = _CHOICES | {"choices": [{"key": "1", "time": "23:00"}]}
    assert port_of(play(late, {"press": "1"}, {"press": "1"}, {"press": "1"})) == "no_input"


@pytest.mark.parametrize(
    ("given", "port", "at"),
    [
        ({"date": "call.today + 1", "time": "'18:30'"}, "promised", "2026-11-24T18:30"),
        ({"date": "'05.12.2026'", "time": "11"}, "promised", "2026-12-05T11:00"),
        ({"date": "call.today + 1", "time": "'23:00'"}, "error", ""),
        ({"date": "call.today - 1", "time": "'12:00'"}, "error", ""),
        ({"date": "empty", "time": "'12:00'"}, "error", ""),
        ({"date": "1 / 0", "time": "'12:00'"}, "error", ""),
        ({"date": "'soon'", "time": "'noon'"}, "error", ""),
    ],
)
def test_from_expressions(given: dict[str, str], port: str, at: str) -> None:
    result = play(given)
    assert port_of(result) == port
    assert result.callback == at
    assert bool(result.troubles) == (port == "error")


def test_an_expressions_time_is_confirmed_or_changed() -> None:
    given = {"date": "call.today + 1", "time": "'18:30'"}
    confirm = {"confirm_message": _BY_KEYS["confirm_message"]}
    result = play(given | confirm, {"hear": "18:30"}, {"press": "1"})
    assert result.callback == "2026-11-24T18:30"
    assert port_of(play(given | confirm, {"press": "*"})) == "declined"
    result = play(given | _BY_KEYS, {"press": "2"}, {"hear": "day"}, {"press": "3#1000"},
                  {"press": "1"})  # fmt: skip
    assert result.callback == "2026-11-25T10:00"


def test_where_nobody_knows_the_time_nothing_is_promised() -> None:
    result = run_dialogue(
        scheme(**_BY_KEYS).compile(),
        dialogue_from_json(Place({"name": "t", "steps": [{"press": "2#"}]})),
    )
    assert port_of(result) == "error"
    assert "what time it is" in result.troubles[0]


@pytest.mark.parametrize(
    ("parameters", "place"),
    [
        ({}, "date_message"),
        ({"date_message": [{"prompt": "day"}]}, "time_message"),
        ({"date": "call.today"}, "time"),
        ({"choices": [{"key": "1", "time": "9:00"}]}, "choice_message"),
        (_CHOICES | {"choices": [{"key": "1", "time": "9:60"}]}, "choices[0].time"),
        (_CHOICES | {"choices": [{"key": "*", "time": "9:00"}]}, "choices[0].key"),
        (_BY_KEYS | {"confirm_key": "2"}, "change_key"),
        (_BY_KEYS | {"decline_key": "5"}, "decline_key"),
        (_BY_KEYS | _CHOICES | {"other_key": "2"}, "other_key"),
        (_BY_KEYS | {"max_days": 400}, "max_days"),
        (_BY_KEYS | {"confirm_message": []}, "confirm_message"),
    ],
)
def test_mistakes_are_told_with_their_place(parameters: dict[str, Any], place: str) -> None:
    problems = validate(scheme(**parameters).build(), default_node_types())
    assert [p.place for p in problems if p.is_error] == [place]
