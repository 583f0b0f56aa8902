"""Calls to somebody outside whom an operator passes his subscriber on to."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from engine.ports import telephony as port
from engine.service.call_plan import LINE_TRIES, LINE_WAIT_S, LineBroker
from engine.service.routing.callers import Caller, tell
from engine.service.routing.operator_leg import LegPhone, OperatorLeg

log = logging.getLogger(__name__)

#: How long the one outside is rung; seconds. A talk ends with the subscriber's call.
RING_S = 45.0
_MOST_TALK_S = 12 * 3600.0


@dataclass(frozen=True, slots=True)
class OutsideParts:
    """``trunk_ids(campaign id)``: over which its calls go, also to others; ``caller_id(campaign
    id)``: what these are shown; ``country(campaign id)``: in which numbers are read."""

    lines: LineBroker
    trunk_ids: Callable[[int], tuple[int, ...]]
    caller_id: Callable[[int], str]
    country: Callable[[int], str]


@dataclass(slots=True, eq=False)
class _Outside:
    call_id: str
    caller: Caller
    number: str
    trunk_id: int
    answered: bool = False


class OutsideCalls:
    """``over(caller, talked)``: they have talked, or it has come to nothing."""

    def __init__(self, phone: LegPhone, parts: OutsideParts,
                 later: Callable[[float, Callable[[], None]], object],
                 over: Callable[[Caller, bool], None]) -> None:  # fmt: skip
        self._phone = phone
        self._parts = parts
        self._later = later
        self._over = over
        self._calls: dict[str, _Outside] = {}
        self._number = 0

    def begin(self, caller: Caller, leg: OperatorLeg, number: str,
              begun: Callable[[bool], None], tries: int = LINE_TRIES) -> None:  # fmt: skip
        """Ring the number for him. ``begun(True)`` when it is; False: there is no line for it, or
        his talk with the operator is over meanwhile."""
        campaign_id = caller.request.campaign_id
        if caller.leg is not leg or leg.over or caller.outside:
            begun(False)
            return
        trunk_id = self._parts.lines.take_leg(self._parts.trunk_ids(campaign_id))
        if trunk_id is None:
            if tries > 1:  # one that is asked for is there a moment later (see engine.dialer)
                self._later(LINE_WAIT_S, lambda: self.begin(caller, leg, number, begun, tries - 1))
            else:
                begun(False)
            return
        self._number += 1
        call_id = f"{leg.call_id}-x{self._number}"
        self._calls[call_id] = _Outside(call_id, caller, number, trunk_id)
        caller.outside = call_id
        self._phone.telephony.place_call(
            port.PlaceCall(
                call_id=call_id,
                trunk_id=trunk_id,
                number=number,
                caller_id=self._parts.caller_id(campaign_id),
                ring_timeout_s=RING_S,
                max_call_s=_MOST_TALK_S,
                near=caller.request.call_id,
            )
        )
        begun(True)

    def handle(self, call_id: str, event: port.TelephonyEvent) -> bool:
        """False: the call is none of these."""
        call = self._calls.get(call_id)
        if call is None:
            return False
        caller = call.caller
        here = caller.outside == call_id
        if isinstance(event, port.CallAnswered):
            call.answered = True
            if here:
                self._phone.join((caller.request.call_id, call_id))
                tell(caller, lambda seat: seat.connected(0, call.number))
        elif isinstance(event, port.CallEnded):
            del self._calls[call_id]
            self._parts.lines.free_leg(call.trunk_id)
            if here:
                caller.outside = ""
                self._over(caller, call.answered)
        return True
