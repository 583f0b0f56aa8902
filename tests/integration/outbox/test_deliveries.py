"""Couriers of a node: patience, changed settings, slow stores, stores that fail in strange ways."""

import asyncio
import itertools
import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.simulated.clock import VirtualClock
from engine.domain.outbox import OutboxSettings
from engine.errors import KnownError
from engine.ports.outbox import ExternalStore, Parcel, StoreDown
from engine.ports.sources import SourceSettings
from engine.service.outbox.deliveries import PATIENCE, Deliveries
from rino_desktop import bootstrap
from rino_desktop.settings import Settings
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.outbox import Bureau, outbox


@pytest.fixture
def engine_kind() -> str:
    return "embedded"


class Store:
    """Takes what comes; ``mood`` may raise, or wait."""

    def __init__(self, mood: Callable[[Parcel], None] = lambda parcel: None) -> None:
        self.mood = mood
        self.taken: list[Parcel] = []
        self.closed = 0

    def deliver(self, parcels: Sequence[Parcel], go_on: Callable[[], bool]) -> list[str]:
        receipts: list[str] = []
        for parcel in parcels:
            if receipts and not go_on():
                break
            self.mood(parcel)
            self.taken.append(parcel)
            receipts.append("")
        return receipts + ["held"] * (len(parcels) - len(receipts))

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def bureau(tested_database: DatabaseUnderTest, database: FirebirdDatabase,
           tmp_path: Path) -> Bureau:  # fmt: skip
    settings = outbox(store="file:///x/", what=["results"])
    bureau = Bureau.build(tested_database, database, tmp_path, settings, contacts=10)
    for attempt in bureau.node.dial(10):
        bureau.serve(attempt, [("a", "1"), ("b", "2")])
    return bureau


def test_whoever_waits_for_the_end_has_patience_and_no_more(bureau: Bureau) -> None:
    clock = VirtualClock()
    tries: list[float] = []

    def opener(settings: OutboxSettings) -> ExternalStore:
        tries.append(clock.monotonic())
        raise StoreDown("no route to host")

    async def main() -> None:
        deliveries = Deliveries(
            bureau.case.open, opener, lambda name: bureau.recordings / name, clock, "north",
            lambda: [bureau.campaign],
        )  # fmt: skip
        task = asyncio.create_task(deliveries.run())
        while await deliveries.pending():
            await clock.sleep(0.5)
        waited = clock.monotonic()
        assert 0 <= waited - PATIENCE.total_seconds() < 5
        await clock.sleep(600)
        task.cancel()
        await deliveries.stop()

    # An earlier engine has found it down long ago: this one tries for itself.
    long_ago = clock.now() - timedelta(days=1)
    bureau.database.transact(
        lambda s: s.outbox.take_lease(bureau.campaign.id, "promises", 5, "x", long_ago, 1.0)
    )
    bureau.database.transact(
        lambda s: s.outbox.note_down(bureau.campaign.id, "promises", 5, "old", long_ago)
    )
    clock.run(main())
    pauses = [b - a for a, b in itertools.pairwise(tries)]
    assert all(0.7 * 2**n <= pause <= 2**n for n, pause in enumerate(pauses[:6]))
    assert all(42 <= pause <= 60 for pause in pauses[6:])
    assert len(bureau.waiting()) == 20


def test_an_outage_is_announced_once(bureau: Bureau, caplog: pytest.LogCaptureFixture) -> None:
    down = True

    def mood(parcel: Parcel) -> None:
        if down:
            raise StoreDown("the switch is off")

    store = Store(mood)
    clock = VirtualClock()

    async def main() -> None:
        nonlocal down
        deliveries = Deliveries(
            bureau.case.open, lambda s: store, lambda name: bureau.recordings / name, clock,
            "north", lambda: [bureau.campaign],
        )  # fmt: skip
        task = asyncio.create_task(deliveries.run())
        await clock.sleep(30)
        down = False
        while await deliveries.pending():
            await clock.sleep(0.5)
        task.cancel()
        await deliveries.stop()

    with caplog.at_level(logging.WARNING):
        clock.run(main())
    told = [r.message for r in caplog.records if "outbox" in r.message]
    assert len(told) == 2, told
    assert "is down, what waits is kept: the switch is off" in told[0]
    assert "is back after" in told[1]
    assert len(store.taken) == 20
    assert bureau.backlog().down_since is None


