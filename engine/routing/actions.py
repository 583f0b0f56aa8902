"""What may be done to an operator's row (engine.routing.transitions says when, and what it does).

Wishes come from the operator's workstation or, ``forced``, from a supervisor; the rest is the
router's own. Every action may be applied twice: the second time changes nothing. ``by``: the
supervisor's name, "": the operator himself.
"""

from dataclasses import dataclass
from datetime import datetime

from engine.domain.operator import AVAILABLE, Hold, Intent

# --- wishes ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SignIn:
    """``token``: random, of this session only. Who is signed in already keeps state and intent."""

    token: str
    workstation: str
    intent: Intent = AVAILABLE


@dataclass(frozen=True, slots=True)
class SignOut:
    """At once, or after the call and the wrap-up that hold him."""

    by: str = ""


@dataclass(frozen=True, slots=True)
class GoAvailable:
    """Also cancels "break after this call" and "sign out after this call"."""

    by: str = ""


@dataclass(frozen=True, slots=True)
class GoOnBreak:
    """At once, or after the call and the wrap-up that hold him. ``forced``: quotas do not
    matter."""

    reason: str
    forced: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class FinishWrapUp:
    """``forced``: also without the result that a forced wrap-up asks for."""

    forced: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class AskWrapUp:
    """A wrap-up after this talk, or not after all, where it is optional."""

    wanted: bool = True


@dataclass(frozen=True, slots=True)
class SaveResult:
    """The operator's result for an attempt is in the database. ``finish``: he is done with it."""

    attempt_id: int
    finish: bool = False


Wish = SignIn | SignOut | GoAvailable | GoOnBreak | FinishWrapUp | AskWrapUp | SaveResult

# --- the router's own --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SetPresence:
    """The workstation of a session is connected, or not."""

    token: str
    present: bool


@dataclass(frozen=True, slots=True)
class Reserve:
    hold: Hold


@dataclass(frozen=True, slots=True)
class Answer:
    offer_id: str


@dataclass(frozen=True, slots=True)
class TakeOver:
    """A consulted operator keeps the subscriber, or a transferred call changes its queue."""

    hold: Hold


@dataclass(frozen=True, slots=True)
class Reclaim:
    """His call goes on, although others took its node for dead and freed him."""

    hold: Hold


@dataclass(frozen=True, slots=True)
class Release:
    """The offer came to nothing. ``most_misses`` None: through no fault of his; else he missed it,
    and so many in a row lead to a break (0: never)."""

    offer_id: str
    most_misses: int | None = None


@dataclass(frozen=True, slots=True)
class EndTalk:
    """``passed_on``: the subscriber goes to another operator, who will give the result."""

    offer_id: str
    passed_on: bool = False


@dataclass(frozen=True, slots=True)
class Expire:
    """The wrap-up that began at ``since`` is over."""

    since: datetime


@dataclass(frozen=True, slots=True)
class Forsake:
    """The node that has him is dead, and its calls with it."""

    node: str


Action = (
    Wish
    | SetPresence
    | Reserve
    | Answer
    | TakeOver
    | Reclaim
    | Release
    | EndTalk
    | Expire
    | Forsake
)
