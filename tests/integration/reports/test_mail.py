"""Reports by mail, to a real SMTP server: what arrives, and what happens when nothing does."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.form_queries import FirebirdQueryRunner
from engine.domain.campaign import CampaignSettings
from engine.domain.campaign import Schedule as CallingHours
from engine.errors import KnownError
from engine.ports.storage import ReportSchedule
from engine.reports import standard_kinds
from engine.reports.model import ReportOptions
from rino_desktop import report_files, schedule_making, schedules
from rino_desktop.report_files import ReportParts
from rino_desktop.report_mail import MailSettings, checked
from rino_desktop.texts import language, set_language
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.mail_server import MailServer, certificate_in
from tests.helpers.ports import free_tcp_port

MADE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
#: 08:30 in Moscow, the day after.
DUE = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)


@pytest.fixture
def engine_kind() -> str:
    """Mail is the same on every database."""
    return "embedded"


@pytest.fixture(autouse=True)
def in_russian() -> Iterator[None]:
    before = language()
    set_language("ru")
    yield
    set_language(before)


@pytest.fixture
def parts(tested_database: DatabaseUnderTest) -> ReportParts:
    runner = FirebirdQueryRunner(tested_database.address, tested_database.password)
    return ReportParts(standard_kinds, runner)


Add = Callable[..., ReportSchedule]


@pytest.fixture
def add(database: FirebirdDatabase, parts: ReportParts) -> Add:
    settings = CampaignSettings("Должники", schedule=CallingHours(timezone="Europe/Moscow"))
    database.transact(lambda s: s.campaigns.create(settings))

    def add(url: str, to: tuple[str, ...] = ("boss@example.org",), folder: Path | None = None,
            kind: str = "summary", **mail: Any) -> ReportSchedule:  # fmt: skip
        return database.transact(
            lambda s: schedule_making.add(
                s, name="Утро: сводка", kind=kind, campaign="Должники", file_format="xlsx",
                folder=folder, at="08:30", weekdays="1234567", timezone=None, now=MADE, parts=parts,
                options=ReportOptions(), mail=MailSettings(to, "rino@example.org", url, **mail),
            )
        )  # fmt: skip

    return add


@pytest.fixture
def run(database: FirebirdDatabase, parts: ReportParts) -> Callable[..., list[schedules.Delivery]]:
    return lambda now=DUE, only=None: schedules.run_due(database, now, only, parts)


def _stored(database: FirebirdDatabase) -> ReportSchedule:
    (schedule,) = database.transact(lambda s: s.schedules.all())
    return schedule


def test_what_arrives(add: Add, run: Any, database: FirebirdDatabase) -> None:
    with MailServer() as server:
        add(server.url, ("boss@example.org", "office@example.org"))
        (delivery,) = run()
        assert delivery.ok
        (mail,) = server.mails
    assert mail["Subject"] == "Сводный отчёт: Должники"
    assert mail["From"] == "rino@example.org"
    assert mail["To"] == "boss@example.org, office@example.org"
    assert mail["Message-ID"].startswith("<report-")
    text = mail.get_body(("plain",)).get_content()
    assert "В списке: 0" in text
    assert "Кампания: Должники" in text
    assert "<h1" in mail.get_body(("html",)).get_content()
    (file,) = mail.iter_attachments()
    assert file.get_filename() == "Утро_ сводка-2026-11-24-0830.xlsx"
    assert file.get_content()[:2] == b"PK"
    schedule = _stored(database)
    assert schedule.last_result == "отправлен: boss@example.org, office@example.org"
    assert not schedules.in_trouble(schedule)
    assert run(DUE + timedelta(hours=1)) == []


def test_folder_and_mail(add: Add, run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    with MailServer() as server:
        add(server.url, folder=folder)
        (delivery,) = run()
        assert len(server.mails) == 1
    assert delivery.ok
    assert [each.name for each in folder.iterdir()] == ["Утро_ сводка-2026-11-24-0830.xlsx"]


def test_user_password_and_encryption(
    add: Add, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = certificate_in(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with MailServer(certificate, "rino", "secret") as server:
        add(server.url, user="rino", password_env="MAIL_PW", starttls=True)
        (refused,) = run()
        assert "MAIL_PW не задана" in refused.result
        monkeypatch.setenv("MAIL_PW", "wrong")
        (refused,) = run(only="утро: сводка")
        assert "535" in refused.result
        assert refused.again_at is None, "a wrong password is not tried again and again"
        assert server.mails == []
        monkeypatch.setenv("MAIL_PW", "secret")
        (delivery,) = run(only="утро: сводка")
        assert delivery.ok, delivery.result
        assert server.encrypted == [True]


def test_a_certificate_that_nobody_vouches_for(add: Add, run: Any, tmp_path: Path) -> None:
    with MailServer(certificate_in(tmp_path)) as server:
        add(server.url, starttls=True)
        (delivery,) = run()
        assert not delivery.ok
        assert "certificate" in delivery.result
        assert server.mails == []


def test_a_dead_server_is_tried_again_until_it_lives(
    add: Add, run: Any, database: FirebirdDatabase
) -> None:
    server = MailServer()
    with server:
        url = server.url
        add(url)
    (delivery,) = run()
    assert not delivery.ok
    assert "недоступен" in delivery.result
    assert delivery.again_at == DUE + timedelta(minutes=1)
    assert schedules.in_trouble(_stored(database))
    assert run(DUE + timedelta(seconds=30)) == [], "not before its time"
    (again,) = run(DUE + timedelta(minutes=1))
    assert again.again_at == DUE + timedelta(minutes=6)
    with MailServer() as living:
        database.transact_raw(lambda sql: sql.execute(
            "UPDATE report_schedules SET mail = ?",
            (MailSettings(("boss@example.org",), "a@example.org", living.url).as_json(),),
        ))  # fmt: skip
        (done,) = run(DUE + timedelta(minutes=6))
        assert done.ok
        (mail,) = living.mails
        assert "T053000@" in mail["Message-ID"], "still the delivery of its due time"
    assert not schedules.in_trouble(_stored(database))
    assert run(DUE + timedelta(hours=2)) == []


def test_it_is_given_up_in_the_end(add: Add, run: Any, database: FirebirdDatabase) -> None:
    add(f"smtp://127.0.0.1:{free_tcp_port()}")
    now, tries = DUE, 0
    while True:
        (delivery,) = run(now)
        tries += 1
        if delivery.again_at is None:
            break
        now = delivery.again_at
    assert tries == 8
    assert now < DUE + timedelta(days=1)
    assert schedules.in_trouble(_stored(database))
    (next_day,) = run(DUE + timedelta(days=1))
    assert not next_day.ok
    assert _stored(database).failures == 1


def test_a_server_that_is_busy_and_one_that_refuses(add: Add, run: Any) -> None:
    with MailServer(answers=["451 try later"]) as server:
        add(server.url)
        (busy,) = run()
        assert "451 try later" in busy.result
        assert busy.again_at is not None
        (done,) = run(busy.again_at)
        assert done.ok
        server.answers = ["554 we do not want it"]
        (refused,) = run(only="утро: сводка")
        assert "554" in refused.result
        assert refused.again_at is None


def test_a_server_that_is_lost_when_it_has_the_mail(add: Add, run: Any) -> None:
    with MailServer(vanishes=True) as server:
        add(server.url)
        (delivery,) = run()
        assert not delivery.ok
        assert "не подтвердив" in delivery.result
        assert delivery.again_at is None
        assert run(DUE + timedelta(hours=5)) == []
        assert len(server.mails) == 1, "never twice"


def test_one_of_several_addresses_is_refused(add: Add, run: Any) -> None:
    with MailServer(refused={"gone@example.org"}) as server:
        add(server.url, ("boss@example.org", "gone@example.org"))
        (delivery,) = run()
        assert delivery.ok
        assert "gone@example.org" in delivery.result
        assert len(server.mails) == 1
        assert run(DUE + timedelta(hours=1)) == [], "the others have got it"


def test_all_addresses_are_refused(add: Add, run: Any) -> None:
    with MailServer(refused={"boss@example.org"}) as server:
        add(server.url)
        (delivery,) = run()
        assert not delivery.ok
        assert "550 5.1.1 no such user" in delivery.result
        assert delivery.again_at is None


def test_several_engines_deliver_once(
    add: Add, parts: ReportParts, tested_database: DatabaseUnderTest
) -> None:
    with MailServer() as server:
        add(server.url)
        databases = [tested_database.open() for _ in range(4)]
        found: list[schedules.Delivery] = []
        try:
            for day in range(3):
                now = DUE + timedelta(days=day)
                threads = [
                    threading.Thread(
                        target=lambda d=each, now=now: found.extend(
                            schedules.run_due(d, now, None, parts)
                        )
                    )
                    for each in databases
                ]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
        finally:
            for each in databases:
                each.close()
        assert [delivery.ok for delivery in found] == [True] * 3
        ids = [mail["Message-ID"] for mail in server.mails]
        assert len(ids) == len(set(ids)) == 3


def test_an_engine_that_died_while_it_made_the_report(
    add: Add, run: Any, database: FirebirdDatabase
) -> None:
    with MailServer() as server:
        schedule = add(server.url)
        stored = _stored(database)
        assert stored.id == schedule.id
        until = DUE + timedelta(minutes=30)
        assert database.transact(
            lambda s: s.schedules.claim(stored, DUE, DUE, until, 0, schedules.UNDER_WAY)
        )
        assert run(DUE + timedelta(minutes=10)) == [], "it may still be at work"
        (delivery,) = run(until)
        assert delivery.ok
        assert len(server.mails) == 1


def test_an_engine_that_takes_longer_than_its_claim_sends_nothing(
    add: Add, run: Any, tested_database: DatabaseUnderTest, parts: ReportParts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The other one has begun it anew meanwhile: it arrives once, and that is what is kept."""
    make, began = report_files.mail_body, []

    def slow(*args: Any, **kwargs: Any) -> Any:
        if not began:
            began.append(True)
            other = tested_database.open()
            (delivery,) = schedules.run_due(other, DUE + timedelta(minutes=31), None, parts)
            other.close()
            assert delivery.ok
        return make(*args, **kwargs)

    monkeypatch.setattr(report_files, "mail_body", slow)
    with MailServer() as server:
        add(server.url)
        (delivery,) = run()
        assert not delivery.ok
        assert "другой движок" in delivery.result
        assert len(server.mails) == 1
    assert run(DUE + timedelta(minutes=62)) == []


