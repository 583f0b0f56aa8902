"""Dialogues (the tests kept with a scheme) as JSON.

Each step is an object with one key: ``hear``, ``listen``, ``press``, ``silence_s``, ``record``,
``hang_up``, ``transfer`` (with ``number`` beside it, where it matters), ``position``, ``operator``.
"""

import re
from datetime import date, datetime
from typing import Any

from engine.domain.answering_machine import AnsweredBy
from engine.domain.calling_hours import check_schedule, zone_of
from engine.domain.campaign import DayHours, Schedule
from engine.errors import KnownError
from engine.scheme.codec_expected import expected_from_json, expected_to_json, short
from engine.scheme.codec_stubs import stub_from_json, stub_to_json
from engine.scheme.dialogue_model import (
    Dialogue,
    DialogueStep,
    Expected,
    HangUp,
    Hear,
    Listen,
    OperatorHappens,
    OperatorResult,
    PositionTold,
    Press,
    Silence,
    Speak,
    TransferHappens,
    TransferResult,
)
from engine.scheme.json_reader import Place

KEYS = frozenset("0123456789*#ABCD")
_STEPS = ("hear", "listen", "press", "silence_s", "record", "hang_up", "transfer", "position",
          "operator")  # fmt: skip
#: What may stand beside a step → that step.
_BESIDE = {"number": "transfer", "wait_s": "position", "after_s": "operator", "talk_s": "operator",
           "port": "operator", "queue": "operator", "name": "operator"}  # fmt: skip
_OPERATOR = OperatorHappens(OperatorResult.TALKED)
#: What a dialogue says beside what is done and expected in it; what a file of dialogues may give
#: to all of them.
SETTINGS = ("language", "today", "phone", "attempt", "at", "zone", "hours", "seed", "fields",
            "variables", "answered_by", "stubs")  # fmt: skip
_DEFAULTS = Dialogue("")
_HOURS = re.compile(r"(\d\d?):(\d\d)\s*[-–]\s*(\d\d?):(\d\d)")
_LONGEST_S = 86_400


def dialogue_to_json(dialogue: Dialogue) -> dict[str, Any]:
    document: dict[str, Any] = {"name": dialogue.name}
    for key in ("language", "today", "phone", "attempt", "at", "zone", "seed", "answered_by"):
        value = getattr(dialogue, key)
        if value != getattr(_DEFAULTS, key):
            document[key] = value
    if dialogue.hours is not None:
        document["hours"] = _hours_to_json(dialogue.hours)
    for key in ("fields", "variables"):
        if getattr(dialogue, key):
            document[key] = dict(sorted(getattr(dialogue, key).items()))
    if dialogue.stubs:
        document["stubs"] = [stub_to_json(stub) for stub in dialogue.stubs]
    document["steps"] = [_step_to_json(step) for step in dialogue.steps]
    document["expect"] = expected_to_json(dialogue.expect)
    return document


def dialogue_from_json(place: Place) -> Dialogue:
    place.only("name", *SETTINGS, "steps", "expect")
    return Dialogue(
        name=place.text("name"),
        steps=tuple(_step(p) for p in place.items("steps")),
        expect=expected_from_json(place.at("expect")) if place.has("expect") else Expected(),
        **settings_from_json(place),
    )


def settings_from_json(place: Place) -> dict[str, Any]:
    """What of ``SETTINGS`` is given, as arguments of ``Dialogue``."""
    found: dict[str, Any] = {}
    for key in ("language", "phone"):
        if place.has(key):
            found[key] = place.text(key)
    if place.text("today"):
        found["today"] = _day(place.at("today"))
    if place.text("at"):
        found["at"] = _moment(place.at("at"))
    if place.text("zone"):
        found["zone"] = _zone(place.at("zone"))
    if place.has("attempt"):
        found["attempt"] = place.at("attempt").whole(1, 1000)
    if place.has("seed"):
        found["seed"] = place.at("seed").whole(-(2**63), 2**63 - 1)
    if place.has("answered_by"):
        found["answered_by"] = place.choice("answered_by", AnsweredBy, AnsweredBy.PERSON)
    if place.has("hours"):
        found["hours"] = _hours(place.at("hours"))
    for key in ("fields", "variables"):
        if place.has(key):
            found[key] = place.texts(key)
    if place.has("stubs"):
        found["stubs"] = tuple(stub_from_json(p) for p in place.items("stubs"))
    return found


def _day(place: Place) -> str:
    try:
        date.fromisoformat(place.text_value())
    except ValueError:
        place.wrong("must be a date YYYY-MM-DD")
    return place.text_value()


def _moment(place: Place) -> str:
    try:
        datetime.fromisoformat(place.text_value())
    except ValueError:
        place.wrong("must be a date and time YYYY-MM-DDThh:mm")
    return place.text_value()


