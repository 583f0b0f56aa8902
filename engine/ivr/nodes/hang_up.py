"""Hang up: the end of the call."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from engine.domain.disposition import Disposition
from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import NodeType, Port, words
from engine.scheme.parameters import Parameters


class HangUpParameters(Parameters):
    #: ``auto``: what the call was marked on its way, or completed.
    disposition: Literal["auto", "completed", "partial", "callback"] = "auto"

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "disposition": named(
            "Считать звонок",
            "The call counts as",
            "«Как отмечен» — по блоку «Отметить итог», а без него — завершённым",
            "“As marked”: by the block “Mark the outcome”, without one completed",
            auto=("как отмечен", "as marked"),
            completed=("завершённым", "completed"),
            partial=("частичным", "partial"),
            callback=("с перезвоном", "a callback"),
        ),
    }


class HangUpNode(NodeType[HangUpParameters]):
    name = "hang_up"
    title = words("Завершить звонок", "Hang up")
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
