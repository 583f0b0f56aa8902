"""Retention of recordings: rules and deletions in the database, files in the store."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.voice_files import FirebirdVoiceFileStore
from engine.adapters.voice_store import open_folder
from engine.domain.campaign import CampaignSettings, CampaignState
from engine.errors import KnownError
from engine.ports.audit import AuditFilter
from engine.ports.traces import NewTrace
from engine.ports.voice_files import RetentionRule
from engine.service import retention, voice_retention
from engine.service.expired import Watch, digest_of
from engine.service.recordings import message_name, recording_name
from engine.service.retention_places import DATABASE, place_of
from engine.service.voice_store import VoiceStore
from rino_desktop import retention as rules_set_up
from rino_desktop import retention_protocol
from tests.helpers import stored_campaign, wav
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import completed, dialling

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
DAY = timedelta(days=1)
#: Of each recording here.
SIZE = 44 + 2 * 800


@pytest.fixture(autouse=True)
def fixed_days(monkeypatch: pytest.MonkeyPatch) -> None:
    """The days of these tests are not those of the database's server."""
    monkeypatch.setattr(FirebirdVoiceFileStore, "server_time", lambda _: None)


@pytest.fixture
def store(tmp_path: Path) -> VoiceStore:
    return VoiceStore(tmp_path / "voice", open_folder)


def keep(store: VoiceStore, campaign: str, attempt: int, days_ago: float, *,
         message: bool = False) -> str:  # fmt: skip
    at = NOW - timedelta(days=days_ago)
    name = (message_name(campaign, attempt, at, 1) if message
            else recording_name(campaign, attempt, at))  # fmt: skip
    wav.write_tone(store.spool.path(name), 0.1)
    return name


def names(store: VoiceStore) -> set[str]:
    return {listed.file.name for listed in store.listing()}


def campaigns(database: FirebirdDatabase, *of_name: str) -> None:
    for name in of_name:
        database.transact(lambda s, name=name: s.campaigns.create(CampaignSettings(name)))


def set_rules(database: FirebirdDatabase, *rules: RetentionRule) -> None:
    def store(stores: object) -> None:
        for rule in rules:
            stores.voice_files.set_rule(rule)  # type: ignore[attr-defined]

    database.transact(store)


def once(database: FirebirdDatabase, store: VoiceStore, now: datetime) -> int | None:
    """Files deleted; None: it was not time."""
    outcome = retention.run_once_a_day(database, store, now)
    return None if outcome is None else outcome.files


def protocol(database: FirebirdDatabase) -> dict[str, Any]:
    """Of the last run."""
    wanted = AuditFilter(action=retention.RUN)
    return dict(database.transact(lambda s: s.audit.entries(wanted, 1))[0].details)


def test_rules_are_kept_and_replaced(database: FirebirdDatabase) -> None:
    set_rules(database, RetentionRule("recordings", "", 90),
              RetentionRule("recordings", "Ноябрь", 30), RetentionRule("messages", "", 10),
              RetentionRule("recordings", "НОЯБРЬ", 31))  # fmt: skip
    assert database.transact(lambda s: s.voice_files.rules()) == [
        RetentionRule("messages", "", 10),
        RetentionRule("recordings", "", 90),
        RetentionRule("recordings", "НОЯБРЬ", 31),
    ]
    # Who saves what he has read before somebody else saved: nothing is deleted earlier for it.
    rule = RetentionRule("recordings", "", 30)
    with pytest.raises(KnownError, match="changed the rule meanwhile: 90 days"):
        database.transact(lambda s: rules_set_up.set_rule(s, rule, NOW, base=60))
    assert database.transact(lambda s: s.voice_files.remove_rule("recordings", "ноябрь"))
    assert not database.transact(lambda s: s.voice_files.remove_rule("recordings", "ноябрь"))


