"""The router of one node: brings waiting subscribers and operators together.

A state machine without clock, database or network (see engine.routing.events). Several nodes share
the operators: each has a router of its own, and the rows in the database decide whose an operator
is (docs/adr/0100). Subscribers belong to the node that carries their calls.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from engine.domain.operator import OperatorStatus
from engine.routing import commands, counts, events, following, offers, parties, rows, talks
from engine.routing.room import Line, Room
from engine.routing.rules import Rules

#: How often all rows are read, whatever else is heard of them.
REFRESH = timedelta(seconds=5)
#: A clock that goes back by more than this was set, not merely jittery.
_CLOCK_JITTER = timedelta(seconds=1)


class Router:
    """``node``: of this run of this node only. ``now``: the moment it starts."""

    def __init__(self, node: str, now: datetime) -> None:
        self._room = Room(node, now)
        self._asked_read = 0
        self._revisions: dict[int, int] = {}
        self._room.timers.set("refresh", "", now)

    # --- in and out ----------------------------------------------------------------------------

    def handle(self, event: events.RoutingEvent, now: datetime) -> list[commands.RoutingCommand]:
        """What to do about an event."""
        self._clock(now)
        _HANDLERS[type(event)](self, event)
        return self._round()

    def handle_timer(self, now: datetime) -> list[commands.RoutingCommand]:
        """What to do now that the time of ``next_timer`` (or a little more) has come."""
        self._clock(now)
        for kind, name in self._room.timers.take_due(now):
            self._due(kind, name)
        return self._round()

    def next_timer(self) -> datetime:
        """When ``handle_timer`` wants to be called."""
        due = self._room.timers.next()
        assert due is not None  # rows are read for ever
        return due

    def counts(self, queue: str, now: datetime) -> counts.QueueCounts | None:
        """None: there is no such queue."""
        return counts.counts(self._room, queue, now)

    def status(self, operator_id: int) -> OperatorStatus | None:
        """The latest row heard of; None: no such operator is known."""
        seat = self._room.seats.get(operator_id)
        return None if seat is None else seat.status

    # --- events --------------------------------------------------------------------------------

    def _routing_changed(self, event: events.RoutingChanged) -> None:
        room = self._room
        for seat in room.seats.values():
            room.unlist_seat(seat)
        old = room.lines
        room.lines = {}
        for queue in event.queues:
            line = old.pop(queue.name) if queue.name in old else Line(queue)
            room.lines[queue.name] = line
            line.queue = queue
            line.signed_in.clear()
        room.rules = Rules(
            {queue.name: queue for queue in event.queues},
            {reason.name: reason for reason in event.pause_reasons},
            event.zone or room.rules.zone,
        )
        operators = {operator.id: operator for operator in event.operators}
        for operator_id in operators:
            room.seat(operator_id)
        for operator_id, seat in room.seats.items():
            seat.operator = operators.get(operator_id)
            seat.lines = []
            if seat.operator is not None:
                levels = [(line, seat.operator.level(line.queue)) for line in room.lines.values()]
                seat.lines = [(line, level) for line, level in levels if level is not None]
            for line, _ in seat.lines:
                if seat.status.signed_in:
                    line.signed_in.add(operator_id)
            room.touch(operator_id)
        for line in old.values():
            for _, party in tuple(line.waiting):
                parties.leave(room, party, "unknown_queue")
        for line in room.lines.values():
            parties.let_go_if_empty(room, line)
        room.fresh_parties.update((t.id, t) for t in room.parties.values() if t.waiting)

    def _statuses_read(self, event: events.StatusesRead) -> None:
        room = self._room
        known = self._revisions if event.read_id == self._asked_read else {}
        for status in event.statuses:
            if status.revision < known.get(status.operator_id, 0):
                rows.set_back(room, status)
            else:
                rows.see(room, status)
        if not room.loaded:
            room.loaded = True
            for line in room.lines.values():
                parties.let_go_if_empty(room, line)
            for operator_id in list(room.preferring):
                parties.let_go_of(room, operator_id)

    def _status_read(self, event: events.StatusRead) -> None:
        rows.seen_by_read(self._room, event)

    def _status_changed(self, event: events.StatusChanged) -> None:
        rows.see(self._room, event.status)

    def _status_saved(self, event: events.StatusSaved) -> None:
        rows.see(self._room, event.status, event.write_id, event.limit_refused)

    def _node_gone(self, event: events.NodeGone) -> None:
        room = self._room
        if event.node != room.node:
            room.gone_nodes.add(event.node)
            for operator_id in room.seats:
                room.touch(operator_id)

    def _node_returned(self, event: events.NodeReturned) -> None:
        self._room.gone_nodes.discard(event.node)

    def _wish_made(self, event: events.WishMade) -> None:
        rows.wish(self._room, event)

    def _presence_changed(self, event: events.PresenceChanged) -> None:
        rows.presence(self._room, event)

    def _subscriber_waiting(self, event: events.SubscriberWaiting) -> None:
        parties.enter(self._room, event)

    def _callback_due(self, event: events.CallbackDue) -> None:
        parties.callback_due(self._room, event)

    def _call_progressed(self, event: events.CallProgressed) -> None:
        offers.progressed(self._room, event)

    def _subscriber_gone(self, event: events.SubscriberGone) -> None:
        talks.subscriber_gone(self._room, event.party)

    def _offer_answered(self, event: events.OfferAnswered) -> None:
        offers.answered(self._room, event.offer_id)

    def _offer_failed(self, event: events.OfferFailed) -> None:
        offers.failed(self._room, event.offer_id)

    def _talk_ended(self, event: events.TalkEnded) -> None:
        talks.ended(self._room, event)

    def _transfer_asked(self, event: events.TransferAsked) -> None:
        talks.transfer(self._room, event)

    def _consult_asked(self, event: events.ConsultAsked) -> None:
        talks.consult(self._room, event)

    def _consult_cancelled(self, event: events.ConsultCancelled) -> None:
        talks.consult_cancelled(self._room, event.party)

    def _consult_completed(self, event: events.ConsultCompleted) -> None:
        talks.consult_completed(self._room, event.party)

    # --- time ----------------------------------------------------------------------------------

    def _due(self, kind: str, name: Any) -> None:
        room = self._room
        match kind:
            case "refresh":
                self._refresh()
            case "write":
                rows.resend(room, name)
            case "check":
                following.read(room, room.seats[name])
            case "wish":
                rows.wish_timeout(room, *name)
            case "wrap_up":
                rows.wrap_up_over(room, name)
            case "break":
                rows.break_over(room, name)
            case "ring":
                offers.failed(room, name, stop=True)
            case "limit":
                offers.limit_reached(room, room.parties[name])
            case "prefer":
                parties.preference_over(room, room.parties[name])
            case _:
                parties.announce(room, room.parties[name])

    def _refresh(self) -> None:
        room = self._room
        self._asked_read = room.number()
        self._revisions = {key: seat.status.revision for key, seat in room.seats.items()}
        room.out.append(commands.ReadStatuses(self._asked_read))
        room.timers.set("refresh", "", room.now + REFRESH)

    def _clock(self, now: datetime) -> None:
        room = self._room
        if now < room.now - _CLOCK_JITTER:
            by = now - room.now
            room.timers.shift(by)
            for party in room.parties.values():
                parties.shift(room, party, by)
        room.now = now

    # --- the round -----------------------------------------------------------------------------

    def _round(self) -> list[commands.RoutingCommand]:
        """Rows follow calls, and who fits one another is brought together, until all is quiet."""
        room = self._room
        while True:
            if room.touched:
                following.settle(room, room.touched.pop(next(iter(room.touched))))
            elif room.fresh_seats:
                following.match_seat(room, next(iter(room.fresh_seats.values())))
            elif room.fresh_parties:
                following.match_party(room, min(room.fresh_parties.values(), key=lambda t: t.key))
            else:
                break
        out, room.out = room.out, []
        return out


_HANDLERS: dict[type[events.RoutingEvent], Callable[[Router, Any], None]] = {
    events.RoutingChanged: Router._routing_changed,
    events.StatusesRead: Router._statuses_read,
    events.StatusRead: Router._status_read,
    events.StatusChanged: Router._status_changed,
    events.StatusSaved: Router._status_saved,
    events.NodeGone: Router._node_gone,
    events.NodeReturned: Router._node_returned,
    events.WishMade: Router._wish_made,
    events.PresenceChanged: Router._presence_changed,
    events.SubscriberWaiting: Router._subscriber_waiting,
    events.CallbackDue: Router._callback_due,
    events.CallProgressed: Router._call_progressed,
    events.SubscriberGone: Router._subscriber_gone,
    events.OfferAnswered: Router._offer_answered,
    events.OfferFailed: Router._offer_failed,
    events.TalkEnded: Router._talk_ended,
    events.TransferAsked: Router._transfer_asked,
    events.ConsultAsked: Router._consult_asked,
    events.ConsultCancelled: Router._consult_cancelled,
    events.ConsultCompleted: Router._consult_completed,
}
