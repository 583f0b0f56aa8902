"""A request, its category with deadline and escalation, and the record of its changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from types import MappingProxyType


class RequestState(StrEnum):
    NEW = "new"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    #: For the caller, or somebody outside; the time until the deadline stands still.
    WAITING = "waiting"
    DONE = "done"
    #: The caller agrees that it is done.
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Priority(IntEnum):
    LOW = -1
    NORMAL = 0
    HIGH = 1

    @property
    def word(self) -> str:
        """In commands, JSON and histories."""
        return self.name.lower()


#: Somebody still has to do something about it.
OPEN = frozenset(
    {RequestState.NEW, RequestState.ASSIGNED, RequestState.IN_PROGRESS, RequestState.WAITING}
)

#: State → those it may be changed into by hand. ``assigned`` also comes by assigning.
TRANSITIONS: Mapping[RequestState, frozenset[RequestState]] = MappingProxyType({
    RequestState.NEW: frozenset({RequestState.IN_PROGRESS, RequestState.CANCELLED}),
    RequestState.ASSIGNED: frozenset(
        {RequestState.IN_PROGRESS, RequestState.WAITING, RequestState.CANCELLED}
    ),
    RequestState.IN_PROGRESS: frozenset(
        {RequestState.WAITING, RequestState.DONE, RequestState.CANCELLED}
    ),
    RequestState.WAITING: frozenset(
        {RequestState.IN_PROGRESS, RequestState.DONE, RequestState.CANCELLED}
    ),
    # It was not done after all.
    RequestState.DONE: frozenset({RequestState.CLOSED, RequestState.IN_PROGRESS}),
    RequestState.CLOSED: frozenset({RequestState.IN_PROGRESS}),
    RequestState.CANCELLED: frozenset({RequestState.NEW}),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Escalation:
    """``after_s``: seconds after the deadline, below zero before it. ``person`` and ``group``: who
    gets the request; both "": it stays with whom it is, and only stands out more."""

    after_s: float
    person: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """``due_s``: seconds from registering to the deadline, None for no deadline. ``group``: who
    gets such requests at once. ``escalations``: in order of time."""

    name: str
    due_s: float | None = None
    group: str = ""
    escalations: tuple[Escalation, ...] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """What a request is about; None and "" where nothing is known. ``attempt_id``: the call."""

    contact_id: int | None = None
    attempt_id: int | None = None
    entry_id: int | None = None
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """``id`` is 0 before it is stored. ``person`` and ``group``: whose it is. ``escalated``: how
    many of the category's escalations have come. ``revision`` counts changes."""

    id: int
    subject: str
    category: str
    author: str
    created_at: datetime
    details: str = ""
    caller: str = ""
    links: Links = field(default_factory=Links)
    state: RequestState = RequestState.NEW
    person: str = ""
    group: str = ""
    priority: Priority = Priority.NORMAL
    due_at: datetime | None = None
    waiting_since: datetime | None = None
    escalated: int = 0
    ended_at: datetime | None = None
    revision: int = 1

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def overdue(self, now: datetime) -> bool:
        """Past its deadline, and somebody still has to do something; not while it waits."""
        due = self.due_at
        return self.is_open and due is not None and (self.waiting_since or now) > due


class ChangeKind(StrEnum):
    REGISTERED = "registered"
    ASSIGNED = "assigned"
    STATE = "state"
    CATEGORY = "category"
    DUE = "due"
    PRIORITY = "priority"
    LINKED = "linked"
    COMMENT = "comment"
    ESCALATED = "escalated"


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a request's history. ``who``: "" for the system. ``before`` and ``after`` are
    words of the kind: states, names, ISO 8601 times in UTC."""

    at: datetime
    who: str
    kind: ChangeKind
    before: str = ""
    after: str = ""
    comment: str = ""
