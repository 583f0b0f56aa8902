"""Dialogues (the tests kept with a scheme) as JSON.

Each step is an object with one key: ``hear``, ``listen``, ``press``, ``silence_s``, ``hang_up``,
``transfer`` (with ``number`` beside it, where it matters).
"""

from datetime import date
from typing import Any

from engine.domain.disposition import Disposition
from engine.scheme.json_reader import Place
from engine.scheme.model import (
    Dialogue,
    DialogueStep,
    Expected,
    HangUp,
    Hear,
    Listen,
    Press,
    Silence,
    TransferHappens,
    TransferResult,
)

KEYS = frozenset("0123456789*#ABCD")
_STEPS = ("hear", "listen", "press", "silence_s", "hang_up", "transfer")
_DEFAULTS = Dialogue("")


def dialogue_to_json(dialogue: Dialogue) -> dict[str, Any]:
    document: dict[str, Any] = {"name": dialogue.name}
    for key in ("language", "today", "phone"):
        value = getattr(dialogue, key)
        if value != getattr(_DEFAULTS, key):
            document[key] = value
    for key in ("fields", "variables"):
        if getattr(dialogue, key):
            document[key] = dict(sorted(getattr(dialogue, key).items()))
    document["steps"] = [_step_to_json(step) for step in dialogue.steps]
    document["expect"] = _expected_to_json(dialogue.expect)
    return document


def dialogue_from_json(place: Place) -> Dialogue:
    place.only("name", "language", "today", "phone", "fields", "variables", "steps", "expect")
    today = place.text("today")
    if today:
        try:
            date.fromisoformat(today)
        except ValueError:
            place.at("today").wrong("must be a date YYYY-MM-DD")
    return Dialogue(
        name=place.text("name"),
        language=place.text("language"),
        today=today,
        phone=place.text("phone") if place.has("phone") else _DEFAULTS.phone,
        fields=place.texts("fields"),
        variables=place.texts("variables"),
        steps=tuple(_step(p) for p in place.items("steps")),
        expect=_expected(place.at("expect")) if place.has("expect") else Expected(),
    )


def _step_to_json(step: DialogueStep) -> dict[str, Any]:
    match step:
        case Hear(what):
            return {"hear": what}
        case Listen():
            return {"listen": True}
        case Press(keys):
            return {"press": keys}
        case Silence(seconds):
            return {"silence_s": int(seconds) if seconds == int(seconds) else seconds}
        case HangUp():
            return {"hang_up": True}
        case TransferHappens(result, number):
            return {"transfer": result.value} | ({"number": number} if number else {})


def _step(place: Place) -> DialogueStep:
    place.only(*_STEPS, "number")
    given = [key for key in _STEPS if place.has(key)]
    if len(given) != 1:
        place.wrong("must have exactly one of: {known}", known=", ".join(_STEPS))
    key = given[0]
    if place.has("number") and key != "transfer":
        place.wrong("“number” belongs to “transfer”")
    match key:
        case "hear":
            return Hear(place.text("hear", required=True))
        case "press":
            return Press(_keys(place))
        case "silence_s":
            seconds = place.at("silence_s").number()
            if not 0 <= seconds <= 86_400:
                place.at("silence_s").wrong("must be 0 to 86400 seconds")
            return Silence(seconds)
        case "transfer":
            result = place.choice("transfer", TransferResult, TransferResult.FAILED)
            return TransferHappens(result, place.text("number"))
        case _:
            if not place.at(key).flag():
                place.at(key).wrong("must be true")
            return Listen() if key == "listen" else HangUp()


def _keys(place: Place) -> str:
    keys = place.text("press", required=True)
    if not KEYS.issuperset(keys):
        place.at("press").wrong("must be keys of a telephone: 0-9 * # A-D")
    return keys


def _expected_to_json(expected: Expected) -> dict[str, Any]:
    document: dict[str, Any] = {}
    if expected.disposition is not None:
        document["disposition"] = expected.disposition.value
    if expected.results is not None:
        document["results"] = dict(sorted(expected.results.items()))
    if expected.do_not_call is not None:
        document["do_not_call"] = expected.do_not_call
    if expected.within_s is not None:
        within = expected.within_s
        document["within_s"] = int(within) if within == int(within) else within
    if expected.node is not None:
        document["node"] = expected.node
    return document


def _expected(place: Place) -> Expected:
    place.only("disposition", "results", "do_not_call", "within_s", "node")
    return Expected(
        disposition=place.choice("disposition", Disposition, Disposition.COMPLETED)
        if place.has("disposition")
        else None,
        results=place.texts("results") if place.has("results") else None,
        do_not_call=place.at("do_not_call").flag() if place.has("do_not_call") else None,
        within_s=place.at("within_s").number() if place.has("within_s") else None,
        node=place.text("node") if place.has("node") else None,
    )
