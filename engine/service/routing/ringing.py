"""Operators' softphones are rung for what the router offers them, until they answer or need not."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from engine.domain.operator import OfferKind
from engine.ports.operators import TalkOutcome
from engine.routing import commands, events
from engine.service.operator_room import WaitRequest
from engine.service.routing.callers import Callers
from engine.service.routing.dialled import Dialled
from engine.service.routing.operator_leg import Legs, OperatorLeg
from engine.service.routing.presence import Presence
from engine.service.routing.talk_log import TalkLog, outcome_of

if TYPE_CHECKING:
    from engine.service.routing.host import RoutingParts

log = logging.getLogger(__name__)

#: A workstation that has just signed in tells its address a moment later; tries, seconds apart.
_ADDRESS_TRIES = 4
_ADDRESS_WAIT_S = 0.25


class Ringing:
    """``legs``: by offer. ``look``: look for what workstations have written. ``name()``: of this
    run."""

    def __init__(self, parts: "RoutingParts", callers: Callers, talks: TalkLog, dialled: Dialled,
                 presence: Presence, feed: Callable[[events.RoutingEvent], None],
                 look: Callable[[], None], name: Callable[[], str]) -> None:  # fmt: skip
        self.legs = Legs()
        self._by_call: dict[str, OperatorLeg] = {}
        self._phone = parts.phone
        self._clock = parts.clock
        self._timers = parts.timers
        self._callers = callers
        self._talks = talks
        self._dialled = dialled
        self._presence = presence
        self._feed = feed
        self._look = look
        self._name = name
        self._legs_rung = 0

    def of_call(self, call_id: str) -> OperatorLeg | None:
        return self._by_call.get(call_id)

    def offer(self, offer: commands.Offer, tries: int = _ADDRESS_TRIES) -> None:
        """Ring him, or tell the router why not."""
        request = self._request_of(offer.kind, offer.party)
        leg = self.legs.get(offer.offer_id)
        if request is None:
            if leg is not None:  # he has gone while an address was waited for
                self.over(leg, TalkOutcome.TAKEN_BACK)
            self._feed(events.OfferFailed(offer.offer_id))
            return
        if leg is None:
            leg = self._new_leg(offer)
            self._talks.offered(
                offer.offer_id, offer.operator_id, self._dialled.kind(offer), offer.queue,
                request, self._clock.now(),
            )  # fmt: skip
        if offer.kind is OfferKind.CALLBACK and self._dialled.waits(offer):
            return  # it rings at the workstation, without a call
        address = self._presence.address(offer.operator_id, offer.token)
        if not address and tries > 1 and not leg.stopped:
            self._look()
            self._timers.call_later(_ADDRESS_WAIT_S, lambda: self.offer(offer, tries - 1))
        elif leg.stopped or not leg.ring(
            address, offer.attempt_id, request.call_id, offer.ring_timeout_s, request.returns
        ):
            log.warning("operator %d has no telephone that could be rung", offer.operator_id)
            self.over(leg, TalkOutcome.TAKEN_BACK if leg.stopped else TalkOutcome.DECLINED)
            self._feed(events.OfferFailed(offer.offer_id))

    def _new_leg(self, offer: commands.Offer) -> OperatorLeg:
        self._legs_rung += 1
        run = self._name().rpartition("~")[2]
        call_id = f"o{run}-{self._legs_rung}"
        leg = OperatorLeg(
            call_id, offer.offer_id, offer.operator_id, offer.kind, offer.party, offer.token,
            self._phone, offer.queue,
        )  # fmt: skip
        self.legs[offer.offer_id] = self._by_call[call_id] = leg
        return leg

    def _request_of(self, kind: OfferKind, party: str) -> WaitRequest | None:
        """Who it is that he is rung for: a subscriber, also one whom a colleague is consulted
        about, or a contact that he has ordered to be dialled."""
        if kind is OfferKind.CALLBACK:
            return self._dialled.request_of(party)
        consult = self._callers.consults.get(party)
        caller = self._callers.of_party(party) if consult is None else consult.caller
        return None if caller is None else caller.request

    def stop(self, offer_id: str, why: str) -> None:
        leg = self.legs.get(offer_id)
        if leg is not None:
            leg.stopped = why
            self.end(leg)

    def end(self, leg: OperatorLeg) -> None:
        if leg.rung:
            leg.hang_up()
        else:  # of a promised call that was not accepted
            self.over(leg, outcome_of(leg, lost=False))

    def ring(self, offer: commands.Offer) -> bool:
        """A promised call was accepted. False: its offer is over."""
        leg = self.legs.get(offer.offer_id)
        if leg is not None:
            self.offer(offer)
        return leg is not None

    def over(self, leg: OperatorLeg, outcome: TalkOutcome, at: datetime | None = None) -> None:
        leg.over = True
        self.legs.pop(leg.offer_id, None)
        self._by_call.pop(leg.call_id, None)
        self._talks.ended(leg.offer_id, outcome, at or self._clock.now())
