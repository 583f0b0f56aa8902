"""Sources that are slow, hang, go away and come back: every query ends in its own time."""

import asyncio
import contextlib
import http.server
import json
import logging
import os
import signal
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Iterator
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from engine.adapters.sources import open_connection
from engine.ports.sources import (
    SourceConnection,
    SourceSettings,
    SourceTooSlow,
    SourceTrouble,
    SourceUnavailable,
)
from engine.service.source_desk import SourceHealth
from engine.service.sources import SourceService
from tests.helpers.firebird_server import FirebirdServer
from tests.helpers.postgres import PASSWORD, Postgres, running_postgres
from tests.integration.sources.foreign import make

ENDLESS = {
    "sqlite": "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r)"
    " SELECT max(n) FROM r",
    "postgresql": "SELECT pg_sleep(60)",
    "firebird": "SELECT COUNT(*) FROM RDB$FIELDS a, RDB$FIELDS b, RDB$FIELDS c, RDB$FIELDS d",
}


class Services:
    """A service whose sources a test names."""

    def __init__(self) -> None:
        self.sources: list[SourceSettings] = []
        self.passwords: dict[str, str] = {}
        self.loads = 0
        self.service = SourceService(self._load, self._open)

    async def _load(self) -> list[SourceSettings]:
        self.loads += 1
        return list(self.sources)

    def _open(self, settings: SourceSettings) -> SourceConnection:
        return open_connection(settings, self.passwords.get(settings.name, ""))

    async def value(self, source: str, sql: str, timeout_s: float = 20.0, **parameters: Any) -> Any:
        table = await self.service.query(source, sql, parameters, max_rows=10, timeout_s=timeout_s)
        return table.rows[0][0]


@pytest.fixture
async def services() -> AsyncIterator[Services]:
    made = Services()
    yield made
    made.service.close()


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    with running_postgres(tmp_path_factory.mktemp("pg")) as server:
        yield server


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "b.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (1), (2), (3);")
    return path


@contextlib.contextmanager
def stopped(process_ids: list[int]) -> Iterator[None]:
    """A server that neither answers nor closes its connections."""
    for process_id in process_ids:
        os.kill(process_id, signal.SIGSTOP)
    try:
        yield
    finally:
        for process_id in process_ids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process_id, signal.SIGCONT)


def backends(server: Postgres) -> list[int]:
    assert server._process is not None
    import psutil

    main = psutil.Process(server._process.process.pid)
    return [main.pid, *(child.pid for child in main.children(recursive=True))]


@pytest.mark.parametrize("kind", list(ENDLESS))
async def test_an_endless_query_ends_in_its_time_and_frees_its_connection(
    services: Services, kind: str, file: Path, postgres: Postgres, own_server: FirebirdServer,
    tmp_path: Path,
) -> None:  # fmt: skip
    if kind == "firebird":
        foreign = make(own_server, tmp_path / "f.fdb", dialect=3, charset="UTF8", names="latin")
        settings = foreign.settings("s", pool=1)
        services.passwords["s"] = own_server.password
        quick = "SELECT 7 FROM RDB$DATABASE"
    else:
        url = f"sqlite:///{file}" if kind == "sqlite" else postgres.url
        settings, quick = SourceSettings("s", url, pool=1), "SELECT 7"
    services.sources = [settings]
    assert await services.value("s", quick) == 7
    for _ in range(3):
        started = time.monotonic()
        with pytest.raises(SourceTooSlow):
            await services.value("s", ENDLESS[kind], 0.3)
        assert time.monotonic() - started < 2
        assert await services.value("s", quick) == 7
    if kind == "postgresql":
        running = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%'"
        for _ in range(100):
            if int(postgres.sql(running)) <= 1:
                break
            await asyncio.sleep(0.05)
        assert int(postgres.sql(running)) <= 1, "the server still works for nobody"
    names = [thread.name for thread in threading.enumerate()]
    # A query that does not hear of its end is told again each second, twenty times.
    for _ in range(400):
        names = [thread.name for thread in threading.enumerate() if "source-s" in thread.name]
        if len(names) <= 1:
            break
        await asyncio.sleep(0.05)
    assert len(names) <= 1, names


