"""Requests in words, in the language of the windows."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from engine.requests.model import Change, ChangeKind, Priority, Request, RequestState

translate = QCoreApplication.translate


def state_word(state: RequestState) -> str:
    words = {
        RequestState.NEW: translate("requests", "new"),
        RequestState.ASSIGNED: translate("requests", "assigned"),
        RequestState.IN_PROGRESS: translate("requests", "in progress"),
        RequestState.WAITING: translate("requests", "waiting"),
        RequestState.DONE: translate("requests", "carried out"),
        RequestState.CLOSED: translate("requests", "closed"),
        RequestState.CANCELLED: translate("requests", "cancelled"),
    }
    return words[state]


def state_action(state: RequestState) -> str:
    """What a button says that brings a request into the state."""
    words = {
        RequestState.NEW: translate("requests", "Take up again"),
        RequestState.ASSIGNED: translate("requests", "Assign"),
        RequestState.IN_PROGRESS: translate("requests", "Begin"),
        RequestState.WAITING: translate("requests", "Let it wait"),
        RequestState.DONE: translate("requests", "Done"),
        RequestState.CLOSED: translate("requests", "Close"),
        RequestState.CANCELLED: translate("requests", "Cancel the request"),
    }
    return words[state]


def priority_word(priority: Priority) -> str:
    words = {
        Priority.LOW: translate("requests", "low"),
        Priority.NORMAL: translate("requests", "normal"),
        Priority.HIGH: translate("requests", "high"),
    }
    return words[priority]


def whose(request: Request) -> str:
    group = f"@{request.group}" if request.group else ""
    return " ".join(part for part in (request.person, group) if part) or "–"


def time_left(request: Request, now: datetime) -> str:
    """Until the deadline, or how long ago that was; "" where there is none to keep."""
    if request.due_at is None or not request.is_open:
        return ""
    left = request.due_at - (request.waiting_since or now)
    if left < timedelta(0):
        return translate("requests", "overdue by {time}").format(time=span(-left))
    if request.waiting_since is not None:
        return translate("requests", "{time} left (waits)").format(time=span(left))
    return translate("requests", "{time} left").format(time=span(left))


def span(time: timedelta) -> str:
    minutes = int(time.total_seconds() // 60)
    if minutes < 60:
        return translate("requests", "{number} min").format(number=minutes)
    if minutes < 48 * 60:
        whole, rest = divmod(minutes, 60)
        if not rest:
            return translate("requests", "{number} h").format(number=whole)
        return translate("requests", "{hours} h {minutes} min").format(hours=whole, minutes=rest)
    return translate("requests", "{number} d").format(number=minutes // (24 * 60))


def moment(at: datetime | None) -> str:
    """Day and time by this computer's clock."""
    if at is None:
        return "–"
    local = QDateTime.fromSecsSinceEpoch(int(at.astimezone(UTC).timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)


def change_text(change: Change) -> str:
    """One thing that has happened, without when and who."""
    before, after = change.before or "–", change.after or "–"
    match change.kind:
        case ChangeKind.REGISTERED:
            what = translate("requests", "registered: {category}").format(category=after)
        case ChangeKind.STATE:
            what = f"{state_word(RequestState(before))} → {state_word(RequestState(after))}"
        case ChangeKind.LINKED:
            what = translate("requests", "about: {what}").format(what=after)
        case ChangeKind.COMMENT:
            return change.comment
        case _:
            named = {
                ChangeKind.ASSIGNED: translate("requests", "assigned: {before} → {after}"),
                ChangeKind.CATEGORY: translate("requests", "category: {before} → {after}"),
                ChangeKind.DUE: translate("requests", "deadline: {before} → {after}"),
                ChangeKind.PRIORITY: translate("requests", "priority: {before} → {after}"),
                ChangeKind.ESCALATED: translate("requests", "escalated: {before} → {after}"),
            }
            what = named[change.kind].format(
                before=_word(change.kind, change.before), after=_word(change.kind, change.after)
            )
    remark = "" if change.kind is ChangeKind.ESCALATED else change.comment
    return f"{what}. {remark}" if remark else what


def _word(kind: ChangeKind, text: str) -> str:
    if not text:
        return "–"
    if kind is ChangeKind.DUE:
        return moment(datetime.fromisoformat(text))
    return priority_word(Priority[text.upper()]) if kind is ChangeKind.PRIORITY else text
