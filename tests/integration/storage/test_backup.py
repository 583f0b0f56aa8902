"""Backups of a database that is being written, and what a restore may and may not destroy."""

import threading
from pathlib import Path

import pytest

from engine.adapters.firebird import (
    Address,
    FirebirdDatabase,
    backup,
    check,
    restore,
    upgrade,
)
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.schema import create_database
from engine.domain.campaign import CampaignSettings
from engine.errors import KnownError
from tests.helpers.databases import DatabaseUnderTest


@pytest.fixture
def target(tested_database: DatabaseUnderTest, tmp_path: Path) -> Address:
    """Where nothing is yet, on the same engine."""
    source = tested_database.address
    return Address(str(tmp_path / "restored.fdb"), source.host, source.port, source.user)


def _names(database: FirebirdDatabase) -> list[str]:
    return [campaign.name for campaign in database.transact(lambda s: s.campaigns.all())]


def _leftovers(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if "restor" in p.name or ".part" in p.name)


def test_a_backup_under_way_while_engines_write(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, target: Address, tmp_path: Path
) -> None:
    database.transact(lambda s: s.campaigns.create(CampaignSettings("Опрос")))
    database.transact(lambda s: s.schemes.publish("long", "я" * 200_000))
    stop = threading.Event()
    written = 0

    def write() -> None:
        nonlocal written
        while not stop.is_set():
            database.transact(lambda s, n=written: s.do_not_call.add([f"+7{n}"], "x", _now()))
            written += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        size = backup(tested_database.address, tested_database.password, tmp_path / "b.fbk")
    finally:
        stop.set()
        writer.join()
    assert written > 0
    made = (tmp_path / "b.fbk").stat()
    assert size == made.st_size > 10_000
    assert made.st_mode & 0o777 == 0o600, "all of the office's data are in it"

    restore(target, tested_database.password, tmp_path / "b.fbk")

    restored = FirebirdDatabase(target, tested_database.password)
    assert _names(restored) == ["Опрос"]
    assert restored.transact(lambda s: s.schemes.current("long")).document == "я" * 200_000
    restored.close()
    assert check(target, tested_database.password) == []


def test_a_restore_replaces_only_when_told(
    tested_database: DatabaseUnderTest, tmp_path: Path
) -> None:
    address, password = tested_database.address, tested_database.password
    database = tested_database.open()
    database.transact(lambda s: s.campaigns.create(CampaignSettings("before")))
    backup(address, password, tmp_path / "b.fbk")
    database.transact(lambda s: s.campaigns.create(CampaignSettings("after")))
    with pytest.raises(KnownError, match="exists already"):
        restore(address, password, tmp_path / "b.fbk")
    with pytest.raises(KnownError, match="in use by 1 other connection"):
        restore(address, password, tmp_path / "b.fbk", overwrite=True)
    assert _names(database) == ["before", "after"]
    database.close()

    restore(address, password, tmp_path / "b.fbk", overwrite=True)

    database = tested_database.open()
    assert _names(database) == ["before"]
    database.close()
    assert _leftovers(tmp_path) == []


@pytest.mark.parametrize("part", [0.0, 0.01, 0.5, 0.9])
def test_a_truncated_backup_leaves_nothing(
    tested_database: DatabaseUnderTest, target: Address, tmp_path: Path, part: float
) -> None:
    address, password = tested_database.address, tested_database.password
    whole = tmp_path / "b.fbk"
    backup(address, password, whole)
    cut = tmp_path / "cut.fbk"
    cut.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * part)])

    with pytest.raises(KnownError, match=r"cut\.fbk is damaged"):
        restore(target, password, cut)
    assert not Path(target.database).exists()
    with pytest.raises(KnownError, match=r"cut\.fbk is damaged"):
        restore(address, password, cut, overwrite=True)
    tested_database.open().close()  # still there and whole
    assert check(address, password) == []
    assert _leftovers(tmp_path) == []


def test_a_backup_of_an_earlier_version_comes_up(
    tested_database: DatabaseUnderTest, target: Address, tmp_path: Path
) -> None:
    source = tested_database.address
    old = Address(str(tmp_path / "old.fdb"), source.host, source.port, source.user)
    create_database(old, tested_database.password, up_to=1)
    backup(old, tested_database.password, tmp_path / "old.fbk")
    restore(target, tested_database.password, tmp_path / "old.fbk")
    with pytest.raises(KnownError, match="earlier version"):
        FirebirdDatabase(target, tested_database.password)
    upgrade(target, tested_database.password)
    assert check(target, tested_database.password) == []


def test_files_that_cannot_be_written_or_read(
    tested_database: DatabaseUnderTest, target: Address, tmp_path: Path
) -> None:
    address, password = tested_database.address, tested_database.password
    with pytest.raises(KnownError, match="cannot write the backup"):
        backup(address, password, tmp_path / "no folder" / "b.fbk")
    with pytest.raises(KnownError, match="cannot read the backup"):
        restore(target, password, tmp_path / "none.fbk")
    with pytest.raises(KnownError, match="does not exist"):
        backup(target, password, tmp_path / "b.fbk")
    assert not (tmp_path / "b.fbk").exists()


def test_a_backup_goes_from_the_server_to_an_embedded_file(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> None:
    database.transact(lambda s: s.campaigns.create(CampaignSettings("moves")))
    backup(tested_database.address, tested_database.password, tmp_path / "b.fbk")
    here = Address(str(tmp_path / "here.fdb"))
    restore(here, "", tmp_path / "b.fbk")
    moved = FirebirdDatabase(here)
    assert _names(moved) == ["moves"]
    moved.close()


def _now():  # type: ignore[no-untyped-def]
    from datetime import UTC, datetime

    return datetime.now(UTC)


def test_attempts_after_a_restore_get_numbers_that_were_never_given(
    tested_database: DatabaseUnderTest, target: Address, tmp_path: Path
) -> None:
    """Their numbers are keys in external stores and names of recordings."""
    address, password = tested_database.address, tested_database.password
    _next_attempts(address, password, 10)
    backup(address, password, tmp_path / "b.fbk")
    after_the_backup = _next_attempts(address, password, 50_000)

    restore(target, password, tmp_path / "b.fbk")

    assert _next_attempts(target, password, 1)[0] > after_the_backup[-1]


def _next_attempts(address: Address, password: str, count: int) -> range:
    connection = Connection(address, password)
    try:
        connection.begin()
        numbers = connection.next_ids("attempt_ids", count)
        connection.commit()
        return numbers
    finally:
        connection.close()
