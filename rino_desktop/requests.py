"""Requests as commands and windows show them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from engine.errors import KnownError
from engine.requests.model import Change, ChangeKind, Priority, Request, RequestState
from rino_desktop.cli.output import iso, local
from rino_desktop.texts import t


def state_word(state: RequestState) -> str:
    words = {
        RequestState.NEW: t("new"),
        RequestState.ASSIGNED: t("assigned"),
        RequestState.IN_PROGRESS: t("in progress"),
        RequestState.WAITING: t("waiting"),
        RequestState.DONE: t("carried out"),
        RequestState.CLOSED: t("closed"),
        RequestState.CANCELLED: t("cancelled"),
    }
    return words[state]


def priority_word(priority: Priority) -> str:
    words = {Priority.LOW: t("low"), Priority.NORMAL: t("normal"), Priority.HIGH: t("high")}
    return words[priority]


def whose(request: Request) -> str:
    group = f"@{request.group}" if request.group else ""
    return " ".join(part for part in (request.person, group) if part) or "–"


def deadline(request: Request, now: datetime) -> str:
    """The deadline for people; an overdue one says so, and by how much."""
    if request.due_at is None or not request.is_open:
        return local(request.due_at) or "–"
    if request.overdue(now):
        return t("OVERDUE by {time}", time=_span((request.waiting_since or now) - request.due_at))
    return local(request.due_at)


def _span(time: timedelta) -> str:
    minutes = int(time.total_seconds() // 60)
    if minutes < 60:
        return t("{number} min", number=minutes)
    if minutes < 48 * 60:
        return t("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)
    return t("{number} days", number=minutes // (24 * 60))


def document(request: Request, now: datetime) -> dict[str, Any]:
    return {
        "id": request.id,
        "subject": request.subject,
        "details": request.details,
        "category": request.category,
        "state": request.state,
        "person": request.person or None,
        "group": request.group or None,
        "priority": request.priority.word,
        "author": request.author,
        "created_at": iso(request.created_at),
        "due_at": iso(request.due_at),
        "overdue": request.overdue(now),
        "escalated": request.escalated,
        "waiting_since": iso(request.waiting_since),
        "ended_at": iso(request.ended_at),
        "caller": request.caller,
        "phone": request.links.phone or None,
        "contact": request.links.contact_id,
        "attempt": request.links.attempt_id,
        "entry": request.links.entry_id,
        "revision": request.revision,
    }


def change_document(change: Change) -> dict[str, Any]:
    return {
        "at": iso(change.at),
        "who": change.who or None,
        "kind": change.kind,
        "before": change.before,
        "after": change.after,
        "comment": change.comment,
    }


def change_text(change: Change) -> str:
    """One line of the history."""
    before, after = change.before or "–", change.after or "–"
    match change.kind:
        case ChangeKind.REGISTERED:
            what = t("registered: {category}", category=after)
        case ChangeKind.ASSIGNED:
            what = t("assigned: {before} → {after}", before=before, after=after)
        case ChangeKind.STATE:
            what = f"{state_word(RequestState(before))} → {state_word(RequestState(after))}"
        case ChangeKind.CATEGORY:
            what = t("category: {before} → {after}", before=before, after=after)
        case ChangeKind.PRIORITY:
            what = t("priority: {before} → {after}", before=_priority(change.before),
                     after=_priority(change.after))  # fmt: skip
        case ChangeKind.DUE:
            what = t("deadline: {before} → {after}", before=_time(change.before),
                     after=_time(change.after))  # fmt: skip
        case ChangeKind.LINKED:
            what = t("about: {what}", what=after)
        case ChangeKind.ESCALATED:
            what = t("escalated: {before} → {after}", before=before, after=after)
        case ChangeKind.COMMENT:
            what = ""
    who = change.who or t("the system")
    said = " ".join(part for part in (what, change.comment if change.kind is not
                                      ChangeKind.ESCALATED else "") if part)  # fmt: skip
    return f"{local(change.at)}  {who}: {said}"


def _priority(word: str) -> str:
    return priority_word(Priority[word.upper()]) if word else "–"


def _time(text: str) -> str:
    return local(datetime.fromisoformat(text)) if text else "–"


def deadline_from(text: str, now: datetime) -> datetime | None:
    """ "4h" from now, a local date and time, or "none"."""
    from engine.domain.durations import parse_duration

    if text.strip().casefold() == "none":
        return None
    try:
        return now + parse_duration(text)
    except KnownError:
        pass
    try:
        return datetime.fromisoformat(text.strip()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise KnownError(
            t("{text} is no deadline.", text=repr(text)),
            mend=t(
                "Write a duration from now, such as 4h or 2d, a time such as 2026-12-01T15:00,"
                " or none."
            ),
        ) from None
