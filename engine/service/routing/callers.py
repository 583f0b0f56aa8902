"""Subscribers of this node who wait for an operator or talk with one, and colleagues who are
consulted about them."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.service.operator_room import SubscriberSeat, WaitRequest
from engine.service.routing.operator_leg import OperatorLeg

log = logging.getLogger(__name__)

#: Who talked with a contact last, of so many contacts.
_REMEMBERED = 20_000


@dataclass(slots=True, eq=False)
class Consult:
    """The operator of ``asker`` talks with a colleague, or waits for one. ``order_id``: answered
    when it is known what came of it; 0: it was."""

    party: str
    caller: "Caller"
    asker: OperatorLeg
    order_id: int
    colleague: OperatorLeg | None = None


@dataclass(slots=True, eq=False)
class Caller:
    """``party``: his name for the router, of this stay in the room only. ``queue``: that he waits
    in, or by which an operator has him."""

    party: str
    request: WaitRequest
    seat: SubscriberSeat
    queue: str
    #: Who talks with him, or has him on hold; and who was the last to be put through to him.
    leg: OperatorLeg | None = None
    talked_with: int | None = None
    on_hold: bool = False
    consult: Consult | None = None
    #: Where the operator sends him in the scheme.
    port: str = ""
    #: A call to somebody outside whom the operator passes him on to; "" for none.
    outside: str = ""
    #: A text is being read out to him; and whether his operator has hung up meanwhile.
    reading: bool = False
    free_after_reading: bool = False
    #: That call has come to nothing, and the operator who has passed him on is still leaving.
    comes_back: bool = False
    #: The paced dial of an automated campaign that he is; None: he is none, or it is settled.
    dial_id: int | None = None


class Callers:
    """By party, and by the id of the call."""

    def __init__(self) -> None:
        self._by_party: dict[str, Caller] = {}
        self._by_call: dict[str, Caller] = {}
        self.consults: dict[str, Consult] = {}
        self._stays = 0
        self._talked_last: dict[int, int] = {}

    def enter(self, name: str, request: WaitRequest, seat: SubscriberSeat, queue: str) -> Caller:
        self._stays += 1
        caller = Caller(f"{name}/s{self._stays}", request, seat, queue)
        self._by_party[caller.party] = self._by_call[request.call_id] = caller
        return caller

    def rename(self, caller: Caller, party: str) -> None:
        """The router knows him by that name already."""
        del self._by_party[caller.party]
        caller.party = party
        self._by_party[party] = caller

    def consult(self, name: str, caller: Caller, asker: OperatorLeg, order_id: int) -> Consult:
        self._stays += 1
        consult = Consult(f"{name}/c{self._stays}", caller, asker, order_id)
        caller.consult = self.consults[consult.party] = consult
        return consult

    def end_consult(self, consult: Consult) -> None:
        self.consults.pop(consult.party, None)
        if consult.caller.consult is consult:
            consult.caller.consult = None

    def of_party(self, party: str) -> Caller | None:
        return self._by_party.get(party)

    def of_call(self, call_id: str) -> Caller | None:
        return self._by_call.get(call_id)

    def of_leg(self, leg: OperatorLeg) -> Caller | None:
        return next((c for c in self._by_party.values() if c.leg is leg), None)

    def remember(self, contact_id: int, operator_id: int) -> None:
        """He talks with that contact."""
        if contact_id:
            self._talked_last.pop(contact_id, None)
            self._talked_last[contact_id] = operator_id
            if len(self._talked_last) > _REMEMBERED:
                del self._talked_last[next(iter(self._talked_last))]

    def talked_last(self, request: WaitRequest) -> int | None:
        """The operator who has talked with that contact before, if any."""
        return self._talked_last.get(request.contact_id, request.sticky)

    def out(self, caller: Caller) -> None:
        self._by_party.pop(caller.party, None)
        if self._by_call.get(caller.request.call_id) is caller:
            del self._by_call[caller.request.call_id]

    def __iter__(self) -> Iterator[Caller]:
        return iter(list(self._by_party.values()))

    def __len__(self) -> int:
        return len(self._by_party)


def tell(caller: Caller, what: Callable[[SubscriberSeat], None]) -> None:
    """A fault in one call must not cost more than that."""
    try:
        what(caller.seat)
    except Exception:
        log.exception("call %s does not listen to its room", caller.request.call_id)
