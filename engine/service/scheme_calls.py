"""Calls by which a scheme is tried out on a real telephone, as it is drawn at that moment.

Whoever draws it leaves a command ``scheme_call`` with the draft in it; the engine that takes it
leads the call as any other, and writes into the command's outcome how it stands (``CallReport`` in
engine.ports.scheme_calls). A command ``scheme_call_end`` hangs up. Nothing of the call enters
contacts, attempts, reports or the do-not-call list.
"""

import asyncio
import logging
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from engine.domain.calling_hours import zone_of
from engine.domain.campaign import CampaignSettings
from engine.domain.disposition import Disposition
from engine.domain.hangup_cause import HangupCause
from engine.domain.phone_address import PhoneAddress
from engine.domain.trunk import Trunk
from engine.errors import KnownError
from engine.ports.scheme_calls import EndedBy, SchemeCallWish, State, to_text
from engine.ports.schemes import SchemeVersion
from engine.ports.storage import Database, EngineCommand
from engine.ports.telephony import CallProgress, TelephonyEvent
from engine.scheme.dialogues import call_facts
from engine.scheme.node_types import NodeTypes
from engine.service.call_plan import LINE_TRIES, LINE_WAIT_S, CallPlan, CallServices
from engine.service.call_session import CallSession, SessionEnd
from engine.service.journal import Journal
from engine.service.outside_steps import StepOwner
from engine.service.published_schemes import PublishedScheme, PublishedSchemes
from engine.service.test_call_sink import UnkeptCallSink

log = logging.getLogger(__name__)

#: Whoever asked has given up waiting long before; seconds.
STALE_S = 60.0
#: How often the call is looked at, and how often it is told that nothing has changed; seconds.
LOOK_S = 0.25
BEAT_S = 2.0
#: A person is looked for on his own desk: he has time to reach his telephone.
RING_S = 45.0
#: So many calls are known to be broken off before they have begun here.
_REMEMBERED = 100
#: Folder of messages that are left in such calls; they go when the call is over.
_FOLDER = "scheme calls"


class _Call:
    def __init__(self, command: EngineCommand, session_id: int) -> None:
        self.command = command
        self.session_id = session_id
        self.state = State.PREPARING
        self.session: CallSession | None = None
        self.ended_by: EndedBy | None = None
        #: Names of messages in the voice store.
        self.messages: list[str] = []
        self.beat = 0
        self.told: tuple[State, str] = (State.PREPARING, "")
        self.told_at = 0.0


@dataclass(frozen=True, slots=True)
class SchemeCallParts:
    """``trunks``: as they are set up now, by id; ``add_beside``, ``drop_beside``: see
    CampaignKeeper; ``message_name``, ``recording_path``: see EngineParts."""

    trunks: Callable[[], Mapping[int, Trunk]]
    add_beside: Callable[[PhoneAddress], int]
    drop_beside: Callable[[int], None]
    message_name: Callable[[str, int, datetime, int], str]
    recording_path: Callable[[str], Path]


