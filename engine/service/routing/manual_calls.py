"""Manual dialling: an operator looks at a contact of a campaign's list, and has him called.

The operator is taken like for a promised call (``CallbackDue`` for him alone), and his softphone is
rung first; when he is on the line the contact is dialled as any attempt is, by the same code that
checks do-not-call, consents and legal limits. The campaign's scheme leads the call; where it
connects an operator, this one is there already.
"""

import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any

from engine.dialer.model import Dial
from engine.domain.calling_hours import allowed
from engine.domain.campaign import CampaignState
from engine.domain.contact import Contact
from engine.domain.operator import OperatorState, OperatorStatus
from engine.domain.presets import lawful_schedule
from engine.domain.refusal import Refusal
from engine.domain.trunk import Trunk
from engine.ports.clock import Clock
from engine.ports.operators import OperatorOrder
from engine.ports.storage import Database, StorageUnavailable
from engine.routing import events
from engine.service.call_plan import LINE_TRIES, LINE_WAIT_S, LineBroker
from engine.service.campaign_watch import DialContext, Snapshot
from engine.service.operator_room import WaitRequest
from engine.service.routing.manual_contacts import claimed, give_back
from engine.service.routing.order_desk import OrderDesk, Refused

log = logging.getLogger(__name__)

#: A contact that an operator looks at is nobody else's for so long; seconds.
LOOK_S = 900.0
#: Who skips a contact need not say until when.
SKIP_S = 3600.0
#: The operator is free when he orders: he is taken at once, or not at all; seconds.
_PATIENCE_S = 2.0


@dataclass(frozen=True, slots=True)
class ManualParts:
    """``dial(dial, context, trunk, watcher)``: begins an attempt."""

    database: Database
    clock: Clock
    lines: LineBroker
    session_id: Callable[[], int]
    snapshot: Callable[[], Snapshot]
    dial: Callable[[Dial, DialContext, Trunk, "ManualCall"], None]
    spawn: Callable[[Coroutine[Any, Any, None]], object]


@dataclass(slots=True, eq=False)
class ManualCall:
    """One contact dialled for one operator. Also what the attempt tells of itself."""

    desk: "ManualCalls"
    party: str
    order_id: int
    operator_id: int
    contact: Contact
    phone_index: int
    context: DialContext
    trunk_id: int = 0
    call_id: str = ""
    #: The operator's softphone has been rung.
    rung: bool = False
    #: From then on its contact is the attempt's to settle.
    dialled: bool = False
    over: bool = False

    def opened(self, attempt_id: int, call_id: str) -> None:
        self.desk.opened(self, attempt_id, call_id)

    def refused(self, reason: str, refusal: Refusal | None) -> None:
        self.desk.refused(self, reason, refusal)

    def ended(self) -> None:
        self.desk.ended(self)


@dataclass(frozen=True, slots=True)
class _Look:
    """A contact that an operator looks at; it is claimed for this node."""

    contact: Contact
    context: DialContext
    since: float


