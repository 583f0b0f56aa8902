"""Commands that consoles leave in the command table for the engines.

``start``, ``pause`` and ``stop`` have already changed the campaign's state when they are read
here: acknowledging them tells the supervisor that an engine has seen it. ``test_call`` rings one
number with the campaign's scheme, beside the list: nothing of it enters the campaign's attempts.
``scheme_call`` does so with a scheme that is being drawn (see scheme_calls).
"""

import json
import logging
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from engine.domain.disposition import Disposition
from engine.domain.hangup_cause import HangupCause
from engine.errors import Phrase
from engine.ports import scheme_calls
from engine.ports.storage import EngineCommand
from engine.ports.telephony import TelephonyEvent
from engine.service.call_plan import LINE_TRIES, LINE_WAIT_S, CallPlan, CallServices, facts_of
from engine.service.call_session import CallSession, SessionEnd
from engine.service.campaign_watch import DialContext, Snapshot
from engine.service.journal import Journal
from engine.service.outside_steps import StepOwner
from engine.service.scheme_calls import SchemeCalls
from engine.service.test_call_sink import UnkeptCallSink

log = logging.getLogger(__name__)

#: Commands remembered as taken.
REMEMBERED = 1000
#: A node whose trunk does not work leaves a call to the others for so long.
HESITATION_S = 1.0
#: Commands that place a call.
_PLACING = ("test_call", scheme_calls.CALL)
#: What is said of a command when it has been taken.
_NOTES = {
    "test_call": "calling",
    scheme_calls.CALL: scheme_calls.to_text({"state": scheme_calls.State.PREPARING}),
}


