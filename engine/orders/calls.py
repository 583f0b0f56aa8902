"""What engines tell of the calls of an order's steps. A call is known by its step and number
(``Step.made``): word of another one than that under way changes nothing, so all of it may be said
twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from engine.orders.machine import Outcome, finished, may_finish, with_step
from engine.orders.model import (
    GOOD,
    OPEN,
    WORTH_RETRYING,
    CallOutcome,
    Change,
    ChangeKind,
    Order,
    Step,
    StepState,
)

#: An ordered time that has passed by more than this is not called any more.
LATEST = timedelta(minutes=15)
#: Detail of a step that is not tried again: at that time one may not ring there.
NO_HOUR = "no_hour"
#: Whether one may ring that number at that time, by its own clock.
MayRing = Callable[[str, datetime], bool]


def call_begun(
    order: Order, number: int, now: datetime, may_ring: MayRing = lambda *_: True, *,
    listed: bool = False,
) -> Outcome:  # fmt: skip
    """An engine takes it; no changes when it is not to be called (any more, or yet). A time that
    nobody was there for is missed, not called late; nor is anybody rung late at an hour that he has
    not ordered. ``listed``: B is on the do-not-call list."""
    step = order.step(number)
    if step is None or not _planned(order, step, now):
        return order, ()
    if not is_due(order, step, now):
        return _settled(order, step, CallOutcome.MISSED, "", None, now)
    if not all(at_an_hour(step, each, now, may_ring) for each in numbers_of(step)):
        return _settled(order, step, CallOutcome.NO_HOUR, "", None, now)
    if listed:
        return _settled(order, step, CallOutcome.B_LISTED, "", None, now)
    after = replace(
        step, state=StepState.RUNNING, made=step.made + 1, begun_at=now, joined_at=None,
        outcome=None, detail="", changed_at=now, withdrawn=False,
    )  # fmt: skip
    changed = replace(with_step(order, after), revision=order.revision + 1)
    line = Change(now, "", ChangeKind.STEP, step.state, after.state, step=number)
    return changed, [line]


def _planned(order: Order, step: Step, now: datetime) -> bool:
    waits = step.state is StepState.PLANNED and order.state in OPEN
    return waits and (step.at is None or step.at <= now)


def is_due(order: Order, step: Step, now: datetime) -> bool:
    """Its time has come, and is not so long over that nobody is called any more."""
    return _planned(order, step, now) and now - (step.at or now) <= LATEST


def call_joined(order: Order, number: int, made: int, at: datetime) -> Outcome:
    """A and B hear each other."""
    step = _under_way(order, number, made)
    if step is None or step.joined_at is not None:
        return order, ()
    after = replace(step, joined_at=at, changed_at=at)
    changed = replace(with_step(order, after), revision=order.revision + 1)
    return changed, [Change(at, "", ChangeKind.STEP, step.state, "talking", step=number)]


def call_ended(
    order: Order, number: int, made: int, outcome: CallOutcome, detail: str,
    length_s: Decimal | None, now: datetime, may_ring: MayRing,
) -> Outcome:  # fmt: skip
    """``length_s``: seconds from bridging to the end, None where nobody talked. What is worth
    another try is planned again while the step has tries left, at an hour at which one may ring;
    the last step done by an engine completes the order. Instead of "interrupted" the truth counts
    when it comes after all, but nothing is tried again then."""
    step = _under_way(order, number, made)
    if step is None and outcome is not CallOutcome.INTERRUPTED:
        step = _thought_dead(order, number, made)
    if step is None:
        return order, ()
    return _settled(order, step, outcome, detail, length_s, now, may_ring)


def _under_way(order: Order, number: int, made: int) -> Step | None:
    step = order.step(number)
    known = step is not None and step.state is StepState.RUNNING and step.made == made
    return step if known else None


def _thought_dead(order: Order, number: int, made: int) -> Step | None:
    """The engine that calls was taken for dead, and nobody has done anything about it since."""
    step = order.step(number)
    if step is None or step.made != made or order.state not in OPEN:
        return None
    interrupted = step.outcome is CallOutcome.INTERRUPTED
    return step if interrupted and step.state is StepState.FAILED else None


def _settled(
    order: Order, step: Step, outcome: CallOutcome, detail: str, length_s: Decimal | None,
    now: datetime, may_ring: MayRing = lambda *_: True,
) -> Outcome:  # fmt: skip
    wanted = (
        outcome in WORTH_RETRYING
        and step.state is not StepState.FAILED
        and step.made - step.made_before < step.tries
        and not step.withdrawn
    )
    next_at = now + timedelta(seconds=step.retry_s)
    numbers = numbers_of(step)
    again = wanted and all(at_an_hour(step, each, next_at, may_ring) for each in numbers)
    good = outcome in GOOD
    state = StepState.DONE if good else StepState.PLANNED if again else StepState.FAILED
    earlier = step.length_s
    told = NO_HOUR if wanted and not again else detail[:300]
    after = replace(
        step, state=state, outcome=outcome, detail=told, changed_at=now, who="",
        at=next_at if again else step.at,
        length_s=length_s if length_s is not None else earlier, withdrawn=False,
    )  # fmt: skip
    changed = replace(with_step(order, after), revision=order.revision + 1)
    seconds = "" if length_s is None else str(length_s)
    changes = [Change(now, "", ChangeKind.CALLED, seconds, outcome, detail[:300], step.number)]
    if good and may_finish(changed):
        changed, more = finished(changed, "", now)
        changes += more
    return changed, changes


def numbers_of(step: Step) -> tuple[str, ...]:
    return tuple(number for number in (step.first, step.second) if number)


def at_an_hour(step: Step, number: str, at: datetime, may_ring: MayRing) -> bool:
    """Whoever was to be rung at an hour at which one may not, because it was ordered so, may be
    rung at such an hour again; nobody else is."""
    ordered_so = step.at_night and step.at is not None and not may_ring(number, step.at)
    return ordered_so or may_ring(number, at)
