"""Save result: what the subscriber said goes into the report."""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.ivr.message import PlainTemplate
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import ERROR, NEXT, NodeType, Port, words
from engine.scheme.parameters import Parameters, ResultName, TextTemplate

#: What a result's value is cut to: the column that holds it has an end.
LONGEST_VALUE = 1000


class Result(Parameters):
    name: ResultName
    #: A text, values in braces: yes, {promised_date}.
    value: TextTemplate = ""

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "name": named("Ответ", "Result"),
        "value": named(
            "Значение",
            "Value",
            "Текст, значения в скобках: yes, {promised_date}",
            "A text, values in braces: yes, {promised_date}",
        ),
    }


class SaveResultParameters(Parameters):
    results: tuple[Result, ...] = Field(min_length=1, max_length=50)


class SaveResultNode(NodeType[SaveResultParameters]):
    name = "save_result"
    title = words("Сохранить ответ", "Save result")
    summary = words(
        "Записывает ответ абонента к попытке — для отчётов",
        "Writes the subscriber's answer into the attempt's results",
    )
    group = "data"
    parameters = SaveResultParameters

    def ports(self, parameters: SaveResultParameters) -> tuple[Port, ...]:
        return (NEXT, ERROR)

    def bind(self, parameters: SaveResultParameters, binding: Binding) -> Handler:
        return _SaveResult(tuple((r.name, binding.text(r.value)) for r in parameters.results))


class _SaveResult(Handler):
    __slots__ = ("_results",)

    def __init__(self, results: tuple[tuple[str, PlainTemplate], ...]) -> None:
        self._results = results

    def enter(self, call: Call) -> str | None:
        # First all values, then all results: a value that fails must not leave half of them.
        for name, value in [(name, template.text(call)) for name, template in self._results]:
            call.save_result(name, value[:LONGEST_VALUE])
        return "next"
