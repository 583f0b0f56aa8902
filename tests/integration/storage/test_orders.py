"""Orders on both engines: made, found, changed by one at a time, called and charged once."""

import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.orders import FirebirdOrderStore
from engine.domain.outbox import OutboxContent, OutboxSettings
from engine.errors import KnownError
from engine.orders.beginning import steps_of
from engine.orders.calls import NO_HOUR
from engine.orders.machine import Accept, Comment, Finish, PlanStep, SettleStep, WithdrawStep
from engine.orders.model import (
    CallOutcome,
    Order,
    OrderState,
    Price,
    Service,
    StepKind,
    StepPlan,
    StepState,
    Subscriber,
    Unit,
)
from engine.orders.settings import OrderSettings
from engine.ports.orders import OUTBOX_ID, OrderFilter
from engine.service import order_calls, order_desk
from rino_desktop import accounts
from rino_desktop.orders import step_text
from tests.helpers.databases import DatabaseUnderTest

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TALK = Service(
    "Разговор", Decimal("3.4567"), Unit.MINUTE, "T-1", form="trunk-call",
    steps=(StepPlan(StepKind.CONNECT, "Соединить", second="wanted", tries=2),),
)  # fmt: skip
INQUIRY = Service("Справка", Decimal(150))
CHARGES = OutboxSettings(
    "billing", "sqlite:////tmp/x", (OutboxContent.WRITES,), table="CHARGES", key="K"
)


@pytest.fixture
def office(database: FirebirdDatabase) -> FirebirdDatabase:
    def prepare(stores: Any) -> None:
        accounts.add(stores, "Пётр", "operator", "hash", NOW)
        stores.orders.save_services([TALK, INQUIRY])
        stores.orders.save_settings(OrderSettings(currency="RUB", charges=(CHARGES,)))

    database.transact(prepare)
    return database


def add(office: FirebirdDatabase, service: Service = TALK, **rest: Any) -> Order:
    who = rest.pop("subscriber", Subscriber("+73472223344", "Ёлкин", 5, 6))
    answers = {"wanted": "+74957000001"}
    order = Order(0, service, who, "Ольга", NOW, answers=answers,
                  steps=steps_of(service, who, answers, NOW, UTC), **rest)  # fmt: skip
    return office.transact(lambda s: order_desk.add(s, order, NOW))


def change(office: FirebirdDatabase, order: Order, *commands: Any, **rest: Any) -> Order:
    return office.transact(lambda s: order_desk.change(s, order.id, commands, "Пётр", NOW, **rest))


def planned(office: FirebirdDatabase, at: datetime | None = None) -> Order:
    plan = PlanStep(1, at, at_night=True)
    return change(office, add(office), Accept(Price(Decimal("3.4567"), "asr")), plan)


def session(office: FirebirdDatabase, until: datetime = NOW + MINUTE) -> int:
    lease_s = (until - NOW).total_seconds()
    return office.transact(lambda s: s.nodes.begin(f"n{until}", "h", 1, 0.0, NOW, lease_s)).id


def rows(office: FirebirdDatabase) -> list[Any]:
    return office.transact(lambda s: s.outbox.waiting(OUTBOX_ID, "billing", 0, 50))


def test_an_order_comes_back_as_it_was(office: FirebirdDatabase) -> None:
    order = add(office, quantity=Decimal("2.5"), form_version=3, remark="срочно\n" * 400)
    assert order == office.transact(lambda s: s.orders.get(order.id))
    assert (order.service, order.quantity, order.revision) == (TALK, Decimal("2.5"), 1)
    again = change(office, order, Accept(Price(Decimal("3.4567"), "asr")),
                   PlanStep(1, NOW + MINUTE))  # fmt: skip
    assert again == office.transact(lambda s: s.orders.get(order.id))
    assert (again.price, again.person) == (Price(Decimal("3.4567"), "asr"), "Пётр")
    history = office.transact(lambda s: s.orders.history(order.id))
    assert [each.kind for each in history] == ["created", "state", "price", "state", "planned"]
    with pytest.raises(KnownError, match="there is no order 99"):
        office.transact(lambda s: s.orders.get(99))


