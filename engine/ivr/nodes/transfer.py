"""Transfer: dial another number and let the subscriber talk with it."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from pydantic import Field

from engine.domain.disposition import Disposition
from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.ivr.message import BoundMessage, PlainTemplate
from engine.ivr.model import Transfer, Utterance
from engine.scheme.expressions import EvaluationError
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import NodeType, Port, words
from engine.scheme.parameters import Message, Parameters, TextTemplate
from engine.scheme.problems import Fix, Problem, error
from engine.scheme.values import parse_phone

_OUTCOMES = frozenset({"completed", "busy", "no_answer", "failed"})


class TransferParameters(Parameters):
    #: The number, or {a variable} that holds it.
    number: TextTemplate = Field(min_length=1)
    ring_timeout_s: float = Field(default=30.0, ge=1, le=300, allow_inf_nan=False)
    #: Played to its end before dialling.
    announcement: Message = ()
    #: Played again and again until somebody answers.
    music: Message = ()

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "number": named(
            "Номер",
            "Number",
            "Номер или {переменная} с ним",
            "The number, or {a variable} that holds it",
        ),
        "ring_timeout_s": named("Ждать ответа", "Ring for"),
        "announcement": named(
            "Сообщить перед переводом",
            "Announcement",
            "Звучит до конца, потом набирается номер",
            "Played to its end before dialling",
        ),
        "music": named(
            "Музыка ожидания",
            "Waiting music",
            "По кругу, пока не ответят",
            "Again and again until somebody answers",
        ),
    }


class TransferNode(NodeType[TransferParameters]):
    name = "transfer"
    title = words("Перевод на номер", "Transfer")
    summary = words(
        "Набирает номер и соединяет с ним абонента",
        "Dials a number and connects the subscriber with it",
    )
    group = "call"
    parameters = TransferParameters
    dials = True

    def ports(self, parameters: TransferParameters) -> tuple[Port, ...]:
        return (
            Port("completed", words("Поговорили", "They talked")),
            Port("busy", words("Занято", "Busy"), required=False, fallback="failed"),
            Port(
                "no_answer",
                words("Не отвечает", "No answer"),
                required=False,
                fallback="failed",
            ),
            Port("failed", words("Не удалось", "Failed")),
        )

    def person_ports(self, parameters: TransferParameters) -> tuple[str, ...]:
        return ("completed",)

    def opens_with(self, parameters: TransferParameters) -> Message:
        return parameters.announcement

    def quiet_s(self, parameters: TransferParameters) -> float:
        return parameters.ring_timeout_s

    def check(self, parameters: TransferParameters) -> Iterable[Problem]:
        number = parameters.number
        if "{" not in number and parse_phone(number) is None:
            yield error("bad_number", number=number, place="number",
                        fix=Fix("change_parameter", {"place": "number"}))  # fmt: skip

    def bind(self, parameters: TransferParameters, binding: Binding) -> Handler:
        return _Transfer(
            binding.text(parameters.number),
            parameters.ring_timeout_s,
            binding.message(parameters.announcement),
            binding.message(parameters.music),
            binding.node_id,
            variable="{" in parameters.number,
        )


class _Transfer(Handler):
    """``call.state`` is True once dialling has begun."""

    __slots__ = ("_announcement", "_music", "_node_id", "_number", "_ring_timeout_s", "_variable")

    def __init__(
        self,
        number: PlainTemplate,
        ring_timeout_s: float,
        announcement: BoundMessage,
        music: BoundMessage,
        node_id: str,
        *,
        variable: bool,
    ) -> None:
        self._number = number
        self._ring_timeout_s = ring_timeout_s
        self._announcement = announcement
        self._music = music
        self._node_id = node_id
        self._variable = variable

    def enter(self, call: Call) -> str | None:
        try:
            text = self._number.text(call)
        except EvaluationError as problem:
            call.failed(self._node_id, problem)
            return "failed"
        if parse_phone(text) is None:
            # Nobody is told to hold on for a call that cannot be placed.
            call.trouble(
                self._node_id, "there is no number to transfer to: “{text}”", text=text[:40]
            )
            return "failed"
        if call.play(self._announcement.items(call), barge_in=False):
            return None
        return self._dial(call)

    def played(self, call: Call) -> str | None:
        return None if call.state else self._dial(call)

    def key(self, call: Call) -> str | None:
        call.keys.clear()  # they are for whom he is talking with
        return None

    def transfer_answered(self, call: Call) -> str | None:
        if call.state:
            call.mark(Disposition.TRANSFERRED)
        return None

    def transfer_ended(self, call: Call, outcome: str) -> str | None:
        if not call.state:
            return None
        if outcome == "completed":
            call.mark(Disposition.TRANSFERRED)
        return outcome if outcome in _OUTCOMES else "failed"

    def foreseen(self, call: Call) -> Iterable[Utterance]:
        yield from self._announcement.foreseen(call)
        yield from self._music.foreseen(call)

    def _dial(self, call: Call) -> str | None:
        number = parse_phone(self._number.text(call))
        if number is None:
            return "failed"
        call.state = True
        music = self._music.items(call)
        call.out.append(Transfer(number, self._ring_timeout_s, music, self._variable))
        return None
