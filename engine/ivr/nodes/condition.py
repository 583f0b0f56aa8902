"""Condition: one of two ways, by an expression."""

from collections.abc import Mapping
from typing import ClassVar

from engine.ivr.binding import Binding
from engine.ivr.foreseeing import can_be_foreseen
from engine.ivr.handler import Call, Handler
from engine.scheme.expressions import EvaluationError
from engine.scheme.expressions import Expression as Parsed
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import ERROR, NodeType, Port, words
from engine.scheme.parameters import Expression, Parameters

_PORTS = (Port("true", words("Да", "Yes")), Port("false", words("Нет", "No")), ERROR)


class ConditionParameters(Parameters):
    expression: Expression

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "expression": named(
            "Условие",
            "Condition",
            "Например debt > 1000 and is_set(due)",
            "As debt > 1000 and is_set(due)",
        ),
    }


class ConditionNode(NodeType[ConditionParameters]):
    name = "condition"
    title = words("Условие", "Condition")
    summary = words("Выбирает путь по значению выражения", "Chooses the way by an expression")
    group = "flow"
    parameters = ConditionParameters

    def ports(self, parameters: ConditionParameters) -> tuple[Port, ...]:
        return _PORTS

    def bind(self, parameters: ConditionParameters, binding: Binding) -> Handler:
        return _Condition(binding.expression(parameters.expression))


class _Condition(Handler):
    __slots__ = ("_expression",)

    def __init__(self, expression: Parsed) -> None:
        self._expression = expression

    def enter(self, call: Call) -> str | None:
        return "true" if self._expression.evaluate(call.scope) else "false"

    def foreseen_port(self, call: Call, unknown: frozenset[str]) -> str | None:
        if not can_be_foreseen(self._expression, unknown):
            return None
        try:
            return self.enter(call)
        except EvaluationError:
            return "error"
