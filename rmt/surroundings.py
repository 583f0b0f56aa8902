"""What the presenter is told of its surroundings, and small things that it speaks of."""

from dataclasses import dataclass
from typing import NamedTuple

from engine.routing.call_orders import TargetKind


class Target(NamedTuple):
    """Whom a call is passed to, or who is asked. ``words``: as it is shown."""

    kind: TargetKind
    value: str
    words: str = ""


@dataclass(slots=True)
class Options:
    """``sound_ready``: there are a loudspeaker and a microphone; without them nothing is answered
    by itself."""

    auto_answer: bool = True
    sound_ready: bool = True


@dataclass(slots=True)
class Armed:
    """A call that is about to be answered by itself: after the tone, and with its card."""

    tone_over: float
    card_until: float


@dataclass(slots=True)
class Links:
    """``database``, ``engine``: whether they can be reached. ``unsent``: what waits for the
    database; ``unkept``: what of it this computer cannot keep."""

    database: bool = True
    engine: bool = True
    unsent: int = 0
    unkept: int = 0
