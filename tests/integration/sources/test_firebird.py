"""Foreign Firebird databases on the 3.0 server: dialects, character sets, Cyrillic names."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path

import fdb
import pytest

from engine.adapters.sources import open_connection
from engine.adapters.sources.firebird import FirebirdSource
from engine.ports.sources import SourceConnection, SourceTrouble, SourceUnavailable
from engine.service.source_criteria import list_query
from engine.service.source_entities import entity_query
from tests.helpers.databases import GetServer
from tests.integration.sources.foreign import Foreign, make

_KINDS = [
    (dialect, charset, names)
    for dialect in (1, 3)
    for charset in ("WIN1251", "NONE", "UTF8")
    for names in ("latin", "cyrillic")
]


@pytest.fixture(scope="module", params=_KINDS, ids=lambda kind: "-".join(map(str, kind)))
def foreign(
    request: pytest.FixtureRequest,
    server_of_worker: GetServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Foreign:
    dialect, charset, names = request.param
    file = tmp_path_factory.mktemp("foreign") / "saldo.fdb"
    return make(server_of_worker(), file, dialect=dialect, charset=charset, names=names)


@pytest.fixture(scope="module")
def connection(foreign: Foreign) -> Iterator[SourceConnection]:
    opened = open_connection(foreign.settings(), foreign.server.password)
    yield opened
    opened.close()


def test_an_entity_comes_with_exact_values(connection: SourceConnection, foreign: Foreign) -> None:
    mapping = foreign.settings().mapping
    query = entity_query(mapping, "accounts", {"account": 10}, connection.dialect)
    answer = query.named(connection.query(query.sql, query.parameters, max_rows=9, timeout_s=5))
    assert answer.columns == ("account", "debt", "small", "share", "pay_by")
    [row] = answer.rows
    assert row == (10, Decimal("1250.30"), Decimal("0.10"), Decimal("0.3"), date(2026, 3, 5))
    assert [type(value) for value in row] == [int, Decimal, Decimal, Decimal, date]
    assert str(row[1]) == "1250.30", "the places of NUMERIC are kept"


def test_texts_and_texts_to_compare_with(connection: SourceConnection, foreign: Foreign) -> None:
    mapping = foreign.settings().mapping
    query = entity_query(mapping, "subscribers", {"name": "Ёлкина Анна"}, connection.dialect)
    answer = query.named(connection.query(query.sql, query.parameters, max_rows=9, timeout_s=5))
    assert answer.rows == (("Ёлкина Анна", "89160000001", "Центр"),)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("", [10, 20, 30]),
        ("debt > 1000.5", [10, 20]),
        ("debt / 2 + 1 > 626 and debt < 2000", [10]),
        ("district == 'Север'", [20]),
        ("district != 'Север'", [10, 30]),
        ("not district == 'Север'", [10, 30]),
        ("district in ('Север', 'Центр')", [10, 20]),
        ("'кин' in name", [10, 20]),
        ("starts_with(name, 'Щу')", [20]),
        ("is_set(district) and is_set(pay_by)", [10, 20]),
        ("not is_set(debt)", []),
        ("pay_by < call.today", [10]),
        ("pay_by > call.today + 5 and year(pay_by) == 2026 and month(pay_by) == 12", [20]),
        ("service == 'тв'", [10]),
        ("not service == 'тв'", [20, 30]),
        ("any(service == 'интернет' and length(service) == 8)", [10, 20]),
        ("share == empty or upper(district) == 'ЦЕНТР'", [10, 30]),
        ("coalesce(district, 'нет') == 'нет'", [30]),
        ("abs(0 - debt) > 5000000", [20]),
    ],
)
def test_criteria(
    connection: SourceConnection, foreign: Foreign, where: str, expected: list[int]
) -> None:
    query = list_query(foreign.settings().mapping, "accounts", where, connection.dialect,
                       date(2026, 11, 23))  # fmt: skip
    stream = connection.stream(query.sql, query.parameters)
    rows = sorted(row[0] for row in map(query.row, stream.rows))  # type: ignore[type-var]
    if where.startswith("share") and foreign.charset == "NONE":
        # Nobody knows there which letters are small ones.
        expected = [30]
    assert rows == expected


def test_sql_in_the_databases_own_dialect(connection: SourceConnection, foreign: Foreign) -> None:
    if foreign.names == "cyrillic":
        sql = '/* dialect 3 */ SELECT "ПРИМ", "ФИО" FROM "Сальдо", "АБОНЕНТЫ" WHERE "ЛС" = :ls AND "КОД" = 1'  # noqa: E501
    elif foreign.dialect == 1:
        sql = "SELECT PRIM, FIO FROM SALDO, ABON WHERE LS = :ls AND ID = 1 AND \"a:b\" = 'a:b'"
    else:
        sql = "SELECT PRIM, FIO FROM SALDO, ABON WHERE LS = :ls AND ID = 1 -- :no"
    table = connection.query(sql, {"ls": 10}, max_rows=2, timeout_s=5)
    assert table.rows == (("примечание", "Ёлкина Анна"),)


def test_dates_are_bound(connection: SourceConnection, foreign: Foreign) -> None:
    query = entity_query(foreign.settings().mapping, "accounts", {"pay_by": date(2026, 3, 5)},
                         connection.dialect)  # fmt: skip
    table = connection.query(query.sql, query.parameters, max_rows=9, timeout_s=5)
    assert [row[0] for row in table.rows] == [10]


def test_nothing_can_be_written(connection: SourceConnection, foreign: Foreign) -> None:
    subscribers = '"АБОНЕНТЫ"' if foreign.names == "cyrillic" else "ABON"
    for sql in (
        f"/* dialect 3 */ DELETE FROM {subscribers}",
        f"/* dialect 3 */ INSERT INTO {subscribers} SELECT * FROM {subscribers} RETURNING 1",
        "CREATE TABLE X (A INTEGER)",
    ):
        with pytest.raises(SourceTrouble) as refused:
            connection.query(sql, {}, max_rows=1, timeout_s=5)
        assert not isinstance(refused.value, SourceUnavailable), refused.value
    connection.ping()


def test_letters_of_an_unknown_character_set_are_no_guess(
    server_of_worker: GetServer, tmp_path: Path
) -> None:
    foreign = make(server_of_worker(), tmp_path / "s.fdb", dialect=3, charset="NONE", names="latin")
    connection = open_connection(foreign.settings(charset=""), foreign.server.password)
    try:
        with pytest.raises(SourceTrouble, match="--charset WIN1251"):
            connection.query("SELECT FIO FROM ABON", {}, max_rows=1, timeout_s=5)
        assert connection.query("SELECT ID FROM ABON", {}, max_rows=9, timeout_s=5).rows
    finally:
        connection.close()


def test_a_cancelled_query_fails_and_its_connection_is_not_torn_from_under_it(
    server_of_worker: GetServer, tmp_path: Path
) -> None:
    """The socket of a connection that is broken off goes to the next one, while the thread of the
    first may still be about to read."""
    foreign = make(server_of_worker(), tmp_path / "c.fdb", dialect=3, charset="UTF8", names="latin")
    connection = open_connection(foreign.settings(), foreign.server.password)
    assert isinstance(connection, FirebirdSource)
    endless = "SELECT COUNT(*) FROM RDB$FIELDS a, RDB$FIELDS b, RDB$FIELDS c, RDB$FIELDS d"
    try:
        with ThreadPoolExecutor(1) as other:
            query = other.submit(
                connection.query, endless, {}, max_rows=1, timeout_s=0.0
            )  # fmt: skip
            with pytest.raises(TimeoutError):
                query.result(0.5)  # it is under way
            connection.cancel()
            with pytest.raises(SourceUnavailable, match="cancelled"):
                query.result(30)
        assert connection._connection.db_info(fdb.isc_info_db_sql_dialect) == 3
    finally:
        connection.close()


@pytest.mark.parametrize("what", ["password", "file", "port", "charset"])
def test_what_cannot_be_opened_says_why(
    server_of_worker: GetServer, tmp_path: Path, what: str
) -> None:
    foreign = make(server_of_worker(), tmp_path / "s.fdb", dialect=3, charset="UTF8", names="latin")
    changes: dict[str, str] = {
        "password": {},
        "file": {"url": str(foreign.address) + "x"},
        "port": {"url": str(foreign.address).replace(str(foreign.server.port), "9")},
        "charset": {"charset": "WIN9999"},
    }[what]
    password = "wrong" if what == "password" else foreign.server.password
    with pytest.raises(SourceUnavailable) as refused:
        open_connection(foreign.settings(**changes), password)
    assert "\n" not in str(refused.value)
