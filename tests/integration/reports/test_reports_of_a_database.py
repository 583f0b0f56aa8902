"""Every report, from a campaign that lives in a real database."""

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.domain.attempt import AttemptOutcome, ContactVerdict, OpenAttempt
from engine.domain.campaign import Campaign, CampaignSettings, CampaignState
from engine.domain.contact import ContactProgress, ContactState
from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.domain.trunk import TrunkSettings
from engine.ports.operators import Talk, TalkOutcome
from engine.ports.reports import OperatorTally
from engine.ports.storage import NewContact, Stores
from engine.reports import format_names, render, standard_kinds, summary_table
from rino_desktop import accounts
from tests.helpers.databases import DatabaseUnderTest

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def campaign(tested_database: DatabaseUnderTest, database: FirebirdDatabase) -> Campaign:
    """Four contacts: one heard all and promised, one hung up early, one was busy, one waits."""

    def begin(s: Stores) -> Campaign:
        s.trunks.add(TrunkSettings("город", "sip:127.0.0.1"))
        s.schemes.publish("notice", "{}")
        made = s.campaigns.create(CampaignSettings("Долги", scheme="notice", trunks=("город",)))
        return s.campaigns.set_state(made.id, CampaignState.RUNNING)

    made = database.transact(begin)
    contacts = [
        NewContact((f"+7912000000{n}",), (), {"ФИО": f"Иванов № {n}", "Долг": "1250,30"}, n + 1)
        for n in range(1, 5)
    ]
    loader = FirebirdBulkLoader(tested_database.address, tested_database.password)
    loader.load(made.id, "list.csv", iter([contacts]))
    database.transact(lambda s: _call_three(s, made))
    return made


def _call_three(s: Stores, campaign: Campaign) -> None:
    session = s.nodes.begin("server-1", "host", 1, 1.0, NOW, 3600)
    zones = [zone.zone_set_id for zone in s.contacts.outlook(campaign.id, session.id).zones]
    claimed = s.contacts.claim(session.id, campaign.id, zones, 3, NOW)
    ids = s.attempts.allocate_ids(3)
    version, trunk = s.schemes.current("notice"), s.trunks.by_name("город")
    opened = [
        OpenAttempt(id, campaign.id, contact.id, 1, contact.phones[0], trunk.id, version.id, NOW)
        for id, contact in zip(ids, claimed, strict=True)  # noqa: A001
    ]
    assert s.attempts.open(session.id, opened).opened == set(ids)
    s.attempts.save_result(ids[0], "promise", "завтра", NOW)
    s.attempts.save_result(ids[0], "promise", "сегодня", NOW + timedelta(seconds=1))
    dispositions = (Disposition.COMPLETED, Disposition.PARTIAL, Disposition.USER_BUSY)
    for index, (attempt, disposition) in enumerate(zip(opened, dispositions, strict=True)):
        busy = disposition is Disposition.USER_BUSY
        start = NOW + timedelta(seconds=10 * index, milliseconds=500)
        outcome = AttemptOutcome(
            attempt.id,
            started_at=start,
            answered_at=None if busy else start + timedelta(seconds=4),
            ended_at=start + timedelta(seconds=2 if busy else 20),
            sip_code=486 if busy else 200,
            hangup_cause=HangupCause.USER_BUSY if busy else HangupCause.NORMAL_CLEARING,
            hangup_by=HangupBy.NETWORK if busy else HangupBy.SUBSCRIBER,
            disposition=disposition,
            node=None if busy else "menu",
        )
        verdict = ContactVerdict(ContactState.DONE, ContactProgress(attempts=1), NOW)
        s.attempts.close(session.id, outcome, verdict)


@pytest.fixture
def write(database: FirebirdDatabase, campaign: Campaign, tmp_path: Path) -> Callable[..., Path]:
    def write(kind: str, format: str) -> Path:  # noqa: A002
        target = tmp_path / f"{kind}.{format}"

        def work(s: Stores) -> None:
            counts = s.contacts.counts(campaign.id)
            render(kind, format, s.reports, counts, s.campaigns.get(campaign.id),
                   language="ru", target=target, now=NOW + timedelta(hours=1),
                   facts=s.report_facts)  # fmt: skip

        database.transact(work)
        return target

    return write


