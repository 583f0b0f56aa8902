"""Calls that operators have promised: when one is due it rings at its operator, then at the team's,
as a card to be accepted, without a call. Who accepts has his softphone rung, and when he is on the
line the subscriber is called; do-not-call, hours and limits are asked at both moments.

Of several nodes one looks after each of them; that two never call is the database's doing: who
takes it first has it.
"""

import logging
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from engine.domain import callbacks
from engine.domain.callbacks import Callback
from engine.domain.hangup_cause import HangupCause
from engine.domain.operator import EVERYBODY, OperatorState
from engine.errors import KnownError
from engine.ports import telephony as port
from engine.ports.operators import OperatorOrder
from engine.ports.storage import StorageUnavailable
from engine.routing import commands, events
from engine.service import callback_desk
from engine.service.operator_room import WaitRequest
from engine.service.routing import promised_work as work
from engine.service.routing.manual_refusals import not_free
from engine.service.routing.operator_leg import OperatorLeg
from engine.service.routing.order_desk import Refused
from engine.service.routing.outside_calls import RING_S
from engine.service.routing.promised_call import PlainSeat, PromisedCall, PromisedParts
from engine.service.routing.promised_taking import PromisedTaking

log = logging.getLogger(__name__)

LOOK_S = 2.0
#: Who asks for one himself is free, and is taken at once or not at all; seconds.
_PATIENCE_S = 2.0
#: His row shows an offer a moment before it is made here; tries, seconds apart.
_TRIES, _TRY_S = 5, 0.1
_MOST_TALK_S = 12 * 3600.0


