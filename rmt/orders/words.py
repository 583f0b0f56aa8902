"""Orders in the words of the window's language."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from engine.domain.calling_hours import zone_of
from engine.errors import Phrase
from engine.orders import told
from engine.orders.model import (
    CallOutcome,
    Change,
    ChangeKind,
    Order,
    OrderState,
    Step,
    StepKind,
    StepState,
)
from rmt.callbacks import words

_STEP_COLOURS: Mapping[StepState, str] = {
    StepState.DONE: "good", StepState.FAILED: "bad", StepState.RUNNING: "warning",
}  # fmt: skip
_ORDER_COLOURS: Mapping[OrderState, str] = {
    OrderState.DONE: "good", OrderState.FAILED: "bad", OrderState.IN_WORK: "accent",
}  # fmt: skip


def phrase(words: Phrase) -> str:
    return QCoreApplication.translate("engine", words.template)


def state(order: Order) -> str:
    return phrase(told.STATES[order.state])


def colour(order: Order) -> str:
    """The name of one of the theme's colours."""
    return _ORDER_COLOURS.get(order.state, "secondary")


def moment(at: datetime | None) -> str:
    """By this computer's clock; without the day when it is today's."""
    if at is None:
        return ""
    local = QDateTime.fromSecsSinceEpoch(int(at.timestamp()))
    locale = QLocale()
    if local.date() == QDateTime.currentDateTime().date():
        return locale.toString(local.time(), "HH:mm")
    return locale.toString(local, "d MMM HH:mm")


def there(zones: Sequence[str], at: datetime) -> str:
    """By the clock of a number that may be in any of ``zones``: from the earliest to the latest."""
    found = [zone for zone in map(zone_of, zones) if zone is not None]
    times = sorted(
        (at.astimezone(zone) for zone in found), key=lambda time: time.replace(tzinfo=None)
    )
    return words.there(tuple((str(time.tzinfo), time) for time in times), at)


def money(amount: Decimal, currency: str) -> str:
    exponent = amount.as_tuple().exponent
    places = max(2, -exponent if isinstance(exponent, int) else 2)
    text = QLocale().toString(float(amount), "f", places)
    return f"{text}\u00a0{currency}" if currency else text


def cost(order: Order, currency: str) -> str:
    """What is charged, or what a unit of it costs."""
    told_amount = amount(order, currency)
    if order.charge is not None:
        return told_amount
    return f"{told_amount} {phrase(told.UNITS[order.service.unit])}"


def amount(order: Order, currency: str) -> str:
    """The same without what it is of, for a narrow column."""
    if order.charge is not None:
        return money(order.charge.amount, currency)
    return money(order.price.amount if order.price else order.service.price, currency)


def step_state(step: Step) -> str:
    """Its state, and what there is to say of it."""
    if step.kind is StepKind.NOTE:
        return ""
    parts = [phrase(told.STEPS[step.state])]
    if step.state is StepState.PLANNED:
        parts.append(moment(step.at))
    if step.state is StepState.RUNNING and step.joined_at is not None:
        joined = QCoreApplication.translate("orders", "They talk since {time}")
        parts = [joined.format(time=moment(step.joined_at))]
    if step.outcome is not None:
        parts.append(phrase(told.OUTCOMES[step.outcome]))
    if step.length_s is not None:
        parts.append(told.length(step.length_s))
    if step.detail:
        known = told.DETAILS.get(step.detail)
        parts.append(step.detail if known is None else phrase(known))
    text = ", ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def step_kind(step: Step) -> str:
    """The colour's name of its state."""
    return _STEP_COLOURS.get(step.state, "secondary")


def step_change(change: Change) -> str:
    """What a line of the history says of a step."""
    if change.kind is ChangeKind.PLANNED:
        at = datetime.fromisoformat(change.after) if change.after else None
        return (
            QCoreApplication.translate("orders", "call at {time}").format(time=moment(at))
            if at
            else QCoreApplication.translate("orders", "call at once")
        )
    if change.kind is ChangeKind.CALLED:
        end = phrase(told.OUTCOMES[CallOutcome(change.after)])
        return f"{end}, {told.length(Decimal(change.before))}" if change.before else end
    if change.after == "talking":
        return QCoreApplication.translate("orders", "connected")
    if change.after == "withdrawn":
        return QCoreApplication.translate("orders", "to be broken off")
    return phrase(told.STEPS[StepState(change.after)])
