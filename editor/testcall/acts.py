"""What is done in a test call, and why it stops."""

from dataclasses import dataclass
from enum import StrEnum

from engine.scheme.dialogue_model import DialogueStep
from engine.scheme.stub_world import Answer

#: (scheme, node), the scheme as ``Visited`` has it.
Place = tuple[str, str]


class Stop(StrEnum):
    """Why a call goes no further for the moment."""

    NODE = "node"
    BREAKPOINT = "breakpoint"
    #: A request waits for its answer.
    OUTSIDE = "outside"
    #: A transfer has begun: somebody may decide how it ends, or let it ring.
    TRANSFER = "transfer"
    #: The same of a wait for an operator.
    OPERATOR = "operator"
    #: The time given is over.
    TIME = "time"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Tick:
    """The next thing that happens by itself, up to a moment."""

    until: float


@dataclass(frozen=True, slots=True)
class Do:
    step: DialogueStep


@dataclass(frozen=True, slots=True)
class Give:
    answer: Answer


@dataclass(frozen=True, slots=True)
class RunOut:
    """Nothing more is done until the call ends."""


Act = Tick | Do | Give | RunOut


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, and when."""

    act: Act
    began: float
    ended: float
