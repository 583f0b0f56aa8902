"""Hang up: the end of the call."""

from typing import Literal

from engine.domain.disposition import Disposition
from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.scheme.node_type import NodeType, Port, words
from engine.scheme.parameters import Parameters


class HangUpParameters(Parameters):
    #: ``auto``: what the call was marked on its way, or completed.
    disposition: Literal["auto", "completed", "partial", "callback"] = "auto"


class HangUpNode(NodeType[HangUpParameters]):
    name = "hang_up"
    title = words("Положить трубку", "Hang up")
    summary = words("Завершает звонок", "Ends the call")
    group = "call"
    parameters = HangUpParameters

    def ports(self, parameters: HangUpParameters) -> tuple[Port, ...]:
        return ()

    def bind(self, parameters: HangUpParameters, binding: Binding) -> Handler:
        chosen = parameters.disposition
        return _HangUp(None if chosen == "auto" else Disposition(chosen))


class _HangUp(Handler):
    __slots__ = ("_disposition",)

    def __init__(self, disposition: Disposition | None) -> None:
        self._disposition = disposition

    def enter(self, call: Call) -> str | None:
        call.end(self._disposition)
        return None