def test_what_is_older_goes_by_campaign_and_in_all(
    database: FirebirdDatabase, store: VoiceStore
) -> None:
    campaigns(database, "Debts", "Survey", "Kept")
    set_rules(
        database,
        RetentionRule("recordings", "", 30),
        RetentionRule("recordings", "debts", 5),
        RetentionRule("messages", "Survey", 1),
    )
    gone = {
        keep(store, "Debts", 1, 6),
        keep(store, "Debts", 2, 40),
        keep(store, "Survey", 3, 31),
        keep(store, "Removed long ago", 4, 400),
        keep(store, "Survey", 5, 2, message=True),
    }
    stay = {
        keep(store, "Debts", 6, 5),
        keep(store, "Debts", 7, 0),
        keep(store, "Survey", 8, 30),
        keep(store, "Debts", 9, 300, message=True),
        keep(store, "Survey", 10, 1, message=True),
    }
    (store.folder / "prompts").mkdir()
    wav.write_tone(store.folder / "prompts" / "old.wav", 0.1)
    assert retention.run_stored(database, store, NOW).files == len(gone)
    assert names(store) == stay | {"prompts/old.wav"}
    assert not (store.folder / "recordings" / "2025").exists()  # no empty folders are left
    told = {(d.kind, d.folder): (d.before, d.deleted)
            for d in database.transact(lambda s: s.voice_files.deletions())}  # fmt: skip
    assert told == {
        ("recordings", "Debts"): (date(2026, 11, 18), 2),
        ("recordings", "Survey"): (date(2026, 10, 24), 1),
        ("recordings", "Removed_long_ago"): (date(2026, 10, 24), 1),
        ("messages", "Survey"): (date(2026, 11, 22), 1),
    }
    told_of = protocol(database)
    assert (told_of["files"], told_of["stopped"], told_of["trouble"]) == (5, False, "")
    first = told_of["items"]["recordings Debts"]
    debts = [name for name in gone if "/Debts/" in name]
    assert first == {
        "kind": "recordings", "of": "Debts", "before": "2026-11-18", "days": 5, "count": 2,
        "bytes": 2 * SIZE, "sha256": digest_of((name, SIZE) for name in debts), "left": 0,
    }  # fmt: skip
    (begun,) = database.transact(lambda s: s.audit.entries(AuditFilter(action=retention.BEGIN), 1))
    rules = {"messages Survey": 1, "recordings": 30, "recordings debts": 5, "rejects": 30}
    assert begun.details["rules"] == rules
    assert retention.run_stored(database, store, NOW).files == 0


def test_campaigns_that_share_a_folder_keep_the_longest(
    database: FirebirdDatabase, store: VoiceStore
) -> None:
    campaigns(database, "Debts!", "Debts?")
    name = keep(store, "Debts!", 1, 20)
    set_rules(database, RetentionRule("recordings", "Debts!", 5))
    assert retention.run_stored(database, store, NOW).files == 0
    set_rules(database, RetentionRule("recordings", "Debts?", 30))
    assert retention.run_stored(database, store, NOW).files == 0
    assert names(store) == {name}
    set_rules(database, RetentionRule("recordings", "Debts?", 19))
    assert retention.run_stored(database, store, NOW).files == 1


def test_reports_know_what_is_gone(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, store: VoiceStore
) -> None:
    case = dialling(tested_database, database, 4)
    by_rule, by_hand, kept, never = case.dial(4)
    name = case.campaign.settings.name
    recorded = {
        by_rule: keep(store, name, by_rule.id, 20),
        by_hand: keep(store, name, by_hand.id, 1),
        kept: keep(store, name, kept.id, 1),
        never: "",
    }
    for attempt, recording in recorded.items():
        case.close(attempt, replace(completed(attempt), recording=recording))
    set_rules(database, RetentionRule("recordings", "", 10))
    assert retention.run_stored(database, store, NOW).files == 1
    assert store.delete([recorded[by_hand], "recordings/x.wav"]) == [recorded[by_hand]]
    database.transact(
        lambda s: voice_retention.note_deleted(s, [recorded[by_hand], "prompts/a.wav"], NOW)
    )
    rows = database.transact(lambda s: list(s.reports.attempts(case.campaign.id)))
    assert {row.id: (row.recording, row.recording_deleted) for row in rows} == {
        by_rule.id: (recorded[by_rule], True),
        by_hand.id: (recorded[by_hand], True),
        kept.id: (recorded[kept], False),
        never.id: ("", False),
    }


