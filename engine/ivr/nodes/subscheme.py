"""Sub-scheme: another scheme does a part of the work and comes back."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.calling import Given, OtherScheme
from engine.ivr.handler import Call, ForeseenCall, Handler
from engine.scheme.expressions import Expression as Parsed
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import ERROR, NEXT, NodeType, Port, SchemeCall, words
from engine.scheme.parameters import (
    CalledExpression,
    Parameters,
    PortName,
    SchemeName,
    VariableName,
)
from engine.scheme.problems import Problem
from engine.scheme.validate_ports import port_problems
from engine.scheme.values import Value


class SubschemeParameters(Parameters):
    #: The name of a published scheme; new calls take its newest version.
    scheme: SchemeName
    #: Its variables and what they are given, by the variables of this scheme; its others begin as
    #: in a call of its own.
    parameters: Given = Field(default={}, max_length=50)
    #: What is taken over when it comes back: variables of this scheme and their values, by the
    #: variables of the called one and ``outcome``. Nothing else of this scheme changes.
    results: dict[VariableName, CalledExpression] = Field(default={}, max_length=50)
    #: Outcomes of its ``return`` nodes that have a port of their own here; all others leave by
    #: ``next``.
    outcomes: tuple[PortName, ...] = Field(default=(), max_length=50)

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "scheme": named(
            "Схема",
            "Scheme",
            "Имя опубликованной схемы; новые звонки идут по последней версии",
            "The name of a published scheme; new calls take its newest version",
        ),
        "parameters": named(
            "Передать переменные",
            "Give variables",
            "Переменная той схемы и выражение из переменных этой; остальные начинают "
            "как в обычном звонке",
            "A variable of that scheme and an expression over those of this one; its "
            "others begin as in a call of its own",
        ),
        "results": named(
            "Взять обратно",
            "Take over",
            "Переменная этой схемы и выражение из переменных той и outcome",
            "A variable of this scheme and an expression over those of the called one and outcome",
        ),
        "outcomes": named(
            "Исходы со своим выходом",
            "Outcomes with a port",
            "Остальные уходят по выходу «Дальше»",
            "All others leave by “Next”",
        ),
    }


class SubschemeNode(NodeType[SubschemeParameters]):
    name = "subscheme"
    title = words("Подсхема", "Sub-scheme")
    summary = words(
        "Проводит разговор по другой схеме и возвращается",
        "Leads the call through another scheme and comes back",
    )
    group = "flow"
    #: As a rule the other scheme does; whether it does is seen where that scheme is known.
    waits_for_subscriber = True
    parameters = SubschemeParameters
    example = MappingProxyType({"outcomes": ["name"]})

    def ports(self, parameters: SubschemeParameters) -> tuple[Port, ...]:
        outcomes = dict.fromkeys(parameters.outcomes)
        return (
            *(Port(outcome, words(outcome, outcome)) for outcome in outcomes),
            Port("next", NEXT.title, required=not outcomes),
            ERROR,
        )

    def check(self, parameters: SubschemeParameters) -> Iterable[Problem]:
        named = [(name, f"outcomes[{i}]") for i, name in enumerate(parameters.outcomes)]
        return port_problems(named, {"next", "error"})

    def calls(self, parameters: SubschemeParameters) -> SchemeCall:
        return SchemeCall(
            parameters.scheme,
            "scheme",
            returns=True,
            given=tuple((name, f"parameters.{name}") for name in parameters.parameters),
            results=tuple((text, f"results.{name}") for name, text in parameters.results.items()),
            outcomes=tuple(
                (outcome, f"outcomes[{i}]") for i, outcome in enumerate(parameters.outcomes)
            ),
        )

    def bind(self, parameters: SubschemeParameters, binding: Binding) -> Handler:
        return _Subscheme(
            OtherScheme(parameters.scheme, parameters.parameters, binding),
            tuple((name, binding.expression(text)) for name, text in parameters.results.items()),
            frozenset(parameters.outcomes),
        )


class _Subscheme(Handler):
    __slots__ = ("_other", "_outcomes", "_results")

    def __init__(
        self,
        other: OtherScheme,
        results: tuple[tuple[str, Parsed], ...],
        outcomes: frozenset[str],
    ) -> None:
        self._other = other
        self._results = results
        self._outcomes = outcomes

    def enter(self, call: Call) -> str | None:
        self._other.enter(call, returns=True)
        return None

    def returned(self, call: Call, outcome: str, values: Mapping[str, Value]) -> str | None:
        if self._results:
            scope = call.scope_of({**values, "outcome": outcome})
            # First all, then set: a value that fails must not leave half of them.
            found = [(name, value.evaluate(scope)) for name, value in self._results]
            call.values.update(found)
        return outcome if outcome in self._outcomes else "next"

    def foreseen_call(self, call: Call, unknown: frozenset[str]) -> ForeseenCall | None:
        return self._other.foreseen(call, unknown, returns=True)
