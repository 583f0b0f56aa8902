"""Stubs of dialogues as JSON.

Whom a stub answers for: ``source`` (with ``statement``, or ``method`` and ``path``), ``draw`` or
``script``; ``parameters``. What it answers: ``rows``, ``json`` and ``status``, ``number``,
``result``, ``failure`` or ``no_answer``; ``delay_s``, ``times``.
"""

from typing import Any

from engine.scheme.dialogue_model import Stub
from engine.scheme.json_reader import Place

_WHOM = ("source", "draw", "script")
_NARROWER = ("statement", "method", "path", "parameters")
_ANSWERS = ("rows", "json", "status", "number", "result", "failure", "no_answer")
#: Which answers a stub for whom can give.
_FITTING = {
    "source": {"rows", "json", "status", "failure", "no_answer"},
    "draw": {"number", "failure", "no_answer"},
    "script": {"result", "failure", "no_answer"},
}
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_LONGEST_DELAY_S = 3600


def stub_to_json(stub: Stub) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for key in (*_WHOM, "statement", "method", "path"):
        if getattr(stub, key):
            document[key] = getattr(stub, key)
    if stub.parameters:
        document["parameters"] = dict(sorted(stub.parameters.items()))
    match stub.answer:
        case "rows":
            document["rows"] = [dict(row) for row in stub.rows]
        case "http":
            document["status"] = stub.status
            document["json"] = stub.json
        case "number":
            document["number"] = stub.number
        case "result":
            document["result"] = dict(stub.result)
        case "failure":
            document["failure"] = stub.failure
        case _:
            document["no_answer"] = True
    if stub.delay_s:
        document["delay_s"] = (
            int(stub.delay_s) if stub.delay_s == int(stub.delay_s) else stub.delay_s
        )
    if stub.times is not None:
        document["times"] = stub.times
    return document


def stub_from_json(place: Place) -> Stub:
    place.only(*_WHOM, *_NARROWER, *_ANSWERS, "delay_s", "times")
    whom = [key for key in _WHOM if place.has(key)]
    if len(whom) != 1:
        place.wrong("must have exactly one of: {known}", known=", ".join(_WHOM))
    given = [key for key in _ANSWERS if place.has(key)]
    if set(given) == {"json", "status"}:
        given = ["json"]
    if len(given) != 1:
        known = ", ".join(key for key in _ANSWERS if key in _FITTING[whom[0]])
        place.wrong("must have exactly one answer of: {known}", known=known)
    if given[0] not in _FITTING[whom[0]]:
        known = ", ".join(sorted(_FITTING[whom[0]]))
        place.at(given[0]).wrong(
            "a stub of “{whom}” answers by: {known}", whom=whom[0], known=known
        )
    _check_narrower(place, whom[0], given[0])
    method = place.text("method").upper()
    if method and method not in _METHODS:
        place.at("method").wrong("must be one of: {known}", known=", ".join(_METHODS))
    return Stub(
        source=place.text("source", required=whom[0] == "source"),
        draw=place.text("draw", required=whom[0] == "draw"),
        script=place.text("script", required=whom[0] == "script"),
        statement=place.text("statement"),
        method=method,
        path=place.text("path"),
        parameters=place.texts("parameters"),
        answer="http" if given[0] in ("json", "status") else given[0],
        delay_s=_delay(place),
        times=place.at("times").whole(1, 1_000_000) if place.has("times") else None,
        **_answer(place, given[0]),
    )


def _check_narrower(place: Place, whom: str, answer: str) -> None:
    allowed = {
        "source": {"statement", "method", "path", "parameters"},
        "draw": set(),
        "script": {"parameters"},
    }[whom]
    if answer == "rows":
        allowed -= {"method", "path"}
    elif answer in ("json", "status"):
        allowed -= {"statement"}
    for key in _NARROWER:
        if place.has(key) and key not in allowed:
            place.at(key).wrong(
                "does not belong to a stub that answers by “{answer}”", answer=answer
            )


def _answer(place: Place, answer: str) -> dict[str, Any]:
    match answer:
        case "rows":
            return {"rows": tuple(row.object_value() for row in place.items("rows"))}
        case "json" | "status":
            status = place.at("status").whole(100, 599) if place.has("status") else 200
            return {"status": status, "json": place.json("json") if place.has("json") else None}
        case "number":
            if place.at("number").value is None:
                return {"number": None}
            return {"number": place.at("number").whole(0, 10**12)}
        case "result":
            return {"result": place.at("result").object_value()}
        case "failure":
            return {"failure": place.text("failure", required=True)}
    if not place.at("no_answer").flag():
        place.at("no_answer").wrong("must be true")
    return {}


def _delay(place: Place) -> float:
    if not place.has("delay_s"):
        return 0.0
    seconds = place.at("delay_s").number()
    if not 0 <= seconds <= _LONGEST_DELAY_S:
        place.at("delay_s").wrong("must be 0 to {most} seconds", most=_LONGEST_DELAY_S)
    return seconds
