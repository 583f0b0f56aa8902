"""What goes into the router.

The router is sans-IO: ``handle(event, now)`` and ``handle_timer(now)`` return commands
(engine.routing.commands), ``next_timer()`` says when it wants to be called again. Moments are aware
UTC datetimes. Any event may come late, twice or never: what was not heard of operators is found out
by reading the rows again.
"""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from engine.domain.operator import Operator, OperatorStatus, PauseReason, Queue
from engine.routing.actions import Wish

# --- events: what is set -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RoutingChanged:
    """Operators, queues and pause reasons as they are set now, all of them."""

    operators: tuple[Operator, ...]
    queues: tuple[Queue, ...]
    pause_reasons: tuple[PauseReason, ...] = ()
    zone: tzinfo | None = None


# --- events: the operators' rows ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StatusesRead:
    """Answer to ``ReadStatuses``: every row there is."""

    read_id: int
    statuses: tuple[OperatorStatus, ...]


@dataclass(frozen=True, slots=True)
class StatusRead:
    """Answer to ``ReadStatus``; of revision 0 where there is no row."""

    read_id: int
    status: OperatorStatus


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """A row that this node or another has written."""

    status: OperatorStatus


@dataclass(frozen=True, slots=True)
class StatusSaved:
    """Answer to ``SaveStatus``: the row as it is now, whoever wrote it. ``limit_refused``: there
    was no place left on that break, nothing was written."""

    write_id: str
    status: OperatorStatus
    limit_refused: bool = False


@dataclass(frozen=True, slots=True)
class NodeGone:
    """A node's lease has run out: its calls are gone. A node's name is never used again."""

    node: str


@dataclass(frozen=True, slots=True)
class NodeReturned:
    """The node had only been out of touch: the calls that it speaks of go on."""

    node: str


# --- events: operators -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WishMade:
    """``token``: of the session that wishes; "": a supervisor does (what he orders is ``forced``
    where an operator's wish could be refused)."""

    request_id: str
    operator_id: int
    wish: Wish
    token: str = ""


@dataclass(frozen=True, slots=True)
class PresenceChanged:
    """The workstation of that session is connected, or is not any more."""

    operator_id: int
    token: str
    present: bool


# --- events: subscribers -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SubscriberWaiting:
    """A subscriber of this node waits for an operator. ``party`` is his name in all that follows.

    ``since``: the end of his greeting. ``level``: at least, beside the queue's own minimum.
    ``sticky``: the operator who has talked with this contact before. Higher ``priority`` first.
    ``time_limit_s``: in place of the queue's; then he is no one who was called, whatever the
    queue's other subscribers are. ``operator_id``: whom alone he waits for, for ``Queue.direct_s``
    where there is no other limit; the queue has rules for it only. ``attempt_id``: here and in all
    that follows an engine.domain.call_key, 0: none.
    """

    party: str
    attempt_id: int
    queue: str
    since: datetime
    priority: int = 0
    level: int = 0
    sticky: int | None = None
    time_limit_s: float | None = None
    operator_id: int | None = None


@dataclass(frozen=True, slots=True)
class CallbackDue:
    """A promised call wants an operator: ``operator_id`` for ``patience_s`` from now on, then
    anybody of the queue; None: anybody at once. It waits until somebody accepts it or
    ``SubscriberGone`` takes it back. ``stage``: of ``Hold``, for a call that an operator has
    ordered to be dialled."""

    party: str
    queue: str
    operator_id: int | None = None
    patience_s: float = 120.0
    attempt_id: int | None = None
    priority: int = 0
    stage: str = ""


@dataclass(frozen=True, slots=True)
class CallProgressed:
    """Of a call that an operator has ordered. ``stage`` "": he and the subscriber hear each other
    from now on."""

    party: str
    stage: str


@dataclass(frozen=True, slots=True)
class SubscriberGone:
    """He has hung up; or a callback is taken back."""

    party: str


@dataclass(frozen=True, slots=True)
class OfferAnswered:
    """The operator's leg of an offer is up."""

    offer_id: str


@dataclass(frozen=True, slots=True)
class OfferFailed:
    """Declined, busy or not reachable."""

    offer_id: str


@dataclass(frozen=True, slots=True)
class TalkEnded:
    """The operator's leg is over. ``lost``: nobody hung up, the workstation or its network died."""

    offer_id: str
    lost: bool = False


@dataclass(frozen=True, slots=True)
class TransferAsked:
    """The operator of this offer passes his subscriber on: to a colleague, who is waited for
    ``Queue.direct_s``, and to ``queue`` ("": the one he came from)."""

    offer_id: str
    operator_id: int | None = None
    queue: str = ""


@dataclass(frozen=True, slots=True)
class ConsultAsked:
    """The operator of this offer wants to talk with a colleague, or with one of a queue, while
    his subscriber holds. ``party``: the name of this wish."""

    offer_id: str
    party: str
    operator_id: int | None = None
    queue: str = ""


@dataclass(frozen=True, slots=True)
class ConsultCancelled:
    """Back to the subscriber. A conference needs no event: everyone just talks on."""

    party: str


@dataclass(frozen=True, slots=True)
class ConsultCompleted:
    """The subscriber goes to the colleague who was asked; while he still rings, as a transfer."""

    party: str


RoutingEvent = (
    RoutingChanged | StatusesRead | StatusRead | StatusChanged | StatusSaved | NodeGone
    | NodeReturned | WishMade | PresenceChanged | SubscriberWaiting | CallbackDue | CallProgressed
    | SubscriberGone
    | OfferAnswered | OfferFailed | TalkEnded | TransferAsked | ConsultAsked | ConsultCancelled
    | ConsultCompleted
)  # fmt: skip
