"""From a service of the catalogue and the answers of its form to an order with its steps."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo

from engine.forms.reading import parse_time
from engine.orders.model import Service, Step, StepKind, StepPlan, Subscriber
from engine.scheme.values import parse_date

_SLOT = re.compile(r"\{(\w+)\}")


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
