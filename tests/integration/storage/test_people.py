"""Limits per person in the database: two processes at once, the plans of what is asked."""

import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.consents import FirebirdConsentStore
from engine.adapters.firebird.ledger import FirebirdLedgerStore
from engine.adapters.firebird.quotas import FirebirdQuotaStore
from engine.adapters.firebird.ranking import moment_of
from engine.domain.attempt import OpenAttempt
from engine.domain.campaign import CampaignSettings, CampaignState
from engine.domain.contact import Contact
from engine.domain.preset_model import CallLimit, Preset
from engine.domain.refusal import Refusal
from engine.ports.ledger import Consent
from engine.ports.storage import NewContact
from engine.service.call_limits import CheckedOpen, Opening, open_checked
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import NOW, completed, done, phone_of

PEOPLE = 60
LAW = Preset("one", "Один", "One", limits=(CallLimit(timedelta(days=1), 1),))


@pytest.mark.parametrize(("rules", "why"), [((LAW,), "limit_calls"), ((), "in_call")])
def test_two_processes_never_call_a_person_both(
    tested_database: DatabaseUnderTest,
    database: FirebirdDatabase,
    rules: tuple[Preset, ...],
    why: str,
) -> None:
    """Each has a contact for every person, with another number of his first. No call ends."""
    for name, order in (("north", 1), ("south", -1)):
        preset = "one" if rules else ""
        settings = CampaignSettings(name, preset=preset, rules=rules, schedule=_round_the_clock())
        campaign = database.transact(lambda s, it=settings: s.campaigns.create(it))
        rows = [
            NewContact((phone_of(n), phone_of(n + 1000))[::order], (), {}, n) for n in range(PEOPLE)
        ]
        loader = FirebirdBulkLoader(tested_database.address, tested_database.password)
        loader.load(campaign.id, "list.csv", iter([rows]))
        database.transact(
            lambda s, it=campaign.id: s.campaigns.set_state(it, CampaignState.RUNNING)
        )
    nodes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.helpers.dialling_people", tested_database.url,
             tested_database.password, name, name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for name in ("north", "south")
    ]  # fmt: skip
    try:
        for node in nodes:
            assert node.stdout is not None
            assert node.stdout.readline().split() == ["ready", str(PEOPLE)]
        outputs = [""] * 2
        for node in nodes:
            assert node.stdin is not None
            node.stdin.write("go\n")
            node.stdin.flush()
        for index, node in enumerate(nodes):
            outputs[index], _ = node.communicate(timeout=60)
    finally:
        for node in nodes:
            node.kill()
            node.communicate()
    opened = [line.split() for output in outputs for line in output.splitlines()]
    people = Counter(int(words[1][5:]) % 1000 for words in opened if words[0] == "opened")
    assert sum(words[0] == "opened" for words in opened) == PEOPLE
    assert set(people.values()) == {1}, "one of the two, never both, never none"
    assert all(words[2] == why for words in opened if words[0] == "refused")


