"""Jump: the rest of the call goes by another scheme."""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.calling import Given, OtherScheme
from engine.ivr.handler import Call, ForeseenCall, Handler
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import ERROR, NodeType, Port, SchemeCall, words
from engine.scheme.parameters import Parameters, SchemeName


class JumpParameters(Parameters):
    #: The name of a published scheme; new calls take its newest version.
    scheme: SchemeName
    #: Its variables and what they are given, by the variables of this scheme; its others begin as
    #: in a call of its own.
    parameters: Given = Field(default={}, max_length=50)

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
    }


class JumpNode(NodeType[JumpParameters]):
    name = "jump"
    title = words("Перейти в схему", "Jump")
    summary = words(
        "Продолжает разговор по другой схеме и не возвращается",
        "Goes on in another scheme and never comes back",
    )
    group = "flow"
    parameters = JumpParameters

    def ports(self, parameters: JumpParameters) -> tuple[Port, ...]:
        return (ERROR,)

    def calls(self, parameters: JumpParameters) -> SchemeCall:
        given = tuple((name, f"parameters.{name}") for name in parameters.parameters)
        return SchemeCall(parameters.scheme, "scheme", returns=False, given=given)

    def bind(self, parameters: JumpParameters, binding: Binding) -> Handler:
        return _Jump(OtherScheme(parameters.scheme, parameters.parameters, binding))


class _Jump(Handler):
    __slots__ = ("_other",)

    def __init__(self, other: OtherScheme) -> None:
        self._other = other

    def enter(self, call: Call) -> str | None:
        self._other.enter(call, returns=False)
        return None

    def foreseen_call(self, call: Call, unknown: frozenset[str]) -> ForeseenCall | None:
        return self._other.foreseen(call, unknown, returns=False)
