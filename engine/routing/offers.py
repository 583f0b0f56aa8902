"""From a pair that fits to a talk: reserve, ring, answer, or back to the queue."""

from dataclasses import replace
from datetime import timedelta

from engine.domain.operator import Hold, OfferKind
from engine.routing import commands, events, parties
from engine.routing.actions import Reserve
from engine.routing.room import Engagement, Party, Phase, Room, Seat


def engage(room: Room, seat: Seat, party: Party) -> Reserve:
    """The party is off the queue, the operator off the lists; what is to be written."""
    operator_id = seat.status.operator_id
    offer_id = f"{room.node}/{room.number()}"
    hold = Hold(room.node, offer_id, party.kind, party.id, party.attempt_id, party.line.queue.name,
                party.stage)  # fmt: skip
    engagement = Engagement(offer_id, operator_id, party, hold)
    room.unlist_party(party)
    seat.engagement = party.engagement = room.offers[offer_id] = engagement
    return Reserve(hold)


def reserved(room: Room, seat: Seat, engagement: Engagement) -> None:
    """The database has decided whose the operator is."""
    if engagement.phase is not Phase.RESERVING:
        return  # nobody wants him any more: his row is let go of
    hold = seat.status.hold
    if hold is None or hold.offer_id != engagement.offer_id:
        drop(room, seat)
        engagement.party.engagement = None
        parties.back(room, engagement.party)
        return
    engagement.phase = Phase.OFFERED
    engagement.token = seat.status.token
    party = engagement.party
    ring_s = party.line.queue.ring_timeout_s
    room.timers.set("ring", engagement.offer_id, room.now + timedelta(seconds=ring_s))
    room.out.append(
        commands.Offer(
            engagement.operator_id, engagement.offer_id, party.kind, party.id, party.attempt_id,
            seat.status.token, ring_s, party.line.queue.name,
        )
    )  # fmt: skip


def answered(room: Room, offer_id: str) -> None:
    engagement = room.offers.get(offer_id)
    if engagement is None or engagement.phase in (Phase.RESERVING, Phase.TALKING):
        return
    if engagement.phase is Phase.DONE:  # the answer has crossed our StopOffer
        room.out.append(commands.HangUpOperator(engagement.operator_id, offer_id))
        return
    party = engagement.party
    engagement.phase = Phase.TALKING
    engagement.answered = True
    room.timers.cancel("ring", offer_id)
    parties.cancel_timers(room, party)
    if party.kind is OfferKind.SUBSCRIBER and not party.served:
        line = party.line
        line.answered += 1
        if (room.now - party.since).total_seconds() <= line.queue.service_level_s:
            line.answered_in_time += 1
    party.served = True
    room.out.append(commands.Connect(engagement.operator_id, offer_id, party.kind, party.id))
    room.touch(engagement.operator_id)


def progressed(room: Room, event: events.CallProgressed) -> None:
    party = room.parties.get(event.party)
    if party is None or party.stage == event.stage:
        return
    party.stage = event.stage
    engagement = party.engagement
    if engagement is not None and engagement.phase is not Phase.DONE:
        engagement.hold = replace(engagement.hold, stage=event.stage)
        room.touch(engagement.operator_id)


def failed(room: Room, offer_id: str, stop: bool = False) -> None:
    """Not answered: back to the head of the queue, with the time that was waited."""
    engagement = room.offers.get(offer_id)
    if engagement is None or engagement.phase is not Phase.OFFERED:
        return
    if stop:
        room.out.append(commands.StopOffer(engagement.operator_id, offer_id, "no_answer"))
    room.timers.cancel("ring", offer_id)
    party = engagement.party
    engagement.phase = Phase.DONE
    engagement.missed = party.line.queue.most_misses
    party.engagement = None
    room.touch(engagement.operator_id)
    if party.only:
        parties.leave(room, party, party.limit_why)
        return
    if party.preferred == engagement.operator_id:
        parties.stop_preferring(room, party)
    parties.back(room, party)


def withdraw(room: Room, party: Party, why: str) -> None:
    """Whatever operator the party has or is about to get is let go."""
    room.unlist_party(party)
    engagement = party.engagement
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
    engagement.party.engagement = None
    room.touch(engagement.operator_id)


def taken(room: Room, seat: Seat, engagement: Engagement) -> None:
    """The row says that he is not ours, though he rings: somebody thought this node dead."""
    room.timers.cancel("ring", engagement.offer_id)
    room.out.append(commands.StopOffer(engagement.operator_id, engagement.offer_id, "taken"))
    drop(room, seat)
    engagement.party.engagement = None
    parties.back(room, engagement.party)


def recall(room: Room, engagement: Engagement) -> None:
    """The workstation that rings is gone, or another one has taken its place: no fault of his."""
    party = engagement.party
    withdraw(room, party, "absent")
    parties.back(room, party)


def drop(room: Room, seat: Seat) -> None:
    assert seat.engagement is not None
    del room.offers[seat.engagement.offer_id]
    seat.engagement = None


def limit_reached(room: Room, party: Party) -> None:
    engagement = party.engagement
    if engagement is not None and engagement.phase is Phase.OFFERED and not party.hard_limit:
        return  # it rings: he leaves when it is not answered
    withdraw(room, party, party.limit_why)
    parties.leave(room, party, party.limit_why)