def test_the_catalogue(office: FirebirdDatabase) -> None:
    gone = replace(INQUIRY, active=False)
    office.transact(lambda s: s.orders.save_services([replace(gone, name="СПРАВКА")]))
    assert office.transact(lambda s: s.orders.service("справка")).name == "СПРАВКА"
    assert office.transact(lambda s: s.orders.services(only_active=True)) == [TALK]
    order = add(office)
    office.transact(lambda s: s.orders.remove_service("разговор"))
    with pytest.raises(KnownError, match=r"no service named 'Разговор'\. There are: СПРАВКА"):
        office.transact(lambda s: s.orders.service("Разговор"))
    assert office.transact(lambda s: s.orders.get(order.id)).service == TALK


def test_the_second_of_two_is_told(office: FirebirdDatabase) -> None:
    order = add(office)
    change(office, order, Accept(Price(Decimal(1))), revision=1)
    with pytest.raises(KnownError, match="somebody else has changed the order"):
        change(office, order, Comment("x"), revision=1)
    with pytest.raises(KnownError, match="somebody else"):
        office.transact(lambda s: s.orders.save(replace(order, revision=2), []))


def test_one_engine_takes_a_call(
    office: FirebirdDatabase, tested_database: DatabaseUnderTest
) -> None:
    order = planned(office)
    north, south = session(office), session(office, NOW + 2 * MINUTE)
    with contextlib.closing(tested_database.open()) as other:
        office.transact(lambda s: order_calls.take(s, order.id, 1, north, NOW))
        taken = other.transact(lambda s: order_calls.take(s, order.id, 1, south, NOW))
    assert taken is None
    assert office.transact(lambda s: s.orders.due(NOW, 9)) == []
    assert office.transact(lambda s: s.orders.running(south)) == []
    again = office.transact(lambda s: order_calls.take(s, order.id, 1, north, NOW))
    assert again is not None, "the answer to its commit may have been lost"
    (call,) = office.transact(lambda s: s.orders.running(north))
    assert not call.withdrawn
    change(office, order, WithdrawStep(1))
    (call,) = office.transact(lambda s: s.orders.running(north))
    assert call.withdrawn


def test_who_is_busy_in_the_evening_is_not_rung_at_night(office: FirebirdDatabase) -> None:
    """The office's hours end at 20 o'clock in Moscow."""
    evening = datetime(2026, 12, 1, 16, 57, tzinfo=UTC)
    order = planned(office, evening)
    north = session(office, evening + 9 * MINUTE)
    office.transact(lambda s: order_calls.take(s, order.id, 1, north, evening))
    busy = CallOutcome.B_BUSY
    step = office.transact(
        lambda s: order_calls.settle(s, order.id, 1, 1, busy, "", None, evening + MINUTE)
    ).steps[0]
    assert (step.state, step.detail) == (StepState.FAILED, NO_HOUR)
    assert "no hour to call there" in step_text(step)


def test_after_the_death_of_its_engine_a_call_is_interrupted(office: FirebirdDatabase) -> None:
    order = planned(office)
    north = session(office)
    assert office.transact(lambda s: order_calls.take(s, order.id, 1, north, NOW)) is not None
    assert office.transact(lambda s: order_calls.recover(s, NOW)) == 0, "it lives"
    later = NOW + 2 * MINUTE
    assert office.transact(lambda s: order_calls.recover(s, later)) == 1
    assert office.transact(lambda s: order_calls.recover(s, later)) == 0
    step = office.transact(lambda s: s.orders.get(order.id)).steps[0]
    assert (step.state, step.outcome) == (StepState.FAILED, CallOutcome.INTERRUPTED)
    assert office.transact(lambda s: s.orders.due(later, 9)) == [], "never redialled blindly"

    def settle(outcome: CallOutcome) -> Order:
        return office.transact(
            lambda s: order_calls.settle(s, order.id, 1, 1, outcome, "", Decimal(9), later)
        )

    assert settle(CallOutcome.A_BUSY).steps[0].state is StepState.FAILED, "nobody calls again"
    begun_anew = change(office, order, SettleStep(1, StepState.OPEN))
    assert settle(CallOutcome.TALKED).steps == begun_anew.steps, "what others have done stays"


