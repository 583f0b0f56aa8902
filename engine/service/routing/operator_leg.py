"""The operator's leg of a call: his softphone is rung by its own address, and joined with others.

Everything that this part of the engine asks of the telephone is here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from engine.domain import call_key
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.domain.operator import OfferKind
from engine.ports import telephony as port
from engine.ports.telephony import Telephony
from engine.service.routing.line_tones import LineTones

#: A workstation that has died, or whose network has, is noticed by this silence; seconds.
SILENCE_S = 10.0
#: The router ends the ringing; the leg's own limit only catches what it does not; seconds.
_SPARE_RING_S = 5.0
#: A talk ends with the subscriber's call, which has a limit of its own; seconds.
_MOST_TALK_S = 12 * 3600.0
#: Nobody has hung up: the other end is gone.
_LOST = frozenset({HangupCause.RECOVERY_ON_TIMER_EXPIRE, HangupCause.INTERRUPTED})


@dataclass(frozen=True, slots=True)
class LegPhone:
    """The telephone network, as far as operators' talks need it."""

    telephony: Telephony
    tones: LineTones

    def join(self, call_ids: Sequence[str]) -> None:
        """These hear each other, and nobody else."""
        self.telephony.confer(call_ids)

    def part(self, call_id: str) -> None:
        """It hears nobody any more."""
        self.telephony.part(call_id)


@dataclass(slots=True, eq=False)
class OperatorLeg:
    """``party``: with whom it was offered to talk, or talks."""

    call_id: str
    offer_id: str
    operator_id: int
    kind: OfferKind
    party: str
    token: str
    phone: LegPhone
    #: By which he was offered it.
    queue: str = ""
    #: His telephone has been rung.
    rung: bool = False
    answered_at: datetime | None = None
    #: Why its alerting was stopped; "" while it was not.
    stopped: str = ""
    #: It was put through to somebody.
    connected: bool = False
    over: bool = False

    def ring(self, address: str, key: int | None, near: str, ring_s: float,
             returns: Sequence[str] = ()) -> bool:  # fmt: skip
        """False: there is no address to ring. ``key``: an engine.domain.call_key. ``returns``:
        ports by which the operator may send the subscriber back into his scheme."""
        if not address:
            return False
        headers = {"X-RINO-Offer": self.offer_id, "X-RINO-Token": self.token}
        if key:
            headers["X-RINO-Call"] = call_key.written(key)
        if attempt := call_key.attempt_of(key):
            headers["X-RINO-Attempt"] = str(attempt)
        if returns:
            headers["X-RINO-Returns"] = ",".join(map(quote, returns))
        self.rung = True
        self.phone.telephony.place_call(
            port.PlaceCall(
                call_id=self.call_id,
                trunk_id=port.DIRECT,
                number="",
                address=address,
                ring_timeout_s=ring_s + _SPARE_RING_S,
                max_call_s=_MOST_TALK_S,
                rtp_timeout_s=SILENCE_S,
                headers=headers,
                near=near or None,
            )
        )
        return True

    def hang_up(self) -> None:
        if not self.over:
            self.phone.telephony.hang_up(self.call_id)

    def ended(self, event: port.CallEnded) -> bool:
        """The call is over; True: the operator was lost in mid-call, nobody has hung up."""
        self.over = True
        return self.answered_at is not None and (
            event.by is HangupBy.NETWORK or event.cause in _LOST
        )


class Legs(dict[str, OperatorLeg]):
    """Of this node, by offer."""

    def of_party(self, party: str) -> OperatorLeg | None:
        """Of the operator who is on the line for it."""
        leg = next((leg for leg in self.values() if leg.party == party), None)
        return None if leg is None or not leg.connected or leg.over else leg

    def tone(self, party: str, which: str) -> None:
        """Of the line, into the headset of the operator who waits for it; "": silence."""
        leg = self.of_party(party)
        if leg is not None:
            leg.phone.tones.play(leg.call_id, which)
