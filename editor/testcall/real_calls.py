"""What trying a scheme on a real telephone needs of the application."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from engine.ports.scheme_calls import CallReport, SchemeCallWish


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the user called last. ``own``: his own telephone, not a number."""

    own: bool = True
    address: str = ""
    number: str = ""
    trunk: str = ""


@dataclass(frozen=True, slots=True)
class LocalTime:
    """``time``: of the clock there; ``zone``: "" where only this computer's is known."""

    time: str
    zone: str


class RealCalls(Protocol):
    """Every call raises KnownError or StorageUnavailable."""

    async def trunks(self) -> list[str]: ...
    async def remembered(self) -> Remembered: ...

    async def night(self, number: str, zone: str) -> LocalTime | None:
        """The time where the number is, when one does not ring there at it. ``zone``: the
        contact's, "" where it is not known. KnownError when it is no number."""
        ...

    async def begin(self, wish: SchemeCallWish) -> int:
        """Ask the engines for a call, and remember whom. Its number for ``follow``."""
        ...

    def follow(self, call: int) -> AsyncIterator[CallReport]:
        """Each report that is new, up to the last one. KnownError when no engine takes the call,
        or when the one that has no longer answers."""
        ...

    async def hang_up(self, call: int) -> None: ...
