"""Return: the end of a scheme that another one has called."""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import NodeType, Port, words
from engine.scheme.parameters import Parameters


class ReturnParameters(Parameters):
    #: Tells the calling scheme how it went; it may have a port for each outcome.
    outcome: str = Field(default="", max_length=60, pattern=r"^(?:\S(?:.*\S)?)?$")

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "outcome": named(
            "Исход",
            "Outcome",
            "Говорит вызвавшей схеме, чем кончилось; у неё может быть выход для каждого исхода",
            "Tells the calling scheme how it went; it may have a port for each outcome",
        ),
    }


class ReturnNode(NodeType[ReturnParameters]):
    name = "return"
    title = words("Вернуться", "Return")
    summary = words(
        "Возвращает разговор в схему, которая вызвала эту; в главной схеме завершает звонок",
        "Goes back to the scheme that called this one; in the first scheme it ends the call",
    )
    group = "flow"
    parameters = ReturnParameters

    def ports(self, parameters: ReturnParameters) -> tuple[Port, ...]:
        return ()

    def gives_back(self, parameters: ReturnParameters) -> str:
        return parameters.outcome

    def bind(self, parameters: ReturnParameters, binding: Binding) -> Handler:
        return _Return(parameters.outcome)


class _Return(Handler):
    __slots__ = ("_outcome",)

    def __init__(self, outcome: str) -> None:
        self._outcome = outcome

    def enter(self, call: Call) -> str | None:
        call.give_back(self._outcome)
        return None
