"""Joins the sans-IO dialer to the database and the attempt desk.

``feed`` hands it an event and does what it commands; its own timer is kept here. Claims and line
quotas are answered by the database on its own thread.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from engine.dialer import model as dial
from engine.dialer.dialer import Dialer
from engine.domain.attempt import ContactVerdict
from engine.domain.campaign import CampaignState
from engine.domain.contact import Contact
from engine.ports.clock import Clock
from engine.ports.storage import CampaignOutlook, Database, StorageUnavailable, Stores
from engine.service.attempt_desk import AttemptDesk, DialContext
from engine.service.campaign_watch import Snapshot
from engine.service.journal import Journal
from engine.service.timers import TimerHandle, Timers

log = logging.getLogger(__name__)

OUTLOOK_S = 2.0
RETRY_S = 0.5


class DialerHost:
    """Also the ``LineBroker`` of call sessions. ``desk`` is set before the first event."""

    desk: AttemptDesk

    def __init__(self, database: Database, journal: Journal, clock: Clock, timers: Timers,
                 snapshot: Callable[[], Snapshot], poll_now: Callable[[], None],
                 spawn: Callable[[Coroutine[Any, Any, None]], object]) -> None:  # fmt: skip
        """``poll_now`` (from any thread) asks for a fresh look at the campaigns."""
        self._database = database
        self._journal = journal
        self._clock = clock
        self._timers = timers
        self._snapshot = snapshot
        self._poll_now = poll_now
        self._spawn = spawn
        self._loop = asyncio.get_running_loop()
        self._dialer = Dialer()
        self._timer: TimerHandle | None = None
        self._lines_wanted: dial.RequestLines | None = None
        self._lines_wake = asyncio.Event()

    def idle_reason(self, campaign_id: int) -> dial.IdleReason | None:
        return self._dialer.idle_reason(campaign_id, self._clock.now())

    def feed(self, event: dial.DialerEvent) -> None:
        self._obey(self._dialer.handle(event, self._clock.now()))

    def _on_timer(self) -> None:
        self._timer = None
        self._obey(self._dialer.handle_timer(self._clock.now()))

    def _obey(self, commands: list[dial.DialerCommand]) -> None:
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
                case dial.Release(contact_ids=ids):
                    self._release(ids)
                case dial.FinishCampaign(campaign_id=campaign_id):
                    self._finish(campaign_id)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        when = self._dialer.next_timer()
        if when is not None:
            delay_s = max(0.0, (when - self._clock.now()).total_seconds())
            self._timer = self._timers.call_later(delay_s, self._on_timer)

    def _dial(self, command: dial.Dial) -> None:
        snapshot = self._snapshot()
        campaign = next((c for c in snapshot.campaigns if c.id == command.campaign_id), None)
        trunk = next((t for t in snapshot.trunks if t.id == command.trunk_id), None)
        scheme = snapshot.schemes.get(command.campaign_id)
        if campaign is None or trunk is None or scheme is None:
            self._release((command.contact.id,))
            self.feed_soon(dial.AttemptEnded(command.dial_id))
            return
        trunk_ids = tuple(
            t.id for name in campaign.settings.trunks for t in snapshot.trunks
            if t.name.casefold() == name.casefold()
        )  # fmt: skip
        self.desk.dial(command, DialContext(campaign, trunk, trunk_ids, scheme))

    def feed_soon(self, event: dial.DialerEvent) -> None:
        self._loop.call_soon(self.feed, event)

    def _settle(self, contact_id: int, verdict: ContactVerdict) -> None:
        session_id = self.desk.session_id
        self._journal.write("settle", lambda s: s.contacts.settle(session_id, contact_id, verdict))

    def _release(self, ids: Sequence[int]) -> None:
        session_id = self.desk.session_id
        self._journal.write("release", lambda s: s.contacts.release(session_id, ids))

    def _finish(self, campaign_id: int) -> None:
        def work(stores: Stores) -> None:
            if stores.campaigns.finish_if_running(campaign_id):
                log.info("campaign %d is finished", campaign_id)
            self._poll_now()

        self._journal.write("finish", work)

    async def _claim(self, command: dial.Claim) -> None:
        while True:
            session_id, now = self.desk.session_id, self._clock.now()

            def work(
                stores: Stores, session_id: int = session_id, now: datetime = now
            ) -> tuple[list[Contact], CampaignOutlook]:
                contacts = stores.contacts.claim(
                    session_id, command.campaign_id, command.zone_set_ids, command.limit, now
                )
                return contacts, stores.contacts.outlook(command.campaign_id, session_id)

            try:
                contacts, outlook = await self._database.run(work)
                break
            except StorageUnavailable:
                # The dialer counts on an answer; it checks the hours again before it dials.
                await self._clock.sleep(RETRY_S)
        if session_id != self.desk.session_id:
            contacts = []  # claimed for a session that is no longer ours: its end frees them
        self.feed(
            dial.ContactsClaimed(command.campaign_id, tuple(contacts), _outlook(outlook, now))
        )

    # --- lines for transfers (LineBroker) ------------------------------------------------------

    def take_leg(self, trunk_ids: Sequence[int]) -> int | None:
        trunk_id = self._dialer.take_leg(tuple(trunk_ids), self._clock.now())
        self._obey([])  # its timer may have moved: the wish for a line goes out with it
        return trunk_id

    def free_leg(self, trunk_id: int) -> None:
        self._dialer.free_leg(trunk_id)
        self._obey([])

    async def keep_lines(self) -> None:
        """A task: asks the database for the quotas that the dialer wants."""
        while True:
            await self._lines_wake.wait()
            self._lines_wake.clear()
            wanted = self._lines_wanted
            if wanted is None:
                continue
            try:
                quotas = await self._database.run(
                    partial(_request_lines, self.desk.session_id, wanted, self._clock.now())
                )
            except StorageUnavailable:
                await self._clock.sleep(RETRY_S)
                self._lines_wake.set()
                continue
            self.feed(dial.LinesGranted(quotas))

    async def keep_outlook(self) -> None:
        """A task: contacts also come from imports and from other nodes."""
        while True:
            await self._clock.sleep(OUTLOOK_S)
            for campaign in self._snapshot().campaigns:
                if campaign.state is not CampaignState.RUNNING:
                    continue
                now = self._clock.now()
                try:
                    outlook = await self._database.run(
                        partial(_read_outlook, campaign.id, self.desk.session_id)
                    )
                except StorageUnavailable:
                    break
                self.feed(dial.OutlookChanged(campaign.id, _outlook(outlook, now)))


def _request_lines(session_id: int, wanted: dial.RequestLines, now: datetime,
                   stores: Stores) -> dict[str, int]:  # fmt: skip
    return stores.nodes.request_lines(session_id, wanted.wanted, wanted.in_use, wanted.limits, now)


def _read_outlook(campaign_id: int, session_id: int, stores: Stores) -> CampaignOutlook:
    return stores.contacts.outlook(campaign_id, session_id)


def _outlook(outlook: CampaignOutlook, now: datetime) -> dial.Outlook:
    return dial.Outlook(
        tuple(dial.ZoneWaiting(z.zone_set_id, z.zones, z.earliest) for z in outlook.zones),
        outlook.claimed_elsewhere,
        now,
    )
