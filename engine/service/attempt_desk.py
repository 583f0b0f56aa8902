"""From the dialer's ``Dial`` to a closed attempt: journalled before the INVITE, closed once.

Dials that come while a transaction is under way go together into the next one. Between the
commit and the INVITE the world may have changed (stop pressed, the database was away for a
minute): such attempts are withdrawn and leave no row.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.dialer.model import Dial
from engine.dialer.retry import verdict
from engine.domain.attempt import AttemptOutcome, ContactVerdict, OpenAttempt
from engine.domain.campaign import Campaign
from engine.domain.contact import ContactState
from engine.domain.disposition import Disposition
from engine.domain.hangup_cause import HangupCause
from engine.domain.presets import CallLimit, limits_of
from engine.domain.trunk import Trunk
from engine.ivr.model import CallFacts
from engine.ports.storage import OpenResult, Stores
from engine.ports.telephony import TelephonyEvent
from engine.service.call_plan import CallPlan, CallServices
from engine.service.call_session import CallSession, SessionEnd
from engine.service.campaign_watch import PublishedScheme
from engine.service.journal import Journal

log = logging.getLogger(__name__)

#: Older than this when its journal row is committed, a dial decision is no longer trusted.
STALE_S = 5.0
ID_BLOCK = 500
MAX_OPEN_BATCH = 100


@dataclass(frozen=True, slots=True)
class DialContext:
    campaign: Campaign
    trunk: Trunk
    trunk_ids: tuple[int, ...]
    scheme: PublishedScheme


@dataclass(slots=True)
class _Pending:
    dial: Dial
    context: DialContext
    decided_at: float


class _AttemptSink:
    """Writes what one campaign call brings into the journal."""

    def __init__(self, desk: "AttemptDesk", dial: Dial, context: DialContext,
                 attempt: OpenAttempt) -> None:  # fmt: skip
        self.desk = desk
        self.dial = dial
        self.context = context
        self.attempt = attempt
        self.opted_out = False

    def answered(self, started_at: datetime | None, at: datetime) -> None:
        begun = started_at or self.attempt.reserved_at
        attempt_id = self.attempt.id
        self.desk.journal.write(
            "answered", lambda s: s.attempts.mark_answered(attempt_id, begun, at)
        )

    def result(self, name: str, value: str, at: datetime) -> None:
        attempt_id = self.attempt.id
        self.desk.journal.write(
            "result", lambda s: s.attempts.save_result(attempt_id, name, value, at)
        )

    def do_not_call(self, reason: str, at: datetime) -> None:
        phone = self.attempt.phone
        source = f"{reason or 'call'}: {self.context.campaign.name}"
        self.desk.journal.write("do-not-call", lambda s: s.do_not_call.add([phone], source, at))

    def visited(self, node_id: str) -> None:
        del node_id  # where the call ended is in the outcome

    def ended(self, end: SessionEnd) -> None:
        self.desk.close(self, end)


class AttemptDesk:
    """Owns the sessions of campaign calls. ``run`` is its task."""

    def __init__(self, journal: Journal, services: CallServices,
                 on_attempt_ended: Callable[[int], None],
                 recording_name: Callable[[str, int, datetime], str],
                 recording_path: Callable[[str], Path]) -> None:  # fmt: skip
        """``recording_name(campaign, attempt id, at)`` → name in the voice store."""
        self.journal = journal
        self.session_id = 0
        #: A dial decision is still good: asked again after the journal's commit.
        self.may_dial: Callable[[int], bool] = lambda campaign_id: True
        self._services = services
        self._on_attempt_ended = on_attempt_ended
        self._recording_name = recording_name
        self._recording_path = recording_path
        self._pending: list[_Pending] = []
        self._wake = asyncio.Event()
        self._ids: list[int] = []
        self._sessions: dict[str, CallSession] = {}
        self._campaign_of: dict[str, int] = {}

    # --- the sessions --------------------------------------------------------------------------

    @property
    def live(self) -> int:
        """Calls that live or are about to be placed."""
        return len(self._campaign_of) + len(self._pending)

    def adopt(self, call_id: str, session: CallSession) -> None:
        self._sessions[call_id] = session

    def handle(self, call_id: str, event: TelephonyEvent) -> bool:
        session = self._sessions.get(call_id)
        if session is None:
            return False
        session.handle(event)
        return True

    def forget_leg(self, call_id: str) -> None:
        if call_id not in self._campaign_of:
            self._sessions.pop(call_id, None)

    def stop_campaign(self, campaign_id: int) -> int:
        """Its ringing and its answered calls end now. Returns how many there were."""
        calls = [c for c, campaign in self._campaign_of.items() if campaign == campaign_id]
        for call_id in calls:
            self._sessions[call_id].stop(Disposition.CANCELLED, HangupCause.ORIGINATOR_CANCEL)
        return len(calls)

    def stop_all(self) -> int:
        calls = list(self._campaign_of)
        for call_id in calls:
            self._sessions[call_id].stop(Disposition.INTERRUPTED, HangupCause.INTERRUPTED)
        return len(calls)

    def live_of(self, campaign_id: int) -> int:
        return sum(1 for c in self._campaign_of.values() if c == campaign_id)

    # --- opening -------------------------------------------------------------------------------

    def dial(self, dial: Dial, context: DialContext) -> None:
        self._pending.append(_Pending(dial, context, self._services.clock.monotonic()))
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
        if len(self._ids) < len(batch):
            block = await self.journal.submit(
                "attempt ids", lambda s: s.attempts.allocate_ids(ID_BLOCK)
            )
            self._ids.extend(reversed(block))
        now = self._services.clock.now()
        opens = [
            OpenAttempt(
                id=self._ids.pop(),
                campaign_id=p.dial.campaign_id,
                contact_id=p.dial.contact.id,
                number=p.dial.number,
                phone=p.dial.phone,
                trunk_id=p.dial.trunk_id,
                scheme_version_id=p.context.scheme.version.id,
                reserved_at=now,
            )
            for p in batch
        ]
        limits = {p.dial.campaign_id: limits_of(p.context.campaign.settings.preset) for p in batch}
        session_id = self.session_id
        result = await self.journal.submit(
            "open", lambda s: _open_within_limits(s, session_id, opens, limits, now)
        )
        for pending, attempt in zip(batch, opens, strict=True):
            if attempt.id in result.opened:
                self._place(pending, attempt)
            else:
                self._refused(pending, result.refused.get(attempt.id, "claim_lost"))

    def _place(self, pending: _Pending, attempt: OpenAttempt) -> None:
        age_s = self._services.clock.monotonic() - pending.decided_at
        if age_s > STALE_S or not self.may_dial(attempt.campaign_id):
            session_id, contact_id = self.session_id, attempt.contact_id
            self.journal.write(
                "withdraw", lambda s: _withdraw(s, session_id, attempt.id, contact_id)
            )
            self._on_attempt_ended(pending.dial.dial_id)
            return
        context, dial = pending.context, pending.dial
        settings = context.campaign.settings
        recording_name = ""
        recording: Path | None = None
        if settings.record:
            recording_name = self._recording_name(settings.name, attempt.id, attempt.reserved_at)
            recording = self._recording_path(recording_name)
        plan = CallPlan(
            call_id=f"a{attempt.id}",
            phone=dial.phone,
            trunk_id=dial.trunk_id,
            trunk_ids=context.trunk_ids,
            caller_id=settings.caller_id or context.trunk.settings.caller_id,
            settings=settings,
            scheme=context.scheme.compiled,
            facts=facts_of(context.campaign, dial.phone, dial.number, dial.contact.zones,
                           attempt.reserved_at),
            fields=dial.contact.fields,
            recording=recording,
            recording_name=recording_name,
        )  # fmt: skip
        session = CallSession(plan, self._services, _AttemptSink(self, dial, context, attempt))
        self._sessions[plan.call_id] = session
        self._campaign_of[plan.call_id] = attempt.campaign_id
        session.place()

    def _refused(self, pending: _Pending, reason: str) -> None:
        dial = pending.dial
        contact = dial.contact
        session_id = self.session_id
        now = self._services.clock.now()
        state: ContactVerdict | None = None
        if reason == "do_not_call":
            state = _without_phone(dial, now)
        elif reason == "preset_limit":
            # Look again when a part of the window has passed; the limit itself is exact.
            state = ContactVerdict(contact.state, contact.progress, now + timedelta(hours=1))
        if state is not None:
            settled = state
            self.journal.write(
                "settle", lambda s: s.contacts.settle(session_id, contact.id, settled)
            )
        else:
            self.journal.write("release", lambda s: s.contacts.release(session_id, [contact.id]))
        log.info("contact %d is not dialled: %s", contact.id, reason)
        self._on_attempt_ended(dial.dial_id)

    # --- closing -------------------------------------------------------------------------------

    def close(self, sink: _AttemptSink, end: SessionEnd) -> None:
        call = end.call
        outcome = AttemptOutcome(
            attempt_id=sink.attempt.id,
            started_at=call.started_at,
            answered_at=call.answered_at,
            ended_at=call.at,
            sip_code=call.sip_code,
            hangup_cause=call.cause,
            hangup_by=call.by,
            disposition=end.disposition,
            node=end.node,
            recording=end.recording,
        )
        contact_verdict = verdict(
            sink.dial.contact,
            end.disposition,
            sink.dial.phone_index,
            call.at,
            sink.context.campaign.settings.retry,
        )
        session_id = self.session_id
        self.journal.write(
            "close", lambda s: s.attempts.close(session_id, outcome, contact_verdict)
        )
        self._sessions.pop(call.call_id, None)
        self._campaign_of.pop(call.call_id, None)
        self._on_attempt_ended(sink.dial.dial_id)


def facts_of(campaign: Campaign, phone: str, number: int, zones: tuple[str, ...],
             at: datetime) -> CallFacts:  # fmt: skip
    """What the scheme may know of the call; the day is the contact's own."""
    try:
        zone = ZoneInfo(zones[0] if len(zones) == 1 else campaign.settings.schedule.timezone)
        today = at.astimezone(zone).date()
    except ZoneInfoNotFoundError:
        today = at.date()
    return CallFacts(
        phone=phone,
        attempt=number,
        campaign=campaign.name,
        today=today,
        variables=campaign.settings.variables,
    )


