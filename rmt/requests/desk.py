"""What the panel of requests asks of whoever has them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from engine.ports.requests import RequestCounts
from engine.requests.machine import Command
from engine.requests.model import Category, Change, Links, Request


class Whose(StrEnum):
    MINE = "mine"
    #: Of the groups that the user is in, taken or not.
    GROUPS = "groups"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class RequestCall:
    """The call that goes on: a new request is about it. ``call``: an engine.domain.call_key; two
    who hide their numbers are told apart by it. None: of a call that has none."""

    links: Links
    caller: str = ""
    call: int | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """``requests``: overdue ones first, then those that matter most, then by deadline."""

    requests: tuple[Request, ...]
    counts: RequestCounts


@dataclass(frozen=True, slots=True)
class Card:
    """``history``: the oldest first."""

    request: Request
    history: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    categories: tuple[Category, ...] = ()
    #: Group → who is in it.
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """A change of one request. ``revision``: what the user has seen, None where that does not
    matter (a comment). ``at``: when he wished it, by which a repetition is known."""

    request_id: int
    commands: Sequence[Command]
    at: datetime
    revision: int | None = None


class RequestsDesk(Protocol):
    """Everything raises StorageUnavailable while the database is away, and can be repeated then:
    what was done already is not done twice."""

    @property
    def user(self) -> str:
        """Who is signed in."""
        ...

    async def find(self, whose: Whose, words: str, *, ended: bool, limit: int) -> Board: ...
    async def card(self, request_id: int) -> Card:
        """KnownError when there is none."""
        ...

    async def choices(self) -> Choices: ...
    async def register(self, request: Request) -> Request:
        """With its number; ``created_at`` tells a repetition. KnownError without a subject."""
        ...

    async def change(self, wish: Wish) -> Card:
        """RequestConflict: somebody else has changed it since. KnownError: not allowed."""
        ...
