"""What reports read."""

from datetime import timedelta
from itertools import pairwise

from engine.adapters.firebird import FirebirdDatabase
from engine.domain.disposition import Disposition
from engine.domain.hangup_cause import HangupCause
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import NOW, again, busy, completed, dialling, interrupted


def test_a_campaign_in_figures(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    node = dialling(tested_database, database, 10)
    other = dialling(tested_database, database, 2, node="south",
                     campaign=_another(tested_database, database))  # fmt: skip
    other.close(other.dial(1)[0])
    one, two, three, live = node.dial(4)
    for attempt, value in ((one, "yes"), (two, "no")):
        database.transact(
            lambda s, a=attempt, v=value: s.attempts.save_result(a.id, "confirmed", v, NOW)
        )
        node.close(attempt, completed(attempt), again(attempt, NOW + timedelta(hours=1)))
    node.close(three, busy(three), again(three, NOW + timedelta(hours=1)))
    retries = node.prepared(node.claim(3, NOW + timedelta(hours=1)), NOW + timedelta(hours=1))
    database.transact(lambda s: s.nodes.renew(node.session_id, NOW, 7200))
    assert not node.open(retries).refused
    for attempt in retries:
        database.transact(
            lambda s, a=attempt: s.attempts.save_result(
                a.id, "confirmed", "maybe", NOW + timedelta(hours=1)
            )
        )
        node.close(attempt, interrupted(attempt), again(attempt, NOW + timedelta(hours=2)))

    def work(s):  # type: ignore[no-untyped-def]
        reports, campaign = s.reports, node.campaign.id
        assert reports.attempt_totals(campaign) == (7, 1, 2)
        assert reports.by_hangup_cause(campaign) == {
            "interrupted": 3, "normal_clearing": 2, "user_busy": 1,
        }  # fmt: skip
        assert reports.by_disposition(campaign) == {
            "interrupted": 3, "completed": 2, "user_busy": 1,
        }  # fmt: skip
        hour = NOW.replace(minute=0, second=0, microsecond=0)
        assert reports.by_hour(campaign) == [(hour, 3, 2), (hour + timedelta(hours=1), 3, 0)]
        assert reports.reached(campaign) == (4, 2, 2)
        assert reports.results(campaign) == [("confirmed", "maybe", 3)]
        return list(reports.attempts(campaign))

    rows = database.transact(work)
    assert [row.id for row in rows] == [one.id, two.id, three.id, *(a.id for a in retries)]
    assert live.id not in {row.id for row in rows}
    first = rows[0]
    assert (first.phone, first.attempt, first.contact_id) == (one.phone, 1, one.contact_id)
    assert (first.reserved_at, first.started_at) == (NOW, NOW + timedelta(seconds=1))
    assert first.answered_at == NOW + timedelta(seconds=6)
    assert first.ended_at == NOW + timedelta(seconds=36)
    assert (first.sip_code, first.hangup_cause) == (200, HangupCause.NORMAL_CLEARING)
    assert (first.node, first.engine, first.scheme_version) == ("bye", "north", 1)
    assert first.results == {"confirmed": "yes"}
    assert first.contact == {"Имя": "Абонент 1"}
    assert first.operator is None
    assert rows[3].disposition is Disposition.INTERRUPTED
    assert rows[3].started_at is None


def test_oldest_first_whatever_the_ids(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    node = dialling(tested_database, database, 30)
    attempts = node.dial(30)
    for place, attempt in enumerate(reversed(attempts)):
        outcome = completed(attempt)
        begun = NOW + timedelta(seconds=place)
        node.close(attempt, type(outcome)(
            attempt.id, begun, None, begun, 486, HangupCause.USER_BUSY, outcome.hangup_by,
            Disposition.USER_BUSY,
        ))  # fmt: skip
    rows = database.transact(lambda s: list(s.reports.attempts(node.campaign.id)))
    assert len(rows) == 30
    assert all(a.started_at < b.started_at for a, b in pairwise(rows))  # type: ignore[operator]


def _another(case: DatabaseUnderTest, database: FirebirdDatabase):  # type: ignore[no-untyped-def]
    from tests.helpers.stored_campaign import running_campaign

    return running_campaign(case, database, 2, name="another")
