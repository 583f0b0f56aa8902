"""What pacing and the wallboard count, as of a moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.domain.operator import OfferKind, OperatorState
from engine.routing.room import Line, Phase, Room, Seat


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """Operators are those of all nodes who serve the queue; subscribers and sums are this node's,
    the sums since it started."""

    available: int
    ringing: int
    #: For each operator who talks or is in wrap-up: since when.
    talking_since: tuple[datetime, ...]
    wrap_up_since: tuple[datetime, ...]
    on_break: Mapping[str, int]
    #: Signed in, and the workstation is not connected; not counted as available.
    absent: int
    waiting: int
    #: Being offered to an operator at the moment, not among ``waiting``.
    offered: int
    longest_wait_s: float
    callbacks_waiting: int
    entered: int
    answered: int
    answered_in_time: int
    abandoned: int
    overflowed: int
    operators_lost: int
    talk_s: float | None
    wrap_up_s: float | None

    @property
    def service_level(self) -> float | None:
        """Share of those done with waiting who had an operator in time; None: nobody yet."""
        done = self.answered + self.abandoned + self.overflowed
        return self.answered_in_time / done if done else None


def counts(room: Room, queue: str, now: datetime) -> QueueCounts | None:
    """None: there is no such queue."""
    line = room.lines.get(queue)
    if line is None:
        return None
    on_break: dict[str, int] = {}
    since: dict[OperatorState, list[datetime]] = {state: [] for state in OperatorState}
    available = absent = 0
    for operator_id in line.signed_in:
        status = room.seats[operator_id].status
        since[status.state].append(status.since)
        if status.state is OperatorState.ON_BREAK:
            on_break[status.break_reason] = on_break.get(status.break_reason, 0) + 1
        available += status.free
        absent += not status.present
    waiting = [t for _, t in line.waiting if t.kind is OfferKind.SUBSCRIBER]
    return QueueCounts(
        available=available,
        ringing=len(since[OperatorState.RINGING]),
        talking_since=tuple(sorted(since[OperatorState.TALKING])),
        wrap_up_since=tuple(sorted(since[OperatorState.WRAP_UP])),
        on_break=on_break,
        absent=absent,
        waiting=len(waiting),
        offered=sum(_offered(seat, line) for seat in room.seats.values()),
        longest_wait_s=max((max(0.0, (now - t.since).total_seconds()) for t in waiting), default=0),
        callbacks_waiting=sum(t.kind is OfferKind.CALLBACK for _, t in line.waiting),
        entered=line.entered,
        answered=line.answered,
        answered_in_time=line.answered_in_time,
        abandoned=line.abandoned,
        overflowed=line.overflowed,
        operators_lost=line.operators_lost,
        talk_s=line.talk_s,
        wrap_up_s=line.wrap_up_s,
    )


def _offered(seat: Seat, line: Line) -> bool:
    engagement = seat.engagement
    return (
        engagement is not None
        and engagement.phase in (Phase.RESERVING, Phase.OFFERED)
        and engagement.party.line is line
        and engagement.party.kind is OfferKind.SUBSCRIBER
    )
