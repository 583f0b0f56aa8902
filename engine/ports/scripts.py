"""Registered Python functions that schemes call by name, behind a port."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from engine.scheme.values import Value

#: Distributions offer functions under this entry point group: any callable that takes keyword
#: arguments (None, bool, int, str, Decimal, date, time, datetime) and returns a mapping of names
#: to such values, or None for nothing.
ENTRY_POINT_GROUP = "rino_desktop.scripts"


class Scripts(Protocol):
    def names(self) -> Sequence[str]:
        """The functions there are."""
        ...

    async def run(
        self, script: str, arguments: Mapping[str, Value], timeout_s: float
    ) -> Mapping[str, Value]:
        """What the function returns. KnownError when there is no such function, when it raises,
        returns anything else, or takes longer than ``timeout_s``: it is stopped then."""
        ...

    async def close(self) -> None:
        """Stop everything that runs."""
        ...
