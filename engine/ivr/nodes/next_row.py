"""Next row: takes one row after another, to read a list out."""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.ivr.incoming import declared_types
from engine.ivr.row_cursor import next_index, row_values
from engine.scheme.field_words import FieldWords, named
from engine.scheme.model import VariableType
from engine.scheme.node_type import ERROR, NodeType, Port, words
from engine.scheme.parameters import KeptRowsName, Parameters, VariableName


class NextRowParameters(Parameters):
    #: The name under which a `query` has kept the rows.
    rows: KeptRowsName
    #: Columns (in any case) and the variables they go into.
    columns: dict[str, VariableName] = Field(min_length=1)
    #: The variable that gets the row's number, from 1.
    number: VariableName | None = None

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "rows": named(
            "Строки",
            "Rows",
            "Имя, под которым их сохранил запрос",
            "The name under which a query has kept them",
        ),
        "number": named(
            "Номер строки — в переменную", "Row number into variable", "С единицы", "From 1"
        ),
    }


class NextRowNode(NodeType[NextRowParameters]):
    name = "next_row"
    title = words("Следующая строка", "Next row")
    summary = words(
        "Берёт из ответа источника строку за строкой, а после последней начинает сначала",
        "Takes row after row of what a query brought; after the last it begins anew",
    )
    group = "data"
    parameters = NextRowParameters

    def ports(self, parameters: NextRowParameters) -> tuple[Port, ...]:
        return (
            Port("row", words("Строка", "A row")),
            Port("done", words("Строки кончились", "No more rows")),
            ERROR,
        )

    def rounds(self, parameters: NextRowParameters) -> str:
        return "row"

    def bind(self, parameters: NextRowParameters, binding: Binding) -> Handler:
        return _NextRow(parameters, declared_types(binding.scheme))


class _NextRow(Handler):
    __slots__ = ("_p", "_types")

    def __init__(self, parameters: NextRowParameters, types: Mapping[str, VariableType]) -> None:
        self._p = parameters
        self._types = types

    def enter(self, call: Call) -> str | None:
        p = self._p
        index = next_index(call, p.rows)
        if index is None:
            return "done"
        call.values.update(row_values(call.rows[p.rows], index, p.columns, self._types))
        if p.number is not None:
            call.values[p.number] = index + 1
        return "row"
