"""What the node "connect operator" and its host tell each other: part of engine.ivr.model."""

from dataclasses import dataclass

# --- events -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OperatorPosition:
    """The subscriber's place among those who wait, 1: the next one. ``wait_s``: estimated; None:
    nobody can say."""

    position: int
    wait_s: float | None = None


@dataclass(frozen=True, slots=True)
class OperatorConnected:
    """Subscriber and operator hear each other; comes again after ``OperatorHeld``, and with
    another operator."""

    operator: str


@dataclass(frozen=True, slots=True)
class OperatorHeld:
    """The operator talks with somebody else, or was lost and another one is looked for."""


@dataclass(frozen=True, slots=True)
class OperatorLeft:
    """No operator. ``why``: as in engine.routing.commands.LeaveQueue, or ``no_operators``: there
    are none here at all. ``abandoned``: he was called for an operator who was not to be had, as
    with ``no_operator_in_time``. Nothing comes after it."""

    why: str
    abandoned: bool = False


@dataclass(frozen=True, slots=True)
class OperatorTalkOver:
    """The operator is done, the subscriber still there; ``port``: where the operator sends him,
    "" for the usual way. Nothing comes after it."""

    port: str = ""


OperatorEvent = (
    OperatorPosition | OperatorConnected | OperatorHeld | OperatorLeft | OperatorTalkOver
)


# --- commands ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConnectOperator:
    """Have the subscriber wait for an operator and talk with him; events ``Operator…`` follow.

    ``queue`` "": the campaign's; ``priority``, ``level``: as in engine.routing.events;
    ``time_limit_s`` None: the queue's. ``waited_s``: for how long nobody has spoken to him already
    (see ``Call.silent_since``). ``returns``: ports to which the operator may send him."""

    queue: str = ""
    priority: int = 0
    level: int = 0
    time_limit_s: float | None = None
    waited_s: float = 0.0
    returns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeaveOperator:
    """He waits no more, and talks no more."""
