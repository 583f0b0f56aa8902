"""Calls that are dialled for an operator: by hand, or because they were promised."""

from dataclasses import dataclass

from engine.domain.hangup_cause import HangupCause
from engine.domain.operator import OfferKind
from engine.routing import commands
from engine.service.operator_room import WaitRequest
from engine.service.routing.manual_dialling import ManualDialling
from engine.service.routing.operator_leg import LegPhone, OperatorLeg
from engine.service.routing.promised_calls import PromisedCalls


@dataclass(frozen=True, slots=True)
class Dialled:
    manual: ManualDialling
    promised: PromisedCalls
    phone: LegPhone

    def party_of(self, call_id: str) -> str | None:
        """Whose subscriber that call is; None: it was not dialled for an operator."""
        call = self.manual.of_call(call_id)
        return self.promised.party_of(call_id) if call is None else call.party

    def knows(self, party: str) -> bool:
        return self.promised.knows(party) or self.manual.of_party(party) is not None

    def request_of(self, party: str) -> WaitRequest | None:
        """Who is to be called; None: it is over."""
        if self.promised.knows(party):
            return self.promised.request_of(party)
        return self.manual.request_of(party)

    def waits(self, offer: commands.Offer) -> bool:
        """It is shown, and rings without a call until the operator accepts it."""
        return self.promised.knows(offer.party) and self.promised.waits(offer)

    def kind(self, offer: commands.Offer) -> str:
        """In the call log."""
        ordered = offer.kind is OfferKind.CALLBACK and not self.promised.knows(offer.party)
        return "manual" if ordered else offer.kind.value

    def operator_is_there(self, party: str, leg: OperatorLeg) -> None:
        if self.promised.knows(party):
            self.promised.operator_is_there(party, leg)
        else:
            self.manual.operator_is_there(party)

    def joined(self, party: str) -> None:
        """He and the subscriber hear each other."""
        if not self.promised.knows(party):
            self.manual.joined(party)

    def passed_on(self, party: str) -> None:
        """The one for whom it is did not come."""
        if self.promised.knows(party):
            self.promised.passed_on(party)
        else:  # who has ordered a call is to have it, nobody else
            self.given_up(party)

    def given_up(self, party: str, why: str = "") -> None:
        if self.promised.knows(party):
            self.promised.given_up(party, why)
            return
        call_id = self.manual.given_up(party, why)
        if call_id:
            self.phone.telephony.hang_up(call_id, HangupCause.ORIGINATOR_CANCEL)