def _zone(place: Place) -> str:
    name = place.text_value()
    if zone_of(name) is None:
        place.wrong("there is no time zone “{zone}”; name one as Europe/Moscow", zone=name)
    return name


def _hours(place: Place) -> Schedule:
    place.only("weekdays", "weekend", "holidays")
    plain = Schedule()
    schedule = Schedule(
        weekdays=_day_hours(place.at("weekdays")) if place.has("weekdays") else plain.weekdays,
        weekend=_day_hours(place.at("weekend")) if place.has("weekend") else plain.weekend,
        holidays=place.text("holidays"),
    )
    try:
        check_schedule(schedule)
    except KnownError:
        place.at("holidays").wrong(
            "no holidays are known for “{country}”", country=schedule.holidays
        )
    return schedule


def _day_hours(place: Place) -> DayHours:
    match = _HOURS.fullmatch(place.text_value().strip())
    if match is None or int(match[2]) > 59 or int(match[4]) > 59:
        place.wrong("must be hours as 09:00-20:00")
    start, end = (int(match[i]) * 60 + int(match[i + 1]) for i in (1, 3))
    if not start <= end <= 1440:
        place.wrong("must be hours as 09:00-20:00")
    return DayHours(start, end)


def _hours_to_json(schedule: Schedule) -> dict[str, str]:
    document = {
        key: "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in (day.start, day.end))
        for key, day in (("weekdays", schedule.weekdays), ("weekend", schedule.weekend))
    }
    return document | ({"holidays": schedule.holidays} if schedule.holidays else {})


def _step_to_json(step: DialogueStep) -> dict[str, Any]:
    match step:
        case Hear(what):
            return {"hear": what}
        case Listen():
            return {"listen": True}
        case Press(keys):
            return {"press": keys}
        case Silence(seconds):
            return {"silence_s": short(seconds)}
        case Speak(seconds):
            return {"record": short(seconds)}
        case HangUp():
            return {"hang_up": True}
        case TransferHappens(result, number):
            return {"transfer": result.value} | ({"number": number} if number else {})
        case PositionTold(position, wait_s):
            told = {} if wait_s is None else {"wait_s": short(wait_s)}
            return {"position": position} | told
        case OperatorHappens():
            return _operator_to_json(step)


def _operator_to_json(step: OperatorHappens) -> dict[str, Any]:
    document: dict[str, Any] = {"operator": step.result.value}
    if step.after_s != _OPERATOR.after_s:
        document["after_s"] = short(step.after_s)
    if step.talk_s != _OPERATOR.talk_s:
        document["talk_s"] = short(step.talk_s)
    for key, value in (("port", step.port), ("queue", step.queue)):
        if value:
            document[key] = value
    if step.operator != _OPERATOR.operator:
        document["name"] = step.operator
    return document


def _operator(place: Place) -> OperatorHappens:
    def seconds(key: str, otherwise: float) -> float:
        return _seconds(place.at(key)) if place.has(key) else otherwise

    return OperatorHappens(
        place.choice("operator", OperatorResult, OperatorResult.TALKED),
        after_s=seconds("after_s", _OPERATOR.after_s),
        talk_s=seconds("talk_s", _OPERATOR.talk_s),
        port=place.text("port"),
        queue=place.text("queue"),
        operator=place.text("name") or _OPERATOR.operator,
    )


def _step(place: Place) -> DialogueStep:
    place.only(*_STEPS, *_BESIDE)
    given = [key for key in _STEPS if place.has(key)]
    if len(given) != 1:
        place.wrong("must have exactly one of: {known}", known=", ".join(_STEPS))
    key = given[0]
    for beside, step in _BESIDE.items():
        if place.has(beside) and key != step:
            place.wrong("“{key}” belongs to “{step}”", key=beside, step=step)
    match key:
        case "hear":
            return Hear(place.text("hear", required=True))
        case "press":
            return Press(_keys(place))
        case "silence_s":
            return Silence(_seconds(place.at("silence_s")))
        case "record":
            return Speak(_seconds(place.at("record")))
        case "transfer":
            result = place.choice("transfer", TransferResult, TransferResult.FAILED)
            return TransferHappens(result, place.text("number"))
        case "position":
            wait_s = _seconds(place.at("wait_s")) if place.has("wait_s") else None
            return PositionTold(place.at("position").whole(1, 10_000), wait_s)
        case "operator":
            return _operator(place)
        case _:
            if not place.at(key).flag():
                place.at(key).wrong("must be true")
            return Listen() if key == "listen" else HangUp()


def _seconds(place: Place) -> float:
    seconds = place.number()
    if not 0 <= seconds <= _LONGEST_S:
        place.wrong("must be 0 to {most} seconds", most=_LONGEST_S)
    return seconds


def _keys(place: Place) -> str:
    keys = place.text("press", required=True)
    if not KEYS.issuperset(keys):
        place.at("press").wrong("must be keys of a telephone: 0-9 * # A-D")
    return keys
