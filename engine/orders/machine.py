"""What may happen to an order; time comes in as an argument, changes come out.

Commands are tried on an order and give the new one with its lines of history; what is not allowed
is a KnownError. What engines tell of their calls is in ``engine.orders.calls``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

from engine.errors import KnownError
from engine.orders.checks import require_numbers, require_order
from engine.orders.model import (
    TRANSITIONS,
    Change,
    ChangeKind,
    Order,
    OrderState,
    Price,
    Step,
    StepKind,
    StepState,
)
from engine.orders.money import charge_of


@dataclass(frozen=True, slots=True)
class Accept:
    """The subscriber agrees to the price."""

    price: Price
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Begin:
    """Take it into work, a failed one again."""

    comment: str = ""


@dataclass(frozen=True, slots=True)
class SettleStep:
    """An operator says what has become of it. ``state``: done, failed, skipped, or open again.
    ``length_s``: seconds that he has measured, for what he connected by hand."""

    step: int
    state: StepState
    comment: str = ""
    length_s: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PlanStep:
    """An engine is to do it, at ``at`` or at once. ``at_night``: also at an hour at which one may
    not ring, since it was ordered so."""

    step: int
    at: datetime | None = None
    comment: str = ""
    at_night: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawStep:
    """It is not to be called after all; a call under way is broken off."""

    step: int
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Finish:
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Fail:
    reason: str


@dataclass(frozen=True, slots=True)
class Cancel:
    reason: str


@dataclass(frozen=True, slots=True)
class Comment:
    comment: str


Command = Accept | Begin | SettleStep | PlanStep | WithdrawStep | Finish | Fail | Cancel | Comment
Outcome = tuple[Order, Sequence[Change]]


def create(order: Order, now: datetime) -> Outcome:
    """A new order, as a draft."""
    require_order(order)
    made = replace(order, created_at=now, state=OrderState.DRAFT, revision=1)
    return made, [Change(now, order.author, ChangeKind.CREATED, after=order.service.name)]


def apply(order: Order, command: Command, who: str, now: datetime) -> Outcome:
    """The order after the command of ``who``; the same one, and no changes, where the command
    changes nothing."""
    match command:
        case Accept(price, comment):
            changed, changes = _state(order, OrderState.ACCEPTED, who, now, comment)
            changed = replace(changed, price=price)
            changes = [
                *changes,
                Change(now, who, ChangeKind.PRICE, after=str(price.amount), comment=price.source),
            ]
        case Begin(comment):
            changed, changes = _begun(order, who, now, comment)
        case SettleStep():
            changed, changes = _settle(order, command, who, now)
        case PlanStep():
            changed, changes = _plan(order, command, who, now)
        case WithdrawStep(number, comment):
            changed, changes = _withdraw(order, number, who, now, comment)
        case Finish(comment):
            changed, changes = finished(order, who, now, comment)
        case Fail(reason):
            changed, changes = _given_up(order, OrderState.FAILED, reason, who, now)
        case Cancel(reason):
            changed, changes = _given_up(order, OrderState.CANCELLED, reason, who, now)
        case Comment(comment):
            if not comment.strip():
                raise KnownError("a comment needs a text.")
            changed, changes = order, [Change(now, who, ChangeKind.COMMENT, comment=comment)]
    if not changes:
        return order, ()
    return replace(changed, revision=order.revision + 1), changes


def may_finish(order: Order) -> bool:
    """Nothing is left to be done but to say so."""
    state_allows = OrderState.DONE in TRANSITIONS[order.state]
    return state_allows and all(step.settled for step in order.steps)


def finished(order: Order, who: str, now: datetime, comment: str = "") -> Outcome:
    """Done, and charged by what has been done. The revision stays."""
    for step in order.steps:
        if not step.settled:
            raise KnownError(
                "step {step} of the order {number} is not done: {title}.",
                mend="Do it, or say that it is not needed.",
                step=step.number,
                number=order.id,
                title=step.title,
            )
    changed, changes = _state(order, OrderState.DONE, who, now, comment)
    charge = charge_of(changed)
    changed = replace(changed, charge=charge, ended_at=now, reason="")
    line = Change(now, who, ChangeKind.CHARGED, str(charge.quantity), str(charge.amount))
    return changed, [*changes, line]


def with_step(order: Order, step: Step) -> Order:
    steps = tuple(step if each.number == step.number else each for each in order.steps)
    return replace(order, steps=steps)


def iso(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")


# --- parts ------------------------------------------------------------------------------------


def _state(order: Order, after: OrderState, who: str, now: datetime, comment: str) -> Outcome:
    if after not in TRANSITIONS[order.state]:
        raise KnownError(
            "an order that is {before} cannot become {after}.",
            mend="It can become: {possible}.",
            before=order.state.value,
            after=after.value,
            possible=", ".join(sorted(TRANSITIONS[order.state])) or "–",
        )
    changed = replace(order, state=after, person=order.person or who)
    return changed, [Change(now, who, ChangeKind.STATE, order.state, after, comment)]


def _begun(order: Order, who: str, now: datetime, comment: str = "") -> Outcome:
    if order.state is OrderState.IN_WORK:
        return order, ()
    changed, changes = _state(order, OrderState.IN_WORK, who, now, comment)
    return replace(changed, reason="", ended_at=None), changes


def _step(order: Order, number: int) -> Step:
    step = order.step(number)
    if step is None or step.kind is StepKind.NOTE:
        raise KnownError(
            "the order {number} has no step {step} to be done.", number=order.id, step=number
        )
    return step


def _settle(order: Order, command: SettleStep, who: str, now: datetime) -> Outcome:
    step = _step(order, command.step)
    if step.state in (StepState.RUNNING, StepState.PLANNED):
        raise KnownError(
            "step {step} of the order {number} is with an engine.",
            mend="Withdraw it first.",
            step=step.number,
            number=order.id,
        )
    if command.state in (StepState.RUNNING, StepState.PLANNED):
        raise KnownError("a step is planned with a time, or at once.")
    length = command.length_s
    if length is not None and length < 0:
        raise KnownError("a length must not be below zero.")
    if step.state is command.state and (length is None or length == step.length_s):
        return order, ()
    changed, changes = _begun(order, who, now)
    kept = step.length_s if command.state is StepState.DONE else None
    after = replace(
        step, state=command.state, who=who, changed_at=now, detail=command.comment,
        length_s=length if length is not None else kept,
    )  # fmt: skip
    line = Change(now, who, ChangeKind.STEP, step.state, command.state, command.comment,
                  step.number)  # fmt: skip
    return with_step(changed, after), [*changes, line]


def _plan(order: Order, command: PlanStep, who: str, now: datetime) -> Outcome:
    step = _step(order, command.step)
    if not step.by_engine:
        raise KnownError(
            "step {step} of the order {number} is not a call.", step=step.number, number=order.id
        )
    if step.state is StepState.RUNNING:
        raise KnownError(
            "step {step} of the order {number} is being called.", step=step.number,
            number=order.id,
        )  # fmt: skip
    if step.settled:
        raise KnownError(
            "step {step} of the order {number} is done.",
            mend="Open it again first: what was measured is forgotten then.",
            step=step.number,
            number=order.id,
        )
    require_numbers(step)
    at = command.at
    if at is not None and at < now:
        raise KnownError("the ordered time has passed.")
    changed, changes = _begun(order, who, now)
    after = replace(
        step, state=StepState.PLANNED, at=at or now, made_before=step.made, outcome=None,
        detail="", who=who, changed_at=now, withdrawn=False, at_night=command.at_night,
    )  # fmt: skip
    line = Change(now, who, ChangeKind.PLANNED, after=iso(at), comment=command.comment,
                  step=step.number)  # fmt: skip
    return with_step(changed, after), [*changes, line]


def _withdraw(order: Order, number: int, who: str, now: datetime, comment: str) -> Outcome:
    step = _step(order, number)
    if step.state is StepState.PLANNED:
        after = replace(step, state=StepState.OPEN, who=who, changed_at=now)
        line = Change(now, who, ChangeKind.STEP, step.state, after.state, comment, number)
        return with_step(order, after), [line]
    if step.state is StepState.RUNNING and not step.withdrawn:
        after = replace(step, withdrawn=True, who=who)
        line = Change(now, who, ChangeKind.STEP, step.state, "withdrawn", comment, number)
        return with_step(order, after), [line]
    return order, ()


def _given_up(order: Order, after: OrderState, reason: str, who: str, now: datetime) -> Outcome:
    if not reason.strip():
        raise KnownError("say why.")
    running = next((step for step in order.steps if step.state is StepState.RUNNING), None)
    if running is not None:
        raise KnownError(
            "step {step} of the order {number} is being called.",
            mend="Withdraw it first.",
            step=running.number,
            number=order.id,
        )
    changed, changes = _state(order, after, who, now, reason)
    steps = tuple(
        replace(step, state=StepState.OPEN) if step.state is StepState.PLANNED else step
        for step in changed.steps
    )
    return replace(changed, steps=steps, reason=reason, ended_at=now), changes
