"""Delivery into Firebird: tables and procedures, the embedded engine and a 3.0 server."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import fdb
import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.connection import Connection, create_empty
from engine.adapters.stores import StoreAccess, open_store
from engine.domain.outbox import OnRepeat, OutboxSettings
from engine.ports.outbox import ExternalStore
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.outbox import Bureau, outbox

DDL = (
    """CREATE TABLE PROMISES (RINO_KEY VARCHAR(100) NOT NULL PRIMARY KEY, PHONE VARCHAR(20),
       SUMMA NUMERIC(15,2) CHECK (SUMMA < 1000), DUE DATE, CALLED TIMESTAMP, SECONDS SMALLINT,
       "Имя абонента" VARCHAR(14))""",
    "CREATE EXCEPTION TOO_MUCH 'Слишком много'",
    """CREATE PROCEDURE ADD_PROMISE (K VARCHAR(100), P VARCHAR(20), S NUMERIC(15,2)) AS BEGIN
       IF (S > 100) THEN EXCEPTION TOO_MUCH;
       UPDATE OR INSERT INTO PROMISES (RINO_KEY, PHONE, SUMMA) VALUES (:K, :P, :S)
       MATCHING (RINO_KEY); END""",
)
COLUMNS = {
    "phone": "phone", "SUMMA": "value", "DUE": "=05.12.2026", "CALLED": "started_at",
    "SECONDS": "{round(talk_s, 0)}", "Имя абонента": "contact.имя",
}  # fmt: skip


@pytest.fixture
def billing(tested_database: DatabaseUnderTest) -> Connection:
    """A database of the customer's, on the same engine as ours."""
    from dataclasses import replace

    path = tested_database.file.with_name("billing.fdb")
    address = replace(tested_database.address, database=str(path))
    create_empty(address, tested_database.password, 8192)
    connection = Connection(address, tested_database.password)
    for statement in DDL:
        connection.raw.execute_immediate(statement)
        connection.raw.commit()
    yield connection
    connection.close()


@pytest.fixture
def opener(tested_database: DatabaseUnderTest) -> Callable[[OutboxSettings], ExternalStore]:
    return lambda settings: open_store(
        settings, StoreAccess(settings.store, tested_database.password)
    )


def rows(billing: Connection, sql: str) -> list[tuple[object, ...]]:
    billing.begin()
    found = billing.rows(sql)
    billing.rollback()
    return found


def url(billing: Connection) -> str:
    address = str(billing.address)
    return address if "://" in address else f"firebird:///{address.lstrip('/')}"


def test_a_table(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    billing: Connection, opener: Callable[[OutboxSettings], ExternalStore],
) -> None:  # fmt: skip
    settings = outbox(
        store=url(billing), table="promises", columns=COLUMNS, key="Rino_Key", what=["results"],
        tries=1, timezone="Europe/Moscow",
    )  # fmt: skip
    bureau = Bureau.build(tested_database, database, tmp_path, settings, contacts=120)
    attempts = bureau.node.dial(103)
    bureau.serve(attempts[0], [("sum", "99,555"), ("sum", "1000"), ("sum", "7")])
    bureau.serve(attempts[1], [("sum", "")])
    bureau.serve(attempts[2], [("sum", "50000000000000000000")])
    for attempt in attempts[3:]:  # more than one batch, and names that are too long for the column
        bureau.serve(attempt, [("sum", "1 руб.")])
    bureau.deliver_all(opener)
    found = rows(billing, 'SELECT PHONE, SUMMA, DUE, CALLED, SECONDS, "Имя абонента" FROM PROMISES'
                          " ORDER BY RINO_KEY")  # fmt: skip
    first = [row for row in found if row[0] == attempts[0].phone]
    assert [row[1] for row in first] == [Decimal("99.56"), 7]
    called = datetime(2026, 3, 2, 12, 30, 16, 250_000)  # noqa: DTZ001 - by Moscow's clock
    assert first[0][2:5] == (date(2026, 12, 5), called, 30)
    assert first[0][5] == f"Абонент {attempts[0].contact_id}"
    assert [row[1] for row in found if row[0] == attempts[1].phone] == [None]
    assert len(found) == 103
    reasons = {row.attempt.phone: row.reason for row in bureau.aside()}
    assert "CHECK constraint" in reasons[attempts[0].phone]
    assert set(reasons) == {attempts[0].phone, attempts[2].phone}
    assert bureau.backlog().delivered == 103


