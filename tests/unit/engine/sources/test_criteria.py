"""Criteria → SQL: run for real on SQLite, and compared with what they mean."""

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.adapters.sources.sqlite import SqliteSource
from engine.domain.source_mapping import SourceMapping
from engine.ports.sources import SourceTrouble
from engine.service.source_criteria import list_query
from engine.service.source_mapping_file import read_mapping

TODAY = date(2026, 11, 23)
MAPPING = """
[accounts]
table = "ЛС"
joins = { subscribers = "аб = id", services = { on = "id = ls", many = true } }
[accounts.fields]
account = "id"
debt = "summa"
pay_by = { column = "do", type = "date" }
comment = "order"
[subscribers]
table = "ab"
[subscribers.fields]
name = "fio"
phone = "tel"
district = "raion"
[services]
table = "usl"
[services.fields]
service = "name"
price = "cena"
"""
ROWS = """
CREATE TABLE ab (id INTEGER, fio TEXT, tel TEXT, raion TEXT);
CREATE TABLE "ЛС" (id INTEGER, "аб" INTEGER, summa NUMERIC, "do" DATE, "order" TEXT);
CREATE TABLE usl (ls INTEGER, name TEXT, cena NUMERIC);
INSERT INTO ab VALUES (1, 'Иванов', '+7999', 'Центр'), (2, 'Петрова', '+7998', 'Север'),
  (3, 'О''Нил', '+7997', NULL);
INSERT INTO "ЛС" VALUES (10, 1, 100.5, '2026-11-01', ''), (20, 2, 2000, '2026-12-01', 'ok'),
  (30, 3, 0, NULL, NULL), (40, 3, 700, '2026-01-31', '50% :x');
INSERT INTO usl VALUES (10, 'internet', 500), (10, 'tv', 300), (20, 'internet', 900),
  (40, 'tv', 100);
"""


@pytest.fixture(scope="module")
def mapping() -> SourceMapping:
    return read_mapping(MAPPING.encode(), "m.toml")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteSource]:
    file = tmp_path_factory.mktemp("criteria") / "b.db"
    with sqlite3.connect(file) as connection:
        connection.executescript(ROWS)
    connection.close()
    opened = SqliteSource(str(file))
    yield opened
    opened.close()


def accounts(source: SqliteSource, mapping: SourceMapping, where: str) -> list[object]:
    query = list_query(mapping, "accounts", where, "sqlite", TODAY)
    table = query.named(source.query(query.sql, query.parameters, max_rows=99, timeout_s=5))
    return [row[0] for row in table.rows]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("", [10, 20, 30, 40]),
        ("debt > 500", [20, 40]),
        ("debt > 1000 / 2 + 100", [20, 40]),
        ("500 < debt < 1000", [40]),
        ("accounts.debt >= 100.5 and debt < 701", [10, 40]),
        ("debt * 2 - 1 > 3000", [20]),
        ("debt / 3 > 233 and debt / 3 < 234", [40]),
        ("district == 'Север'", [20]),
        ("district != 'Север'", [10, 30, 40]),
        ("not district == 'Север'", [10, 30, 40]),
        ("district in ('Север', 'Центр')", [10, 20]),
        ("district not in ['Север']", [10]),
        ("district == empty", [30, 40]),
        ("is_set(district)", [10, 20]),
        ("is_set(comment)", [20, 40]),
        ("not is_set(comment)", [10, 30]),
        ("'ван' in name", [10]),
        ('name == "О\'Нил"', [30, 40]),
        ("starts_with(name, 'Пет')", [20]),
        ("length(name) == 6", [10]),
        ("comment == '50% :x'", [40]),
        ("service == 'tv'", [10, 40]),
        ("services.service == 'tv' and services.service == 'internet'", [10]),
        ("any(service == 'tv' and price > 200)", [10]),
        ("any(service == 'internet' and price < 400)", []),
        ("not service in ('tv', 'phone')", [20, 30]),
        ("service == 'tv' or debt > 1500", [10, 20, 40]),
        ("pay_by < call.today", [10, 40]),
        ("pay_by < call.today - 30", [40]),
        ("pay_by == date('01.12.2026')", [20]),
        ("year(pay_by) == 2026 and month(pay_by) > 10", [10, 20]),
        ("coalesce(district, 'нет') == 'нет'", [30, 40]),
        ("debt == -(-700)", [40]),
        ("district in ()", []),
        ("yes", [10, 20, 30, 40]),
        ("debt > 100 and\n debt < 200", [10]),
    ],
)
def test_what_matches(
    source: SqliteSource, mapping: SourceMapping, where: str, expected: list[int]
) -> None:
    assert accounts(source, mapping, where) == expected


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("долг > 5", "'долг' is not mapped (character 1). There is: account, debt"),
        ("debt > 1 and nope(3)", "'nope(3)' (character 14)"),
        ("debt ** 2 > 5", "'debt ** 2' (character 1)"),
        ("service.x == 1", "'service.x'"),
        ("debt > ", "cannot be read at character"),
        ("__import__('os')", "cannot ask"),
        ("[x for x in debt]", "cannot ask"),
        ("debt", None),
        ("lambda: 1", "cannot ask"),
        ("date('31.02.2026') == pay_by", "date('31.02.2026')"),
        ("starts_with(name, district)", "cannot ask"),
        ("(" * 200 + "debt" + ")" * 200 + " > 1", None),
        ("debt > 1 and " * 500 + "yes", "longer than"),
        ("call.phone == '1'", "call.phone"),
        ("debt is None", "cannot ask"),
        ("f'{debt}' == 'x'", "cannot ask"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    source: SqliteSource, mapping: SourceMapping, where: str, says: str | None
) -> None:
    if says is None:
        with contextlib.suppress(SourceTrouble):
            accounts(source, mapping, where)
        return
    with pytest.raises(SourceTrouble) as refused:
        accounts(source, mapping, where)
    assert says in str(refused.value)


