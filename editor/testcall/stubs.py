"""What came from outside, written as the stub that would bring it again."""

import json
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from engine.ivr.requests import DrawTicket, HttpAnswer, HttpRequest, OutsideRequest, Rows
from engine.scheme.codec_stubs import stub_to_json
from engine.scheme.dialogue_model import Json, Stub
from engine.scheme.stub_world import Answer, whom

#: Between two moments that a person would call the same.
_EXACT_S = 3


def stub_of(request: OutsideRequest, answer: Answer) -> Stub:
    """Answers once."""
    delay = round(answer.after_s or 0.0, _EXACT_S)
    return Stub(**_whom(request), **_given(request, answer), delay_s=delay, times=1)


def blank_stub(request: OutsideRequest) -> Stub:
    """What a person begins with who wants to write the answer to a request."""
    given = _whom(request)
    match request:
        case HttpRequest():
            return Stub(**given, answer="http", json={}, times=1)
        case DrawTicket(first=first):
            return Stub(**given, answer="number", number=first, times=1)
    return Stub(**given, answer="result" if "script" in given else "rows", times=1)


def answer_words(stub: Stub) -> str:
    """A stub's answer in one line, as JSON has it."""
    document = stub_to_json(stub)
    for key in ("source", "draw", "script", "statement", "method", "path", "parameters",
                "times", "delay_s"):  # fmt: skip
        document.pop(key, None)
    if list(document) == ["rows"]:
        return _short(document["rows"])
    return _short(document)


def _whom(request: OutsideRequest) -> dict[str, Any]:
    kind, name = whom(request)
    return {kind: name}


def _short(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _given(request: OutsideRequest, answer: Answer) -> dict[str, Any]:
    if answer.after_s is None:
        return {"answer": "no_answer"}
    if answer.failure is not None:
        return {"answer": "failure", "failure": answer.failure or "failed"}
    value = answer.value
    if isinstance(value, Rows):
        rows = tuple(
            {name: as_json(cell) for name, cell in zip(value.columns, row, strict=False)}
            for row in value.rows
        )
        return {"answer": "rows", "rows": rows}
    if isinstance(value, HttpAnswer):
        return {"answer": "http", "status": value.status, "json": as_json(value.json)}
    if isinstance(request, DrawTicket):
        number = value if isinstance(value, int) and not isinstance(value, bool) else None
        return {"answer": "number", "number": number}
    if isinstance(value, Mapping):
        return {"answer": "result", "result": {str(k): as_json(v) for k, v in value.items()}}
    return {"answer": "failure", "failure": f"{type(value).__name__} came"}


def as_json(value: object) -> Json:
    """As a stub can hold it: numbers stay numbers, days and times become text."""
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case float():
            return value if value == value and abs(value) != float("inf") else str(value)
        case date() | time():
            return value.isoformat()
        case Mapping():
            return {str(key): as_json(item) for key, item in value.items()}
        case list() | tuple():
            return [as_json(item) for item in value]
    return str(value)
