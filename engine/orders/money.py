"""What an order costs. Money is decimal; amounts have two places.

The rule: what is counted (pieces, or seconds in whole begun steps) times the price; only the sum of
an order is rounded, half a kopeck up.
"""

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from engine.orders.model import Charge, Order, Service, Unit

_CENT = Decimal("0.01")
_MINUTE = Decimal(60)


def counted_seconds(service: Service, length_s: Decimal) -> Decimal:
    """One connection as it is counted: in whole steps, of which a begun one counts; nothing for
    none."""
    if length_s <= 0:
        return Decimal(0)
    length = max(length_s, Decimal(service.least_s))
    step = Decimal(max(service.step_s, 1))
    return (length / step).to_integral_value(ROUND_CEILING) * step


def rounded(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)


def charge_of(order: Order) -> Charge:
    """By what has been done. An order without a price costs nothing."""
    price = order.price.amount if order.price is not None else Decimal(0)
    if order.service.unit is Unit.PIECE:
        return Charge(order.quantity, rounded(order.quantity * price))
    seconds = _seconds(
        order.service, (step.length_s for step in order.steps if step.length_s is not None)
    )
    return Charge(rounded(seconds / _MINUTE), rounded(seconds * price / _MINUTE))


def _seconds(service: Service, lengths: Iterable[Decimal]) -> Decimal:
    return sum((counted_seconds(service, length) for length in lengths), Decimal(0))
