"""From the dialer's ``Dial`` to a closed attempt: journalled before the INVITE, closed once.

Dials that come while a transaction is under way go together into the next one. Between the
commit and the INVITE the world may have changed (stop pressed, the database was away for a
minute): such attempts are withdrawn and leave no row.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine import log_context
from engine.dialer.model import Dial
from engine.domain.attempt import OpenAttempt
from engine.domain.disposition import Disposition
from engine.domain.hangup_cause import HangupCause
from engine.domain.refusal import Refusal
from engine.domain.trunk import Trunk
from engine.ivr.compile import needs_operator
from engine.ports.storage import Stores
from engine.ports.telephony import CallEnded, TelephonyEvent
from engine.service.attempt_rows import attempt_of, is_stale, withdraw
from engine.service.attempt_sink import AttemptSink
from engine.service.call_limits import CheckedOpen, Opening, open_checked
from engine.service.call_plan import CallPlan, CallServices, facts_of
from engine.service.call_session import CallSession
from engine.service.campaign_watch import DialContext
from engine.service.dial_watcher import DialWatcher as DialWatcher
from engine.service.figures import EngineFigures
from engine.service.held_attempts import HeldAttempt, HeldAttempts
from engine.service.journal import Journal
from engine.service.node_lease import NodeLease
from engine.service.outside_steps import StepOwner
from engine.service.supervised_calls import HeardCall
from engine.service.undialled import Undialled

log = logging.getLogger(__name__)

ID_BLOCK = 500
MAX_OPEN_BATCH = 100


@dataclass(frozen=True, slots=True)
class _Pending:
    dial: Dial
    context: DialContext
    trunk: Trunk
    decided_at: float
    watcher: DialWatcher | None = None


@dataclass(frozen=True, slots=True)
class _Live:
    session: CallSession
    dial_id: int
    campaign_id: int
    reserved_at: datetime
    watcher: DialWatcher | None = None


class AttemptDesk:
    """Owns the sessions of campaign calls. ``run`` is its task."""

    def __init__(
        self,
        journal: Journal,
        lease: NodeLease,
        services: CallServices,
        on_attempt_ended: Callable[[int], None],
        may_dial: Callable[[int], bool],
        on_session_doubt: Callable[[], None],
        recording_name: Callable[[str, int, datetime], str],
        message_name: Callable[[str, int, datetime, int], str],
        recording_path: Callable[[str], Path],
        on_machine: Callable[[int], None],
        figures: EngineFigures | None = None,
    ) -> None:
        """``may_dial(campaign id)``: is a decision to dial still good? Asked again after the
        journal's commit. ``on_session_doubt``: the database says that the node's session is
        over. ``recording_name(campaign, attempt id, at)`` → name in the voice store;
        ``message_name(…, number)``: of the n-th message left in that attempt;
        ``on_machine(dial id)``: no person has answered."""
        self._journal = journal
        self._lease = lease
        self._services = services
        self._on_attempt_ended = on_attempt_ended
        self._may_dial = may_dial
        self._recording_name = recording_name
        self._message_name = message_name
        self._recording_path = recording_path
        self._on_machine = on_machine
        self._figures = figures or EngineFigures()
        self._pending: list[_Pending] = []
        self._wake = asyncio.Event()
        self._ids: list[int] = []
        self._live: dict[str, _Live] = {}
        self._live_of: Counter[int] = Counter()
        #: Open attempts that are placed when their watchers say so.
        self._held = HeldAttempts(journal, services, may_dial, self._not_rung)
        #: Second legs of transfers, those of test calls too.
        self._legs: dict[str, CallSession] = {}
        self._undialled = Undialled(journal, services.clock, on_session_doubt)

    # --- the sessions --------------------------------------------------------------------------

    @property
    def live(self) -> int:
        """Calls that live or are about to be placed."""
        return len(self._live) + len(self._pending)

    def live_of(self, campaign_id: int) -> int:
        return self._live_of[campaign_id]

    def limit_lifts(self, campaign_id: int, at: datetime) -> bool:
        """Whether what waits until ``at`` waits for a legal limit."""
        return self._undialled.limit_lifts(campaign_id, at)

    def dial_of(self, call_id: str) -> int | None:
        """The dial that a live call is; None: it is none of the dialer's."""
        live = self._live.get(call_id)
        return None if live is None else live.dial_id

    def heard(self, key: int) -> HeardCall | None:
        """The answered call of the attempt with that key."""
        live = self._live.get(f"a{key}")
        if live is None or not live.session.answered:
            return None
        return HeardCall(live.session.plan.call_id, live.campaign_id)

    def adopt_leg(self, call_id: str, session: CallSession) -> None:
        self._legs[call_id] = session

    def handle(self, call_id: str, event: TelephonyEvent) -> bool:
        """False: the call is none of these."""
        live = self._live.get(call_id)
        if live is not None:
            if live.watcher is not None:
                live.watcher.told(event)
            with log_context.about(campaign=live.campaign_id, attempt=int(call_id[1:])):
                live.session.handle(event)
            return True
        leg_of = self._legs.get(call_id)
        if leg_of is None:
            return False
        if isinstance(event, CallEnded):
            del self._legs[call_id]
        leg_of.handle(event)
        return True

    def stop_campaign(self, campaign_id: int, reserved_until: datetime | None = None) -> None:
        """Its ringing and its answered calls end now (those begun by then)."""
        for call_id, live in list(self._live.items()):
            if live.campaign_id != campaign_id or (
                reserved_until is not None and live.reserved_at > reserved_until
            ):
                continue
            if not self._held.drop(call_id, "unknown_campaign"):
                live.session.stop(Disposition.CANCELLED, HangupCause.ORIGINATOR_CANCEL)

    def stop_all(self) -> None:
        for call_id, live in list(self._live.items()):
            if not self._held.drop(call_id, "not_confirmed"):
                live.session.stop(Disposition.INTERRUPTED, HangupCause.INTERRUPTED)

    # --- opening -------------------------------------------------------------------------------

    def dial(self, dial: Dial, context: DialContext, trunk: Trunk,
             watcher: DialWatcher | None = None) -> None:  # fmt: skip
        now = self._services.clock.monotonic()
        self._pending.append(_Pending(dial, context, trunk, now, watcher))
        self._wake.set()

    async def run(self) -> None:
        while True:
            if not self._pending:
                self._wake.clear()
                await self._wake.wait()
            batch = self._pending[:MAX_OPEN_BATCH]
            try:
                await self._open(batch)
            finally:
                del self._pending[: len(batch)]

    async def _open(self, batch: list[_Pending]) -> None:
        session_id, now = self._lease.session_id, self._services.clock.now()
        opens = [
            attempt_of(p.dial, p.context.scheme.version.id, await self._next_id(), now)
            for p in batch
        ]
        openings = [
            Opening(attempt, p.dial.contact, p.context.campaign.settings)
            for p, attempt in zip(batch, opens, strict=True)
        ]

        again = [
            p.dial.contact.id
            for p in batch
            if p.dial.number > 1 and needs_operator(p.context.scheme.compiled)
        ]

        def work(stores: Stores) -> tuple[CheckedOpen, dict[int, int]]:
            known = stores.operators.talked_last(again) if again else {}
            return open_checked(stores, session_id, openings, now), known

        try:
            opened, talked = await self._journal.submit("open", work)
        except Exception as error:
            if len(batch) > 1:
                # One of them is wrong: the others must not wait for it.
                for pending in batch:
                    await self._open([pending])
                return
            self._undialled.not_journalled(session_id, batch[0].dial, error)
            self._not_dialled(batch[0], "not_confirmed")
            return
        refused = opened.result.refused
        for pending, attempt in zip(batch, opens, strict=True):
            if attempt.id in opened.result.opened:
                self._place(session_id, pending, attempt, talked.get(attempt.contact_id))
            else:
                reason = refused.get(attempt.id, "claim_lost")
                refusal = opened.refusals.get(attempt.id)
                self._undialled.refused(session_id, pending.dial, reason, refusal)
                self._not_dialled(pending, reason, refusal)

    async def _next_id(self) -> int:
        if not self._ids:
            block = await self._journal.submit(
                "attempt ids", lambda s: s.attempts.allocate_ids(ID_BLOCK)
            )
            self._ids.extend(reversed(block))
        return self._ids.pop()

    def _place(self, session_id: int, pending: _Pending, attempt: OpenAttempt,
               sticky: int | None) -> None:  # fmt: skip
        """``sticky``: the operator who has talked with him before."""
        stale = is_stale(pending.decided_at, attempt.reserved_at, self._services.clock)
        if stale or not self._may_dial(attempt.campaign_id):
            self._journal.write("withdraw", lambda s: withdraw(s, session_id, attempt))
            self._not_dialled(pending, "not_confirmed")
            return
        context, dial = pending.context, pending.dial
        settings = context.campaign.settings
        recording, recording_name = None, ""
        if settings.record:
            recording, recording_name = self._recording(settings.name, attempt)
        plan = CallPlan(
            call_id=f"a{attempt.id}",
            phone=dial.phone,
            trunk_id=dial.trunk_id,
            trunk_ids=context.trunk_ids,
            caller_id=settings.caller_id or pending.trunk.settings.caller_id,
            settings=settings,
            scheme=context.scheme.compiled,
            facts=facts_of(context.campaign, dial.phone, dial.number, dial.contact.zones,
                           attempt.reserved_at, seed=attempt.id),
            fields=dial.contact.fields,
            recording=recording,
            recording_name=recording_name,
            versions=context.scheme.versions,
            message=lambda number: self._message(settings.name, attempt, number),
            owner=StepOwner(
                attempt.campaign_id, attempt.contact_id, attempt.id, attempt.phone
            ),
            sticky=sticky,
        )  # fmt: skip
        sink = AttemptSink(self._journal, session_id, dial, context, attempt, self._over,
                           self._on_machine)  # fmt: skip
        session = CallSession(plan, self._services, sink)
        self._live[plan.call_id] = _Live(
            session, dial.dial_id, attempt.campaign_id, attempt.reserved_at, pending.watcher
        )
        self._live_of[attempt.campaign_id] += 1
        if pending.watcher is None:
            with log_context.about(
                campaign=attempt.campaign_id, attempt=attempt.id, call=plan.call_id
            ):
                session.place()
            return
        opening = Opening(attempt, dial.contact, settings)
        self._held.hold(
            plan.call_id, HeldAttempt(session_id, opening, session, pending.watcher)
        )  # fmt: skip

    # --- what a watcher decides ----------------------------------------------------------------

    def place(self, call_id: str) -> None:
        """Ring the contact of a dial that its watcher was told is open, if that is allowed still:
        then the watcher hears ``placed``, else ``refused``."""
        self._held.place(call_id)

    def withdraw(self, call_id: str) -> None:
        """Nobody is to be rung after all; nothing if he is already. The watcher is told nothing
        more."""
        self._held.withdraw(call_id)

    def _not_rung(self, call_id: str) -> None:
        self._on_attempt_ended(self._forget(call_id).dial_id)

    def _recording(self, campaign: str, attempt: OpenAttempt) -> tuple[Path | None, str]:
        """Where to record; a voice store that cannot be written to keeps nobody from calling."""
        name = self._recording_name(campaign, attempt.id, attempt.reserved_at)
        try:
            return self._recording_path(name), name
        except Exception as error:
            log.error("attempt %d is not recorded: %s", attempt.id, error)
            return None, ""

    def _message(self, campaign: str, attempt: OpenAttempt, number: int) -> tuple[Path, str]:
        """Where the subscriber's message goes; not on the event loop."""
        name = self._message_name(campaign, attempt.id, attempt.reserved_at, number)
        return self._recording_path(name), name

    def _over(self, call_id: str, dial_id: int, disposition: Disposition) -> None:
        live = self._forget(call_id)
        self._figures.attempts[live.campaign_id, disposition.value] += 1
        if live.watcher is not None:
            live.watcher.ended()
        self._on_attempt_ended(dial_id)

    def _forget(self, call_id: str) -> _Live:
        live = self._live.pop(call_id)
        campaign_id = live.campaign_id
        self._live_of[campaign_id] -= 1
        if not self._live_of[campaign_id]:
            del self._live_of[campaign_id]
        return live

    # --- what is not dialled -------------------------------------------------------------------

    def _not_dialled(self, pending: _Pending, reason: str, refusal: Refusal | None = None) -> None:
        if pending.watcher is not None:
            pending.watcher.refused(reason, refusal)
        self._figures.note_refused(reason)
        self._on_attempt_ended(pending.dial.dial_id)