class PromisedCalls:
    """``run`` is its task. By party, and by the id of the subscriber's call. ``name``: of this
    run."""

    name = ""

    def __init__(self, parts: PromisedParts) -> None:
        self._p = parts
        self._taking = PromisedTaking(parts)
        self._calls: dict[str, PromisedCall] = {}
        self._stopped = False
        self._number = 0
        self._away = False

    @property
    def live(self) -> int:
        """Calls to subscribers that go on."""
        return sum(bool(call.call_id) for call in self._calls.values())

    # --- which are due -------------------------------------------------------------------------

    async def run(self) -> None:
        clock = self._p.shared.clock
        while True:
            await clock.sleep(LOOK_S)
            try:
                await self.look()
            except (StorageUnavailable, KnownError) as error:  # one of them may be spoilt
                if not self._away:
                    log.warning("callbacks cannot be read: %s", error)
                self._away = True
            else:
                self._away = False

    def stop(self) -> None:
        """Whoever talks, or is being called, goes on; nobody else is rung any more."""
        self._stopped = True
        for call in list(self._calls.values()):
            if not (call.who or call.asked):
                self._drop(call)

    async def look(self) -> None:
        """Raises StorageUnavailable."""
        if self._stopped:
            return
        now = self._p.shared.clock.now()
        known = {call.callback.id for call in self._calls.values()}
        found = await self._p.shared.database.run(lambda s: work.due_calls(s, now, known))
        due = {each.callback.id: each for each in found if self._p.is_ours(each.callback.id)}
        for call in list(self._calls.values()):
            if call.who or call.asked:
                due.pop(call.callback.id, None)
                continue
            fresh = due.pop(call.callback.id, None)
            if fresh is None or fresh.callback.owner != call.callback.owner:
                self._drop(call)  # somebody calls by hand, or it was put off; or it is the team's
        for each in () if self._stopped else due.values():
            self._begin(each)

    def _begin(self, due: work.DueCall) -> None:
        callback, roster = due.callback, self._p.roster
        owner = roster.operator_named(callback.owner) if callback.owner else None
        if callback.owner and owner is None:
            return  # he is no operator: it becomes the team's when he does not call himself
        waits = timedelta(seconds=callback_desk.RULES.patience_s)
        left = callback.due_at + waits - self._p.shared.clock.now()
        call = self._new(callback, due.last_attempt)
        self._p.feed(
            events.CallbackDue(
                call.party, self._queue(callback), owner, max(0.0, left.total_seconds()),
                call.last_attempt,
            )
        )  # fmt: skip

    def _new(self, callback: Callback, last_attempt: int | None) -> PromisedCall:
        self._number += 1
        call = PromisedCall(f"{self.name}/b{self._number}", callback, last_attempt)
        self._calls[call.party] = call
        return call

    def _queue(self, callback: Callback) -> str:
        roster = self._p.roster
        own = roster.queue_named(callback.queue) if callback.queue else ""
        return own or roster.queue_of(callback.campaign_id or 0) or EVERYBODY

    def _drop(self, call: PromisedCall) -> None:
        """Nobody is to be rung for it any more."""
        if self._calls.pop(call.party, None) is not None:
            self._p.feed(events.SubscriberGone(call.party))

    # --- what the router says ------------------------------------------------------------------

    def knows(self, party: str) -> bool:
        return party in self._calls

    def party_of(self, call_id: str) -> str | None:
        """Whose subscriber that call is."""
        return next((c.party for c in self._calls.values() if c.call_id == call_id), None)

    def request_of(self, party: str) -> WaitRequest:
        """For the operator's telephone, and his call log."""
        call = self._calls[party]
        callback = call.callback
        return WaitRequest(
            call.call_id, call.last_attempt or 0, callback.campaign_id or 0,
            callback.contact_id or 0, callback.phone, self._queue(callback),
            self._p.shared.clock.now(),
        )  # fmt: skip

    def waits(self, offer: commands.Offer) -> bool:
        """It rings without a call until it is accepted."""
        call = self._calls[offer.party]
        before, call.offer = call.offer, offer
        if call.who and before is not None and before.offer_id != offer.offer_id:
            self._answer(call, "no_phone")  # another operator
            self._give_back(call)
        return not call.who

    def operator_is_there(self, party: str, leg: OperatorLeg) -> None:
        """His softphone is answered: now the subscriber is called, if he may be called still."""
        call = self._calls[party]
        call.leg = leg
        self._p.shared.spawn(self._ring(call, leg))

    async def _ring(self, call: PromisedCall, leg: OperatorLeg) -> None:
        code, arguments = "", dict[str, str]()
        try:
            await self._taking.ask_again(call)
        except Refused as refused:
            code, arguments = refused.code, refused.arguments
        except Exception as error:
            if not isinstance(error, StorageUnavailable | TimeoutError):
                log.exception("callback %d", call.callback.id)
            code = "not_confirmed"
        if self._calls.get(call.party) is not call or call.leg is not leg or leg.over:
            return  # he has gone meanwhile
        if code:
            self._answer(call, code, arguments)
            self._give_back(call)  # unless it is cancelled or put off already
            self._drop(call)
            return
        self._place(call, leg)

    def _place(self, call: PromisedCall, leg: OperatorLeg) -> None:
        self._number += 1
        call.call_id = f"b{self.name.rpartition('~')[2]}-{self._number}"
        self._p.phone.telephony.place_call(
            port.PlaceCall(
                call_id=call.call_id,
                trunk_id=call.trunk_id,
                number=call.callback.phone,
                caller_id=self._p.outside.caller_id(call.callback.campaign_id or 0),
                ring_timeout_s=RING_S,
                max_call_s=_MOST_TALK_S,
                near=leg.call_id,
            )
        )
        self._answer(call, "")

    def passed_on(self, party: str) -> None:
        """Its owner did not come in time: from now on anybody's."""
        call = self._calls[party]
        if call.order_id:  # he has asked for it himself, and has another call
            self.given_up(party, "no_phone" if call.offer else "has_call")
        elif not call.who:
            missed = callbacks.miss(call.callback)
            self._p.write("callback", work.pass_on(missed.id, callback_desk.new_write_id()))
            call.callback = missed

    def given_up(self, party: str, why: str = "") -> None:
        """The operator has gone before the subscriber has answered, or was not to be had."""
        call = self._calls[party]
        self._answer(call, why or "no_phone")
        if call.call_id:
            self._p.phone.telephony.hang_up(call.call_id, HangupCause.ORIGINATOR_CANCEL)
            return
        if call.who:
            self._give_back(call)
        self._drop(call)

    # --- what the operator orders --------------------------------------------------------------

    def take(self, order: OperatorOrder) -> None:
        """An order to call: ``offer`` of what rings at him, or ``callback_id`` of one he has
        chosen."""
        status = self._p.status(order.operator_id)
        if status is None or not status.signed_in:
            raise Refused("not_signed_in")
        if order.token and order.token != status.token:
            raise Refused("session_replaced")
        self._p.shared.spawn(self._serve(order))

    async def _serve(self, order: OperatorOrder) -> None:
        try:
            if self._stopped:
                raise Refused("no_line")
            if "offer" in order.arguments:
                await self._accept(order)
            else:
                await self._choose(order)
        except Refused as refused:
            self._p.orders.refuse(order.id, refused.code, **refused.arguments)
        except StorageUnavailable:
            self._p.orders.refuse(order.id, "not_confirmed")
        except Exception as error:
            log.exception("order %d of operator %d", order.id, order.operator_id)
            self._p.orders.refuse(order.id, "failed", reason=f"{type(error).__name__}: {error}")

    async def _accept(self, order: OperatorOrder) -> None:
        offer_id = order.arguments["offer"]
        for _ in range(_TRIES):
            call = next(
                (c for c in self._calls.values() if c.offer and c.offer.offer_id == offer_id), None
            )
            if call is not None:
                break
            await self._p.shared.clock.sleep(_TRY_S)
        if call is None or call.offer is None or call.offer.operator_id != order.operator_id:
            raise Refused("no_call")
        if call.who or call.asked:
            return  # pressed twice: the first one is answered
        offer = call.offer
        await self._take(call, order)
        if call.offer is not offer or not self._p.ring(offer):  # it rings at somebody else by now
            self.given_up(call.party, "no_call")

    async def _choose(self, order: OperatorOrder) -> None:
        number = order.arguments.get("callback_id")
        if type(number) is not int:
            raise Refused("no_call")
        status = self._p.status(order.operator_id)
        state = OperatorState.LOGGED_OUT if status is None else status.state
        if state is not OperatorState.AVAILABLE:
            raise Refused(not_free(state))
        for other in list(self._calls.values()):
            if other.callback.id == number and not other.who and not other.asked:
                self._drop(other)
        now = self._p.shared.clock.now()
        due = await self._p.shared.database.run(lambda stores: work.chosen(stores, number, now))
        call = self._new(due.callback, due.last_attempt)
        await self._take(call, order)
        self._p.feed(
            events.CallbackDue(
                call.party, self._queue(call.callback), order.operator_id, _PATIENCE_S,
                call.last_attempt,
            )
        )  # fmt: skip

    async def _take(self, call: PromisedCall, order: OperatorOrder) -> None:
        """Raises Refused or StorageUnavailable, and nothing rings any more then."""
        try:
            await self._taking.take(call, self._p.roster.name(order.operator_id), order.id)
        except BaseException:
            self._drop(call)
            raise
        if not self.knows(call.party):  # its offer was over meanwhile
            self._give_back(call)
            raise Refused("no_call")

    # --- how it ends ---------------------------------------------------------------------------

    def handle(self, call_id: str, event: port.TelephonyEvent) -> bool:
        """False: the call is none of these."""
        party = self.party_of(call_id)
        if party is None:
            return False
        call = self._calls[party]
        if isinstance(event, port.CallAnswered):
            call.talked = True
            self._p.enter(self.request_of(party), PlainSeat(self._p.phone, call_id))
        elif isinstance(event, port.CallEnded):
            self._over(call)
        return True

    def _over(self, call: PromisedCall) -> None:
        now, write_id = self._p.shared.clock.now(), callback_desk.new_write_id()
        self._p.leave(call.call_id)
        if call.talked:
            ends = work.finish(call.callback, now, write_id)
        else:
            # Who took it keeps it, if it was his.
            mine = call.who if call.callback.owner else ""
            ends = work.put_off(work.mine(call.callback), mine, now, write_id)
        self._p.write("callback", ends)
        self._taking.free(call)
        self._drop(call)

    def _give_back(self, call: PromisedCall) -> None:
        now, mine = self._p.shared.clock.now(), work.mine(call.callback)
        self._p.write("callback", work.give_back(mine, now, callback_desk.new_write_id()))
        self._taking.free(call)
        call.who = ""

    def _answer(
        self, call: PromisedCall, code: str, arguments: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        order_id, call.order_id = call.order_id, 0
        if order_id and code:
            self._p.orders.refuse(order_id, code, **arguments)
        elif order_id:
            self._p.orders.done(order_id, attempt_id=call.last_attempt)
