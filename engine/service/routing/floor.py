"""Where calls and operators meet: they are joined, parted and hung up as the router says."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.domain.operator import EVERYBODY, OfferKind
from engine.ports import telephony as port
from engine.routing import commands, events
from engine.service.operator_room import SubscriberSeat, WaitRequest
from engine.service.routing.callers import Caller, Callers, Consult, tell
from engine.service.routing.dialled import Dialled
from engine.service.routing.operator_leg import OperatorLeg
from engine.service.routing.outside_calls import OutsideCalls
from engine.service.routing.presence import Presence
from engine.service.routing.ringing import Ringing
from engine.service.routing.roster import Roster
from engine.service.routing.talk_log import TalkLog, outcome_of

if TYPE_CHECKING:
    from engine.service.routing.host import RoutingParts

log = logging.getLogger(__name__)


class Floor:
    """``legs``: by offer. ``consult_reached(consult)``: its colleague has come;
    ``consult_over(consult, why)``: he is gone, or is not to be had; both set before the first
    event."""

    #: Of this run.
    name = ""
    consult_reached: Callable[[Consult], None]
    consult_over: Callable[[Consult, str], None]

    def __init__(self, parts: "RoutingParts", feed: Callable[[events.RoutingEvent], None],
                 presence: Presence, dialled: Dialled, roster: Roster,
                 look: Callable[[], None]) -> None:  # fmt: skip
        self.phone = parts.phone
        self.callers = Callers()
        self._clock = parts.clock
        self._journal = parts.journal
        self._pacing = parts.pacing
        self._feed = feed
        self._dialled = dialled
        self._talks = TalkLog(parts.journal)
        self.ringing = Ringing(
            parts, self.callers, self._talks, dialled, presence, feed, look, lambda: self.name
        )
        self.legs = self.ringing.legs
        self.outside = OutsideCalls(
            parts.phone, parts.outside, parts.timers.call_later, self._back_or_on
        )
        self.roster = roster

    # --- subscribers ---------------------------------------------------------------------------

    def enter(self, request: WaitRequest, seat: SubscriberSeat) -> Caller:
        self.leave(request.call_id)
        queue = self.roster.queue_for(request.queue, request.campaign_id)
        caller = self.callers.enter(self.name, request, seat, queue)
        party = self._dialled.party_of(request.call_id)
        if party is not None:
            self.callers.rename(caller, party)
        else:
            caller.dial_id = self._pacing.person(request.call_id)
        return caller

    def has_operator(self, caller: Caller) -> bool:
        """Of a call that his operator has had dialled: he is there already, and takes him."""
        known = self._dialled.knows(caller.party) and self.callers.of_party(caller.party)
        leg = self.legs.of_party(caller.party) if known else None
        if leg is None:
            return False
        self._dialled.joined(caller.party)
        self.put_through(caller, leg)
        return True

    def waiting(self, caller: Caller) -> events.SubscriberWaiting:
        request, queue = caller.request, self.roster.queues.get(caller.queue)
        limit_s = request.time_limit_s
        if queue is not None and queue.automated:
            # Who was called waits no longer than the law lets him; who calls himself waits on.
            limit_s = None if caller.dial_id is not None else limit_s or queue.time_limit_s
        return events.SubscriberWaiting(
            caller.party, request.attempt_id, caller.queue, request.since, request.priority,
            request.level, self.callers.talked_last(request), limit_s,
            request.operator_id,
        )  # fmt: skip

    def leave(self, call_id: str) -> str | None:
        """The party that has left; None: nobody was there."""
        caller = self.callers.of_call(call_id)
        if caller is None:
            return None
        self.callers.out(caller)
        if caller.outside:
            self.phone.telephony.hang_up(caller.outside)
            caller.outside = ""  # whatever becomes of it: nobody waits for it any more
        return caller.party

    # --- commands ------------------------------------------------------------------------------

    def carry_out(self, command: commands.RoutingCommand) -> None:
        match command:
            case commands.Offer():
                self.ringing.offer(command)
            case commands.StopOffer(offer_id=offer_id, why=why):
                self.ringing.stop(offer_id, why)
            case commands.Connect():
                self._connect(command)
            case commands.HangUpOperator(offer_id=offer_id):
                self._hang_up(offer_id)
            case commands.TellPosition(party=party, position=position, wait_s=wait_s):
                caller = self.callers.of_party(party)
                if caller is not None:
                    tell(caller, lambda seat: seat.position(position, wait_s))
            case commands.LeaveQueue(party=party, why=why):
                self._left(party, why)
            case commands.TalkOver(party=party):
                self._talk_over(party)
            case commands.NoteOperatorLost(attempt_id=attempt_id, operator_id=operator_id):
                self._note_lost(attempt_id, operator_id)
            case commands.PassCallback(party=party):
                self._dialled.passed_on(party)
            case _:
                log.error("nobody has asked for %s", command)

    def _connect(self, command: commands.Connect) -> None:
        leg = self.legs.get(command.offer_id)
        if leg is None:
            return
        leg.connected = True
        leg.kind, leg.party = command.kind, command.party
        if command.kind is OfferKind.CONSULT:
            consult = self.callers.consults.get(command.party)
            if consult is not None:
                consult.colleague = leg
                self.phone.join((consult.asker.call_id, leg.call_id))
                self.consult_reached(consult)
            return
        if command.kind is OfferKind.CALLBACK:
            self._dialled.operator_is_there(command.party, leg)
            return
        caller = self.callers.of_party(command.party)
        if caller is None:
            return  # he has just hung up: the router hears of it next
        if caller.consult is not None:
            self.callers.end_consult(caller.consult)
        caller.queue, caller.talked_with = leg.queue or caller.queue, leg.operator_id
        self._talks.took_over(leg.offer_id, caller.queue)
        self.put_through(caller, leg)
        self.callers.remember(caller.request.contact_id, leg.operator_id)
        if caller.dial_id is not None:
            self._pacing.served(caller.dial_id, leg.operator_id)
            caller.dial_id = None

    def put_through(self, caller: Caller, leg: OperatorLeg) -> None:
        """The two hear each other; also again, after a hold or a consult."""
        caller.leg, caller.on_hold, caller.comes_back = leg, False, False
        self.phone.join((caller.request.call_id, leg.call_id))
        name = self.roster.name(leg.operator_id)
        tell(caller, lambda seat: seat.connected(leg.operator_id, name))

    def confer(self, caller: Caller, leg: OperatorLeg, colleague: OperatorLeg) -> None:
        """All three hear each other."""
        caller.on_hold = False
        self.phone.join((caller.request.call_id, leg.call_id, colleague.call_id))
        name = self.roster.name(leg.operator_id)
        tell(caller, lambda seat: seat.connected(leg.operator_id, name))

    def hold(self, caller: Caller) -> None:
        caller.on_hold = True
        self.phone.part(caller.request.call_id)
        tell(caller, lambda seat: seat.held())

    def _hang_up(self, offer_id: str) -> None:
        leg = self.legs.get(offer_id)
        if leg is None:
            return
        caller = self.callers.of_leg(leg)
        if caller is not None and not caller.outside:
            # He stays, and waits for somebody else.
            caller.leg = None
            self.hold(caller)
        self.ringing.end(leg)

    def _left(self, party: str, why: str) -> None:
        consult = self.callers.consults.get(party)
        if consult is not None:
            self.consult_over(consult, why)
            return
        caller = self.callers.of_party(party)
        if caller is None:
            self._dialled.given_up(party, why)
            return
        self.callers.out(caller)
        if caller.dial_id is not None:  # he was called for an operator, and none has come
            self._pacing.dropped(caller.dial_id)
            caller.dial_id = None
        tell(caller, lambda seat: seat.left(why))

    def _talk_over(self, party: str) -> None:
        consult = self.callers.consults.get(party)
        if consult is not None:
            self.consult_over(consult, "left")
            return
        caller = self.callers.of_party(party)
        if caller is None:
            self._dialled.given_up(party)
        else:
            caller.leg = None
            if caller.comes_back:  # the one outside was not to be had while the operator left
                self._back_or_on(caller, talked=False)
            elif caller.outside:
                pass  # he talks with somebody outside now
            elif caller.reading:
                caller.free_after_reading = True  # he hears it to its end
            else:
                self.let_go(caller)

    def has_heard(self, caller: Caller) -> None:
        """What was read out to him."""
        if caller.free_after_reading:
            caller.free_after_reading = False
            if not caller.outside:  # he may have been passed on meanwhile
                self.let_go(caller)

    def let_go(self, caller: Caller) -> None:
        """His scheme goes on."""
        self.callers.out(caller)
        self.phone.part(caller.request.call_id)
        tell(caller, lambda seat: seat.talk_over(caller.port))

    def _note_lost(self, attempt_id: int | None, operator_id: int) -> None:
        for caller in self.callers:
            if caller.leg is not None and caller.leg.operator_id == operator_id:
                caller.leg = None
                self.hold(caller)
        name = self.roster.name(operator_id) or str(operator_id)
        if attempt_id:
            now = self._clock.now()
            self._journal.write(
                "operator lost",
                lambda s: s.operators.put_result(attempt_id, "operator_lost", name, now),
            )

    # --- somebody outside ----------------------------------------------------------------------

    def _back_or_on(self, caller: Caller, talked: bool) -> None:
        """The talk outside is over; or nobody has answered there: then back to the operators of the
        queue by which the last one had him, before those who have had none yet; of no queue, to
        that one."""
        queue = self.roster.queues.get(caller.queue)
        if talked or queue is None:
            self.let_go(caller)
            return
        # The router takes him anew only when it knows that the talk with the operator is over.
        caller.comes_back = caller.leg is not None
        if caller.comes_back:
            return
        alone = caller.request.operator_id is not None and queue.name == EVERYBODY
        self._feed(replace(
            self.waiting(caller), since=self._clock.now(), sticky=None,
            priority=caller.request.priority + 1, time_limit_s=queue.time_limit_s,
            operator_id=caller.talked_with if alone else None,
        ))  # fmt: skip

    # --- the operators' legs -------------------------------------------------------------------

    def handle(self, call_id: str, event: port.TelephonyEvent) -> bool:
        """False: the call is none of these."""
        leg = self.ringing.of_call(call_id)
        if leg is None:
            return self.outside.handle(call_id, event)
        match event:
            case port.CallAnswered(at=at):
                leg.answered_at = at
                self._talks.answered(leg.offer_id, at)
                self._feed(events.OfferAnswered(leg.offer_id))
            case port.CallEnded():
                self._leg_ended(leg, event)
        return True

    def _leg_ended(self, leg: OperatorLeg, event: port.CallEnded) -> None:
        lost = leg.ended(event)
        self.ringing.over(leg, outcome_of(leg, lost), event.at)
        if leg.answered_at is None:
            self._feed(events.OfferFailed(leg.offer_id))
        else:
            self._feed(events.TalkEnded(leg.offer_id, lost))
        for consult in list(self.callers.consults.values()):
            if leg in (consult.asker, consult.colleague):
                self.consult_over(consult, "left")