def _open_within_limits(
    stores: Stores,
    session_id: int,
    opens: list[OpenAttempt],
    limits: dict[int, tuple[CallLimit, ...]],
    now: datetime,
) -> OpenResult:
    """Legal limits are counted in the transaction that opens the attempt."""
    over = {
        attempt.id: "preset_limit"
        for attempt in opens
        if any(
            stores.attempts.calls_since(attempt.phone, now - limit.window) >= limit.maximum
            for limit in limits.get(attempt.campaign_id, ())
        )
    }
    result = stores.attempts.open(session_id, [a for a in opens if a.id not in over])
    return replace(result, refused={**result.refused, **over})


def _withdraw(stores: Stores, session_id: int, attempt_id: int, contact_id: int) -> None:
    stores.attempts.withdraw(session_id, [attempt_id])
    stores.contacts.release(session_id, [contact_id])


def _without_phone(dial: Dial, now: datetime) -> ContactVerdict:
    """This number is on the do-not-call list: go on with the alternates, or leave him alone."""
    contact = dial.contact
    dead = contact.progress.dead_phones | {dial.phone_index}
    alive = [i for i in range(len(contact.phones)) if i not in dead]
    progress = replace(contact.progress, dead_phones=dead, next_phone=alive[0] if alive else 0)
    state = contact.state if alive else ContactState.EXCLUDED
    return ContactVerdict(state, progress, now)
