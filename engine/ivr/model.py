"""What goes into the IVR interpreter and what comes out of it.

The interpreter is sans-IO: ``start(now)``, ``handle(event, now)`` and ``handle_timer(now)`` return
commands, ``next_timer()`` says when it wants to be called again (None: never). ``now`` is a float,
seconds from any origin that never goes back. The same interpreter runs against the telephone
network, in the editor's test call and in tests.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from engine.domain.disposition import Disposition

# --- what can be played -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Prompt:
    """A recorded fragment of the scheme. ``file`` is relative to the voice store, "" when it is
    only text so far; ``text`` is synthesised then."""

    name: str
    language: str
    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """Text for synthesis, already in words ("двадцать одна тысяча один рубль")."""

    text: str
    language: str


Utterance = Prompt | Spoken


# --- events -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KeyPressed:
    key: str


@dataclass(frozen=True, slots=True)
class PlaybackEnded:
    """``interrupted`` by a key or by ``StopPlayback``. A failed playback ends at once too, so
    that the scheme goes on."""

    playback_id: int
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class TransferAnswered:
    """The other party has answered; subscriber and other party are talking."""


@dataclass(frozen=True, slots=True)
class TransferEnded:
    """``outcome``: ``completed`` (they talked, the other party hung up) | ``busy`` |
    ``no_answer`` | ``failed``."""

    outcome: str


@dataclass(frozen=True, slots=True)
class SubscriberGone:
    """The call is over, whoever ended it; nothing but ``Finished`` may follow."""


IvrEvent = KeyPressed | PlaybackEnded | TransferAnswered | TransferEnded | SubscriberGone


# --- commands ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Play:
    """Play these without gaps. With ``barge_in`` the first key stops them."""

    playback_id: int
    items: tuple[Utterance, ...]
    barge_in: bool


@dataclass(frozen=True, slots=True)
class StopPlayback:
    pass


@dataclass(frozen=True, slots=True)
class SaveResult:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class AddToDoNotCall:
    """Put the subscriber's number on the do-not-call list."""

    reason: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """Dial ``number`` (E.164) and let the subscriber talk with it. ``music`` plays in the
    meantime."""

    number: str
    ring_timeout_s: float
    music: tuple[Utterance, ...] = ()


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call; ``SubscriberGone`` follows."""


@dataclass(frozen=True, slots=True)
class Visited:
    """A node was entered: for the journal, the editor's trace and the report's ``node``."""

    node_id: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something went wrong at a node (an expression that fails on this contact's values, a number
    that cannot be dialled …): for the log and the editor's trace. The scheme goes on or ends by
    the commands that follow."""

    node_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The last command of a run. ``node_id``: where the call ended."""

    disposition: Disposition
    node_id: str


IvrCommand = (
    Play
    | StopPlayback
    | SaveResult
    | AddToDoNotCall
    | Transfer
    | HangUp
    | Visited
    | Trouble
    | Finished
)


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What the scheme may know of the call itself, as variables ``call.*``."""

    phone: str = ""
    attempt: int = 1
    campaign: str = ""
    #: The day on which the call takes place, in the contact's zone: dates are spoken against it.
    today: date | None = None
    #: Values that the campaign sets for variables of the scheme, as text; a contact's own field
    #: goes before them, the scheme's default after.
    variables: Mapping[str, str] = field(default_factory=dict)
