"""From a pair that fits to a talk: reserve, ring, answer, or back to the queue."""

from datetime import timedelta

from engine.domain.operator import Hold, OfferKind
from engine.routing import commands, tickets
from engine.routing.actions import Reserve
from engine.routing.room import Engagement, Phase, Room, Seat, Ticket


def engage(room: Room, seat: Seat, ticket: Ticket) -> Reserve:
    """The ticket is off the queue, the operator off the lists; what is to be written."""
    operator_id = seat.status.operator_id
    offer_id = f"{room.node}/{room.number()}"
    hold = Hold(
        room.node, offer_id, ticket.kind, ticket.id, ticket.attempt_id, ticket.line.queue.name
    )
    engagement = Engagement(offer_id, operator_id, ticket, hold)
    room.unlist_ticket(ticket)
    seat.engagement = ticket.engagement = room.offers[offer_id] = engagement
    return Reserve(hold)


def reserved(room: Room, seat: Seat, engagement: Engagement) -> None:
    """The database has decided whose the operator is."""
    if engagement.phase is not Phase.RESERVING:
        return  # nobody wants him any more: his row is let go of
    hold = seat.status.hold
    if hold is None or hold.offer_id != engagement.offer_id:
        drop(room, seat)
        engagement.ticket.engagement = None
        tickets.back(room, engagement.ticket)
        return
    engagement.phase = Phase.OFFERED
    ticket = engagement.ticket
    ring_s = ticket.line.queue.ring_timeout_s
    room.timers.set("ring", engagement.offer_id, room.now + timedelta(seconds=ring_s))
    room.out.append(
        commands.Offer(
            engagement.operator_id, engagement.offer_id, ticket.kind, ticket.id, ticket.attempt_id,
            seat.status.token, ring_s,
        )
    )  # fmt: skip


def answered(room: Room, offer_id: str) -> None:
    engagement = room.offers.get(offer_id)
    if engagement is None or engagement.phase in (Phase.RESERVING, Phase.TALKING):
        return
    if engagement.phase is Phase.DONE:  # the answer has crossed our StopOffer
        room.out.append(commands.HangUpOperator(engagement.operator_id, offer_id))
        return
    ticket = engagement.ticket
    engagement.phase = Phase.TALKING
    engagement.answered = True
    room.timers.cancel("ring", offer_id)
    tickets.cancel_timers(room, ticket)
    if ticket.kind is OfferKind.SUBSCRIBER and not ticket.served:
        line = ticket.line
        line.answered += 1
        if (room.now - ticket.since).total_seconds() <= line.queue.service_level_s:
            line.answered_in_time += 1
    ticket.served = True
    room.out.append(commands.Connect(engagement.operator_id, offer_id, ticket.kind, ticket.id))
    room.touch(engagement.operator_id)


def failed(room: Room, offer_id: str, stop: bool = False) -> None:
    """Not answered: back to the head of the queue, with the time that was waited."""
    engagement = room.offers.get(offer_id)
    if engagement is None or engagement.phase is not Phase.OFFERED:
        return
    if stop:
        room.out.append(commands.StopOffer(engagement.operator_id, offer_id, "no_answer"))
    room.timers.cancel("ring", offer_id)
    ticket = engagement.ticket
    engagement.phase = Phase.DONE
    engagement.missed = ticket.line.queue.most_misses
    ticket.engagement = None
    room.touch(engagement.operator_id)
    if ticket.only:
        tickets.leave(room, ticket, ticket.limit_why)
        return
    if ticket.preferred == engagement.operator_id:
        tickets.stop_preferring(room, ticket)
    tickets.back(room, ticket)


def withdraw(room: Room, ticket: Ticket, why: str) -> None:
    """Whatever operator the ticket has or is about to get is let go."""
    room.unlist_ticket(ticket)
    engagement = ticket.engagement
    if engagement is None:
        return
    if engagement.phase is Phase.OFFERED:
        room.timers.cancel("ring", engagement.offer_id)
        room.out.append(commands.StopOffer(engagement.operator_id, engagement.offer_id, why))
    elif engagement.phase is Phase.TALKING:
        room.out.append(commands.HangUpOperator(engagement.operator_id, engagement.offer_id))
    finish(room, engagement)


def finish(room: Room, engagement: Engagement, passed_on: bool = False) -> None:
    engagement.phase = Phase.DONE
    engagement.passed_on = passed_on
    engagement.ticket.engagement = None
    room.touch(engagement.operator_id)


def taken(room: Room, seat: Seat, engagement: Engagement) -> None:
    """The row says that he is not ours, though he rings: somebody thought this node dead."""
    room.timers.cancel("ring", engagement.offer_id)
    room.out.append(commands.StopOffer(engagement.operator_id, engagement.offer_id, "taken"))
    drop(room, seat)
    engagement.ticket.engagement = None
    tickets.back(room, engagement.ticket)


def drop(room: Room, seat: Seat) -> None:
    assert seat.engagement is not None
    del room.offers[seat.engagement.offer_id]
    seat.engagement = None


def limit_reached(room: Room, ticket: Ticket) -> None:
    engagement = ticket.engagement
    if engagement is not None and engagement.phase is Phase.OFFERED and not ticket.hard_limit:
        return  # it rings: he leaves when it is not answered
    withdraw(room, ticket, ticket.limit_why)
    tickets.leave(room, ticket, ticket.limit_why)
