"""Calls of an engine that can be listened to, by their keys."""

from collections.abc import Callable, Sequence
from typing import NamedTuple


class HeardCall(NamedTuple):
    """An answered call that has not ended."""

    call_id: str
    campaign_id: int | None


#: Finds the call with a key (engine.domain.call_key).
Finder = Callable[[int], HeardCall | None]


def first_of(finders: Sequence[Finder]) -> Finder:
    def find(key: int) -> HeardCall | None:
        return next((call for find in finders if (call := find(key)) is not None), None)

    return find