@pytest.mark.parametrize("kind", ["postgresql", "firebird"])
async def test_a_server_that_hangs_delays_nobody_else(
    services: Services, kind: str, file: Path, own_server: FirebirdServer, tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.WARNING)
    with contextlib.ExitStack() as stack:
        if kind == "firebird":
            foreign = make(own_server, tmp_path / "f.fdb", dialect=3, charset="UTF8", names="latin")
            hanging = foreign.settings("hangs", timeout_s=1.0)
            services.passwords["hangs"] = own_server.password
            sql = "SELECT 1 FROM RDB$DATABASE"
        else:
            server = stack.enter_context(running_postgres(tmp_path))
            hanging, sql = SourceSettings("hangs", server.url, timeout_s=1.0, pool=2), "SELECT 1"
        services.sources = [hanging, SourceSettings("well", f"sqlite:///{file}")]
        assert await services.value("hangs", sql) == 1
        process = own_server._process if kind == "firebird" else None
        ids = [process.process.pid] if process is not None else backends(server)
        with stopped(ids):
            began = time.monotonic()
            slow = [asyncio.create_task(services.value("hangs", sql, 0.4)) for _ in range(8)]
            took = []
            for _ in range(10):
                asked = time.monotonic()
                assert await services.value("well", "SELECT count(*) FROM t") == 3
                took.append(time.monotonic() - asked)
            assert median(took) < 0.2
            errors = await asyncio.gather(*slow, return_exceptions=True)
            assert all(isinstance(error, SourceTrouble) for error in errors), errors
            # One after the other they would need 3.2 s.
            assert time.monotonic() - began < 3.0
            for _ in range(60):
                if services.service.states()["hangs"].health is SourceHealth.DOWN:
                    break
                with contextlib.suppress(SourceTrouble):
                    await services.value("hangs", sql, 0.1)
                await asyncio.sleep(0.1)
            asked = time.monotonic()
            with pytest.raises(SourceUnavailable, match="is down"):
                await services.value("hangs", sql, 2.0)
            assert time.monotonic() - asked < 1.5, "while it is down, queries fail at once"
        for _ in range(150):
            with contextlib.suppress(SourceTrouble):
                if await services.value("hangs", sql, 1.0) == 1:
                    break
            await asyncio.sleep(0.1)
        assert await services.value("hangs", sql) == 1
    told = [record.getMessage() for record in caplog.records if "hangs" in record.getMessage()]
    assert sum("is down" in line for line in told) == 1, told
    assert sum("answers again" in line for line in told) == 1, told
    assert sum("is slow" in line for line in told) <= 1, told


async def test_a_server_that_was_restarted_is_not_noticed(
    services: Services, tmp_path: Path
) -> None:
    with running_postgres(tmp_path) as server:
        services.sources = [SourceSettings("s", server.url)]
        assert await services.value("s", "SELECT 1") == 1
        server.kill()
        server.start()
        assert await services.value("s", "SELECT 1") == 1


async def test_nothing_can_be_written_to_postgres(services: Services, postgres: Postgres) -> None:
    postgres.sql(
        "DROP TABLE IF EXISTS kept; CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)"
    )
    services.sources = [SourceSettings("s", postgres.url)]
    for sql in (
        "DELETE FROM kept RETURNING n",
        "WITH gone AS (DELETE FROM kept RETURNING n) SELECT n FROM gone",
        "SELECT nextval('no_such')",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
    ):
        with pytest.raises(SourceTrouble):
            await services.value("s", sql)
    assert postgres.sql("SELECT count(*) FROM kept") == "1"


async def test_values_of_postgres(services: Services, postgres: Postgres) -> None:
    services.passwords["s"] = PASSWORD
    services.sources = [SourceSettings("s", postgres.guarded_url)]
    table = await services.service.query(
        "s",
        "SELECT :a::int + 1, 1.50, 0.1::float8 + 0.2, 'пять  ', NULL, DATE '2026-03-05',"
        " TIME '10:20', TRUE, '100%', '{\"a\": 1}'::json, :t::text",
        {"a": 4, "t": "'; DROP TABLE x; --"},
        max_rows=1, timeout_s=20,
    )  # fmt: skip
    row = table.rows[0]
    assert row[:5] == (5, Decimal("1.50"), Decimal("0.3"), "пять", None)
    assert [str(value) for value in row[5:]] == [
        "2026-03-05", "10:20:00", "True", "100%", '{"a": 1}', "'; DROP TABLE x; --",
    ]  # fmt: skip
    services.passwords["s"] = "wrong"
    services.sources = [SourceSettings("t", postgres.guarded_url)]
    with pytest.raises(SourceTrouble):
        await services.value("t", "SELECT 1")


async def test_no_more_rows_are_read_than_asked_for(services: Services, postgres: Postgres) -> None:
    services.sources = [SourceSettings("s", postgres.url)]
    started = time.monotonic()
    table = await services.service.query(
        "s", "SELECT generate_series(1, 50000000)", {}, max_rows=3, timeout_s=5
    )
    assert [row[0] for row in table.rows] == [1, 2, 3]
    assert time.monotonic() - started < 3


async def test_answers_are_used_again_and_asked_for_once(services: Services, file: Path) -> None:
    services.sources = [SourceSettings("s", f"sqlite:///{file}")]

    async def count(cache_s: float = 60.0) -> Any:
        table = await services.service.query(
            "s", "SELECT count(*) FROM t WHERE n > :n", {"n": 0}, max_rows=1, timeout_s=20,
            cache_s=cache_s,
        )  # fmt: skip
        return table.rows[0][0]

    assert await asyncio.gather(*(count() for _ in range(20))) == [3] * 20
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO t VALUES (4)")
    assert await count() == 3
    assert await count(cache_s=0) == 4


