"""Rows read in packs are the rows that fdb reads, on both engines."""

from datetime import UTC, datetime

import pytest

from engine.adapters.firebird import FirebirdDatabase, beside
from engine.adapters.firebird.connection import Connection
from engine.errors import BugError

#: One of each kind, with what is at the ends of it; None everywhere in the last row.
_ROWS = (
    (-32768, -(2**31), -(2**63), "", "1900-01-01 00:00:00.0000", -1.5),
    (32767, 2**31 - 1, 2**63 - 1, "ё" * 100, "9999-12-31 23:59:59.9999", 1e300),
    (0, 0, 0, "漢字 😀\n\t'", "2026-11-23 09:00:00.1234", 0.0),
    (None, None, None, None, None, None),
)
_SELECT = " UNION ALL ".join(
    "SELECT CAST(? AS SMALLINT), CAST(? AS INTEGER), CAST(? AS BIGINT), CAST(? AS VARCHAR(100)),"
    " CAST(? AS TIMESTAMP), CAST(? AS DOUBLE PRECISION) FROM RDB$DATABASE"
    for _ in _ROWS
)


def test_packs_hold_what_rows_hold(database: FirebirdDatabase) -> None:
    values = [value for row in _ROWS for value in row]

    def both(sql: Connection) -> tuple[list[object], list[object]]:
        return list(sql.stream(_SELECT, values)), list(sql.packed(_SELECT, values))

    plain, packed = database.transact_raw(both)
    assert len(packed) == 4
    for one, other in zip(plain, packed, strict=True):
        assert isinstance(one, tuple)
        aware = [v.replace(tzinfo=UTC) if isinstance(v, datetime) else v for v in one]
        assert list(other) == aware  # type: ignore[call-overload]


def test_a_stream_that_is_left_early_can_be_begun_again(database: FirebirdDatabase) -> None:
    numbers = " UNION ALL ".join(f"SELECT {n} AS n FROM RDB$DATABASE" for n in range(5))

    def some(sql: Connection) -> list[object]:
        first = sql.packed(numbers)
        found = [next(first)]
        second = list(sql.packed(numbers))
        first.close()  # type: ignore[attr-defined]
        return [*found, *second, *sql.packed(numbers)]

    assert len(database.transact_raw(some)) == 11


def test_texts_of_octets_are_bytes(database: FirebirdDatabase) -> None:
    sql = "SELECT CAST(x'00FFFE41' AS VARCHAR(9) CHARACTER SET OCTETS) FROM RDB$DATABASE"
    rows = database.transact_raw(lambda connection: list(connection.packed(sql)))
    assert rows[0][0] == b"\x00\xff\xfeA"


def test_what_cannot_be_packed_is_a_bug(database: FirebirdDatabase) -> None:
    with pytest.raises(BugError, match="cannot be read in packs"):
        database.transact_raw(lambda sql: list(sql.packed("SELECT settings FROM campaigns")))


@pytest.mark.parametrize("count", [0, 1, 31, 32, 33, 200])
def test_rows_beside_one_another_are_the_same_rows(database: FirebirdDatabase, count: int) -> None:
    """Every third has nothing in its second column."""
    select = (
        "WITH RECURSIVE r AS (SELECT 1 AS n FROM RDB$DATABASE WHERE :most > 0"
        " UNION ALL SELECT r.n + 1 FROM r WHERE r.n < :most)"
        " SELECT r.n, NULLIF(MOD(r.n, 3), 0) AS m,"
        " DATEADD(r.n DAY TO TIMESTAMP '1858-11-17 00:00:00') AS moment FROM r"
    )

    def work(sql: Connection) -> tuple[list[int], list[int], list[int]]:
        found: tuple[list[int], list[int], list[int]] = ([], [], [])
        for block in beside.columns(
            sql, select, ("BIGINT", "SMALLINT", "TIMESTAMP"), "most INTEGER = ?", (count,)
        ):
            found[0].extend(block["c0"].tolist())
            found[1].extend((block["n1"] < 0).tolist())
            found[2].extend(block["c2"]["days"].tolist())
        return found

    numbers, missing, days = database.transact_raw(work)
    assert numbers == days == list(range(1, count + 1))
    assert missing == [n % 3 == 0 for n in numbers]