@given(st.text(max_size=40) | st.from_regex(r"[a-z<>=()'\"+\-*/ 0-9:;,.]{1,30}", fullmatch=True))
def test_nothing_but_known_errors_comes_out(text: str) -> None:
    mapping = read_mapping(MAPPING.encode(), "m.toml")
    with contextlib.suppress(SourceTrouble):
        list_query(mapping, "accounts", text, "firebird", TODAY)


@given(st.text(max_size=30))
def test_texts_are_bound_never_written_into_the_sql(text: str) -> None:
    mapping = read_mapping(MAPPING.encode(), "m.toml")
    query = list_query(mapping, "accounts", f"name == {text!r}", "postgresql", TODAY)
    assert query.parameters == {"c0": text}
    assert query.sql.endswith("WHERE t1.fio = :c0")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("x = ", "not valid TOML"),
        ("[tables]\ntable='x'", "[tables] is nothing that can be mapped"),
        ("[accounts]\ntable='x'", "[accounts].fields: must name at least one field"),
        ("[accounts]\n[accounts.fields]\na='A'", "[accounts].table: must be the name"),
        ("[accounts]\ntable='x'\nnope=1\n[accounts.fields]\na='A'", "[accounts].nope: unknown key"),
        ("[accounts]\ntable='x'\n[accounts.fields]\na={column='A',type='money'}", "type is one of"),
        ("[accounts]\ntable='x'\n[accounts.fields]\n'a b'='A'", "letters, digits"),
        ("[accounts]\ntable='x'\njoins={balances='A=B'}\n[accounts.fields]\na='A'", "not mapped"),
        ("[accounts]\ntable='x'\njoins={accounts='A'}\n[accounts.fields]\na='A'", "OWN COLUMN"),
        ("[accounts]\ntable='x\"y'\n[accounts.fields]\na='A'", "cannot be read"),
    ],
)
def test_bad_mapping_files(content: str, says: str) -> None:
    from engine.errors import KnownError

    with pytest.raises(KnownError) as refused:
        read_mapping(content.encode(), "m.toml")
    assert says in str(refused.value)
    assert "m.toml" in str(refused.value)


def test_a_mapping_of_a_file_that_is_no_text(tmp_path: Path) -> None:
    from engine.errors import KnownError

    with pytest.raises(KnownError, match="not UTF-8"):
        read_mapping("[accounts]\ntable='ЛС'".encode("cp1251"), "m.toml")
