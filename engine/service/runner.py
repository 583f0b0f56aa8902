"""The engine: one coroutine that runs under asyncio (headless) and under Qt's loop alike.

It feeds the dialer with what the database, the telephone network and the clock say, and does
what the dialer decides. Order of start: session (and recovery of an earlier run's attempts) →
telephony → campaigns → dialling. Order of stop: no new calls → live calls finish or are ended →
journal written out → stores get the batch in flight → session ended.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from engine import log_context
from engine.dialer import model as dial
from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from engine.service.activity import ActivityBoard
from engine.service.attempt_desk import AttemptDesk
from engine.service.availability import Availability
from engine.service.call_plan import CallServices
from engine.service.campaign_keeper import CampaignKeeper
from engine.service.campaign_watch import CampaignWatch
from engine.service.commands import CommandDesk
from engine.service.dialer_host import DialerHost
from engine.service.engine_parts import EngineParts, open_all
from engine.service.figure_desk import FigureDesk
from engine.service.incoming_desk import IncomingDesk, IncomingParts
from engine.service.journal import Journal
from engine.service.line_events import LineEvents
from engine.service.node_lease import RENEW_S, NodeLease
from engine.service.order_caller import OrderCaller
from engine.service.outbox.deliveries import Deliveries
from engine.service.outside_steps import OutsideSteps
from engine.service.routing.wiring import OperatorsPart
from engine.service.scheme_calls import SchemeCallParts, SchemeCalls
from engine.service.shutdown import EngineEnd
from engine.service.stop_list import StopList
from engine.service.supervised_calls import first_of
from engine.service.timers import Timers, pause

T = TypeVar("T")
log = logging.getLogger(__name__)

POLL_S = 0.5
ACTIVITY_S = 1.0
#: After a request to stop, live calls have this long to finish.
GRACE_S = 30.0
#: A database that goes away while the engine starts is waited for.
START_PATIENCE_S = 30.0


class EngineRunner:
    """For one ``run``; make a new one for the next."""

    def __init__(self, parts: EngineParts, *, grace_s: float = GRACE_S) -> None:
        self._parts = parts
        self._grace_s = grace_s
        #: When live calls are ended (monotonic); None: nobody has asked to stop.
        self._stop_by: float | None = None
        self._clock = parts.clock
        self._stop = asyncio.Event()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._stopping = False
        self._poll_now = asyncio.Event()
        self._renew_now = asyncio.Event()
        self._look_lock = asyncio.Lock()
        #: Set when the engine is ready to dial (benchmarks and tests wait for it).
        self.ready = asyncio.Event()

    def request_stop(self, grace_s: float | None = None) -> None:
        """No new calls; live calls finish or have ``grace_s`` from now (None: that of the runner).
        Safe in a signal handler. May be repeated; what was promised first never grows."""
        until = self._clock.monotonic() + (self._grace_s if grace_s is None else grace_s)
        self._stop_by = until if self._stop_by is None else min(self._stop_by, until)
        self._stop.set()

    @property
    def live_calls(self) -> int:
        """Calls that go on, test calls included."""
        return self._end.calls if self.ready.is_set() else 0

    @property
    def grace_left_s(self) -> float:
        """How long live calls may still go on, once it has been asked to stop; seconds."""
        return max(0.0, (self._stop_by or 0.0) - self._clock.monotonic())

    # --- life ----------------------------------------------------------------------------------

    async def run(self, *, until_done: bool = False) -> None:
        """Run until ``request_stop``, or, with ``until_done``, until no running campaign has
        work left. Raises KnownError when the node cannot start."""
        log_context.bind(node=self._parts.identity.node)
        self._loop = asyncio.get_running_loop()
        self._failure: asyncio.Future[None] = self._loop.create_future()
        beside = [self._loop.create_task(each()) for each in self._parts.from_the_start]
        for task in beside:
            task.add_done_callback(self._on_task_done)
        try:
            await self._live(until_done)
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)

    async def _live(self, until_done: bool) -> None:
        # A server that does not answer must not hold up the desktop, whose loop this may be.
        opener = self._parts.open_vital or self._parts.open_database
        databases = await asyncio.to_thread(open_all, opener, 3)
        self._work, self._log_database, self._rows_database = databases
        self._assemble()
        try:
            await self._start(until_done)
            await self._until_over()
        finally:
            self._stopping = True
            if self._stop_by is None:  # done, or failed
                self.request_stop()
            await self._end.come()
            if self._parts.scripts is not None:
                await self._parts.scripts.close()
            if self._sources is not None:
                self._sources.close()
            for database in databases:
                await asyncio.to_thread(database.close)
        if self._failure.done():
            self._failure.result()

    def _assemble(self) -> None:
        parts = self._parts
        self._timers = Timers(self._clock, self._fail)
        self._availability = Availability(
            self._clock, self._spawn, self._regain, self._on_lost, self._on_regained, parts.signs
        )
        self._watch = CampaignWatch(
            self._work, parts.node_types, parts.presets, self._clock, parts.scenarios
        )
        self._sources = parts.open_sources(self._work) if parts.open_sources else None
        self._lease = NodeLease(
            self._work, self._clock, parts.identity, parts.alive, parts.signs, parts.skew,
            parts.unwritten,
        )  # fmt: skip
        self._journal = Journal(self._log_database, self._clock, self._on_journal, parts.unwritten)
        self._host = DialerHost(
            self._work, self._journal, self._lease, self._availability, self._clock,
            self._timers, lambda: self._keeper.snapshot, self._poll_now.set, self._spawn,
            self._fail,
        )  # fmt: skip
        self._operators = OperatorsPart(
            self._rows_database, self._journal, self._lease, parts.identity, parts.telephony,
            self._clock, self._timers, self._host, self._spawn, self._fail,
            parts.voice, self._availability.lost,
        )  # fmt: skip
        services = CallServices(
            telephony=parts.telephony,
            voice=parts.voice,
            clock=self._clock,
            timers=self._timers,
            lines=self._host,
            spawn=self._spawn,
            adopt=lambda call_id, session: self._desk.adopt_leg(call_id, session),
            forget=parts.forget_recordings,
            listed=StopList(self._rows_database).has,
            outside=OutsideSteps(self._journal, self._sources, parts.scripts),
            operators=self._operators.room,
        )
        self._desk = AttemptDesk(
            self._journal, self._lease, services, self._on_attempt_ended, self._may_dial,
            self._renew_now.set, parts.recording_name, parts.message_name, parts.recording_path,
            lambda dial_id: self._host.feed_soon(dial.MachineAnswered(dial_id)), parts.figures,
        )  # fmt: skip
        self._host.desk = self._operators.desk = self._desk
        self._operators.room.supervision.calls = first_of(
            (self._desk.heard, lambda key: self._incoming.heard(key))
        )
        self._keeper = CampaignKeeper(parts.telephony, self._host.feed, self._desk.stop_campaign)
        self._operators.keeper = self._keeper
        scheme_calls = SchemeCalls(
            self._work, self._journal, services, parts.node_types,
            SchemeCallParts(
                lambda: self._keeper.snapshot.trunks, self._keeper.add_beside,
                self._keeper.drop_beside, parts.message_name, parts.recording_path,
            ),
        )  # fmt: skip
        self._commands = CommandDesk(
            self._journal, services, lambda: self._keeper.snapshot, self._desk.stop_campaign,
            scheme_calls, lambda trunk_id: self._events.works(trunk_id),
        )  # fmt: skip
        self._incoming = IncomingDesk(
            self._journal, self._lease, services, self._availability,
            IncomingParts(
                lambda: self._keeper.snapshot, lambda: self._stopping or self._stop.is_set(),
                parts.recording_name, parts.message_name, parts.recording_path,
                self._operators.room.roster,
            ),
        )  # fmt: skip
        self._orders = OrderCaller(
            self._work, self._journal, services, lambda: self._keeper.snapshot.trunks,
            lambda trunk_id: self._events.works(trunk_id),
        )  # fmt: skip
        self._events = LineEvents(
            self._journal, self._lease, self._host, self._incoming,
            (self._operators.room, self._desk, self._incoming, self._orders, self._commands),
            self._fail,
        )  # fmt: skip
        self._board = ActivityBoard(
            self._journal, self._lease, self._desk, self._clock, self._host.idle_reason
        )
        self._figures = FigureDesk(
            parts.figures, parts.telephony, self._host, self._desk, self._journal,
            self._availability,
        )  # fmt: skip
        self._deliveries = Deliveries(
            parts.open_database, parts.open_store, parts.recording_path, self._clock,
            parts.identity.node, lambda: self._keeper.snapshot.campaigns, self._orders.charges,
        )  # fmt: skip
        self._end = EngineEnd(
            host=self._host, desk=self._desk, commands=self._commands, incoming=self._incoming,
            orders=self._orders, journal=self._journal, lease=self._lease,
            telephony=parts.telephony, operators=self._operators, clock=self._clock,
            until=lambda: self._stop_by or 0.0, failure=self._failure, tasks=self._tasks,
            signs=parts.signs, deliveries=self._deliveries, unwritten=parts.unwritten,
        )  # fmt: skip

    async def _start(self, until_done: bool) -> None:
        self._end.journal_task = self._spawn(self._journal.run())
        await self._patiently(self._lease.begin)
        if not self._lease.session_id:
            return  # asked to stop meanwhile
        self._spawn(self._desk.run())
        await self._parts.telephony.start(self._events.take)
        self._work.listen(self._poll_soon)
        await self._patiently(self._look)
        await self._patiently(self._operators.begin)
        self.ready.set()
        log.info("node %s is ready to dial", self._parts.identity.node)
        for coroutine in (
            self._keep_campaigns(until_done),
            self._keep_lease(),
            self._keep_activity(),
            self._incoming.run(),
            self._host.keep_lines(),
            self._host.keep_outlook(),
            self._deliveries.run(),
            *self._operators.tasks(),
        ):
            self._spawn(coroutine)
        for chore in self._parts.chores:
            self._spawn(chore())

    async def _patiently(self, action: Callable[[], Coroutine[Any, Any, T]]) -> None:
        deadline = self._clock.monotonic() + START_PATIENCE_S
        while not self._stop.is_set():
            try:
                await action()
                return
            except StorageUnavailable as error:
                if self._clock.monotonic() >= deadline:
                    raise KnownError(
                        "The database went away while the engine was starting: {reason}",
                        mend="Start it again when the database is back.",
                        reason=error,
                    ) from error
                log.warning("waiting for the database: %s", error)
                await self._clock.sleep(1.0)

    async def _until_over(self) -> None:
        stop: asyncio.Future[Any] = asyncio.ensure_future(self._stop.wait())
        await asyncio.wait((stop, self._failure), return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()

    def _spawn(self, coroutine: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Every task has an owner that reports its failure."""
        task = self._loop.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._on_task_done)
        return task

    def _on_task_done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        log.critical("the engine failed: %s", error, exc_info=error)
        if not self._failure.done():
            self._failure.set_exception(error)

    # --- questions of the parts ----------------------------------------------------------------

    def _on_attempt_ended(self, dial_id: int) -> None:
        self._host.feed_soon(dial.AttemptEnded(dial_id))

    def _may_dial(self, campaign_id: int) -> bool:
        return (
            not self._stopping
            and not self._stop.is_set()
            and self._availability.available
            and campaign_id in self._keeper.snapshot.dialling
        )

    # --- the database --------------------------------------------------------------------------

    def _poll_soon(self) -> None:
        """From any thread."""
        self._loop.call_soon_threadsafe(self._poll_now.set)

    def _on_journal(self, available: bool, detail: str) -> None:
        if not available:
            self._availability.lost(detail)

    def _on_lost(self) -> None:
        # What is claimed goes back with the first write after the return: nobody knows how long
        # that takes, and hours may close meanwhile.
        self._host.feed_soon(dial.DiallingStopped("storage", release=True))

    async def _regain(self) -> None:
        """The lease first: nothing can be opened without it. Then what is claimed goes back: of
        a claim whose answer was lost nobody knows."""
        await self._renew()
        session_id = self._lease.session_id
        await self._journal.submit("claims", lambda s: s.nodes.release_claims(session_id))
        await self._look()

    def _on_regained(self) -> None:
        if not self._stopping:
            self._host.feed_soon(dial.DiallingResumed())

    async def _renew(self) -> bool:
        """False: another session has begun, and the old one's claims are no longer ours."""
        if await self._lease.renew():
            return True
        self._events.note_again()
        return False

    async def _look(self) -> None:
        async with self._look_lock:
            session_id = self._lease.session_id
            snapshot, commands = await self._watch.look(session_id)
            self._keeper.apply(snapshot)
            self._commands.take(commands, session_id, stopping=self._stopping)
            await self._orders.look(session_id, stopping=self._stopping)

    # --- tasks ---------------------------------------------------------------------------------

    async def _keep_campaigns(self, until_done: bool) -> None:
        while True:
            await pause(self._clock, POLL_S, self._poll_now)
            if not self._availability.available:
                continue
            try:
                await self._look()
            except StorageUnavailable as error:
                self._availability.lost(str(error))
                continue
            idle = not self._keeper.snapshot.running and not self._end.busy
            if until_done and idle and not await self._deliveries.pending():
                self._stop.set()

    async def _keep_lease(self) -> None:
        while True:
            await pause(self._clock, RENEW_S, self._renew_now)
            if not self._availability.available:
                continue
            try:
                kept = await self._renew()
            except StorageUnavailable as error:
                self._availability.lost(str(error))
            else:
                if not kept:
                    self._availability.lost("this node's session was given up by another node")

    async def _keep_activity(self) -> None:
        while True:
            await self._clock.sleep(ACTIVITY_S)
            snapshot = self._keeper.snapshot
            self._keeper.prepare_lines(self._board.tick(snapshot))
            self._figures.take(snapshot, ending=self._stopping or self._stop.is_set())
