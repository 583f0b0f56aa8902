"""What wallboards ask, on both databases."""

from datetime import timedelta

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.connection import Connection, to_db
from engine.adapters.firebird.monitor import INCOMING
from engine.domain.call_key import key_of_incoming
from engine.domain.operator import OperatorState, OperatorStatus
from engine.ports.operators import Talk
from rino_desktop import wallboard
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import (
    NOW,
    Dialling,
    again,
    begin_session,
    busy,
    completed,
    dialling,
    done,
    running_campaign,
)


@pytest.fixture
def node(tested_database: DatabaseUnderTest, database: FirebirdDatabase) -> Dialling:
    return dialling(tested_database, database)


def test_calls_by_stage(node: Dialling) -> None:
    database, campaign_id = node.database, node.campaign.id

    def live() -> list[tuple[str, int, int, int]]:
        rows = database.transact(lambda s: s.monitor.live_calls(campaign_id, NOW))
        return [(row.node, row.ringing, row.with_scheme, row.talking) for row in rows]

    assert live() == []
    ringing, menu, talking, over = node.dial(4)

    def move(stores) -> None:  # type: ignore[no-untyped-def]
        stores.attempts.mark_dialled(ringing.id, NOW)
        for attempt in (menu, talking):
            stores.attempts.mark_answered(attempt.id, NOW, NOW)
        stores.operators.save_talk(
            Talk("north:1", 5, talking.id, campaign_id, talking.contact_id, "q", "contact",
                 "+71", NOW, NOW)
        )  # fmt: skip

    database.transact(move)
    node.close(over, completed(over), done(over))
    assert live() == [("north", 1, 1, 1)]
    late = NOW + timedelta(days=1)
    assert database.transact(lambda s: s.monitor.live_calls(campaign_id, late)) == []


def test_calls_that_came_in_are_live_calls_too(node: Dialling) -> None:
    database = node.database

    def came(sql: Connection) -> None:
        for number in (1, 2, 3):
            sql.execute(
                "INSERT INTO incoming_calls (id, received_at, called, caller, trunk_id,"
                " open_session, answered_at) VALUES (?, ?, '100', '+7999', 1, ?, ?)",
                (number, to_db(NOW), node.session_id, None if number == 1 else to_db(NOW)),
            )

    database.transact_raw(came)
    talk = Talk("north:1", 5, key_of_incoming(3), None, None, "q", "subscriber", "+7", NOW, NOW)
    database.transact(lambda s: s.operators.save_talk(talk))
    board = database.transact(lambda s: wallboard.read(s, NOW, NOW))
    assert (board.incoming, board.stages) == ((1, 1, 1), (1, 1, 1))
    assert [(e.node, e.live) for e in board.engines] == [("north", 3)]
    late = NOW + timedelta(days=1)
    assert database.transact(lambda s: s.monitor.live_incoming(late)) == []
    plan = database.transact_raw(lambda sql: sql.plan(INCOMING))
    assert "INCOMING_CALLS_OPEN" in plan
    assert "OPERATOR_TALKS_ATTEMPT" in plan


def test_retries_ahead_and_lines(node: Dialling) -> None:
    database, campaign_id = node.database, node.campaign.id
    for minutes, attempt in zip((20, 25, 50), node.dial(3), strict=True):
        node.close(attempt, busy(attempt), again(attempt, NOW + timedelta(minutes=minutes)))
    edges = [NOW + timedelta(minutes=15 * step) for step in range(1, 5)]
    counts = database.transact(lambda s: s.monitor.retries_ahead(campaign_id, edges))
    assert counts == [2, 0, 1]
    assert sum(database.transact(lambda s: wallboard.retries(s, (campaign_id,), NOW))) == 3

    def ask(stores) -> None:  # type: ignore[no-untyped-def]
        wanted = {"trunk:7": 5, f"campaign:{campaign_id}": 5}
        kept, calls = {"trunk:7": 3}, {"trunk:7": 2}
        stores.nodes.request_lines(node.session_id, wanted, kept, {"trunk:7": 10}, NOW, calls)

    database.transact(ask)
    lines = database.transact(lambda s: s.monitor.lines_in_use(NOW))
    assert [(line.trunk_id, line.in_use) for line in lines] == [(7, 2)], "kept are 3"
    late = NOW + timedelta(days=1)
    assert database.transact(lambda s: s.monitor.lines_in_use(late)) == []


