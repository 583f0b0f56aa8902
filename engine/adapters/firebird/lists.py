"""``IN (…)`` lists of prepared statements."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from engine.adapters.firebird.codes import LIST_SIZES

T = TypeVar("T")


def in_lists(values: Sequence[T]) -> Iterator[tuple[str, list[T]]]:
    """Cut ``values`` into ("?,?,…", parameters); the last value fills a list up to its size."""
    largest = LIST_SIZES[-1]
    for start in range(0, len(values), largest):
        part = list(values[start : start + largest])
        size = next(s for s in LIST_SIZES if s >= len(part))
        part += [part[-1]] * (size - len(part))
        yield ",".join("?" * size), part
