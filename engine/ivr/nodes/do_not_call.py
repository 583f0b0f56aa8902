"""Do-not-call: the subscriber's number is never called again."""

from collections.abc import Mapping
from typing import ClassVar

from engine.domain.disposition import Disposition
from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.ivr.message import PlainTemplate
from engine.ivr.model import AddToDoNotCall
from engine.scheme.expressions import EvaluationError
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import NodeType, words
from engine.scheme.parameters import Parameters, TextTemplate

_LONGEST_REASON = 200


class DoNotCallParameters(Parameters):
    #: For the list's own record.
    reason: TextTemplate = ""

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "reason": named(
            "Причина", "Reason", "Для записи в самом стоп-листе", "For the list's own record"
        ),
    }


class DoNotCallNode(NodeType[DoNotCallParameters]):
    name = "do_not_call"
    title = words("В стоп-лист", "Do not call")
    summary = words(
        "Заносит номер абонента в стоп-лист", "Puts the subscriber's number on the do-not-call list"
    )
    group = "call"
    parameters = DoNotCallParameters
    opts_out = True

    def bind(self, parameters: DoNotCallParameters, binding: Binding) -> Handler:
        return _DoNotCall(binding.text(parameters.reason))


class _DoNotCall(Handler):
    __slots__ = ("_reason",)

    def __init__(self, reason: PlainTemplate) -> None:
        self._reason = reason

    def enter(self, call: Call) -> str | None:
        try:
            reason = self._reason.text(call)
        except EvaluationError:
            reason = ""  # the wish counts, its wording does not
        call.out.append(AddToDoNotCall(reason[:_LONGEST_REASON]))
        call.mark(Disposition.OPTED_OUT)
        return "next"
