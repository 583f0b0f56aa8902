"""Sharing what is scarce: whole lines among those who want some (max-min fairness)."""

from collections.abc import Mapping
from typing import TypeVar

K = TypeVar("K")


def fair_shares(wishes: Mapping[K, int], limit: int) -> dict[K, int]:
    """How many of ``limit`` lines each gets.

    Nobody gets more than he wants; what a modest one leaves is shared among the others; as many
    lines are given out as can be. Nobody could get more without somebody getting less who has no
    more than he (max-min fairness; Bertsekas and Gallager, Data Networks, 6.5.2). Lines that
    cannot be divided evenly go to the first in the order of ``wishes``.
    """
    shares = dict.fromkeys(wishes, 0)
    left = max(limit, 0)
    open_wishes = {key: wish for key, wish in wishes.items() if wish > 0}
    while open_wishes:
        level = left // len(open_wishes)
        modest = {key: wish for key, wish in open_wishes.items() if wish <= level}
        if not modest:
            for place, key in enumerate(open_wishes):
                shares[key] = level + (1 if place < left % len(open_wishes) else 0)
            break
        for key, wish in modest.items():
            shares[key] = wish
            left -= wish
            del open_wishes[key]
    return shares
