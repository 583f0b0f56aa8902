"""Calls of orders: "connect A with B" and "say to A", by a whole engine on virtual time."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.adapters.stores import StoreAccess, open_store
from engine.domain.outbox import OutboxContent, OutboxSettings
from engine.orders.beginning import steps_of
from engine.orders.machine import Accept, PlanStep, WithdrawStep
from engine.orders.model import (
    CallOutcome,
    Order,
    OrderState,
    Price,
    Service,
    Step,
    StepKind,
    StepPlan,
    StepState,
    Subscriber,
    Unit,
)
from engine.orders.settings import NOTHING, OrderSettings
from engine.ports.storage import StorageUnavailable
from engine.service import order_calls, order_desk
from engine.service.order_call import Sounds
from engine.service.order_caller import OrderCaller
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import Hall
from tests.helpers.office import numbers
from tests.helpers.shaky_database import Weather

A, B = numbers(2)
MINUTE = timedelta(minutes=1)
TALK = Service(
    "Разговор", Decimal(3), Unit.MINUTE, form="trunk-call",
    steps=(StepPlan(StepKind.CONNECT, "Соединить", second="wanted", tries=2, retry_s=5),),
)  # fmt: skip
WAKE = Service("Будильник", Decimal(20), steps=(
    StepPlan(StepKind.SAY, "Разбудить", "Доброе утро! Сейчас семь часов."),
))  # fmt: skip


@pytest.fixture
def engine_kind() -> str:
    return "embedded"  # both engines: tests/integration/storage/test_orders.py


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    hall = Hall.build(tested_database, tmp_path)
    hall.trunk()
    return hall


def order(
    hall: Hall, service: Service = TALK, *commands: Any, at_s: float | None = None,
    at_night: bool = True,
) -> int:  # fmt: skip
    """Accepted, and its only step planned, whatever hour it is."""
    now, who = hall.clock.now(), Subscriber(A, "Ёлкин")
    at = None if at_s is None else now + timedelta(seconds=at_s)

    def make(stores: Any) -> int:
        steps = steps_of(service, who, {"wanted": B}, now, now.tzinfo)
        made = order_desk.add(stores, Order(0, service, who, "Ольга", now, steps=steps), now)
        wanted = commands or (Accept(Price(service.price)), PlanStep(1, at, at_night=at_night))
        order_desk.change(stores, made.id, wanted, "Ольга", now)
        return made.id

    order_id: int = hall.transact(make)
    return order_id


def look(hall: Hall, order_id: int) -> Order:
    found: Order = hall.transact(lambda s: s.orders.get(order_id))
    return found


async def until(hall: Hall, order_id: int, *states: StepState, step: int = 1) -> Order:
    async with asyncio.timeout(900):  # of virtual time
        while True:
            found = look(hall, order_id)
            if found.steps[step - 1].state in states:
                return found
            await hall.clock.sleep(3.0)


def serve(
    hall: Hall, a: behave.Subscriber, b: behave.Subscriber | Sequence[behave.Subscriber],
    service: Service = TALK,
) -> Order:  # fmt: skip
    """The order when its call is over."""
    hall.subscribers.numbers = {A: a, B: b}

    async def main() -> Order:
        async with hall.engine():
            return await until(hall, order(hall, service), StepState.DONE, StepState.FAILED)

    return hall.run(main)


def test_they_talk_and_the_length_is_measured_from_bridging(hall: Hall) -> None:
    done = serve(hall, behave.Subscriber(), behave.hangs_up(75.0))
    (step,) = done.steps
    assert step.outcome is CallOutcome.TALKED
    assert step.length_s == Decimal("75.0"), "announcement and ringing do not count"
    assert step.joined_at is not None
    assert (done.state, done.charge and done.charge.amount) == (OrderState.DONE, Decimal("6.00"))
    first, second = hall.telephony.placed
    assert (first.number, first.reserve_leg) == (A, True)
    assert (second.number, second.near) == (B, first.call_id)
    kinds = [change.kind.value for change in hall.transact(lambda s: s.orders.history(done.id))]
    assert kinds[-4:] == ["step", "called", "state", "charged"]


def test_the_subscriber_may_end_the_talk(hall: Hall) -> None:
    done = serve(hall, behave.hangs_up(60.0), behave.Subscriber(ring_s=10.0))
    assert done.steps[0].outcome is CallOutcome.TALKED
    assert done.steps[0].length_s == Decimal("50.0")


@pytest.mark.parametrize(
    ("a", "b", "outcome", "calls"),
    [
        (behave.busy(), behave.Subscriber(), CallOutcome.A_BUSY, [A, A]),
        (behave.no_answer(), behave.Subscriber(), CallOutcome.A_NO_ANSWER, [A, A]),
        (behave.wrong_number(), behave.Subscriber(), CallOutcome.A_UNREACHABLE, [A]),
        (behave.Subscriber(), behave.busy(), CallOutcome.B_BUSY, [A, B, A, B]),
        (behave.Subscriber(), behave.no_answer(), CallOutcome.B_NO_ANSWER, [A, B, A, B]),
        (behave.hangs_up(1.0), behave.no_answer(), CallOutcome.A_HUNG_UP, [A, B]),
    ],
    ids=["a busy", "a does not answer", "a is no number", "b busy", "b does not answer",
         "a hangs up"],
)  # fmt: skip
def test_no_connection(
    hall: Hall, a: behave.Subscriber, b: behave.Subscriber, outcome: CallOutcome, calls: list[str]
) -> None:
    failed = serve(hall, a, b)
    step = failed.steps[0]
    assert (step.state, step.outcome, step.length_s) == (StepState.FAILED, outcome, None)
    assert hall.dialled == calls, "again only where that is worth it, and as often as ordered"
    assert (failed.state, failed.charge) == (OrderState.IN_WORK, None)


def test_b_answers_at_the_second_try(hall: Hall) -> None:
    done = serve(hall, behave.Subscriber(), [behave.busy(), behave.hangs_up(30.0)])
    assert (done.steps[0].made, done.steps[0].length_s) == (2, Decimal("30.0"))


def test_who_does_not_want_to_be_called_is_not(hall: Hall) -> None:
    hall.transact(lambda s: s.do_not_call.add([A, B], "asked", hall.clock.now()))
    failed = serve(hall, behave.Subscriber(), behave.Subscriber())
    assert failed.steps[0].outcome is CallOutcome.B_LISTED
    assert hall.dialled == []


def test_a_text_is_said(hall: Hall) -> None:
    done = serve(hall, behave.listens(), behave.Subscriber(), WAKE)
    assert (done.steps[0].outcome, done.steps[0].length_s) == (CallOutcome.HEARD, None)
    assert (done.state, done.charge and done.charge.amount) == (OrderState.DONE, Decimal("20.00"))
    assert serve(hall, behave.hangs_up(0.5), behave.Subscriber(), WAKE).steps[0].outcome is (
        CallOutcome.A_HUNG_UP
    )


def test_at_the_ordered_time_by_one_of_two_engines(hall: Hall) -> None:
    hall.subscribers.numbers = {A: behave.Subscriber(), B: behave.hangs_up(5.0)}
    hall.transact(
        lambda s: s.orders.save_settings(OrderSettings(announcement=NOTHING, caller_id="+7347"))
    )

    async def main() -> Order:
        async with hall.engine("north"), hall.engine("south"):
            order_id = order(hall, at_s=90)
            await hall.clock.sleep(80)
            assert hall.dialled == []
            return await until(hall, order_id, StepState.DONE)

    begun = hall.clock.now()
    done = hall.run(main)
    assert sorted(hall.dialled) == sorted([A, B])
    at = done.steps[0].begun_at
    assert at is not None
    assert timedelta(seconds=90) <= at - begun < timedelta(seconds=92)
    placed = [call for lines in hall.lines.values() for call in lines.placed]
    assert {call.caller_id for call in placed} == {"+7347"}


def test_broken_off_by_the_operator(hall: Hall) -> None:
    """While they are rung, and while they talk: then what was talked counts."""
    hall.subscribers.numbers = {A: behave.Subscriber(), B: [behave.no_answer(),
                                                            behave.Subscriber()]}  # fmt: skip

    async def withdraw(order_id: int) -> Order:
        now = hall.clock.now()
        hall.transact(lambda s: order_desk.change(s, order_id, [WithdrawStep(1)], "Ольга", now))
        return await until(hall, order_id, StepState.DONE, StepState.FAILED)

    async def main() -> tuple[Order, Order]:
        async with hall.engine():
            one = order(hall)
            await hall.clock.sleep(15)
            first = await withdraw(one)
            two = order(hall)
            await hall.clock.sleep(30)
            return first, await withdraw(two)

    first, second = hall.run(main)
    assert first.steps[0].outcome is CallOutcome.WITHDRAWN
    step = second.steps[0]
    assert step.outcome is CallOutcome.TALKED
    assert step.length_s is not None
    assert 10 < step.length_s < 31


def test_after_the_death_of_an_engine_the_call_is_interrupted_and_not_dialled(hall: Hall) -> None:
    order_id = order(hall)
    now = hall.clock.now()

    def die(stores: Any) -> None:
        session = stores.nodes.begin("dead", "elsewhere", 1, 0.0, now, 20.0)
        assert order_calls.take(stores, order_id, 1, session.id, now) is not None

    hall.transact(die)

    async def main() -> Order:
        async with hall.engine():
            await hall.clock.sleep(10)
            assert look(hall, order_id).steps[0].state is StepState.RUNNING, "it may live"
            found = await until(hall, order_id, StepState.FAILED)
            await hall.clock.sleep(60)
            return found

    found = hall.run(main)
    assert found.steps[0].outcome is CallOutcome.INTERRUPTED
    assert hall.dialled == []


def test_an_engine_that_is_stopped_says_so(hall: Hall) -> None:
    hall.subscribers.numbers = {A: behave.Subscriber(), B: behave.Subscriber()}

    async def main() -> int:
        async with hall.engine(grace_s=1.0):
            order_id = order(hall)
            await hall.clock.sleep(40)
            return order_id

    step = look(hall, hall.run(main)).steps[0]
    assert (step.state, step.outcome) == (StepState.FAILED, CallOutcome.INTERRUPTED)
    assert step.length_s is not None, "it was measured all the same: the operator decides"


def test_an_engine_that_is_stopped_before_anybody_is_rung_says_so_too(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def slow(caller: OrderCaller, settings: OrderSettings, step: Step) -> Sounds:
        while not caller._unwanted:
            await hall.clock.sleep(0.1)
        return Sounds()

    monkeypatch.setattr(OrderCaller, "_sounds", slow)

    async def main() -> int:
        async with hall.engine(grace_s=1.0):
            order_id = order(hall)
            await hall.clock.sleep(5)
            return order_id

    step = look(hall, hall.run(main)).steps[0]
    assert step.outcome is CallOutcome.INTERRUPTED, "nobody has withdrawn it"
    assert hall.dialled == []


def test_without_a_line_it_says_so(hall: Hall) -> None:
    hall.transact(lambda s: s.orders.save_settings(OrderSettings(ring_timeout_s=5)))
    hall.subscribers.numbers = {A: behave.Subscriber(), B: behave.Subscriber()}
    trunk = hall.transact(lambda s: s.trunks.all())[0]
    hall.transact(lambda s: s.trunks.remove(trunk.name))
    hall.trunk("narrow", lines=1)

    async def main() -> Order:
        async with hall.engine():
            return await until(hall, order(hall), StepState.FAILED)

    assert hall.run(main).steps[0].outcome is CallOutcome.NO_LINE


def test_the_charge_reaches_the_billing_tables_once(hall: Hall, tmp_path: Path) -> None:
    """The engine is killed between the delivery and the note of it: it comes again, as the same."""
    import sqlite3

    billing = tmp_path / "asr.db"
    with sqlite3.connect(billing) as sql:
        sql.execute("CREATE TABLE CHARGES (K TEXT PRIMARY KEY, PHONE TEXT, SUM NUMERIC)")
    charges = OutboxSettings(
        "billing", f"sqlite:///{billing}", (OutboxContent.WRITES,), table="CHARGES", key="K",
        columns={"PHONE": "write.number", "SUM": "write.amount"},
    )  # fmt: skip
    hall.transact(lambda s: s.orders.save_settings(OrderSettings(charges=(charges,))))
    delivered: list[str] = []

    class Store:
        def __init__(self) -> None:
            self.store = open_store(charges, StoreAccess(charges.store))

        def deliver(self, parcels: Any, go_on: Any) -> list[str]:
            receipts = self.store.deliver(parcels, go_on)
            delivered.extend(parcel.key for parcel in parcels)
            if len(delivered) == 1:
                raise OSError("the answer is lost")
            return receipts

        def close(self) -> None:
            self.store.close()

    hall.open_store = lambda settings: Store()
    serve(hall, behave.Subscriber(), behave.hangs_up(61.0))
    hall.run_until_done()
    assert len(delivered) == 2
    assert len(set(delivered)) == 1
    with sqlite3.connect(billing) as sql:
        assert sql.execute("SELECT PHONE, SUM FROM CHARGES").fetchall() == [(A, 6)]
    assert hall.transact(lambda s: s.outbox.backlogs(0))[0].waiting == 0


# --- hours ---------------------------------------------------------------------------------------


def at_the_end_of_the_day(hall: Hall, left: timedelta) -> Hall:
    """One may ring A and B for so long yet: then it is 20 o'clock in Kamchatka."""
    closes = datetime(2026, 6, 1, 8, tzinfo=UTC)
    late = Hall.build(hall.tested, hall.folder, start=closes - left)
    late.subscribers.numbers = {A: behave.Subscriber(), B: behave.hangs_up(5.0)}
    return late


