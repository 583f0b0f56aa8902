"""Between a call's scheme and the operators: what the node "connect operator" needs of its engine.

The session of the call (``SubscriberSeat``) enters the room; the room (engine.service.routing)
runs the router, rings operators and bridges them with the call. Everything happens on the
engine's loop; neither side blocks, and neither calls the other back before its own call has
returned.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class WaitRequest:
    """A subscriber who is to talk with an operator.

    ``call_id``: his answered call; ``attempt_id``: an engine.domain.call_key, 0: it has none (a
    test call). ``queue`` "": that of his campaign. ``since``: the end of his greeting. ``level``
    and ``priority``: as in engine.routing.events.SubscriberWaiting. ``time_limit_s`` None: the
    queue's. ``returns``: ports by which the operator may send him back into the scheme
    (``SubscriberSeat.talk_over``). ``results``: what the scheme has saved so far, for the
    operator's form. ``operator_id``: whom alone he wants, None: anybody. ``sticky``: who has talked
    with him before."""

    call_id: str
    attempt_id: int
    campaign_id: int
    contact_id: int
    phone: str
    queue: str
    since: datetime
    priority: int = 0
    level: int = 0
    time_limit_s: float | None = None
    returns: tuple[str, ...] = ()
    results: Mapping[str, str] = field(default_factory=dict)
    operator_id: int | None = None
    sticky: int | None = None


class SubscriberSeat(Protocol):
    """What the room tells the session of a call that waits or talks."""

    def position(self, position: int, wait_s: float | None) -> None:
        """1: the next one."""
        ...

    def connected(self, operator_id: int, operator: str) -> None:
        """He hears the operator from now on: music and announcements end. May come again, after
        ``held`` or with another operator."""
        ...

    def held(self) -> None:
        """The operator talks with somebody else, or was lost: music, please."""
        ...

    def left(self, why: str) -> None:
        """No operator: on by the overflow port. ``why`` as in engine.routing.commands.LeaveQueue.
        Nothing comes after it."""
        ...

    def talk_over(self, port: str = "") -> None:
        """The operator is done and the subscriber still there; ``port``: where the operator sends
        him in the scheme, "" for the usual way. Nothing comes after it."""
        ...


class OperatorRoom(Protocol):
    def enter(self, request: WaitRequest, seat: SubscriberSeat) -> None: ...
    def leave(self, call_id: str) -> None:
        """The subscriber has hung up, or his scheme has other plans. May be repeated."""
        ...
