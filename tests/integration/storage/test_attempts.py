"""The journal of attempts: what is opened, refused, closed, and what is known afterwards."""

from datetime import timedelta

import pytest

from engine.adapters.firebird import FirebirdDatabase, check
from engine.domain.campaign import CampaignState
from engine.domain.contact import ContactState
from engine.domain.disposition import Disposition
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import (
    NOW,
    Dialling,
    again,
    busy,
    completed,
    dialling,
    done,
    interrupted,
)


@pytest.fixture
def node(tested_database: DatabaseUnderTest, database: FirebirdDatabase) -> Dialling:
    return dialling(tested_database, database, 10)


def _rows(node: Dialling) -> dict[int, Disposition]:
    return {
        row.id: row.disposition
        for row in node.database.transact(lambda s: list(s.reports.attempts(node.campaign.id)))
    }


def test_ids_are_given_out_once(database: FirebirdDatabase) -> None:
    first = database.transact(lambda s: s.attempts.allocate_ids(50))
    second = database.transact(lambda s: s.attempts.allocate_ids(50))
    assert len(first) == len(second) == 50
    assert not set(first) & set(second)


def test_opening_again_changes_nothing(node: Dialling) -> None:
    attempts = node.prepared(node.claim(5))
    first = node.open(attempts)
    assert first.opened == {a.id for a in attempts}
    assert first.refused == {}
    assert node.open(attempts) == first
    counts = node.database.transact(lambda s: s.contacts.counts(node.campaign.id))
    assert (counts.in_progress, counts.new, counts.total) == (5, 5, 10)
    assert node.contact(attempts[0]).state is ContactState.IN_PROGRESS
    totals = node.database.transact(lambda s: s.reports.attempt_totals(node.campaign.id))
    assert totals == (5, 5, 0)


def test_an_attempt_that_is_over_is_not_opened_again(node: Dialling) -> None:
    """The commit succeeded, its answer got lost, and recovery was quicker than the repetition."""
    attempts = node.dial(2)
    node.close(attempts[0], interrupted(attempts[0]), again(attempts[0], NOW))
    result = node.open(attempts)
    assert result.opened == {attempts[1].id}
    assert result.refused == {attempts[0].id: "session_lost"}


def test_the_do_not_call_list_is_asked_at_the_last_moment(node: Dialling) -> None:
    attempts = node.prepared(node.claim(3))
    node.database.transact(lambda s: s.do_not_call.add([attempts[1].phone], "by hand", NOW))
    result = node.open(attempts)
    assert result.opened == {attempts[0].id, attempts[2].id}
    assert result.refused == {attempts[1].id: "do_not_call"}


def test_a_paused_campaign_opens_nothing(node: Dialling) -> None:
    attempts = node.prepared(node.claim(2))
    node.database.transact(lambda s: s.campaigns.set_state(node.campaign.id, CampaignState.PAUSED))
    assert set(node.open(attempts).refused.values()) == {"campaign_not_running"}


def test_a_contact_that_is_not_ours_is_not_dialled(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, node: Dialling
) -> None:
    other = dialling(tested_database, database, node="south", campaign=node.campaign)
    (theirs,) = node.prepared(other.claim(1))
    assert node.open([theirs]).refused == {theirs.id: "claim_lost"}
    (contact,) = node.claim(1)
    one, two = node.prepared([contact, contact])
    result = node.open([one, two])
    assert result.opened == {one.id}
    assert result.refused == {two.id: "claim_lost"}


@pytest.mark.parametrize("how", ["given up", "expired", "ended"])
def test_a_lost_session_opens_nothing(node: Dialling, how: str) -> None:
    contacts = node.claim(1)
    late = NOW + timedelta(seconds=60 if how == "expired" else 0)
    (attempt,) = node.prepared(contacts, late)

    def lose(s):  # type: ignore[no-untyped-def]
        if how == "given up":
            s.nodes.give_up(node.session_id)
        elif how == "ended":
            s.nodes.release_claims(node.session_id)
            s.nodes.end(node.session_id)

    node.database.transact(lose)
    assert node.open([attempt]).refused == {attempt.id: "session_lost"}
    assert _rows(node) == {}


