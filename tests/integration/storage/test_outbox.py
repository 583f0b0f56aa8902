"""The outbox in the database: rows, leases, what is set aside, on both engines."""

from datetime import timedelta
from pathlib import Path

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.outbox import FirebirdOutboxStore
from engine.domain.outbox import OutboxContent
from engine.ports.outbox import Refusal
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.outbox import Bureau, outbox
from tests.helpers.stored_campaign import NOW, interrupted

LEASE_S = 10.0


@pytest.fixture
def bureau(tested_database: DatabaseUnderTest, database: FirebirdDatabase,
           tmp_path: Path) -> Bureau:  # fmt: skip
    both = outbox(store="sqlite:///x", what=["attempts", "results", "writes"])
    return Bureau.build(
        tested_database, database, tmp_path, both, outbox("Архив", store="file:///x/")
    )


def test_rows_tell_of_the_attempt_as_it_is(bureau: Bureau) -> None:
    (attempt,) = bureau.node.dial(1)
    long = "очень долгий ответ " * 200
    bureau.serve(attempt, [("amount", "1 250,30"), ("comment", long)])
    bureau.write(attempt, "PROMISES", phone="7", Сумма="12")
    rows = bureau.waiting()
    assert [(row.content, row.key) for row in rows] == [
        (OutboxContent.RESULTS, f"rino-{bureau.campaign.id}-{attempt.id}-results-1"),
        (OutboxContent.RESULTS, f"rino-{bureau.campaign.id}-{attempt.id}-results-2"),
        (OutboxContent.ATTEMPTS, f"rino-{bureau.campaign.id}-{attempt.id}-attempts-1"),
        (OutboxContent.WRITES, f"rino-{bureau.campaign.id}-{attempt.id}-writes-1"),
    ]
    assert rows[1].document == {"name": "comment", "value": long}
    assert rows[3].document == {"phone": "7", "Сумма": "12"}
    for row in rows:
        assert (row.contact_id, row.tries, row.reason) == (attempt.contact_id, 0, "")
        told = row.attempt
        assert (told.phone, told.number, told.disposition) == (attempt.phone, 1, "completed")
        assert (told.scheme_version, told.engine, told.sip_code) == (1, "north", 200)
        assert told.results == {"amount": "1 250,30", "comment": long}
        assert told.contact == {"Имя": f"Абонент {attempt.contact_id}"}
        assert told.answered_at == NOW + timedelta(seconds=6)
    assert len(bureau.waiting("Архив")) == 3
    assert bureau.database.transact(
        lambda s: s.outbox.waiting(bureau.campaign.id, "promises", rows[1].id, 1)
    ) == [rows[2]]