class CommandDesk:
    """Serves commands; owns the sessions of test calls."""

    def __init__(
        self,
        journal: Journal,
        services: CallServices,
        snapshot: Callable[[], Snapshot],
        stop_calls: Callable[[int, datetime], None],
        scheme_calls: SchemeCalls,
        trunk_works: Callable[[int], bool],
    ) -> None:
        """``stop_calls(campaign id, at)``: end its calls that began by then; ``trunk_works(id)``:
        False when it is known not to."""
        self._journal = journal
        self._services = services
        self._snapshot = snapshot
        self._stop_calls = stop_calls
        self._scheme_calls = scheme_calls
        self._trunk_works = trunk_works
        self._sessions: dict[str, CallSession] = {}
        #: Commands taken, the latest ones: one that is looked at while its receipt is being
        #: written is looked at twice.
        self._taken: dict[tuple[int, int], None] = {}

    @property
    def live(self) -> int:
        return len(self._sessions) + self._scheme_calls.live

    def handle(self, call_id: str, event: TelephonyEvent) -> bool:
        session = self._sessions.get(call_id)
        if session is None:
            return self._scheme_calls.handle(call_id, event)
        session.handle(event)
        return True

    def stop_all(self) -> None:
        for session in list(self._sessions.values()):
            session.stop(Disposition.INTERRUPTED, HangupCause.INTERRUPTED)
        self._scheme_calls.stop_all()

    def take(self, commands: Sequence[EngineCommand], session_id: int, *, stopping: bool) -> None:
        """Commands that wait for this node's session. ``stopping``: those that end calls only; to
        place one is for other nodes."""
        for command in commands:
            key = (session_id, command.id)
            if key not in self._taken and not (stopping and command.kind in _PLACING):
                self._taken[key] = None
                self._services.spawn(self._serve(command, session_id))
        while len(self._taken) > REMEMBERED:
            del self._taken[next(iter(self._taken))]

    async def _serve(self, command: EngineCommand, session_id: int) -> None:
        """Acknowledge the command; do what it asks for, if this node is the one to do it."""
        if command.kind == scheme_calls.CALL:
            trunk = self._scheme_calls.trunk_of(command)
            if trunk is not None and not self._trunk_works(trunk.id):
                await self._services.clock.sleep(HESITATION_S)
        now = self._services.clock.now()
        note = _NOTES.get(command.kind, "")
        try:
            mine = await self._journal.submit(
                "acknowledge",
                lambda s: s.nodes.acknowledge(session_id, command.id, note, now),
            )
        except Exception as error:
            log.error("command %d (%s) is not served: %s", command.id, command.kind, error)
            return
        if command.kind == "test_call":
            # Only one node may ring: the first to acknowledge it.
            if mine:
                self._test_call(command, session_id)
        elif command.kind == scheme_calls.CALL:
            if mine:
                await self._scheme_calls.begin(command, session_id)
        elif command.kind == scheme_calls.END:
            wanted = command.arguments.get("call")
            if isinstance(wanted, int):
                self._scheme_calls.end(wanted)
        elif command.kind == "stop" and command.campaign_id is not None:
            # The campaign may have been started again before anybody saw that it was stopped.
            self._stop_calls(command.campaign_id, command.created_at)

    def _report(self, command_id: int, session_id: int, result: Mapping[str, object]) -> None:
        text = json.dumps(result, ensure_ascii=False)
        now = self._services.clock.now()
        self._journal.write(
            "command result",
            lambda s: s.nodes.acknowledge(session_id, command_id, text, now),
        )

    # --- test calls ----------------------------------------------------------------------------

    def _test_call(self, command: EngineCommand, session_id: int) -> None:
        fault = ""
        try:
            fault = self._begin(command, session_id)
        except Exception as error:
            log.exception("test call %d", command.id)
            fault = f"{type(error).__name__}: {error}"
        if fault:
            self._report(command.id, session_id, {"error": fault})

    def _begin(self, command: EngineCommand, session_id: int) -> str:
        """Returns what stands in the way, "" when the call is under way."""
        snapshot = self._snapshot()
        campaign_id = command.campaign_id or 0
        context = snapshot.contexts.get(campaign_id)
        if context is None:
            return snapshot.faults.get(campaign_id) or str(Phrase("there is no such campaign"))
        if not context.trunk_ids:
            return str(Phrase("the campaign has no trunk"))
        if not isinstance(command.arguments.get("number"), str):
            return str(Phrase("the command names no number"))
        self._place(command, session_id, context, LINE_TRIES)
        return ""

    def _place(self, command: EngineCommand, session_id: int, context: DialContext,
               tries: int) -> None:  # fmt: skip
        services = self._services
        trunk_id = services.lines.take_leg(context.trunk_ids)
        if trunk_id is None:
            if tries > 1:
                # It has been asked for, and may be ours a moment later (see engine.dialer).
                services.timers.call_later(
                    LINE_WAIT_S, lambda: self._place(command, session_id, context, tries - 1)
                )
            else:
                trunks = [self._snapshot().trunks.get(i) for i in context.trunk_ids]
                names = ", ".join(trunk.name for trunk in trunks if trunk is not None)
                fault = str(
                    Phrase("no free line on trunk {names}, or it does not work", names=names)
                )
                self._report(command.id, session_id, {"error": fault})
            return

        def done(result: dict[str, object], end: SessionEnd) -> None:
            services.lines.free_leg(trunk_id)
            self._sessions.pop(end.call.call_id, None)
            self._report(command.id, session_id, result)

        trunk = self._snapshot().trunks.get(trunk_id)
        own_id = trunk.settings.caller_id if trunk is not None else ""
        plan = _test_plan(command, context, trunk_id, own_id, services.clock.now())
        session = CallSession(plan, services, UnkeptCallSink(done))
        self._sessions[plan.call_id] = session
        session.place()


def _test_plan(command: EngineCommand, context: DialContext, trunk_id: int, trunk_caller_id: str,
               now: datetime) -> CallPlan:  # fmt: skip
    arguments = command.arguments
    campaign = context.campaign
    phone = str(arguments["number"])
    fields = arguments.get("fields")
    return CallPlan(
        call_id=f"t{command.id}-{uuid.uuid4().hex[:8]}",
        phone=phone,
        trunk_id=trunk_id,
        trunk_ids=context.trunk_ids,
        caller_id=campaign.settings.caller_id or trunk_caller_id,
        settings=campaign.settings,
        scheme=context.scheme.compiled,
        facts=facts_of(campaign, phone, 1, (), now, seed=command.id),
        owner=StepOwner(campaign.id, 0, None, phone),
        fields={str(k): str(v) for k, v in fields.items()} if isinstance(fields, dict) else {},
    )
