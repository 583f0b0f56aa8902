"""Rows that a query has brought, as later nodes of the same call see them."""

from collections.abc import Mapping, Sequence

from engine.ivr.handler import Call
from engine.ivr.incoming import as_declared
from engine.ivr.requests import Rows
from engine.scheme.expressions import EvaluationError
from engine.scheme.model import VariableType
from engine.scheme.values import Value

#: Column → variable, and what each variable is declared as.
Columns = Mapping[str, str]


def keep_rows(call: Call, name: str, rows: Rows) -> None:
    call.rows[name] = rows
    call.row_cursors.pop(name, None)


def next_index(call: Call, name: str) -> int | None:
    """The index of the row that has not been taken yet; None: all have, and it begins anew."""
    rows = call.rows.get(name)
    index = call.row_cursors.get(name, 0)
    if rows is None or index >= len(rows):
        call.row_cursors.pop(name, None)
        return None
    call.row_cursors[name] = index + 1
    return index


def row_values(
    rows: Rows, index: int, columns: Columns, types: Mapping[str, VariableType]
) -> dict[str, Value]:
    """Variable → value, from a row. Raises EvaluationError."""
    places = column_places(rows.columns, columns)
    row = rows.rows[index]
    return {
        variable: as_declared(row[places[column]], types.get(variable), f"column “{column}”")
        for column, variable in columns.items()
    }


def column_places(present: Sequence[str], wanted: Columns) -> dict[str, int]:
    """Databases write the names of columns in capitals as they please: case does not count."""
    places = {name.casefold(): place for place, name in reversed([*enumerate(present)])}
    found = {}
    for column in wanted:
        place = places.get(column.casefold())
        if place is None:
            known = ", ".join(present) or "–"
            raise EvaluationError(
                "there is no column “{column}”; there are: {known}", column=column, known=known
            )
        found[column] = place
    return found
