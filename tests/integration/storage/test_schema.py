"""The way up from every earlier version, and what a damaged or foreign database says."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.adapters.firebird import (
    Address,
    FirebirdDatabase,
    backup,
    check,
    create_database,
    parse_address,
    restore,
    upgrade,
)
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.grants import tables_of
from engine.adapters.firebird.schema import latest_version, migrations, version_of
from engine.domain.campaign import CampaignSettings
from engine.errors import KnownError
from tests.helpers.databases import DatabaseUnderTest, GetServer

_METADATA = (
    "SELECT TRIM(RDB$RELATION_NAME), TRIM(f.RDB$FIELD_NAME), d.RDB$FIELD_TYPE, d.RDB$FIELD_LENGTH,"
    " f.RDB$NULL_FLAG FROM RDB$RELATION_FIELDS f JOIN RDB$FIELDS d"
    " ON d.RDB$FIELD_NAME = f.RDB$FIELD_SOURCE WHERE f.RDB$SYSTEM_FLAG = 0 ORDER BY 1, 2",
    "SELECT TRIM(i.RDB$RELATION_NAME), i.RDB$UNIQUE_FLAG, i.RDB$INDEX_TYPE,"
    " TRIM(s.RDB$FIELD_NAME), s.RDB$FIELD_POSITION FROM RDB$INDICES i JOIN RDB$INDEX_SEGMENTS s"
    " ON s.RDB$INDEX_NAME = i.RDB$INDEX_NAME WHERE i.RDB$SYSTEM_FLAG = 0 ORDER BY 1, 4, 5, 2",
    "SELECT TRIM(RDB$TRIGGER_NAME) FROM RDB$TRIGGERS WHERE RDB$SYSTEM_FLAG = 0 ORDER BY 1",
    "SELECT TRIM(RDB$PROCEDURE_NAME) FROM RDB$PROCEDURES WHERE RDB$SYSTEM_FLAG = 0 ORDER BY 1",
    "SELECT TRIM(RDB$GENERATOR_NAME) FROM RDB$GENERATORS WHERE RDB$SYSTEM_FLAG = 0 ORDER BY 1",
)


def _metadata(address: Address, password: str) -> list[object]:
    connection = Connection(address, password)
    try:
        connection.begin(read_only=True)
        return [connection.rows(sql) for sql in _METADATA]
    finally:
        connection.close()


@contextmanager
def _at_work(address: Address, password: str | None) -> Iterator[None]:
    """``password`` None: nobody is."""
    if password is None:
        yield
        return
    connection = Connection(address, password)
    try:
        tables = tables_of(connection)
        connection.begin()
        for table in tables:
            connection.row(f"SELECT FIRST 1 * FROM {table}")
        connection.commit()
        yield
    finally:
        connection.close()


@pytest.mark.parametrize("version", [m.version for m in migrations()[:-1]])
def test_every_earlier_version_comes_up(
    version: int, engine_kind: str, tmp_path: Path, tested_database: DatabaseUnderTest,
    server_of_worker: GetServer,
) -> None:  # fmt: skip
    file = tmp_path / "old.fdb"
    if engine_kind == "embedded":
        old, password = Address(str(file)), ""
    else:
        server = server_of_worker()
        old, password = Address(str(file), host="127.0.0.1", port=server.port), server.password
    create_database(old, password, up_to=version)
    with pytest.raises(KnownError, match="earlier version"):
        FirebirdDatabase(old, password)
    assert [problem.code for problem in check(old, password)] == ["schema_version"]

    # What programs that are at work have read stays in use while they are connected.
    with _at_work(old, password if version == latest_version() - 1 else None):
        assert upgrade(old, password) == (version, latest_version())

    assert _metadata(old, password) == _metadata(tested_database.address, password)
    assert check(old, password) == []
    assert upgrade(old, password) == (latest_version(), latest_version())


def test_a_later_schema_is_refused(tested_database: DatabaseUnderTest) -> None:
    _run(tested_database, "INSERT INTO schema_versions (version, name, applied_at)"
                          " VALUES (999, 'future', CURRENT_TIMESTAMP)")  # fmt: skip
    with pytest.raises(KnownError, match="later version"):
        tested_database.open()
    with pytest.raises(KnownError, match="later version"):
        upgrade(tested_database.address, tested_database.password)


def test_a_migration_that_fails_leaves_no_trace(
    tested_database: DatabaseUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.adapters.firebird import schema

    broken = schema.Migration(
        latest_version() + 1, "broken", ("CREATE TABLE half (id INTEGER)", "CREATE NONSENSE")
    )
    monkeypatch.setattr(schema, "migrations", lambda up_to=None: [*migrations(up_to), broken])
    before = _metadata(tested_database.address, tested_database.password)
    with pytest.raises(KnownError, match=f"{latest_version() + 1}_broken"):
        upgrade(tested_database.address, tested_database.password)
    monkeypatch.undo()
    assert _metadata(tested_database.address, tested_database.password) == before
    tested_database.open().close()


def test_two_programs_upgrade_at_once(tmp_path: Path) -> None:
    file = tmp_path / "old.fdb"
    create_database(Address(str(file)), up_to=1)
    code = "import sys; from engine.adapters.firebird import *;upgrade(parse_address(sys.argv[1]))"
    running = [subprocess.Popen([sys.executable, "-c", code, str(file)]) for _ in range(3)]
    assert [process.wait(150) for process in running] == [0, 0, 0]
    assert check(Address(str(file))) == []


def test_lost_indexes_are_noticed_and_made_again(tested_database: DatabaseUnderTest) -> None:
    _run(tested_database, "DROP INDEX contacts_queue")
    _run(tested_database, "ALTER INDEX attempts_phone INACTIVE")
    address, password = tested_database.address, tested_database.password
    problems = check(address, password)
    assert [problem.code for problem in problems] == ["missing_index"] * 2
    assert {"contacts_queue", "attempts_phone"} == {problem.text.split()[2] for problem in problems}
    upgrade(address, password)
    assert check(address, password) == []


def test_creating_over_an_existing_database_is_refused(tested_database: DatabaseUnderTest) -> None:
    with pytest.raises(KnownError, match="exists already"):
        create_database(tested_database.address, tested_database.password)
    tested_database.open().close()


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"name;phone\r\n" * 1000, "not a Firebird database"), (b"", "not a Firebird database")],
)
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    with pytest.raises(KnownError, match=message):
        FirebirdDatabase(Address(str(file)))
    assert file.read_bytes() == content


def test_a_database_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    import fdb

    file = tmp_path / "theirs.fdb"
    theirs = fdb.create_database(dsn=str(file), user="SYSDBA", password="")
    theirs.execute_immediate("CREATE TABLE accounts (id INTEGER)")
    theirs.commit()
    theirs.close()
    for opening in (FirebirdDatabase, upgrade, check):
        with pytest.raises(KnownError, match="not one of RINO Desktop"):
            opening(Address(str(file)))


def test_a_missing_database(tmp_path: Path, server_of_worker: GetServer) -> None:
    with pytest.raises(KnownError, match=r"does not exist.*db init"):
        FirebirdDatabase(parse_address(str(tmp_path / "none.fdb")))
    server = server_of_worker()
    with pytest.raises(KnownError, match=r"does not exist.*db init"):
        FirebirdDatabase(server.address("none"), server.password)


def test_a_wrong_password_and_a_server_that_is_not_there(server_of_worker: GetServer) -> None:
    server = server_of_worker()
    with pytest.raises(KnownError, match=r"refuses the user SYSDBA.*RINO_DB_PASSWORD"):
        FirebirdDatabase(server.address("none"), "wrong")
    with pytest.raises(KnownError, match=r"127\.0\.0\.1:9 cannot be reached"):
        FirebirdDatabase(parse_address("firebird://SYSDBA@127.0.0.1:9/x"), "secret")


def test_an_embedded_file_of_another_user_is_refused(
    tmp_path: Path, templates: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "theirs.fdb"
    shutil.copyfile(templates("embedded"), file)
    import os

    monkeypatch.setattr(os, "geteuid", lambda: 123456)
    with pytest.raises(KnownError, match="belongs to the user"):
        FirebirdDatabase(Address(str(file)))


def test_the_check_finds_rows_that_cannot_be(tested_database: DatabaseUnderTest) -> None:
    database = tested_database.open()
    campaign = database.transact(lambda s: s.campaigns.create(CampaignSettings("A")))
    database.close()
    contact = (
        "INSERT INTO contacts (id, campaign_id, import_id, list_row, queue, state, in_attempt,"
        " zone_set_id, next_at, claimed_by, last_attempt, phone, other_phones, progress, fields)"
        " VALUES ({}, {}, 1, 1, {}, {}, {}, {}, CURRENT_TIMESTAMP, {}, {}, '+7{}', '', '', '{{}}')"
    )
    address, password = tested_database.address, tested_database.password

    def codes() -> list[str]:
        return sorted(problem.code for problem in check(address, password))

    _run(tested_database, contact.format(1, campaign.id, 0, 0, 0, 0, "NULL", "NULL", 1))
    assert codes() == []
    _run(tested_database, contact.format(2, campaign.id, 0, 3, 0, 0, "NULL", "NULL", 2))
    assert codes() == ["contact_state"]
    _run(tested_database, "UPDATE contacts SET queue = 1, state = 0, claimed_by = 77 WHERE id = 2")
    assert codes() == ["claim_without_session"]
    _run(tested_database, "UPDATE contacts SET in_attempt = 1, last_attempt = 5 WHERE id = 2")
    assert codes() == ["claim_without_session", "contact_in_no_attempt"]
    _run(tested_database, "DELETE FROM contacts WHERE id = 2")
    _run(tested_database, "UPDATE contacts SET zone_set_id = 99, campaign_id = 99")
    assert codes() == ["contact_without_campaign", "contact_without_zones"]
    _run(
        tested_database,
        "INSERT INTO attempt_results (attempt_id, name, saved_at, campaign_id, contact_id, text)"
        " VALUES (1, 'x', CURRENT_TIMESTAMP, 1, 1, '')",
    )
    _run(tested_database, "DELETE FROM campaign_locks")
    assert codes() == ["campaign_without_lock", "contact_without_campaign",
                       "contact_without_zones", "result_without_attempt"]  # fmt: skip


def _run(tested: DatabaseUnderTest, sql: str) -> None:
    connection = Connection(tested.address, tested.password)
    try:
        connection.begin()
        connection.raw.execute_immediate(sql)
        connection.commit()
    finally:
        connection.close()


@pytest.mark.parametrize("name", ["База данных", "it's", "a b;c", "100%"])
def test_paths_as_people_have_them(
    name: str, engine_kind: str, tmp_path: Path, server_of_worker: GetServer
) -> None:
    folder = tmp_path / name
    folder.mkdir()
    if engine_kind == "embedded":
        address, password = parse_address(str(folder / "рино.fdb")), ""
    else:
        server = server_of_worker()
        address, password = (
            Address(str(folder / "рино.fdb"), host="127.0.0.1", port=server.port), server.password
        )  # fmt: skip
        assert parse_address(str(address)).host
    create_database(address, password)
    database = FirebirdDatabase(address, password)
    assert database.transact(lambda s: s.campaigns.all()) == []
    database.close()
    backup(address, password, folder / "копия.fbk")
    restore(address, password, folder / "копия.fbk", overwrite=True)
    assert check(address, password) == []
    assert sorted(p.name for p in folder.iterdir()) == ["копия.fbk", "рино.fdb"]


def test_names_that_do_not_fit(database: FirebirdDatabase) -> None:
    for name in ("", "  ", "я" * 201):
        with pytest.raises(KnownError, match="name"):
            database.transact(lambda s, n=name: s.campaigns.create(CampaignSettings(n)))
    database.transact(lambda s: s.campaigns.create(CampaignSettings("я" * 200)))


def test_the_version_is_zero_before_the_first_migration(tmp_path: Path) -> None:
    import fdb

    file = tmp_path / "empty.fdb"
    fdb.create_database(dsn=str(file), user="SYSDBA", password="").close()
    connection = Connection(Address(str(file)), "")
    assert version_of(connection) == 0
    connection.close()