async def test_a_pool_that_is_busy_says_so(services: Services, file: Path) -> None:
    services.sources = [SourceSettings("s", f"sqlite:///{file}", pool=1)]
    first = asyncio.create_task(services.value("s", ENDLESS["sqlite"], 5.0))
    await asyncio.sleep(0.2)
    with pytest.raises(SourceTooSlow, match=r"all 1 connections .* are busy"):
        await services.value("s", "SELECT 1", 0.2)
    with pytest.raises(SourceTooSlow):
        await first


async def test_a_call_that_ends_takes_its_query_with_it(services: Services, file: Path) -> None:
    services.sources = [SourceSettings("s", f"sqlite:///{file}", pool=1)]
    asking = asyncio.create_task(services.value("s", ENDLESS["sqlite"], 30.0))
    await asyncio.sleep(0.2)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert await services.value("s", "SELECT 1", 10.0) == 1


async def test_sources_come_and_go_while_it_runs(
    services: Services, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.service.sources._REFRESH_S", 0.05)
    with pytest.raises(SourceTrouble, match="no data source named 's'"):
        await services.value("s", "SELECT 1")
    services.sources = [SourceSettings("S", f"sqlite:///{file}")]
    await asyncio.sleep(0.1)
    assert await services.value("s", "SELECT 1") == 1
    services.sources = []
    for _ in range(50):
        await asyncio.sleep(0.1)
        try:
            await services.value("s", "SELECT 1")
        except SourceTrouble:
            break
    else:
        pytest.fail("a removed source still answers")


# --- HTTP -----------------------------------------------------------------------------------------


#: Whoever asked for what never ends has given up.
_waited_enough = threading.Event()


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if path == "/api/slow":
            _waited_enough.wait(60)
        if path == "/api/drips":
            self.send_response(200)
            self.end_headers()
            with contextlib.suppress(OSError):
                while not _waited_enough.wait(0.05):
                    self.wfile.write(b" ")
                    self.wfile.flush()
            return
        body: Any = {"path": path, "query": query, "auth": self.headers.get("Authorization")}
        if path.startswith("/api/accounts"):
            body = {"items": [{"account": "1", "debt": 10.5}, {"account": "2", "note": None}]}
        status = 404 if path == "/api/nobody/7" else 200
        text = "not json" if path == "/api/text" else json.dumps(body)
        self._send(status, text)

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self._send(201, self.rfile.read(length).decode())

    def _send(self, status: int, text: str) -> None:
        self.send_response(status)
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def service_url() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api"
    server.shutdown()
    server.server_close()
    thread.join()


async def _ask(services: Services, method: str, path: str, body: object = None,
               timeout_s: float = 20.0, **query: str) -> Any:  # fmt: skip
    return await services.service.request(
        "h", method, path, query=query, body=body, headers={}, timeout_s=timeout_s
    )


async def test_requests(services: Services, service_url: str) -> None:
    services.passwords["h"] = "token-1"
    services.sources = [SourceSettings("h", service_url)]
    answer = await _ask(services, "GET", "/a b/ё?x=1", q="ж&")
    assert answer.json["path"] == "/api/a%20b/%D1%91"
    assert answer.json["auth"] == "Bearer token-1"
    assert "q=%D0%B6%26" in answer.json["query"]
    posted = await _ask(services, "POST", "/x", {"sum": Decimal("10.50"), "кто": "Ёж"})
    assert (posted.status, posted.json) == (201, {"sum": Decimal("10.5"), "кто": "Ёж"})
    assert (await _ask(services, "GET", "/text")).json is None
    assert (await _ask(services, "GET", "/nobody/7")).status == 404
    for path in ("/../secret", "/%2e%2e/secret", "/a\\b"):
        with pytest.raises(SourceTrouble, match="leaves the data source"):
            await _ask(services, "GET", path)
    answer = await _ask(services, "GET", "//evil.example/x")
    assert answer.json["path"] == "/api/evil.example/x"
    _waited_enough.clear()
    try:
        for path in ("/slow", "/drips"):
            took = []
            # A machine that is busy may stand still for a moment, but not each time.
            while not took or (min(took) >= 0.8 and len(took) < 10):
                started = time.monotonic()
                with pytest.raises(SourceTooSlow):
                    await _ask(services, "GET", path, timeout_s=0.4)
                took.append(time.monotonic() - started)
            assert min(took) < 0.8, path
    finally:
        _waited_enough.set()


async def test_rows_of_a_json_service(services: Services, service_url: str) -> None:
    services.sources = [SourceSettings("h", service_url)]
    query = services.service.query
    table = await query("h", "/accounts/:who", {"who": "a/b"}, max_rows=5, timeout_s=20)
    assert table.columns == ("account", "debt", "note")
    assert table.rows == (("1", Decimal("10.5"), None), ("2", None, None))
    table = await query("h", "GET /accounts", {}, max_rows=1, timeout_s=20)
    assert len(table.rows) == 1
    table = await query("h", "/nobody/:n", {"n": 7}, max_rows=1, timeout_s=20)
    assert table.rows == ()
    for statement in ("SELECT 1 FROM t", "/text"):
        with pytest.raises(SourceTrouble):
            await query("h", statement, {}, max_rows=1, timeout_s=20)
