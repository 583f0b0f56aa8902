"""The world outside a dialogue's call: its stubs, and live sources where they are asked for."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.errors import KnownError
from engine.ivr.requests import (
    DrawTicket,
    HttpAnswer,
    HttpRequest,
    OutsideRequest,
    QuerySource,
    Rows,
    RunScript,
)
from engine.scheme.dialogue_failure import DialogueFailure
from engine.scheme.dialogue_model import Json, Stub
from engine.scheme.values import Value, to_text

#: Carries a request out for real, within a time of its own choice; the answer is what
#: engine.ivr.requests names for it. Raises KnownError.
Outside = Callable[[OutsideRequest], object]


@dataclass(frozen=True, slots=True)
class Answer:
    """``after_s`` None: none ever comes. ``failure``: the reason, None for a good answer."""

    after_s: float | None
    value: object = None
    failure: str | None = None


class StubWorld:
    """``live``: names of sources, draws and scripts that ``outside`` serves where no stub fits."""

    def __init__(
        self,
        stubs: Sequence[Stub] = (),
        outside: Outside | None = None,
        live: Collection[str] = (),
    ) -> None:
        self._stubs = stubs
        self._used = [0] * len(stubs)
        self._outside = outside
        self._live = {name.casefold() for name in live}

    def answer(self, request: OutsideRequest) -> Answer:
        """Raises DialogueFailure when nothing answers it: the test is incomplete then."""
        for index, stub in enumerate(self._stubs):
            if _fits(stub, request) and (stub.times is None or self._used[index] < stub.times):
                self._used[index] += 1
                return answer_of(stub)
        if self._outside is not None and whom(request)[1].casefold() in self._live:
            return self._ask_live(request)
        what = shown(request)
        raise DialogueFailure(
            f"нет заглушки, которая ответила бы: {what}", f"no stub answers: {what}"
        )

    def _ask_live(self, request: OutsideRequest) -> Answer:
        assert self._outside is not None
        try:
            return Answer(0.0, self._outside(request))
        except KnownError as error:
            return Answer(0.0, None, str(error))


def whom(request: OutsideRequest) -> tuple[str, str]:
    """What kind of thing is asked (``source``, ``draw``, ``script``), and its name."""
    match request:
        case QuerySource(source) | HttpRequest(source):
            return "source", source
        case DrawTicket(draw):
            return "draw", draw
        case RunScript(script):
            return "script", script


def shown(request: OutsideRequest) -> str:
    """A request in one line, for people."""
    kind, name = whom(request)
    match request:
        case QuerySource():
            given = ", ".join(f"{k}={to_text(v)}" for k, v in request.parameters.items())
            return f"{name}: {_squeezed(request.statement)[:200]} ({given})"
        case HttpRequest():
            return f"{name}: {request.method} {request.path}"
        case RunScript():
            given = ", ".join(f"{k}={to_text(v)}" for k, v in request.arguments.items())
            return f"{kind} {name}({given})"
    return f"{kind} {name}"


def _fits(stub: Stub, request: OutsideRequest) -> bool:
    kind, name = whom(request)
    if getattr(stub, kind).casefold() != name.casefold():
        return False
    match request:
        case QuerySource():
            return (
                stub.answer != "http"
                and not (stub.method or stub.path)
                and _squeezed(stub.statement) in _squeezed(request.statement)
                and _same(stub.parameters, request.parameters)
            )
        case HttpRequest():
            return (
                stub.answer != "rows"
                and not stub.statement
                and stub.method in ("", request.method)
                and stub.path in request.path
                and _same(stub.parameters, request.query)
            )
        case RunScript():
            return _same(stub.parameters, request.arguments)
        case DrawTicket():
            return True


def _same(wanted: Mapping[str, str], given: Mapping[str, Any]) -> bool:
    return all(key in given and to_text(given[key]) == value for key, value in wanted.items())


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()


def answer_of(stub: Stub) -> Answer:
    """What a stub answers, whatever it is asked."""
    match stub.answer:
        case "rows":
            return Answer(stub.delay_s, _rows(stub.rows))
        case "http":
            text = "" if stub.json is None else "{}"
            return Answer(stub.delay_s, HttpAnswer(stub.status, stub.json, text))
        case "number":
            return Answer(stub.delay_s, stub.number)
        case "result":
            return Answer(stub.delay_s, {key: _value(v) for key, v in stub.result.items()})
        case "failure":
            return Answer(stub.delay_s, None, stub.failure)
        case _:
            return Answer(None)


def _rows(rows: Sequence[Mapping[str, Json]]) -> Rows:
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    return Rows(columns, tuple(tuple(_value(row.get(c)) for c in columns) for row in rows))


def _value(value: Json) -> Value:
    """As a database would give it; what no column can hold is left for the node to refuse."""
    return Decimal(repr(value)) if isinstance(value, float) else value  # type: ignore[return-value]