@pytest.mark.parametrize("error", [RuntimeError("a bug in a driver"), KnownError("no driver.")])
def test_strange_failures_are_outages(bureau: Bureau, error: Exception) -> None:
    left = [error]

    def mood(parcel: Parcel) -> None:
        if left and len(store.taken) == 7:
            raise left.pop()

    store = Store(mood)
    bureau.deliver_all(lambda settings: store)
    assert {parcel.key for parcel in store.taken} == {
        f"rino-{bureau.campaign.id}-{n}-results-{k}" for n in range(1, 11) for k in (1, 2)
    }
    assert "driver" in bureau.backlog().last_error
    assert bureau.aside() == []


def test_changed_settings_take_over_when_the_batch_is_done(bureau: Bureau) -> None:
    gate = threading.Event()
    entered = threading.Event()
    order: list[str] = []

    def slow(parcel: Parcel) -> None:
        entered.set()
        assert gate.wait(10)
        order.append("old")

    stores = {"file:///x/": Store(slow), "file:///y/": Store(lambda parcel: order.append("new"))}

    async def main() -> None:
        async with bureau.delivering(opener=lambda s: stores[s.store]):
            await asyncio.to_thread(entered.wait, 10)
            bureau.change(replace(bureau.campaign.settings.outbox[0], store="file:///y/"))
            await asyncio.sleep(1.5)
            assert order == [], "the new one waits for the batch in flight"
            gate.set()
            await bureau.until_empty()

    asyncio.run(main())
    old, new = (stores[url].taken for url in ("file:///x/", "file:///y/"))
    assert old
    assert len(old) + len(new) == 20
    assert order == ["old"] * len(old) + ["new"] * len(new)
    assert stores["file:///x/"].closed == 1


def test_a_slow_store_is_settled_now_and_then(bureau: Bureau) -> None:
    """What it took does not wait for the end of a long batch."""
    store = Store(lambda parcel: time.sleep(0.25))

    async def main() -> None:
        async with bureau.delivering(opener=lambda s: store):
            await bureau.until(lambda: bureau.backlog().delivered > 0)
            assert bureau.backlog().waiting > 0
            await bureau.until_empty()

    asyncio.run(main())
    assert [p.key for p in store.taken] == list(dict.fromkeys(p.key for p in store.taken))


def test_two_nodes_deliver_each_row_once(bureau: Bureau) -> None:
    store = Store(lambda parcel: time.sleep(0.01))

    async def main() -> None:
        async with (
            bureau.delivering("north", opener=lambda s: store),
            bureau.delivering("south", opener=lambda s: store),
        ):
            await bureau.until_empty()

    asyncio.run(main())
    assert len(store.taken) == 20


def test_sqlite(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> None:
    import sqlite3

    file = tmp_path / "their.db"
    with closing(sqlite3.connect(file)) as theirs:
        theirs.execute("CREATE TABLE t (k TEXT PRIMARY KEY, a NUMERIC(9,2), d DATE, w TIMESTAMP,"
                       " n TEXT NOT NULL)")  # fmt: skip
    settings = outbox(
        store=f"sqlite:///{file}", table="T", key="K", what=["results"], tries=1,
        columns={"A": "value", "D": "date", "W": "at", "N": "result.note"},
    )  # fmt: skip
    bureau = Bureau.build(tested_database, database, tmp_path, settings)
    one, two = bureau.node.dial(2)
    bureau.serve(one, [("note", "7"), ("sum", "1 250,30")])
    bureau.serve(two, [("sum", "5")])
    bureau.deliver_all()
    with closing(sqlite3.connect(file)) as theirs:
        rows = theirs.execute("SELECT a, d, w, n FROM t ORDER BY k").fetchall()
    assert rows == [
        (7, "2026-03-02", "2026-03-02 09:30:51.250000", "7"),
        (1250.3, "2026-03-02", "2026-03-02 09:30:52.250000", "7"),
    ]
    assert "NOT NULL" in bureau.aside()[0].reason


def test_a_registered_source_is_a_store(
    bureau: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    file = tmp_path / "their.db"
    with closing(sqlite3.connect(file)) as theirs:
        theirs.execute("CREATE TABLE t (k TEXT PRIMARY KEY, a TEXT)")
    source = SourceSettings("Billing", f"sqlite:///{file}", password_env="THEIR_PASSWORD")
    bureau.database.transact(lambda s: s.sources.add(source))
    settings = outbox(store="billing", table="t", key="k", columns={"a": "value"}, what=["results"])
    here = Settings(str(bureau.case.file), None, "en", False, "info", tmp_path)
    with pytest.raises(KnownError, match="variable THEIR_PASSWORD is not set"):
        bootstrap.external_store(here, settings)
    monkeypatch.setenv("THEIR_PASSWORD", "")
    bureau.change(settings)
    bureau.deliver_all(lambda s: bootstrap.external_store(here, s))
    with closing(sqlite3.connect(file)) as theirs:
        assert theirs.execute("SELECT count(*) FROM t").fetchone() == (20,)
