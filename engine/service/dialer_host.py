"""Joins the sans-IO dialer to the database and the attempt desk.

``feed`` hands it an event and does what it commands; its own timer is kept here. Claims and line
quotas are answered by the database on its own thread.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from engine import log_context
from engine.dialer import model as dial
from engine.dialer.dialer import Dialer
from engine.domain.attempt import ContactVerdict
from engine.domain.campaign import CampaignSettings
from engine.domain.contact import Contact
from engine.domain.refusal import QUOTA_BUSY, QUOTA_FULL
from engine.ports.clock import Clock
from engine.ports.storage import Database, StorageUnavailable, Stores
from engine.service import quota_desk
from engine.service.attempt_desk import AttemptDesk
from engine.service.availability import Availability
from engine.service.call_limits import note_hours
from engine.service.campaign_watch import Snapshot
from engine.service.figures import PacingSight
from engine.service.journal import Journal
from engine.service.node_lease import NodeLease
from engine.service.scenario_desk import FencedScenario, rank
from engine.service.timers import TimerHandle, Timers

log = logging.getLogger(__name__)

OUTLOOK_S = 2.0


class DialerHost:
    """Also the ``LineBroker`` of call sessions. ``desk`` is set before the first event."""

    desk: AttemptDesk

    def __init__(
        self,
        database: Database,
        journal: Journal,
        lease: NodeLease,
        availability: Availability,
        clock: Clock,
        timers: Timers,
        snapshot: Callable[[], Snapshot],
        on_finished: Callable[[], None],
        spawn: Callable[[Coroutine[Any, Any, None]], object],
        fail: Callable[[BaseException], None],
    ) -> None:
        """``on_finished``: a campaign has just ended in the database."""
        self._database = database
        self._journal = journal
        self._lease = lease
        self._availability = availability
        self._clock = clock
        self._timers = timers
        self._snapshot = snapshot
        self._on_finished = on_finished
        self._spawn = spawn
        self._fail = fail
        self._loop = asyncio.get_running_loop()
        self._dialer = Dialer()
        self._timer: TimerHandle | None = None
        self._timer_at: datetime | None = None
        self._lines_wanted: dial.RequestLines | None = None
        self._lines_wake = asyncio.Event()

    def idle_reason(self, campaign_id: int) -> dial.IdleReason | None:
        return self._dialer.idle_reason(campaign_id, self._clock.now())

    def learnt(self, campaign_id: int) -> Mapping[str, Mapping[str, list[float]]]:
        """What pacing has learnt of a campaign; empty when it is not paced."""
        return self._dialer.learnt(campaign_id)

    def pacing(self, campaign_id: int) -> PacingSight | None:
        """None for a campaign that is not paced."""
        pacer = self._dialer.pacer(campaign_id)
        if pacer is None:
            return None
        share, limit = pacer.ringing.rate, pacer.rules.limit
        return PacingSight(
            pacer.operators, pacer.in_flight, pacer.unserved, self._dialer.may_begin(campaign_id),
            share, share * pacer.in_flight, pacer.counts.rate, limit, pacer.risk,
            pacer.predictive,
        )  # fmt: skip

    def feed(self, event: dial.DialerEvent) -> None:
        self._obey(self._dialer.handle(event, self._clock.now()))

    def feed_soon(self, event: dial.DialerEvent) -> None:
        """For those who are called by the dialer's own commands."""
        self._loop.call_soon(self._feed_or_fail, event)

    def _feed_or_fail(self, event: dial.DialerEvent) -> None:
        try:
            self.feed(event)
        except Exception as error:
            self._fail(error)

    def _on_timer(self) -> None:
        due = self._timer_at
        self._timer = self._timer_at = None
        # A loop's timer may come a hair's breadth early; the dialer would only set it again.
        now = self._clock.now()
        self._obey(self._dialer.handle_timer(now if due is None else max(now, due)))

    def _obey(self, commands: list[dial.DialerCommand]) -> None:
        # What it decides is not about the call that has led to it.
        log_context.of_node().run(self._carry_out, commands)

    def _carry_out(self, commands: list[dial.DialerCommand]) -> None:
        for command in commands:
            match command:
                case dial.Dial():
                    self._dial(command)
                case dial.Claim():
                    self._spawn(self._claim(command))
                case dial.RequestLines():
                    self._lines_wanted = command
                    self._lines_wake.set()
                case dial.Settle(contact=contact, verdict=verdict):
                    self._settle(contact.id, verdict)
                case dial.Release(campaign_id=campaign_id, contact_ids=ids, hours=hours):
                    self._release(ids)
                    if hours:
                        self._note_hours(campaign_id, _these(ids))
                case dial.NoteClosed():
                    self._note_closed(command)
                case dial.FinishCampaign(campaign_id=campaign_id):
                    self._spawn(self._finish(campaign_id))
        self._set_timer(self._dialer.next_timer())

    def _set_timer(self, when: datetime | None) -> None:
        if when == self._timer_at:
            return
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._timer_at = when
        if when is not None:
            delay_s = (when - self._clock.now()).total_seconds()
            self._timer = self._timers.call_later(delay_s, self._on_timer)

    def _dial(self, command: dial.Dial) -> None:
        snapshot = self._snapshot()
        context = snapshot.contexts.get(command.campaign_id)
        trunk = snapshot.trunks.get(command.trunk_id)
        if context is None or trunk is None:
            self._release((command.contact.id,))
            self.feed_soon(dial.AttemptEnded(command.dial_id))
            return
        self.desk.dial(command, context, trunk)

    def _settings(self, campaign_id: int) -> CampaignSettings | None:
        context = self._snapshot().contexts.get(campaign_id)
        return None if context is None else context.campaign.settings

    def _settle(self, contact_id: int, verdict: ContactVerdict) -> None:
        session_id = self._lease.session_id
        self._journal.write("settle", lambda s: s.contacts.settle(session_id, contact_id, verdict))

    def _release(self, ids: Sequence[int]) -> None:
        session_id = self._lease.session_id
        self._journal.write("release", lambda s: s.contacts.release(session_id, ids))

    def _note_closed(self, command: dial.NoteClosed) -> None:
        now = self._clock.now()
        self._note_hours(
            command.campaign_id,
            lambda stores: stores.ledger.next_waiting(
                command.campaign_id, command.zone_set_id, command.limit, now
            ),
        )

    def _note_hours(self, campaign_id: int, which: Callable[[Stores], Sequence[int]]) -> None:
        """Into the ledger: these contacts would be called now but for the hours."""
        settings, now = self._settings(campaign_id), self._clock.now()
        if settings is not None:
            self._journal.write(
                "ledger", lambda s: note_hours(s, campaign_id, settings, which(s), now)
            )

    async def _finish(self, campaign_id: int) -> None:
        # By the journal: after the rows of the campaign's last attempts.
        settings = self._settings(campaign_id)
        finished = await self._journal.submit(
            "finish", lambda s: _finish_campaign(campaign_id, settings, s)
        )
        if finished:
            log.info("campaign %d is finished", campaign_id)
            self._on_finished()

    async def _claim(self, command: dial.Claim) -> None:
        """The dialer counts on one answer to each claim; it checks the hours again before it
        dials."""
        context = self._snapshot().contexts.get(command.campaign_id)
        scenario = None if context is None else context.scenario
        while True:
            session_id, now = self._lease.session_id, self._clock.now()
            try:
                if scenario is not None and scenario.ranks and command.limit:
                    await self._rank(command.campaign_id, scenario)
                    now = self._clock.now()
                contacts, outlook = await self._database.run(
                    partial(_claim_contacts, command, self._settings(command.campaign_id),
                            session_id, now)
                )  # fmt: skip
                break
            except StorageUnavailable as error:
                # Perhaps the contacts are ours and only the answer was lost: on the way back
                # all claims are released.
                self._availability.lost(str(error))
                await self._availability.wait()
        if session_id != self._lease.session_id:
            contacts = []  # claimed for a session that is no longer ours: its end frees them
        if scenario is not None:
            contacts = scenario.arranged(contacts, now)
        self.feed(dial.ContactsClaimed(command.campaign_id, tuple(contacts), outlook))

    async def _rank(self, campaign_id: int, scenario: FencedScenario) -> None:
        """All contacts have their place in the order before the first of them is claimed."""
        while await self._database.run(partial(rank, campaign_id=campaign_id, scenario=scenario)):
            pass

    # --- lines for transfers (LineBroker) ------------------------------------------------------

    def take_leg(self, trunk_ids: Sequence[int]) -> int | None:
        trunk_id = self._dialer.take_leg(tuple(trunk_ids), self._clock.now())
        self._obey([])  # its timer may have moved: the wish for a line goes out with it
        return trunk_id

    def free_leg(self, trunk_id: int) -> None:
        self._dialer.free_leg(trunk_id)
        self._obey([])

    # --- tasks ---------------------------------------------------------------------------------

    async def keep_lines(self) -> None:
        """Asks the database for the quotas that the dialer wants."""
        while True:
            await self._lines_wake.wait()
            self._lines_wake.clear()
            wanted = self._lines_wanted
            if wanted is None:
                continue
            session_id = self._lease.session_id
            try:
                quotas = await self._database.run(
                    partial(_request_lines, session_id, wanted, self._lease.judging())
                )
            except StorageUnavailable as error:
                self._availability.lost(str(error))
                await self._availability.wait()
                self._lines_wake.set()
                continue
            if session_id != self._lease.session_id:
                quotas = {}  # those of a dead session: no line is ours before the next answer
            self.feed(dial.LinesGranted(quotas))

    async def keep_outlook(self) -> None:
        """Contacts also come from imports and from other nodes."""
        while True:
            await self._clock.sleep(OUTLOOK_S)
            for campaign_id in self._snapshot().dialling:
                if not self._availability.available:
                    break
                now = self._clock.now()
                try:
                    outlook = await self._database.run(
                        partial(_read_outlook, campaign_id, self._settings(campaign_id),
                                self._lease.session_id, now)
                    )  # fmt: skip
                except StorageUnavailable as error:
                    self._availability.lost(str(error))
                    break
                self.feed(dial.OutlookChanged(campaign_id, outlook))