@dataclass(slots=True)
class ManualCalls:
    parts: ManualParts
    orders: OrderDesk
    feed: Callable[[events.RoutingEvent], None]
    #: An operator's row as far as it is known.
    status: Callable[[int], OperatorStatus | None]
    #: Of this run.
    name: str = ""
    _looks: dict[int, _Look] = field(default_factory=dict)
    _calls: dict[str, ManualCall] = field(default_factory=dict)
    _number: int = 0

    def take(self, order: OperatorOrder) -> None:
        """An order of kind ``dial``."""
        does = {
            "next": self._next,
            "skip": self._skip,
            "contact": self._dial,
            "number": self._number_of,
        }
        self.forget_old()
        try:
            action = does.get(str(order.arguments.get("do", "")))
            if action is None:
                raise Refused("not_served")
            status = self.status(order.operator_id)
            if status is None or not status.signed_in:
                raise Refused("not_signed_in")
            if order.token and order.token != status.token:
                raise Refused("session_replaced")
            self.parts.spawn(self._serve(order, action, status))
        except Refused as refused:
            self.orders.refuse(order.id, refused.code, **refused.arguments)

    async def _serve(
        self, order: OperatorOrder,
        action: Callable[[OperatorOrder, OperatorStatus], Coroutine[Any, Any, None]],
        status: OperatorStatus,
    ) -> None:  # fmt: skip
        try:
            await action(order, status)
        except Refused as refused:
            self.orders.refuse(order.id, refused.code, **refused.arguments)
        except StorageUnavailable:
            self.orders.refuse(order.id, "not_confirmed")
        except Exception as error:
            log.exception("order %d of operator %d", order.id, order.operator_id)
            self.orders.refuse(order.id, "failed", reason=f"{type(error).__name__}: {error}")

    # --- looking at contacts -------------------------------------------------------------------

    async def _next(self, order: OperatorOrder, status: OperatorStatus) -> None:
        """The next contact of the list; the one that he has looked at so far is let go then."""
        context = self._context(order)
        contact = await self._claim(context, None)
        await self._let_go(order.operator_id, None)
        self._look_at(order, contact, context)

    def _look_at(self, order: OperatorOrder, contact: Contact, context: DialContext) -> None:
        now = self.parts.clock.monotonic()
        self._looks[order.operator_id] = _Look(contact, context, now)
        self.orders.done(
            order.id,
            contact_id=contact.id,
            phones=list(contact.phones),
            next_phone=contact.progress.next_phone,
            attempts=contact.progress.attempts,
            zones=list(contact.zones),
            fields=dict(contact.fields),
        )

    async def _skip(self, order: OperatorOrder, status: OperatorStatus) -> None:
        look = self._looks.get(order.operator_id)
        if look is None or order.arguments.get("contact_id") not in (None, look.contact.id):
            raise Refused("no_contact")
        seconds = order.arguments.get("seconds", SKIP_S)
        if type(seconds) not in (int, float):
            raise Refused("unknown_seconds")
        reason = str(order.arguments.get("reason", ""))
        log.info("operator %d skips contact %d: %s", order.operator_id, look.contact.id, reason)
        await self._let_go(order.operator_id, float(seconds))  # type: ignore[arg-type]
        self.orders.done(order.id)

    async def _let_go(self, operator_id: int, skip_s: float | None) -> None:
        look = self._looks.pop(operator_id, None)
        if look is not None:
            session_id, now = self.parts.session_id(), self.parts.clock.now()
            await self.parts.database.run(
                lambda stores: give_back(stores, session_id, look.contact, skip_s, now)
            )

    def forget_old(self) -> None:
        """Who looks at a contact for too long, or has gone home, does not keep it."""
        now = self.parts.clock.monotonic()
        for operator_id, look in list(self._looks.items()):
            status = self.status(operator_id)
            if now - look.since >= LOOK_S or status is None or not status.signed_in:
                self.parts.spawn(self._let_go_if_possible(operator_id))

    async def _let_go_if_possible(self, operator_id: int) -> None:
        try:
            await self._let_go(operator_id, None)
        except StorageUnavailable:
            log.warning("a contact stays claimed until this node's session ends")

    async def _claim(self, context: DialContext, contact_id: int | None) -> Contact:
        session_id, now = self.parts.session_id(), self.parts.clock.now()
        found = await self.parts.database.run(
            lambda stores: claimed(stores, session_id, context, contact_id, now)
        )
        if found is None:
            raise Refused("no_contact")
        return found

    def _context(self, order: OperatorOrder) -> DialContext:
        campaign_id = order.arguments.get("campaign_id")
        context = self.parts.snapshot().contexts.get(campaign_id if type(campaign_id) is int else 0)
        if context is None or context.campaign.state is not CampaignState.RUNNING:
            raise Refused("unknown_campaign")
        return context

    # --- dialling ------------------------------------------------------------------------------

    async def _number_of(self, order: OperatorOrder, status: OperatorStatus) -> None:
        """A number of somebody on the campaign's list."""
        campaign_id = self._context(order).campaign.id
        number = "".join(c for c in str(order.arguments.get("number", "")) if c not in " -()")
        found = await self.parts.database.run(
            lambda stores: stores.contacts.with_phone(campaign_id, number, 1) if number else []
        )
        if not found or number not in found[0].phones:
            raise Refused("no_contact")
        arguments = {"campaign_id": campaign_id, "contact_id": found[0].id, "phone": number}
        await self._dial(replace(order, arguments=arguments), status)

    async def _dial(self, order: OperatorOrder, status: OperatorStatus) -> None:
        """The contact that he looks at, or, with ``contact_id``, another one, at ``phone`` (""
        or none: at the one whose turn it is)."""
        if status.state is not OperatorState.AVAILABLE or not status.present:
            raise Refused("has_call")
        look = self._looks.get(order.operator_id)
        wanted = order.arguments.get("contact_id")
        if look is None or wanted not in (None, look.contact.id):
            context = self._context(order)
            if type(wanted) is not int:
                raise Refused("no_contact")
            contact = await self._claim(context, wanted)
        else:
            contact, context = look.contact, look.context
            del self._looks[order.operator_id]
        phone = order.arguments.get("phone") or contact.phones[contact.progress.next_phone]
        call = None
        if phone in contact.phones:
            index = contact.phones.index(phone)
            self._number += 1
            call = ManualCall(
                self, f"{self.name}/m{self._number}", order.id, order.operator_id, contact, index,
                context,
            )  # fmt: skip
        if call is None or not self._hours_allow(contact, context):
            code = "no_number" if call is None else "outside_hours"
            await self.parts.database.run(
                lambda stores: stores.contacts.release(self.parts.session_id(), [contact.id])
            )
            raise Refused(code, number=str(phone))
        await self._take_line(call)
        self._calls[call.party] = call
        self.feed(events.CallbackDue(
            call.party, context.campaign.name, order.operator_id, _PATIENCE_S
        ))  # fmt: skip

    async def _take_line(self, call: ManualCall) -> None:
        """One that is asked for is there a moment later (see engine.dialer)."""
        for attempt in range(LINE_TRIES):
            if attempt:
                await self.parts.clock.sleep(LINE_WAIT_S)
            trunk_id = self.parts.lines.take_leg(call.context.trunk_ids)
            if trunk_id is not None:
                call.trunk_id = trunk_id
                return
        await self._release(self.parts.session_id(), call.contact.id)
        raise Refused("no_line")

    def _hours_allow(self, contact: Contact, context: DialContext) -> bool:
        settings = context.campaign.settings
        return allowed(contact.zones, lawful_schedule(settings), self.parts.clock.now())

    def of_party(self, party: str) -> ManualCall | None:
        return self._calls.get(party)

    def of_call(self, call_id: str) -> ManualCall | None:
        """Whose subscriber that call is."""
        return next((c for c in self._calls.values() if c.call_id == call_id), None)

    def request_of(self, party: str) -> WaitRequest | None:
        """Who is to be dialled, for the operator's telephone and his call log."""
        call = self._calls.get(party)
        if call is None:
            return None
        call.rung = True
        campaign = call.context.campaign
        return WaitRequest(
            "", 0, campaign.id, call.contact.id, call.contact.phones[call.phone_index],
            campaign.name, self.parts.clock.now(),
        )  # fmt: skip

    def operator_is_there(self, party: str) -> None:
        """His softphone is answered: now the contact is dialled."""
        call = self._calls.get(party)
        if call is None:
            return
        trunk = self.parts.snapshot().trunks.get(call.trunk_id)
        if trunk is None:
            self.refused(call, "no_line", None)
            return
        call.dialled = True
        contact = call.contact
        dial = Dial(
            -self._number, call.context.campaign.id, contact, contact.phones[call.phone_index],
            call.phone_index, contact.progress.attempts + 1, call.trunk_id,
        )  # fmt: skip
        self._number += 1
        self.parts.dial(dial, call.context, trunk, call)

    def given_up(self, party: str, code: str = "") -> str:
        """The operator was not to be had, or has hung up before the contact has answered. Returns
        the contact's call, which is to be ended; "": there is none yet."""
        call = self._calls.get(party)
        if call is None:
            return ""
        if not call.dialled:
            self.refused(call, code or ("no_phone" if call.rung else "has_call"), None)
        return call.call_id

    # --- what the attempt tells ----------------------------------------------------------------

    def opened(self, call: ManualCall, attempt_id: int, call_id: str) -> None:
        call.call_id = call_id
        self.orders.done(call.order_id, attempt_id=attempt_id)
        call.order_id = 0

    def refused(self, call: ManualCall, reason: str, refusal: Refusal | None) -> None:
        if call.order_id:
            number = call.contact.phones[call.phone_index]
            law = "" if refusal is None else refusal.preset
            self.orders.refuse(call.order_id, reason, number=number, preset=law)
            call.order_id = 0
        if not call.dialled:
            session_id, contact_id = self.parts.session_id(), call.contact.id
            self.parts.spawn(self._release(session_id, contact_id))
        self.ended(call)

    async def _release(self, session_id: int, contact_id: int) -> None:
        try:
            await self.parts.database.run(lambda s: s.contacts.release(session_id, [contact_id]))
        except StorageUnavailable:
            log.warning("contact %d stays claimed until this node's session ends", contact_id)

    def ended(self, call: ManualCall) -> None:
        """Nobody is dialled any more: the operator is let go, unless he is already."""
        if call.over:
            return
        call.over = True
        del self._calls[call.party]
        if call.trunk_id:
            self.parts.lines.free_leg(call.trunk_id)
        self.feed(events.SubscriberGone(call.party))
