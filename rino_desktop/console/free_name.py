"""A name for a copy."""

from collections.abc import Callable, Iterable


def free_name(names: Iterable[str], wanted: Callable[[int], str]) -> str:
    """The first of ``wanted(1)``, ``wanted(2)`` … that nobody has, in any case of letters."""
    taken = {name.casefold() for name in names}
    number = 1
    while wanted(number).casefold() in taken:
        number += 1
    return wanted(number)
