"""Alarms on both databases: raised once, over when they are gone, for those they concern."""

import json
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.voice_files import FirebirdVoiceFileStore
from engine.alarms.model import (
    AlarmKind,
    AlarmSettings,
    Event,
    KindSettings,
)
from engine.domain.campaign import CampaignSettings, CampaignState
from engine.domain.outbox import OutboxContent, OutboxSettings
from engine.domain.trunk import TrunkStatus
from engine.guard import NoRight
from engine.ports.audit import Actor, AuditFilter, Via
from engine.ports.outbox import NewOutboxRow
from engine.ports.storage import Stores
from engine.service.recovery import recover
from rino_desktop import accounts, alarms, wallboard
from rino_desktop.alarm_telling import Teller
from rino_desktop.wallboard import Counting
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.raised_alarms import (
    CALLS,
    fake_post,
    look_after,
    open_alarms,
    put_trunk,
    raised,
    set_alarms,
)
from tests.helpers.stored_campaign import NOW

CRM = OutboxSettings("crm", "http://127.0.0.1:1/", (OutboxContent.ATTEMPTS,))


@pytest.fixture
def node(database: FirebirdDatabase) -> int:
    return database.transact(lambda s: s.nodes.begin("n1", "srv", 1, 1.0, NOW, 3600).id)


def test_two_engines_that_look_for_the_first_time_at_once(
    database: FirebirdDatabase, tested_database: DatabaseUnderTest
) -> None:
    """The second one waits for the row that the first is just writing, and then sees it."""
    other = FirebirdDatabase(tested_database.address, tested_database.password)

    def first(stores: Stores) -> bool:
        looks = stores.alarms.begin_look(NOW, 4)
        second.append(threads.submit(other.transact, lambda s: s.alarms.begin_look(NOW, 4)))
        with pytest.raises(TimeoutError):
            second[0].result(timeout=0.5)
        return looks

    second: list[Future[bool]] = []
    try:
        with ThreadPoolExecutor(1) as threads:
            assert database.transact(first)
            assert not second[0].result(timeout=60), "the first has just looked"
    finally:
        other.close()


def test_one_alarm_from_its_beginning_to_its_end(
    database: FirebirdDatabase, tested_database: DatabaseUnderTest, node: int
) -> None:
    set_alarms(database, webhook="http://127.0.0.1:1/alarms")
    put_trunk(database, node, TrunkStatus.FAILED, 0)
    assert look_after(database, 0) == []
    assert look_after(database, 1) == []  # somebody has just looked
    assert look_after(database, 10) == []
    assert open_alarms(database) == []
    # The engine has ended meanwhile; another one goes on, once.
    other = FirebirdDatabase(tested_database.address, tested_database.password)
    try:
        assert look_after(other, 30) == [(AlarmKind.TRUNK_DOWN, Event.RAISED)]
        assert look_after(database, 31) == []
    finally:
        other.close()
    (alarm,) = open_alarms(database)
    assert (alarm.since, alarm.details["trunk"]) == (NOW, "city")
    put_trunk(database, node, TrunkStatus.READY, 40)
    assert look_after(database, 40) == []
    assert look_after(database, 100) == [(AlarmKind.TRUNK_DOWN, Event.ENDED)]
    assert open_alarms(database) == []
    (past,) = database.transact(lambda s: s.alarms.past(10))
    assert past.ended_at == NOW + timedelta(seconds=40)
    # It was raised and ended before anybody could be told: both are, in this order.
    CALLS.clear()
    teller, later = Teller("db", fake_post), NOW + timedelta(seconds=101)
    alarms.tell_due(database, later, teller)
    alarms.tell_due(database, later, teller)
    assert [json.loads(body)["event"] for _, body, _ in CALLS] == ["raised", "ended"]
    assert alarms.tell_due(database, later, teller) == []
    long_after = NOW + timedelta(days=100)
    assert database.transact(lambda s: s.alarms.forget(long_after, 10)) == 1
    assert database.transact(lambda s: s.alarms.past(10)) == []


