"""Reads few numbers of each of very many rows, as columns.

What costs most of the time of a long result is that every row is handed over by itself. Here a
block of PSQL puts many rows beside one another into one, as they are, and numpy takes them apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine.adapters.firebird import packed_fetch

if TYPE_CHECKING:
    from engine.adapters.firebird.connection import Connection

_TOGETHER = 32
_GATHERED = 2000


def columns(
    connection: "Connection", select: str, kinds: Sequence[str], declared: str = "",
    parameters: Sequence[object] = (),
) -> Iterator[Mapping[str, Any]]:  # fmt: skip
    """Blocks of rows as ``packed_fetch.arrays`` describes them: ``c0``, ``n0`` … by place.
    ``kinds``: the SQL types of the columns, whole numbers and moments, each of which has a name.
    ``declared``: the parameters of the block (``p0 INTEGER = ?``), which ``select`` calls ``:p0``;
    ``parameters``: their values."""
    import numpy as np  # most commands do without it

    beside = np.arange(_TOGETHER)
    sql = _block(select, kinds, declared)
    for rows in packed_fetch.arrays(connection, sql, parameters, _GATHERED):
        real = beside < rows["c0"][:, None]
        yield {
            f"{part}{place}": np.stack(
                [rows[f"{part}{1 + row * len(kinds) + place}"] for row in range(_TOGETHER)], axis=1
            )[real]
            for place in range(len(kinds))
            for part in "cn"
        }


def _block(select: str, kinds: Sequence[str], declared: str) -> str:
    names = [[f"v{row}_{place}" for place in range(len(kinds))] for row in range(_TOGETHER)]
    returned = ", ".join(
        f"{name} {kind}" for row in names for name, kind in zip(row, kinds, strict=True)
    )
    fetched = "".join(
        f" FETCH c INTO {', '.join(f':{name}' for name in row)};"
        f" IF (ROW_COUNT = 0) THEN BEGIN n = {number}; LEAVE; END"
        for number, row in enumerate(names)
    )
    return (
        f"EXECUTE BLOCK {f'({declared})' if declared else ''} RETURNS (n INTEGER, {returned}) AS"
        f" DECLARE c CURSOR FOR ({select}); BEGIN OPEN c; WHILE (1 = 1) DO BEGIN"
        f" n = {_TOGETHER};{fetched} SUSPEND; END IF (n > 0) THEN SUSPEND; CLOSE c; END"
    )
