"""Dialogues: the tests of a scheme, as pure data.

``engine.scheme.codec_dialogues`` reads and writes them, ``engine.scheme.dialogues`` runs them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.domain.answering_machine import AnsweredBy
from engine.domain.campaign import Schedule
from engine.domain.disposition import Disposition

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class TransferResult(StrEnum):
    """What a dialogue lets become of a transfer."""

    COMPLETED = "completed"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    FAILED = "failed"


class OperatorResult(StrEnum):
    """What a dialogue lets become of a wait for an operator; all but the first: he gets none, or
    loses him."""

    TALKED = "talked"
    OVERFLOW = "overflow"
    NOT_IN_TIME = "no_operator_in_time"
    LOST = "operator_lost"


# --- what the subscriber does ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hear:
    """Expect a prompt of this name, or words that contain this text, among what is played from
    here on; listen up to its beginning."""

    what: str


@dataclass(frozen=True, slots=True)
class Listen:
    """Listen to what is being played, to its end."""


@dataclass(frozen=True, slots=True)
class Press:
    """Press these keys at once, one after another."""

    keys: str


@dataclass(frozen=True, slots=True)
class Silence:
    """Do nothing for so many seconds; less when the call ends before."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Speak:
    """Wait until the scheme records, then speak for so many seconds; 0: say nothing."""

    seconds: float


@dataclass(frozen=True, slots=True)
class HangUp:
    """The subscriber hangs up."""


@dataclass(frozen=True, slots=True)
class TransferHappens:
    """Wait for a transfer to be started (to ``number``, where one is given) and let it end so."""

    result: TransferResult
    number: str = ""


@dataclass(frozen=True, slots=True)
class PositionTold:
    """Wait until the subscriber waits for an operator (if he does not yet), and let him be told his
    place; ``wait_s`` None: how long it will take is not known."""

    position: int
    wait_s: float | None = None


@dataclass(frozen=True, slots=True)
class OperatorHappens:
    """Wait until the subscriber waits for an operator (in ``queue``, where one is given), let
    ``after_s`` pass, and let it end so. Who talks does so for ``talk_s`` with ``operator`` and
    leaves by ``port`` ("": the usual way)."""

    result: OperatorResult
    after_s: float = 2.0
    talk_s: float = 30.0
    port: str = ""
    queue: str = ""
    operator: str = "Иванова"


DialogueStep = (
    Hear | Listen | Press | Silence | Speak | HangUp | TransferHappens | PositionTold
    | OperatorHappens
)  # fmt: skip


# --- what the world outside answers ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stub:
    """What answers a step that reaches outside. The first stub that fits, and is not used up,
    answers.

    It fits by the name of a data source, a draw or a script (exactly one of them is given), and
    where they are given by a part of the statement, by HTTP method and a part of the path, and by
    parameters (arguments of a script) as text.
    """

    source: str = ""
    draw: str = ""
    script: str = ""
    statement: str = ""
    method: str = ""
    path: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    #: One of the answers: rows of a query, an HTTP status with ``json``, a draw's number (None:
    #: none is left), what a function gives back, a failure and its reason, or no answer at all.
    answer: str = "no_answer"  # rows | http | number | result | failure | no_answer
    rows: tuple[Mapping[str, Json], ...] = ()
    status: int = 200
    json: Json = None
    number: int | None = None
    result: Mapping[str, Json] = field(default_factory=dict)
    failure: str = ""
    #: How long the answer takes.
    delay_s: float = 0.0
    #: How often it answers; None: always.
    times: int | None = None


# --- what must come of it ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Expected:
    """None: anything. Mappings and ``external`` must match exactly. Nodes are told by their name
    or id."""

    disposition: Disposition | None = None
    results: Mapping[str, str] | None = None
    do_not_call: bool | None = None
    #: The call must be over so many seconds after it was answered.
    within_s: float | None = None
    #: The node where the call ends.
    node: str | None = None
    #: (node, port by which it is left), in this order; others may come between.
    ports: tuple[tuple[str, str], ...] | None = None
    visited: tuple[str, ...] | None = None
    not_visited: tuple[str, ...] | None = None
    #: Question → codes.
    answers: Mapping[str, tuple[str, ...]] | None = None
    #: (store, values), in this order.
    external: tuple[tuple[str, Mapping[str, str]], ...] | None = None
    #: The moment promised, ``2026-12-05T18:30`` in the dialogue's zone; "": none is promised.
    callback: str | None = None
    #: Spoken when the call ends.
    language: str | None = None
    #: All keys that the scheme has pressed itself.
    sent_digits: str | None = None
    #: Variables when the call ends, as text; those that are not named may be anything.
    variables: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A test kept with the scheme: a subscriber's behaviour, and what must come of it."""

    name: str
    steps: tuple[DialogueStep, ...] = ()
    expect: Expected = Expected()
    #: The contact's fields.
    fields: Mapping[str, str] = field(default_factory=dict)
    #: What the campaign sets.
    variables: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    #: ISO date of the call, "" for none.
    today: str = ""
    phone: str = "+79990000000"
    attempt: int = 1
    #: ISO date and time of the answer, by the clock of ``zone``; "" for none.
    at: str = ""
    #: The contact's time zone, an IANA name; "" is UTC.
    zone: str = ""
    #: When the campaign may call; None: always.
    hours: Schedule | None = None
    #: Decides whatever the scheme leaves to chance.
    seed: int = 0
    #: Who the detector of answering machines takes the subscriber for.
    answered_by: AnsweredBy = AnsweredBy.PERSON
    stubs: tuple[Stub, ...] = ()
