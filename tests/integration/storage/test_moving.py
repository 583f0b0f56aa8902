"""An office moves from the embedded file to the server, and back."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.adapters.firebird import Address, FirebirdDatabase, check, move, upgrade
from engine.adapters.firebird.connection import Connection
from engine.domain.campaign import CampaignSettings
from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop import samples
from tests.helpers.databases import DatabaseUnderTest, GetServer


@pytest.fixture
def elsewhere(engine_kind: str, tmp_path: Path, server_of_worker: GetServer) -> tuple[Address, str]:
    """On the other engine, where nothing is yet."""
    file = str(tmp_path / "moved.fdb")
    if engine_kind == "server":
        return Address(file), ""
    server = server_of_worker()
    return Address(file, "127.0.0.1", server.port), server.password


def _content(address: Address, password: str) -> dict[str, list[object]]:
    with closing(Connection(address, password)) as connection:
        connection.begin(read_only=True)
        tables = connection.rows(
            "SELECT RDB$RELATION_NAME FROM RDB$RELATIONS WHERE RDB$SYSTEM_FLAG = 0"
        )
        found = {
            str(name).strip(): sorted(map(repr, connection.rows(f"SELECT * FROM {name}")))
            for (name,) in tables
        }
        numbers = connection.rows(
            "SELECT RDB$GENERATOR_NAME FROM RDB$GENERATORS WHERE RDB$SYSTEM_FLAG = 0"
        )
        found["sequences"] = [
            (str(name).strip(), connection.value(f"SELECT GEN_ID({name}, 0) FROM RDB$DATABASE"))
            for (name,) in sorted(numbers)
        ]
        found["sleeping triggers"] = connection.rows(
            "SELECT RDB$TRIGGER_NAME FROM RDB$TRIGGERS WHERE COALESCE(RDB$SYSTEM_FLAG, 0) = 0"
            " AND RDB$TRIGGER_INACTIVE = 1"
        )
        connection.rollback()
        return found  # type: ignore[return-value]


def _fill(stores: Stores) -> None:
    """More rows than go into one statement, of texts, numbers, moments, nothing and long texts."""
    for number in range(60):
        stores.schemes.publish("long", f"{number}" + "я" * (200_000 if number == 59 else 2_000))
    stores.do_not_call.add([f"+7912{n:07d}" for n in range(120)], "жалоба", datetime.now(UTC))


def test_everything_comes_along_and_nothing_twice(
    tested_database: DatabaseUnderTest, elsewhere: tuple[Address, str], tmp_path: Path
) -> None:
    source, password = tested_database.address, tested_database.password
    with closing(tested_database.open()) as database:
        samples.install(database)
        database.transact(lambda s: s.campaigns.create(CampaignSettings("Опрос «Ноябрь»")))
        database.transact(_fill)
        with pytest.raises(KnownError, match=r"in use by 1 other"):
            move(source, password, *elsewhere)
        assert not (tmp_path / "moved.fdb").exists()

    def pull_the_plug(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        move(source, password, *elsewhere, pull_the_plug)
    guests: list[Connection] = []

    def come_in(done: int, total: int) -> None:
        if not guests:
            guests.append(Connection(source, password))

    with pytest.raises(KnownError, match=r"in use by 1 other"):
        move(source, password, *elsewhere, come_in)
    guests[0].close()
    for half in (FirebirdDatabase, upgrade):  # neither mends it, and no backup would
        with pytest.raises(KnownError, match="broken off: only a part") as refused:
            half(*elsewhere)
        assert "db move FROM" in refused.value.mend
    told: list[tuple[int, int]] = []

    moved = move(source, password, *elsewhere, lambda done, total: told.append((done, total)))

    before, after = _content(source, password), _content(*elsewhere)
    assert after == before
    assert after["sleeping triggers"] == []
    assert told[-1] == (moved.rows, moved.rows)
    assert check(*elsewhere) == []
    with pytest.raises(KnownError, match=r"has been worked with \(campaigns, do_not_call\)"):
        move(source, password, *elsewhere)
