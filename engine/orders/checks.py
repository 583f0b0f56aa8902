"""What makes no sense in a service, an order or a step."""

import re

from engine.errors import KnownError
from engine.orders.model import Order, Service, Step, StepKind

_NUMBER = re.compile(r"\+\d{3,15}")


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