def test_the_charge_is_in_the_outbox_with_the_same_commit(office: FirebirdDatabase) -> None:
    order = planned(office)
    north = session(office)
    office.transact(lambda s: order_calls.take(s, order.id, 1, north, NOW))

    def dies(stores: Any) -> None:
        order_calls.settle(stores, order.id, 1, 1, CallOutcome.TALKED, "", Decimal("61.5"), NOW)
        raise RuntimeError("killed before the commit")

    with pytest.raises(RuntimeError):
        office.transact(dies)
    assert rows(office) == []
    for _ in range(2):  # the answer to a commit was lost
        office.transact(
            lambda s: order_calls.settle(
                s, order.id, 1, 1, CallOutcome.TALKED, "", Decimal("61.5"), NOW
            )
        )
    done = office.transact(lambda s: s.orders.get(order.id))
    assert done.state is OrderState.DONE
    assert done.charge is not None
    assert done.charge.amount == Decimal("6.91")
    (row,) = rows(office)
    assert row.key == f"rino-order-{order.id}-20261201090000"
    assert row.document["amount"] == "6.91"
    assert (row.document["seconds"], row.document["code"]) == ("61.5", "T-1")


def test_what_costs_nothing_is_not_charged(office: FirebirdDatabase) -> None:
    order = change(office, add(office, INQUIRY), Accept(Price(Decimal(0))),
                   SettleStep(1, StepState.DONE), Finish())  # fmt: skip
    assert order.state is OrderState.DONE
    assert rows(office) == []


def found(office: FirebirdDatabase, **wanted: Any) -> list[int]:
    wish = OrderFilter(**wanted)
    return [order.id for order in office.transact(lambda s: s.orders.find(wish, 50))]


def test_found(office: FirebirdDatabase) -> None:
    one = add(office)
    two = change(office, add(office, INQUIRY, remark="для архива"), Accept(Price(Decimal(1))),
                 SettleStep(1, StepState.DONE), Finish())  # fmt: skip
    assert found(office) == [one.id]
    assert found(office, all=True) == [two.id, one.id]
    assert found(office, states=frozenset({OrderState.DONE})) == [two.id]
    states = frozenset({OrderState.DONE, OrderState.DRAFT})
    assert found(office, states=states, person="ПЁТР") == [two.id]
    assert found(office, text="архив справ", all=True) == [two.id]
    assert found(office, text="3344") == [one.id]
    assert found(office, text="7000001") == [one.id]
    assert found(office, text="– –") == []
    assert found(office, number="+73472223344", contact_id=5, attempt_id=6) == [one.id]
    office.transact(lambda s: s.users.change(replace(s.users.by_name("Пётр"), name="Пётр П.")))
    assert found(office, all=True, person="Пётр П.") == [two.id]


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (OrderFilter(), "ORDER ORDERS_OPEN"),
        (OrderFilter(all=True), "ORDER ORDERS_NEWEST"),
        (OrderFilter(states=frozenset({OrderState.DONE})), "ORDER ORDERS_STATE"),
        (OrderFilter(person="Пётр"), "ORDER ORDERS_PERSON"),
        (OrderFilter(service="Разговор"), "ORDERS_"),
        (OrderFilter(contact_id=5), "ORDERS_CONTACT"),
        (OrderFilter(attempt_id=5, all=True), "ORDERS_ATTEMPT"),
        (OrderFilter(number="+7"), "ORDERS_PHONE"),
        (OrderFilter(text="справка ёлкин"), "INDEX (ORDER_WORDS_WORD))"),
    ],
)
def test_lists_walk_along_their_index(
    office: FirebirdDatabase, wanted: OrderFilter, index: str
) -> None:
    for number in range(20):
        add(office, (TALK, INQUIRY)[number % 2])
    plans: list[str] = []

    def look(connection: Any) -> None:
        class Recorder:
            def rows(self, sql: str, values: object) -> Any:
                plans.append(connection.plan(sql))
                return connection.rows(sql, values)

        store = FirebirdOrderStore(Recorder())  # type: ignore[arg-type]
        store.find(wanted, 20)
        store.due(NOW, 5)
        store.orphans(NOW)
        store.running(7)
        store.history(1)

    office.transact_raw(look)
    assert index in "\n".join(plans), plans
    assert all("NATURAL" not in plan for plan in plans), plans
    narrow = wanted.text or wanted.contact_id or wanted.attempt_id or wanted.number
    assert narrow or all("SORT" not in plan for plan in plans), plans
