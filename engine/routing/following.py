"""What follows from calls and wishes for an operator's row, and writing it.

A row changes only by ``SaveStatus``, which the database carries out if nobody else has written
since. One write at a time is under way for an operator; it is sent again until the row, from
wherever we hear of it (engine.routing.rows), shows what became of it. What this node's own calls
ask of a row is never kept in a list: it follows from comparing the two (``_follow``), however many
answers were lost.
"""

from datetime import timedelta

from engine.domain.operator import OperatorState, OperatorStatus
from engine.routing import actions as do
from engine.routing import commands, offers
from engine.routing.matching import operator_for, party_for
from engine.routing.room import Engagement, Party, Phase, Room, Seat, Wanted, Write
from engine.routing.rules import Refusal
from engine.routing.transitions import apply

#: An unanswered write is sent again after this.
RESEND = timedelta(seconds=2)


def settle(room: Room, seat: Seat) -> None:
    """Write what the row still lacks; when it lacks nothing, he may be free."""
    if seat.pending is None:
        room.unlist_seat(seat)
        _follow_calls(room, seat)
        _grant_wishes(room, seat)
    if seat.free:
        room.list_seat(seat)


def match_seat(room: Room, seat: Seat) -> None:
    """The one who comes first of those he could take; who may have a better operator than him."""
    party = party_for(room, seat)
    if party is None:
        del room.fresh_seats[seat.status.operator_id]
    else:
        match_party(room, party)


def match_party(room: Room, party: Party) -> None:
    room.fresh_parties.pop(party.id, None)
    seat = operator_for(room, party)
    if seat is not None:
        _reserve(room, seat, party)


def _reserve(room: Room, seat: Seat, party: Party) -> None:
    room.unlist_seat(seat)
    refusal = _write(room, seat, offers.engage(room, seat, party))
    assert refusal is None, refusal


def _follow_calls(room: Room, seat: Seat) -> None:
    engagement, hold = seat.engagement, seat.status.hold
    if engagement is not None:
        action = _follow(engagement, seat.status)
        if action is not None:
            _write(room, seat, action)
        elif engagement.phase is Phase.DONE:
            offers.drop(room, seat)
        elif engagement.phase is Phase.OFFERED:
            if not _held(engagement, seat.status):
                offers.taken(room, seat, engagement)
            elif not seat.status.present or seat.status.token != engagement.token:
                offers.recall(room, engagement)
    elif hold is not None and hold.node == room.node:  # of a reservation that was given up
        ringing = seat.status.state is OperatorState.RINGING
        _write(room, seat, do.Release(hold.offer_id) if ringing else do.EndTalk(hold.offer_id))
    elif hold is not None and hold.node in room.gone_nodes:
        _write(room, seat, do.Forsake(hold.node))


def _follow(engagement: Engagement, status: OperatorStatus) -> do.Action | None:
    """The next thing that the row must be told of a call of ours."""
    offer_id = engagement.offer_id
    talking = engagement.phase is Phase.TALKING
    if not _held(engagement, status):
        return do.Reclaim(engagement.hold) if talking else None
    if status.state is OperatorState.RINGING:
        if engagement.answered:
            return do.Answer(offer_id)
        if engagement.phase is Phase.DONE:
            return do.Release(offer_id, engagement.missed)
        return None
    if status.hold != engagement.hold:
        return do.TakeOver(engagement.hold)
    return None if talking else do.EndTalk(offer_id, engagement.passed_on)


def _held(engagement: Engagement, status: OperatorStatus) -> bool:
    return status.hold is not None and status.hold.offer_id == engagement.offer_id


def _grant_wishes(room: Room, seat: Seat) -> None:
    """One after another. What is written proves itself; but a refusal, or that there is nothing to
    do, may come of an old row: it is read first."""
    while seat.wanted and seat.pending is None and seat.check is None:
        wanted = seat.wanted[0]
        refusal = _not_his(seat, wanted) or _write(room, seat, wanted.action, wanted)
        if seat.pending is not None:
            seat.wanted.popleft()
        elif wanted.sure or isinstance(wanted.action, do.Expire):
            seat.wanted.popleft()
            _answer(room, seat, wanted, refusal)
        else:
            seat.check = room.number()
            read(room, seat)


def read(room: Room, seat: Seat) -> None:
    assert seat.check is not None
    operator_id = seat.status.operator_id
    room.out.append(commands.ReadStatus(seat.check, operator_id))
    room.timers.set("check", operator_id, room.now + RESEND)


def checked(room: Room, seat: Seat) -> None:
    """His row is as new as the wish."""
    seat.check = None
    room.timers.cancel("check", seat.status.operator_id)
    room.touch(seat.status.operator_id)


def _not_his(seat: Seat, wanted: Wanted) -> Refusal | None:
    status = seat.status
    if isinstance(wanted.action, do.SignIn) or not status.signed_in or not wanted.token:
        return None
    return None if wanted.token == status.token else Refusal("session_replaced")


def _answer(room: Room, seat: Seat, wanted: Wanted | None, refusal: Refusal | None) -> None:
    if wanted is not None and wanted.request_id:
        operator_id = seat.status.operator_id
        room.timers.cancel("wish", (operator_id, wanted.request_id))
        room.out.append(commands.AnswerWish(wanted.request_id, operator_id, refusal))


# --- writing -----------------------------------------------------------------------------------


def _write(
    room: Room, seat: Seat, action: do.Action, wanted: Wanted | None = None
) -> Refusal | None:
    """Send what the action makes of the row, unless that is what it says already."""
    before = seat.status
    change = apply(before, action, room.now, room.rules)
    if isinstance(change, Refusal):
        return change
    if change.status is before:
        return None
    status = change.status.changed(
        revision=before.revision + 1,
        write_id=f"{room.node}:{room.number()}",
    )
    save = commands.SaveStatus(status, change.result, change.limit)
    seat.pending = Write(save, before, action, wanted)
    room.out.append(save)
    room.timers.set("write", before.operator_id, room.now + RESEND)
    return None


def decided(room: Room, seat: Seat, write: Write, won: bool) -> None:
    """The row has gone on: by our write, or by another's (then ours is lost for good)."""
    operator_id = seat.status.operator_id
    seat.pending = None
    room.timers.cancel("write", operator_id)
    action = write.action
    if isinstance(action, do.Reserve):
        assert seat.engagement is not None
        offers.reserved(room, seat, seat.engagement)
    elif not won and write.wanted is not None:
        seat.wanted.appendleft(write.wanted)  # once more, on the other's row
    elif won:
        _answer(room, seat, write.wanted, None)
        old = write.before.token
        if isinstance(action, do.SignIn) and old not in ("", action.token):
            room.out.append(commands.EndSession(operator_id, old, action.workstation))


def refuse_limit(room: Room, seat: Seat, write: Write) -> None:
    limit = write.save.limit
    assert limit is not None
    arguments = {"reason": limit.reason, "at_once": str(limit.at_once)}
    seat.pending = None
    room.timers.cancel("write", seat.status.operator_id)
    _answer(room, seat, write.wanted, Refusal("break_full", arguments))
