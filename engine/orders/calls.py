"""What engines tell of the calls of an order's steps. A call is known by its step and number
(``Step.made``): word of another one than that under way changes nothing, so all of it may be said
twice."""

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


def call_begun(order: Order, number: int, now: datetime) -> Outcome:
    """An engine takes it; no changes when it is not to be called (any more, or yet). A time that
    nobody was there for is missed, not called late."""
    step = order.step(number)
    if step is None or step.state is not StepState.PLANNED or order.state not in OPEN:
        return order, ()
    at = step.at or now
    if at > now:
        return order, ()
    if now - at > LATEST:
        return _settled(order, step, CallOutcome.MISSED, "", None, now)
    after = replace(
        step, state=StepState.RUNNING, made=step.made + 1, begun_at=now, joined_at=None,
        outcome=None, detail="", changed_at=now, withdrawn=False,
    )  # fmt: skip
    changed = replace(with_step(order, after), revision=order.revision + 1)
    line = Change(now, "", ChangeKind.STEP, step.state, after.state, step=number)
    return changed, [line]


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
    length_s: Decimal | None, now: datetime,
) -> Outcome:  # fmt: skip
    """``length_s``: seconds from bridging to the end, None where nobody talked. What is worth
    another try is planned again while the step has tries left; the last step done by an engine
    completes the order."""
    step = _under_way(order, number, made)
    if step is None:
        return order, ()
    return _settled(order, step, outcome, detail, length_s, now)


def _under_way(order: Order, number: int, made: int) -> Step | None:
    step = order.step(number)
    known = step is not None and step.state is StepState.RUNNING and step.made == made
    return step if known else None


def _settled(
    order: Order, step: Step, outcome: CallOutcome, detail: str, length_s: Decimal | None,
    now: datetime,
) -> Outcome:  # fmt: skip
    again = (
        outcome in WORTH_RETRYING
        and step.made - step.made_before < step.tries
        and not step.withdrawn
    )
    good = outcome in GOOD
    state = StepState.DONE if good else StepState.PLANNED if again else StepState.FAILED
    earlier = step.length_s
    after = replace(
        step, state=state, outcome=outcome, detail=detail[:300], changed_at=now, who="",
        at=now + timedelta(seconds=step.retry_s) if again else step.at,
        length_s=length_s if length_s is not None else earlier, withdrawn=False,
    )  # fmt: skip
    changed = replace(with_step(order, after), revision=order.revision + 1)
    seconds = "" if length_s is None else str(length_s)
    changes = [Change(now, "", ChangeKind.CALLED, seconds, outcome, after.detail, step.number)]
    if good and may_finish(changed):
        changed, more = finished(changed, "", now)
        changes += more
    return changed, changes
