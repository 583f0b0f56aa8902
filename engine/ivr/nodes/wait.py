"""Wait: silence for some seconds."""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import NodeType, words
from engine.scheme.parameters import Parameters


class WaitParameters(Parameters):
    seconds: float = Field(default=1.0, gt=0, le=600, allow_inf_nan=False)

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "seconds": named("Сколько молчать", "How long"),
    }


class WaitNode(NodeType[WaitParameters]):
    name = "wait"
    title = words("Пауза", "Wait")
    summary = words("Молчит несколько секунд", "Stays silent for some seconds")
    group = "flow"
    parameters = WaitParameters

    def quiet_s(self, parameters: WaitParameters) -> float:
        return parameters.seconds

    def bind(self, parameters: WaitParameters, binding: Binding) -> Handler:
        return _Wait(parameters.seconds)


class _Wait(Handler):
    __slots__ = ("_seconds",)

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def enter(self, call: Call) -> str | None:
        call.set_timer(self._seconds)
        return None

    def timer(self, call: Call) -> str | None:
        return "next"
