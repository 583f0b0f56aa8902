"""Manual dialling: an operator looks at a contact of a campaign's list, or types a number, and has
him called (engine.service.routing.manual_dialling)."""

import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from engine.domain.campaign import CampaignMode, CampaignState
from engine.domain.campaign_operators import OperatorRules
from engine.domain.contact import Contact
from engine.domain.operator import OperatorState, OperatorStatus
from engine.ports.operators import OperatorOrder
from engine.ports.storage import StorageUnavailable, Stores
from engine.service.call_limits import hours_refusal
from engine.service.campaign_watch import DialContext
from engine.service.routing.manual_contacts import (
    Found,
    claimed,
    fitting,
    give_back,
    note_skipped,
    of_number,
    phone_of_text,
    too_early,
)
from engine.service.routing.manual_dialling import ManualDialling, ManualParts
from engine.service.routing.manual_refusals import in_words, not_free, shown
from engine.service.routing.order_desk import OrderDesk, Refused
from engine.service.routing.roster import Roster

log = logging.getLogger(__name__)

#: A contact that an operator looks at is nobody else's for so long; seconds.
LOOK_S = 900.0
_LONGEST_SKIP_S = 7 * 86400.0
_USUAL = OperatorRules()
Action = Callable[[OperatorOrder, OperatorStatus], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class _Look:
    """A contact that an operator looks at; it is claimed for this node."""

    contact: Contact
    context: DialContext
    since: float


@dataclass(slots=True)
class ManualCalls:
    """``status``: an operator's row as far as it is known."""

    parts: ManualParts
    orders: OrderDesk
    dialling: ManualDialling
    status: Callable[[int], OperatorStatus | None]
    roster: Roster
    _looks: dict[int, _Look] = field(default_factory=dict)
    #: Operators whose call is being prepared: a second order (Enter was pressed twice) must not
    #: have somebody else dialled besides.
    _preparing: set[int] = field(default_factory=set)

    def take(self, order: OperatorOrder) -> None:
        """An order of kind ``dial``."""
        does: dict[str, Action] = {
            "next": self._next,
            "skip": self._skip,
            "contact": partial(self._alone, self._contact),
            "number": partial(self._alone, self._number),
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

    async def _serve(self, order: OperatorOrder, action: Action, status: OperatorStatus) -> None:
        try:
            await action(order, status)
        except Refused as refused:
            self.orders.refuse(order.id, refused.code, **refused.arguments)
        except StorageUnavailable as error:
            self.parts.unsure(str(error))
            self.orders.refuse(order.id, "not_confirmed")
        except Exception as error:
            log.exception("order %d of operator %d", order.id, order.operator_id)
            self.orders.refuse(order.id, "failed", reason=f"{type(error).__name__}: {error}")

    # --- looking at contacts -------------------------------------------------------------------

    async def _next(self, order: OperatorOrder, status: OperatorStatus) -> None:
        """The next contact of the list; the one that he has looked at so far is let go then."""
        context = self._context(order)
        session_id, now = self.parts.session_id(), self.parts.clock.now()
        contact = await self.parts.database.run(
            lambda stores: claimed(stores, session_id, context, now)
        )
        if contact is None:
            raise Refused("no_contact")
        await self._let_go(order.operator_id)
        for operator_id, look in list(self._looks.items()):
            if look.contact.id == contact.id:  # a database that was away has taken him back
                del self._looks[operator_id]
        self._looks[order.operator_id] = _Look(contact, context, self.parts.clock.monotonic())
        self.orders.done(
            order.id,
            node=self.dialling.name,  # what follows goes here: nobody else knows the look
            contact_id=contact.id,
            phones=list(contact.phones),
            next_phone=contact.progress.next_phone,
            attempts=contact.progress.attempts,
            zones=list(contact.zones),
            fields=fitting(contact.fields),
        )

    async def _skip(self, order: OperatorOrder, status: OperatorStatus) -> None:
        look, wanted = self._looks.get(order.operator_id), order.arguments.get("contact_id")
        if look is not None and wanted not in (None, look.contact.id):
            look = None
        number = wanted if type(wanted) is int else 0
        if look is None and not number:
            raise Refused("no_contact")
        context = self._context(order) if look is None else look.context
        rules = context.campaign.settings.operators or _USUAL
        reason = str(order.arguments.get("reason", "")).strip()
        if rules.skip_reasons and reason not in rules.skip_reasons:
            raise Refused("unknown_skip_reason", reason=reason)
        seconds = order.arguments.get("seconds", rules.skip_s)
        if not isinstance(seconds, int | float) or not 0 < seconds <= _LONGEST_SKIP_S:
            raise Refused("unknown_seconds")
        if look is None:  # for too long he did nothing, or the engine that knew of it is gone
            found = await self._claim(context, lambda stores: number)
            look = _Look(found.contact, context, self.parts.clock.monotonic())
        name = self.roster.name(order.operator_id)
        session_id, now = self.parts.session_id(), self.parts.clock.now()
        until = now + timedelta(seconds=seconds)

        def skip(stores: Stores) -> None:
            note_skipped(stores, session_id, look.contact, reason, name, now, until)

        if self._looks.get(order.operator_id) is look:
            del self._looks[order.operator_id]  # the next one may be ordered already
        try:
            await self.parts.database.run(skip)
        except StorageUnavailable:
            self._looks.setdefault(order.operator_id, look)
            raise
        self.orders.done(order.id)

    async def _let_go(self, operator_id: int) -> None:
        look = self._looks.pop(operator_id, None)
        if look is not None:
            session_id = self.parts.session_id()
            await self.parts.database.run(
                lambda stores: give_back(stores, session_id, look.contact)
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
            await self._let_go(operator_id)
        except StorageUnavailable as error:
            self.parts.unsure(str(error))

    # --- campaigns -----------------------------------------------------------------------------

    def _context(self, order: OperatorOrder) -> DialContext:
        campaign_id = order.arguments.get("campaign_id")
        context = self.parts.snapshot().contexts.get(campaign_id if type(campaign_id) is int else 0)
        if context is None or context.campaign.state is not CampaignState.RUNNING:
            raise Refused("unknown_campaign")
        return context

    def _context_for_number(self, order: OperatorOrder) -> DialContext:
        """The campaign that he has chosen, or the only one there is for him."""
        if order.arguments.get("campaign_id") is not None:
            context = self._context(order)
            if context.campaign.settings.mode is not CampaignMode.MANUAL:
                raise Refused("not_manual", campaign=context.campaign.name)
            return context
        found = [
            context
            for context in self.parts.snapshot().contexts.values()
            if context.campaign.settings.mode is CampaignMode.MANUAL
            and context.campaign.state is CampaignState.RUNNING
            and self.roster.serves(order.operator_id, context.campaign.name)
        ]
        if not found:
            raise Refused("no_manual_campaign")
        if len(found) > 1:
            names = ", ".join(context.campaign.name for context in found)
            raise Refused("choose_campaign", campaigns=names)
        return found[0]

    # --- dialling ------------------------------------------------------------------------------

    async def _alone(self, action: Action, order: OperatorOrder, status: OperatorStatus) -> None:
        operator_id = status.operator_id
        self._must_be_free(status)
        self._preparing.add(operator_id)
        try:
            await action(order, status)
        finally:
            self._preparing.discard(operator_id)

    async def _contact(self, order: OperatorOrder, status: OperatorStatus) -> None:
        """The contact that he looks at, or, with ``contact_id``, another one, at ``phone`` (""
        or none: at the one whose turn it is)."""
        look = self._looks.get(order.operator_id)
        wanted = order.arguments.get("contact_id")
        if look is not None and wanted not in (None, look.contact.id):
            look = None  # another one than he looks at
        if look is not None:
            del self._looks[order.operator_id]
            contact, context = await self._claim_again(look), look.context
        else:
            context = self._context(order)
            if type(wanted) is not int:
                raise Refused("no_contact")
            contact = (await self._claim(context, lambda stores: wanted)).contact
        phone = str(order.arguments.get("phone") or contact.phones[contact.progress.next_phone])
        settings, now = context.campaign.settings, self.parts.clock.now()
        code = ""
        if phone not in contact.phones:
            code = "no_number"
        elif contact.phones.index(phone) in contact.progress.dead_phones:
            code = "dead_number"
        if code:
            await self.dialling.release(contact.id)
            raise Refused(code, number=shown(phone, settings))
        refusal = too_early(contact, contact.phones.index(phone), now)
        if refusal is not None and look is None:
            await self.dialling.release(contact.id)
            raise _refused(*in_words("too_early", refusal, phone, settings, contact.zones))
        await self._dial(order, contact, phone, context)

    async def _number(self, order: OperatorOrder, status: OperatorStatus) -> None:
        """Any number: of somebody on the campaign's list, or of nobody, who is added to it."""
        context = self._context_for_number(order)
        settings, typed = context.campaign.settings, str(order.arguments.get("number", "")).strip()
        phone = phone_of_text(typed, settings.country)
        if not phone:
            digits = sum(each.isdigit() for each in typed)
            raise Refused("short_number" if 0 < digits < 7 else "no_number", number=typed)
        name, now = self.roster.name(order.operator_id), self.parts.clock.now()
        look = self._looks.get(order.operator_id)
        if look is not None and phone in look.contact.phones and look.context is context:
            del self._looks[order.operator_id]
            await self._dial(order, look.contact, phone, context)
            return
        found = await self._claim(
            context, lambda stores: of_number(stores, context.campaign.id, phone, name, now), phone
        )
        await self._dial(order, found.contact, phone, context)

    async def _claim_again(self, look: _Look) -> Contact:
        """What is claimed goes back when the database has been away: nobody else may have him."""
        session_id, contact = self.parts.session_id(), look.contact
        claimed = await self.parts.database.run(
            lambda stores: stores.contacts.claim_one(session_id, contact.campaign_id, contact.id)
        )
        return contact if claimed is None else claimed

    async def _claim(
        self, context: DialContext, which: Callable[[Stores], int], phone: str = ""
    ) -> Found:
        session_id, campaign_id = self.parts.session_id(), context.campaign.id
        found = await self.parts.database.run(
            lambda stores: Found.claim(stores, session_id, campaign_id, which(stores))
        )
        if isinstance(found, str):
            raise Refused(found, number=shown(phone, context.campaign.settings))
        return found

    async def _dial(
        self, order: OperatorOrder, contact: Contact, phone: str, context: DialContext
    ) -> None:
        settings = context.campaign.settings
        refusal = hours_refusal(settings, contact.zones, self.parts.clock.now())
        if refusal is not None:
            await self.dialling.release(contact.id)
            raise _refused(*in_words(refusal.rule, refusal, phone, settings, contact.zones))
        index = contact.phones.index(phone)
        await self.dialling.begin(order.id, order.operator_id, contact, index, context)

    def _must_be_free(self, status: OperatorStatus) -> None:
        free = status.state is OperatorState.AVAILABLE and status.present
        free = free and status.operator_id not in self._preparing
        if not free or self.dialling.of_operator(status.operator_id) is not None:
            raise Refused(not_free(status.state))


def _refused(code: str, arguments: dict[str, str]) -> Refused:
    return Refused(code, **arguments)
