"""Orders as commands and windows show them."""

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.errors import KnownError
from engine.orders import told
from engine.orders.model import (
    CallOutcome,
    Change,
    ChangeKind,
    Order,
    OrderState,
    Service,
    Step,
    StepKind,
    StepState,
    Unit,
)
from rino_desktop.cli.output import iso, local
from rino_desktop.texts import language, t
from rino_desktop.texts.errors import said


def state_word(state: OrderState) -> str:
    return said(told.STATES[state])


def step_word(state: StepState) -> str:
    return said(told.STEPS[state])


def outcome_word(outcome: CallOutcome) -> str:
    return said(told.OUTCOMES[outcome])


def kind_word(kind: StepKind) -> str:
    return said(told.KINDS[kind])


def unit_word(unit: Unit) -> str:
    return said(told.UNITS[unit])


def money(amount: Decimal | None, currency: str = "") -> str:
    """With two places or as many as it has, and the decimal sign of the language."""
    if amount is None:
        return "–"
    exponent = amount.as_tuple().exponent
    places = max(2, -exponent if isinstance(exponent, int) else 2)
    text = f"{amount:,.{places}f}"
    if language() == "ru":
        text = text.replace(",", "\u00a0").replace(".", ",")
    return f"{text}\u00a0{currency}" if currency else text


def length(seconds: Decimal | None) -> str:
    """Minutes and seconds, such as 1:05."""
    return told.length(seconds)


def step_text(step: Step) -> str:
    """What there is to say of its state, in one line."""
    parts = [step_word(step.state)] if step.kind is not StepKind.NOTE else []
    if step.state is StepState.PLANNED and step.at is not None:
        parts.append(local(step.at))
    if step.state is StepState.RUNNING and step.joined_at is not None:
        parts = [t("they talk since {time}", time=local(step.joined_at))]
    if step.outcome is not None:
        parts.append(outcome_word(step.outcome))
    if step.length_s is not None:
        parts.append(length(step.length_s))
    if step.detail:
        known = told.DETAILS.get(step.detail)
        parts.append(step.detail if known is None else said(known))
    return ", ".join(parts)


def cost(order: Order, currency: str = "") -> str:
    """What is charged, or what a unit of it costs."""
    if order.charge is not None:
        return money(order.charge.amount, currency)
    price = order.price.amount if order.price is not None else order.service.price
    return f"{money(price, currency)} {unit_word(order.service.unit)}"


def document(order: Order) -> dict[str, Any]:
    return {
        "id": order.id,
        "service": order.service.name,
        "code": order.service.code or None,
        "state": order.state,
        "number": order.subscriber.number or None,
        "name": order.subscriber.name,
        "contact": order.subscriber.contact_id,
        "attempt": order.subscriber.attempt_id,
        "quantity": format(order.quantity, "f"),
        "unit": order.service.unit,
        "price": None if order.price is None else format(order.price.amount, "f"),
        "price_source": None if order.price is None else order.price.source or None,
        "charged_quantity": None if order.charge is None else format(order.charge.quantity, "f"),
        "charge": None if order.charge is None else format(order.charge.amount, "f"),
        "answers": dict(order.answers),
        "remark": order.remark,
        "author": order.author,
        "person": order.person or None,
        "reason": order.reason or None,
        "created_at": iso(order.created_at),
        "ended_at": iso(order.ended_at),
        "revision": order.revision,
        "steps": [step_document(step) for step in order.steps],
    }


def step_document(step: Step) -> dict[str, Any]:
    return {
        "number": step.number,
        "kind": step.kind,
        "title": step.title,
        "state": step.state,
        "first": step.first or None,
        "second": step.second or None,
        "text": step.text or None,
        "at": iso(step.at),
        "calls": step.made,
        "begun_at": iso(step.begun_at),
        "joined_at": iso(step.joined_at),
        "outcome": step.outcome,
        "detail": step.detail or None,
        "length_s": None if step.length_s is None else float(step.length_s),
        "who": step.who or None,
    }


def service_document(service: Service) -> dict[str, Any]:
    return {
        "name": service.name,
        "code": service.code or None,
        "tariff": service.tariff or None,
        "price": format(service.price, "f"),
        "unit": service.unit,
        "source": service.source or None,
        "query": service.query or None,
        "form": service.form or None,
        "step_s": service.step_s,
        "least_s": service.least_s,
        "active": service.active,
        "steps": [{"kind": plan.kind, "title": plan.title} for plan in service.steps],
    }


def change_document(change: Change) -> dict[str, Any]:
    return {
        "at": iso(change.at),
        "who": change.who or None,
        "kind": change.kind,
        "step": change.step or None,
        "before": change.before,
        "after": change.after,
        "comment": change.comment,
    }


def change_text(change: Change) -> str:
    """One line of the history."""
    before, after = change.before, change.after
    match change.kind:
        case ChangeKind.CREATED:
            what = t("ordered: {service}", service=after)
        case ChangeKind.STATE:
            what = f"{state_word(OrderState(before))} → {state_word(OrderState(after))}"
        case ChangeKind.PRICE:
            what = t("price {price}", price=money(Decimal(after)))
        case ChangeKind.PLANNED:
            when = local(datetime.fromisoformat(after)) if after else t("at once")
            what = t("step {step}: call {when}", step=change.step, when=when)
        case ChangeKind.STEP:
            what = t("step {step}: {what}", step=change.step, what=_step_change(after))
        case ChangeKind.CALLED:
            end = outcome_word(CallOutcome(after))
            end += f", {length(Decimal(before))}" if before else ""
            what = t("step {step}: {what}", step=change.step, what=end)
        case ChangeKind.CHARGED:
            what = t("charged {amount}", amount=money(Decimal(after)))
        case ChangeKind.COMMENT:
            what = ""
    said = " – ".join(part for part in (what, change.comment) if part)
    return f"{local(change.at)}  {change.who or t('the system')}: {said}"


def _step_change(after: str) -> str:
    if after == "talking":
        return t("they are connected")
    if after == "withdrawn":
        return t("is to be broken off")
    return step_word(StepState(after))


def decimal_from(text: str) -> Decimal:
    """KnownError when it is no number of zero or more."""
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        number = Decimal(-1)
    if not number.is_finite() or number < 0:
        raise KnownError(t("{text} is not a number of zero or more.", text=repr(text)))
    return number


def moment_from(text: str, now: datetime) -> datetime:
    """ "18:30" of today or tomorrow, or a local date and time."""
    from engine.orders.beginning import ordered_time

    zone = now.astimezone().tzinfo or UTC
    at = ordered_time("", text, now, zone)
    if at is not None:
        return at.astimezone(UTC)
    try:
        return datetime.fromisoformat(text.strip()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise KnownError(
            t("{text} is no time.", text=repr(text)),
            mend=t("Write 18:30, or 2026-12-01T18:30."),
        ) from None
