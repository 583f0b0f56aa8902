"""What goes into the router and what comes out of it.

The router is sans-IO: ``handle(event, now)`` and ``handle_timer(now)`` return commands,
``next_timer()`` says when it wants to be called again. Moments are aware UTC datetimes.

Any event may come late, twice or never: what was not heard is found out by reading the rows again.
"""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from engine.domain.operator import OfferKind, Operator, OperatorStatus, PauseReason, Queue
from engine.routing.actions import Wish
from engine.routing.rules import BreakLimit, OwnResult, Refusal

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
    """A subscriber of this node waits for an operator. ``ticket`` is his name in all that follows.

    ``since``: the end of his greeting. ``level``: at least, beside the queue's own minimum.
    ``sticky``: the operator who has talked with this contact before. Higher ``priority`` first.
    """

    ticket: str
    attempt_id: int
    queue: str
    since: datetime
    priority: int = 0
    level: int = 0
    sticky: int | None = None


@dataclass(frozen=True, slots=True)
class CallbackDue:
    """A promised call wants an operator: ``operator_id`` for ``patience_s`` from now on, then
    anybody of the queue; None: anybody at once. It waits until somebody accepts it or
    ``SubscriberGone`` takes it back."""

    ticket: str
    queue: str
    operator_id: int | None = None
    patience_s: float = 120.0
    attempt_id: int | None = None
    priority: int = 0


@dataclass(frozen=True, slots=True)
class SubscriberGone:
    """He has hung up; or a callback is taken back."""

    ticket: str


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
    his subscriber holds. ``ticket``: the name of this wish."""

    offer_id: str
    ticket: str
    operator_id: int | None = None
    queue: str = ""


@dataclass(frozen=True, slots=True)
class ConsultCancelled:
    """Back to the subscriber. A conference needs no event: everyone just talks on."""

    ticket: str


@dataclass(frozen=True, slots=True)
class ConsultCompleted:
    """The subscriber goes to the colleague who was asked; while he still rings, as a transfer."""

    ticket: str


RoutingEvent = (
    RoutingChanged | StatusesRead | StatusChanged | StatusSaved | NodeGone | WishMade
    | PresenceChanged | SubscriberWaiting | CallbackDue | SubscriberGone | OfferAnswered
    | OfferFailed | TalkEnded | TransferAsked | ConsultAsked | ConsultCancelled | ConsultCompleted
)  # fmt: skip

# --- commands: rows ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SaveStatus:
    """Write ``status`` if the row's revision is ``status.revision - 1`` (0: if there is no row)
    and ``limit`` allows it, with ``result`` in the same transaction; answer with ``StatusSaved`` in
    any case. It comes again, the same, until it is answered."""

    status: OperatorStatus
    result: OwnResult | None = None
    limit: BreakLimit | None = None


@dataclass(frozen=True, slots=True)
class ReadStatuses:
    """Read all rows, in a transaction that begins now; answer with ``StatusesRead``."""

    read_id: int


# --- commands: operators -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AnswerWish:
    """To each ``WishMade`` one. ``refusal`` None: it is done, or noted for the end of the call;
    code ``not_confirmed``: the database has not answered, the workstation shows what its row
    says."""

    request_id: str
    operator_id: int
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class EndSession:
    """A newer session at ``workstation`` has taken the place of the one with this token."""

    operator_id: int
    token: str
    workstation: str


@dataclass(frozen=True, slots=True)
class WarnBreakOver:
    """His minutes for this kind of break are used up, and he is still on it."""

    operator_id: int
    reason: str


# --- commands: calls ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Offer:
    """Ring the operator's softphone. The INVITE carries attempt, offer and the session's token.
    A callback rings as a card to accept, without a call."""

    operator_id: int
    offer_id: str
    kind: OfferKind
    ticket: str
    attempt_id: int | None
    token: str
    ring_timeout_s: float


@dataclass(frozen=True, slots=True)
class StopOffer:
    """Stop the alerting at once. ``why``: ``subscriber_gone`` | ``no_answer`` |
    ``no_operator_in_time`` | ``cancelled`` | ``taken``."""

    operator_id: int
    offer_id: str
    why: str


@dataclass(frozen=True, slots=True)
class Connect:
    """The operator talks with the ticket's subscriber from now on; for a consult with the
    colleague who asked; for a callback: dial it."""

    operator_id: int
    offer_id: str
    kind: OfferKind
    ticket: str


@dataclass(frozen=True, slots=True)
class HangUpOperator:
    """Whom he talked with is gone."""

    operator_id: int
    offer_id: str


@dataclass(frozen=True, slots=True)
class TellPosition:
    """1: the next one. ``wait_s``: estimated; None: nothing to estimate it from yet."""

    ticket: str
    position: int
    wait_s: float | None


@dataclass(frozen=True, slots=True)
class LeaveQueue:
    """The subscriber gets no operator: on by the overflow port. ``why``: ``time_limit`` |
    ``no_operator_in_time`` | ``nobody_signed_in`` | ``operator_lost`` | ``unknown_queue``. Of a
    consult: ``not_reached``."""

    ticket: str
    why: str


@dataclass(frozen=True, slots=True)
class TalkOver:
    """The operator is done, the subscriber is still there: his scheme goes on. Of a consult:
    the colleague who asked has his subscriber back."""

    ticket: str


@dataclass(frozen=True, slots=True)
class NoteOperatorLost:
    """For the attempt's record: its operator was lost in mid-call."""

    attempt_id: int | None
    operator_id: int


@dataclass(frozen=True, slots=True)
class PassCallback:
    """A personal callback was missed: it is the team's now."""

    ticket: str
    queue: str


RoutingCommand = (
    SaveStatus | ReadStatuses | AnswerWish | EndSession | WarnBreakOver | Offer | StopOffer
    | Connect | HangUpOperator | TellPosition | LeaveQueue | TalkOver | NoteOperatorLost
    | PassCallback
)  # fmt: skip
