"""What goes into the IVR interpreter and what comes out of it.

The interpreter is sans-IO: ``start(now)``, ``handle(event, now)`` and ``handle_timer(now)`` return
commands, ``next_timer()`` says when it wants to be called again (None: never). ``now`` is a float,
seconds from any origin that never goes back. The same interpreter runs against the telephone
network, in the editor's test call and in tests.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from engine.domain.answering_machine import AnsweredBy
from engine.domain.campaign import Schedule
from engine.domain.disposition import Disposition
from engine.ivr.operators import ConnectOperator as ConnectOperator
from engine.ivr.operators import LeaveOperator as LeaveOperator
from engine.ivr.operators import OperatorConnected as OperatorConnected
from engine.ivr.operators import OperatorEvent as OperatorEvent
from engine.ivr.operators import OperatorHeld as OperatorHeld
from engine.ivr.operators import OperatorLeft as OperatorLeft
from engine.ivr.operators import OperatorPosition as OperatorPosition
from engine.ivr.operators import OperatorTalkOver as OperatorTalkOver
from engine.ivr.requests import OutsideRequest
from engine.ivr.survey import Question

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
    """Text for synthesis, already in words ("двадцать одна тысяча один рубль").

    ``pieces``: the same text cut at its values, for voice packs: what the author wrote and values
    in words, in turn, beginning with the former ("" where a value comes first). Empty: there are
    no values in it. Equal is what says the same.
    """

    text: str
    language: str
    pieces: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the subscriber himself has recorded on this call; ``name`` as in ``MessageRecorded``,
    relative to the voice store."""

    name: str
    language: str = ""
    text: str = ""


Utterance = Prompt | Spoken | Recorded


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
class StepDone:
    """What an ``OutsideStep`` has brought; the type of ``answer`` goes by the request
    (engine.ivr.requests)."""

    step_id: int
    answer: object


@dataclass(frozen=True, slots=True)
class StepFailed:
    """An ``OutsideStep`` came to nothing; ``reason`` for the log and the editor's trace."""

    step_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class MessageRecorded:
    """A ``RecordMessage`` has ended. ``reason``: ``silence`` | ``key`` | ``too_long`` |
    ``stopped`` | ``failed`` | ``hung_up`` (``SubscriberGone`` follows); ``name``: the file,
    relative to the voice store, "" when there is none. ``seconds`` is what remains after silence
    and the key's tone were cut off."""

    recording_id: int
    seconds: float
    reason: str
    name: str


@dataclass(frozen=True, slots=True)
class SubscriberGone:
    """The call is over, whoever ended it; nothing but ``Finished`` may follow."""


IvrEvent = (
    KeyPressed
    | PlaybackEnded
    | TransferAnswered
    | TransferEnded
    | OperatorEvent
    | StepDone
    | StepFailed
    | MessageRecorded
    | SubscriberGone
)


# --- commands ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Play:
    """Play these without gaps. With ``barge_in`` the first key stops them; with ``loop`` they
    begin again until they are stopped."""

    playback_id: int
    items: tuple[Utterance, ...]
    barge_in: bool
    loop: bool = False


@dataclass(frozen=True, slots=True)
class StopPlayback:
    pass


@dataclass(frozen=True, slots=True)
class SaveResult:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class SaveAnswer:
    """The answer to a question of a survey, by the codes of its options; it comes beside the
    ``SaveResult`` of the same answer and carries the wording that was asked."""

    question: Question
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WriteExternal:
    """Send a row to an external store of the campaign: goes out through the outbox."""

    store: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PromiseCallback:
    """The subscriber is to be called again at ``at`` (aware UTC)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class OutsideStep:
    """Have something done outside; ``StepDone`` or ``StepFailed`` with this id follows. Whoever
    carries it out ends it by itself after ``timeout_s``; the interpreter waits no longer either."""

    step_id: int
    request: OutsideRequest
    timeout_s: float


@dataclass(frozen=True, slots=True)
class DropStep:
    """Nobody waits for this step any more."""

    step_id: int


@dataclass(frozen=True, slots=True)
class SendDigits:
    """Press these keys towards the subscriber's side (an exchange with extensions)."""

    digits: str


@dataclass(frozen=True, slots=True)
class RecordMessage:
    """Record the subscriber; ``MessageRecorded`` follows. Ends after ``max_s``, after
    ``silence_s`` of silence, or by one of ``stop_keys``, which comes as ``KeyPressed`` too."""

    recording_id: int
    max_s: float
    silence_s: float
    stop_keys: str
    beep: bool


@dataclass(frozen=True, slots=True)
class StopMessage:
    """End the ``RecordMessage`` under way; its ``MessageRecorded`` follows."""


@dataclass(frozen=True, slots=True)
class ForgetMessage:
    """Nobody is to hear this message (``MessageRecorded.name``): the subscriber has deleted it or
    spoken another one, or there is nothing on it."""

    name: str


@dataclass(frozen=True, slots=True)
class AddToDoNotCall:
    """Put the subscriber's number on the do-not-call list."""

    reason: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """Dial ``number`` (E.164) and let the subscriber talk with it. ``music`` plays in the
    meantime. ``variable``: the number does not stand in the scheme."""

    number: str
    ring_timeout_s: float
    music: tuple[Utterance, ...] = ()
    variable: bool = False


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call; ``SubscriberGone`` follows."""


@dataclass(frozen=True, slots=True)
class Visited:
    """A node was entered: for the journal, the editor's trace and the report's ``node``. While a
    sub-scheme runs, or after a jump, ``scheme`` names the scheme that the node stands in; "": the
    one the call began with."""

    node_id: str
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something went wrong at a node (an expression that fails on this contact's values, a number
    that cannot be dialled …): for the log and the editor's trace. The scheme goes on or ends by
    the commands that follow."""

    node_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The last command of a run. ``node_id``: where the call ended, always a node of the scheme
    that the call began with; inside a sub-scheme the one that called it, after a jump the one
    that jumped."""

    disposition: Disposition
    node_id: str


IvrCommand = (
    Play
    | StopPlayback
    | SaveResult
    | SaveAnswer
    | WriteExternal
    | PromiseCallback
    | OutsideStep
    | DropStep
    | SendDigits
    | RecordMessage
    | StopMessage
    | ForgetMessage
    | AddToDoNotCall
    | Transfer
    | ConnectOperator
    | LeaveOperator
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
    #: The moment of the answer, or of the dialling as long as nobody has answered; aware UTC.
    at: datetime | None = None
    #: The contact's possible time zones, or the campaign's: IANA names.
    zones: tuple[str, ...] = ()
    #: When the campaign may call, the law's limits included.
    schedule: Schedule | None = None
    #: What chance decides on this call comes from here, so that a call can be repeated.
    seed: int = 0
    #: Values that the campaign sets for variables of the scheme, as text; a contact's own field
    #: goes before them, the scheme's default after.
    variables: Mapping[str, str] = field(default_factory=dict)
    #: Who has answered, where the campaign has that found out; a person elsewhere.
    answered_by: AnsweredBy = AnsweredBy.PERSON

    def of_answer(self, at: datetime | None, answered_by: AnsweredBy | None) -> "CallFacts":
        """With what is known of the answer; None: what it was taken for."""
        return replace(self, at=at or self.at, answered_by=answered_by or self.answered_by)