def test_attempts_as_json(write: Callable[..., Path]) -> None:
    rows = json.loads(write("attempts", "json").read_text("utf-8"))
    assert [row["disposition"] for row in rows] == ["completed", "partial", "user_busy"]
    first = rows[0]
    assert first["started_at"] == "2026-11-23T09:00:00.500Z"
    assert (first["ring_s"], first["talk_s"]) == (4.0, 16.0)
    assert first["results"] == {"promise": "сегодня"}
    assert first["contact"]["Долг"] == "1250,30"
    assert (first["scheme_version"], first["engine"], first["node"]) == (1, "server-1", "menu")
    assert rows[2]["answered_at"] is None


def test_the_funnel(write: Callable[..., Path]) -> None:
    summary = json.loads(write("summary", "json").read_text("utf-8"))
    assert [(stage["stage"], stage["contacts"]) for stage in summary["funnel"]] == [
        ("list", 4), ("dialled", 3), ("answered", 2), ("heard", 1), ("result", 1),
    ]  # fmt: skip
    assert summary["by_hangup_cause"] == {"normal_clearing": 2, "user_busy": 1}
    assert summary["by_hour"] == [
        {"hour": "2026-11-23T09:00:00Z", "attempts": 3, "answered": 2},
    ]
    assert summary["contacts"]["new"] == 1


def test_talks_of_operators_are_counted_by_name(
    database: FirebirdDatabase, campaign: Campaign
) -> None:
    def talks(s: Stores) -> None:
        anna, pyotr = (accounts.add(s, n, "operator", "hash", NOW).id for n in ("Анна", "Пётр"))
        for number, (operator, kind, seconds, result) in enumerate([
            (anna, "subscriber", 30, "agreed"), (anna, "callback", 15, ""),
            (pyotr, "consult", 99, ""),  # with a colleague: no subscriber's
            (pyotr, "manual", None, ""),  # not answered
            (pyotr, "manual", 7, "refused"),
        ]):  # fmt: skip
            ended = None if seconds is None else NOW + timedelta(seconds=seconds)
            answered = NOW if ended else None
            s.operators.save_talk(
                Talk(str(number), operator, number, campaign.id, None, "", kind, "+79120000001",
                     NOW, answered, ended, TalkOutcome.ENDED)
            )  # fmt: skip
            if result:
                s.operators.save_result(operator, number, result, NOW)

    database.transact(talks)
    assert database.transact(lambda s: s.reports.by_operator(campaign.id)) == [
        OperatorTally("Анна", 2, 45_000, 1), OperatorTally("Пётр", 1, 7_000, 1),
    ]  # fmt: skip
    assert database.transact(lambda s: s.reports.by_operator(campaign.id + 1)) == []


def test_tables_agree_with_each_other(write: Callable[..., Path]) -> None:
    text = write("attempts", "csv").read_text("utf-8-sig")
    _, *from_csv = csv.reader(text.splitlines(), delimiter=";")
    sheet = openpyxl.load_workbook(write("attempts", "xlsx")).active
    from_xlsx = [row[0].value for row in list(sheet.rows)[1:]]
    assert [row[0].lstrip("'") for row in from_csv] == from_xlsx
    assert len(from_xlsx) == 3
    assert from_csv[0][2] == "23.11.2026 12:00:00"


def test_every_kind_in_every_format(write: Callable[..., Path]) -> None:
    for kind in standard_kinds().names():
        for name in format_names():
            text = write(kind, name).read_bytes()
            empty = kind in ("ledger", "orders", "requests", "recordings") and name == "json"
            assert text == b"[]\n" if empty else len(text) > 50


def test_the_summary_for_a_terminal(database: FirebirdDatabase, campaign: Campaign) -> None:
    tables = database.transact(
        lambda s: summary_table(
            s.reports, s.contacts.counts(campaign.id), campaign, language="ru", now=NOW
        )
    )
    assert tables[0].rows[3] == ("Дослушали", "1", "25,0\u00a0%", "50,0\u00a0%")
