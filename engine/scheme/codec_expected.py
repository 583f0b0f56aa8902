"""What a dialogue expects, as JSON."""

from datetime import datetime
from typing import Any

from engine.domain.disposition import Disposition
from engine.scheme.dialogue_model import Expected
from engine.scheme.json_reader import Place

_TEXTS = ("node", "language", "sent_digits")
_NODES = ("visited", "not_visited")
_MAPPINGS = ("results", "variables")


def expected_to_json(expected: Expected) -> dict[str, Any]:
    document: dict[str, Any] = {}
    if expected.disposition is not None:
        document["disposition"] = expected.disposition.value
    for key in _MAPPINGS:
        if getattr(expected, key) is not None:
            document[key] = dict(sorted(getattr(expected, key).items()))
    if expected.do_not_call is not None:
        document["do_not_call"] = expected.do_not_call
    if expected.within_s is not None:
        document["within_s"] = short(expected.within_s)
    for key in (*_TEXTS, "callback"):
        if getattr(expected, key) is not None:
            document[key] = getattr(expected, key)
    for key in _NODES:
        if getattr(expected, key) is not None:
            document[key] = list(getattr(expected, key))
    if expected.ports is not None:
        document["ports"] = [{node: port} for node, port in expected.ports]
    if expected.answers is not None:
        document["answers"] = {
            question: list(codes) for question, codes in sorted(expected.answers.items())
        }
    if expected.external is not None:
        document["external"] = [
            {"store": store, "values": dict(sorted(values.items()))}
            for store, values in expected.external
        ]
    return document


def expected_from_json(place: Place) -> Expected:
    place.only("disposition", "do_not_call", "within_s", "callback", "ports", "answers",
               "external", *_MAPPINGS, *_TEXTS, *_NODES)  # fmt: skip
    found: dict[str, Any] = {key: place.texts(key) for key in _MAPPINGS if place.has(key)}
    found |= {key: place.text(key) for key in _TEXTS if place.has(key)}
    for key in _NODES:
        if place.has(key):
            found[key] = tuple(p.text_value() for p in place.items(key))
    if place.has("disposition"):
        found["disposition"] = place.choice("disposition", Disposition, Disposition.COMPLETED)
    if place.has("do_not_call"):
        found["do_not_call"] = place.at("do_not_call").flag()
    if place.has("within_s"):
        found["within_s"] = place.at("within_s").number()
    if place.has("callback"):
        found["callback"] = _callback(place.at("callback"))
    if place.has("ports"):
        found["ports"] = _ports(place)
    if place.has("answers"):
        found["answers"] = _answers(place)
    if place.has("external"):
        found["external"] = tuple(_external(p) for p in place.items("external"))
    return Expected(**found)


def short(number: float) -> float | int:
    return int(number) if number == int(number) else number


def _callback(place: Place) -> str:
    text = place.text_value()
    if not text:
        return ""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None).isoformat(timespec="minutes")
    except ValueError:
        place.wrong("must be a date and time YYYY-MM-DDThh:mm, or empty for none")


def _ports(place: Place) -> tuple[tuple[str, str], ...]:
    """``[{"Menu": "1"}, {"Pay": "next"}]``, or one object where no node is passed twice."""
    ports = place.at("ports")
    objects = [ports] if isinstance(ports.value, dict) else place.items("ports")
    found = []
    for each in objects:
        entries = each.entries()
        if each is not ports and len(entries) != 1:
            each.wrong("must be one node and the port by which it is left")
        found += [(node, port.text_value()) for node, port in entries]
    return tuple(found)


def _answers(place: Place) -> dict[str, tuple[str, ...]]:
    """``{"q1": "yes", "q2": ["a", "b"]}``."""
    return {
        question: tuple(p.text_value() for p in place.at("answers").items(question))
        if isinstance(codes.value, list)
        else (codes.text_value(),)
        for question, codes in place.at("answers").entries()
    }


def _external(place: Place) -> tuple[str, dict[str, str]]:
    place.only("store", "values")
    return place.text("store", required=True), place.texts("values")
