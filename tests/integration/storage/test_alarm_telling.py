"""Alarms by mail and web hook, to real servers: told until they are told."""

import asyncio
import hashlib
import hmac
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.webhook import post
from engine.alarms.model import (
    Telling,
    Way,
)
from engine.domain.trunk import TrunkStatus
from engine.errors import KnownError
from rino_desktop import alarms
from rino_desktop.alarm_telling import Teller
from rino_desktop.report_mail import MailSettings
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.far_service import FarService
from tests.helpers.mail_server import MailServer
from tests.helpers.ports import free_tcp_port
from tests.helpers.raised_alarms import (
    CALLS,
    fake_post,
    put_trunk,
    raised,
    set_alarms,
)
from tests.helpers.shaky_database import Weather
from tests.helpers.stored_campaign import NOW


def test_mail_and_web_hook_arrive_and_are_tried_until_they_do(
    database: FirebirdDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_tcp_port()
    mail = MailSettings(("boss@example.org",), "rino@example.org", f"smtp://127.0.0.1:{port}")
    monkeypatch.setenv("HOOK", "secret")
    teller, now = Teller("rino.fdb", post), NOW
    with FarService() as service:
        service.faults.extend([503])
        set_alarms(database, mail=mail.as_json(), webhook=f"{service.url}/alarms?key={{HOOK}}",
             secret_env="HOOK")  # fmt: skip
        raised(database)
        failed = alarms.tell_due(database, now, teller)
        assert {each.telling.way for each in failed if each.error} == set(Way)
        assert alarms.tell_due(database, now, teller) == []  # not at once
        waiting: list[Telling] = database.transact(lambda s: s.alarms.failing())
        errors = [each.last_error for each in waiting]
        assert any("503" in error and "secret" not in error for error in errors), errors
        now += timedelta(seconds=20)
        with MailServer() as server:
            moved = replace(mail, server=server.url)
            set_alarms(database, mail=moved.as_json(), webhook=f"{service.url}/alarms?key={{HOOK}}",
                 secret_env="HOOK")  # fmt: skip
            done = alarms.tell_due(database, now, teller)
            assert [each.error for each in done] == ["", ""]
            (letter,) = server.mails
        taken = service.received[-1]
    assert letter["Subject"] == "Alarm: Trunk down: город"
    text = letter.get_content()
    assert "Trunk “город” does not work: 503." in text
    assert "Database: rino.fdb" in text
    signed = hmac.new(b"secret", taken.body, hashlib.sha256).hexdigest()
    assert taken.headers["X-Rino-Signature"] == f"sha256={signed}"
    assert taken.key == service.received[0].key  # of every try
    document = taken.json
    assert document["text"] == "Trunk “город” does not work: 503."
    assert (document["kind"], document["subject"], document["severity"]) == (
        "trunk_down", "город", "bad"
    )  # fmt: skip
    assert (document["since"], document["until"]) == ("2026-03-02T09:30:15Z", None)
    assert database.transact(lambda s: s.alarms.failing()) == []


def test_a_secret_that_is_not_there_and_an_engine_that_died_in_the_midst(
    database: FirebirdDatabase,
) -> None:
    set_alarms(database, webhook="http://127.0.0.1:1/", secret_env="NOT_SET")
    raised(database)
    CALLS.clear()
    (told,) = alarms.tell_due(database, NOW, Teller("db", fake_post))
    assert "NOT_SET" in told.error
    assert CALLS == []  # never without its signature
    set_alarms(database, webhook="http://127.0.0.1:1/")
    soon, claimed = NOW + timedelta(seconds=15), NOW + timedelta(seconds=195)
    (telling,) = database.transact(lambda s: s.alarms.due(soon))
    assert database.transact(lambda s: s.alarms.claim(telling, soon, claimed))
    assert not database.transact(lambda s: s.alarms.claim(telling, soon, claimed))
    assert alarms.tell_due(database, soon, Teller("db", fake_post)) == []
    assert len(alarms.tell_due(database, claimed, Teller("db", fake_post))) == 1
    assert len(CALLS) == 1


def test_a_test_is_told_once_and_says_what_is_wrong(database: FirebirdDatabase) -> None:
    with pytest.raises(KnownError, match="neither mail nor a web hook"):
        database.transact(lambda s: alarms.ask_test(s, NOW))
    for wrong in ("ftp://example.org", "http:///x", "https://ex ample.org", "http://x:y"):
        with pytest.raises(KnownError, match="no address of a web hook"):
            set_alarms(database, webhook=wrong)
    set_alarms(database, webhook=f"http://127.0.0.1:{free_tcp_port()}/")
    numbers = database.transact(lambda s: alarms.ask_test(s, NOW))
    assert database.transact(lambda s: alarms.test_results(s, numbers)) == {Way.WEBHOOK: None}
    alarms.tell_due(database, NOW, Teller("db", post))
    results = database.transact(lambda s: alarms.test_results(s, numbers))
    assert "cannot be called" in (results[Way.WEBHOOK] or "")
    assert database.transact(lambda s: s.alarms.due(NOW + timedelta(days=1))) == []


class _Clock:
    """A minute passes between two looks."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        return self.at

    async def sleep(self, _seconds: float) -> None:
        await asyncio.sleep(0.01)
        self.at += timedelta(minutes=1)


async def test_chores_of_an_engine_go_on_when_the_database_comes_back(
    database: FirebirdDatabase, tested_database: DatabaseUnderTest
) -> None:
    weather = Weather()

    def opened() -> FirebirdDatabase:
        return FirebirdDatabase(tested_database.address, tested_database.password)

    node = database.transact(lambda s: s.nodes.begin("n1", "srv", 1, 1.0, NOW, 10**6).id)
    put_trunk(database, node, TrunkStatus.FAILED, 0)
    clock = _Clock()
    weather.down = True
    with FarService() as service:
        set_alarms(database, webhook=f"{service.url}/")
        service.faults.extend(["drop"])
        chores = [
            asyncio.create_task(alarms.look_for_ever(weather.opener(opened), clock)),
            asyncio.create_task(
                alarms.tell_for_ever(weather.opener(opened), clock, Teller("db", post))
            ),
        ]
        async with asyncio.timeout(20):
            while weather.losses < 2:
                await asyncio.sleep(0.02)
        weather.down = False
        async with asyncio.timeout(20):
            while len(service.received) < 2:
                await asyncio.sleep(0.02)
        for chore in chores:
            chore.cancel()
        await asyncio.gather(*chores, return_exceptions=True)
    # It had the first one already, which nobody could know here: the same key says so.
    assert [each.json["kind"] for each in service.taken.values()] == ["trunk_down"]
    assert len({each.key for each in service.received}) == 1
