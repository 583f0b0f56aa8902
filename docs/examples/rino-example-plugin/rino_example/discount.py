"""A script: what a scheme cannot compute by an expression.

It runs in a process of its own and is stopped when the node's time limit is over. It gets keyword
arguments and returns a mapping; amounts are Decimal.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

_STEPS = ((Decimal(10_000), Decimal("0.10")), (Decimal(3_000), Decimal("0.05")))


def discount(amount: Decimal | int, loyal: bool = False) -> Mapping[str, Decimal]:
    """What somebody who pays at once is let off, by the size of the debt."""
    share = next((share for least, share in _STEPS if amount >= least), Decimal(0))
    if loyal:
        share += Decimal("0.02")
    off = (amount * share).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return {"discount": off, "to_pay": amount - off}
