"""Loop counter: lets the call go round so many times."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.scheme.expressions import Expression as Parsed
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import ERROR, NodeType, Port, words
from engine.scheme.parameters import Expression, Parameters, VariableName

_AGAIN = Port("again", words("Ещё раз", "Again"))
_DONE = Port("done", words("Хватит", "Done"))


class LoopCounterParameters(Parameters):
    #: How often ``again`` is taken before ``done`` is; then the counting begins anew.
    times: int = Field(default=3, ge=1, le=1000)
    #: Where the number of this round goes, from 1; none: nowhere.
    variable: VariableName | None = None
    #: When it holds as the node is entered, the counting begins anew; empty: only after ``done``.
    restart_when: Expression = ""

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "times": named(
            "Сколько раз",
            "How often",
            "Столько раз — по выходу «ещё раз», потом — по выходу «хватит»",
            "So often by the port “again”, then by “done”",
        ),
        "variable": named(
            "Номер круга — в переменную", "Round into variable", "С единицы", "From 1"
        ),
        "restart_when": named(
            "Начать счёт заново, если",
            "Count anew when",
            "Если верно при входе в блок; пусто — только после последнего круга",
            "When it holds as the node is entered; empty: only after the last round",
        ),
    }


class LoopCounterNode(NodeType[LoopCounterParameters]):
    name = "loop_counter"
    title = words("Счётчик повторов", "Loop counter")
    summary = words(
        "Пускает по кругу заданное число раз", "Lets the call go round a given number of times"
    )
    group = "flow"
    parameters = LoopCounterParameters
    example = MappingProxyType({"restart_when": "1"})

    def ports(self, parameters: LoopCounterParameters) -> tuple[Port, ...]:
        if parameters.restart_when.strip():
            return (_AGAIN, _DONE, ERROR)
        return (_AGAIN, _DONE)

    def rounds(self, parameters: LoopCounterParameters) -> str:
        return "" if parameters.restart_when.strip() else "again"

    def bind(self, parameters: LoopCounterParameters, binding: Binding) -> Handler:
        restart = parameters.restart_when
        return _LoopCounter(
            binding.node_id,
            parameters.times,
            parameters.variable,
            binding.expression(restart) if restart.strip() else None,
        )


class _LoopCounter(Handler):
    __slots__ = ("_node_id", "_restart", "_times", "_variable")

    def __init__(
        self, node_id: str, times: int, variable: str | None, restart: Parsed | None
    ) -> None:
        self._node_id = node_id
        self._times = times
        self._variable = variable
        self._restart = restart

    def enter(self, call: Call) -> str | None:
        if self._restart is not None and self._restart.evaluate(call.scope):
            call.counters.pop(self._node_id, None)
        passed = call.counters.get(self._node_id, 0) + 1
        if passed > self._times:
            call.counters.pop(self._node_id, None)
            return "done"
        call.counters[self._node_id] = passed
        if self._variable is not None:
            call.values[self._variable] = passed
        return "again"
