"""Who gets whom. A free operator and a waiting ticket that fit one another never stay apart."""

from engine.routing.room import Room, Seat, Ticket


def operator_for(room: Room, ticket: Ticket) -> Seat | None:
    """The one that he prefers or waits for; else the first of his queue who is good enough."""
    preferred = None if ticket.preferred is None else room.seats.get(ticket.preferred)
    if preferred is not None and preferred.free:
        return preferred
    if prefers(room, ticket):
        return None
    for rank in ticket.line.available:
        seat = room.seats[rank[2]]
        if rank[2] != ticket.barred and _level(seat, ticket) >= ticket.level:
            return seat
    return None


def ticket_for(room: Room, seat: Seat) -> Ticket | None:
    """Who waits for just this operator; else the first over all the queues that he serves."""
    operator_id = seat.status.operator_id
    own = [t for t in room.preferring.get(operator_id, ()) if prefers(room, t)]
    if own:
        return min(own, key=lambda ticket: ticket.key)
    best: Ticket | None = None
    for line, level in seat.lines:
        for key, ticket in line.waiting:
            if best is not None and key > best.key:
                break
            if ticket.level <= level and ticket.barred != operator_id and not prefers(room, ticket):
                best = ticket
                break
    return best


def prefers(room: Room, ticket: Ticket) -> bool:
    """He still waits for one operator, and for nobody else."""
    if ticket.preferred is None or ticket.only:
        return ticket.only
    if ticket.prefers_until is None or room.now >= ticket.prefers_until:
        return False
    if ticket.patient:
        return True
    seat = room.seats.get(ticket.preferred)
    # Who is on a break, or on his way to one, is not worth waiting for.
    return seat is not None and seat.status.present and seat.status.intent.available


def _level(seat: Seat, ticket: Ticket) -> int:
    return next(level for line, level in seat.lines if line is ticket.line)