class SchemeCalls:
    def __init__(
        self, database: Database, journal: Journal, services: CallServices,
        node_types: NodeTypes, parts: SchemeCallParts,
    ) -> None:  # fmt: skip
        self._database = database
        self._journal = journal
        self._services = services
        self._node_types = node_types
        self._parts = parts
        #: By the number of the command, and by the id of the call.
        self._live: dict[int, _Call] = {}
        self._placed: dict[str, _Call] = {}
        #: Commands whose end has come before they were begun: this node was still hesitating.
        self._ended_before: dict[int, EndedBy] = {}

    @property
    def live(self) -> int:
        return len(self._live)

    def handle(self, call_id: str, event: TelephonyEvent) -> bool:
        call = self._placed.get(call_id)
        if call is None or call.session is None:
            return False
        if isinstance(event, CallProgress) and call.state is State.CALLING:
            call.state = State.RINGING
        call.session.handle(event)
        if call.session.answered and call.state is not State.ENDED:
            call.state = State.ANSWERED
        return True

    def stop_all(self) -> None:
        for command_id in list(self._live):
            self.end(command_id, EndedBy.ENGINE)

    def end(self, command_id: int, by: EndedBy = EndedBy.ASKER) -> None:
        """Hang up, also when the call is yet to be begun; nothing when it is over."""
        call = self._live.get(command_id)
        if call is None:
            self._ended_before[command_id] = by
            if len(self._ended_before) > _REMEMBERED:
                del self._ended_before[next(iter(self._ended_before))]
            return
        if call.ended_by is not None:
            return
        call.ended_by = by
        if call.session is not None:
            engine = by is EndedBy.ENGINE
            disposition = Disposition.INTERRUPTED if engine else Disposition.PARTIAL
            cause = HangupCause.INTERRUPTED if engine else HangupCause.ORIGINATOR_CANCEL
            call.session.stop(disposition, cause)

    def trunk_of(self, command: EngineCommand) -> Trunk | None:
        """The trunk that the command names, if there is such a one."""
        name = command.arguments.get("trunk")
        return self._named(name) if isinstance(name, str) else None

    async def begin(self, command: EngineCommand, session_id: int) -> None:
        """Lead the call of a command that this node has taken; returns when it rings or has been
        refused. Raises nothing."""
        call = self._live[command.id] = _Call(command, session_id)
        call.ended_by = self._ended_before.pop(command.id, None)
        self._services.spawn(self._tell(call))
        try:
            await self._begin(call)
        except KnownError as error:
            self._refuse(call, str(error))
        except Exception as error:
            log.exception("scheme call %d", command.id)
            self._refuse(call, f"{type(error).__name__}: {error}")

    async def _begin(self, call: _Call) -> None:
        command, services = call.command, self._services
        wish = SchemeCallWish.from_json(command.arguments)
        now = services.clock.now()
        late_s = (now - command.created_at).total_seconds()
        if late_s > STALE_S:
            raise KnownError(
                "The call was asked for {seconds} s ago: nobody waits for it any more.",
                seconds=round(late_s),
            )
        number = wish.number
        listed: bool = await self._journal.submit(
            "do-not-call", lambda s: bool(number) and s.do_not_call.contains(number)
        )
        if listed:
            raise KnownError(
                "{number} is on the do-not-call list: it is not called.",
                mend="Take it off the list, or call another number.",
                number=number,
            )
        scheme = await self._compiled(wish)
        log.info("scheme call %d: %s calls %s by the draft of %s", command.id, wish.user or "?",
                 wish.whom, wish.scheme)  # fmt: skip
        if wish.address:
            address = PhoneAddress.parse(wish.address)
            plan = self._plan(call, wish, scheme, address)
            if call.ended_by is None:
                trunk_id = self._parts.add_beside(address)
                self._place(call, replace(plan, trunk_id=trunk_id), direct=True)
        else:
            trunk = self._named(wish.trunk)
            if trunk is None:
                raise KnownError("There is no trunk {name}.", name=wish.trunk)
            plan = self._plan(call, wish, scheme, None)
            await self._take_line(call, trunk)
            if call.ended_by is None:
                self._place(call, replace(plan, trunk_id=trunk.id), direct=False)
        if call.session is None:  # hung up meanwhile
            self._over(call, {"state": State.ENDED})

    def _named(self, name: str) -> Trunk | None:
        trunks = self._parts.trunks().values()
        return next((t for t in trunks if t.name.casefold() == name.casefold()), None)

    async def _compiled(self, wish: SchemeCallWish) -> PublishedScheme:
        """The draft with the published schemes that it calls."""
        schemes = PublishedSchemes(self._database, self._node_types)
        published = await self._database.run(lambda stores: stores.schemes.published_ids())
        draft = SchemeVersion(0, 0, wish.scheme, 0, wish.document, datetime.now(UTC))
        await schemes.make([draft], published)
        made = schemes[0]
        if isinstance(made, str):
            raise KnownError("The scheme cannot be called by: {reason}", reason=made)
        return made

    async def _take_line(self, call: _Call, trunk: Trunk) -> None:
        """Wait for a line of the trunk; KnownError when none becomes free."""
        for attempt in range(LINE_TRIES):
            if attempt:
                await self._services.clock.sleep(LINE_WAIT_S)
            if call.ended_by is not None:
                return
            if self._services.lines.take_leg((trunk.id,)) is not None:
                return
        raise KnownError(
            "There is no free line on the trunk {name}, or it does not work.",
            mend="See its state in the status bar, or take another trunk.",
            name=trunk.name,
        )

    def _place(self, call: _Call, plan: CallPlan, *, direct: bool) -> None:
        services, trunk_id = self._services, plan.trunk_id

        def done(result: dict[str, object], end: SessionEnd) -> None:
            del self._placed[end.call.call_id]
            if direct:
                # Not while the telephone network is still telling of its call.
                services.timers.call_later(0.0, lambda: self._parts.drop_beside(trunk_id))
            else:
                services.lines.free_leg(trunk_id)
            trace = end.traced.document if end.traced is not None else ""
            self._over(call, {
                "state": State.ENDED, "trace": trace, "detail": end.call.detail,
                "hangup_by": end.call.by, **result,
            })  # fmt: skip

        call.session = CallSession(plan, services, UnkeptCallSink(done))
        call.state = State.CALLING
        self._placed[plan.call_id] = call
        call.session.place()

    def _plan(self, call: _Call, wish: SchemeCallWish, scheme: PublishedScheme,
              address: PhoneAddress | None) -> CallPlan:  # fmt: skip
        """All but the trunk."""
        command, now = call.command, self._services.clock.now()
        setup = wish.setup
        phone = setup.phone or wish.number
        zone = zone_of(setup.zone) if setup.zone else UTC
        facts = replace(
            call_facts(setup), phone=phone, at=now, today=now.astimezone(zone).date(),
            campaign=_FOLDER,
        )  # fmt: skip
        # Transfers need a line to the world, which a telephone called directly is not.
        legs = self._named(wish.trunk)

        def message(number: int) -> tuple[Path, str]:
            name = self._parts.message_name(_FOLDER, command.id, command.created_at, number)
            call.messages.append(name)
            return self._parts.recording_path(name), name

        return CallPlan(
            call_id=f"s{command.id}-{uuid.uuid4().hex[:8]}",
            phone=wish.number or wish.address,
            trunk_id=0,
            trunk_ids=() if legs is None else (legs.id,),
            caller_id="",  # the trunk's own
            settings=CampaignSettings(_FOLDER, ring_timeout_s=RING_S),
            scheme=scheme.compiled,
            facts=facts,
            fields=setup.fields,
            language=setup.language or None,
            versions=scheme.versions,
            owner=StepOwner(0, 0, None, phone),
            message=message,
            user_part="" if address is None else address.user,
        )

    # --- telling --------------------------------------------------------------------------------

    async def _tell(self, call: _Call) -> None:
        """As long as the call lives; whoever asked knows by it that this engine does."""
        clock = self._services.clock
        while True:
            await clock.sleep(LOOK_S)
            if call.command.id not in self._live:
                return
            talks = call.session is not None and call.session.answered
            trace = call.session.tracing.so_far() if call.session and talks else ""
            now = clock.monotonic()
            if (call.state, trace) == call.told and now < call.told_at + BEAT_S:
                continue
            call.told, call.told_at = (call.state, trace), now
            call.beat += 1
            self._report(call, {"state": call.state, "beat": call.beat, "trace": trace})

    def _report(self, call: _Call, report: dict[str, object]) -> None:
        text, session_id, command_id = to_text(report), call.session_id, call.command.id
        self._journal.write("scheme call", lambda s: s.nodes.report(session_id, command_id, text))

    def _refuse(self, call: _Call, reason: str) -> None:
        self._over(call, {"state": State.REFUSED, "reason": reason})

    def _over(self, call: _Call, result: dict[str, object]) -> None:
        if self._live.pop(call.command.id, None) is None:
            return
        call.state = State.ENDED
        by = call.ended_by
        text = to_text({**result, "beat": call.beat + 1, "ended_by": by or ""})
        log.info("scheme call %d is over: %s", call.command.id,
                 result.get("reason") or result.get("disposition") or by)  # fmt: skip
        now, session_id = self._services.clock.now(), call.session_id
        self._journal.write(
            "scheme call", lambda s: s.nodes.acknowledge(session_id, call.command.id, text, now)
        )
        if call.messages and self._services.forget is not None:
            self._services.spawn(self._forget(call))

    async def _forget(self, call: _Call) -> None:
        assert self._services.forget is not None
        try:
            await asyncio.to_thread(self._services.forget, call.messages)
        except Exception as error:
            log.error("messages of scheme call %d are still there (%s): %s", call.command.id,
                      ", ".join(call.messages), error)  # fmt: skip