def test_withdrawn_attempts_leave_no_row(
    tested_database: DatabaseUnderTest, node: Dialling
) -> None:
    one, two = node.dial(2)
    for _ in range(2):
        node.database.transact(lambda s: s.attempts.withdraw(node.session_id, [one.id]))
    assert node.database.transact(lambda s: s.reports.attempt_totals(node.campaign.id)) == (1, 1, 0)
    (again_,) = node.prepared([node.contact(one)])
    assert node.open([again_]).opened == {again_.id}  # still claimed
    node.close(two)
    node.database.transact(lambda s: s.attempts.withdraw(node.session_id, [two.id]))
    assert two.id in _rows(node)  # too late
    assert check(tested_database.address, tested_database.password) == []


def test_closing_gives_the_contact_back_once(node: Dialling) -> None:
    one, two = node.dial(2)
    node.close(one)
    node.close(two, busy(two), again(two, NOW + timedelta(minutes=5)))
    assert node.contact(one).state is ContactState.DONE
    retry = node.contact(two)
    assert (retry.state, retry.next_at) == (
        ContactState.WAITING_RETRY, NOW + timedelta(minutes=5),
    )  # fmt: skip
    assert retry.progress.outcomes == {Disposition.USER_BUSY: 1}
    # The engine repeats what it does not know to be committed; meanwhile the contact was claimed.
    (claimed,) = node.claim(1, NOW + timedelta(minutes=6))
    assert claimed.id == two.contact_id
    node.close(two, busy(two), again(two, NOW + timedelta(minutes=5)))
    (third,) = node.prepared([claimed])
    assert node.open([third]).opened == {third.id}
    assert _rows(node) == {one.id: Disposition.COMPLETED, two.id: Disposition.USER_BUSY}


def test_the_truth_replaces_what_recovery_assumed(node: Dialling) -> None:
    attempt, other = node.dial(2)
    retry_at = NOW + timedelta(minutes=15)
    node.close(attempt, interrupted(attempt), again(attempt, retry_at))
    node.close(other, interrupted(other), again(other, retry_at))
    assert node.contact(attempt).state is ContactState.WAITING_RETRY

    node.close(attempt, completed(attempt))
    assert _rows(node)[attempt.id] is Disposition.COMPLETED
    assert node.contact(attempt).state is ContactState.DONE
    # Recovery comes late, or twice: the truth stays.
    node.close(attempt, interrupted(attempt), again(attempt, retry_at))
    assert _rows(node)[attempt.id] is Disposition.COMPLETED
    assert node.contact(attempt).state is ContactState.DONE

    # Somebody dials the other contact already: only the row learns the truth.
    (claimed,) = node.claim(1, retry_at)
    assert claimed.id == other.contact_id
    (next_,) = node.prepared([claimed])
    node.open([next_])
    node.close(other, completed(other))
    assert _rows(node)[other.id] is Disposition.COMPLETED
    assert node.contact(other).state is ContactState.IN_PROGRESS


def test_answers_and_results_are_kept(node: Dialling) -> None:
    (attempt,) = node.dial(1)
    long = "очень долгий ответ " * 200

    def work(s):  # type: ignore[no-untyped-def]
        s.attempts.mark_dialled(attempt.id, NOW)
        s.attempts.mark_answered(attempt.id, NOW, NOW + timedelta(seconds=4))
        s.attempts.save_result(attempt.id, "confirmed", "no", NOW)
        s.attempts.save_result(attempt.id, "confirmed", "да", NOW + timedelta(seconds=1))
        s.attempts.save_result(attempt.id, "comment", long, NOW)

    node.database.transact(work)
    assert node.database.transact(lambda s: s.reports.attempt_totals(node.campaign.id)) == (1, 1, 1)
    node.close(attempt)
    (row,) = node.database.transact(lambda s: list(s.reports.attempts(node.campaign.id)))
    assert row.results == {"confirmed": "да", "comment": long}


