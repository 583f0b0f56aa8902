"""Delivery into a real PostgreSQL: tables, procedures, types, refusals, outages."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.domain.outbox import OnRepeat, OutboxContent, OutboxSettings
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.outbox import Bureau, outbox
from tests.helpers.postgres import Postgres, running_postgres

TABLE = """
CREATE TABLE Promises (
  rino_key text PRIMARY KEY, phone varchar(20), amount numeric(10,2) CHECK (amount < 1000000),
  due date, called timestamp, called_tz timestamptz, seconds integer, ok boolean, note text
);
"""
COLUMNS = {
    "PHONE": "phone",
    "amount": "result.amount",
    "due": "result.due",
    "called": "started_at",
    "called_tz": "started_at",
    "seconds": "{round(talk_s, 0)}",
    "ok": "result.confirmed",
    "note": "{campaign}: {contact['Имя']}",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    with running_postgres(tmp_path_factory.mktemp("postgres")) as server:
        yield server


@pytest.fixture
def postgres(server: Postgres) -> Postgres:
    server.sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public;" + TABLE)
    return server


@pytest.fixture
def engine_kind() -> str:
    return "embedded"


def table(postgres: Postgres, **values: object) -> OutboxSettings:
    defaults: dict[str, object] = {
        "store": postgres.url, "table": "PROMISES", "columns": COLUMNS, "key": "RINO_KEY",
        "what": [OutboxContent.ATTEMPTS], "timezone": "Europe/Moscow", "tries": 2,
    }  # fmt: skip
    return outbox(**{**defaults, **values})


def test_values_take_the_types_of_their_columns(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    postgres: Postgres,
) -> None:  # fmt: skip
    bureau = Bureau.build(tested_database, database, tmp_path, table(postgres))
    (attempt,) = bureau.node.dial(1)
    bureau.serve(attempt, [("amount", "1 250,30 руб."), ("due", "5.12.2026"), ("confirmed", "да")])
    bureau.deliver_all()
    row = postgres.sql("SET timezone = 'UTC'; SELECT * FROM promises").split("|")
    assert row == [
        f"rino-{bureau.campaign.id}-{attempt.id}-attempts-1", attempt.phone, "1250.30",
        "2026-12-05", "2026-03-02 12:30:16.25", "2026-03-02 09:30:16.25+00", "30", "t",
        f"debtors: Абонент {attempt.contact_id}",
    ]  # fmt: skip
    assert bureau.backlog().delivered == 1


def test_a_repeated_row_changes_nothing_or_updates(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    postgres: Postgres,
) -> None:  # fmt: skip
    columns = {"phone": "phone", "note": "disposition"}
    bureau = Bureau.build(tested_database, database, tmp_path, table(postgres, columns=columns))
    one, two = bureau.node.dial(2)
    key = f"rino-{bureau.campaign.id}-{one.id}-attempts-1"
    postgres.sql(f"INSERT INTO promises (rino_key, note, seconds) VALUES ('{key}', 'old', 7)")
    bureau.serve(one)
    bureau.serve(two)
    bureau.deliver_all()
    assert postgres.sql("SELECT note, seconds FROM promises ORDER BY rino_key").splitlines() == [
        "completed|7", "completed|",
    ]  # fmt: skip
    bureau.change(table(postgres, columns=columns, on_repeat=OnRepeat.IGNORE))
    postgres.sql("UPDATE promises SET note = 'theirs'")
    with_again = bureau.node.dial(1)
    bureau.database.transact(lambda s: s.outbox.add(_again(bureau, one, with_again[0])))
    bureau.deliver_all()
    notes = postgres.sql("SELECT coalesce(note, 'none') FROM promises ORDER BY rino_key")
    assert notes.splitlines() == ["theirs", "theirs", "none"]


def _again(bureau: Bureau, *attempts):  # type: ignore[no-untyped-def]
    from engine.service.outbox.writing import OutboxWriter
    from tests.helpers.stored_campaign import NOW

    outboxes = bureau.campaign.settings.outbox
    return [row for a in attempts for row in OutboxWriter(outboxes, a).ended("", NOW)]


def test_poison_is_set_aside_and_the_rest_goes_on(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    postgres: Postgres,
) -> None:  # fmt: skip
    columns = {"phone": "phone", "amount": "value"}
    settings = table(postgres, what=[OutboxContent.RESULTS], columns=columns)
    bureau = Bureau.build(tested_database, database, tmp_path, settings)
    good, bad, worse = bureau.node.dial(3)
    bureau.serve(good, [("amount", "10"), ("amount", "11")])
    bureau.serve(bad, [("amount", "9999999"), ("amount", "20")])
    bureau.serve(worse, [("amount", "много"), ("amount", "30")])
    bureau.deliver_all()
    taken = postgres.sql("SELECT phone, amount FROM promises ORDER BY phone, amount")
    assert taken.splitlines() == [
        f"{good.phone}|10.00", f"{good.phone}|11.00", f"{bad.phone}|20.00", f"{worse.phone}|30.00",
    ]  # fmt: skip
    reasons = {row.attempt.phone: row.reason for row in bureau.aside()}
    assert "check constraint" in reasons[bad.phone]
    assert reasons[worse.phone] == "the value 'много' does not fit into amount"
    assert [row.tries for row in bureau.aside()] == [2, 2]
    # Mended and put back.
    postgres.sql("ALTER TABLE promises DROP CONSTRAINT promises_amount_check")
    assert bureau.database.transact(lambda s: s.outbox.retry(None, "", [])) == 2
    bureau.deliver_all()
    assert postgres.sql("SELECT count(*) FROM promises") == "5"
    assert [row.attempt.phone for row in bureau.aside()] == [worse.phone]


@pytest.mark.parametrize("kind", ["PROCEDURE", "FUNCTION"])
def test_a_procedure_gets_its_arguments(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    postgres: Postgres, kind: str,
) -> None:  # fmt: skip
    returns = "" if kind == "PROCEDURE" else "RETURNS void"
    postgres.sql(
        f"CREATE {kind} add_promise(k text, p varchar, a numeric, d date) {returns}"
        " LANGUAGE plpgsql AS $$ BEGIN"
        " IF a > 100 THEN RAISE EXCEPTION 'слишком много: %', a; END IF;"
        " INSERT INTO promises (rino_key, phone, amount, due) VALUES (k, p, a, d)"
        " ON CONFLICT DO NOTHING; END $$"
    )
    settings = outbox(
        store=postgres.url, procedure="ADD_PROMISE", what=["results"], tries=1,
        arguments=("key", "phone", "value", "{date('2026-12-05')}"),
    )  # fmt: skip
    bureau = Bureau.build(tested_database, database, tmp_path, settings)
    one, two = bureau.node.dial(2)
    bureau.serve(one, [("amount", "99,50")])
    bureau.serve(two, [("amount", "101")])
    bureau.deliver_all()
    assert (
        postgres.sql("SELECT phone, amount, due FROM promises") == f"{one.phone}|99.50|2026-12-05"
    )
    (row,) = bureau.aside()
    assert "слишком много: 101" in row.reason


def test_rows_of_a_scheme_name_their_columns(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    postgres: Postgres,
) -> None:  # fmt: skip
    settings = outbox(
        "АСР", store=postgres.url, table="public.promises", key="rino_key", what=["writes"],
        tries=1,
    )  # fmt: skip
    bureau = Bureau.build(tested_database, database, tmp_path, settings)
    (attempt,) = bureau.node.dial(1)
    bureau.write(attempt, "аср", phone=attempt.phone, amount="12,5", due="2026-12-05")
    bureau.write(attempt, "АСР", phone="7", nonsense="x")
    with pytest.raises(LookupError):
        bureau.write(attempt, "other", phone="7")
    bureau.deliver_all()
    assert postgres.sql("SELECT phone, amount FROM promises") == f"{attempt.phone}|12.50"
    assert [row.reason for row in bureau.aside()] == ["the table has no column nonsense"]


@pytest.mark.parametrize("fault", ["no table", "no column", "no right"])
def test_what_an_administrator_must_mend_is_an_outage(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    postgres: Postgres, fault: str,
) -> None:  # fmt: skip
    """No row is set aside for it."""
    columns = {"phone": "phone"}
    break_it, mend_it, word = {
        "no table": ("ALTER TABLE promises RENAME TO gone", "ALTER TABLE gone RENAME TO promises",
                     "no table"),
        "no column": ("ALTER TABLE promises DROP COLUMN phone",
                      "ALTER TABLE promises ADD COLUMN phone text", "no column"),
        "no right": (
            "DROP ROLE IF EXISTS clerk; CREATE ROLE clerk LOGIN;"
            " GRANT USAGE ON SCHEMA public TO clerk; GRANT SELECT ON promises TO clerk",
            "GRANT ALL ON promises TO clerk", "permission denied",
        ),
    }[fault]  # fmt: skip
    postgres.sql(break_it)
    url = postgres.url if fault != "no right" else postgres.url.replace("postgres@", "clerk@")
    settings = table(postgres, store=url, columns=columns, tries=1)
    bureau = Bureau.build(tested_database, database, tmp_path, settings)
    for attempt in bureau.node.dial(3):
        bureau.serve(attempt)

    async def main() -> None:
        async with bureau.delivering():
            await bureau.until(lambda: bureau.backlog().down_since)
            assert word in bureau.backlog().last_error
            assert (bureau.backlog().waiting, bureau.backlog().set_aside) == (3, 0)
            await asyncio.to_thread(postgres.sql, mend_it)
            await bureau.until_empty()

    asyncio.run(main())
    assert postgres.sql("SELECT count(*) FROM promises") == "3"
    assert bureau.backlog().down_since is None
    assert bureau.aside() == []
