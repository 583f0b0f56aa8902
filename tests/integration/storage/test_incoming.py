"""Routes and calls that come in, in the database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.domain.attempt import ContactVerdict, OpenAttempt
from engine.domain.contact import ContactState
from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.domain.incoming import IncomingTrunk, RouteKind, RouteSettings
from engine.domain.trunk import TrunkSettings
from engine.errors import KnownError
from engine.ports.incoming import IncomingOutcome, OpenIncoming
from engine.service.recovery import recover
from rino_desktop import incoming_routes
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import LEASE_S, NOW, again, busy, dialling

ROUTE = RouteSettings("city", "*", RouteKind.REJECT)
DAY = timedelta(days=1)


def test_routes_keep_their_order(database: FirebirdDatabase) -> None:
    database.transact(lambda s: s.trunks.add(TrunkSettings("city", "sip:x", register=True)))
    database.transact(lambda s: s.schemes.publish("menu", '{"nodes": []}'))
    menu = replace(ROUTE, number="100", kind=RouteKind.SCHEME, target="Menu")
    first = database.transact(lambda s: s.incoming.add_route(ROUTE))
    before = database.transact(lambda s: s.incoming.add_route(menu, 1))
    last = database.transact(lambda s: s.incoming.add_route(replace(ROUTE, number="9*"), 99))
    ids = lambda: [r.id for r in database.transact(lambda s: s.incoming.routes())]  # noqa: E731
    assert ids() == [before.id, first.id, last.id]
    assert database.transact(lambda s: s.incoming.routes())[0].settings == menu
    for place, order in ((1, [last, before, first]), (9, [before, first, last])):
        database.transact(lambda s, place=place: s.incoming.move_route(last.id, place))
        assert ids() == [each.id for each in order]
    later = replace(menu, hours="mon 09:00-18:00")
    changed = database.transact(lambda s: s.incoming.change_route(before.id, later))
    assert changed == database.transact(lambda s: s.incoming.routes())[0]
    assert changed.settings == later
    with pytest.raises(KnownError, match="changed by somebody else"):
        database.transact(
            lambda s: incoming_routes.change(s, before.id, replace(menu, record=True), NOW, menu)
        )
    with pytest.raises(KnownError, match="no published scheme 'none'"):
        database.transact(
            lambda s: s.incoming.change_route(before.id, replace(menu, target="none"))
        )
    for act in (
        lambda s: s.incoming.change_route(99, menu),
        lambda s: s.incoming.move_route(99, 1),
    ):
        with pytest.raises(KnownError, match="no route 99"):
            database.transact(act)
    database.transact(lambda s: s.incoming.remove_route(first.id))
    assert ids() == [before.id, last.id]
    with pytest.raises(KnownError, match="no route"):
        database.transact(lambda s: s.incoming.remove_route(first.id))
    database.transact(lambda s: s.trunks.remove("city"))
    assert ids() == []


def test_names_must_be_there(database: FirebirdDatabase) -> None:
    with pytest.raises(KnownError, match="no trunk named 'city'"):
        database.transact(lambda s: s.incoming.add_route(ROUTE))
    database.transact(lambda s: s.trunks.add(TrunkSettings("city", "sip:x")))
    with pytest.raises(KnownError, match="nobody can ring the trunk"):
        database.transact(lambda s: s.incoming.add_route(ROUTE))
    database.transact(lambda s: s.trunks.add(TrunkSettings("town", "sip:x", register=True)))
    wrong = replace(ROUTE, trunk="town", kind=RouteKind.SCHEME, target="menu")
    with pytest.raises(KnownError, match="no published scheme 'menu'"):
        database.transact(lambda s: s.incoming.add_route(wrong))


def test_lines_and_hosts_of_a_trunk(database: FirebirdDatabase) -> None:
    for settings in (IncomingTrunk(3, 2, ("sbc.example", "10.0.0.1")), IncomingTrunk(3, 6)):
        database.transact(lambda s, settings=settings: s.incoming.set_trunk(settings))
        assert database.transact(lambda s: s.incoming.trunks()) == [settings]


def outcome(number: int, **changes: object) -> IncomingOutcome:
    made = IncomingOutcome(
        number, NOW, NOW + timedelta(seconds=9), 200, HangupCause.NORMAL_CLEARING,
        HangupBy.SUBSCRIBER, Disposition.COMPLETED, "bye",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def test_who_rings_back_is_found_and_not_dialled(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    """By the latest attempt; while he talks no attempt on him is opened, and the call settles
    him."""
    node = dialling(tested_database, database, 3)
    (attempt,) = node.dial(1)
    node.close(attempt, busy(attempt), again(attempt, NOW))
    found = database.transact(lambda s: s.incoming.rung_back(attempt.phone, NOW - DAY))
    assert found is not None
    assert (found.attempt_id, found.contact.id) == (attempt.id, attempt.contact_id)
    assert database.transact(lambda s: s.incoming.rung_back(attempt.phone, NOW + DAY)) is None
    assert database.transact(lambda s: s.incoming.rung_back("+79990000000", NOW - DAY)) is None

    (number,) = database.transact(lambda s: s.incoming.allocate_ids(1))
    call = OpenIncoming(number, 1, NOW, "8912", "100", attempt.phone, "*", RouteKind.SCHEME,
                        "menu", called_back=found)  # fmt: skip
    for _ in range(2):  # idempotent
        database.transact(lambda s: s.incoming.open(node.session_id, call))
    claimed = node.claim(3)
    tries = node.prepared(claimed)
    result = node.open(tries)
    mine = next(a for a in tries if a.contact_id == attempt.contact_id)
    assert result.refused == {mine.id: "on_the_line"}
    waiting = ContactVerdict(ContactState.WAITING_RETRY, found.contact.progress, NOW)
    database.transact(lambda s: s.contacts.settle(node.session_id, attempt.contact_id, waiting))

    database.transact(lambda s: s.incoming.mark_answered(number, NOW))
    database.transact(lambda s: s.incoming.save_result(number, "wish", "money", NOW))
    assert database.transact(lambda s: s.incoming.close(outcome(number)))
    assert not database.transact(lambda s: s.incoming.close(outcome(number)))
    done = ContactVerdict(ContactState.DONE, found.contact.progress, NOW)
    database.transact(lambda s: s.incoming.settle(attempt.contact_id, done))
    assert node.contact(attempt).state is ContactState.DONE
    row = database.transact(lambda s: s.incoming.call(number))
    assert (row.campaign, row.disposition, dict(row.results), row.engine) == (
        "november", "completed", {"wish": "money"}, "north",
    )  # fmt: skip
    assert [r.id for r in database.transact(lambda s: s.incoming.calls(9))] == [number]
    assert database.transact(lambda s: s.incoming.calls(9, "0000")) == []
    # He who is settled is not settled otherwise by a later call.
    database.transact(lambda s: s.incoming.settle(attempt.contact_id, waiting))
    assert node.contact(attempt).state is ContactState.DONE


def test_who_rings_us_while_we_ring_him_stays_settled(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    """Our own call ends later, and would have him called once more; or it never goes out, or its
    engine dies."""
    node = dialling(tested_database, database, 4)
    closed, withdrawn, orphaned, excluded = node.dial(4)

    def settle(attempt: OpenAttempt, state: ContactState) -> None:
        verdict = ContactVerdict(state, node.contact(attempt).progress, NOW)
        database.transact(lambda s: s.incoming.settle(attempt.contact_id, verdict))

    settle(closed, ContactState.WAITING_RETRY)
    for attempt in (closed, withdrawn, orphaned):
        settle(attempt, ContactState.DONE)
    settle(excluded, ContactState.EXCLUDED)
    assert node.contact(closed).state is ContactState.IN_PROGRESS, "it rings there still"
    node.close(closed, busy(closed), again(closed, NOW))
    node.close(excluded, busy(excluded), again(excluded, NOW))
    database.transact(lambda s: s.attempts.withdraw(node.session_id, [withdrawn.id]))
    database.transact(lambda s: s.contacts.release(node.session_id, [withdrawn.contact_id]))
    database.transact(lambda s: recover(s, NOW + timedelta(seconds=LEASE_S + 1)))
    for attempt in (closed, withdrawn, orphaned):
        assert node.contact(attempt).state is ContactState.DONE
    assert node.contact(excluded).state is ContactState.EXCLUDED
    later = dialling(tested_database, database, node="south", campaign=node.campaign)
    assert later.zone_sets() == [], "nobody waits"


def test_a_dead_engine_leaves_no_call_open(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    node = dialling(tested_database, database, 1)
    (number,) = database.transact(lambda s: s.incoming.allocate_ids(1))
    call = OpenIncoming(number, 1, NOW, "8912", "100")
    database.transact(lambda s: s.incoming.open(node.session_id, call))
    later = NOW + timedelta(seconds=LEASE_S + 1)
    database.transact(lambda s: recover(s, later))
    row = database.transact(lambda s: s.incoming.call(number))
    assert (row.disposition, row.ended_at) == ("interrupted", later)
    # The engine was only slow: what it knows counts.
    assert database.transact(lambda s: s.incoming.close(outcome(number)))
    assert database.transact(lambda s: s.incoming.call(number)).disposition == "completed"