def test_without_stores_nothing_is_written(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> None:
    bureau = Bureau.build(tested_database, database, tmp_path)
    (attempt,) = bureau.node.dial(1)
    bureau.serve(attempt, [("a", "b")])
    assert bureau.backlogs() == []


def test_one_node_delivers_at_a_time(bureau: Bureau) -> None:
    campaign_id = bureau.campaign.id

    def take(owner: int, node: str, seconds: float, name: str = "promises") -> bool:
        now = NOW + timedelta(seconds=seconds)
        return bureau.database.transact(
            lambda s: s.outbox.take_lease(campaign_id, name, owner, node, now, LEASE_S)
        )

    assert take(1, "north", 0)
    assert not take(2, "south", 5)
    assert take(2, "south", 5, "Архив"), "stores are independent of each other"
    assert take(1, "north", 8)
    assert not take(2, "south", 15)
    assert take(2, "south", 18.5), "a dead node's lease passes on"
    assert not take(1, "north", 19)
    assert take(3, "south", 19), "a node that was started again has its own at once"
    bureau.database.transact(lambda s: s.outbox.release_lease(campaign_id, "promises", 2))
    assert not take(1, "north", 20), "only the owner gives it back"
    bureau.database.transact(lambda s: s.outbox.release_lease(campaign_id, "promises", 3))
    assert take(1, "north", 20)


def test_only_the_owner_settles(bureau: Bureau) -> None:
    campaign_id = bureau.campaign.id
    for attempt in bureau.node.dial(3):
        bureau.serve(attempt)
    one, two, three = bureau.waiting()
    bureau.database.transact(
        lambda s: s.outbox.take_lease(campaign_id, "promises", 1, "north", NOW, LEASE_S)
    )
    refused = [Refusal(two.id, 1, "no such street", aside=False)]

    def settle(owner: int, delivered: list[int], refused: list[Refusal]) -> bool:
        return bureau.database.transact(
            lambda s: s.outbox.settle(campaign_id, "promises", owner, delivered, refused, NOW)
        )

    assert not settle(2, [one.id], refused)
    assert len(bureau.waiting()) == 3
    assert settle(1, [one.id], refused)
    assert [(row.id, row.tries, row.reason) for row in bureau.waiting()] == [
        (two.id, 1, "no such street"), (three.id, 0, ""),
    ]  # fmt: skip
    assert settle(1, [], [Refusal(two.id, 2, "still none", aside=True)])
    assert [row.id for row in bureau.waiting()] == [three.id]
    backlog = bureau.backlog()
    assert (backlog.waiting, backlog.set_aside, backlog.delivered) == (1, 1, 1)
    assert (backlog.last_error, backlog.last_error_at) == ("still none", NOW)
    assert (backlog.oldest, backlog.node) == (three.at, "north")


def test_what_is_set_aside_is_put_back_or_dropped(bureau: Bureau) -> None:
    campaign_id = bureau.campaign.id
    for attempt in bureau.node.dial(4):
        bureau.serve(attempt)
    rows = bureau.waiting()
    outbox_of = bureau.database.transact
    outbox_of(lambda s: s.outbox.take_lease(campaign_id, "promises", 1, "north", NOW, LEASE_S))
    bad = [Refusal(row.id, 5, "bad", aside=True) for row in rows[:3]]
    outbox_of(lambda s: s.outbox.settle(campaign_id, "promises", 1, [], bad, NOW))
    assert [row.id for row in bureau.aside()] == [row.id for row in rows[:3]]
    assert outbox_of(lambda s: s.outbox.retry(None, "Архив", [])) == 0
    assert outbox_of(lambda s: s.outbox.retry(None, "", [rows[0].id, rows[3].id])) == 1
    assert [(row.id, row.tries) for row in bureau.waiting()] == [(rows[0].id, 0), (rows[3].id, 0)]
    assert outbox_of(lambda s: s.outbox.drop(None, "", [rows[0].id])) == 0, "it waits"
    assert outbox_of(lambda s: s.outbox.drop(campaign_id, "promises", [rows[1].id])) == 1
    assert outbox_of(lambda s: s.outbox.drop(campaign_id + 1, "", [])) == 0
    assert outbox_of(lambda s: s.outbox.drop(None, "", [])) == 1
    assert outbox_of(lambda s: s.outbox.drop(campaign_id, "promises", [], waiting=True)) == 2
    assert outbox_of(lambda s: s.outbox.waits(campaign_id, "promises")) == (False, None)
    assert len(bureau.waiting("Архив")) == 4


def test_down_is_noted_since_its_beginning(bureau: Bureau) -> None:
    campaign_id = bureau.campaign.id
    (attempt,) = bureau.node.dial(1)
    bureau.serve(attempt)
    act = bureau.database.transact
    act(lambda s: s.outbox.take_lease(campaign_id, "promises", 1, "north", NOW, LEASE_S))
    later = NOW + timedelta(seconds=30)
    act(lambda s: s.outbox.note_down(campaign_id, "promises", 1, "no route", NOW))
    act(lambda s: s.outbox.note_down(campaign_id, "promises", 1, "x" * 3000, later))
    act(lambda s: s.outbox.note_down(campaign_id, "promises", 2, "not mine", later))
    assert act(lambda s: s.outbox.waits(campaign_id, "promises")) == (True, NOW)
    assert bureau.backlog().last_error == "x" * 1000
    act(lambda s: s.outbox.note_up(campaign_id, "promises", 1))
    assert bureau.backlog().down_since is None


def test_recovery_tells_the_stores_and_the_truth_comes_after_it(bureau: Bureau) -> None:
    from engine.service.recovery import recover

    (attempt,) = bureau.node.dial(1)
    bureau.database.transact(lambda s: recover(s, NOW + timedelta(seconds=60)))
    assert [row.key[-10:] for row in bureau.waiting()] == ["attempts-0"]
    assert bureau.waiting()[0].attempt.disposition == "interrupted"
    bureau.database.transact(lambda s: recover(s, NOW + timedelta(seconds=90)))
    assert len(bureau.waiting()) == 1
    bureau.serve(attempt)  # the node was only slow
    bureau.serve(attempt)  # and repeats what it does not know to be committed
    assert [row.key[-10:] for row in bureau.waiting()] == ["attempts-0", "attempts-1"]
    assert interrupted(attempt).disposition == "interrupted"


def test_plans(bureau: Bureau) -> None:
    for attempt in bureau.node.dial(5):
        bureau.serve(attempt, [("a", "b")])
    campaign_id = bureau.campaign.id
    plans: dict[str, str] = {}

    class Recorder:
        def __init__(self, connection: Connection) -> None:
            self._connection = connection

        def __getattr__(self, name: str) -> object:
            target = getattr(self._connection, name)
            if name not in {"execute", "execute_many", "changed", "rows", "row"}:
                return target

            def recorded(sql: str, *arguments: object) -> object:
                plans[sql] = self._connection.plan(sql)
                return target(sql, *arguments)

            return recorded

    def walk(connection: Connection) -> None:
        store = FirebirdOutboxStore(Recorder(connection))  # type: ignore[arg-type]
        store.take_lease(campaign_id, "promises", 1, "north", NOW, LEASE_S)
        rows = store.waiting(campaign_id, "promises", 0, 100)
        store.waits(campaign_id, "promises")
        store.settle(campaign_id, "promises", 1, [rows[0].id],
                     [Refusal(rows[1].id, 1, "x", aside=True)], NOW)  # fmt: skip
        store.backlogs(campaign_id)
        store.set_aside(campaign_id)

    bureau.database.transact_raw(walk)
    assert len(plans) >= 10
    for sql, plan in plans.items():
        if "INSERT" in sql:
            continue
        assert "NATURAL" not in plan, f"{sql}\n{plan}"
        assert "SORT" not in plan, f"{sql}\n{plan}"
    (page,) = (plan for sql, plan in plans.items() if "FIRST (?)" in sql and "o.id >=" in sql)
    assert "ORDER OUTBOX_ORDER" in page