def test_one_batch_calls_a_person_once_and_again_when_that_call_is_over(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    """A family on one number: three contacts of a list."""
    settings = CampaignSettings("family", schedule=_round_the_clock())
    campaign = database.transact(lambda s: s.campaigns.create(settings))
    rows = [NewContact((phone_of(n), phone_of(900)), (), {}, n) for n in range(3)]
    FirebirdBulkLoader(tested_database.address, tested_database.password).load(
        campaign.id, "list.csv", iter([rows])
    )
    database.transact(lambda s: s.campaigns.set_state(campaign.id, CampaignState.RUNNING))
    session = database.transact(lambda s: s.nodes.begin("main", "host", 1, 1.0, NOW, 3600.0))
    contacts = database.transact(lambda s: s.contacts.claim(session.id, campaign.id, [0], 9, NOW))
    ids = database.transact(lambda s: s.attempts.allocate_ids(4))

    def opening(attempt_id: int, contact: Contact, at: datetime) -> Opening:
        phone = contact.phones[0]
        attempt = OpenAttempt(attempt_id, campaign.id, contact.id, 1, phone, 1, 1, at)
        return Opening(attempt, contact, settings)

    def tried(openings: list[Opening], at: datetime) -> CheckedOpen:
        return database.transact(lambda s: open_checked(s, session.id, openings, at))

    batch = [opening(i, c, NOW) for i, c in zip(ids[:3], contacts, strict=True)]
    for _ in range(2):  # the answer to the first may have been lost
        checked = tried(batch, NOW)
        assert checked.result.opened == {ids[0]}
        assert set(checked.result.refused.values()) == {"in_call"}
    assert checked.refusals[ids[1]].inputs == {"same_campaign": True}

    later = NOW + timedelta(minutes=5)
    over = batch[0].attempt
    database.transact(lambda s: s.attempts.close(session.id, completed(over), done(over)))
    assert tried([opening(ids[3], contacts[1], later)], later).result.opened == {ids[3]}


def _round_the_clock():  # type: ignore[no-untyped-def]
    from engine.domain.campaign import DayHours, Schedule

    return Schedule(weekdays=DayHours(0, 1440), weekend=DayHours(0, 1440))


class _Recorder:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.plans: dict[str, str] = {}

    def __getattr__(self, name: str) -> object:
        target = getattr(self._connection, name)
        if name not in {"execute", "execute_many", "changed", "rows", "row", "value", "stream"}:
            return target

        def recorded(sql: str, *arguments: object) -> object:
            self.plans[sql] = self._connection.plan(sql)
            return target(sql, *arguments)

        return recorded


def test_what_is_asked_before_each_call_goes_by_indexes(database: FirebirdDatabase) -> None:
    consent = Consent("", "advertising", NOW, proof="paper")
    refusal = Refusal("consent", "law@1", {"a": 1}, None)

    def asked(connection: Connection) -> dict[str, str]:
        recorder = _Recorder(connection)
        ledger = FirebirdLedgerStore(recorder)  # type: ignore[arg-type]
        consents = FirebirdConsentStore(recorder)  # type: ignore[arg-type]
        quotas = FirebirdQuotaStore(recorder)  # type: ignore[arg-type]
        ledger.lock_people(["+79120000001"])
        ledger.note_people(1, ["+79120000002", "=abc"], NOW)
        ledger.past_calls(["+79120000001", "=abc"], NOW)
        ledger.live_calls(["+79120000001", "=abc"], NOW)
        ledger.record(1, 1, "+79120000001", refusal, NOW)
        ledger.record(1, 1, "+79120000001", refusal, NOW + timedelta(seconds=1))
        ledger.waiting_for(1, NOW)
        ledger.next_waiting(1, 0, 5, NOW)
        list(ledger.entries(1, 1))
        list(ledger.entries(1))
        ledger.forget_people(1)
        consents.add(["+79120000001"], consent, b"scan", NOW)
        consents.revive(["+79120000001"], NOW)
        quotas.reserve(1, 1, ["a", "b"])
        quotas.figures(1, ["a", "b"])
        quotas.settle(1, 1, ["a"])
        quotas.groups(1)
        return recorder.plans

    plans = database.transact_raw(asked)
    for sql, plan in plans.items():
        assert "NATURAL" not in plan or "WAITING_ZONES" in plan or "RDB$" in sql, f"{sql}\n{plan}"
    for words, index in (
        ("a.phone IN", "ATTEMPTS_PHONE"),
        ("p.identity IN", "ATTEMPT_PEOPLE_IDENTITY"),
        ("phone = ? AND rule_name = ?", "REFUSALS_PHONE"),
        ("c.phone IN", "CONSENTS_PHONE"),
        ("rule_name = ? AND preset = ?", "REFUSALS_CONTACT"),
        ("lifts_at >= ?", "REFUSALS_LIFTING"),
        ("c.next_at <= ?", "ORDER CONTACTS_QUEUE"),
        ("done = 1", "QUOTA_PLACES_CELL"),
    ):
        asked_for = [plan for sql, plan in plans.items() if words in sql]
        assert asked_for
        for plan in asked_for:
            assert index in plan, f"{words}\n{plan}"


def test_the_same_refusal_again_is_one_row(database: FirebirdDatabase) -> None:
    later = NOW + timedelta(hours=5)
    refusal = Refusal("legal_hours", "law@1", {"local_time": "x"}, later)

    def record(minutes: int, phone: str = "+79120000001") -> None:
        at = NOW + timedelta(minutes=minutes)
        database.transact(lambda s: s.ledger.record(1, 7, phone, refusal, at))

    for minutes in (0, 10, 10, 20, 600):
        record(minutes)
    record(5, "+79120000009")
    entries = database.transact(lambda s: list(s.ledger.entries(1)))
    assert [(e.phone[-1], e.times, e.last_at - NOW) for e in entries] == [
        ("1", 3, timedelta(minutes=20)),
        ("1", 1, timedelta(hours=10)),
        ("9", 1, timedelta(minutes=5)),
    ]
    assert entries[0].refusal == refusal
    assert database.transact(lambda s: s.ledger.totals(1)) == [("legal_hours", "law@1", 1, 5)]


def test_who_waits_for_a_call_to_end_fills_no_ledger(database: FirebirdDatabase) -> None:
    """It lifts after a minute, and is found again after a little more than that."""
    for n in range(30):
        at = NOW + timedelta(seconds=75 * n)
        refusal = Refusal("in_call", "", {"same_campaign": True}, at + timedelta(minutes=1))
        database.transact(
            lambda s, it=refusal, at=at: s.ledger.record(1, 7, "+79120000001", it, at)
        )
    (entry,) = database.transact(lambda s: list(s.ledger.entries(1)))
    assert entry.times == 30


def test_consents_are_kept_with_their_proof(database: FirebirdDatabase) -> None:
    people = [phone_of(n) for n in range(3)]
    consent = Consent("", "advertising", NOW, NOW + timedelta(days=9), "анкета.pdf")
    content = bytes(range(256)) * 50

    def add() -> int:
        return database.transact(lambda s: s.consents.add(people, consent, content, NOW))

    assert (add(), add()) == (3, 0)
    (kept,) = database.transact(lambda s: s.consents.of(people[:1]))
    assert (kept.proof, kept.proof_size) == ("анкета.pdf", len(content))
    assert database.transact(lambda s: s.consents.content(kept.id)) == content
    assert [kept.valid(NOW + timedelta(days=d)) for d in (-1, 0, 8, 9)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert database.transact(lambda s: s.consents.revoke(people[:2], None, NOW)) == 2
    valid = [c.valid(NOW) for c in database.transact(lambda s: list(s.consents.all()))]
    assert valid == [False, False, True]
    assert add() == 2, "consented anew"


def test_ranks_keep_the_order_of_numbers() -> None:
    numbers = [-1e300, -1e9, -5.5, -5.0, -1e-9, 0.0, 1e-9, 1.0, 1.0001, 12500.0, 12500.5, 1e300]
    moments = [moment_of(n) for n in numbers]
    assert moments == sorted(moments, reverse=True)
    assert len(set(moments)) == len(moments)
    assert datetime(1900, 1, 1, tzinfo=UTC) <= min(moments)
    assert max(moments) < datetime(2000, 1, 1, tzinfo=UTC)
