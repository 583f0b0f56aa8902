"""Random split: chance chooses the way, so that two wordings can be compared (A/B test)."""

from collections.abc import Iterable, Mapping
from random import Random
from typing import ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import NodeType, Port, words
from engine.scheme.parameters import Parameters, PortName
from engine.scheme.problems import Fix, Problem, error
from engine.scheme.validate_ports import port_problems

#: Results of splits begin so: reports find them by it.
PREFIX = "split."


class Branch(Parameters):
    #: The name of the port, and what is saved.
    name: PortName
    #: Its share against the sum of all weights; 0: switched off.
    weight: float = Field(default=1.0, ge=0, le=1_000_000, allow_inf_nan=False)

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "name": named(
            "Ветвь",
            "Branch",
            "Имя выхода; его же хранит ответ",
            "The name of the port, and what is saved",
        ),
        "weight": named(
            "Доля",
            "Share",
            "Относительно суммы всех долей; 0 — выключена",
            "Against the sum of all shares; 0: switched off",
        ),
    }


class RandomSplitParameters(Parameters):
    #: The result ``split.NAME`` tells the branch. Splits of one name in a scheme choose the same.
    name: str = Field(default="ab", pattern=r"^\S+$", max_length=50)
    branches: tuple[Branch, ...] = Field(min_length=1, max_length=20)
    #: The same contact goes the same way in every attempt of the campaign.
    sticky: bool = False

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "name": named(
            "Имя разделения",
            "Name of the split",
            "Выбор хранится в ответе split.ИМЯ; разделения с одним именем выбирают одинаково",
            "The result split.NAME tells the branch; splits of one name choose the same",
        ),
        "sticky": named(
            "Один и тот же путь",
            "Always the same way",
            "Во всех попытках кампании контакт идёт тем же путём",
            "The same contact goes the same way in every attempt of the campaign",
        ),
    }


class RandomSplitNode(NodeType[RandomSplitParameters]):
    name = "random_split"
    title = words("Случайный выбор", "Random split")
    summary = words(
        "Делит звонки случайно в заданных долях и помнит выбор для отчёта",
        "Divides the calls by chance in given shares and keeps the choice for the report",
    )
    group = "flow"
    parameters = RandomSplitParameters

    def ports(self, parameters: RandomSplitParameters) -> tuple[Port, ...]:
        names = dict.fromkeys(branch.name for branch in parameters.branches)
        return tuple(Port(name, words(name, name)) for name in names)

    def check(self, parameters: RandomSplitParameters) -> Iterable[Problem]:
        named = [(b.name, f"branches[{i}].name") for i, b in enumerate(parameters.branches)]
        yield from port_problems(named, {"error"})
        if not any(branch.weight for branch in parameters.branches):
            yield error(
                "bad_parameter",
                why_ru="хотя бы у одной ветви доля должна быть больше нуля",
                why_en="one branch at least needs a weight above zero",
                place="branches[0].weight",
                fix=Fix("change_parameter", {"place": "branches[0].weight"}),
            )

    def saves(self, parameters: RandomSplitParameters) -> tuple[str, ...]:
        return (PREFIX + parameters.name,)

    def bind(self, parameters: RandomSplitParameters, binding: Binding) -> Handler:
        return _RandomSplit(parameters)


class _RandomSplit(Handler):
    __slots__ = ("_names", "_result", "_sticky", "_weights")

    def __init__(self, parameters: RandomSplitParameters) -> None:
        self._names = [branch.name for branch in parameters.branches]
        self._weights = [branch.weight for branch in parameters.branches]
        self._result = PREFIX + parameters.name
        self._sticky = parameters.sticky

    def enter(self, call: Call) -> str | None:
        chosen = self._chosen(call)
        call.save_result(self._result, chosen)
        return chosen

    def foreseen_port(self, call: Call, unknown: frozenset[str]) -> str | None:
        return self._chosen(call)

    def _chosen(self, call: Call) -> str:
        """By the call or the contact and the split's name, not by what was drawn before: the
        branch is the same on a repetition, after a change of the scheme elsewhere, and before
        the call. Random seeds itself from a text by its SHA-512, the same on every machine."""
        facts = call.facts
        whose = f"contact:{facts.campaign}:{facts.phone}" if self._sticky else f"call:{facts.seed}"
        random = Random(f"{whose}:{self._result}")
        return random.choices(self._names, self._weights)[0]