def test_a_bug_in_a_report_ends_no_engine_and_stops_no_other_report(
    add: Add, run: Any, database: FirebirdDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any, **_kwargs: Any) -> Any:
        raise ZeroDivisionError("of a plug-in")

    with MailServer() as server:
        add(server.url)
        with monkeypatch.context() as patch:
            patch.setattr(report_files, "mail_body", broken)
            (delivery,) = run()
        assert (delivery.ok, delivery.result) == (False, "of a plug-in")
        assert delivery.again_at == DUE + timedelta(minutes=1)
        database.transact_raw(lambda c: c.execute("UPDATE report_schedules SET weekdays = ''"))
        (wrong,) = run(DUE + timedelta(days=2))
        assert not wrong.ok
        assert server.mails == []


def test_an_engine_that_died_while_it_sent(add: Add, run: Any, database: FirebirdDatabase) -> None:
    with MailServer() as server:
        add(server.url)
        stored = _stored(database)
        until = DUE + timedelta(minutes=30)
        database.transact(
            lambda s: s.schedules.claim(stored, DUE, DUE, until, 0, schedules.SENDING)
        )
        (delivery,) = run(until)
        assert "Неизвестно" in delivery.result
        assert server.mails == [], "never twice"
        assert schedules.in_trouble(_stored(database))
        (tomorrow,) = run(DUE + timedelta(days=1))
        assert tomorrow.ok
        assert len(server.mails) == 1


