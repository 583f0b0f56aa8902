"""The operators' part of an engine node, put together: room, pacing, connections."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from engine.ports.clock import Clock
from engine.ports.operators import OPERATORS_EVENT
from engine.ports.storage import Database
from engine.ports.telephony import Telephony
from engine.service.attempt_desk import AttemptDesk
from engine.service.call_plan import Voice
from engine.service.callback_desk import OFFICE
from engine.service.campaign_keeper import CampaignKeeper
from engine.service.campaign_watch import Snapshot
from engine.service.dialer_host import DialerHost
from engine.service.journal import Journal
from engine.service.node_lease import NodeIdentity, NodeLease
from engine.service.routing.host import RoutingHost, RoutingParts
from engine.service.routing.line_tones import LineTones
from engine.service.routing.manual_dialling import ManualParts
from engine.service.routing.operator_leg import LegPhone
from engine.service.routing.outside_calls import OutsideParts
from engine.service.routing.pacing_feed import PacingFeed
from engine.service.routing.pacing_keeper import PacingKeeper
from engine.service.routing.run_name import run_name
from engine.service.timers import Timers


class OperatorsPart:
    """``room`` is there at once; ``desk`` and ``keeper`` are set before ``begin``."""

    desk: AttemptDesk
    keeper: CampaignKeeper

    def __init__(self, database: Database, journal: Journal, lease: NodeLease,
                 identity: NodeIdentity, telephony: Telephony, clock: Clock, timers: Timers,
                 dialer: DialerHost, spawn: Callable[[Coroutine[Any, Any, None]], object],
                 fail: Callable[[BaseException], None], voice: Voice,
                 unsure: Callable[[str], None]) -> None:  # fmt: skip
        """``database``: a connection for the operators' rows alone. ``unsure``: of ManualParts."""
        self._database = database
        self._lease = lease
        self._identity = identity
        self._loop = asyncio.get_running_loop()
        self._voice = voice
        self._tones = LineTones(telephony)
        pacing = PacingFeed(
            dialer.feed,
            lambda call_id: self.desk.dial_of(call_id),
            lambda: lease.session_id,
        )
        self.room = RoutingHost(
            RoutingParts(
                database=database,
                journal=journal,
                phone=LegPhone(telephony, self._tones),
                outside=OutsideParts(dialer, self._trunk_ids, self._caller_id, self._country),
                manual=ManualParts(
                    database=database,
                    clock=clock,
                    lines=dialer,
                    session_id=lambda: lease.session_id,
                    snapshot=lambda: self._snapshot,
                    dial=lambda *what: self.desk.dial(*what),
                    place=lambda call_id: self.desk.place(call_id),
                    withdraw=lambda call_id: self.desk.withdraw(call_id),
                    spawn=spawn,
                    unsure=unsure,
                ),
                clock=clock,
                timers=timers,
                pacing=pacing,
                voice=voice,
                fail=fail,
                judging=lease.judging,
            )
        )
        self._pacing = PacingKeeper(
            database, clock, dialer, lambda: self._snapshot, lambda: pacing.node_count,
            self.room.known_queues,
        )  # fmt: skip

    @property
    def _snapshot(self) -> Snapshot:
        return self.keeper.snapshot

    def _trunk_ids(self, campaign_id: int) -> tuple[int, ...]:
        """Those of the campaign; whoever has none may go over any."""
        context = self._snapshot.contexts.get(campaign_id)
        return context.trunk_ids if context is not None else tuple(self._snapshot.trunks)

    def _caller_id(self, campaign_id: int) -> str:
        context = self._snapshot.contexts.get(campaign_id)
        return "" if context is None else context.campaign.settings.caller_id

    def _country(self, campaign_id: int) -> str:
        context = self._snapshot.contexts.get(campaign_id)
        return OFFICE.country if context is None else context.campaign.settings.country

    # --- life ----------------------------------------------------------------------------------

    async def begin(self) -> None:
        """After the node's session has begun. Raises StorageUnavailable."""
        await self.room.begin(run_name(self._identity, self._lease.session_id))

    def tasks(self) -> tuple[Coroutine[Any, Any, None], ...]:
        self._database.listen(self._wake, OPERATORS_EVENT)
        return *self.room.tasks(), self._pacing.run(), self._tones.prepare(self._voice)

    def _wake(self) -> None:
        """From any thread."""
        self._loop.call_soon_threadsafe(self.room.wake)

    async def finish(self) -> None:
        """The calls are over."""
        await self.room.finish()
        await self._pacing.finish()
