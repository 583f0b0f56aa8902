"""What comes out of the router: to the database, to workstations, to the telephone."""

from dataclasses import dataclass

from engine.domain.operator import OfferKind, OperatorStatus
from engine.routing.rules import BreakLimit, OwnResult, Refusal

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


@dataclass(frozen=True, slots=True)
class ReadStatus:
    """The same for one operator; answer with ``StatusRead``. Comes again until it is answered."""

    read_id: int
    operator_id: int


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
    A callback rings as a card to accept, without a call. ``queue``: by which he has him."""

    operator_id: int
    offer_id: str
    kind: OfferKind
    party: str
    attempt_id: int | None
    token: str
    ring_timeout_s: float
    queue: str


@dataclass(frozen=True, slots=True)
class StopOffer:
    """Stop the alerting at once; hang up, if he has just answered. ``why``: ``subscriber_gone`` |
    ``no_answer`` | ``no_operator_in_time`` | ``time_limit`` | ``not_reached`` | ``cancelled`` |
    ``taken`` | ``absent``."""

    operator_id: int
    offer_id: str
    why: str


@dataclass(frozen=True, slots=True)
class Connect:
    """The operator talks with the party's subscriber from now on; for a consult with the
    colleague who asked; for a callback: dial it."""

    operator_id: int
    offer_id: str
    kind: OfferKind
    party: str


@dataclass(frozen=True, slots=True)
class HangUpOperator:
    """Whom he talked with is gone."""

    operator_id: int
    offer_id: str


@dataclass(frozen=True, slots=True)
class TellPosition:
    """1: the next one. ``wait_s``: estimated; None: nothing to estimate it from yet."""

    party: str
    position: int
    wait_s: float | None


@dataclass(frozen=True, slots=True)
class LeaveQueue:
    """The subscriber gets no operator: on by the overflow port. ``why``: ``time_limit`` |
    ``no_operator_in_time`` | ``nobody_signed_in`` | ``operator_lost`` | ``unknown_queue``. Of a
    consult: ``not_reached``."""

    party: str
    why: str


@dataclass(frozen=True, slots=True)
class TalkOver:
    """The operator is done, the subscriber is still there: his scheme goes on. Of a consult:
    the colleague who asked has his subscriber back."""

    party: str


@dataclass(frozen=True, slots=True)
class NoteOperatorLost:
    """For the attempt's record: its operator was lost in mid-call."""

    attempt_id: int | None
    operator_id: int


@dataclass(frozen=True, slots=True)
class PassCallback:
    """A personal callback was missed: it is the team's now."""

    party: str
    queue: str


RoutingCommand = (
    SaveStatus | ReadStatuses | ReadStatus | AnswerWish | EndSession | WarnBreakOver | Offer
    | StopOffer | Connect | HangUpOperator | TellPosition | LeaveQueue | TalkOver | NoteOperatorLost
    | PassCallback
)  # fmt: skip