def test_once_a_day_by_whichever_engine(database: FirebirdDatabase, store: VoiceStore) -> None:
    assert once(database, store, NOW) is None  # no rules
    set_rules(database, RetentionRule("recordings", "", 3))
    keep(store, "Debts", 1, 10)
    assert once(database, store, NOW) == 1
    assert database.transact(lambda s: s.voice_files.last_run()) == (NOW, 1)
    keep(store, "Debts", 2, 10)
    for hours in (0, 1, 23):
        later = NOW + timedelta(hours=hours)
        assert once(database, store, later) is None
    assert once(database, store, NOW + timedelta(days=1)) == 1
    # Who has been told what is due by other rules.
    seen = [RetentionRule("recordings", "", 99)]
    with pytest.raises(KnownError, match="changed meanwhile"):
        retention.run_stored(database, store, NOW, seen=seen)
    # A computer whose clock was a year ahead has run them: the others do not wait for a year.
    ahead = NOW + timedelta(days=365)
    for place in (DATABASE, place_of(store)):
        database.transact(
            lambda s, place=place: s.voice_files.ended_run(place, ahead, ahead + DAY, 0)
        )
    keep(store, "Debts", 3, 10)
    assert once(database, store, NOW) == 1
    assert once(database, store, NOW) is None


def test_traces_go_by_the_same_rules(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, store: VoiceStore
) -> None:
    case = dialling(tested_database, database, 3)
    attempts = case.dial(3)
    for attempt in attempts:
        case.close(attempt)
        trace = NewTrace(attempt.id, case.campaign.id, case.scheme_version_id, NOW, "[1,{},0]", {})
        database.transact(lambda s, trace=trace: s.traces.add(trace))
    set_rules(database, RetentionRule("recordings", "", 1), RetentionRule("traces", "", 10))

    def left(days: float) -> int:
        now = stored_campaign.NOW + timedelta(days=days)
        retention.run_stored(database, store, now, sure=True)
        kept = [database.transact(lambda s, i=a.id: s.traces.of_attempt(i)) for a in attempts]
        return sum(trace is not None for trace in kept)

    assert left(10) == 3
    assert left(11.5) == 0


def test_what_lists_told_goes_when_the_campaign_is_over(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, store: VoiceStore
) -> None:
    case = dialling(tested_database, database, 5)
    first, second = case.dial(2)
    case.close(first)
    case.close(second)
    database.transact_raw(
        lambda sql: sql.execute(
            "UPDATE contacts SET fields = '', long_fields = '{}' WHERE id = ?", (second.contact_id,)
        )
    )

    # What a later import has replaced is kept to be undone.
    replaced = (
        "INSERT INTO import_changes (contact_id, import_id, other_phones, zone_set_id, document)"
        " SELECT id, import_id, other_phones, zone_set_id, fields FROM contacts WHERE id = ?"
    )
    database.transact_raw(lambda sql: sql.execute(replaced, (first.contact_id,)))

    def kept() -> int:
        asked = "SELECT fields, long_fields FROM contacts"
        rows = database.transact_raw(lambda sql: sql.rows(asked))
        more = database.transact_raw(lambda sql: sql.rows("SELECT document FROM import_changes"))
        return sum(fields != "{}" or long is not None for fields, long in rows) + len(more)

    set_rules(database, RetentionRule("contacts", "", 10))
    soon, late = (stored_campaign.NOW + timedelta(days=d) for d in (10, 11.5))
    retention.run_stored(database, store, late)
    assert kept() == 6, "the campaign goes on"
    number = case.campaign.id
    database.transact(lambda s: s.campaigns.set_state(number, CampaignState.FINISHED))
    retention.run_stored(database, store, soon)
    assert kept() == 6
    retention.run_stored(database, store, late)
    assert kept() == 3, "some wait for the next start"
    assert case.contact(first).phones
    assert case.contact(first).fields == {}
    database.transact(lambda s: s.campaigns.set_state(number, CampaignState.ARCHIVED))
    age = datetime.now(UTC) + timedelta(days=12)  # from the import on
    outcome = retention.run_stored(database, store, age, sure=True)
    assert [(each.kind, each.count, each.left) for each in outcome.items if each.count] == [
        ("contacts", 3, 0)
    ]  # fmt: skip
    assert kept() == 0


class _Failing:
    """The store as it is while its server is away."""

    def __init__(self, store: VoiceStore) -> None:
        self._store = store
        self.away = True

    def stores(self) -> object:
        if self.away:
            raise KnownError("The voice store cannot be reached.")
        return self._store.stores()

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)


