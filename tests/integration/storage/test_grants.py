"""Accounts of a Firebird server: what each role may do by its own SQL, on a real server."""

import re
from dataclasses import replace
from pathlib import Path

import fdb
import pytest

from engine.adapters.firebird import Address, FirebirdDatabase
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.grants import ROLES, Account, grant, privileges
from engine.domain.rights import OPERATOR, SUPERVISOR, Role
from engine.errors import KnownError
from engine.guard import RULES
from engine.guard.rule import Rule
from engine.ports.audit import Actor, Via
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.program import Program
from tests.helpers.sql_needs import classes, needs_of
from tests.helpers.stored_campaign import NOW, completed, dialling, phone_of

PASSWORD = "pa'ss"


@pytest.fixture
def engine_kind() -> str:
    return "server"


def _sql() -> str:
    folder = Path(FirebirdDatabase.__module__.replace(".", "/")).parent / "migrations"
    return "\n".join(file.read_text("utf-8") for file in sorted(folder.glob("*.sql")))


TABLES = frozenset(
    name.lower()
    for name in re.findall(r"CREATE (?:GLOBAL TEMPORARY )?(?:TABLE|VIEW) (\w+)", _sql())
)


@pytest.mark.parametrize("role", [OPERATOR, SUPERVISOR], ids=lambda role: role.code)
def test_what_the_guard_opens_the_server_does_not_close(role: Role) -> None:
    given = privileges(role.code, sorted(TABLES))
    lacking = [
        f"{kind} {table}: {store}.{name}"
        for store, rules in RULES.items()
        for name, rule in rules.items()
        if _opens(rule, role)
        for kind, table in sorted(needs_of(classes()[store], name, TABLES))
        if kind not in given.get(table, "") and (kind, table) != ("SELECT", "audit_log")
    ]
    assert lacking == []


def _opens(rule: Rule, role: Role) -> bool:
    return (
        not rule.engine
        and (not rule.rights or bool(set(rule.rights) & role.rights))
        and (rule.also is None or rule.also in role.rights)
    )


@pytest.fixture
def accounts(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> dict[str, Address]:
    """Role → the address of an account that has it; with three contacts, one of them called."""
    node = dialling(tested_database, database, 3)
    (attempt, *_) = node.dial(1)
    node.close(attempt, completed(attempt))
    made = [Account(f"test_{role}", role, PASSWORD) for role in ROLES]
    grant(tested_database.address, tested_database.password, made)
    # Once more does no harm; an account keeps its password where none is given.
    program = Program(tmp_path, tested_database.url, tested_database.environment)
    done = program.json("db", "grants", "--account", "test_operator", "--role", "operator")
    assert done == {"roles": list(ROLES), "account": "test_operator", "role": "operator"}
    assert "go together" in program.error("db", "grants", "--role", "service", status=2)
    return {
        each.role: replace(tested_database.address, user=each.name.upper()) for each in made
    }  # fmt: skip


def _may(connection: Connection, sql: str) -> bool:
    connection.begin()
    try:
        connection.raw.cursor().execute(sql)
        return True
    except fdb.Error as error:
        refused = ("no permission", "no privilege")
        if not any(words in str(error) for words in refused):
            raise
        return False
    finally:
        connection.rollback()


_READ = "SELECT FIRST 1 * FROM {}"
CASES = {
    # by raw SQL: operator, supervisor, administrator, service
    _READ.format("audit_log"): "..AS", _READ.format("attempt_traces"): ".uAS",
    _READ.format("report_schedules"): ".uAS", _READ.format("report_forms"): ".uAS",
    _READ.format("alarm_settings"): ".uAS", _READ.format("segments"): ".uAS",
    "DELETE FROM alarm_settings": "..AS",
    _READ.format("import_changes"): ".uAS", _READ.format("contact_audit"): ".uAS",
    _READ.format("contacts"): "ouAS", _READ.format("campaigns"): "ouAS",
    "UPDATE users SET user_role = 'administrator'": "..AS",
    "UPDATE users SET blocked = 0": "..AS",
    "UPDATE users SET password_hash = 'x' WHERE id = 0": "ouAS",
    "INSERT INTO role_grants (user_id, campaign_id, role_code) VALUES (1, 1, 'x')": "..AS",
    "DELETE FROM audit_log": "..AS", "UPDATE roles SET name = 'x'": "..AS",
    "UPDATE campaigns SET revision = 1": ".uAS", "UPDATE trunks SET name = name": "..AS",
    "DELETE FROM contacts WHERE id = 0": ".uAS",
    "UPDATE sources SET name = name": "..AS", "EXECUTE PROCEDURE rebuild_tallies": ".uAS",
    "CREATE TABLE mine (id INTEGER)": "....", "DROP TABLE users": "....",
    "ALTER TABLE users ADD x INTEGER": "....",
}  # fmt: skip


def test_raw_sql_of_each_role(
    accounts: dict[str, Address], tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    opened = {role: Connection(accounts[role], PASSWORD) for role in ROLES}
    try:
        for sql, expected in CASES.items():
            found = "".join(
                letter if _may(opened[role], sql) else "."
                for role, letter in zip(ROLES, "ouAS", strict=True)
            )
            assert found == expected, sql
    finally:
        for connection in opened.values():
            connection.close()

    # The program works with it, and says what it may not.
    database.transact(lambda s: s.users.add("Анна", "operator", "hash", NOW))
    operator = FirebirdDatabase(accounts["operator"], PASSWORD)
    try:
        with pytest.raises(KnownError, match="may not do this"):
            operator.transact(lambda s: list(s.report_forms.all()))
        user = operator.transact(lambda s: s.users.by_name("Анна"))
        operator.actor = Actor("Анна", Via.DESKTOP, "pc", user.id)
        (campaign,) = operator.transact(lambda s: s.campaigns.all())
        operator.transact(lambda s: s.users.set_password("Анна", "new"))
        operator.transact(lambda s: s.audit.record(NOW, "sign_in.success", "Анна"))
        (call, *_) = operator.transact(lambda s: s.history.of_phones([phone_of(1)], 9))
        operator.transact(lambda s: s.operators.put_result(call.call_key, "agreed", "yes", NOW))
        assert operator.transact(lambda s: s.operators.card(call.call_key)) is not None
        assert operator.transact(lambda s: s.contacts.counts(campaign.id)).total == 3
        operator.transact(lambda s: s.user_state.put("Анна", "window", "{}"))
    finally:
        operator.close()
    service = FirebirdDatabase(accounts["service"], PASSWORD)
    try:
        node = service.transact(lambda s: s.nodes.sessions())
        assert len(node) == 1
        assert len(service.transact(lambda s: list(s.reports.attempts(campaign.id)))) == 1
    finally:
        service.close()

    # Nobody makes accounts who is no administrator of the server; files have none.
    with pytest.raises(KnownError, match="there are no accounts"):
        grant(Address("/x.fdb"), "")
    with pytest.raises(KnownError, match="refuses"):
        grant(accounts["operator"], PASSWORD, [Account("mallory", "service", "x")])
    with pytest.raises(KnownError, match="no name of an account"):
        grant(accounts["service"], PASSWORD, [Account("Анна", "operator", "x")])
