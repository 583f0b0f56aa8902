"""Draw number: a ticket of a quiz or lottery, each number once."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.ivr.message import BoundMessage
from engine.ivr.requests import DrawTicket, OutsideRequest
from engine.ivr.slow_step import SlowStep, SlowStepParameters
from engine.scheme.expressions import EvaluationError
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import ERROR, NodeType, Port, words
from engine.scheme.parameters import ResultName, VariableName
from engine.scheme.problems import Fix, Problem, error


class DrawNumberParameters(SlowStepParameters):
    #: The draw's name; its tickets are counted within the campaign.
    draw: str = Field(min_length=1, max_length=60)
    #: The first and the last number that is given out.
    first: int = Field(default=1, ge=0, le=999_999_999_999)
    last: int = Field(default=999_999, ge=0, le=999_999_999_999)
    #: In an order that cannot be foreseen; otherwise one after the other.
    shuffled: bool = True
    #: Gets the number; a contact who has one already gets the same again.
    variable: VariableName
    #: The result under which the number is saved; empty: none.
    result: ResultName | None = "ticket"

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "draw": named(
            "Розыгрыш",
            "Draw",
            "Имя розыгрыша; билеты считаются в пределах кампании",
            "The draw's name; its tickets are counted within the campaign",
        ),
        "first": named("Первый номер", "First number"),
        "last": named("Последний номер", "Last number"),
        "shuffled": named(
            "Вперемешку",
            "Shuffled",
            "Порядок нельзя предугадать; иначе номера идут подряд",
            "In an order that cannot be foreseen; otherwise one after the other",
        ),
        "variable": named(
            "В переменную",
            "Into variable",
            "Кто уже получил номер, получит тот же",
            "A contact who has a number gets the same again",
        ),
        "result": named(
            "Сохранить как ответ", "Save as result", "Пусто — не сохранять", "Empty: not saved"
        ),
    }


class DrawNumberNode(NodeType[DrawNumberParameters]):
    name = "draw_number"
    title = words("Номер розыгрыша", "Draw number")
    summary = words(
        "Выдаёт абоненту номер в розыгрыше, каждый номер один раз",
        "Gives the subscriber a number of a draw, each number once",
    )
    group = "data"
    parameters = DrawNumberParameters

    def ports(self, parameters: DrawNumberParameters) -> tuple[Port, ...]:
        return (
            Port("issued", words("Выдан", "Issued")),
            Port(
                "exhausted",
                words("Номера кончились", "No numbers left"),
                required=False,
                fallback="error",
            ),
            ERROR,
        )

    def check(self, parameters: DrawNumberParameters) -> Iterable[Problem]:
        if parameters.last < parameters.first:
            yield error(
                "bad_parameter",
                why_ru="последний номер меньше первого",
                why_en="the last number is less than the first",
                place="last",
                fix=Fix("change_parameter", {"place": "last"}),
            )

    def quiet_s(self, parameters: DrawNumberParameters) -> float:
        return parameters.timeout_s

    def bind(self, parameters: DrawNumberParameters, binding: Binding) -> Handler:
        return _DrawNumber(parameters, binding.message(parameters.waiting), binding.node_id)


class _DrawNumber(SlowStep):
    __slots__ = ("_node_id", "_p")

    def __init__(
        self, parameters: DrawNumberParameters, waiting: BoundMessage, node_id: str
    ) -> None:
        super().__init__(parameters, waiting)
        self._p = parameters
        self._node_id = node_id

    def request(self, call: Call) -> OutsideRequest:
        p = self._p
        return DrawTicket(p.draw, p.first, p.last, p.shuffled)

    def answered(self, call: Call, answer: Any) -> str:
        p = self._p
        if answer is None:
            call.values[p.variable] = None
            call.trouble(
                self._node_id, "all numbers of the draw “{draw}” are given out", draw=p.draw
            )
            return "exhausted"
        if isinstance(answer, bool) or not isinstance(answer, int):
            raise EvaluationError("the draw “{draw}” gave no number", draw=p.draw)
        call.values[p.variable] = answer
        if p.result:
            call.save_result(p.result, str(answer))
        return "issued"