def test_an_engine_that_died_though_another_has_cleaned_up(
    database: FirebirdDatabase, node: int
) -> None:
    later = NOW + timedelta(hours=2)
    database.transact(lambda s: recover(s, later))
    assert database.transact(lambda s: s.nodes.sessions()) == []
    assert look_after(database, 7200) == []
    assert look_after(database, 7211) == [(AlarmKind.ENGINE_SILENT, Event.RAISED)]
    (alarm,) = open_alarms(database)
    assert alarm.details["node"] == "n1"
    assert look_after(database, 7300) == []  # it has not come back
    database.transact(
        lambda s: s.nodes.begin("N1", "srv", 2, 2.0, NOW + timedelta(seconds=7310), 3600)
    )
    assert look_after(database, 7320) == []
    assert look_after(database, 7350) == [(AlarmKind.ENGINE_SILENT, Event.ENDED)]


def test_an_engine_that_was_given_up_is_silent_since_then(
    database: FirebirdDatabase, node: int
) -> None:
    database.transact(lambda s: s.nodes.give_up(node))
    database.transact(lambda s: recover(s, NOW))
    (watched,) = database.transact(lambda s: s.alarms.watched())
    assert watched.since == NOW
    # Its computer has started it anew in time: nobody is told.
    database.transact(lambda s: s.nodes.begin("n1", "srv", 2, 2.0, NOW, 3600))
    assert look_after(database, 15) == []
    assert database.transact(lambda s: s.alarms.watched()) == []


