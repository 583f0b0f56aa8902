"""Storage of requests: what somebody asked for, and what has become of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from engine.errors import KnownError
from engine.requests.model import Category, Change, Links, Request, RequestState


class RequestConflict(KnownError):
    """Somebody else has changed it since the user looked."""


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """All that is given must fit. ``states`` empty: the open ones, unless ``all``. ``person``:
    assigned to him; ``own_groups``: or to one of these and to no person. ``overdue_at``: past
    their deadline at that moment. ``links``: about the same contact, call, entry or number.
    ``text``: beginnings of words and of numbers, in any order."""

    states: frozenset[RequestState] = frozenset()
    all: bool = False
    person: str = ""
    own_groups: Sequence[str] = ()
    group: str = ""
    category: str = ""
    overdue_at: datetime | None = None
    links: Links = field(default_factory=Links)
    text: str = ""


@dataclass(frozen=True, slots=True)
class RequestCounts:
    """Of the open ones; ``unassigned``: those that nobody has."""

    open: int
    overdue: int
    unassigned: int
    by_state: Mapping[str, int]


class RequestStore(Protocol):
    """Names of categories and groups are compared without regard to case."""

    def add(self, request: Request, changes: Sequence[Change], escalate_at: datetime | None
            ) -> Request:  # fmt: skip
        """With its number."""
        ...

    def save(self, request: Request, changes: Sequence[Change], escalate_at: datetime | None
             ) -> None:  # fmt: skip
        """RequestConflict when somebody else has changed it since: its ``revision`` must be one
        more than what is stored."""
        ...

    def get(self, request_id: int) -> Request:
        """KnownError when there is none."""
        ...

    def history(self, request_id: int) -> list[Change]:
        """Oldest first."""
        ...

    def find(self, wanted: RequestFilter, limit: int) -> list[Request]:
        """Open ones by their deadline, the earliest first; with others among them the newest
        first."""
        ...

    def counts(self, now: datetime) -> RequestCounts: ...
    def due_escalations(self, now: datetime, limit: int) -> list[Request]: ...
    def set_escalation(self, request_id: int, at: datetime | None) -> None:
        """When the next one comes, by the category as it is now."""
        ...

    def categories(self) -> list[Category]: ...
    def category(self, name: str) -> Category:
        """KnownError when there is none, naming those there are."""
        ...

    def save_category(self, category: Category) -> None:
        """New, or instead of the one of that name."""
        ...

    def remove_category(self, name: str) -> None:
        """KnownError while open requests are of it."""
        ...

    def groups(self) -> dict[str, tuple[str, ...]]:
        """Group → the people in it."""
        ...

    def save_group(self, name: str, people: Sequence[str]) -> None: ...
    def rename_person(self, before: str, after: str) -> None:
        """His requests, groups and escalations follow his new name; "": he is gone, and leaves
        his groups. What was done before keeps the old one."""
        ...

    def remove_group(self, name: str) -> None:
        """KnownError while it has open requests."""
        ...
