"""How soon the queries of calls begin while one of three data sources hangs.

Two hundred calls are in progress and ask 200 times a second (Poisson) two services that take
50 ms to answer; a third one takes connections and never answers, and calls ask it, too. Each
source has a pool of 20 connections. Measured is the time from the call's question until it is
sent to the source. Prints one JSON line.
"""

import argparse
import asyncio
import json
import multiprocessing
import random
import socket
import statistics
import time
from collections.abc import Mapping, Sequence
from typing import Any

from engine.adapters.sources import open_connection
from engine.ports.sources import Cell, SourceConnection, SourceSettings, SourceTrouble, Table
from engine.service.source_desk import SourceHealth
from engine.service.sources import SourceService

_CALLS, _RATE, _POOL, _QUERY_S = 200, 200.0, 20, 0.05
#: What calls give a source, and what part of their questions goes to the one that hangs.
_TIMEOUT_S, _TO_HANGING = 1.0, 1 / 10


def serve(port_told: Any) -> None:
    """A service that answers after 50 ms; a process of its own, so that it takes no time from
    the engine's."""
    body = b'[{"debt": 12.5}]'
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readuntil(b"\r\n\r\n"):
            await asyncio.sleep(_QUERY_S)
            writer.write(answer)
            await writer.drain()

    async def quiet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await client(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def run() -> None:
        server = await asyncio.start_server(quiet, "127.0.0.1", 0)
        port_told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


class Timed:
    """A connection that notes when its queries begin."""

    def __init__(self, inner: SourceConnection, begun: list[float]) -> None:
        self._inner = inner
        self._begun = begun
        self.dialect = inner.dialect

    def query(self, statement: str, parameters: Mapping[str, Cell], *, max_rows: int,
              timeout_s: float) -> Table:  # fmt: skip
        asked_at = parameters["asked_at"]
        assert isinstance(asked_at, str)
        self._begun.append(time.perf_counter() - float(asked_at))
        return self._inner.query(statement, {}, max_rows=max_rows, timeout_s=timeout_s)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


async def run(ports: Sequence[int], hanging_port: int, seconds: float) -> dict[str, Any]:
    begun: dict[str, list[float]] = {"one": [], "two": [], "hanging": []}
    settings = [
        SourceSettings(name, f"http://127.0.0.1:{port}", timeout_s=_TIMEOUT_S, pool=_POOL)
        for name, port in zip(begun, (*ports, hanging_port), strict=True)
    ]

    async def load() -> list[SourceSettings]:
        return settings

    service = SourceService(load, lambda s: Timed(open_connection(s), begun[s.name]))
    rng = random.Random(20261205)
    failed = answered = late_answers = 0

    async def ask(source: str) -> None:
        nonlocal failed, answered, late_answers
        asked = time.perf_counter()
        try:
            await service.query(source, "/", {"asked_at": repr(asked)}, max_rows=1,
                                timeout_s=_TIMEOUT_S)  # fmt: skip
            answered += 1
        except SourceTrouble:
            failed += source != "hanging"
        late_answers += time.perf_counter() - asked > _TIMEOUT_S + 0.1

    async def call(number: int, until: float) -> None:
        """One of the calls in progress: it asks, thinks, and asks again."""
        while time.perf_counter() < until:
            await asyncio.sleep(rng.expovariate(_RATE / _CALLS))
            hanging = rng.random() < _TO_HANGING
            await ask("hanging" if hanging else ("one", "two")[number % 2])

    # Connections are there, as in an engine that has been running for a while.
    await ask("one")
    for _ in range(4):
        await asyncio.gather(*(ask(("one", "two")[i % 2]) for i in range(2 * _POOL)))
    while any(state.health is SourceHealth.DOWN for state in service.states().values()):
        await asyncio.sleep(0.5)
    for times in begun.values():
        times.clear()
    answered = failed = late_answers = 0
    until = time.perf_counter() + seconds
    await asyncio.gather(*(call(number, until) for number in range(_CALLS)))
    service.close()
    waits = sorted(begun["one"] + begun["two"])
    return {
        "benchmark": "sources",
        "calls": _CALLS,
        "queries": len(waits),
        "queries_per_s": round(len(waits) / seconds, 1),
        "pool": _POOL,
        "start_p50_ms": round(statistics.median(waits) * 1000, 2),
        "start_p95_ms": round(waits[int(len(waits) * 0.95)] * 1000, 2),
        "start_p99_ms": round(waits[int(len(waits) * 0.99)] * 1000, 2),
        "within_20_ms_percent": round(100 * sum(w <= 0.02 for w in waits) / len(waits), 2),
        "failed": failed,
        "answers_after_time_out": late_answers,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=15.0)
    seconds = parser.parse_args(arguments).seconds
    context = multiprocessing.get_context("spawn")
    servers, ports = [], []
    hanging = socket.create_server(("127.0.0.1", 0), backlog=512)
    try:
        for _ in range(2):
            ours, theirs = context.Pipe()
            server = context.Process(target=serve, args=(theirs,), daemon=True)
            server.start()
            servers.append(server)
            ports.append(ours.recv())
        print(json.dumps(asyncio.run(run(ports, hanging.getsockname()[1], seconds))))
    finally:
        hanging.close()
        for server in servers:
            server.terminate()
            server.join()


if __name__ == "__main__":
    main()
