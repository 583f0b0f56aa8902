"""What may happen to a request; time comes in as an argument, changes come out.

Commands are tried on a request and give the new one with its lines of history; what is not
allowed is a KnownError. ``next_timer`` says when ``handle_timer`` must be called for escalations.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from engine.errors import KnownError
from engine.requests.model import (
    OPEN,
    TRANSITIONS,
    Category,
    Change,
    ChangeKind,
    Links,
    Priority,
    Request,
    RequestState,
)


@dataclass(frozen=True, slots=True)
class Assign:
    """To a person, a group, or a person of a group; both "": nobody has it."""

    person: str = ""
    group: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class SetState:
    state: RequestState
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Classify:
    """Another category; the deadline counts from registering, as if it had always been so."""

    category: Category
    comment: str = ""


@dataclass(frozen=True, slots=True)
class SetDue:
    due_at: datetime | None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Prioritise:
    priority: Priority
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """What is not None or "" replaces what was there."""

    links: Links
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    comment: str


Command = Assign | SetState | Classify | SetDue | Prioritise | Link | Comment
Outcome = tuple[Request, Sequence[Change]]


def register(request: Request, category: Category, now: datetime) -> Outcome:
    """A new request, of ``category``: with its deadline, and in its group."""
    if not request.subject.strip():
        raise KnownError("a request needs a subject.")
    due = request.due_at
    if due is None and category.due_s is not None:
        due = now + timedelta(seconds=category.due_s)
    registered = replace(
        request, category=category.name, created_at=now, due_at=due, state=RequestState.NEW,
        group=request.group or ("" if request.person else category.group), revision=1,
    )  # fmt: skip
    changes = [Change(now, request.author, ChangeKind.REGISTERED, after=category.name)]
    if registered.person or registered.group:
        registered = replace(registered, state=RequestState.ASSIGNED)
        changes.append(Change(now, request.author, ChangeKind.ASSIGNED, after=_whose(registered)))
    return registered, changes


def apply(request: Request, command: Command, who: str, now: datetime) -> Outcome:
    """The request after the command of ``who``; the same one, and no changes, where the command
    changes nothing."""
    match command:
        case Assign():
            changed, changes = _assign(request, command, who, now)
        case SetState():
            changed, changes = _set_state(request, command, who, now)
        case Classify(category, comment):
            _require_open(request)
            due = request.due_at
            if category.name != request.category:
                due = _due(request.created_at, category)
            changed = replace(request, category=category.name, due_at=due, escalated=0)
            changes = _line(now, who, ChangeKind.CATEGORY, request.category, category.name, comment)
        case SetDue(due, comment):
            _require_open(request)
            changed = replace(request, due_at=due, escalated=0)
            changes = _line(now, who, ChangeKind.DUE, iso(request.due_at), iso(due), comment)
        case Prioritise(priority, comment):
            _require_open(request)
            changed = replace(request, priority=priority)
            changes = _line(
                now, who, ChangeKind.PRIORITY, request.priority.word, priority.word, comment
            )
        case Link(links, comment):
            merged = Links(
                *(getattr(links, name) or getattr(request.links, name) for name in Links.__slots__)
            )
            changed = replace(request, links=merged)
            changes = _line(
                now, who, ChangeKind.LINKED, _linked(request), _linked(changed), comment
            )
        case Comment(comment):
            if not comment.strip():
                raise KnownError("a comment needs a text.")
            changed, changes = request, [Change(now, who, ChangeKind.COMMENT, comment=comment)]
    if not changes:
        return request, ()
    return replace(changed, revision=request.revision + 1), changes


def next_timer(request: Request, category: Category) -> datetime | None:
    """When the next escalation comes; None for never as things are."""
    if not request.is_open or request.waiting_since is not None or request.due_at is None:
        return None
    if request.escalated >= len(category.escalations):
        return None
    return request.due_at + timedelta(seconds=category.escalations[request.escalated].after_s)


def handle_timer(request: Request, category: Category, now: datetime) -> Outcome:
    """All escalations whose time has come; the last of them decides whose the request is."""
    changes: list[Change] = []
    changed = request
    while (at := next_timer(changed, category)) is not None and at <= now:
        rule = category.escalations[changed.escalated]
        before = changed
        changed = replace(changed, escalated=changed.escalated + 1)
        if rule.person or rule.group:
            state = RequestState.ASSIGNED if changed.state is RequestState.NEW else changed.state
            changed = replace(changed, person=rule.person, group=rule.group, state=state)
        changes.append(
            Change(now, "", ChangeKind.ESCALATED, _whose(before), _whose(changed),
                   str(changed.escalated))
        )  # fmt: skip
    if not changes:
        return request, ()
    return replace(changed, revision=request.revision + 1), changes


# --- parts ------------------------------------------------------------------------------------


def _assign(request: Request, command: Assign, who: str, now: datetime) -> Outcome:
    _require_open(request)
    nobody = not command.person and not command.group
    state = request.state
    if nobody and state is RequestState.ASSIGNED:
        state = RequestState.NEW
    elif nobody and state is not RequestState.NEW:
        raise KnownError("a request that is being worked on is somebody's.",
                         mend="Assign it to somebody else.")  # fmt: skip
    elif not nobody and state is RequestState.NEW:
        state = RequestState.ASSIGNED
    changed = replace(request, person=command.person, group=command.group, state=state)
    return changed, _line(now, who, ChangeKind.ASSIGNED, _whose(request), _whose(changed),
                          command.comment)  # fmt: skip


def _set_state(request: Request, command: SetState, who: str, now: datetime) -> Outcome:
    before, after = request.state, command.state
    if before is after:
        return request, ()
    if after not in TRANSITIONS[before]:
        raise KnownError(
            "a request that is {before} cannot become {after}.",
            mend="It can become: {possible}.",
            before=before.value,
            after=after.value,
            possible=", ".join(sorted(TRANSITIONS[before])),
        )
    changed = replace(request, state=after)
    if request.waiting_since is not None:
        # The time that it has waited does not count.
        waited = max(now - request.waiting_since, timedelta(0))
        due = None if request.due_at is None else request.due_at + waited
        changed = replace(changed, waiting_since=None, due_at=due)
    if after is RequestState.WAITING:
        changed = replace(changed, waiting_since=now)
    if after is RequestState.NEW:
        changed = replace(changed, person="", group="")
    elif after is RequestState.IN_PROGRESS and not (changed.person or changed.group):
        changed = replace(changed, person=who)  # who begins has it
    changed = replace(changed, ended_at=None if after in OPEN else request.ended_at or now)
    return changed, [Change(now, who, ChangeKind.STATE, before, after, command.comment)]


def _line(
    now: datetime, who: str, kind: ChangeKind, before: str, after: str, comment: str
) -> Sequence[Change]:
    return [] if before == after else [Change(now, who, kind, before, after, comment)]


def _require_open(request: Request) -> None:
    if not request.is_open:
        raise KnownError(
            "the request {number} is {state}.",
            mend="Take it up again first: rino-desktop request state {number} in_progress",
            number=request.id,
            state=request.state.value,
        )


def _due(created_at: datetime, category: Category) -> datetime | None:
    return None if category.due_s is None else created_at + timedelta(seconds=category.due_s)


def _whose(request: Request) -> str:
    """``person``, ``@group`` or ``person @group``."""
    group = f"@{request.group}" if request.group else ""
    return " ".join(part for part in (request.person, group) if part)


def _linked(request: Request) -> str:
    links = request.links
    return " ".join(
        f"{name}={value}"
        for name, value in (
            ("contact", links.contact_id), ("attempt", links.attempt_id),
            ("entry", links.entry_id), ("phone", links.phone),
        )
        if value
    )  # fmt: skip


def iso(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")
