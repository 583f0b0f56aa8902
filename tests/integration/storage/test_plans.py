"""Hot queries walk along their index, on both engines, and never sort."""

from dataclasses import replace

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.attempts import FirebirdAttemptStore
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.contacts import FirebirdContactStore
from engine.adapters.firebird.form_answers import FirebirdFormAnswerStore
from engine.adapters.firebird.forms import FirebirdFormDefinitionStore
from engine.adapters.firebird.incoming import FirebirdIncomingStore
from engine.adapters.firebird.nodes import FirebirdNodeStore
from engine.adapters.firebird.reports import FirebirdReportStore
from engine.adapters.firebird.traces import FirebirdTraceStore
from engine.domain.flow import Departure, Way
from engine.ports.forms import AnswerDraft, FilledForm, call_of_attempt
from engine.ports.traces import NewTrace
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import (
    NOW,
    Dialling,
    add_contacts,
    again,
    busy,
    completed,
    dialling,
    done,
    phone_of,
)


class _Recorder:
    """Passes everything on to a real connection and keeps each statement's plan."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.plans: dict[str, str] = {}

    def __getattr__(self, name: str) -> object:
        target = getattr(self._connection, name)
        if name not in {
            "execute",
            "execute_many",
            "changed",
            "rows",
            "row",
            "value",
            "stream",
            "packed",
        }:
            return target

        def recorded(sql: str, *arguments: object, **options: object) -> object:
            self.plans[sql] = self._connection.plan(sql)
            return target(sql, *arguments, **options)

        return recorded


@pytest.fixture
def node(tested_database: DatabaseUnderTest, database: FirebirdDatabase) -> Dialling:
    dialler = dialling(tested_database, database, 200)
    add_contacts(tested_database, dialler.campaign, 200, first=500, zones=("Asia/Omsk",))
    attempts = dialler.dial(20)
    for attempt in attempts[:5]:
        dialler.close(attempt, busy(attempt), again(attempt, NOW))
    return dialler


def _plans(node: Dialling, work) -> dict[str, str]:  # type: ignore[no-untyped-def]
    def recorded(connection: Connection) -> dict[str, str]:
        recorder = _Recorder(connection)
        work(recorder)
        return recorder.plans

    return node.database.transact_raw(recorded)


def _of_table(plans: dict[str, str], *words: str) -> str:
    found = [plan for sql, plan in plans.items() if all(word in sql for word in words)]
    assert found, f"no statement with {words} among {list(plans)}"
    return "\n".join(found)


def _all_by_index(plans: dict[str, str]) -> None:
    for sql, plan in plans.items():
        if "RDB$DATABASE" in sql:
            continue
        # Procedures, and sessions, which are few.
        rest = plan
        for few in ("WAITING_ZONES", "CLAIMED_CONTACTS", "P", "NODE_SESSIONS", "S"):
            rest = rest.replace(f"({few} NATURAL", "(").replace(f", {few} NATURAL", "")
        assert "NATURAL" not in rest, f"{sql}\n{plan}"
        assert "SORT" not in plan, f"{sql}\n{plan}"


def test_claims(node: Dialling) -> None:
    zone_sets = node.zone_sets()
    plans = _plans(
        node,
        lambda sql: FirebirdContactStore(sql).claim(
            node.session_id, node.campaign.id, zone_sets, 50, NOW
        ),
    )
    for kind in ("c.next_at >= ?", "c.next_at <= ?"):
        assert "ORDER CONTACTS_QUEUE" in _of_table(plans, "FIRST", kind)
    _all_by_index(plans)


def test_who_rings_back(node: Dialling) -> None:
    phone = phone_of(1)
    plans = _plans(node, lambda sql: FirebirdIncomingStore(sql).rung_back(phone, NOW))
    assert "INDEX (ATTEMPTS_PHONE)" in _of_table(plans, "FROM attempts")
    plans |= _plans(node, lambda sql: FirebirdIncomingStore(sql).on_the_line([1, 2, 3]))
    plans |= _plans(node, lambda sql: FirebirdIncomingStore(sql).interrupt(1, NOW))
    assert "INCOMING_CALLS_OPEN" in _of_table(plans, "WHERE open_session = ?")
    plans |= _plans(node, lambda sql: FirebirdIncomingStore(sql).calls(20))
    assert "ORDER INCOMING_CALLS_LATEST" in _of_table(plans, "FIRST (?)")
    _all_by_index(plans)


def test_inside_the_procedures(node: Dialling) -> None:
    """The statements of waiting_zones and claimed_contacts, whose own plans Firebird hides."""
    sql = "SELECT c.id FROM contacts c WHERE c.campaign_id = ? AND c.queue = 1"
    assert "CONTACTS_QUEUE" in node.database.transact_raw(lambda c: c.plan(sql))
    sql = (
        "SELECT FIRST 1 c.zone_set_id, c.next_at FROM contacts c WHERE c.campaign_id = ?"
        " AND c.queue = 0 AND c.zone_set_id >= ?"
        " ORDER BY c.campaign_id, c.queue, c.zone_set_id, c.next_at"
    )
    assert "ORDER CONTACTS_QUEUE" in node.database.transact_raw(lambda c: c.plan(sql))


def test_what_waits_and_what_is_claimed(node: Dialling) -> None:
    plans = _plans(
        node,
        lambda sql: (
            FirebirdContactStore(sql).outlook(node.campaign.id, node.session_id),
            FirebirdContactStore(sql).retries_ahead(node.campaign.id, NOW),
            FirebirdContactStore(sql).some(node.campaign.id, "", 10),
            FirebirdContactStore(sql).some(node.campaign.id, "12", 10),
            FirebirdNodeStore(sql).release_claims(node.session_id),
        ),
    )
    assert "CONTACTS_QUEUE" in _of_table(plans, "claimed_by <> ?")
    assert "CONTACTS_QUEUE" in _of_table(plans, "COUNT(*), MIN(c.next_at)")
    _all_by_index(plans)


def test_the_life_of_an_attempt(node: Dialling) -> None:
    (attempt,) = node.prepared(node.claim(1))

    def live(sql: Connection) -> None:
        store = FirebirdAttemptStore(sql)
        store.open(node.session_id, [attempt])
        store.mark_dialled(attempt.id, NOW)
        store.mark_answered(attempt.id, NOW, NOW)
        store.save_result(attempt.id, "a", "b", NOW)
        store.close(node.session_id, completed(attempt), done(attempt))
        store.calls_since(attempt.phone, NOW)
        store.orphans(NOW)

    plans = _plans(node, live)
    assert "ATTEMPTS_PHONE" in _of_table(plans, "WHERE phone = ? AND reserved_at > ?")
    _all_by_index(plans)


def test_traces(node: Dialling) -> None:
    attempt = node.dial(1)[0]
    ways = {Departure("", node.scheme_version_id, "a", Way.LINK, "next"): 1}
    trace = NewTrace(attempt.id, node.campaign.id, node.scheme_version_id, NOW, "[1,{},0]", ways)

    def live(sql: Connection) -> None:
        store = FirebirdTraceStore(sql)
        store.add(trace)
        store.of_attempt(attempt.id)
        store.expire(node.campaign.id, NOW, NOW, 100)
        store.call(attempt.id)
        store.recent_calls("notice", "", 10)
        store.recent_calls("notice", "+7912", 10)

    plans = _plans(node, live)
    assert "ATTEMPTS_PHONE" in _of_table(plans, "a.phone STARTING WITH ?")
    assert "ATTEMPTS_CAMPAIGN" in _of_table(plans, "EXISTS (SELECT 1 FROM attempt_traces")
    _all_by_index(plans)
    plans = _plans(
        node, lambda sql: FirebirdTraceStore(sql).flows("notice", 1, node.campaign.id, NOW, NOW)
    )
    assert "FLOW_TALLIES_KEY" in _of_table(plans, "t.root_version_id = ?")
    assert "FLOW_TALLIES_VERSION" in _of_table(plans, "t.called = 1")
    # The statement inside keep_flow, whose own plan Firebird hides.
    sql = (
        "UPDATE flow_tallies t SET t.calls = t.calls + 1 WHERE t.root_version_id = ?"
        " AND t.campaign_id = ? AND t.shard = CURRENT_CONNECTION AND t.hour_at = ?"
        " AND t.version_id = ? AND t.called = ? AND t.way = ?"
    )
    assert "FLOW_TALLIES_KEY" in node.database.transact_raw(lambda c: c.plan(sql))


def test_finishing_a_campaign(node: Dialling) -> None:
    plans = node.database.transact_raw(lambda c: _finish_plan(c, node.campaign.id))
    assert plans.count("CONTACTS_QUEUE") == 2


def _finish_plan(connection: Connection, campaign_id: int) -> str:
    from engine.adapters.firebird.campaigns import FirebirdCampaignStore

    recorder = _Recorder(connection)
    FirebirdCampaignStore(recorder).finish_if_running(campaign_id)  # type: ignore[arg-type]
    return _of_table(recorder.plans, "NOT EXISTS")


def test_reports_stream_without_sorting(node: Dialling) -> None:
    plans = _plans(node, lambda sql: list(FirebirdReportStore(sql).attempts(node.campaign.id)))
    plan = _of_table(plans, "FROM attempts a")
    assert "ORDER ATTEMPTS_CAMPAIGN" in plan
    assert "ATTEMPT_RESULTS_KEY" in plan
    _all_by_index(plans)


def test_packs_are_made_without_sorting(node: Dialling) -> None:
    def work(sql: Connection) -> None:
        list(FirebirdReportStore(sql).packed_attempts(node.campaign.id))

    plan = _of_table(_plans(node, work), "EXECUTE BLOCK")
    assert "ORDER ATTEMPTS_CAMPAIGN" in plan
    assert "ATTEMPT_RESULTS_KEY" in plan
    assert "NATURAL" not in plan
    assert "SORT" not in plan


def test_an_import_finds_what_is_there(node: Dialling) -> None:
    plan = node.database.transact_raw(
        lambda c: c.plan("SELECT id FROM contacts WHERE campaign_id = ? AND phone = ?")
    )
    assert "CONTACTS_PHONE" in plan


def test_forms(node: Dialling) -> None:
    attempt = node.dial(1)[0]
    version = node.database.transact(lambda s: s.forms.publish("опрос", "{}"))
    filled = FilledForm(call_of_attempt(attempt.id), version.id, "", "Ольга", NOW, NOW, True,
                        {"a": "1"}, attempt.id, node.campaign.id, attempt.contact_id)  # fmt: skip

    def work(sql: Connection) -> None:
        forms, answers = FirebirdFormDefinitionStore(sql), FirebirdFormAnswerStore(sql)
        draft = AnswerDraft(filled.call, version.id, NOW, {})
        forms.draft("опрос"), forms.current("опрос"), forms.versions("опрос")
        answers.save_draft("Ольга", draft)
        assert answers.drafts("Ольга") == [draft]
        answers.save(filled, user="Ольга")
        assert answers.results_of(attempt.id) == {"a": "1", "form:опрос": "complete"}
        answers.save(replace(filled, answers={}), user="Ольга")
        assert len(answers.of_call(filled.call)) == 1
        assert len(answers.of_contact(attempt.contact_id)) == 1
        assert len(list(answers.of_form("опрос"))) == 1

    plans = _plans(node, work)
    assert "ORDER FORM_ANSWERS_CONTACT" in _of_table(plans, "a.contact_id = ?")
    assert "ORDER FORM_ANSWERS_FORM" in _of_table(plans, "a.form_id = ? ORDER")
    assert "FORM_DRAFTS_KEY" in _of_table(plans, "FROM form_drafts WHERE user_key = ?")
    _all_by_index(plans)
