"""Alarms on both databases: raised once, told until they are told, over when they are gone."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.webhook import post
from engine.alarms.model import Alarm, AlarmKind, AlarmSettings, Event, Seen, Telling, Way
from engine.domain.campaign import CampaignSettings, CampaignState
from engine.domain.outbox import OutboxContent, OutboxSettings
from engine.domain.trunk import TrunkSettings, TrunkStatus
from engine.errors import KnownError
from engine.guard import NoRight
from engine.ports.audit import Actor, AuditFilter, Via
from engine.ports.outbox import NewOutboxRow
from engine.ports.storage import Stores
from engine.service.recovery import recover
from rino_desktop import accounts, alarms
from rino_desktop.alarm_telling import Teller
from rino_desktop.report_mail import MailSettings
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.far_service import FarService
from tests.helpers.mail_server import MailServer
from tests.helpers.ports import free_tcp_port
from tests.helpers.stored_campaign import NOW

CRM = OutboxSettings("crm", "http://127.0.0.1:1/", (OutboxContent.ATTEMPTS,))
CALLS: list[tuple[str, bytes, Mapping[str, str]]] = []


def _fake_post(url: str, body: bytes, headers: Mapping[str, str]) -> None:
    CALLS.append((url, body, headers))


def _set(database: FirebirdDatabase, **values: Any) -> None:
    settings = replace(AlarmSettings(), language="en", **values)
    database.transact(lambda s: alarms.change_settings(s, settings, NOW))


def _look(database: FirebirdDatabase, seconds: float) -> list[tuple[AlarmKind, Event]]:
    now = NOW + timedelta(seconds=seconds)
    return [(a.kind, event) for a, event in database.transact(lambda s: alarms.look(s, now))]


def _open(database: FirebirdDatabase) -> list[Alarm]:
    return database.transact(lambda s: s.alarms.open())


@pytest.fixture
def node(database: FirebirdDatabase) -> int:
    return database.transact(lambda s: s.nodes.begin("n1", "srv", 1, 1.0, NOW, 3600).id)


def _trunk(database: FirebirdDatabase, node: int, status: TrunkStatus, seconds: float) -> None:
    def write(stores: Stores) -> None:
        trunks = stores.trunks.all() or [
            stores.trunks.add(TrunkSettings("city", "sip:127.0.0.1:5999"))
        ]
        at = NOW + timedelta(seconds=seconds)
        stores.nodes.set_trunk_status(node, trunks[0].id, status, "503", at)

    database.transact(write)


def test_one_alarm_from_its_beginning_to_its_end(
    database: FirebirdDatabase, tested_database: DatabaseUnderTest, node: int
) -> None:
    _set(database, webhook="http://127.0.0.1:1/alarms")
    _trunk(database, node, TrunkStatus.FAILED, 0)
    assert _look(database, 0) == []
    assert _look(database, 1) == []  # somebody has just looked
    assert _look(database, 10) == []
    assert _open(database) == []
    # The engine has ended meanwhile; another one goes on, once.
    other = FirebirdDatabase(tested_database.address, tested_database.password)
    try:
        assert _look(other, 30) == [(AlarmKind.TRUNK_DOWN, Event.RAISED)]
        assert _look(database, 31) == []
    finally:
        other.close()
    (alarm,) = _open(database)
    assert (alarm.since, alarm.details["trunk"]) == (NOW, "city")
    _trunk(database, node, TrunkStatus.READY, 40)
    assert _look(database, 40) == []
    assert _look(database, 100) == [(AlarmKind.TRUNK_DOWN, Event.ENDED)]
    assert _open(database) == []
    (past,) = database.transact(lambda s: s.alarms.past(10))
    assert past.ended_at == NOW + timedelta(seconds=40)
    # It was raised and ended before anybody could be told: both are, in this order.
    CALLS.clear()
    teller, later = Teller("db", _fake_post), NOW + timedelta(seconds=101)
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
    assert _look(database, 7200) == [(AlarmKind.ENGINE_SILENT, Event.RAISED)]
    (alarm,) = _open(database)
    assert alarm.details["node"] == "n1"
    assert _look(database, 7300) == []  # it has not come back
    database.transact(
        lambda s: s.nodes.begin("N1", "srv", 2, 2.0, NOW + timedelta(seconds=7310), 3600)
    )
    assert _look(database, 7320) == []
    assert _look(database, 7350) == [(AlarmKind.ENGINE_SILENT, Event.ENDED)]


def test_an_engine_that_ends_is_no_alarm(database: FirebirdDatabase, node: int) -> None:
    database.transact(lambda s: s.nodes.end(node))
    assert _look(database, 7200) == []
    assert database.transact(lambda s: s.alarms.watched()) == []


def test_a_campaign_that_nobody_dials(database: FirebirdDatabase, node: int) -> None:
    def begin(stores: Stores) -> None:
        campaign = stores.campaigns.create(CampaignSettings("Долги"))
        stores.campaigns.set_state(campaign.id, CampaignState.RUNNING)

    database.transact(begin)
    assert _look(database, 0) == []
    assert _look(database, 200) == [(AlarmKind.NOTHING_DIALLED, Event.RAISED)]
    (alarm,) = _open(database)
    assert alarm.details == {"campaign": "Долги", "idle": "not_looked", "zone": "Europe/Moscow"}
    number = alarm.campaign_id or 0
    database.transact(lambda s: s.nodes.set_activity(node, number, "", 3, NOW))
    assert _look(database, 210) == []
    assert _look(database, 300) == [(AlarmKind.NOTHING_DIALLED, Event.ENDED)]


def _raised(database: FirebirdDatabase, campaign_id: int | None = None) -> Alarm:
    def add(stores: Stores) -> Alarm:
        seen = Seen(AlarmKind.TRUNK_DOWN, "7", {"trunk": "город", "detail": "503"}, campaign_id)
        stores.alarms.watch(seen, NOW)
        stores.alarms.watch(seen, NOW)
        (alarm,) = stores.alarms.watched()
        stores.alarms.save(replace(alarm, raised_at=NOW))
        stores.alarms.tell(alarm.id, Event.RAISED, stores.alarms.settings().ways, NOW)
        return alarm

    return database.transact(add)


def test_mail_and_web_hook_arrive_and_are_tried_until_they_do(
    database: FirebirdDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_tcp_port()
    mail = MailSettings(("boss@example.org",), "rino@example.org", f"smtp://127.0.0.1:{port}")
    monkeypatch.setenv("HOOK", "secret")
    teller, now = Teller("rino.fdb", post), NOW
    with FarService() as service:
        service.faults.extend([503])
        _set(database, mail=mail.as_json(), webhook=f"{service.url}/alarms?key=k",
             secret_env="HOOK")  # fmt: skip
        _raised(database)
        failed = alarms.tell_due(database, now, teller)
        assert {each.telling.way for each in failed if each.error} == set(Way)
        assert alarms.tell_due(database, now, teller) == []  # not at once
        waiting: list[Telling] = database.transact(lambda s: s.alarms.failing())
        errors = [each.last_error for each in waiting]
        assert any("503" in error and "key=k" not in error for error in errors), errors
        now += timedelta(seconds=20)
        with MailServer() as server:
            moved = replace(mail, server=server.url)
            _set(database, mail=moved.as_json(), webhook=f"{service.url}/alarms?key=k",
                 secret_env="HOOK")  # fmt: skip
            done = alarms.tell_due(database, now, teller)
            assert [each.error for each in done] == ["", ""]
            (letter,) = server.mails
        taken = service.received[-1]
    assert letter["Subject"] == "Alarm: Trunk down: город"
    text = letter.get_content()
    assert "Trunk 'город' does not work: 503." in text
    assert "Database: rino.fdb" in text
    signed = hmac.new(b"secret", taken.body, hashlib.sha256).hexdigest()
    assert taken.headers["X-Rino-Signature"] == f"sha256={signed}"
    assert taken.key == service.received[0].key  # of every try
    document = taken.json
    assert document["text"] == "Trunk 'город' does not work: 503."
    assert (document["kind"], document["subject"], document["severity"]) == (
        "trunk_down", "город", "bad"
    )  # fmt: skip
    assert (document["since"], document["until"]) == ("2026-03-02T09:30:15Z", None)
    assert database.transact(lambda s: s.alarms.failing()) == []


def test_a_secret_that_is_not_there_and_an_engine_that_died_in_the_midst(
    database: FirebirdDatabase,
) -> None:
    _set(database, webhook="http://127.0.0.1:1/", secret_env="NOT_SET")
    _raised(database)
    CALLS.clear()
    (told,) = alarms.tell_due(database, NOW, Teller("db", _fake_post))
    assert "NOT_SET" in told.error
    assert CALLS == []  # never without its signature
    _set(database, webhook="http://127.0.0.1:1/")
    soon, claimed = NOW + timedelta(seconds=15), NOW + timedelta(seconds=195)
    (telling,) = database.transact(lambda s: s.alarms.due(soon))
    assert database.transact(lambda s: s.alarms.claim(telling, soon, claimed))
    assert not database.transact(lambda s: s.alarms.claim(telling, soon, claimed))
    assert alarms.tell_due(database, soon, Teller("db", _fake_post)) == []
    assert len(alarms.tell_due(database, claimed, Teller("db", _fake_post))) == 1
    assert len(CALLS) == 1


def test_a_test_is_told_once_and_says_what_is_wrong(database: FirebirdDatabase) -> None:
    with pytest.raises(KnownError, match="neither mail nor a web hook"):
        database.transact(lambda s: alarms.ask_test(s, NOW))
    for wrong in ("ftp://example.org", "http:///x", "https://ex ample.org", "http://x:y"):
        with pytest.raises(KnownError, match="no address of a web hook"):
            _set(database, webhook=wrong)
    _set(database, webhook=f"http://127.0.0.1:{free_tcp_port()}/")
    numbers = database.transact(lambda s: alarms.ask_test(s, NOW))
    assert database.transact(lambda s: alarms.test_results(s, numbers)) == {Way.WEBHOOK: None}
    alarms.tell_due(database, NOW, Teller("db", post))
    results = database.transact(lambda s: alarms.test_results(s, numbers))
    assert "cannot be called" in (results[Way.WEBHOOK] or "")
    assert database.transact(lambda s: s.alarms.due(NOW + timedelta(days=1))) == []


def test_who_acknowledges_and_who_may_not(database: FirebirdDatabase) -> None:
    def people(stores: Stores) -> dict[str, Actor]:
        found = {}
        for name, role in (("Ivan", "supervisor"), ("Anna", "operator")):
            user = accounts.add(stores, name, role, "hash", NOW)
            found[name] = Actor(name, Via.DESKTOP, "pc", user.id)
        return found

    actors = database.transact(people)
    alarm = _raised(database)
    office = database.actor
    database.actor = actors["Anna"]
    with pytest.raises(NoRight):
        _open(database)
    with pytest.raises(NoRight):
        database.transact(lambda s: alarms.acknowledge(s, alarm.id, actors["Anna"], NOW))
    database.actor = actors["Ivan"]
    assert len(_open(database)) == 1
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
    assert _look(database, 600) == []
    assert _look(database, 899) == []
    assert _look(database, 910) == []  # waits for too long: first seen
    database.transact(
        lambda s: s.outbox.note_down(number, "crm", 1, "refused", NOW + timedelta(seconds=920))
    )
    assert _look(database, 1040) == [(AlarmKind.STORE_UNREACHABLE, Event.RAISED)]
    (alarm,) = _open(database)
    assert (alarm.campaign_id, alarm.details["waiting"], alarm.details["down"]) == (
        number, "1", "yes"
    )  # fmt: skip
    database.transact(lambda s: s.outbox.drop(number, "crm", [], waiting=True))
    database.transact(lambda s: s.outbox.note_up(number, "crm", 1))
    assert _look(database, 1050) == []
    assert _look(database, 1110) == [(AlarmKind.STORE_UNREACHABLE, Event.ENDED)]
