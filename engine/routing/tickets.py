"""Tickets in their queues: how they come, wait and leave."""

from datetime import datetime, timedelta

from engine.domain.operator import OfferKind
from engine.routing import commands, events
from engine.routing.room import Line, Room, Ticket

#: Who is connected at once need not be told his position.
_FIRST_ANNOUNCEMENT = timedelta(seconds=1)


def enter(room: Room, event: events.SubscriberWaiting) -> None:
    if event.ticket in room.tickets:
        return
    line = room.lines.get(event.queue)
    if line is None:
        room.out.append(commands.LeaveQueue(event.ticket, "unknown_queue"))
        return
    queue = line.queue
    ticket = Ticket(
        event.ticket, OfferKind.SUBSCRIBER, event.attempt_id, line, event.since, room.number(),
        event.priority, event.level,
    )  # fmt: skip
    line.entered += 1
    limit_s = queue.answer_within_s if queue.automated else queue.time_limit_s
    ticket.hard_limit = queue.automated
    if event.sticky is not None:
        prefer(room, ticket, event.sticky, queue.sticky_s)
    why = "no_operator_in_time" if queue.automated else "time_limit"
    admit(room, ticket, event.since, limit_s, why, "nobody_signed_in")


def callback_due(room: Room, event: events.CallbackDue) -> None:
    line = room.lines.get(event.queue)
    if line is None:
        room.out.append(commands.LeaveQueue(event.ticket, "unknown_queue"))
    elif event.ticket not in room.tickets:
        ticket = Ticket(
            event.ticket, OfferKind.CALLBACK, event.attempt_id, line, room.now, room.number(),
            event.priority,
        )  # fmt: skip
        if event.operator_id is not None:
            prefer(room, ticket, event.operator_id, event.patience_s, patient=True)
        room.tickets[ticket.id] = ticket
        room.list_ticket(ticket)


def admit(
    room: Room, ticket: Ticket, since: datetime, limit_s: float, why: str, why_empty: str
) -> None:
    """Into the queue, until ``limit_s`` after ``since``; out again where nobody could ever come."""
    room.tickets[ticket.id] = ticket
    ticket.limit_at = since + timedelta(seconds=limit_s)
    ticket.limit_why = why
    if _removed(room, ticket.line):
        leave(room, ticket, "unknown_queue")
    elif _hopeless(room, ticket):
        leave(room, ticket, why_empty)
    else:
        room.timers.set("limit", ticket.id, ticket.limit_at)
        if ticket.kind is OfferKind.SUBSCRIBER:
            room.timers.set("announce", ticket.id, room.now + _FIRST_ANNOUNCEMENT)
        room.list_ticket(ticket)


def requeue(room: Room, ticket: Ticket, line: Line, barred: int) -> None:
    """A subscriber who had an operator waits for another: at the head."""
    if line is not ticket.line:
        ticket.level = 0
    ticket.kind = OfferKind.SUBSCRIBER
    ticket.line = line
    ticket.front = True
    ticket.since = room.now
    ticket.barred = barred
    ticket.preferred = None
    ticket.patient = ticket.hard_limit = False


def back(room: Room, ticket: Ticket) -> None:
    """The operator was not to be had: to the old place, with the time that was waited."""
    if ticket.limit_at is not None and ticket.limit_at <= room.now:
        leave(room, ticket, ticket.limit_why)
    elif _removed(room, ticket.line):
        leave(room, ticket, "unknown_queue")
    elif _hopeless(room, ticket):
        leave(room, ticket, "nobody_signed_in")
    else:
        room.list_ticket(ticket)


def leave(room: Room, ticket: Ticket, why: str) -> None:
    """By the overflow port."""
    if ticket.kind is OfferKind.SUBSCRIBER:
        ticket.line.overflowed += 1
    room.out.append(commands.LeaveQueue(ticket.id, why))
    remove(room, ticket)


def remove(room: Room, ticket: Ticket) -> None:
    room.unlist_ticket(ticket)
    cancel_timers(room, ticket)
    del room.tickets[ticket.id]
    if ticket.parent is not None:
        ticket.parent.consult = None


def cancel_timers(room: Room, ticket: Ticket) -> None:
    for kind in ("limit", "prefer", "announce"):
        room.timers.cancel(kind, ticket.id)


def shift(room: Room, ticket: Ticket, by: timedelta) -> None:
    """The clock was set: he has waited as long as before, and waits as long as he would have."""
    waiting = ticket.waiting
    room.unlist_ticket(ticket)
    ticket.since += by
    if ticket.limit_at is not None:
        ticket.limit_at += by
    if ticket.prefers_until is not None:
        ticket.prefers_until += by
    if waiting:
        room.list_ticket(ticket)


# --- preference --------------------------------------------------------------------------------


def prefer(
    room: Room, ticket: Ticket, operator_id: int, seconds: float, patient: bool = False
) -> None:
    ticket.preferred = operator_id
    ticket.patient = patient
    ticket.prefers_until = room.now + timedelta(seconds=seconds)
    room.timers.set("prefer", ticket.id, ticket.prefers_until)


def stop_preferring(room: Room, ticket: Ticket) -> None:
    """Anybody of the queue will do from now on; of a callback: the team has it."""
    waiting = ticket.waiting
    room.unlist_ticket(ticket)
    room.timers.cancel("prefer", ticket.id)
    ticket.preferred = None
    if ticket.kind is OfferKind.CALLBACK:
        room.out.append(commands.PassCallback(ticket.id, ticket.line.queue.name))
    if waiting:
        room.list_ticket(ticket)


def preference_over(room: Room, ticket: Ticket) -> None:
    # While it rings at him it stays his; when he does not answer, the preference ends.
    if ticket.engagement is None:
        stop_preferring(room, ticket)


# --- announcements -----------------------------------------------------------------------------


def announce(room: Room, ticket: Ticket) -> None:
    """His place and how long it will take, if he waits; and again in a while."""
    if ticket.waiting:
        place = room.place(ticket) + 1
        room.out.append(commands.TellPosition(ticket.id, place, wait_s(ticket.line, place)))
    every = timedelta(seconds=max(1.0, ticket.line.queue.announce_s))
    room.timers.set("announce", ticket.id, room.now + every)


def wait_s(line: Line, place: int) -> float | None:
    """Each operator signed in takes a subscriber once in the mean time of talk and wrap-up."""
    if line.talk_s is None or not line.signed_in:
        return None
    return place * (line.talk_s + (line.wrap_up_s or 0.0)) / len(line.signed_in)


# --- queues without operators ------------------------------------------------------------------


def let_go_if_empty(room: Room, line: Line) -> None:
    """The last operator has signed out."""
    for ticket in [ticket for _, ticket in line.waiting]:
        if _hopeless(room, ticket):
            leave(room, ticket, "nobody_signed_in")


def _removed(room: Room, line: Line) -> bool:
    return room.lines.get(line.queue.name) is not line


def _hopeless(room: Room, ticket: Ticket) -> bool:
    if ticket.kind is not OfferKind.SUBSCRIBER or not room.loaded:
        return False
    if not ticket.line.queue.overflow_when_empty or ticket.line.signed_in - {ticket.barred}:
        return False
    preferred = None if ticket.preferred is None else room.seats.get(ticket.preferred)
    return preferred is None or not preferred.status.signed_in
