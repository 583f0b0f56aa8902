"""Set variables: compute values for later nodes."""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.scheme.expressions import Expression as Parsed
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import ERROR, NEXT, NodeType, Port, words
from engine.scheme.parameters import Expression, Parameters, VariableName


class Assignment(Parameters):
    variable: VariableName
    value: Expression

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "variable": named("Переменная", "Variable"),
        "value": named(
            "Значение",
            "Value",
            "Выражение; последующие видят значения предыдущих",
            "An expression; later ones see the earlier ones' values",
        ),
    }


class SetVariablesParameters(Parameters):
    #: Done in this order; later ones see the earlier ones' values.
    assignments: tuple[Assignment, ...] = Field(min_length=1, max_length=50)

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "assignments": named("Присвоить", "Assignments", "По порядку", "Done in this order"),
    }


class SetVariablesNode(NodeType[SetVariablesParameters]):
    name = "set_variables"
    title = words("Задать переменные", "Set variables")
    summary = words(
        "Вычисляет значения для следующих блоков", "Computes values for the nodes that follow"
    )
    group = "data"
    parameters = SetVariablesParameters

    def ports(self, parameters: SetVariablesParameters) -> tuple[Port, ...]:
        return (NEXT, ERROR)

    def bind(self, parameters: SetVariablesParameters, binding: Binding) -> Handler:
        return _SetVariables(
            tuple((a.variable, binding.expression(a.value)) for a in parameters.assignments)
        )


class _SetVariables(Handler):
    __slots__ = ("_assignments",)

    def __init__(self, assignments: tuple[tuple[str, Parsed], ...]) -> None:
        self._assignments = assignments

    def enter(self, call: Call) -> str | None:
        for variable, expression in self._assignments:
            call.values[variable] = expression.evaluate(call.scope)
        return "next"
