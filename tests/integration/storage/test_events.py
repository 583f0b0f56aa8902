"""The wake-up event: across connections and processes, after a restart, and at the end."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import fdb
import pytest

from engine.adapters.firebird import FirebirdDatabase, create_database
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.listener import _Subscription
from engine.domain.campaign import CampaignSettings, CampaignState
from engine.errors import BugError
from engine.ports.storage import WAKE_UP, Cancelled, StorageUnavailable, Stores
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.firebird_server import FirebirdServer
from tests.helpers.processes import wait_until
from tests.helpers.stored_campaign import NOW, add_contacts


class _Bell:
    def __init__(self) -> None:
        self.rung = threading.Event()
        self.count = 0

    def __call__(self) -> None:
        self.count += 1
        self.rung.set()

    def rings_on(self, action) -> bool:  # type: ignore[no-untyped-def]
        self.rung.clear()
        action()
        return self.rung.wait(20)

    def falls_silent(self) -> None:
        """What was rung for has been heard."""
        while self.rung.wait(1.0):
            self.rung.clear()


def _ready(bell: _Bell, database: FirebirdDatabase) -> None:
    """Subscribing takes a moment."""
    campaign = database.transact(lambda s: s.campaigns.create(CampaignSettings("bell")))

    def touch() -> None:
        database.transact(lambda s: s.campaigns.set_state(campaign.id, CampaignState.PAUSED))

    wait_until(lambda: bell.rung.wait(0.05) or touch(), 10, "the first event")


def test_what_engines_wait_for_wakes_them(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    listener = tested_database.open()
    bell = _Bell()
    listener.listen(bell)
    _ready(bell, database)
    bell.falls_silent()
    campaign = database.transact(lambda s: s.campaigns.by_name("bell"))

    def run(work):  # type: ignore[no-untyped-def]
        return lambda: database.transact(work)

    assert bell.rings_on(run(lambda s: s.campaigns.set_state(campaign.id, CampaignState.RUNNING)))
    assert bell.rings_on(run(lambda s: s.nodes.post_command("start", campaign.id, {}, NOW)))
    assert bell.rings_on(run(lambda s: s.schemes.publish("notice", "{}")))
    assert bell.rings_on(lambda: add_contacts(tested_database, campaign, 1))
    bell.falls_silent()
    quiet = bell.count
    database.transact(lambda s: s.do_not_call.add(["+79120000001"], "x", NOW))
    time.sleep(0.3)
    assert bell.count == quiet
    listener.close()


def test_closing_never_hangs(tested_database: DatabaseUnderTest) -> None:
    database = tested_database.open()
    for _ in range(3):
        database.listen(lambda: None)
    begun = time.monotonic()
    database.close()
    database.close()
    assert time.monotonic() - begun < 20
    with pytest.raises(StorageUnavailable, match="closed"):
        database.transact(lambda s: s.campaigns.all())


def test_events_come_again_after_a_restart(own_server: FirebirdServer) -> None:
    address = own_server.address("rino")
    create_database(address, own_server.password)
    listener = FirebirdDatabase(address, own_server.password)
    bell = _Bell()
    listener.listen(bell)
    writer = FirebirdDatabase(address, own_server.password)
    _ready(bell, writer)
    own_server.restart(kill=True)
    campaign = writer.transact(lambda s: s.campaigns.by_name("bell"))
    time.sleep(0.1)
    bell.rung.clear()
    wait_until(
        lambda: (
            writer.transact(lambda s: s.campaigns.set_state(campaign.id, CampaignState.PAUSED))
            and bell.rung.wait(0.3)
        ),
        15,
    )
    # A server that stays away does not keep anybody from ending.
    own_server.stop()
    time.sleep(0.2)
    begun = time.monotonic()
    listener.close()
    writer.close()
    assert time.monotonic() - begun < 20


def _renew_when_called(wake: threading.Event, subscription: _Subscription) -> None:
    assert wake.wait(10)
    subscription.renew()


def test_asking_a_dead_server_for_the_next_event_is_an_error(own_server: FirebirdServer) -> None:
    """The client library calls back when its server dies: asking again then must not end the
    process."""
    address = own_server.address("rino")
    create_database(address, own_server.password)
    for _ in range(3):  # a race: unmended it aborted every fourth time
        connection = Connection(address, own_server.password)
        wake = threading.Event()
        subscription = _Subscription(connection, wake, WAKE_UP)
        assert wake.wait(10)  # the first answer sets up
        wake.clear()
        assert not subscription.renew()
        # Asked at once, while the server is still dying.
        with ThreadPoolExecutor(1) as other:
            asked = other.submit(_renew_when_called, wake, subscription)
            own_server.restart(kill=True)
            with pytest.raises(fdb.Error):
                asked.result(10)
        connection.abandon()


async def test_run_keeps_the_loop_free(tested_database: DatabaseUnderTest) -> None:
    database = tested_database.open()
    begun, ticked = threading.Event(), threading.Event()

    async def tick() -> None:
        while not begun.is_set():
            await asyncio.sleep(0.01)
        for _ in range(11):
            await asyncio.sleep(0.01)
        ticked.set()

    def work(_: Stores) -> tuple[bool, int]:
        begun.set()
        return ticked.wait(20), threading.get_ident()

    ticking = asyncio.create_task(tick())
    try:
        free, thread = await database.run(work)
    finally:
        ticking.cancel()
        database.close()
    assert thread != threading.get_ident()
    assert free


def test_an_exception_undoes_everything(database: FirebirdDatabase) -> None:
    def work(s):  # type: ignore[no-untyped-def]
        s.campaigns.create(CampaignSettings("never"))
        raise ValueError("on purpose")

    with pytest.raises(ValueError, match="on purpose"):
        database.transact(work)
    assert database.transact(lambda s: s.campaigns.all()) == []


def test_only_the_transaction_that_is_meant_is_cancelled(database: FirebirdDatabase) -> None:
    """Whoever cancels may be late: another one may be under way by then."""
    asked: list[bool] = []
    meant = threading.Event()

    def wanted() -> bool:
        asked.append(meant.is_set())
        return meant.is_set()

    def work(stores: Stores) -> None:
        threading.Timer(0.05, database.cancel, [wanted]).start()
        while not asked:
            stores.campaigns.all()
        stores.campaigns.all()

    database.cancel(wanted)
    assert asked == [], "nothing is under way"
    database.transact(work)
    assert asked == [False]
    asked.clear()
    meant.set()

    def long(connection: Connection) -> None:
        threading.Timer(0.05, database.cancel, [wanted]).start()
        connection.value("SELECT COUNT(*) FROM RDB$FIELDS a, RDB$FIELDS b, RDB$FIELDS c")

    with pytest.raises(Cancelled):
        database.transact_raw(long)
    assert asked == [True]
    assert database.transact(lambda s: len(s.campaigns.all())) == 0


def test_a_transaction_inside_another_is_refused(database: FirebirdDatabase) -> None:
    def work(s):  # type: ignore[no-untyped-def]
        s.campaigns.create(CampaignSettings("outer"))
        database.transact(lambda inner: inner.campaigns.all())

    with pytest.raises(BugError, match="inside another"):
        database.transact(work)
    assert database.transact(lambda s: s.campaigns.all()) == []


def test_conflicts_are_repeated(tested_database: DatabaseUnderTest) -> None:
    """Two writers that take the same two rows in opposite order: one must give way and come
    back."""
    first, second = tested_database.open(), tested_database.open()
    campaigns = [
        first.transact(lambda s, n=n: s.campaigns.create(CampaignSettings(n))) for n in "ab"
    ]
    meeting = threading.Barrier(2, timeout=10)
    entered: list[int] = []

    def write(database: FirebirdDatabase, order: list[int]) -> None:
        tries = 0

        def work(s):  # type: ignore[no-untyped-def]
            nonlocal tries
            tries += 1
            entered.append(order[0])
            s.campaigns.set_state(campaigns[order[0]].id, CampaignState.PAUSED)
            if tries == 1:
                meeting.wait()
            s.campaigns.set_state(campaigns[order[1]].id, CampaignState.PAUSED)

        database.transact(work)

    threads = [
        threading.Thread(target=write, args=(first, [0, 1])),
        threading.Thread(target=write, args=(second, [1, 0])),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    assert len(entered) > 2  # one of them had to do it again
    assert {c.revision for c in first.transact(lambda s: s.campaigns.all())} == {3}
    first.close()
    second.close()
