"""Callbacks that operators have promised: what may become of one, and when something is due.

An own callback is reminded of before its time; when its owner does not take it in time, it passes
to the team. Time comes in as an argument. What schemes promise during a call is another thing: it
is the contact's next attempt (engine.ivr.callback_time).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from engine.errors import KnownError


class CallbackState(StrEnum):
    WAITING = "waiting"
    #: Its owner has been reminded.
    REMINDED = "reminded"
    #: Somebody is calling just now, or is about to.
    TAKEN = "taken"
    #: Its owner did not take it in time: it is the team's.
    MISSED = "missed"
    DONE = "done"
    CANCELLED = "cancelled"


OPEN = frozenset(
    {CallbackState.WAITING, CallbackState.REMINDED, CallbackState.TAKEN, CallbackState.MISSED}
)


@dataclass(frozen=True, slots=True)
class CallbackRules:
    """In seconds: how long before its time the owner is reminded; how long after it his callback
    stays his; how long a taken one may stay without an outcome before it waits again, because the
    one who took it is gone."""

    remind_before_s: float = 300.0
    patience_s: float = 900.0
    taken_s: float = 3600.0


@dataclass(frozen=True, slots=True)
class Callback:
    """``id`` is 0 before it is stored. ``zones``: all time zones the subscriber may be in.
    ``owner``: whose it is, "" for the team's; ``missed_by``: whose it was. ``queue``: of the
    operators who may have it, "" for all. ``revision`` counts changes."""

    id: int
    phone: str
    due_at: datetime
    author: str
    created_at: datetime
    zones: tuple[str, ...] = ()
    caller: str = ""
    contact_id: int | None = None
    campaign_id: int | None = None
    queue: str = ""
    note: str = ""
    owner: str = ""
    missed_by: str = ""
    state: CallbackState = CallbackState.WAITING
    taken_by: str = ""
    taken_at: datetime | None = None
    ended_at: datetime | None = None
    revision: int = 1

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def overdue(self, now: datetime) -> bool:
        return self.is_open and self.state is not CallbackState.TAKEN and self.due_at < now

    def belongs_to(self, who: str) -> bool:
        return self.owner.casefold() == who.casefold()


def promise(callback: Callback, now: datetime) -> Callback:
    """A new one. KnownError: nobody to call, or the time is over."""
    if not callback.phone.strip():
        raise KnownError("a callback needs a number.")
    if callback.due_at < now - timedelta(minutes=1):
        raise KnownError("the time of the callback is over.", mend="Choose a later one.")
    return replace(callback, state=CallbackState.WAITING, created_at=now, revision=1)


def take(callback: Callback, who: str, now: datetime) -> Callback:
    """``who`` calls. KnownError: it is somebody else's still, or somebody has taken it."""
    _require_open(callback)
    if callback.state is CallbackState.TAKEN:
        if callback.taken_by.casefold() == who.casefold():
            return callback
        raise KnownError(
            "{who} has taken the callback {number} already.",
            who=callback.taken_by,
            number=callback.id,
        )
    if callback.owner and not callback.belongs_to(who):
        raise KnownError(
            "the callback {number} is {who}'s.",
            mend="It passes to the team when it is missed.",
            who=callback.owner,
            number=callback.id,
        )
    return _next(callback, state=CallbackState.TAKEN, taken_by=who, taken_at=now)


def miss(callback: Callback) -> Callback:
    """It has rung at its owner in vain, or his time is over: it is the team's. The same one where
    it is that already, or somebody calls."""
    waits = callback.state in (CallbackState.WAITING, CallbackState.REMINDED)
    if not (callback.owner and waits):
        return callback
    return _next(callback, state=CallbackState.MISSED, owner="", missed_by=callback.owner)


def give_back(callback: Callback, now: datetime) -> Callback:
    """Nobody was reached, or whoever has taken it is gone: it waits again, for whom it did."""
    del now
    if callback.state is not CallbackState.TAKEN:
        return callback
    state = CallbackState.MISSED if callback.missed_by else CallbackState.WAITING
    return _next(callback, state=state, taken_by="", taken_at=None)


def finish(callback: Callback, who: str, now: datetime, note: str = "") -> Callback:
    """He was reached, or need not be called any more. ``note`` is added to what is noted."""
    if callback.state is CallbackState.DONE:
        return callback
    _require_open(callback)
    _require_not_others(callback, who)
    return _next(callback, state=CallbackState.DONE, taken_by=callback.taken_by or who,
                 ended_at=now, note=_noted(callback.note, note))  # fmt: skip


def cancel(callback: Callback, who: str, now: datetime) -> Callback:
    if callback.state is CallbackState.CANCELLED:
        return callback
    _require_open(callback)
    _require_not_others(callback, who)
    return _next(callback, state=CallbackState.CANCELLED, ended_at=now)


def move(
    callback: Callback, due_at: datetime, owner: str, now: datetime, note: str = ""
) -> Callback:
    """To another time, and to whom it belongs then. ``note`` is added to what is noted."""
    _require_open(callback)
    if due_at < now - timedelta(minutes=1):
        raise KnownError("the time of the callback is over.", mend="Choose a later one.")
    return _next(callback, due_at=due_at, owner=owner, missed_by="", state=CallbackState.WAITING,
                 taken_by="", taken_at=None, note=_noted(callback.note, note))  # fmt: skip


def next_timer(callback: Callback, rules: CallbackRules) -> datetime | None:
    """When ``handle_timer`` has something to do; None for never as things are."""
    match callback.state:
        case CallbackState.WAITING if callback.owner:
            return callback.due_at - timedelta(seconds=rules.remind_before_s)
        case CallbackState.REMINDED if callback.owner:
            return callback.due_at + timedelta(seconds=rules.patience_s)
        case CallbackState.TAKEN if callback.taken_at is not None:
            return callback.taken_at + timedelta(seconds=rules.taken_s)
    return None


def handle_timer(callback: Callback, rules: CallbackRules, now: datetime) -> Callback:
    """Reminded, passed to the team, or given back; the same one while it is too early."""
    changed = callback
    while (at := next_timer(changed, rules)) is not None and at <= now:
        match changed.state:
            case CallbackState.WAITING:
                changed = replace(changed, state=CallbackState.REMINDED)
            case CallbackState.REMINDED:
                changed = replace(changed, state=CallbackState.MISSED, owner="",
                                  missed_by=changed.owner)  # fmt: skip
            case _:
                changed = replace(give_back(changed, now), revision=changed.revision)
    return callback if changed == callback else replace(changed, revision=callback.revision + 1)


def _next(callback: Callback, **changes: object) -> Callback:
    return replace(callback, revision=callback.revision + 1, **changes)  # type: ignore[arg-type]


def _noted(before: str, added: str) -> str:
    return "\n".join(part for part in (before, added.strip()) if part)


def _require_open(callback: Callback) -> None:
    if not callback.is_open:
        raise KnownError(
            "the callback {number} is {state} already.",
            number=callback.id,
            state=callback.state.value,
        )


def _require_not_others(callback: Callback, who: str) -> None:
    if callback.state is CallbackState.TAKEN and callback.taken_by.casefold() != who.casefold():
        raise KnownError(
            "{who} has taken the callback {number} already.",
            who=callback.taken_by,
            number=callback.id,
        )
