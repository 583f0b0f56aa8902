"""Operators: who they are, what they can do, and the one row that says what each does now.

``OperatorStatus`` is shared by all nodes and changed only by compare-and-set on its ``revision``
(docs/adr/0100); which changes there are is in engine.routing.transitions. Moments are aware UTC
datetimes, durations seconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Self

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: The queue of all operators, for calls that belong to no other: there always is one of that name,
#: with the usual rules unless the office has made one of its own.
EVERYBODY = "*"
#: The reason of a break that nobody asked for: offered calls were not answered. It has no quota.
NO_ANSWER = "no_answer"


class OperatorState(StrEnum):
    LOGGED_OUT = "logged_out"
    AVAILABLE = "available"
    RINGING = "ringing"  # a call is offered to him; the alerting need not have begun yet
    TALKING = "talking"
    WRAP_UP = "wrap_up"
    ON_BREAK = "on_break"


@dataclass(frozen=True, slots=True)
class Intent:
    """What an operator is when no call and no wrap-up holds him: ``available``, ``on_break`` for
    a reason, or ``logged_out``. It outlives calls and lost connections."""

    state: OperatorState = OperatorState.AVAILABLE
    reason: str = ""

    @property
    def available(self) -> bool:
        return self.state is OperatorState.AVAILABLE


AVAILABLE = Intent()
LOGGED_OUT = Intent(OperatorState.LOGGED_OUT)


def on_break(reason: str) -> Intent:
    return Intent(OperatorState.ON_BREAK, reason)


@dataclass(frozen=True, slots=True)
class PauseReason:
    """``at_once``: how many operators may be on this break, or bound for it, at the same time;
    ``minutes_per_day``: for each operator. None: no limit."""

    name: str
    at_once: int | None = None
    minutes_per_day: int | None = None


class WrapUpKind(StrEnum):
    #: None, unless the operator asks for it during the talk; he ends it when he likes.
    OPTIONAL = "optional"
    #: After every talk; he may end it at any time.
    TIMED = "timed"
    #: After every talk; he cannot end it before a result is saved.
    FORCED = "forced"


@dataclass(frozen=True, slots=True)
class WrapUp:
    """``seconds``: until it ends by itself; None: it does not. ``expiry_result`` is written for a
    talk whose wrap-up ended without a result of the operator's. ``ends_when_saved``: the
    workstation ends it where all was saved during the talk, once nobody types any more."""

    kind: WrapUpKind = WrapUpKind.OPTIONAL
    seconds: float | None = None
    expiry_result: str = "no_result"
    ends_when_saved: bool = False


class Assignment(StrEnum):
    LONGEST_IDLE = "longest_idle"
    BEST_SKILL = "best_skill"  # highest level first, then longest idle


@dataclass(frozen=True, slots=True)
class Queue:
    """Where subscribers of a campaign wait for an operator with a skill.

    ``skill`` "": every operator serves it, at level 0. ``automated``: the subscriber was called, so
    he must have an operator within ``answer_within_s`` of his greeting.
    """

    name: str
    campaign_id: int
    skill: str = ""
    minimum_level: int = 1
    assignment: Assignment = Assignment.LONGEST_IDLE
    wrap_up: WrapUp = WrapUp()
    automated: bool = False
    answer_within_s: float = 2.0
    #: Waiting longer than this leads to the overflow port; a call that is being offered just then
    #: rings on.
    time_limit_s: float = 300.0
    ring_timeout_s: float = 15.0
    #: Calls missed in a row until the operator is put on a break.
    most_misses: int = 3
    #: How long the operator is waited for who has talked with this contact before.
    sticky_s: float = 10.0
    #: How long a call that is transferred to one operator waits for him before the queue has it.
    direct_s: float = 30.0
    #: How long a subscriber whose operator was lost in mid-call waits for another one.
    rescue_s: float = 30.0
    #: Between two announcements of the position.
    announce_s: float = 30.0
    #: Subscribers leave by the overflow port at once while no operator of the queue is signed in.
    overflow_when_empty: bool = True
    #: Answered within this counts for the service level.
    service_level_s: float = 20.0
    #: The form of calls that come in to it; "": that of the campaign which called them before.
    form: str = ""


@dataclass(frozen=True, slots=True)
class Operator:
    id: int
    name: str
    skills: Mapping[str, int] = field(default_factory=dict)

    def level(self, queue: Queue) -> int | None:
        """His level in a queue; None: he does not serve it."""
        if not queue.skill:
            return 0
        level = self.skills.get(queue.skill)
        return level if level is not None and level >= queue.minimum_level else None


class OfferKind(StrEnum):
    SUBSCRIBER = "subscriber"
    CONSULT = "consult"  # a colleague asks, his subscriber holds
    CALLBACK = "callback"  # a promised call, to be dialled by who accepts it


class CallStage(StrEnum):
    """How far the call to a subscriber is that an operator has ordered."""

    DIALLING = "dialling"
    RINGING = "ringing"  # at the subscriber's
    ANSWERED = "answered"  # the scheme has him


@dataclass(frozen=True, slots=True)
class Hold:
    """A node has this operator for one call. ``offer_id`` is unique over all nodes and runs.

    ``stage``: of a call that he has ordered, as long as nobody was put through to him: a value of
    ``CallStage``, or of Disposition when it has come to nothing. "": they talk, or it is another
    kind of call."""

    node: str
    offer_id: str
    kind: OfferKind
    party: str
    attempt_id: int | None
    queue: str
    stage: str = ""


@dataclass(frozen=True, slots=True)
class BreakUse:
    """How long an operator has been on breaks of a reason; a break counts to the day it began."""

    reason: str
    day: date
    seconds: float


@dataclass(frozen=True)
class OperatorStatus:
    """The one row of an operator. Revision 0: there is no row yet."""

    operator_id: int
    revision: int = 0
    #: Who wrote this revision: the node's name and a number of its own.
    write_id: str = ""
    state: OperatorState = OperatorState.LOGGED_OUT
    #: When the state was entered; an offer that came to nothing restores state and moment.
    since: datetime = EPOCH
    intent: Intent = LOGGED_OUT
    #: One-time token of the session at the workstation; the newest session is the valid one.
    token: str = ""
    workstation: str = ""
    #: The workstation is connected. Nothing is offered to who is not present.
    present: bool = False
    hold: Hold | None = None
    #: Since when he was available before the offer that is ringing.
    idle_since: datetime = EPOCH
    misses: int = 0
    #: The queue of the talk, which rules the wrap-up after it.
    queue: str = ""
    #: The talk's attempt while no result has been saved for it.
    owes_result: int | None = None
    wrap_up_asked: bool = False
    #: In wrap-up: when it ends by itself.
    wrap_up_s: float | None = None
    #: On a break: of which reason.
    break_reason: str = ""
    #: The supervisor who has put him where he is, or is to go after his call; "": he himself.
    by: str = ""
    breaks: tuple[BreakUse, ...] = ()

    @property
    def signed_in(self) -> bool:
        return self.state is not OperatorState.LOGGED_OUT

    @property
    def free(self) -> bool:
        """A call may be offered to him."""
        return self.state is OperatorState.AVAILABLE and self.present and self.intent.available

    def changed(self, **changes: object) -> Self:
        """``dataclasses.replace``, at a fifth of its cost: routing does little else."""
        assert changes.keys() <= self.__dict__.keys(), changes
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__, **changes)
        return other

    def used_s(self, reason: str, day: date) -> float:
        """Seconds of finished breaks of a reason on a day."""
        return sum(use.seconds for use in self.breaks if (use.reason, use.day) == (reason, day))
