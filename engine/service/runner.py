"""The engine: one coroutine that runs under asyncio (headless) and under Qt's loop alike.

It feeds the dialer with what the database, the telephone network and the clock say, and does
what the dialer decides. Order of start: session (and recovery of an earlier run's attempts) →
telephony → campaigns → dialling. Order of stop: no new calls → live calls finish or are ended →
journal written out → session ended.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.dialer import model as dial
from engine.dialer.idle_words import to_json
from engine.domain.campaign import CampaignState
from engine.ports import telephony as port
from engine.ports.clock import Clock
from engine.ports.storage import Database, NodeSession, StorageUnavailable
from engine.ports.telephony import Telephony
from engine.scheme.node_types import NodeTypes
from engine.service.attempt_desk import AttemptDesk
from engine.service.call_plan import CallServices, Voice
from engine.service.call_session import CallSession
from engine.service.campaign_watch import CampaignWatch, Snapshot
from engine.service.commands import CommandDesk
from engine.service.dialer_host import DialerHost
from engine.service.journal import Journal
from engine.service.node_lease import RENEW_S, NodeIdentity, NodeLease
from engine.service.timers import Timers

log = logging.getLogger(__name__)

POLL_S = 0.5
ACTIVITY_S = 1.0
#: After a request to stop, live calls have this long to finish.
GRACE_S = 30.0


@dataclass(frozen=True, slots=True)
class EngineParts:
    """What the composition root chooses (rino_desktop.bootstrap)."""

    identity: NodeIdentity
    #: Opens one more connection to the shared database.
    open_database: Callable[[], Database]
    telephony: Telephony
    voice: Voice
    clock: Clock
    node_types: NodeTypes
    alive: Callable[[NodeSession], bool]
    recording_name: Callable[[str, int, datetime], str]
    recording_path: Callable[[str], Path]
    #: Called now and then on the engine's loop, e.g. for scheduled reports; may be empty.
    chores: Sequence[Callable[[], Coroutine[Any, Any, None]]] = ()


class EngineRunner:
    def __init__(self, parts: EngineParts, *, grace_s: float = GRACE_S) -> None:
        self._parts = parts
        self._grace_s = grace_s
        self._clock = parts.clock
        self._stop = asyncio.Event()
        self._failure: asyncio.Future[None] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self._snapshot = Snapshot((), ())
        self._stopping = False
        self._available = True
        self._poll_now = asyncio.Event()
        self._activity: dict[int, tuple[str, int]] = {}
        #: Set when the engine is ready to dial (benchmarks and tests wait for it).
        self.ready = asyncio.Event()

    def request_stop(self) -> None:
        """No new calls; live calls finish or have ``grace_s``. Safe in a signal handler."""
        self._stop.set()

    # --- life ----------------------------------------------------------------------------------

    async def run(self, *, until_done: bool = False) -> None:
        """Run until ``request_stop``, or, with ``until_done``, until no running campaign has
        work left. Raises KnownError when the node cannot start."""
        parts = self._parts
        self._loop = asyncio.get_running_loop()
        self._failure = self._loop.create_future()
        self._work = parts.open_database()
        self._log_database = parts.open_database()
        self._watch = CampaignWatch(self._work, parts.node_types)
        self._timers = Timers(self._clock, self._fail)
        self._journal = Journal(self._log_database, self._clock, self._on_availability)
        self._host = DialerHost(
            self._work, self._journal, self._clock, self._timers,
            lambda: self._snapshot, self._poll_soon, self._spawn,
        )  # fmt: skip
        services = CallServices(
            telephony=parts.telephony,
            voice=parts.voice,
            clock=self._clock,
            timers=self._timers,
            lines=self._host,
            spawn=self._spawn,
            adopt=self._adopt,
        )
        self._desk = AttemptDesk(
            self._journal, services, self._on_attempt_ended,
            parts.recording_name, parts.recording_path,
        )  # fmt: skip
        self._desk.may_dial = self._may_dial
        self._host.desk = self._desk
        self._commands = CommandDesk(self._journal, services, lambda: self._snapshot)
        self._lease = NodeLease(self._work, self._clock, parts.identity, parts.alive)
        try:
            self._desk.session_id = await self._lease.begin()
            await self._start(until_done)
            await self._until_over()
        finally:
            await self._shut_down()
            self._work.close()
            self._log_database.close()
        if self._failure.done():
            self._failure.result()

    async def _start(self, until_done: bool) -> None:
        for coroutine in (self._timers.run(), self._journal.run(), self._desk.run()):
            self._spawn(coroutine)
        await self._parts.telephony.start(self._on_telephony)
        self._work.listen(self._poll_soon)
        await self._poll_campaigns()
        self.ready.set()
        log.info("node %s is ready to dial", self._parts.identity.node)
        for coroutine in (
            self._keep_campaigns(until_done),
            self._keep_lease(),
            self._host.keep_lines(),
            self._host.keep_outlook(),
            self._keep_activity(),
            self._keep_commands(),
        ):
            self._spawn(coroutine)
        for chore in self._parts.chores:
            self._spawn(chore())

    async def _until_over(self) -> None:
        assert self._failure is not None
        stop: asyncio.Future[Any] = asyncio.ensure_future(self._stop.wait())
        await asyncio.wait((stop, self._failure), return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()

    async def _shut_down(self) -> None:
        self._stopping = True
        if self._lease.session_id:
            self._host.feed(dial.DiallingStopped("stopping", release=True))
            deadline = self._clock.monotonic() + self._grace_s
            while self._busy() and self._clock.monotonic() < deadline and not self._failed():
                await self._clock.sleep(0.05)
            if self._busy() and not self._failed():
                log.warning("%d calls did not end in time and are ended now", self._desk.live)
                self._desk.stop_all()
                self._commands.stop_all()
                await self._clock.sleep(0.5)
            await self._parts.telephony.stop()
            if self._available and not self._failed():
                await self._journal.drained()
            await self._lease.end()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _busy(self) -> bool:
        return self._desk.live > 0 or self._commands.live > 0

    def _failed(self) -> bool:
        return self._failure is not None and self._failure.done()

    def _spawn(self, coroutine: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Every task has an owner that reports its failure."""
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._on_task_done)
        return task

    def _on_task_done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self._fail(task.exception())

    def _fail(self, error: BaseException | None) -> None:
        log.critical("the engine failed: %s", error, exc_info=error)
        if self._failure is not None and not self._failure.done() and error is not None:
            self._failure.set_exception(error)

    def _poll_soon(self) -> None:
        self._loop.call_soon_threadsafe(self._poll_now.set)

    def _on_attempt_ended(self, dial_id: int) -> None:
        self._host.feed_soon(dial.AttemptEnded(dial_id))

    def _may_dial(self, campaign_id: int) -> bool:
        if self._stopping or not self._available:
            return False
        return any(
            c.id == campaign_id and c.state is CampaignState.RUNNING
            for c in self._snapshot.campaigns
        )

    def _adopt(self, call_id: str, session: CallSession) -> None:
        self._desk.adopt(call_id, session)

    # --- the telephone network -----------------------------------------------------------------

    def _on_telephony(self, event: port.TelephonyEvent) -> None:
        try:
            self._route(event)
        except Exception as error:
            self._fail(error)

    def _route(self, event: port.TelephonyEvent) -> None:
        match event:
            case port.TrunkStatusChanged():
                log.info("trunk %d: %s %s", event.trunk_id, event.status, event.detail)
                session_id, e = self._desk.session_id, event
                self._journal.write("trunk", lambda s: s.nodes.set_trunk_status(
                    session_id, e.trunk_id, e.status, e.detail, e.at))  # fmt: skip
                self._host.feed(dial.TrunkHealthChanged(
                    event.trunk_id, event.status, event.detail, event.retry_at))  # fmt: skip
            case port.IncomingCallRefused(trunk_id=trunk_id, at=at, caller=caller, called=called):
                log.info("an incoming call from %s was refused", caller)
                self._journal.write("incoming", lambda s: s.nodes.record_incoming(
                    trunk_id, at, caller, called))  # fmt: skip
            case port.WorkerLost():
                log.error("line worker %s died with %d calls: %s",
                          event.worker, event.calls, event.detail)  # fmt: skip
            case _:
                call_id = event.call_id
                if not self._desk.handle(call_id, event):
                    self._commands.handle(call_id, event)
                if isinstance(event, port.CallEnded):
                    self._desk.forget_leg(call_id)

    # --- tasks ---------------------------------------------------------------------------------

    def _on_availability(self, available: bool, detail: str) -> None:
        if self._available == available:
            return
        self._available = available
        if not available:
            log.error("nothing is dialled until the database is back: %s", detail)
            # What is claimed goes back with the first write after the return: nobody knows
            # how long that takes, and hours may close meanwhile.
            self._host.feed_soon(dial.DiallingStopped("storage", release=True))
            return
        self._poll_now.set()
        self._spawn(self._resume())

    async def _resume(self) -> None:
        session_id = self._desk.session_id
        # A claim whose commit got through while its answer was lost would stay ours for ever.
        await self._journal.submit("claims", lambda s: s.nodes.release_claims(session_id))
        if self._available and not self._stopping:
            self._host.feed_soon(dial.DiallingResumed())

    async def _pause(self, seconds: float, wake: asyncio.Event | None = None) -> None:
        if wake is None:
            await self._clock.sleep(seconds)
            return
        woken = asyncio.ensure_future(wake.wait())
        slept = asyncio.ensure_future(self._clock.sleep(seconds))
        try:
            await asyncio.wait({woken, slept}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            woken.cancel()
            slept.cancel()
        wake.clear()

    async def _poll_campaigns(self) -> None:
        snapshot = await self._watch.look()
        before = {c.id: c.state for c in self._snapshot.campaigns}
        old, self._snapshot = self._snapshot, snapshot
        if snapshot.trunks != old.trunks:
            self._parts.telephony.set_trunks(snapshot.trunks)
            self._host.feed(dial.TrunksChanged(snapshot.trunks))
        if snapshot.campaigns != old.campaigns or snapshot.schemes.keys() != old.schemes.keys():
            # A campaign whose scheme cannot be used must not dial.
            self._host.feed(dial.CampaignsChanged(tuple(
                c for c in snapshot.campaigns
                if c.state is not CampaignState.RUNNING or c.id in snapshot.schemes
            )))  # fmt: skip
        if old.campaigns != snapshot.campaigns:
            for campaign in snapshot.campaigns:
                if campaign.state is CampaignState.RUNNING:
                    self._parts.telephony.prepare(
                        min(campaign.settings.max_lines,
                            sum(t.settings.lines for t in snapshot.trunks))
                    )  # fmt: skip
        ended = (CampaignState.FINISHED, CampaignState.ARCHIVED, CampaignState.DRAFT)
        states = {c.id: c.state for c in snapshot.campaigns}
        for campaign_id, state in before.items():
            now_state = states.get(campaign_id, CampaignState.ARCHIVED)
            if now_state is not state and now_state in ended:
                self._desk.stop_campaign(campaign_id)

    async def _keep_campaigns(self, until_done: bool) -> None:
        while True:
            await self._pause(POLL_S, self._poll_now)
            try:
                await self._poll_campaigns()
            except StorageUnavailable as error:
                self._on_availability(False, str(error))
                continue
            # The journal notices the return itself when it has writes to repeat.
            if not self._available and self._journal.backlog == 0:
                self._on_availability(True, "")
            running = any(c.state is CampaignState.RUNNING for c in self._snapshot.campaigns)
            if until_done and not running and not self._busy() and self._journal.backlog == 0:
                self._stop.set()

    async def _keep_lease(self) -> None:
        while True:
            await self._pause(RENEW_S)
            try:
                if await self._lease.renew():
                    continue
            except StorageUnavailable as error:
                self._on_availability(False, str(error))
                continue
            # Claims of the old session are others' now.
            self._host.feed(dial.DiallingStopped("storage", release=True))
            self._desk.session_id = self._lease.session_id
            if self._available and not self._stopping:
                self._host.feed(dial.DiallingResumed())

    async def _keep_activity(self) -> None:
        """Tell the others why nothing is dialled, or that it is (campaign status)."""
        while True:
            await self._pause(ACTIVITY_S)
            now = self._clock.now()
            for campaign in self._snapshot.campaigns:
                if campaign.state is not CampaignState.RUNNING:
                    self._activity.pop(campaign.id, None)
                    continue
                fault = self._snapshot.faults.get(campaign.id)
                reason = (
                    dial.IdleReason("scheme", {"detail": fault})
                    if fault is not None
                    else self._host.idle_reason(campaign.id)
                )
                state = ("" if reason is None else to_json(reason),
                         self._desk.live_of(campaign.id))  # fmt: skip
                if self._activity.get(campaign.id) == state:
                    continue
                self._activity[campaign.id] = state
                session_id, campaign_id = self._desk.session_id, campaign.id
                idle, live = state
                self._journal.write("activity", lambda s, c=campaign_id, i=idle, n=live: (  # type: ignore[misc]
                    s.nodes.set_activity(session_id, c, i, n, now)))  # noqa: B023  # fmt: skip

    async def _keep_commands(self) -> None:
        while True:
            await self._pause(POLL_S)
            if not self._available:
                continue
            session_id = self._desk.session_id
            try:
                commands = await self._work.run(
                    lambda s: s.nodes.pending_commands(session_id)  # noqa: B023
                )
            except StorageUnavailable:
                continue
            for command in commands:
                await self._commands.serve(command, session_id)
