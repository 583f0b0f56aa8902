"""The operators' rows: what is heard of them, what is written, and what follows.

A row changes only by ``SaveStatus``, which the database carries out if nobody else has written
since. One write at a time is under way for an operator; it is sent again until the row, from
wherever we hear of it, shows what became of it. What this node's own calls ask of a row is never
kept in a list: it follows from comparing the two (``_follow``), however many answers were lost.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from engine.domain.operator import OperatorState, OperatorStatus
from engine.routing import actions as do
from engine.routing import model, offers, tickets
from engine.routing.matching import operator_for, ticket_for
from engine.routing.room import Engagement, Phase, Room, Seat, Ticket, Wanted, Write
from engine.routing.rules import Refusal
from engine.routing.transitions import apply

#: An unanswered write is sent again after this.
RESEND = timedelta(seconds=2)
#: A wish that is not confirmed by then is answered so.
WISH_TIMEOUT = timedelta(seconds=5)


# --- what is heard -----------------------------------------------------------------------------


def see(
    room: Room, status: OperatorStatus, write_id: str = "", limit_refused: bool = False
) -> None:
    """A row as it was at some moment; ``write_id``: it answers that write of ours."""
    seat = room.seat(status.operator_id)
    if status.revision > seat.status.revision:
        _adopt(room, seat, status)
        room.touch(status.operator_id)
    write = seat.pending
    if write is not None:
        ours = write.save.status
        if status.revision >= ours.revision:
            room.touch(status.operator_id)
            _decided(room, seat, write, won=status.write_id == ours.write_id)
        elif write_id == ours.write_id:
            if limit_refused:
                room.touch(status.operator_id)
                _refuse_limit(room, seat, write)
            elif status.revision < write.before.revision:
                set_back(room, status)


def set_back(room: Room, status: OperatorStatus) -> None:
    """The table is older than what we know: it was restored from a backup, and it is right."""
    seat = room.seat(status.operator_id)
    _adopt(room, seat, status)
    if seat.pending is not None:
        _decided(room, seat, seat.pending, won=False)
    room.touch(status.operator_id)


def wish(room: Room, event: model.WishMade) -> None:
    seat = room.seat(event.operator_id)
    action = event.wish
    if event.token and isinstance(action, do.GoOnBreak | do.FinishWrapUp):
        action = replace(action, forced=False)
    _want(room, seat, Wanted(action, event.request_id, event.token))
    room.timers.set("wish", (event.operator_id, event.request_id), room.now + WISH_TIMEOUT)


def presence(room: Room, event: model.PresenceChanged) -> None:
    seat = room.seat(event.operator_id)
    _want(room, seat, Wanted(do.SetPresence(event.token, event.present)))


def _want(room: Room, seat: Seat, wanted: Wanted) -> None:
    seat.wanted.append(wanted)
    room.touch(seat.status.operator_id)


# --- timers ------------------------------------------------------------------------------------


def wish_timeout(room: Room, operator_id: int, request_id: str) -> None:
    """He is told so; what is under way may still come true, and shows in his row then."""
    seat = room.seats[operator_id]
    seat.wanted = type(seat.wanted)(w for w in seat.wanted if w.request_id != request_id)
    if seat.pending is not None and seat.pending.wanted is not None:
        if seat.pending.wanted.request_id == request_id:
            seat.pending.wanted = None
    room.out.append(model.AnswerWish(request_id, operator_id, Refusal("not_confirmed")))


def resend(room: Room, operator_id: int) -> None:
    write = room.seats[operator_id].pending
    assert write is not None
    room.out.append(write.save)
    room.timers.set("write", operator_id, room.now + RESEND)


def wrap_up_over(room: Room, operator_id: int, since: datetime) -> None:
    _want(room, room.seats[operator_id], Wanted(do.Expire(since)))


def break_over(room: Room, operator_id: int) -> None:
    status = room.seats[operator_id].status
    room.out.append(model.WarnBreakOver(operator_id, status.break_reason))


# --- what follows ------------------------------------------------------------------------------


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
    ticket = ticket_for(room, seat)
    if ticket is None:
        del room.fresh_seats[seat.status.operator_id]
    else:
        match_ticket(room, ticket)


def match_ticket(room: Room, ticket: Ticket) -> None:
    room.fresh_tickets.pop(ticket.id, None)
    seat = operator_for(room, ticket)
    if seat is not None:
        _reserve(room, seat, ticket)


def _reserve(room: Room, seat: Seat, ticket: Ticket) -> None:
    room.unlist_seat(seat)
    refusal = _write(room, seat, offers.engage(room, seat, ticket))
    assert refusal is None, refusal


def _follow_calls(room: Room, seat: Seat) -> None:
    engagement, hold = seat.engagement, seat.status.hold
    if engagement is not None:
        action = _follow(engagement, seat.status)
        if action is not None:
            _write(room, seat, action)
        elif engagement.phase is Phase.DONE:
            offers.drop(room, seat)
        elif engagement.phase is Phase.OFFERED and not _held(engagement, seat.status):
            offers.taken(room, seat, engagement)
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
    while seat.wanted and seat.pending is None:
        wanted = seat.wanted.popleft()
        refusal = _not_his(seat, wanted) or _write(room, seat, wanted.action, wanted)
        if refusal is not None or seat.pending is None:
            _answer(room, seat, wanted, refusal)


def _not_his(seat: Seat, wanted: Wanted) -> Refusal | None:
    status = seat.status
    if isinstance(wanted.action, do.SignIn) or not status.signed_in or not wanted.token:
        return None
    return None if wanted.token == status.token else Refusal("session_replaced")


def _answer(room: Room, seat: Seat, wanted: Wanted | None, refusal: Refusal | None) -> None:
    if wanted is not None and wanted.request_id:
        operator_id = seat.status.operator_id
        room.timers.cancel("wish", (operator_id, wanted.request_id))
        room.out.append(model.AnswerWish(wanted.request_id, operator_id, refusal))


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
    status = replace(
        change.status,
        revision=before.revision + 1,
        write_id=f"{room.node}:{room.number()}",
    )
    save = model.SaveStatus(status, change.result, change.limit)
    seat.pending = Write(save, before, action, wanted)
    room.out.append(save)
    room.timers.set("write", before.operator_id, room.now + RESEND)
    return None


def _decided(room: Room, seat: Seat, write: Write, won: bool) -> None:
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
            room.out.append(model.EndSession(operator_id, old, action.workstation))


def _refuse_limit(room: Room, seat: Seat, write: Write) -> None:
    limit = write.save.limit
    assert limit is not None
    arguments = {"reason": limit.reason, "at_once": str(limit.at_once)}
    seat.pending = None
    room.timers.cancel("write", seat.status.operator_id)
    _answer(room, seat, write.wanted, Refusal("break_full", arguments))


# --- a new row ---------------------------------------------------------------------------------


def _adopt(room: Room, seat: Seat, status: OperatorStatus) -> None:
    room.unlist_seat(seat)
    before, seat.status = seat.status, status
    if before.signed_in is not status.signed_in:
        sign(room, seat)
    operator_id = status.operator_id
    for ticket in room.preferring.get(operator_id, ()):
        room.fresh_tickets[ticket.id] = ticket  # he may not be worth waiting for any more
    if before.state is status.state and before.since == status.since:
        return
    room.timers.cancel("wrap_up", operator_id)
    room.timers.cancel("break", operator_id)
    if status.state is OperatorState.WRAP_UP and status.wrap_up_s is not None:
        # Another node's clock may be ahead: never longer than the whole of it.
        due = min(status.since, room.now) + timedelta(seconds=status.wrap_up_s)
        room.timers.set("wrap_up", operator_id, due)
    elif status.state is OperatorState.ON_BREAK:
        _watch_break(room, status)
    _measure(room, before, status)


def _watch_break(room: Room, status: OperatorStatus) -> None:
    """Who has written the row warns of its end."""
    reason = room.rules.pause_reasons.get(status.break_reason)
    if reason is None or reason.minutes_per_day is None:
        return
    if status.write_id.rpartition(":")[0] == room.node:
        used = status.used_s(reason.name, room.rules.day(status.since))
        left = timedelta(seconds=reason.minutes_per_day * 60 - used)
        room.timers.set("break", status.operator_id, status.since + left)


def _measure(room: Room, before: OperatorStatus, status: OperatorStatus) -> None:
    line = room.lines.get(before.queue)
    if line is not None and status.revision == before.revision + 1:
        seconds = max(timedelta(0), status.since - before.since).total_seconds()
        if before.state is OperatorState.TALKING:
            line.measure_talk(seconds)
        elif before.state is OperatorState.WRAP_UP:
            line.measure_wrap_up(seconds)


def sign(room: Room, seat: Seat) -> None:
    """Queues know who could come to serve them."""
    operator_id = seat.status.operator_id
    for line, _ in seat.lines:
        if seat.status.signed_in:
            line.signed_in.add(operator_id)
        else:
            line.signed_in.discard(operator_id)
            tickets.let_go_if_empty(room, line)
