"""Schemes by their names: how one scheme is found that another one calls."""

from collections.abc import Callable
from enum import Enum, auto
from typing import Protocol, runtime_checkable

from engine.scheme.model import Scheme

#: The scheme of a name; None: there is none. Names are compared without regard to case.
Library = Callable[[str], Scheme | None]


class Absence(Enum):
    """Why there is none."""

    MISSING = auto()
    #: It is being worked on, and no version is published.
    DRAFT = auto()
    #: Nobody has looked yet.
    UNREAD = auto()


@runtime_checkable
class ExplainingLibrary(Protocol):
    """A library that knows why it does not have a scheme."""

    def __call__(self, name: str) -> Scheme | None: ...

    def absence(self, name: str) -> Absence: ...


def absence(library: Library, name: str) -> Absence:
    """Of a scheme that ``library`` does not have."""
    return library.absence(name) if isinstance(library, ExplainingLibrary) else Absence.MISSING
