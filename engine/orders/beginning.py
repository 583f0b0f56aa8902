"""From a service of the catalogue and the answers of its form to an order with its steps."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo

from engine.errors import KnownError
from engine.forms.reading import parse_time
from engine.orders.model import Order, Service, Step, StepKind, StepPlan, Subscriber
from engine.scheme.values import parse_date

_SLOT = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"\+\d{3,15}")


def steps_of(
    service: Service, subscriber: Subscriber, answers: Mapping[str, str], now: datetime,
    zone: tzinfo,
) -> tuple[Step, ...]:  # fmt: skip
    """``zone``: of the subscriber's clock, by which times of the form are meant. A service without
    steps has one: to do it."""
    known = {"number": subscriber.number, "name": subscriber.name, **answers}

    def filled(text: str) -> str:
        return _SLOT.sub(lambda match: known.get(match[1], ""), text).strip()

    plans = service.steps or (StepPlan(StepKind.MANUAL, service.name),)
    return tuple(
        Step(
            number, plan.kind, filled(plan.title), filled(plan.text),
            first=answers.get(plan.first, "") if plan.first else subscriber.number,
            second=answers.get(plan.second, "") if plan.second else "",
            at=ordered_time(
                answers.get(plan.date_field, ""), answers.get(plan.time_field, ""), now, zone
            ),
            tries=max(plan.tries, 1), retry_s=plan.retry_s,
        )
        for number, plan in enumerate(plans, 1)
    )  # fmt: skip


def ordered_time(date: str, time: str, now: datetime, zone: tzinfo) -> datetime | None:
    """The next time the clock shows ``time``, or at that on ``date``; None without a time."""
    at = parse_time(time) if time else None
    if at is None:
        return None
    today = now.astimezone(zone)
    day = parse_date(date) if date else None
    if day is not None:
        return datetime.combine(day, at, zone)
    moment = datetime.combine(today.date(), at, zone)
    if moment < today:
        moment = datetime.combine(today.date() + timedelta(days=1), at, zone)
    return moment


def check_service(service: Service) -> None:
    """KnownError when it cannot be used as it is."""
    if not service.name.strip():
        raise KnownError("a service needs a name.")
    if service.price < 0:
        raise KnownError("the price of {name} is below zero.", name=service.name)
    if bool(service.source) != bool(service.query):
        raise KnownError(
            "the service {name} needs both a data source and a query for its price, or neither.",
            name=service.name,
        )
    for number, plan in enumerate(service.steps, 1):
        if not plan.title.strip():
            raise KnownError(
                "step {number} of {name} has no title.", number=number, name=service.name
            )
        if plan.kind is StepKind.CONNECT and not plan.second:
            raise KnownError(
                "step {number} of {name} connects with nobody.",
                mend="Name the field of the form that holds the other number: second.",
                number=number,
                name=service.name,
            )
        if plan.kind is StepKind.SAY and not plan.text.strip():
            raise KnownError(
                "step {number} of {name} says nothing.",
                mend="Give it a text.",
                number=number,
                name=service.name,
            )
        fields = (plan.first, plan.second, plan.date_field, plan.time_field)
        if any(fields) and not service.form:
            raise KnownError(
                "step {number} of {name} names a field, but the service has no form.",
                number=number,
                name=service.name,
            )


def require_numbers(step: Step) -> None:
    """KnownError when the engine would not know whom to call."""
    wanted = (step.first, step.second) if step.kind is StepKind.CONNECT else (step.first,)
    for number in wanted:
        if not _NUMBER.fullmatch(number):
            raise KnownError(
                "step {step}: {number} is no telephone number.",
                mend="Correct it in the order's form.",
                step=step.number,
                number=number or "–",
            )


def require_order(order: Order) -> None:
    """KnownError when it cannot be ordered so."""
    if not order.service.active:
        raise KnownError("the service {name} is not offered any more.", name=order.service.name)
    if order.quantity <= 0:
        raise KnownError("the quantity must be above zero.")
