"""The sample billing database: the same rows everywhere, and everything fits together."""

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.sources import open_connection
from engine.errors import KnownError
from engine.ports.sources import SourceConnection
from engine.service.source_criteria import list_query
from engine.service.source_entities import entity_query
from rino_desktop.billing import create
from rino_desktop.billing.people import portions
from tests.helpers.postgres import Postgres, running_postgres
from tests.helpers.program import Program

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    with running_postgres(tmp_path_factory.mktemp("pg")) as server:
        yield server


@pytest.fixture(scope="module", params=["firebird", "sqlite", "postgresql"])
def billing(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SourceConnection]:
    folder = tmp_path_factory.mktemp("billing")
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").url
    else:
        url = {"firebird": str(folder / "b.fdb"), "sqlite": f"sqlite:///{folder}/b.db"}[
            request.param
        ]
    counts = create.create(url, "", subscribers=150, seed=7, today=TODAY,
                           progress=lambda done, total=None: None)  # fmt: skip
    assert counts["subscribers"] == 150
    opened = open_connection(create.as_source("billing", url, ""))
    yield opened
    opened.close()


def _query(connection: SourceConnection, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
    return list(connection.query(sql, parameters, max_rows=10_000, timeout_s=10).rows)


def test_balances_are_what_was_paid_less_what_was_charged(billing: SourceConnection) -> None:
    charged = dict(_query(billing, "SELECT account_id, SUM(amount) FROM charges GROUP BY 1"))
    paid = dict(_query(billing, "SELECT account_id, SUM(amount) FROM payments GROUP BY 1"))
    rows = _query(billing, "SELECT account_id, balance, debt FROM balances")
    assert len(rows) > 150
    for account, balance, debt in rows:
        expected = Decimal(paid.get(account, 0)) - Decimal(charged[account])
        assert balance == expected
        assert debt == max(-expected, 0)
    assert 0.2 < sum(1 for row in rows if row[2] > 0) / len(rows) < 0.7


def test_what_a_scheme_asks(billing: SourceConnection) -> None:
    sql = (create.folder() / "account.sql").read_text("utf-8")
    [(number,)] = _query(billing, "SELECT MIN(account) FROM accounts")
    [row] = _query(billing, sql, account=number)
    assert row[0] == number
    source = create.as_source("billing", "", "")
    query = entity_query(source.mapping, "accounts", {"account": number}, billing.dialect)
    answer = query.named(billing.query(query.sql, query.parameters, max_rows=2, timeout_s=5))
    assert answer.rows[0][0] == number
    assert isinstance(answer.rows[0][answer.columns.index("opened")], date)


def test_a_criterion_finds_what_the_query_finds(billing: SourceConnection) -> None:
    sql = (create.folder() / "debtors.sql").read_text("utf-8")
    stream = billing.stream(sql, {})
    at = stream.columns.index("account" if billing.dialect != "firebird" else "ACCOUNT")
    by_query = {row[at] for row in stream.rows}
    source = create.as_source("billing", "", "")
    query = list_query(source.mapping, "accounts", "debt >= 500 and not is_set(closed)",
                       billing.dialect, TODAY)  # fmt: skip
    by_criterion = {
        row[0] for row in map(query.row, billing.stream(query.sql, query.parameters).rows)
    }
    assert by_criterion == by_query
    assert by_query
    with_tv = list_query(source.mapping, "accounts", "debt >= 500 and service == 'tv'",
                         billing.dialect, TODAY)  # fmt: skip
    assert 0 < len(list(billing.stream(with_tv.sql, with_tv.parameters).rows)) < len(by_query)


def test_the_same_seed_and_day_give_the_same_people() -> None:
    one, two = (list(portions(30, 7, TODAY)) for _ in range(2))
    assert one == two
    assert list(portions(30, 8, TODAY)) != one
    accounts = [row[2] for rows in portions(3000, 7, TODAY) for row in rows["accounts"]]
    assert len(set(accounts)) == len(accounts)


def test_promises_and_payments_of_procedures(tmp_path: Path, postgres: Postgres) -> None:
    from engine.adapters.firebird.address import parse_address
    from engine.adapters.firebird.connection import Connection

    create.create(str(tmp_path / "b.fdb"), "", subscribers=20, seed=7, today=TODAY,
                  progress=lambda done, total=None: None)  # fmt: skip
    connection = Connection(parse_address(str(tmp_path / "b.fdb")), "")
    try:
        connection.begin()
        account, debt = connection.rows(
            "SELECT FIRST 1 a.account, b.debt FROM accounts a JOIN balances b"
            " ON b.account_id = a.id WHERE b.debt > 0"
        )[0]
        for _ in range(2):
            connection.execute(
                "EXECUTE PROCEDURE register_promise(?, ?, ?, ?, ?)",
                ("key-1", account, TODAY, debt, "+79990000001"),
            )
        assert connection.value("SELECT COUNT(*) FROM promises") == 1, "twice is once"
        connection.execute("EXECUTE PROCEDURE register_payment(?, ?)", (account, debt))
        left = connection.value(
            "SELECT b.debt FROM accounts a JOIN balances b ON b.account_id = a.id"
            " WHERE a.account = ?",
            (account,),
        )
        assert left == 0
        connection.commit()
    finally:
        connection.close()


def test_no_file_is_overwritten_and_none_left_behind(tmp_path: Path) -> None:
    (tmp_path / "there.db").write_text("mine")
    for url in (f"sqlite:///{tmp_path}/there.db", str(tmp_path / "there.db")):
        with pytest.raises(KnownError, match="exists already"):
            create.create(url, "", subscribers=5, seed=1, today=TODAY,
                          progress=lambda done, total=None: None)  # fmt: skip
    assert (tmp_path / "there.db").read_text() == "mine"


def test_from_the_command_line(tmp_path: Path) -> None:
    """Register, ask, build, pay, refresh: as an administrator does it."""
    program = Program(tmp_path)

    def run(*arguments: str) -> Any:
        done = program.run(*arguments, "--json")
        assert done.status == 0, done.out + done.err
        return json.loads(done.out)

    run("db", "init")
    run("demo-billing", "create", f"sqlite:///{tmp_path}/b.db", "--subscribers", "60",
        "--register", "Billing")  # fmt: skip
    assert [each["name"] for each in run("source", "list")["sources"]] == ["Billing"]
    assert run("source", "show", "billing")["mapping"]["balances"]["table"] == "balances"
    (tmp_path / "q.sql").write_text("SELECT COUNT(*) AS n FROM subscribers")
    assert run("source", "test", "billing", "--query", "q.sql")["rows"] == [["60"]]
    run("trunk", "add", "t", "--proxy", "sip:127.0.0.1:5999")
    (tmp_path / "c.toml").write_text(
        '[campaign]\nname = "debtors"\nscheme = "debtor-reminder"\ntrunk = "t"\n'
    )
    run("campaign", "create", "c.toml")
    build = ("contacts", "build", "--campaign", "debtors", "--source", "billing",
             "--where", "debt > 300 and not is_set(closed)")  # fmt: skip
    dry = run(*build, "--dry-run")
    assert dry["sample"]
    built = run(*build)
    assert (built["matches"], built["contacts"]) == (dry["matches"], dry["matches"])
    with contextlib.closing(sqlite3.connect(tmp_path / "b.db")) as connection, connection:
        connection.execute(
            "UPDATE balances SET debt = 0 WHERE account_id = (SELECT account_id FROM balances"
            " JOIN accounts ON id = account_id WHERE debt > 300 AND closed IS NULL LIMIT 1)"
        )
    assert run("contacts", "refresh", "--campaign", "debtors", "--dry-run")["withdrawn"] <= 1
    refreshed = run("contacts", "refresh", "--campaign", "debtors")
    assert refreshed["matches"] >= built["matches"] - 1
    run("source", "remove", "billing")
    failed = program.run("contacts", "refresh", "--campaign", "debtors")
    assert failed.status == 1
    assert "Traceback" not in failed.err
    assert "billing" in failed.err.lower()
