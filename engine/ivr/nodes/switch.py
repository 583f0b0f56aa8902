"""Switch: one of several ways, by a value."""

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from pydantic import ConfigDict, Field

from engine.ivr.binding import Binding
from engine.ivr.foreseeing import can_be_foreseen
from engine.ivr.handler import Call, Handler
from engine.ivr.value_ranges import BadRange, Wanted, read_wanted
from engine.scheme.expressions import EvaluationError
from engine.scheme.expressions import Expression as Parsed
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import ERROR, NodeType, Port, words
from engine.scheme.parameters import Expression, Parameters, PortName
from engine.scheme.problems import Fix, Problem, error
from engine.scheme.validate_ports import port_problems

_OTHER = Port("other", words("Иначе", "Other"))


class Case(Parameters):
    model_config = ConfigDict(coerce_numbers_to_str=True)

    #: The name of the port.
    port: PortName
    #: Values (``Премиум``, ``5``, ``2026-12-31``, ``yes``, an empty text for no value) and ranges
    #: of numbers, dates or times of day, both ends included: ``100..500``, ``..99``, ``1000..``.
    values: tuple[str, ...] = Field(default=(), max_length=200)
    #: Or: taken when it holds.
    when: Expression = ""

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "port": named("Выход", "Port"),
        "values": named(
            "Значения",
            "Values",
            "Премиум, 5, 2026-12-31, yes или диапазоны 100..500, ..99, 1000..; пусто: значения нет",
            "Premium, 5, 2026-12-31, yes, or ranges 100..500, ..99, 1000..; empty: no value",
        ),
        "when": named("Или если", "Or when", "Выражение", "An expression"),
    }


class SwitchParameters(Parameters):
    #: What is compared; texts without regard to case and blanks around them.
    expression: Expression
    #: The first that fits is taken.
    cases: tuple[Case, ...] = Field(min_length=1, max_length=50)

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "expression": named(
            "Что сравнивать",
            "What is compared",
            "Тексты — без учёта регистра и пробелов по краям",
            "Texts without regard to case and blanks around them",
        ),
        "cases": named(
            "Пути", "Ways", "Выбирается первый подходящий", "The first that fits is taken"
        ),
    }


class SwitchNode(NodeType[SwitchParameters]):
    name = "switch"
    title = words("Выбор по значению", "Switch")
    summary = words("Выбирает один из путей по значению", "Chooses one of several ways by a value")
    group = "flow"
    parameters = SwitchParameters

    def ports(self, parameters: SwitchParameters) -> tuple[Port, ...]:
        names = dict.fromkeys(case.port for case in parameters.cases)
        return (*(Port(name, words(name, name)) for name in names), _OTHER, ERROR)

    def check(self, parameters: SwitchParameters) -> Iterable[Problem]:
        named = [(case.port, f"cases[{i}].port") for i, case in enumerate(parameters.cases)]
        yield from port_problems(named, {"other", "error"})
        for i, case in enumerate(parameters.cases):
            if not case.values and not case.when.strip():
                yield _wrong(
                    f"cases[{i}].values", "нужны значения или условие", "values or “when” needed"
                )
            yield from _bad_values(case, i)

    def bind(self, parameters: SwitchParameters, binding: Binding) -> Handler:
        return _Switch(
            binding.expression(parameters.expression),
            tuple(
                (
                    case.port,
                    tuple(read_wanted(text) for text in case.values),
                    binding.expression(case.when) if case.when.strip() else None,
                )
                for case in parameters.cases
            ),
        )


def _bad_values(case: Case, number: int) -> Iterator[Problem]:
    for index, text in enumerate(case.values):
        try:
            read_wanted(text)
        except BadRange as bad:
            yield _wrong(f"cases[{number}].values[{index}]", bad.ru, bad.en)


def _wrong(place: str, ru: str, en: str) -> Problem:
    fix = Fix("change_parameter", {"place": place})
    return error("bad_parameter", why_ru=ru, why_en=en, place=place, fix=fix)


_Case = tuple[str, tuple[Wanted, ...], Parsed | None]


class _Switch(Handler):
    __slots__ = ("_cases", "_expression", "_expressions")

    def __init__(self, expression: Parsed, cases: tuple[_Case, ...]) -> None:
        self._expression = expression
        self._cases = cases
        self._expressions = (expression, *(when for _, _, when in cases if when is not None))

    def enter(self, call: Call) -> str | None:
        value = self._expression.evaluate(call.scope)
        for port, wanted, when in self._cases:
            if any(each.fits(value) for each in wanted):
                return port
            if when is not None and when.evaluate(call.scope):
                return port
        return "other"

    def foreseen_port(self, call: Call, unknown: frozenset[str]) -> str | None:
        if not all(can_be_foreseen(each, unknown) for each in self._expressions):
            return None
        try:
            return self.enter(call)
        except EvaluationError:
            return "error"