def test_whose_clock_is_ahead_takes_nobody_for_silent(
    database: FirebirdDatabase, node: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lease is good by the server's clock, which is that of all."""
    (session,) = database.transact(lambda s: s.nodes.sessions())
    server = session.lease_until - timedelta(seconds=1)
    ahead = server + timedelta(minutes=2)
    monkeypatch.setattr(FirebirdVoiceFileStore, "server_time", lambda _: server)
    looked = database.transact(lambda s: alarms.look_by_the_server(s, ahead, Counting()))
    assert looked == []
    monkeypatch.setattr(FirebirdVoiceFileStore, "server_time", lambda _: ahead)
    later = ahead + timedelta(seconds=10)
    looked = database.transact(lambda s: alarms.look_by_the_server(s, later, Counting()))
    assert [alarm.kind for alarm, _ in looked] == [AlarmKind.ENGINE_SILENT]


def test_an_engine_that_ends_is_no_alarm(database: FirebirdDatabase, node: int) -> None:
    database.transact(lambda s: s.nodes.end(node))
    assert look_after(database, 7200) == []
    assert database.transact(lambda s: s.alarms.watched()) == []


def test_a_campaign_that_nobody_dials(database: FirebirdDatabase, node: int) -> None:
    def begin(stores: Stores) -> None:
        campaign = stores.campaigns.create(CampaignSettings("Долги"))
        stores.campaigns.set_state(campaign.id, CampaignState.RUNNING)

    database.transact(begin)
    assert look_after(database, 0) == []
    assert look_after(database, 200) == [(AlarmKind.NOTHING_DIALLED, Event.RAISED)]
    (alarm,) = open_alarms(database)
    assert alarm.details == {"campaign": "Долги", "idle": "not_looked", "zone": "Europe/Moscow"}
    number = alarm.campaign_id or 0
    database.transact(lambda s: s.nodes.set_activity(node, number, "", 3, NOW))
    assert look_after(database, 210) == []
    assert look_after(database, 300) == [(AlarmKind.NOTHING_DIALLED, Event.ENDED)]


def test_who_acknowledges_and_who_may_not(database: FirebirdDatabase) -> None:
    def people(stores: Stores) -> dict[str, Actor]:
        found = {}
        for name, role in (("Ivan", "supervisor"), ("Anna", "operator")):
            user = accounts.add(stores, name, role, "hash", NOW)
            found[name] = Actor(name, Via.DESKTOP, "pc", user.id)
        return found

    actors = database.transact(people)
    alarm = raised(database)
    office = database.actor
    database.actor = actors["Anna"]
    with pytest.raises(NoRight):
        open_alarms(database)
    with pytest.raises(NoRight):
        database.transact(lambda s: alarms.acknowledge(s, alarm.id, actors["Anna"], NOW))
    database.actor = actors["Ivan"]
    assert len(open_alarms(database)) == 1
    with pytest.raises(NoRight):
        database.transact(lambda s: s.alarms.settings())
    known = database.transact(lambda s: alarms.acknowledge(s, alarm.id, actors["Ivan"], NOW))
    assert known.acknowledged_by == "Ivan"
    database.actor = office
    entries = database.transact(
        lambda s: s.audit.entries(AuditFilter(action="alarm.acknowledge"), 9)
    )
    assert [(each.actor.name, each.subject) for each in entries] == [("Ivan", "trunk_down:7")]


def test_a_store_that_cannot_be_reached(database: FirebirdDatabase) -> None:
    def begin(stores: Stores) -> int:
        campaign = stores.campaigns.create(CampaignSettings("Долги", outbox=(CRM,)))
        row = NewOutboxRow(campaign.id, "crm", 1, 1, OutboxContent.ATTEMPTS, "k", NOW)
        stores.outbox.add([row])
        stores.outbox.take_lease(campaign.id, "crm", 1, "n1", NOW, 60)
        return campaign.id

    number = database.transact(begin)
    assert look_after(database, 600) == []
    assert look_after(database, 899) == []
    assert look_after(database, 910) == []  # waits for too long: first seen
    database.transact(
        lambda s: s.outbox.note_down(number, "crm", 1, "refused", NOW + timedelta(seconds=920))
    )
    assert look_after(database, 1040) == [(AlarmKind.STORE_UNREACHABLE, Event.RAISED)]
    (alarm,) = open_alarms(database)
    assert (alarm.campaign_id, alarm.details["waiting"], alarm.details["down"]) == (
        number, "1", "yes"
    )  # fmt: skip
    database.transact(lambda s: s.outbox.drop(number, "crm", [], waiting=True))
    database.transact(lambda s: s.outbox.note_up(number, "crm", 1))
    assert look_after(database, 1050) == []
    assert look_after(database, 1110) == [(AlarmKind.STORE_UNREACHABLE, Event.ENDED)]


def test_lost_calls_near_and_over_the_limit(
    database: FirebirdDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = {"rate": 0.026}

    def lost(*_: object) -> wallboard.Abandoned:
        return wallboard.Abandoned(share["rate"], 0.01, 0.05, 0.03, 400)

    def begin(stores: Stores) -> None:
        campaign = stores.campaigns.create(CampaignSettings("Долги"))
        stores.campaigns.set_state(campaign.id, CampaignState.RUNNING)

    monkeypatch.setattr(wallboard, "abandoned_of", lost)
    set_alarms(
        database, kinds={**AlarmSettings().kinds, AlarmKind.NOTHING_DIALLED: KindSettings(False)}
    )
    database.transact(begin)
    assert look_after(database, 0) == []
    assert look_after(database, 60) == [(AlarmKind.ABANDON_NEAR, Event.RAISED)]
    assert open_alarms(database)[0].severity == "warning"
    share["rate"] = 0.031
    assert look_after(database, 70) == [(AlarmKind.ABANDON_NEAR, Event.WORSE)]
    assert open_alarms(database)[0].severity == "bad"
    share["rate"] = 0.022  # below where it begins, and not where it ends
    assert look_after(database, 80) == []
    assert look_after(database, 800) == []
    share["rate"] = 0.02
    assert look_after(database, 810) == []
    assert look_after(database, 1410) == [(AlarmKind.ABANDON_NEAR, Event.ENDED)]


def test_many_old_ones_cost_nothing(database: FirebirdDatabase) -> None:
    def plans(stores: Any) -> list[str]:
        sql = stores.alarms._sql
        return [
            sql.plan("SELECT id FROM alarms WHERE open_key >= ''"),
            sql.plan("SELECT id FROM alarm_tellings t WHERE t.next_at <= ?"),
            sql.plan("SELECT id FROM alarms WHERE ended_at < ?"),
            sql.plan("SELECT id FROM alarm_tellings WHERE alarm_id = ?"),
        ]

    assert all("NATURAL" not in plan for plan in database.transact(plans))