def test_a_campaign_that_is_gone_is_said(add: Add, run: Any, database: FirebirdDatabase) -> None:
    with MailServer() as server:
        add(server.url)
        database.transact_raw(lambda sql: sql.execute("DELETE FROM campaigns"))
        (delivery,) = run()
        assert not delivery.ok
        assert "Должники" in delivery.result
        assert server.mails == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"to": ()}, "address"),
        ({"to": ("nobody",)}, "'nobody'"),
        ({"to": ("a@b.org\nBcc: c@d.org",)}, "mail address|адрес"),
        ({"sender": "x y@z"}, "'x y@z'"),
        ({"server": "http://x"}, "'http://x'"),
        ({"server": "smtp://user:pw@x"}, "smtp://user"),
        ({"server": "smtp://x:99999"}, "99999"),
        ({"user": "u"}, "--password-env"),
    ],
)
def test_wrong_settings_are_seen_at_once(changes: dict[str, Any], words: str) -> None:
    right = {"to": ("a@example.org",), "sender": "b@example.org", "server": "smtp://127.0.0.1:25"}
    checked(MailSettings(**right))  # type: ignore[arg-type]
    set_language("en")
    with pytest.raises(KnownError, match=words):
        checked(MailSettings(**{**right, **changes}))  # type: ignore[arg-type]
