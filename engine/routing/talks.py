"""Talks: how they end, are passed on, and survive the operator."""

from dataclasses import replace

from engine.domain.operator import OfferKind
from engine.routing import commands, events, offers, tickets
from engine.routing.room import Engagement, Line, Phase, Room, Ticket


def ended(room: Room, event: events.TalkEnded) -> None:
    engagement = room.offers.get(event.offer_id)
    if engagement is None:
        return
    if engagement.phase is not Phase.TALKING:
        offers.failed(room, event.offer_id)  # it has never come to a talk
        return
    ticket = engagement.ticket
    if ticket.kind is OfferKind.CONSULT:
        _consulted_left(room, engagement, ticket)
    elif ticket.gone:
        assert ticket.consult is not None
        offers.finish(room, engagement)
        _drop(room, ticket.consult)
        tickets.remove(room, ticket)
    elif ticket.consult is not None:
        if event.lost:
            _note_lost(room, engagement, ticket)
        _pass_to_consulted(room, engagement, ticket, ticket.consult)
    elif event.lost:
        _rescue(room, engagement, ticket)
    else:
        offers.finish(room, engagement)
        room.out.append(commands.TalkOver(ticket.id))
        tickets.remove(room, ticket)


def subscriber_gone(room: Room, ticket_id: str) -> None:
    ticket = room.tickets.get(ticket_id)
    if ticket is None or ticket.gone:
        return
    consult = ticket.consult
    if consult is not None and _talks(consult):
        ticket.gone = True  # the operators talk on until one of them leaves
        return
    if consult is not None:
        _drop(room, consult)
    if ticket.kind is OfferKind.SUBSCRIBER and not ticket.served:
        ticket.line.abandoned += 1
    _drop(room, ticket, "subscriber_gone")


def transfer(room: Room, event: events.TransferAsked) -> None:
    engagement = room.offers.get(event.offer_id)
    if engagement is None or not _has_subscriber(engagement):
        return
    ticket = engagement.ticket
    if ticket.consult is not None:
        _drop(room, ticket.consult)
    room.out.append(commands.HangUpOperator(engagement.operator_id, event.offer_id))
    offers.finish(room, engagement, passed_on=True)
    line = room.lines.get(event.queue, ticket.line)
    _pass_on(room, ticket, line, engagement.operator_id, event.operator_id)


def consult(room: Room, event: events.ConsultAsked) -> None:
    engagement = room.offers.get(event.offer_id)
    if event.ticket in room.tickets:
        return
    if engagement is None or not _has_subscriber(engagement) or engagement.ticket.consult:
        room.out.append(commands.LeaveQueue(event.ticket, "not_reached"))
        return
    parent = engagement.ticket
    line = room.lines.get(event.queue, parent.line)
    ticket = Ticket(
        event.ticket, OfferKind.CONSULT, parent.attempt_id, line, room.now, room.number(),
        front=True, barred=engagement.operator_id, preferred=event.operator_id,
        only=event.operator_id is not None, hard_limit=True, parent=parent,
    )  # fmt: skip
    parent.consult = ticket
    tickets.admit(room, ticket, room.now, line.queue.direct_s, "not_reached", "not_reached")


def consult_cancelled(room: Room, ticket_id: str) -> None:
    ticket = room.tickets.get(ticket_id)
    if ticket is None or ticket.parent is None:
        return
    parent = ticket.parent
    _drop(room, ticket)
    if parent.gone:
        _drop(room, parent)


def consult_completed(room: Room, ticket_id: str) -> None:
    ticket = room.tickets.get(ticket_id)
    if ticket is None or ticket.parent is None:
        return
    parent = ticket.parent
    engagement = parent.engagement
    assert engagement is not None
    if parent.gone:  # nobody is left to be passed on
        _drop(room, ticket)
        _drop(room, parent)
        return
    room.out.append(commands.HangUpOperator(engagement.operator_id, engagement.offer_id))
    _pass_to_consulted(room, engagement, parent, ticket)


# --- parts of them -----------------------------------------------------------------------------


def _talks(ticket: Ticket) -> bool:
    return ticket.engagement is not None and ticket.engagement.phase is Phase.TALKING


def _has_subscriber(engagement: Engagement) -> bool:
    ticket = engagement.ticket
    return (
        engagement.phase is Phase.TALKING
        and ticket.kind is not OfferKind.CONSULT
        and not ticket.gone
    )


def _drop(room: Room, ticket: Ticket, why: str = "cancelled") -> None:
    offers.withdraw(room, ticket, why)
    tickets.remove(room, ticket)


def _consulted_left(room: Room, engagement: Engagement, ticket: Ticket) -> None:
    parent = ticket.parent
    assert parent is not None
    offers.finish(room, engagement)
    tickets.remove(room, ticket)
    if parent.gone:
        _drop(room, parent)
    else:
        room.out.append(commands.TalkOver(ticket.id))


def _pass_to_consulted(room: Room, engagement: Engagement, ticket: Ticket, consult: Ticket) -> None:
    """The operator leaves; the one he has asked keeps the subscriber."""
    offers.finish(room, engagement, passed_on=True)
    other = consult.engagement
    if other is None or other.phase is not Phase.TALKING:
        _drop(room, consult)
        _pass_on(room, ticket, consult.line, engagement.operator_id, consult.preferred)
        return
    tickets.remove(room, consult)
    ticket.kind = OfferKind.SUBSCRIBER
    ticket.line = consult.line
    ticket.engagement = other
    other.ticket = ticket
    other.hold = replace(other.hold, kind=OfferKind.SUBSCRIBER, ticket=ticket.id)
    room.out.append(commands.Connect(other.operator_id, other.offer_id, ticket.kind, ticket.id))
    room.touch(other.operator_id)


def _pass_on(room: Room, ticket: Ticket, line: Line, by: int, to: int | None) -> None:
    queue = line.queue
    tickets.requeue(room, ticket, line, by)
    if to is not None:
        tickets.prefer(room, ticket, to, queue.direct_s, patient=True)
    tickets.admit(room, ticket, room.now, queue.time_limit_s, "time_limit", "nobody_signed_in")


def _rescue(room: Room, engagement: Engagement, ticket: Ticket) -> None:
    """The workstation died: another operator, at the head of the queue, or the overflow port."""
    offers.finish(room, engagement, passed_on=True)
    _note_lost(room, engagement, ticket)
    tickets.requeue(room, ticket, ticket.line, engagement.operator_id)
    seconds = ticket.line.queue.rescue_s
    tickets.admit(room, ticket, room.now, seconds, "operator_lost", "operator_lost")


def _note_lost(room: Room, engagement: Engagement, ticket: Ticket) -> None:
    ticket.line.operators_lost += 1
    room.out.append(commands.NoteOperatorLost(ticket.attempt_id, engagement.operator_id))