def test_orphans_are_the_open_attempts_of_dead_sessions(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, node: Dialling
) -> None:
    one, two, three = node.dial(3)
    node.close(three)
    database.transact(lambda s: s.attempts.mark_answered(two.id, NOW, NOW + timedelta(seconds=2)))
    assert database.transact(lambda s: s.attempts.orphans(NOW)) == []

    late = NOW + timedelta(seconds=21)
    orphans = database.transact(lambda s: s.attempts.orphans(late))
    assert [orphan.attempt for orphan in orphans] == [one, two]
    assert orphans[1].answered_at == NOW + timedelta(seconds=2)
    assert orphans[0].contact.id == one.contact_id
    assert orphans[0].session_id == node.session_id
    # From now on the node that was only slow may not go on.
    assert not database.transact(lambda s: s.nodes.renew(node.session_id, late, 20))
    database.transact(lambda s: s.nodes.end(node.session_id))
    assert len(database.transact(lambda s: s.nodes.sessions())) == 1  # it still has two attempts

    for orphan in orphans:
        node.close(orphan.attempt, interrupted(orphan.attempt), again(orphan.attempt, late))
    database.transact(lambda s: s.nodes.end(node.session_id))
    assert database.transact(lambda s: s.nodes.sessions()) == []
    assert database.transact(lambda s: s.attempts.orphans(late)) == []
    assert check(tested_database.address, tested_database.password) == []


def test_calls_to_a_number_are_counted_over_all_campaigns(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, node: Dialling
) -> None:
    (attempt,) = node.dial(1)

    def count(since):  # type: ignore[no-untyped-def]
        return database.transact(lambda s: s.attempts.calls_since(attempt.phone, since))

    assert count(NOW - timedelta(seconds=1)) == 1  # open ones count
    node.close(attempt, interrupted(attempt), again(attempt, NOW))
    assert count(NOW - timedelta(seconds=1)) == 1
    assert count(NOW) == 0


# --- the truth comes late, behind a recovery ------------------------------------------------------


def test_who_was_withdrawn_meanwhile_stays_so(node: Dialling) -> None:
    (attempt,) = node.dial(1)
    node.close(attempt, interrupted(attempt), again(attempt, NOW))
    node.database.transact(
        lambda s: s.contact_changes.withdraw([attempt.contact_id], "boss", "he complained", NOW)
    )
    node.close(attempt, busy(attempt), again(attempt, NOW))
    assert _rows(node)[attempt.id] is Disposition.USER_BUSY
    assert node.contact(attempt).state is ContactState.EXCLUDED
    assert attempt.contact_id not in {c.id for c in node.claim(20, NOW + timedelta(hours=2))}


def test_who_has_rung_meanwhile_and_is_done_stays_so(node: Dialling) -> None:
    (attempt,) = node.dial(1)
    node.close(attempt, interrupted(attempt), again(attempt, NOW))
    node.database.transact(lambda s: s.incoming.settle(attempt.contact_id, done(attempt)))
    node.close(attempt, busy(attempt), again(attempt, NOW))
    assert node.contact(attempt).state is ContactState.DONE
    assert attempt.contact_id not in {c.id for c in node.claim(20, NOW + timedelta(hours=2))}


def test_who_is_only_claimed_and_has_said_all_is_not_called_again(node: Dialling) -> None:
    (attempt,) = node.dial(1)
    node.close(attempt, interrupted(attempt), again(attempt, NOW))
    later = NOW + timedelta(hours=2)
    claimed = [c for c in node.claim(20, later) if c.id == attempt.contact_id]
    assert claimed
    node.close(attempt, completed(attempt), done(attempt))
    assert node.contact(attempt).state is ContactState.DONE
    (next_one,) = node.prepared(claimed)
    assert node.open([next_one]).refused == {next_one.id: "claim_lost"}


def test_who_is_claimed_and_was_busy_is_left_to_who_has_claimed_him(node: Dialling) -> None:
    (attempt,) = node.dial(1)
    node.close(attempt, interrupted(attempt), again(attempt, NOW))
    later = NOW + timedelta(hours=2)
    claimed = [c for c in node.claim(20, later) if c.id == attempt.contact_id]
    node.close(attempt, busy(attempt), again(attempt, NOW))
    (next_one,) = node.prepared(claimed)
    assert node.open([next_one]).opened == {next_one.id}
