"""The operators' rows: what is heard of them, and what is wished."""

from collections import deque
from dataclasses import replace
from datetime import timedelta

from engine.domain.operator import OperatorState, OperatorStatus
from engine.routing import actions as do
from engine.routing import commands, events, parties
from engine.routing.following import RESEND, checked, decided, refuse_limit
from engine.routing.room import Room, Seat, Wanted
from engine.routing.rules import Refusal

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
            decided(room, seat, write, won=status.write_id == ours.write_id)
        elif write_id == ours.write_id:
            if limit_refused:
                room.touch(status.operator_id)
                refuse_limit(room, seat, write)
            elif status.revision < write.before.revision:
                set_back(room, status)


def seen_by_read(room: Room, event: events.StatusRead) -> None:
    see(room, event.status)
    seat = room.seat(event.status.operator_id)
    if seat.check == event.read_id:
        seat.wanted[0].sure = True
        checked(room, seat)


def set_back(room: Room, status: OperatorStatus) -> None:
    """The table is older than what we know: it was restored from a backup, and it is right."""
    seat = room.seat(status.operator_id)
    _adopt(room, seat, status)
    if seat.pending is not None:
        decided(room, seat, seat.pending, won=False)
    room.touch(status.operator_id)


def wish(room: Room, event: events.WishMade) -> None:
    seat = room.seat(event.operator_id)
    action = event.wish
    if event.token:
        action = _his_own(action)
    _want(room, seat, Wanted(action, event.request_id, event.token))
    room.timers.set("wish", (event.operator_id, event.request_id), room.now + WISH_TIMEOUT)


def _his_own(action: do.Wish) -> do.Wish:
    """Of an operator's workstation nothing comes that only a supervisor may say."""
    match action:
        case do.GoOnBreak() | do.FinishWrapUp():
            return replace(action, forced=False, by="")
        case do.SignOut() | do.GoAvailable():
            return replace(action, by="")
    return action


def presence(room: Room, event: events.PresenceChanged) -> None:
    seat = room.seat(event.operator_id)
    _want(room, seat, Wanted(do.SetPresence(event.token, event.present)))


def _want(room: Room, seat: Seat, wanted: Wanted) -> None:
    seat.wanted.append(wanted)
    room.touch(seat.status.operator_id)


# --- timers ------------------------------------------------------------------------------------


def wish_timeout(room: Room, operator_id: int, request_id: str) -> None:
    """He is told so; what is under way may still come true, and shows in his row then."""
    seat = room.seats[operator_id]
    if seat.check is not None and seat.wanted[0].request_id == request_id:
        checked(room, seat)
    seat.wanted = deque(w for w in seat.wanted if w.request_id != request_id)
    under_way = None if seat.pending is None else seat.pending.wanted
    if seat.pending is not None and under_way and under_way.request_id == request_id:
        seat.pending.wanted = None
    room.out.append(commands.AnswerWish(request_id, operator_id, Refusal("not_confirmed")))


def resend(room: Room, operator_id: int) -> None:
    write = room.seats[operator_id].pending
    assert write is not None
    room.out.append(write.save)
    room.timers.set("write", operator_id, room.now + RESEND)


def wrap_up_over(room: Room, operator_id: int) -> None:
    seat = room.seats[operator_id]
    _want(room, seat, Wanted(do.Expire(seat.status.since)))


def break_over(room: Room, operator_id: int) -> None:
    status = room.seats[operator_id].status
    room.out.append(commands.WarnBreakOver(operator_id, status.break_reason))


# --- a new row ---------------------------------------------------------------------------------


def _adopt(room: Room, seat: Seat, status: OperatorStatus) -> None:
    room.unlist_seat(seat)
    before, seat.status = seat.status, status
    if before.signed_in is not status.signed_in:
        sign(room, seat)
    operator_id = status.operator_id
    for party in room.preferring.get(operator_id, ()):
        room.fresh_parties[party.id] = party  # he may not be worth waiting for any more
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
            parties.let_go_if_empty(room, line)
    if not seat.status.signed_in:
        parties.let_go_of(room, operator_id)
