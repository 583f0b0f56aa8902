"""Parties in their queues: how they come, wait and leave."""

from datetime import datetime, timedelta

from engine.domain.operator import OfferKind
from engine.routing import commands, events
from engine.routing.room import Line, Party, Room

#: Who is connected at once need not be told his position.
_FIRST_ANNOUNCEMENT = timedelta(seconds=1)


def enter(room: Room, event: events.SubscriberWaiting) -> None:
    if event.party in room.parties:
        return
    line = room.lines.get(event.queue)
    if line is None:
        room.out.append(commands.LeaveQueue(event.party, "unknown_queue"))
        return
    queue = line.queue
    party = Party(
        event.party, OfferKind.SUBSCRIBER, event.attempt_id, line, event.since, room.number(),
        event.priority, event.level,
    )  # fmt: skip
    line.entered += 1
    direct = event.operator_id is not None
    automated = queue.automated and event.time_limit_s is None and not direct
    limit_s = queue.answer_within_s if automated else queue.time_limit_s
    if direct:
        limit_s = queue.direct_s
        party.preferred, party.only = event.operator_id, True
    party.hard_limit = automated
    if event.sticky is not None and not direct:
        prefer(room, party, event.sticky, queue.sticky_s)
    why = "no_operator_in_time" if automated else "time_limit"
    admit(room, party, event.since, event.time_limit_s or limit_s, why, "nobody_signed_in")


def callback_due(room: Room, event: events.CallbackDue) -> None:
    line = room.lines.get(event.queue)
    if line is None:
        room.out.append(commands.LeaveQueue(event.party, "unknown_queue"))
    elif event.party not in room.parties:
        party = Party(
            event.party, OfferKind.CALLBACK, event.attempt_id, line, room.now, room.number(),
            event.priority, stage=event.stage,
        )  # fmt: skip
        if event.operator_id is not None:
            prefer(room, party, event.operator_id, event.patience_s, patient=True)
        room.parties[party.id] = party
        room.list_party(party)


def admit(
    room: Room, party: Party, since: datetime, limit_s: float, why: str, why_empty: str
) -> None:
    """Into the queue, until ``limit_s`` after ``since``; out again where nobody could ever come."""
    room.parties[party.id] = party
    party.limit_at = since + timedelta(seconds=limit_s)
    party.limit_why = why
    if _removed(room, party.line):
        leave(room, party, "unknown_queue")
    elif _hopeless(room, party):
        leave(room, party, why_empty)
    else:
        room.timers.set("limit", party.id, party.limit_at)
        if party.kind is OfferKind.SUBSCRIBER and not party.only:
            room.timers.set("announce", party.id, room.now + _FIRST_ANNOUNCEMENT)
        room.list_party(party)


def requeue(room: Room, party: Party, line: Line, barred: int) -> None:
    """A subscriber who had an operator waits for another: at the head."""
    if line is not party.line:
        party.level = 0
    party.kind = OfferKind.SUBSCRIBER
    party.line = line
    party.front = True
    party.since = room.now
    party.barred = barred
    party.preferred = None
    party.patient = party.hard_limit = party.only = False


def back(room: Room, party: Party) -> None:
    """The operator was not to be had: to the old place, with the time that was waited."""
    if party.limit_at is not None and party.limit_at <= room.now:
        leave(room, party, party.limit_why)
    elif _removed(room, party.line):
        leave(room, party, "unknown_queue")
    elif _hopeless(room, party):
        leave(room, party, "nobody_signed_in")
    else:
        room.list_party(party)


def leave(room: Room, party: Party, why: str) -> None:
    """By the overflow port."""
    if party.kind is OfferKind.SUBSCRIBER:
        party.line.overflowed += 1
    room.out.append(commands.LeaveQueue(party.id, why))
    remove(room, party)


def remove(room: Room, party: Party) -> None:
    room.unlist_party(party)
    cancel_timers(room, party)
    del room.parties[party.id]
    if party.parent is not None:
        party.parent.consult = None


def cancel_timers(room: Room, party: Party) -> None:
    for kind in ("limit", "prefer", "announce"):
        room.timers.cancel(kind, party.id)


def shift(room: Room, party: Party, by: timedelta) -> None:
    """The clock was set: he has waited as long as before, and waits as long as he would have."""
    waiting = party.waiting
    room.unlist_party(party)
    party.since += by
    if party.limit_at is not None:
        party.limit_at += by
    if party.prefers_until is not None:
        party.prefers_until += by
    if waiting:
        room.list_party(party)


# --- preference --------------------------------------------------------------------------------


def prefer(
    room: Room, party: Party, operator_id: int, seconds: float, patient: bool = False
) -> None:
    party.preferred = operator_id
    party.patient = patient
    party.prefers_until = room.now + timedelta(seconds=seconds)
    room.timers.set("prefer", party.id, party.prefers_until)


def stop_preferring(room: Room, party: Party) -> None:
    """Anybody of the queue will do from now on; of a callback: the team has it."""
    waiting = party.waiting
    room.unlist_party(party)
    room.timers.cancel("prefer", party.id)
    party.preferred = None
    if party.kind is OfferKind.CALLBACK:
        room.out.append(commands.PassCallback(party.id, party.line.queue.name))
    if waiting:
        room.list_party(party)


def preference_over(room: Room, party: Party) -> None:
    # While it rings at him it stays his; when he does not answer, the preference ends.
    if party.engagement is None:
        stop_preferring(room, party)


# --- announcements -----------------------------------------------------------------------------


def announce(room: Room, party: Party) -> None:
    """His place and how long it will take, if he waits; and again in a while."""
    if party.waiting:
        place = room.place(party) + 1
        room.out.append(commands.TellPosition(party.id, place, wait_s(party.line, place)))
    every = timedelta(seconds=max(1.0, party.line.queue.announce_s))
    room.timers.set("announce", party.id, room.now + every)


def wait_s(line: Line, place: int) -> float | None:
    """Each operator signed in takes a subscriber once in the mean time of talk and wrap-up."""
    if line.talk_s is None or not line.signed_in:
        return None
    return place * (line.talk_s + (line.wrap_up_s or 0.0)) / len(line.signed_in)


# --- queues without operators ------------------------------------------------------------------


def let_go_if_empty(room: Room, line: Line) -> None:
    """The last operator has signed out."""
    for party in [party for _, party in line.waiting]:
        if _hopeless(room, party):
            leave(room, party, "nobody_signed_in")


def let_go_of(room: Room, operator_id: int) -> None:
    """He has signed out: who waits for him alone need not."""
    for party in list(room.preferring.get(operator_id, ())):
        if party.only and _hopeless(room, party):
            leave(room, party, "nobody_signed_in")


def _removed(room: Room, line: Line) -> bool:
    return room.lines.get(line.queue.name) is not line


def _hopeless(room: Room, party: Party) -> bool:
    if party.kind is not OfferKind.SUBSCRIBER or not room.loaded:
        return False
    preferred = None if party.preferred is None else room.seats.get(party.preferred)
    away = preferred is None or not preferred.status.signed_in
    if party.only:
        return away
    if not party.line.queue.overflow_when_empty or party.line.signed_in - {party.barred}:
        return False
    return away
