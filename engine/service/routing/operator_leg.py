"""The operator's leg of a call: his softphone is rung by its own address, and joined with others.

Everything that this part of the engine asks of the telephone is here.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.domain.operator import OfferKind
from engine.domain.phone_address import PhoneAddress
from engine.errors import KnownError
from engine.ports import telephony as port
from engine.ports.telephony import Telephony

log = logging.getLogger(__name__)

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
    """``add_beside``, ``drop_beside``: see CampaignKeeper; ``later``: runs something when the
    telephone network is done with telling."""

    telephony: Telephony
    add_beside: Callable[[PhoneAddress], int]
    drop_beside: Callable[[int], None]
    later: Callable[[Callable[[], None]], object]

    def join(self, call_ids: Sequence[str]) -> None:
        """These hear each other, and nobody else."""
        if len(call_ids) == 2:
            self.telephony.bridge(call_ids[0], call_ids[1])
        else:
            self._verb("confer")(call_ids)

    def part(self, call_id: str) -> None:
        """It hears nobody any more."""
        self._verb("part")(call_id)

    @property
    def can_part(self) -> bool:
        return hasattr(self.telephony, "part")

    def _verb(self, name: str) -> Callable[..., Any]:
        # Not every adapter of the port has it.
        return getattr(self.telephony, name, lambda *_: None)


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
    answered_at: datetime | None = None
    #: Why its alerting was stopped; "" while it was not.
    stopped: str = ""
    #: It was put through to somebody.
    connected: bool = False
    over: bool = False
    _trunk_id: int = 0

    def ring(self, address: str, attempt_id: int | None, near: str, ring_s: float) -> bool:
        """False: that is no address."""
        try:
            target = PhoneAddress.parse(address)
        except KnownError as error:
            log.error("operator %d cannot be rung: %s", self.operator_id, error)
            return False
        self._trunk_id = self.phone.add_beside(target)
        headers = {"X-RINO-Offer": self.offer_id, "X-RINO-Token": self.token}
        if attempt_id:
            headers["X-RINO-Attempt"] = str(attempt_id)
        self.phone.telephony.place_call(
            port.PlaceCall(
                call_id=self.call_id,
                trunk_id=self._trunk_id,
                number=address,
                user_part=target.user,
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
        if self._trunk_id:
            trunk_id = self._trunk_id
            # Not while the telephone network is still telling of its call.
            self.phone.later(lambda: self.phone.drop_beside(trunk_id))
        return self.answered_at is not None and (
            event.by is HangupBy.NETWORK or event.cause in _LOST
        )
