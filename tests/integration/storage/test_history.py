"""The history of a number in the database: our calls, his, and what was put off, page by page."""

from dataclasses import replace
from datetime import datetime, timedelta

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird import history as sql
from engine.adapters.firebird.connection import Connection
from engine.domain.call_key import key_of_incoming
from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.domain.incoming import RouteKind
from engine.domain.refusal import SKIPPED, Refusal
from engine.ports.history import PastCall
from engine.ports.incoming import IncomingOutcome, OpenIncoming
from engine.ports.operators import Talk, TalkOutcome
from engine.ports.storage import Stores
from rino_desktop import accounts
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import NOW, Dialling, dialling

HOUR = timedelta(hours=1)


def came_in(node: Dialling, phone: str, at: datetime, **changes: object) -> int:
    """Its number; it waits for an end."""

    def write(stores: Stores) -> int:
        (number,) = stores.incoming.allocate_ids(1)
        call = OpenIncoming(number, 1, at, phone, "+74950000000", phone, "*", RouteKind.QUEUE,
                            "help")  # fmt: skip
        stores.incoming.open(node.session_id, replace(call, **changes))  # type: ignore[arg-type]
        return number

    return node.database.transact(write)


def over(node: Dialling, number: int, at: datetime) -> None:
    done = IncomingOutcome(
        number, at, at + timedelta(seconds=72), 200, HangupCause.NORMAL_CLEARING,
        HangupBy.SUBSCRIBER, Disposition.TRANSFERRED, recording="recordings/2026/03/01/in/1.wav",
    )  # fmt: skip
    node.database.transact(lambda s: s.incoming.close(done))


def test_whoever_calls_us_has_a_history(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    node = dialling(tested_database, database, 1)
    stranger = "+73472223344"
    user = database.transact(lambda s: accounts.add(s, "Анна", "operator", "x", NOW))
    number = came_in(node, stranger, NOW - HOUR)
    later = came_in(node, stranger, NOW, after_hours=True)
    key = key_of_incoming(number)
    talk = Talk("o/1", user.id, key, None, None, "help", "subscriber", stranger, NOW - HOUR,
                NOW - HOUR, NOW, TalkOutcome.TALKING)  # fmt: skip

    def work(stores: Stores) -> None:
        stores.operators.save_talk(talk)
        stores.operators.save_result(user.id, key, "agreed", NOW)
        stores.operators.put_result(key, "operator_note", "просит письмо", NOW)
        stores.operators.put_result(key, "form:survey", "complete", NOW)
        stores.operators.put_result(key, "mark", "5", NOW)

    database.transact(work)
    over(node, number, NOW - HOUR)
    now, then = database.transact(lambda s: s.history.of_phones([stranger], 9))
    assert (now.call_key, now.disposition, now.after_hours) == (
        key_of_incoming(later), None, True)  # fmt: skip
    assert then.came_in
    assert (then.disposition, then.operator, then.target, then.called, then.campaign) == (
        Disposition.SERVED, "Анна", "help", "+74950000000", "")  # fmt: skip
    assert then.results == {
        "operator_result": "agreed", "operator_note": "просит письмо", "form:survey": "complete",
        "mark": "5",
    }  # fmt: skip
    assert (then.recording, then.recording_deleted) == ("recordings/2026/03/01/in/1.wav", False)
    assert database.transact(lambda s: s.history.of_phones([""], 9)) == []


def test_who_rings_back_is_hidden_with_his_campaign(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    node = dialling(tested_database, database, 1)
    (attempt,) = node.dial(1)
    hiding = replace(node.campaign.settings, mask_numbers=True)
    database.transact(lambda s: s.campaigns.update(hiding))
    back = database.transact(lambda s: s.incoming.rung_back(attempt.phone, NOW - HOUR))
    came_in(node, attempt.phone, NOW + HOUR, called_back=back)
    his, ours = database.transact(lambda s: s.history.of_phones([attempt.phone], 9))
    assert [(call.came_in, call.campaign, call.masked) for call in (his, ours)] == [
        (True, "november", True), (False, "november", True)]  # fmt: skip


def test_page_by_page_nothing_is_lost_and_nothing_told_twice(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    """Also where several have the same moment, on both sides of the edge of a page."""
    node = dialling(tested_database, database, 1)
    (attempt,) = node.dial(1)
    phone, at = attempt.phone, database.transact(
        lambda s: s.history.of_phones([attempt.phone], 1))[0].at  # fmt: skip
    for age in (0, 0, 0, 1, 1, 2):
        came_in(node, phone, at - age * HOUR)
    put_off = Refusal(SKIPPED, "", {"reason": "not_now", "operator": "Анна"}, at)
    for age in (0, 1):
        database.transact(
            lambda s, age=age: s.ledger.record(
                node.campaign.id, attempt.contact_id, phone, put_off, at - age * HOUR)
        )  # fmt: skip
    whole = database.transact(lambda s: s.history.of_phones([phone], 99))
    assert [call.at for call in whole] == sorted((c.at for c in whole), reverse=True)
    assert {c.came_in for c in whole} == {True, False}
    for size in (1, 2, 3, 4):
        paged: list[PastCall] = []
        while page := database.transact(
            lambda s, size=size, paged=paged: s.history.of_phones(
                [phone], size, paged[-1] if paged else None)
        ):  # fmt: skip
            paged += page
            assert len(paged) <= len(whole)
        assert paged == whole


def test_everything_is_found_by_an_index(database: FirebirdDatabase) -> None:
    wanted = {
        sql._CALLS: "ATTEMPTS_PHONE",
        sql._INCOMING: "INCOMING_CALLS_PHONE",
        sql._SKIPS: "REFUSALS_PHONE",
        sql._RESULTS: "ATTEMPT_RESULTS_KEY",
        sql._INCOMING_RESULTS: "INCOMING_RESULTS_KEY",
        sql._OPERATOR: "OPERATOR_TALKS_ATTEMPT",
    }

    def plans(connection: Connection) -> dict[str, str]:
        return {each: connection.plan(each) for each in wanted}

    for each, plan in database.transact_raw(plans).items():
        assert wanted[each] in plan, plan
        assert "NATURAL" not in plan, plan
