"""Calls that come in: led by the routes, journalled before they are answered, matched with whom
their callers ring back for.

Whatever goes wrong, the caller hears something: the after-hours scheme, or a refusal. While the
database is away calls go by the last routes known, without matching, and their rows are written
when it is back.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import HangupCause, disposition_of_cause, sip_status_of_cause
from engine.domain.incoming import Choice, RouteKind, after_hours, choose
from engine.errors import Phrase
from engine.ports import telephony as port
from engine.ports.incoming import IncomingOutcome, OpenIncoming, RungBack
from engine.ports.storage import Stores
from engine.service.availability import Availability
from engine.service.call_plan import CallServices
from engine.service.call_session import CallSession
from engine.service.campaign_watch import PublishedScheme, Snapshot
from engine.service.incoming_numbers import e164, numbers_of
from engine.service.incoming_plan import Files, Operators, call_plan, followed
from engine.service.incoming_sink import IncomingSink
from engine.service.journal import Journal
from engine.service.node_lease import NodeLease
from engine.service.supervised_calls import HeardCall
from engine.service.turned_away import TurnedAway

log = logging.getLogger(__name__)

#: A caller waits so long for the database; then he is served without it.
PATIENCE_S = 3.0
#: He is answered after so long even if not everything is synthesised yet.
READY_S = 2.0
#: Numbers of calls are fetched ahead: one that comes while the database is away has its own too.
IDS, FEW_IDS = 100, 30
LOOK_S = 2.0


@dataclass(frozen=True, slots=True)
class IncomingParts:
    """``stopping``: no new calls; ``operators``: to whom calls can be put through; the rest as in
    EngineParts."""

    snapshot: Callable[[], Snapshot]
    stopping: Callable[[], bool]
    recording_name: Callable[[str, int, datetime], str]
    message_name: Callable[[str, int, datetime, int], str]
    recording_path: Callable[[str], Path]
    operators: Operators

    @property
    def files(self) -> Files:
        return Files(self.recording_name, self.message_name, self.recording_path)


@dataclass(slots=True)
class _Call:
    event: port.IncomingCall
    #: It is one of as many as may come in at once.
    has_line: bool = True
    session: CallSession | None = None
    #: Its end, while it had no session yet.
    ended: port.CallEnded | None = None
    #: In the database.
    number: int = 0
    #: Whom alone his route leads to; he may be removed while the call is journalled.
    operator_id: int | None = None
    #: What stood in the way of its route.
    detail: str = ""


class IncomingDesk:
    """Owns the sessions of calls that came in. ``run`` is its task."""

    def __init__(self, journal: Journal, lease: NodeLease, services: CallServices,
                 availability: Availability, parts: IncomingParts) -> None:  # fmt: skip
        self._journal = journal
        self._lease = lease
        self._s = services
        self._availability = availability
        self._parts = parts
        self._turned_away = TurnedAway(services.clock)
        self._live: dict[str, _Call] = {}
        self._live_on: Counter[int] = Counter()
        self._ids: list[int] = []

    @property
    def live(self) -> int:
        return len(self._live)

    async def run(self) -> None:
        while True:
            if len(self._ids) < FEW_IDS and self._availability.available:
                block = await self._journal.submit("ids", lambda s: s.incoming.allocate_ids(IDS))
                self._ids = [*reversed(block), *self._ids]
            await self._s.clock.sleep(LOOK_S)

    # --- events of the telephony port ---------------------------------------------------------

    def take(self, event: port.IncomingCall) -> None:
        lines = self._parts.snapshot().incoming.trunk(event.trunk_id).lines
        call = _Call(event, has_line=self._live_on[event.trunk_id] < lines)
        self._live[event.call_id] = call
        self._live_on[event.trunk_id] += call.has_line
        self._s.spawn(self._serve(call))

    def note_refused(self, event: port.IncomingCallRefused) -> None:
        """On a trunk without routes, or by somebody who is none of its hosts."""
        if not self._turned_away.leaves_a_row(event.trunk_id):
            return
        log.info("an incoming call from %s was refused", event.caller)
        came = port.IncomingCall("", event.trunk_id, event.at, event.caller, event.called)
        routed = event.trunk_id in self._parts.snapshot().incoming.accepting
        detail = (
            Phrase("it came from an address that is none of the trunk's")
            if routed
            else Phrase("the trunk has no routes")
        )
        self._note(_Call(came), None, HangupCause.NO_USER_RESPONSE, str(detail))

    def handle(self, call_id: str, event: port.TelephonyEvent) -> bool:
        """False: the call is none of these."""
        call = self._live.get(call_id)
        if call is None:
            return False
        if call.session is not None:
            call.session.handle(event)
        elif isinstance(event, port.CallEnded):
            call.ended = event
            self._over(call_id)
        return True

    def heard(self, key: int) -> HeardCall | None:
        """The answered call with that key that came in."""
        for call_id, call in self._live.items():
            if call.number and key == -call.number and call.session and call.session.answered:
                owner = call.session.plan.owner
                return HeardCall(call_id, None if owner is None else owner.campaign_id)
        return None

    def _over(self, call_id: str) -> None:
        call = self._live.pop(call_id)
        self._live_on[call.event.trunk_id] -= call.has_line

    def stop_all(self) -> None:
        for call in list(self._live.values()):
            if call.session is not None:
                call.session.stop(Disposition.INTERRUPTED, HangupCause.INTERRUPTED)
            else:
                self._s.telephony.reject(call.event.call_id, HangupCause.INTERRUPTED)

    # --- one call -----------------------------------------------------------------------------

    async def _serve(self, call: _Call) -> None:
        try:
            await self._lead(call)
        except Exception:
            log.exception("the incoming call from %s failed", call.event.caller)
            cause = HangupCause.NORMAL_TEMPORARY_FAILURE
            if call.session is None:
                self._refuse(call, None, cause, str(Phrase("the engine failed at it")))
            else:
                self._s.telephony.hang_up(call.event.call_id, cause)

    async def _lead(self, call: _Call) -> None:
        event, plan = call.event, self._parts.snapshot().incoming
        if self._parts.stopping():
            self._refuse(
                call, None, HangupCause.NORMAL_TEMPORARY_FAILURE, str(Phrase("the engine stops"))
            )
            return
        if not call.has_line:
            log.warning("trunk %d: %d calls have come in, another caller hears busy",
                        event.trunk_id, self._live_on[event.trunk_id])  # fmt: skip
            self._refuse(
                call, None, HangupCause.USER_BUSY, str(Phrase("all lines for such calls are taken"))
            )
            return
        numbers = numbers_of(plan.routes, event.trunk_id, event.called)
        choice = choose(plan.routes, event.trunk_id, numbers, event.at)
        if choice is None:
            cause = HangupCause.UNALLOCATED_NUMBER
            self._refuse(call, None, cause, str(Phrase("no route leads anywhere from this number")))
            return
        choice, scheme, call.detail = followed(plan, choice, self._parts.operators)
        if call.detail:
            log.error("the incoming call to %s: %s", event.called, call.detail)
        if scheme is None:
            self._refuse(call, choice, _refusal(choice, call.detail), call.detail)
            return
        if choice.kind is RouteKind.OPERATOR:
            call.operator_id = self._parts.operators.operator_named(choice.target)
        self._s.telephony.ring(event.call_id)
        phone = e164(event.caller, choice.route.settings.country)
        opened, matched = await self._opened(call, choice, scheme, phone)
        if not opened:
            choice, scheme, why = followed(plan, after_hours(choice.route), self._parts.operators)
            call.detail = "; ".join(
                filter(None, (str(Phrase("the database is away")), call.detail, why))
            )
            if scheme is None or not call.number:
                self._refuse(call, choice, HangupCause.NO_USER_RESPONSE, call.detail)
                return
            self._open_later(call, choice, scheme, phone)
        self._begin(call, choice, scheme, phone, matched)

    async def _opened(self, call: _Call, choice: Choice, scheme: PublishedScheme,
                      phone: str) -> tuple[bool, RungBack | None]:  # fmt: skip
        """Journal it and find whom the caller rings back for. False: not in time."""
        patience = asyncio.ensure_future(self._s.clock.sleep(PATIENCE_S))
        try:
            return await self._opened_within(patience, call, choice, scheme, phone)
        finally:
            patience.cancel()

    async def _opened_within(self, patience: "asyncio.Future[None]", call: _Call, choice: Choice,
                             scheme: PublishedScheme,
                             phone: str) -> tuple[bool, RungBack | None]:  # fmt: skip
        if not self._availability.available:  # it may be back in a moment
            back = asyncio.ensure_future(self._availability.wait())
            await asyncio.wait((back, patience), return_when=asyncio.FIRST_COMPLETED)
            back.cancel()
        if not self._ids and self._availability.available:
            fetching = asyncio.ensure_future(
                self._journal.submit("ids", lambda s: s.incoming.allocate_ids(1))
            )
            fetching.add_done_callback(self._fetched)  # too late for him: the next one has it
            await asyncio.wait((fetching, patience), return_when=asyncio.FIRST_COMPLETED)
        call.number = self._ids.pop() if self._ids else 0
        if not self._availability.available or not call.number:
            return False, None
        session_id, days = self._lease.session_id, choice.route.settings.match_days
        since = call.event.at - timedelta(days=days)

        def work(stores: Stores) -> RungBack | None:
            matched = stores.incoming.rung_back(phone, since) if phone and days else None
            if matched is not None:
                contact_id = matched.contact.id
                talked = stores.operators.talked_last([contact_id])
                matched = replace(matched, operator_id=talked.get(contact_id))
            stores.incoming.open(session_id, _row(call, choice, scheme, phone, matched))
            return matched

        opening = asyncio.ensure_future(self._journal.submit("incoming call", work))
        await asyncio.wait((opening, patience), return_when=asyncio.FIRST_COMPLETED)
        if opening.done():
            return True, opening.result()
        opening.add_done_callback(_told)
        return False, None

    def _fetched(self, fetching: "asyncio.Future[Sequence[int]]") -> None:
        if fetching.cancelled():
            return
        error = fetching.exception()
        if error is None:
            self._ids.extend(fetching.result())
        else:
            log.error("no number for an incoming call: %s", error)

    def _open_later(self, call: _Call, choice: Choice, scheme: PublishedScheme | None,
                    phone: str) -> None:  # fmt: skip
        session_id, row = self._lease.session_id, _row(call, choice, scheme, phone, None)
        self._journal.write("incoming call", lambda s: s.incoming.open(session_id, row))

    def _begin(self, call: _Call, choice: Choice, scheme: PublishedScheme, phone: str,
               matched: RungBack | None) -> None:  # fmt: skip
        event, snapshot = call.event, self._parts.snapshot()
        to_operators = choice.kind is not RouteKind.SCHEME
        operator_id = call.operator_id if choice.kind is RouteKind.OPERATOR else None
        if call.ended is not None:  # he has hung up meanwhile
            self._close(call, call.ended)
            return
        try:
            plan = call_plan(event, call.number, phone, choice, scheme, matched, snapshot,
                             self._parts.files, operator_id)  # fmt: skip
        except OSError as error:
            log.error("the incoming call %d is not recorded: %s", call.number, error)
            quiet = replace(choice.route.settings, record=False)
            choice = replace(choice, route=replace(choice.route, settings=quiet))
            plan = call_plan(event, call.number, phone, choice, scheme, matched, snapshot,
                             self._parts.files, operator_id)  # fmt: skip
        context = None if matched is None else snapshot.contexts.get(matched.campaign_id)
        sink = IncomingSink(
            self._journal, call.number, phone, matched,
            None if context is None else context.campaign.settings,
            settles=choice.route.settings.settles and not choice.after_hours,
            only_talks=to_operators, detail=call.detail, on_ended=self._over,
        )  # fmt: skip
        call.session = CallSession(plan, self._s, sink)
        self._s.spawn(self._answer(call.session))

    async def _answer(self, session: CallSession) -> None:
        """As soon as what he is to hear first is ready. Who is gone by then is not answered: the
        port knows that."""
        preparing = self._s.spawn(session.prepare())
        patience = asyncio.ensure_future(self._s.clock.sleep(READY_S))
        await asyncio.wait((preparing, patience), return_when=asyncio.FIRST_COMPLETED)
        patience.cancel()
        settings = session.plan.settings
        self._s.telephony.answer(
            session.plan.call_id, max_call_s=settings.max_call_s,
            rtp_timeout_s=settings.rtp_timeout_s,
        )  # fmt: skip

    # --- what is not answered -----------------------------------------------------------------

    def _refuse(self, call: _Call, choice: Choice | None, cause: HangupCause,
                detail: str) -> None:  # fmt: skip
        self._s.telephony.reject(call.event.call_id, cause)
        self._note(call, choice, cause, detail)

    def _note(self, call: _Call, choice: Choice | None, cause: HangupCause, detail: str) -> None:
        """The row of a call that is refused."""
        log.info("the call from %s to %s is refused: %s", call.event.caller, call.event.called,
                 detail or cause)  # fmt: skip
        number = call.number or (self._ids.pop() if self._ids else 0)
        session_id, now = self._lease.session_id, self._s.clock.now()
        country = choice.route.settings.country if choice else "RU"
        outcome = IncomingOutcome(
            number, None, now, sip_status_of_cause(cause), cause, HangupBy.SYSTEM,
            disposition_of_cause(cause), detail=detail,
        )  # fmt: skip

        def work(stores: Stores) -> None:
            call.number = number or stores.incoming.allocate_ids(1)[0]
            phone = e164(call.event.caller, country)
            stores.incoming.open(session_id, _row(call, choice, None, phone, None))
            stores.incoming.close(replace(outcome, call_id=call.number))

        self._journal.write("refused call", work)

    def _close(self, call: _Call, end: port.CallEnded) -> None:
        outcome = IncomingOutcome(
            call.number, None, end.at, end.sip_code, end.cause, end.by,
            disposition_of_cause(end.cause), detail=call.detail or end.detail,
        )  # fmt: skip
        self._journal.write("close", lambda s: s.incoming.close(outcome))


def _refusal(choice: Choice, fault: str) -> HangupCause:
    """Refused as the route says, or because nobody is there."""
    as_said = choice.kind is RouteKind.REJECT and not choice.after_hours and not fault
    return HangupCause.CALL_REJECTED if as_said else HangupCause.NO_USER_RESPONSE


def _row(call: _Call, choice: Choice | None, scheme: PublishedScheme | None, phone: str,
         matched: RungBack | None) -> OpenIncoming:  # fmt: skip
    event = call.event
    return OpenIncoming(
        id=call.number,
        trunk_id=event.trunk_id,
        received_at=event.at,
        caller=event.caller,
        called=event.called,
        phone=phone,
        number=choice.route.settings.number if choice else "",
        kind=choice.kind if choice else None,
        target=choice.target if choice else "",
        after_hours=choice is not None and choice.after_hours,
        scheme_version_id=(scheme.version.id or None) if scheme else None,
        called_back=matched,
    )


def _told(opening: "asyncio.Future[RungBack | None]") -> None:
    """It came too late; its failure is the journal's to tell."""
    if not opening.cancelled() and (error := opening.exception()) is not None:
        log.error("an incoming call was not journalled in time: %s", error)