@pytest.mark.parametrize("on_repeat", list(OnRepeat))
def test_what_is_there_is_updated_or_left_alone(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    billing: Connection, opener: Callable[[OutboxSettings], ExternalStore], on_repeat: OnRepeat,
) -> None:  # fmt: skip
    settings = outbox(
        store=url(billing), table="PROMISES", columns={"PHONE": "phone"}, key="RINO_KEY",
        what=["attempts"], on_repeat=on_repeat,
    )  # fmt: skip
    bureau = Bureau.build(tested_database, database, tmp_path, settings)
    one, two = bureau.node.dial(2)
    key = f"rino-{bureau.campaign.id}-{one.id}-attempts-1"
    billing.begin()
    billing.execute("INSERT INTO PROMISES (RINO_KEY, PHONE, SUMMA) VALUES (?, 'old', 5)", (key,))
    billing.commit()
    bureau.serve(one)
    bureau.serve(two)
    bureau.deliver_all(opener)
    expected = one.phone if on_repeat is OnRepeat.UPDATE else "old"
    assert rows(billing, "SELECT PHONE, SUMMA FROM PROMISES ORDER BY RINO_KEY") == [
        (expected, 5), (two.phone, None),
    ]  # fmt: skip


def test_a_procedure(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    billing: Connection, opener: Callable[[OutboxSettings], ExternalStore],
) -> None:  # fmt: skip
    settings = outbox(
        store=url(billing), procedure="add_promise", arguments=("key", "phone", "result.sum"),
        what=["attempts"], tries=1,
    )  # fmt: skip
    bureau = Bureau.build(tested_database, database, tmp_path, settings)
    one, two = bureau.node.dial(2)
    bureau.serve(one, [("sum", "99,90")])
    bureau.serve(two, [("sum", "100,01")])
    bureau.deliver_all(opener)
    assert rows(billing, "SELECT PHONE, SUMMA FROM PROMISES") == [(one.phone, Decimal("99.9"))]
    assert ["Слишком много" in row.reason for row in bureau.aside()] == [True]


def test_a_database_in_win1251(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    billing: Connection,
) -> None:  # fmt: skip
    """Columns of character set NONE keep what the connection sends."""
    billing.raw.execute_immediate(
        "CREATE TABLE OLD_NOTES (K VARCHAR(100) CHARACTER SET NONE,"
        " N VARCHAR(30) CHARACTER SET NONE)"
    )
    billing.raw.commit()
    settings = outbox(
        store=url(billing), table="OLD_NOTES", columns={"N": "value"}, key="K", what=["results"],
        tries=1,
    )  # fmt: skip
    bureau = Bureau.build(tested_database, database, tmp_path, settings)
    one, two = bureau.node.dial(2)
    bureau.serve(one, [("note", "Ёлка")])
    bureau.serve(two, [("note", "漢字")])
    bureau.deliver_all(
        lambda s: open_store(s, StoreAccess(s.store, tested_database.password, "", "WIN1251"))
    )
    plain = fdb.connect(
        dsn=billing.address.dsn, user="SYSDBA", password=tested_database.password or None,
        charset="WIN1251", utf8params=True,
    )  # fmt: skip
    assert plain.cursor().execute("SELECT N FROM OLD_NOTES").fetchall() == [("Ёлка",)]
    plain.close()
    assert len(bureau.aside()) == 1
