"""The room of this node: subscribers come in, operators are rung, and the two are joined.

It runs the node's router (engine.routing): feeds it, keeps its timer, carries out what it commands.
Rows are written by ``RowDesk``, what others do is seen by ``Lookout``; nothing here waits for the
database.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.domain.operator import OperatorStatus, Queue
from engine.ports import telephony as port
from engine.ports.clock import Clock
from engine.ports.operators import OperatorOrder, OrderKind
from engine.ports.storage import Database, Stores
from engine.routing import commands, events
from engine.routing.call_orders import DialDo
from engine.routing.router import Router
from engine.service.call_plan import Voice
from engine.service.journal import Journal
from engine.service.operator_room import SubscriberSeat, WaitRequest
from engine.service.routing.call_orders import CallOrders
from engine.service.routing.callers import Caller
from engine.service.routing.dialled import Dialled
from engine.service.routing.floor import Floor
from engine.service.routing.lookout import Look, Lookout
from engine.service.routing.manual_calls import ManualCalls
from engine.service.routing.manual_dialling import ManualDialling, ManualParts
from engine.service.routing.operator_leg import LegPhone
from engine.service.routing.order_desk import OrderDesk, Refused
from engine.service.routing.outside_calls import OutsideParts
from engine.service.routing.pacing_feed import PacingFeed
from engine.service.routing.passing_on import PassingOn
from engine.service.routing.presence import Presence
from engine.service.routing.promised_call import PromisedParts
from engine.service.routing.promised_calls import PromisedCalls
from engine.service.routing.reading_aloud import ReadingAloud
from engine.service.routing.recording_pause import RecordingPause
from engine.service.routing.roster import Roster
from engine.service.routing.rows import RowDesk
from engine.service.routing.run_name import living
from engine.service.routing.sharing import is_ours
from engine.service.routing.supervision import SupervisionDesk
from engine.service.timers import TimerHandle, Timers

log = logging.getLogger(__name__)

#: At the end: the rows of the last talks may take so long.
_END_S = 3.0


@dataclass(frozen=True, slots=True)
class RoutingParts:
    """``database``: a connection of its own; ``fail``: of the engine; ``judging``: of Lookout."""

    database: Database
    journal: Journal
    phone: LegPhone
    outside: OutsideParts
    manual: ManualParts
    clock: Clock
    timers: Timers
    pacing: PacingFeed
    voice: Voice
    fail: Callable[[BaseException], None]
    judging: Callable[[], datetime] | None = None


class RoutingHost:
    """Fulfils engine.service.operator_room.OperatorRoom. ``begin`` it, then run ``tasks``."""

    #: None before ``begin``.
    router: Router | None = None

    def __init__(self, parts: RoutingParts) -> None:
        #: Of this run (see run_name); "" before ``begin``.
        self.name = ""
        self._clock = parts.clock
        self._timers = parts.timers
        self._fail = parts.fail
        self._journal = parts.journal
        self._pacing = parts.pacing
        self._loop = asyncio.get_running_loop()
        self._rows = RowDesk(parts.database, parts.clock, self.feed)
        self._lookout = Lookout(parts.database, parts.clock, self._seen, parts.judging)
        self._presence = Presence()
        self._orders = OrderDesk(parts.journal, parts.clock)
        self.roster = Roster()
        self._dialling = ManualDialling(parts.manual, self._orders, self.feed)
        self._manual = ManualCalls(
            parts.manual, self._orders, self._dialling,
            lambda operator: self._asked.status(operator), self.roster,
        )  # fmt: skip
        self._promised = PromisedCalls(
            PromisedParts(
                shared=parts.manual,
                outside=parts.outside,
                phone=parts.phone,
                orders=self._orders,
                roster=self.roster,
                feed=self.feed,
                status=lambda operator: self._asked.status(operator),
                is_ours=lambda number: is_ours(
                    parts.manual.session_id(), parts.pacing.sessions, number
                ),
                ring=lambda offer: self._floor.ringing.ring(offer),
                enter=self.enter,
                leave=self.leave,
                write=parts.journal.write,
            )
        )
        dialled = Dialled(self._dialling, self._promised, parts.phone)
        self._floor = Floor(
            parts, self.feed, self._presence, dialled, self.roster, self._lookout.wake
        )
        self._dialling.tone = self._floor.legs.tone
        self.supervision = SupervisionDesk(parts, self._floor, self._supervise_soon)
        recording = RecordingPause(parts.phone.telephony, parts.timers)
        callers = self._floor.callers
        self._reading = ReadingAloud(
            parts.phone.telephony, parts.voice, self._orders, parts.manual.spawn,
            lambda caller: callers.of_call(caller.request.call_id) is caller,
            self._floor.has_heard,
        )  # fmt: skip
        passing = PassingOn(
            self._floor, self._orders, parts.database, parts.outside.country, parts.manual.spawn
        )
        self._call_orders = CallOrders(
            self._floor, self._orders, recording, self._reading, passing, self.feed, self._token_of
        )
        self._floor.consult_reached = self._call_orders.consult_reached
        self._floor.consult_over = self._call_orders.consult_over
        self._serves: dict[OrderKind, Callable[[OperatorOrder], None]] = {
            OrderKind.CALL: self._call_orders.take,
            OrderKind.DIAL: self._dial,
        }
        self._inbox: deque[events.RoutingEvent] = deque()
        self._pumping = False
        self._timer: TimerHandle | None = None
        self._timer_at: datetime | None = None
        self._ended = False
        self._operators: tuple[int, ...] = ()
        self._gone: set[str] = set()

    def known_queues(self) -> Mapping[str, Queue]:
        return self.roster.queues

    @property
    def floor(self) -> Floor:
        return self._floor

    @property
    def live(self) -> int:
        """Calls of ours that belong to no attempt and have not come in."""
        return self._promised.live

    # --- life ----------------------------------------------------------------------------------

    async def begin(self, name: str) -> None:
        """Look around for the first time. Raises StorageUnavailable; may be repeated then."""
        if self.router is None:
            self.name = self._floor.name = self._lookout.node = name
            self._dialling.name = self._promised.name = self.supervision.name = name
            self.router = Router(name, self._clock.now())
        await self._lookout.look()
        self._set_timer()

    def tasks(self) -> tuple[Coroutine[Any, Any, None], ...]:
        """What runs as long as the node does."""
        return self._rows.run(), self._lookout.run(), self._promised.run()

    def wake(self) -> None:
        """Something was written by others. In the loop's own thread."""
        self._lookout.wake()

    def stop_dialling(self) -> None:
        """The engine stops: nobody is called any more for an operator, whom its end would cut off.
        Other engines take such orders."""
        self._lookout.kinds = (OrderKind.WISH, OrderKind.CALL)
        self._promised.stop()

    async def finish(self) -> None:
        """The calls are over: wait until the operators' rows say so too, if that is possible. Then
        the router's clock stands still: the loop may live on."""
        deadline = self._clock.monotonic() + _END_S
        while self._clock.monotonic() < deadline:
            holds = any(s.hold is not None and s.hold.node == self.name for s in self._statuses())
            if self._rows.idle and not holds and not self._floor.legs:
                break
            await self._clock.sleep(0.05)
        self._ended = True
        if self._timer is not None:
            self._timer.cancel()

    # --- OperatorRoom --------------------------------------------------------------------------

    def enter(self, request: WaitRequest, seat: SubscriberSeat) -> None:
        caller = self._floor.enter(request, seat)
        # Not at once: whoever enters is not to be called back before this returns.
        self._loop.call_soon(self._or_fail, self._entered, caller)

    def leave(self, call_id: str) -> None:
        self._reading.gone(call_id)
        party = self._floor.leave(call_id)
        if party is not None:
            gone = events.SubscriberGone(party)
            self._loop.call_soon(self._or_fail, self.feed, gone)

    def _entered(self, caller: Caller) -> None:
        if not self._floor.has_operator(caller):
            self.feed(self._floor.waiting(caller))

    def handle(self, call_id: str, event: port.TelephonyEvent) -> bool:
        """An event of the telephone network; False: it is of no operator's leg."""
        return (
            self.supervision.handle(call_id, event)
            or self._reading.handle(call_id, event)
            or self._floor.handle(call_id, event)
            or self._promised.handle(call_id, event)
        )

    # --- the router ----------------------------------------------------------------------------

    def feed(self, event: events.RoutingEvent) -> None:
        """May be called by what the router's own commands have caused: it waits its turn."""
        self._inbox.append(event)
        if self._pumping or self.router is None:
            return
        self._pumping = True
        try:
            while self._inbox:
                event = self._inbox.popleft()
                self._carry_out(self._asked.handle(event, self._clock.now()))
                self._note(event)
        finally:
            self._pumping = False
        self.supervision.review_soon()
        self._set_timer()

    def _supervise_soon(self, review: Callable[[], None]) -> None:
        self._loop.call_soon(self._or_fail, lambda _: review(), None)

    @property
    def _asked(self) -> Router:
        assert self.router is not None
        return self.router

    def _or_fail(self, action: Callable[[Any], None], argument: object) -> None:
        try:
            action(argument)
        except Exception as error:
            self._fail(error)

    def _on_timer(self) -> None:
        due = self._timer_at
        self._timer = self._timer_at = None
        now = self._clock.now()
        # A loop's timer may come a hair's breadth early.
        self._carry_out(self._asked.handle_timer(now if due is None else max(now, due)))
        self._set_timer()

    def _set_timer(self) -> None:
        when = self._asked.next_timer()
        if when == self._timer_at or self._ended:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer_at = when
        delay_s = (when - self._clock.now()).total_seconds()
        self._timer = self._timers.call_later(delay_s, self._on_timer)

    def _carry_out(self, out: list[commands.RoutingCommand]) -> None:
        for command in out:
            match command:
                case commands.SaveStatus() | commands.ReadStatus() | commands.ReadStatuses():
                    self._rows.carry_out(command)
                case commands.AnswerWish(request_id=request_id, refusal=refusal):
                    self._orders.wish_answered(request_id, refusal)
                case commands.EndSession(operator_id=operator_id, workstation=workstation):
                    # The older session finds out by its next beat.
                    log.info("operator %d is signed in at %s now", operator_id, workstation)
                case commands.WarnBreakOver(operator_id=operator_id, reason=reason):
                    # The workstation counts the minutes of the row itself.
                    log.info("operator %d overstays the break %s", operator_id, reason)
                case _:
                    self._floor.carry_out(command)

    def _note(self, event: events.RoutingEvent) -> None:
        """What the dialer is to know of operators."""
        match event:
            case events.StatusesRead():
                for status in self._statuses():
                    self._pacing.operator(status)
            case events.StatusChanged() | events.StatusSaved() | events.StatusRead():
                known = self._asked.status(event.status.operator_id)
                if known is not None:
                    self._pacing.operator(known)

    def _token_of(self, operator_id: int) -> str:
        status = self._asked.status(operator_id)
        return "" if status is None else status.token

    def _statuses(self) -> list[OperatorStatus]:
        known = (self._asked.status(operator_id) for operator_id in self._operators)
        return [status for status in known if status is not None]

    # --- what others do ------------------------------------------------------------------------

    def _seen(self, look: Look) -> None:
        if look.setting is not None:
            setting = look.setting
            self._operators = tuple(operator.id for operator in setting.operators)
            self.roster.set(setting)
            self.feed(setting)
            self._pacing.set(setting.operators, setting.queues)
        at = self._clock.monotonic()
        self._presence.look(look.sessions, at)
        self._judge_returned(look)
        for status in look.feed.statuses:
            self.feed(events.StatusChanged(status))
        self._judge_gone(look)
        self._pacing.nodes(look.nodes, self.name, look.at)
        for status in self._statuses():
            present = self._presence.correction(status, at)
            if present is not None:
                self.feed(events.PresenceChanged(status.operator_id, status.token, present))
        self._manual.forget_old()
        for order in look.orders:
            self._take(order)
        self.supervision.look(look.supervisions)

    def _judge_returned(self, look: Look) -> None:
        for node in living(self._gone, look.nodes, self.name, look.at):
            log.warning("node %s is back", node)
            self._gone.discard(node)
            self.feed(events.NodeReturned(node))

    def _judge_gone(self, look: Look) -> None:
        """Whoever was out of touch itself does not judge others."""
        if not living((self.name,), look.nodes, self.name, look.at):
            return
        held = {s.hold.node for s in self._statuses() if s.hold is not None}
        nodes = {each.node for each in look.supervisions} - {"", self.name}
        lost = nodes - living(nodes, look.nodes, self.name, look.at)
        self.supervision.close(lost, look.supervisions, look.at)
        for node in held - living(held, look.nodes, self.name, look.at) - self._gone:
            log.warning("node %s is gone: its operators are free", node)
            self._gone.add(node)
            self.feed(events.NodeGone(node))
            now = self._clock.now()
            self._journal.write("talks", _close_talks(node, now))

    def _take(self, order: OperatorOrder) -> None:
        if not self._orders.first_time(order):
            return
        if order.kind is OrderKind.WISH:
            wish = self._orders.wish(order)
            if wish is not None:
                self.feed(wish)
            return
        self._orders.serve(order, self._serves[order.kind])

    def _dial(self, order: OperatorOrder) -> None:
        promised = order.arguments.get("do") == DialDo.CALLBACK
        take = self._promised.take if promised else self._manual.take
        try:
            take(order)
        except Refused as refused:
            self._orders.refuse(order.id, refused.code, **refused.arguments)


def _close_talks(node: str, now: datetime) -> Callable[[Stores], int]:
    return lambda stores: stores.operators.close_talks(node, now)