def _these(ids: Sequence[int]) -> Callable[[Stores], Sequence[int]]:
    return lambda stores: ids


def _claim_contacts(
    command: dial.Claim, settings: CampaignSettings | None, session_id: int, now: datetime,
    stores: Stores,
) -> tuple[list[Contact], dial.Outlook]:  # fmt: skip
    if settings is not None and settings.quotas and command.limit:
        contacts = quota_desk.claim_wanted(
            stores, session_id, command.campaign_id, settings, command.zone_set_ids,
            command.limit, now,
        )  # fmt: skip
    else:
        contacts = stores.contacts.claim(
            session_id, command.campaign_id, command.zone_set_ids, command.limit, now
        )
    return contacts, _read_outlook(command.campaign_id, settings, session_id, now, stores)


def _finish_campaign(campaign_id: int, settings: CampaignSettings | None,
                     stores: Stores) -> bool:  # fmt: skip
    if settings is not None and settings.quotas:
        return quota_desk.finish(stores, campaign_id, settings)
    return stores.campaigns.finish_if_running(campaign_id)


def _request_lines(session_id: int, wanted: dial.RequestLines, now: datetime,
                   stores: Stores) -> dict[str, int]:  # fmt: skip
    return stores.nodes.request_lines(
        session_id, wanted.wanted, wanted.in_use, wanted.limits, now, wanted.calls
    )


def _read_outlook(campaign_id: int, settings: CampaignSettings | None, session_id: int,
                  now: datetime, stores: Stores) -> dial.Outlook:  # fmt: skip
    outlook = stores.contacts.outlook(campaign_id, session_id)
    zones = [dial.ZoneWaiting(z.zone_set_id, z.zones, z.earliest) for z in outlook.zones]
    held_back = ""
    if settings is not None and settings.quotas:
        closed = quota_desk.closed(stores, campaign_id, settings)
        passed_over = closed.full | closed.busy
        left = [z for z in zones if not closed.all_full and z.zone_set_id not in passed_over]
        if len(left) < len(zones):
            held_back = QUOTA_BUSY if closed.busy and not closed.all_full else QUOTA_FULL
        zones = left
    return dial.Outlook(tuple(zones), outlook.claimed_elsewhere, now, held_back)
