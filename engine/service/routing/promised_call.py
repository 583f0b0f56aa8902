"""A promised call, and what it needs (engine.service.routing.promised_calls)."""

from collections.abc import Callable
from dataclasses import dataclass

from engine.domain.callbacks import Callback
from engine.domain.operator import OperatorStatus
from engine.routing import commands, events
from engine.service.operator_room import SubscriberSeat, WaitRequest
from engine.service.routing.manual_dialling import ManualParts
from engine.service.routing.operator_leg import LegPhone, OperatorLeg
from engine.service.routing.order_desk import OrderDesk
from engine.service.routing.outside_calls import OutsideParts
from engine.service.routing.promised_work import Write
from engine.service.routing.roster import Roster


@dataclass(slots=True, eq=False)
class PromisedCall:
    """``last_attempt``: whose card is shown. ``who``: who has taken it, "" nobody yet."""

    party: str
    callback: Callback
    last_attempt: int | None
    offer: commands.Offer | None = None
    who: str = ""
    order_id: int = 0
    #: It is being taken just now.
    asked: bool = False
    trunk_id: int = 0
    leg: OperatorLeg | None = None
    call_id: str = ""
    talked: bool = False
    #: The node's session that has claimed the contact; 0: he is not claimed.
    claimed_by: int = 0


@dataclass(frozen=True, slots=True)
class PromisedParts:
    """``status(operator)``: his row; ``is_ours(callback)``: this node looks after it.
    ``ring(offer)``: his softphone after all, False when the offer is over; ``enter`` and ``leave``:
    the subscriber has answered, is gone. ``write``: into the journal."""

    shared: ManualParts
    outside: OutsideParts
    phone: LegPhone
    orders: OrderDesk
    roster: Roster
    feed: Callable[[events.RoutingEvent], None]
    status: Callable[[int], OperatorStatus | None]
    is_ours: Callable[[int], bool]
    ring: Callable[[commands.Offer], bool]
    enter: Callable[[WaitRequest, SubscriberSeat], None]
    leave: Callable[[str], None]
    write: Callable[[str, Write], None]


@dataclass(frozen=True, slots=True)
class PlainSeat:
    """No scheme leads that call: when the operators are done with it, it is over."""

    _phone: LegPhone
    _call_id: str

    def position(self, position: int, wait_s: float | None) -> None:
        pass

    def connected(self, operator_id: int, operator: str) -> None:
        pass

    def held(self) -> None:
        pass  # he hears nothing meanwhile

    def left(self, why: str) -> None:
        self._phone.telephony.hang_up(self._call_id)

    def talk_over(self, port: str = "") -> None:
        self._phone.telephony.hang_up(self._call_id)
