"""Calls that operators have ordered: from the order to the talk, or to what else came of it.

The attempt is journalled first, with everything that may forbid it. Then the operator is taken like
for a promised call (``CallbackDue`` for him alone) and his softphone is rung with the attempt's id,
so that he sees whom he calls; when he is on the line the contact is rung, if that is allowed still.
Until the contact is put through to him he hears the tones of the line, and his row says how far the
call is.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from engine.dialer.model import Dial
from engine.domain.answering_machine import AnsweredBy
from engine.domain.contact import Contact
from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import disposition_of_cause
from engine.domain.operator import CallStage
from engine.domain.refusal import Refusal
from engine.domain.trunk import Trunk
from engine.ports import telephony as port
from engine.ports.clock import Clock
from engine.ports.storage import Database, StorageUnavailable
from engine.routing import events
from engine.service.call_plan import LINE_TRIES, LINE_WAIT_S, LineBroker
from engine.service.campaign_watch import DialContext, Snapshot
from engine.service.operator_room import WaitRequest
from engine.service.routing.manual_refusals import in_words
from engine.service.routing.order_desk import OrderDesk, Refused

#: The operator is free when he orders: he is taken at once, or not at all; seconds.
_PATIENCE_S = 2.0
#: How long he hears what came of his call, unless he hangs up before; seconds.
OUTCOME_S = 2.1
#: What the network says about the number or itself, not about the person.
_CONGESTED = (Disposition.INVALID_NUMBER, Disposition.NETWORK_FAILURE, Disposition.INTERRUPTED)


@dataclass(frozen=True, slots=True)
class ManualParts:
    """``dial(dial, context, trunk, watcher)``: opens an attempt; ``place(call id)`` rings its
    contact if nothing forbids it by then, ``withdraw(call id)`` undoes it. ``unsure(detail)``: the
    answer of the database was lost, and perhaps a contact is claimed of whom nobody here knows:
    all claims are to be given back."""

    database: Database
    clock: Clock
    lines: LineBroker
    session_id: Callable[[], int]
    snapshot: Callable[[], Snapshot]
    dial: Callable[[Dial, DialContext, Trunk, "ManualCall"], None]
    place: Callable[[str], None]
    withdraw: Callable[[str], None]
    spawn: Callable[[Coroutine[Any, Any, None]], object]
    unsure: Callable[[str], None]


@dataclass(slots=True, eq=False)
class ManualCall:
    """One contact dialled for one operator. Also what the attempt tells of itself
    (engine.service.dial_watcher.DialWatcher)."""

    desk: "ManualDialling"
    party: str
    order_id: int
    operator_id: int
    contact: Contact
    phone_index: int
    context: DialContext
    trunk_id: int
    attempt_id: int = 0
    call_id: str = ""
    #: The operator's softphone has been rung.
    rung: bool = False
    #: The contact is rung, or was.
    dialled: bool = False
    machine: bool = False
    #: As in ``Hold``.
    stage: str = CallStage.DIALLING.value
    #: The two hear each other.
    joined: bool = False
    #: The operator has hung up.
    left: bool = False
    #: The contact's call is over; the operator hears so.
    call_over: bool = False
    #: Nothing more comes of it.
    over: bool = False

    @property
    def phone(self) -> str:
        return self.contact.phones[self.phone_index]

    def opened(self, attempt_id: int, call_id: str) -> None:
        self.desk.opened(self, attempt_id, call_id)

    def refused(self, reason: str, refusal: Refusal | None) -> None:
        self.desk.refused(self, reason, refusal)

    def placed(self) -> None:
        self.desk.placed(self)

    def told(self, event: port.TelephonyEvent) -> None:
        self.desk.told(self, event)

    def ended(self) -> None:
        self.desk.ended(self)


@dataclass(slots=True)
class ManualDialling:
    """``tone(party, which)``: into the operator's headset, "" for silence (floor)."""

    parts: ManualParts
    orders: OrderDesk
    feed: Callable[[events.RoutingEvent], None]
    tone: Callable[[str, str], None] = lambda party, which: None
    #: Of this run.
    name: str = ""
    _calls: dict[str, ManualCall] = field(default_factory=dict)
    _number: int = 0

    async def begin(
        self, order_id: int, operator_id: int, contact: Contact, phone_index: int,
        context: DialContext,
    ) -> None:  # fmt: skip
        """The contact is claimed. Raises Refused; the contact is given back then."""
        trunk_id = await self._line(context)
        trunk = None if trunk_id is None else self.parts.snapshot().trunks.get(trunk_id)
        if trunk is None:
            if trunk_id is not None:
                self.parts.lines.free_leg(trunk_id)
            await self.release(contact.id)
            raise Refused("no_line")
        self._number += 1
        call = ManualCall(
            self, f"{self.name}/m{self._number}", order_id, operator_id, contact, phone_index,
            context, trunk.id,
        )  # fmt: skip
        self._calls[call.party] = call
        dial = Dial(
            -self._number, context.campaign.id, contact, call.phone, phone_index,
            contact.progress.attempts + 1, trunk.id,
        )  # fmt: skip
        self.parts.dial(dial, context, trunk, call)

    async def _line(self, context: DialContext) -> int | None:
        """One that is asked for is there a moment later (see engine.dialer)."""
        for attempt in range(LINE_TRIES):
            if attempt:
                await self.parts.clock.sleep(LINE_WAIT_S)
            trunk_id = self.parts.lines.take_leg(context.trunk_ids)
            if trunk_id is not None:
                return trunk_id
        return None

    async def release(self, contact_id: int) -> None:
        session_id = self.parts.session_id()
        try:
            await self.parts.database.run(lambda s: s.contacts.release(session_id, [contact_id]))
        except StorageUnavailable as error:
            self.parts.unsure(str(error))

    def of_party(self, party: str) -> ManualCall | None:
        return self._calls.get(party)

    def of_call(self, call_id: str) -> ManualCall | None:
        """Whose subscriber that call is."""
        return next((c for c in self._calls.values() if c.call_id == call_id), None)

    def of_operator(self, operator_id: int) -> ManualCall | None:
        return next((c for c in self._calls.values() if c.operator_id == operator_id), None)

    # --- the operator --------------------------------------------------------------------------

    def request_of(self, party: str) -> WaitRequest | None:
        """Who is to be dialled, for the operator's telephone and his call log."""
        call = self._calls.get(party)
        if call is None:
            return None
        call.rung = True
        campaign = call.context.campaign
        return WaitRequest(
            "", call.attempt_id, campaign.id, call.contact.id, call.phone, campaign.name,
            self.parts.clock.now(),
        )  # fmt: skip

    def operator_is_there(self, party: str) -> None:
        """His softphone is answered: now the contact is rung, if he may be rung still."""
        call = self._calls.get(party)
        if call is not None:
            self.parts.place(call.call_id)

    def joined(self, party: str) -> None:
        """He and the contact hear each other."""
        call = self._calls.get(party)
        if call is not None and not call.joined:
            call.joined = True
            self.tone(party, "")
            self.feed(events.CallProgressed(party, ""))

    def given_up(self, party: str, code: str = "") -> str:
        """The operator was not to be had, or has hung up. Returns the contact's call, which is to
        be ended; "": there is none."""
        call = self._calls.get(party)
        if call is None:
            return ""
        if not call.dialled:
            self.parts.withdraw(call.call_id)
            self._refuse(call, code or ("no_phone" if call.rung else "has_call"), None)
            self._over(call)
        elif call.call_over:
            self._over(call)
        else:
            call.left = True
            return call.call_id
        return ""

    # --- what the attempt tells ----------------------------------------------------------------

    def opened(self, call: ManualCall, attempt_id: int, call_id: str) -> None:
        call.attempt_id, call.call_id = attempt_id, call_id
        self.feed(events.CallbackDue(
            call.party, call.context.campaign.name, call.operator_id, _PATIENCE_S, attempt_id,
            stage=CallStage.DIALLING.value,
        ))  # fmt: skip

    def placed(self, call: ManualCall) -> None:
        """The contact is rung: the order is done."""
        call.dialled = True
        self._answer(call)

    def refused(self, call: ManualCall, reason: str, refusal: Refusal | None) -> None:
        self._refuse(call, reason, refusal)
        self._over(call)

    def told(self, call: ManualCall, event: port.TelephonyEvent) -> None:
        if call.joined or call.over:
            return
        match event:
            case port.CallProgress(sip_code=code) if 180 <= code < 200:
                self._rings(call)
            case port.CallAnswered():
                self.tone(call.party, "")
                self._stage(call, CallStage.ANSWERED.value)
            case port.AnswerDetected(answered_by=AnsweredBy.MACHINE):
                call.machine = True
                self._stage(call, Disposition.MACHINE.value)
            case port.CallEnded():
                came_of = _came_of(call, event)
                self._stage(call, came_of.value)
                self.tone(call.party, "congestion" if came_of in _CONGESTED else "busy")

    def _rings(self, call: ManualCall) -> None:
        if call.stage == CallStage.DIALLING.value:
            self._stage(call, CallStage.RINGING.value)
            self.tone(call.party, "ringback")

    def ended(self, call: ManualCall) -> None:
        """The contact's call is over, and its row on its way."""
        if call.over:
            return
        call.call_over = True
        self._free_line(call)
        if call.joined or call.left:
            self._over(call)
        else:
            self.parts.spawn(self._let_go(call))

    async def _let_go(self, call: ManualCall) -> None:
        await self.parts.clock.sleep(OUTCOME_S)
        self._over(call)

    # --- parts of them -------------------------------------------------------------------------

    def _stage(self, call: ManualCall, stage: str) -> None:
        call.stage = stage
        self.feed(events.CallProgressed(call.party, stage))

    def _answer(self, call: ManualCall) -> None:
        order_id, call.order_id = call.order_id, 0
        if order_id:
            self.orders.done(order_id, attempt_id=call.attempt_id)

    def _refuse(self, call: ManualCall, reason: str, refusal: Refusal | None) -> None:
        order_id, call.order_id = call.order_id, 0
        if order_id:
            code, arguments = in_words(
                reason, refusal, call.phone, call.context.campaign.settings, call.contact.zones
            )
            self.orders.refuse(order_id, code, **arguments)

    def _free_line(self, call: ManualCall) -> None:
        trunk_id, call.trunk_id = call.trunk_id, 0
        if trunk_id:
            self.parts.lines.free_leg(trunk_id)

    def _over(self, call: ManualCall) -> None:
        """The operator is let go, unless he is already."""
        if call.over:
            return
        call.over = True
        del self._calls[call.party]
        self._free_line(call)
        self.feed(events.SubscriberGone(call.party))


def _came_of(call: ManualCall, event: port.CallEnded) -> Disposition:
    if call.machine:
        return Disposition.MACHINE
    if event.answered_at is None:
        return disposition_of_cause(event.cause)
    # He heard the beginning of the scheme, which connects an operator later or never.
    gone = event.by is HangupBy.SUBSCRIBER
    return Disposition.PARTIAL if gone else Disposition.COMPLETED
