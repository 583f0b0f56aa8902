"""Outcome: what the call counts as from here on, even if the subscriber hangs up."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from engine.domain.disposition import Disposition
from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import NodeType, words
from engine.scheme.parameters import Parameters


class OutcomeParameters(Parameters):
    disposition: Literal["completed", "partial", "callback"] = "completed"

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "disposition": named(
            "Считать звонок",
            "The call counts as",
            completed=("завершённым", "completed"),
            partial=("частичным", "partial"),
            callback=("с перезвоном", "a callback"),
        ),
    }


class OutcomeNode(NodeType[OutcomeParameters]):
    name = "outcome"
    title = words("Отметить итог", "Mark the outcome")
    summary = words(
        "С этого места звонок считается таким, даже если абонент положит трубку",
        "From here on the call counts as this, even if the subscriber hangs up",
    )
    group = "call"
    parameters = OutcomeParameters

    def bind(self, parameters: OutcomeParameters, binding: Binding) -> Handler:
        return _Outcome(Disposition(parameters.disposition))


class _Outcome(Handler):
    __slots__ = ("_disposition",)

    def __init__(self, disposition: Disposition) -> None:
        self._disposition = disposition

    def enter(self, call: Call) -> str | None:
        call.mark(self._disposition)
        return "next"
