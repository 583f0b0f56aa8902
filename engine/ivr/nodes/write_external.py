"""Write external: a row for an external store of the campaign."""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.ivr.message import PlainTemplate
from engine.ivr.model import WriteExternal
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import ERROR, NEXT, NodeType, Port, words
from engine.scheme.parameters import Parameters, StoreName, TextTemplate


class WriteExternalParameters(Parameters):
    #: The external store's name in the campaign.
    store: StoreName
    #: Names (as the store's mapping knows them) and values: texts, values in braces.
    values: dict[str, TextTemplate] = Field(min_length=1, max_length=100)

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "store": named(
            "Внешнее хранилище",
            "External store",
            "Имя хранилища в кампании",
            "The external store's name in the campaign",
        ),
        "values": named(
            "Значения",
            "Values",
            "Имена — как в карте хранилища; тексты, значения в скобках",
            "Names as the store's mapping knows them; texts, values in braces",
        ),
    }


class WriteExternalNode(NodeType[WriteExternalParameters]):
    name = "write_external"
    title = words("Запись во внешнее хранилище", "Write to an external store")
    summary = words(
        "Отправляет строку во внешнее хранилище кампании; звонок её доставки не ждёт",
        "Sends a row to an external store of the campaign; the call does not wait for delivery",
    )
    group = "data"
    parameters = WriteExternalParameters

    def ports(self, parameters: WriteExternalParameters) -> tuple[Port, ...]:
        return (NEXT, ERROR)

    def bind(self, parameters: WriteExternalParameters, binding: Binding) -> Handler:
        return _WriteExternal(
            parameters.store,
            {name: binding.text(value) for name, value in parameters.values.items()},
        )


class _WriteExternal(Handler):
    __slots__ = ("_store", "_values")

    def __init__(self, store: str, values: Mapping[str, PlainTemplate]) -> None:
        self._store = store
        self._values = values

    def enter(self, call: Call) -> str | None:
        values = {name: template.text(call) for name, template in self._values.items()}
        call.out.append(WriteExternal(self._store, values))
        return "next"