def test_what_operators_have_done_goes_by_a_rule_of_its_own(
    database: FirebirdDatabase, store: VoiceStore
) -> None:
    for days in (9, 11):
        sent = NOW - timedelta(days=days)
        database.transact(lambda s, at=sent: s.operators.send_message("Анна", None, "x", at))
    set_rules(database, RetentionRule("operators", "", 10))
    retention.run_stored(database, store, NOW)
    assert len(database.transact(lambda s: s.operators.messages(1))) == 1


def test_a_store_that_is_away_is_tried_again_in_an_hour(
    database: FirebirdDatabase, store: VoiceStore
) -> None:
    set_rules(database, RetentionRule("recordings", "", 3))
    keep(store, "Debts", 1, 10)
    failing = _Failing(store)
    assert once(database, failing, NOW) == 0  # type: ignore[arg-type]
    (failed,) = database.transact(retention_protocol.read)
    assert (failed.what, failed.text) == ("failed", "The voice store cannot be reached.")
    failing.away = False
    soon, later = NOW + timedelta(minutes=30), NOW + timedelta(minutes=61)
    assert once(database, failing, soon) is None  # type: ignore[arg-type]
    assert once(database, failing, later) == 1  # type: ignore[arg-type]
    # One that was killed in the middle has a beginning only.
    killed = later + timedelta(hours=1)
    database.transact(lambda s: s.audit.record(killed, retention.BEGIN, "retention"))
    told = [(each.what, each.count) for each in database.transact(retention_protocol.read)]
    assert told == [("unfinished", 0), ("run", 1), ("failed", 0)]


def test_who_stops_a_run_keeps_the_rest_and_both_are_told(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, store: VoiceStore
) -> None:
    case = dialling(tested_database, database, 3)
    name = case.campaign.settings.name
    attempts = case.dial(3)
    for attempt in attempts:
        recording = keep(store, name, attempt.id, 20)
        case.close(attempt, replace(completed(attempt), recording=recording))
    set_rules(database, RetentionRule("recordings", "", 30))
    assert once(database, store, NOW - timedelta(days=1)) == 0  # an engine goes through it
    set_rules(database, RetentionRule("recordings", "", 10))
    assert retention.run_stored(database, store, NOW, Watch(lambda: True)).files == 0
    (due,) = retention.due(database, store, [RetentionRule("recordings", "", 10)], NOW)
    assert (due.kind, due.count, due.bytes) == ("recordings", 3, 3 * SIZE)

    told: list[tuple[str, int, int]] = []
    watch = Watch(lambda: len(told) > 1, lambda *what: told.append(what) if what[2] else None)
    outcome = retention.run_stored(database, store, NOW, watch)
    assert (outcome.stopped, outcome.files, told) == (
        True, 2, [("recordings", 1, 3), ("recordings", 2, 3)]
    )  # fmt: skip
    assert len(names(store)) == 1
    assert outcome.items[0].left == 1
    assert protocol(database)["stopped"] is True
    assert not database.transact(lambda s: s.voice_files.deletions()), "the whole folder is named"
    rows = database.transact(lambda s: list(s.reports.attempts(case.campaign.id)))
    assert sorted(row.recording_deleted for row in rows) == [False, True, True]
    # Who has stopped it has a day to change the rules; then an engine goes on.
    assert once(database, store, NOW + timedelta(hours=23)) is None
    assert once(database, store, NOW + timedelta(days=1)) == 1


def test_what_retention_did_is_known_for_ever(
    database: FirebirdDatabase, store: VoiceStore
) -> None:
    set_rules(database, RetentionRule("audit", "", 1))
    long_ago = NOW - timedelta(days=3)
    for action in ("trunk.add", "voice.delete"):  # the second tells of what went by hand
        database.transact(lambda s, action=action: s.audit.record(long_ago, action, "city"))
    assert retention.run_stored(database, store, NOW - timedelta(days=2)).trouble is None
    retention.run_stored(database, store, NOW + timedelta(days=9), sure=True)
    actions = [e.action for e in database.transact(lambda s: s.audit.entries(AuditFilter(), 9))]
    assert actions == [
        retention.RUN, "audit.expire", retention.BEGIN, retention.RUN, retention.BEGIN,
        "voice.delete",
    ]  # fmt: skip
