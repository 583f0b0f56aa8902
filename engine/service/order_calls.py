"""What engines do with the calls of orders, each in one transaction: take one, tell of it, close
what a dead engine has left. A call is taken, and that committed, before its INVITE leaves; all of
this may be repeated."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from engine.orders import calls
from engine.orders.machine import Outcome
from engine.orders.model import CallOutcome, Order, Step, StepState
from engine.orders.settings import OrderSettings
from engine.ports.storage import Stores
from engine.service.call_limits import in_call
from engine.service.order_desk import keep
from engine.service.order_taking import advise


def take(stores: Stores, order_id: int, step: int, session_id: int, now: datetime) -> Order | None:
    """The order whose step this engine is to call now; None when another one has it, or it is not
    to be called any more, or not yet: the hours, the do-not-call list, and whether a call of ours
    with A or B lives, are asked at ``now``."""
    before = stores.orders.get_locked(order_id)
    if any(call.order_id == order_id and call.step == step
           for call in stores.orders.running(session_id)):  # fmt: skip
        return before  # the answer to the commit was lost
    wanted = before.step(step)
    if wanted is not None and _waits(stores, before, wanted, now):
        return None  # it stays due, and is looked at again
    listed = wanted is not None and bool(wanted.second) and stores.do_not_call.contains(
        wanted.second
    )  # fmt: skip
    may_ring = hours_of(stores.orders.settings())
    order = keep(
        stores, before, calls.call_begun(before, step, now, may_ring, listed=listed), now
    )  # fmt: skip
    taken = order.step(step)
    if order is before or taken is None or taken.state is not StepState.RUNNING:
        return None
    stores.orders.own_step(order_id, step, session_id)
    return order


def _waits(stores: Stores, order: Order, step: Step, now: datetime) -> bool:
    """A or B talks with us, or is being called: the subscriber perhaps who is just ordering."""
    if not calls.is_due(order, step, now):
        return False
    numbers = calls.numbers_of(step)
    stores.ledger.lock_people(numbers)
    return in_call(stores, numbers, now)


def hours_of(settings: OrderSettings) -> calls.MayRing:
    return lambda number, at: advise(settings, number, at).allowed


def join(stores: Stores, order_id: int, step: int, made: int, at: datetime) -> Order:
    """A and B hear each other since ``at``."""
    return _told(stores, order_id, lambda o: calls.call_joined(o, step, made, at), at)


def settle(
    stores: Stores, order_id: int, step: int, made: int, outcome: CallOutcome, detail: str,
    length_s: Decimal | None, now: datetime,
) -> Order:  # fmt: skip
    """It is over; what is tried again is tried at an hour of the office's settings."""
    may_ring = hours_of(stores.orders.settings())
    return _told(
        stores, order_id,
        lambda o: calls.call_ended(o, step, made, outcome, detail, length_s, now, may_ring), now,
    )  # fmt: skip


def recover(stores: Stores, now: datetime) -> int:
    """Calls of engines that are gone become interrupted; how many those were."""
    orphans = stores.orders.orphans(now)
    for orphan in orphans:
        interrupted(stores, orphan.order_id, orphan.step, now)
    return len(orphans)


def interrupted(stores: Stores, order_id: int, number: int, now: datetime) -> None:
    """Whoever called knows nothing of its end; nothing when the end is known."""
    step = stores.orders.get_locked(order_id).step(number)
    if step is not None:
        settle(stores, order_id, number, step.made, CallOutcome.INTERRUPTED, "", None, now)


def _told(stores: Stores, order_id: int, what: Callable[[Order], Outcome], now: datetime) -> Order:
    order = stores.orders.get_locked(order_id)
    return keep(stores, order, what(order), now)
