"""Who gets whom. A free operator and a waiting party that fit one another never stay apart."""

from engine.routing.room import Party, Room, Seat


def operator_for(room: Room, party: Party) -> Seat | None:
    """The one that he prefers or waits for; else the first of his queue who is good enough."""
    preferred = None if party.preferred is None else room.seats.get(party.preferred)
    if preferred is not None and preferred.free and may_have(preferred, party):
        return preferred
    if prefers(room, party):
        return None
    for rank in party.line.available:
        seat = room.seats[rank[2]]
        if rank[2] != party.barred and _level(seat, party) >= party.level:
            return seat
    return None


def party_for(room: Room, seat: Seat) -> Party | None:
    """Who waits for just this operator; else the first over all the queues that he serves."""
    operator_id = seat.status.operator_id
    own = [t for t in room.preferring.get(operator_id, ()) if prefers(room, t)]
    if own:
        return min(own, key=lambda party: party.key)
    best: Party | None = None
    for line, level in seat.lines:
        for key, party in line.waiting:
            if best is not None and key > best.key:
                break
            if party.level <= level and party.barred != operator_id and not prefers(room, party):
                best = party
                break
    return best


def prefers(room: Room, party: Party) -> bool:
    """He still waits for one operator, and for nobody else."""
    if party.preferred is None or party.only:
        return party.only
    if party.prefers_until is None or room.now >= party.prefers_until:
        return False
    if party.patient:
        return True
    seat = room.seats.get(party.preferred)
    # Who is on a break, or on his way to one, is not worth waiting for.
    return (
        seat is not None
        and seat.status.present
        and seat.status.intent.available
        and may_have(seat, party)
    )


def may_have(seat: Seat, party: Party) -> bool:
    """Who is asked for by name need not serve the queue; who is known from before must, still."""
    if party.only or party.patient:
        return True
    return any(line is party.line and level >= party.level for line, level in seat.lines)


def _level(seat: Seat, party: Party) -> int:
    return next(level for line, level in seat.lines if line is party.line)
