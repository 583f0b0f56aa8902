"""Start: the subscriber has answered."""

from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.scheme.node_type import NodeType, words
from engine.scheme.parameters import Parameters


class StartParameters(Parameters):
    pass


class StartNode(NodeType[StartParameters]):
    name = "start"
    title = words("Начало", "Start")
    summary = words("Абонент ответил", "The subscriber has answered")
    group = "flow"
    parameters = StartParameters
    is_start = True

    def bind(self, parameters: StartParameters, binding: Binding) -> Handler:
        return _Start()


class _Start(Handler):
    __slots__ = ()

    def enter(self, call: Call) -> str | None:
        return "next"
