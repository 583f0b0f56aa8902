"""Commands that consoles leave in the command table for the engines.

``start``, ``pause`` and ``stop`` have already changed the campaign's state when they are read
here: acknowledging them tells the supervisor that an engine has seen it. ``test_call`` rings one
number with the campaign's scheme, beside the list: nothing of it enters the campaign's attempts.
"""

import json
import logging
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime

from engine.domain.campaign import Campaign
from engine.domain.disposition import Disposition
from engine.domain.hangup_cause import HangupCause
from engine.ports.storage import EngineCommand
from engine.ports.telephony import TelephonyEvent
from engine.service.attempt_desk import facts_of
from engine.service.call_plan import LINE_TRIES, LINE_WAIT_S, CallPlan, CallServices
from engine.service.call_session import CallSession, SessionEnd
from engine.service.campaign_watch import PublishedScheme, Snapshot
from engine.service.journal import Journal

log = logging.getLogger(__name__)


class _TestCallSink:
    """Listens to one test call and tells what came of it."""

    def __init__(self, done: Callable[[dict[str, object], str], None]) -> None:
        self._done = done
        self.results: dict[str, str] = {}
        self.opted_out = False

    def answered(self, started_at: datetime | None, at: datetime) -> None:
        pass

    def result(self, name: str, value: str, at: datetime) -> None:
        self.results[name] = value

    def do_not_call(self, reason: str, at: datetime) -> None:
        # A test must not put the supervisor's own number on the list.
        self.opted_out = True

    def visited(self, node_id: str) -> None:
        pass

    def ended(self, end: SessionEnd) -> None:
        talk_s = (
            round((end.call.at - end.call.answered_at).total_seconds(), 1)
            if end.call.answered_at
            else 0.0
        )
        self._done(
            {
                "disposition": str(end.disposition),
                "hangup_cause": str(end.call.cause),
                "sip_code": end.call.sip_code,
                "talk_s": talk_s,
                "node": end.node,
                "results": self.results,
                "asked_not_to_be_called": self.opted_out,
            },
            end.call.call_id,
        )


class CommandDesk:
    """Serves commands; owns the sessions of test calls."""

    def __init__(self, journal: Journal, services: CallServices,
                 snapshot: Callable[[], Snapshot]) -> None:  # fmt: skip
        self._journal = journal
        self._services = services
        self._snapshot = snapshot
        self._sessions: dict[str, CallSession] = {}

    @property
    def live(self) -> int:
        return len(self._sessions)

    def handle(self, call_id: str, event: TelephonyEvent) -> bool:
        session = self._sessions.get(call_id)
        if session is None:
            return False
        session.handle(event)
        return True

    def stop_all(self) -> None:
        for session in list(self._sessions.values()):
            session.stop(Disposition.INTERRUPTED, HangupCause.INTERRUPTED)

    async def serve(self, command: EngineCommand, session_id: int) -> None:
        """Acknowledge the command; start what it asks for, if this node is the one to do it."""
        now = self._services.clock.now()
        if command.kind != "test_call":
            await self._journal.submit(
                "acknowledge",
                lambda s: s.nodes.acknowledge(session_id, command.id, "", now),
            )
            return
        # Only one node may ring: the first to acknowledge it.
        mine = await self._journal.submit(
            "acknowledge",
            lambda s: s.nodes.acknowledge(session_id, command.id, "calling", now),
        )
        if mine:
            fault = self._test_call(command, session_id)
            if fault:
                self._report(command.id, session_id, {"error": fault})

    def _report(self, command_id: int, session_id: int, result: Mapping[str, object]) -> None:
        text = json.dumps(result, ensure_ascii=False)
        now = self._services.clock.now()
        self._journal.write(
            "command result",
            lambda s: s.nodes.acknowledge(session_id, command_id, text, now),
        )

    def _test_call(self, command: EngineCommand, session_id: int) -> str:
        """Returns what stands in the way, "" when the call was placed."""
        snapshot = self._snapshot()
        campaign = next((c for c in snapshot.campaigns if c.id == command.campaign_id), None)
        if campaign is None:
            return "there is no such campaign"
        scheme = snapshot.schemes.get(campaign.id)
        if scheme is None:
            return snapshot.faults.get(campaign.id, "the campaign has no scheme")
        trunk_ids = tuple(
            t.id for name in campaign.settings.trunks for t in snapshot.trunks
            if t.name.casefold() == name.casefold()
        )  # fmt: skip
        self._place(command, session_id, campaign, scheme, trunk_ids, LINE_TRIES)
        return ""

    def _place(
        self,
        command: EngineCommand,
        session_id: int,
        campaign: Campaign,
        scheme: PublishedScheme,
        trunk_ids: tuple[int, ...],
        tries: int,
    ) -> None:
        trunk_id = self._services.lines.take_leg(trunk_ids)
        if trunk_id is None:
            if tries > 1:
                self._services.timers.call_later(
                    LINE_WAIT_S,
                    lambda: self._place(
                        command, session_id, campaign, scheme, trunk_ids, tries - 1
                    ),
                )
            else:
                self._report(command.id, session_id, {"error": "no free line"})
            return

        def done(result: dict[str, object], call_id: str) -> None:
            self._services.lines.free_leg(trunk_id)
            self._sessions.pop(call_id, None)
            self._report(command.id, session_id, result)

        plan = _test_plan(command, campaign, scheme, trunk_id, trunk_ids,
                          self._services.clock.now())  # fmt: skip
        session = CallSession(plan, self._services, _TestCallSink(done))
        self._sessions[plan.call_id] = session
        session.place()


def _test_plan(command: EngineCommand, campaign: Campaign, scheme: PublishedScheme,
               trunk_id: int, trunk_ids: tuple[int, ...], now: datetime) -> CallPlan:  # fmt: skip
    arguments = command.arguments
    phone = str(arguments["number"])
    fields = arguments.get("fields")
    return CallPlan(
        call_id=f"t{command.id}-{uuid.uuid4().hex[:8]}",
        phone=phone,
        trunk_id=trunk_id,
        trunk_ids=trunk_ids,
        caller_id=campaign.settings.caller_id,
        settings=campaign.settings,
        scheme=scheme.compiled,
        facts=facts_of(campaign, phone, 1, (), now),
        fields={str(k): str(v) for k, v in fields.items()} if isinstance(fields, dict) else {},
    )
