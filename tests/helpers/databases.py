"""Databases for tests: each on the embedded engine and on a real Firebird 3.0 server.

A test folder takes the fixtures it needs into its ``conftest.py``::

    from tests.helpers.databases import (
        database, database_address, engine_kind, own_server, server_of_worker, templates,
        tested_database,
    )

``database_address`` is parametrised: every test that uses it runs against both.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest

from engine.adapters.firebird import Address, FirebirdDatabase, create_database
from engine.ports.storage import Stores
from tests.helpers.firebird_server import FirebirdServer
from tests.helpers.made_once import made_once

GetServer = Callable[[], FirebirdServer]
T = TypeVar("T")


@dataclass
class DatabaseUnderTest:
    """A database that exists, with the whole schema and nothing in it."""

    address: Address
    password: str
    file: Path
    #: None for the embedded engine.
    server: FirebirdServer | None
    _kept: FirebirdDatabase | None = field(default=None, repr=False)

    def open(self) -> FirebirdDatabase:
        return FirebirdDatabase(self.address, self.password)

    def transact(self, work: Callable[[Stores], T]) -> T:
        """Over a connection that is kept to the end of the test: opening one takes longer than what
        is done with it, and the longest where nobody else has one."""
        if self._kept is None:
            self._kept = self.open()
        return self._kept.transact(work)

    def close(self) -> None:
        if self._kept is not None:
            self._kept.close()

    @property
    def url(self) -> str:
        """What ``--db`` takes (with the password in RINO_DB_PASSWORD)."""
        return str(self.address)

    @property
    def environment(self) -> dict[str, str]:
        return {"RINO_DB": self.url, "RINO_DB_PASSWORD": self.password}


@pytest.fixture(scope="session")
def server_of_worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GetServer]:
    """Started when it is first asked for; one for each worker of pytest-xdist."""
    servers: list[FirebirdServer] = []

    def get() -> FirebirdServer:
        if not servers:
            server = FirebirdServer(tmp_path_factory.mktemp("firebird"))
            servers.append(server)
            server.start()
        return servers[0]

    yield get
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory,
              server_of_worker: GetServer) -> Callable[[str], Path]:  # fmt: skip
    """Kind of engine → a finished empty database; copying it is quicker than making one."""

    def make_embedded(folder: Path) -> None:
        create_database(Address(str(folder / "template.fdb")), "")

    def make_on_server(folder: Path) -> None:
        server = server_of_worker()
        address = Address(str(folder / "template.fdb"), host="127.0.0.1", port=server.port)
        create_database(address, server.password)

    def get(kind: str) -> Path:
        make = make_embedded if kind == "embedded" else make_on_server
        return made_once(tmp_path_factory, f"template-{kind}", make) / "template.fdb"

    return get


@pytest.fixture(params=["embedded", "server"])
def engine_kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


@pytest.fixture
def tested_database(engine_kind: str, tmp_path: Path, templates: Callable[[str], Path],
                    server_of_worker: GetServer) -> Iterator[DatabaseUnderTest]:  # fmt: skip
    file = tmp_path / "rino.fdb"
    shutil.copyfile(templates(engine_kind), file)
    if engine_kind == "embedded":
        made = DatabaseUnderTest(Address(str(file)), "", file, None)
    else:
        server = server_of_worker()
        address = Address(str(file), host="127.0.0.1", port=server.port)
        made = DatabaseUnderTest(address, server.password, file, server)
    with closing(made):
        yield made


@pytest.fixture
def database_address(tested_database: DatabaseUnderTest) -> Address:
    return tested_database.address


@pytest.fixture
def database(tested_database: DatabaseUnderTest) -> Iterator[FirebirdDatabase]:
    opened = tested_database.open()
    yield opened
    opened.close()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[FirebirdServer]:
    """A server for a test that stops or kills it."""
    with FirebirdServer(tmp_path / "own-firebird") as server:
        yield server
