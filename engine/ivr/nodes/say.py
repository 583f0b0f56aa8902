"""Say: a text with values in it, put into words."""

from collections.abc import Mapping
from typing import ClassVar

from engine.ivr.binding import Binding
from engine.ivr.handler import Handler
from engine.ivr.speaking import Speaking
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import ERROR, NEXT, NodeType, Port, words
from engine.scheme.parameters import LocalTemplate, Message, Parameters, SayItem


class SayParameters(Parameters):
    #: language → text; values in braces: {debt|money}, {due|date:until}, {code|digits}.
    text: LocalTemplate
    barge_in: bool = False

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "text": named(
            "Текст",
            "Text",
            "Значения в скобках: {debt|money}, {due|date:until}, {code|digits}",
            "Values in braces: {debt|money}, {due|date:until}, {code|digits}",
        ),
    }


class SayNode(NodeType[SayParameters]):
    name = "say"
    title = words("Произнести", "Say")
    summary = words(
        "Произносит текст, в который подставлены числа, суммы, даты, номера",
        "Speaks a text with numbers, amounts, dates and digits in it",
    )
    group = "voice"
    parameters = SayParameters

    def ports(self, parameters: SayParameters) -> tuple[Port, ...]:
        return (NEXT, ERROR)

    def opens_with(self, parameters: SayParameters) -> Message:
        return (SayItem(say=parameters.text),)

    def bind(self, parameters: SayParameters, binding: Binding) -> Handler:
        return Speaking(binding.say(parameters.text), parameters.barge_in)