@pytest.mark.parametrize(
    ("away", "outcome"),
    [(timedelta(minutes=12), CallOutcome.NO_HOUR), (timedelta(minutes=40), CallOutcome.MISSED)],
)
def test_the_database_goes_as_a_call_is_taken_and_comes_back_at_night(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, away: timedelta, outcome: CallOutcome
) -> None:
    hall = at_the_end_of_the_day(hall, timedelta(minutes=10))
    weather, take = Weather(), order_calls.take

    def goes(*arguments: Any) -> Order | None:
        weather.down = True
        raise StorageUnavailable("the cable is out")

    monkeypatch.setattr(order_calls, "take", goes)

    async def main() -> Order:
        async with hall.engine(open_database=weather.opener(hall.tested.open)):
            order_id = order(hall, at_night=False)
            await hall.clock.sleep(away.total_seconds())
            monkeypatch.setattr(order_calls, "take", take)
            weather.down = False
            return await until(hall, order_id, StepState.FAILED, StepState.DONE)

    step = hall.run(main).steps[0]
    assert hall.dialled == []
    assert step.outcome is outcome


def test_it_was_taken_and_that_was_not_known_for_long(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer to the commit is lost, and the database away for longer than anybody waits."""
    weather, take = Weather(), order_calls.take

    def taken(*arguments: Any) -> Order | None:
        weather.down = True
        return take(*arguments)

    monkeypatch.setattr(order_calls, "take", taken)

    async def main() -> Order:
        async with hall.engine(open_database=weather.opener(hall.tested.open)):
            order_id = order(hall)
            await hall.clock.sleep(17)  # the node's lease lives still
            monkeypatch.setattr(order_calls, "take", take)
            weather.down = False
            return await until(hall, order_id, StepState.FAILED, StepState.DONE)

    assert hall.run(main).steps[0].outcome is CallOutcome.MISSED
    assert hall.dialled == []


def test_b_is_not_rung_at_an_hour_that_came_while_a_was(hall: Hall) -> None:
    hall = at_the_end_of_the_day(hall, timedelta(seconds=10))
    hall.subscribers.numbers[A] = behave.Subscriber(ring_s=20.0)

    async def main() -> Order:
        async with hall.engine():
            return await until(hall, order(hall, at_night=False), StepState.FAILED, StepState.DONE)

    step = hall.run(main).steps[0]
    assert (step.outcome, hall.dialled) == (CallOutcome.NO_HOUR, [A])


def test_what_is_ordered_for_the_night_is_called_at_night(hall: Hall) -> None:
    hall = at_the_end_of_the_day(hall, timedelta(seconds=10))

    async def main() -> Order:
        async with hall.engine():
            return await until(hall, order(hall, at_s=60), StepState.FAILED, StepState.DONE)

    assert hall.run(main).steps[0].outcome is CallOutcome.TALKED


@pytest.mark.parametrize(
    "away", [("north", "south"), ("north",)], ids=["both", "the one that calls"]
)
def test_a_talk_that_outlives_its_engines_lease_is_charged(
    hall: Hall, away: tuple[str, ...]
) -> None:
    """The database was away: whoever is back first does not know of the other. One that was away
    alone is taken for dead; what it knows of the end of its talk is the truth all the same."""
    hall.subscribers.numbers = {A: behave.Subscriber(), B: behave.hangs_up(90.0)}
    weathers = {"north": Weather(), "south": Weather()}

    async def main() -> Order:
        north, south = (weathers[name].opener(hall.tested.open) for name in weathers)
        async with hall.engine("north", open_database=north):
            order_id = order(hall)
            await until(hall, order_id, StepState.RUNNING)
            async with hall.engine("south", pid=2, open_database=south):
                while len(hall.lines_of("north").placed) < 2:
                    await hall.clock.sleep(1.0)
                await hall.clock.sleep(10.0)
                for name in away:
                    weathers[name].down = True
                await hall.clock.sleep(30.0)
                for name in reversed(away):
                    weathers[name].down = False
                    await hall.clock.sleep(1.0)
                if len(away) == 1:
                    step = look(hall, order_id).steps[0]
                    assert step.outcome is CallOutcome.INTERRUPTED
                return await until(hall, order_id, StepState.DONE)

    done = hall.run(main)
    assert (done.steps[0].outcome, done.steps[0].length_s) == (CallOutcome.TALKED, Decimal("90.0"))
    assert done.charge is not None
    assert hall.dialled == [A, B]
