"""Talks: how they end, are passed on, and survive the operator."""

from dataclasses import replace

from engine.domain.operator import OfferKind
from engine.routing import commands, events, offers, parties
from engine.routing.room import Engagement, Line, Party, Phase, Room


def ended(room: Room, event: events.TalkEnded) -> None:
    engagement = room.offers.get(event.offer_id)
    if engagement is None:
        return
    if engagement.phase is not Phase.TALKING:
        offers.failed(room, event.offer_id)  # it has never come to a talk
        return
    party = engagement.party
    if party.kind is OfferKind.CONSULT:
        _consulted_left(room, engagement, party)
    elif party.gone:
        assert party.consult is not None
        offers.finish(room, engagement)
        _drop(room, party.consult)
        parties.remove(room, party)
    elif party.consult is not None:
        if event.lost:
            _note_lost(room, engagement, party)
        _pass_to_consulted(room, engagement, party, party.consult)
    elif event.lost and not party.stage:  # else there is nobody to be rescued yet
        _rescue(room, engagement, party)
    else:
        offers.finish(room, engagement)
        room.out.append(commands.TalkOver(party.id))
        parties.remove(room, party)


def subscriber_gone(room: Room, party_id: str) -> None:
    party = room.parties.get(party_id)
    if party is None or party.gone:
        return
    consult = party.consult
    if consult is not None and _talks(consult):
        party.gone = True  # the operators talk on until one of them leaves
        return
    if consult is not None:
        _drop(room, consult)
    if party.kind is OfferKind.SUBSCRIBER and not party.served:
        party.line.abandoned += 1
    _drop(room, party, "subscriber_gone")


def transfer(room: Room, event: events.TransferAsked) -> None:
    engagement = room.offers.get(event.offer_id)
    if engagement is None or not _has_subscriber(engagement):
        return
    party = engagement.party
    if party.consult is not None:
        _drop(room, party.consult)
    room.out.append(commands.HangUpOperator(engagement.operator_id, event.offer_id))
    offers.finish(room, engagement, passed_on=True)
    line = room.lines.get(event.queue, party.line)
    _pass_on(room, party, line, engagement.operator_id, event.operator_id)


def consult(room: Room, event: events.ConsultAsked) -> None:
    engagement = room.offers.get(event.offer_id)
    if event.party in room.parties:
        return
    if engagement is None or not _has_subscriber(engagement) or engagement.party.consult:
        room.out.append(commands.LeaveQueue(event.party, "not_reached"))
        return
    parent = engagement.party
    line = room.lines.get(event.queue, parent.line)
    party = Party(
        event.party, OfferKind.CONSULT, parent.attempt_id, line, room.now, room.number(),
        front=True, barred=engagement.operator_id, preferred=event.operator_id,
        only=event.operator_id is not None, hard_limit=True, parent=parent,
    )  # fmt: skip
    parent.consult = party
    parties.admit(room, party, room.now, line.queue.direct_s, "not_reached", "not_reached")


def consult_cancelled(room: Room, party_id: str) -> None:
    party = room.parties.get(party_id)
    if party is None or party.parent is None:
        return
    parent = party.parent
    _drop(room, party)
    if parent.gone:
        _drop(room, parent)


def consult_completed(room: Room, party_id: str) -> None:
    party = room.parties.get(party_id)
    if party is None or party.parent is None:
        return
    parent = party.parent
    engagement = parent.engagement
    assert engagement is not None
    if parent.gone:  # nobody is left to be passed on
        _drop(room, party)
        _drop(room, parent)
        return
    room.out.append(commands.HangUpOperator(engagement.operator_id, engagement.offer_id))
    _pass_to_consulted(room, engagement, parent, party)


# --- parts of them -----------------------------------------------------------------------------


def _talks(party: Party) -> bool:
    return party.engagement is not None and party.engagement.phase is Phase.TALKING


def _has_subscriber(engagement: Engagement) -> bool:
    party = engagement.party
    return (
        engagement.phase is Phase.TALKING
        and party.kind is not OfferKind.CONSULT
        and not party.gone
        and not party.stage
    )


def _drop(room: Room, party: Party, why: str = "cancelled") -> None:
    offers.withdraw(room, party, why)
    parties.remove(room, party)


def _consulted_left(room: Room, engagement: Engagement, party: Party) -> None:
    parent = party.parent
    assert parent is not None
    offers.finish(room, engagement)
    parties.remove(room, party)
    if parent.gone:
        _drop(room, parent)
    else:
        room.out.append(commands.TalkOver(party.id))


def _pass_to_consulted(room: Room, engagement: Engagement, party: Party, consult: Party) -> None:
    """The operator leaves; the one he has asked keeps the subscriber."""
    offers.finish(room, engagement, passed_on=True)
    other = consult.engagement
    if other is None or other.phase is not Phase.TALKING:
        _drop(room, consult)
        _pass_on(room, party, consult.line, engagement.operator_id, consult.preferred)
        return
    parties.remove(room, consult)
    party.kind = OfferKind.SUBSCRIBER
    party.line = consult.line
    party.engagement = other
    other.party = party
    other.hold = replace(other.hold, kind=OfferKind.SUBSCRIBER, party=party.id)
    room.out.append(commands.Connect(other.operator_id, other.offer_id, party.kind, party.id))
    room.touch(other.operator_id)


def _pass_on(room: Room, party: Party, line: Line, by: int, to: int | None) -> None:
    queue = line.queue
    parties.requeue(room, party, line, by)
    if to is not None:
        parties.prefer(room, party, to, queue.direct_s, patient=True)
    parties.admit(room, party, room.now, queue.time_limit_s, "time_limit", "nobody_signed_in")


def _rescue(room: Room, engagement: Engagement, party: Party) -> None:
    """The workstation died: another operator, at the head of the queue, or the overflow port."""
    offers.finish(room, engagement, passed_on=True)
    _note_lost(room, engagement, party)
    parties.requeue(room, party, party.line, engagement.operator_id)
    seconds = party.line.queue.rescue_s
    parties.admit(room, party, room.now, seconds, "operator_lost", "operator_lost")


def _note_lost(room: Room, engagement: Engagement, party: Party) -> None:
    party.line.operators_lost += 1
    room.out.append(commands.NoteOperatorLost(party.attempt_id, engagement.operator_id))