def test_time_in_states_since_the_day_began(database: FirebirdDatabase) -> None:
    user = database.transact(lambda s: s.users.add("Пётр", "operator", "x", NOW))
    began = NOW + timedelta(minutes=5)

    def step(number: int, state: OperatorState, minutes: int) -> None:
        moment = NOW + timedelta(minutes=minutes)
        status = OperatorStatus(user.id, number, f"north:{number}", state, moment)
        database.transact(lambda s: s.operators.save_status(status, None, None, moment))

    step(1, OperatorState.AVAILABLE, 0)
    step(2, OperatorState.ON_BREAK, 10)
    now = NOW + timedelta(minutes=12)
    spent = database.transact(lambda s: s.monitor.spent_today([user.id, 99], began, now))
    assert spent == {user.id: {"available": 300.0, "on_break": 120.0}}

    board = database.transact(lambda s: wallboard.read(s, now, began))
    (operator,) = board.operators
    assert (operator.name, operator.state, operator.since) == (
        "Пётр", OperatorState.ON_BREAK, NOW + timedelta(minutes=10),
    )  # fmt: skip


def test_a_whole_wallboard(node: Dialling) -> None:
    first, second = node.dial(2)
    node.close(first, completed(first), done(first))
    board = node.database.transact(lambda s: wallboard.read(s, NOW, NOW - timedelta(hours=1)))
    (campaign,) = board.campaigns
    assert (campaign.ringing, campaign.answered, campaign.abandoned) == (1, 1, None)
    assert campaign.left == 29
    assert board.stages == (1, 0, 0)
    assert [(e.node, e.alive, e.live) for e in board.engines] == [("north", True, 1)]
    assert sum(quarter[2] for quarter in board.quarters) == 1
    assert second.id


def test_several_engines_are_one_picture(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    """Two engines dial a campaign, one of them another one too; a third does not answer."""
    north = dialling(tested_database, database)
    south = Dialling(database, north.campaign, begin_session(database, "south"),
                     north.scheme_version_id)  # fmt: skip
    other = running_campaign(tested_database, database, 5, name="poll")
    (second,) = Dialling(database, other, south.session_id, north.scheme_version_id).dial(1)
    north.dial(2)
    answered, over = south.dial(2)
    south.close(over, completed(over), done(over))
    lost = NOW - timedelta(minutes=5)
    begin_session(database, "east", lost)

    def more(stores) -> None:  # type: ignore[no-untyped-def]
        stores.attempts.mark_answered(answered.id, NOW, NOW)
        for session, used in ((north.session_id, 2), (south.session_id, 1)):
            stores.nodes.request_lines(session, {"trunk:7": 9}, {"trunk:7": used},
                                       {"trunk:7": 10}, NOW)  # fmt: skip

    database.transact(more)
    board = database.transact(lambda s: wallboard.read(s, NOW, NOW - timedelta(hours=1)))
    assert [(c.name, c.ringing, c.with_scheme, c.calls, c.left) for c in board.campaigns] == [
        ("november", 2, 1, 1, 29), ("poll", 1, 0, 0, 5),
    ]  # fmt: skip
    assert [(e.node, e.alive, e.live) for e in board.engines] == [
        ("east", False, 0), ("north", True, 2), ("south", True, 2),
    ]  # fmt: skip
    assert board.stages == (3, 1, 0)
    lines = database.transact(lambda s: s.monitor.lines_in_use(NOW))
    assert [(line.trunk_id, line.in_use) for line in lines] == [(7, 3)]
    assert second.campaign_id == other.id
