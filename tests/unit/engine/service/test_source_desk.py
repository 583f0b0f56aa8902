"""When a data source is down, and when it is back."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator

import pytest

from engine.ports.sources import (
    SourceConnection,
    SourceSettings,
    SourceTrouble,
)
from engine.service import source_desk
from engine.service.source_desk import SourceDesk, SourceHealth


class Server:
    """Answers probes; queries come back once ``let_go`` is set."""

    def __init__(self) -> None:
        self.let_go = threading.Event()
        self.pings = 0

    def open(self, settings: SourceSettings) -> SourceConnection:
        return self  # type: ignore[return-value]

    def ping(self) -> None:
        self.pings += 1

    def query(self) -> int:
        assert self.let_go.wait(60)
        return 1

    def cancel(self) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    yield server
    server.let_go.set()


async def until(reached) -> None:
    async with asyncio.timeout(30):
        while not reached():
            await asyncio.sleep(0.01)


async def test_a_source_is_back_when_it_takes_queries_not_when_it_answers_a_probe(
    server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(source_desk, "PROBE_S", (0.02, 0.02))
    desk = SourceDesk(SourceSettings("s", "sqlite:///s", pool=1), server.open)

    async def ask(timeout_s: float) -> int:
        return await desk.run(lambda connection, left: connection.query(), timeout_s)

    for _ in range(6):  # more than are waited for
        with pytest.raises(SourceTrouble):
            await ask(0.02)
    await until(lambda: desk.state.health is SourceHealth.DOWN)
    asked = server.pings
    await until(lambda: server.pings > asked + 3 or desk.state.health is not SourceHealth.DOWN)
    assert desk.state.health is SourceHealth.DOWN
    server.let_go.set()
    await until(lambda: desk.state.health is SourceHealth.WELL)
    assert await ask(30.0) == 1
    desk.close()
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert sum("is down" in line for line in told) == 1, told
    assert sum("answers again" in line for line in told) == 1, told
