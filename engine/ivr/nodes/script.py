"""Script: a registered Python function computes something."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.ivr.incoming import as_declared, declared_types
from engine.ivr.message import BoundMessage
from engine.ivr.requests import OutsideRequest, RunScript
from engine.ivr.slow_step import SlowStep, SlowStepParameters
from engine.scheme.expressions import EvaluationError
from engine.scheme.expressions import Expression as Parsed
from engine.scheme.field_words import FieldWords, named
from engine.scheme.model import VariableType
from engine.scheme.node_type import ERROR, NEXT, NodeType, Port, words
from engine.scheme.parameters import Expression, ScriptName, VariableName
from engine.scheme.problems import Fix, Problem, error


class ScriptParameters(SlowStepParameters):
    #: The function's name: an entry point of the group `rino_desktop.scripts`.
    script: ScriptName
    #: The function's arguments by name.
    arguments: dict[str, Expression] = Field(default={})
    #: Keys of the mapping that the function gives back, and the variables their values go into;
    #: for a key that is not there the variable has no value.
    results: dict[str, VariableName] = Field(default={})

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "script": named(
            "Функция",
            "Function",
            "Имя зарегистрированной функции",
            "The name of a registered function",
        ),
        "arguments": named("Аргументы", "Arguments", "Имя и выражение", "Name and expression"),
        "results": named(
            "Ответ → переменные",
            "Answer → variables",
            "Ключ ответа и переменная; чего нет, то без значения",
            "A key of the answer and the variable it goes into; what is not there has no value",
        ),
    }


class ScriptNode(NodeType[ScriptParameters]):
    name = "script"
    title = words("Функция", "Script")
    summary = words(
        "Вызывает зарегистрированную функцию на Python с ограничением по времени",
        "Calls a registered Python function with a time limit",
    )
    group = "data"
    parameters = ScriptParameters

    def ports(self, parameters: ScriptParameters) -> tuple[Port, ...]:
        return (NEXT, ERROR)

    def check(self, parameters: ScriptParameters) -> Iterable[Problem]:
        for name in parameters.arguments:
            if not name.isidentifier():
                place = f"arguments.{name}"
                yield error("bad_variable_name", variable=name, place=place,
                            fix=Fix("change_parameter", {"place": place}))  # fmt: skip

    def quiet_s(self, parameters: ScriptParameters) -> float:
        return parameters.timeout_s

    def bind(self, parameters: ScriptParameters, binding: Binding) -> Handler:
        return _Script(
            parameters,
            binding.message(parameters.waiting),
            {name: binding.expression(text) for name, text in parameters.arguments.items()},
            declared_types(binding.scheme),
        )


class _Script(SlowStep):
    __slots__ = ("_arguments", "_p", "_types")

    def __init__(
        self,
        parameters: ScriptParameters,
        waiting: BoundMessage,
        arguments: Mapping[str, Parsed],
        types: Mapping[str, VariableType],
    ) -> None:
        super().__init__(parameters, waiting)
        self._p = parameters
        self._arguments = arguments
        self._types = types

    def request(self, call: Call) -> OutsideRequest:
        arguments = {name: value.evaluate(call.scope) for name, value in self._arguments.items()}
        return RunScript(self._p.script, arguments)

    def answered(self, call: Call, answer: Any) -> str:
        if not isinstance(answer, Mapping):
            raise EvaluationError(
                "“{script}” must give a mapping of names to values", script=self._p.script
            )
        found = {
            variable: as_declared(answer.get(key), self._types.get(variable), f"“{key}”")
            for key, variable in self._p.results.items()
        }
        call.values.update(found)
        return "next"
