"""A scheme: the IVR graph as a supervisor drew it. Pure data, never changed once made.

``engine.scheme.codec`` reads and writes it, ``engine.scheme.validate`` judges it and
``engine.ivr.compile`` makes of it what calls run on. Parameters of nodes stay plain JSON here, so
that a scheme with node types which are not installed is kept and saved unchanged.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.domain.disposition import Disposition

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
#: language → text
Texts = Mapping[str, str]


class VariableType(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Variable:
    """A declared input of the scheme.

    Its value is the first of ``fields`` (headers of the contact list, compared without regard to
    case, blanks around and ё/е) that the contact has and that can be read as ``type``; else what
    the campaign sets for ``name``; else ``default``; else it has no value.
    """

    name: str
    type: VariableType = VariableType.TEXT
    fields: tuple[str, ...] = ()
    default: str = ""


@dataclass(frozen=True, slots=True)
class PromptRecording:
    """``file`` is relative to the voice store, "" when there is none yet; ``text`` is what is
    said, and what is synthesised when the file is missing."""

    file: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """``id`` is a UUID in text form; any other unique text is accepted."""

    id: str
    type: str
    name: str = ""
    x: float = 0.0
    y: float = 0.0
    parameters: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """From a port of one node into another node."""

    id: str
    source: str
    port: str
    target: str


class TransferResult(StrEnum):
    """What a dialogue lets become of a transfer."""

    COMPLETED = "completed"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    FAILED = "failed"


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
class HangUp:
    """The subscriber hangs up."""


@dataclass(frozen=True, slots=True)
class TransferHappens:
    """Wait for a transfer to be started (to ``number``, where one is given) and let it end so."""

    result: TransferResult
    number: str = ""


DialogueStep = Hear | Listen | Press | Silence | HangUp | TransferHappens


@dataclass(frozen=True, slots=True)
class Expected:
    """What must have come of a dialogue; None: anything. ``results`` must match exactly."""

    disposition: Disposition | None = None
    results: Mapping[str, str] | None = None
    do_not_call: bool | None = None
    #: The call must be over so many seconds after it was answered.
    within_s: float | None = None
    #: Name or id of the node where the call ends.
    node: str | None = None


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


@dataclass(frozen=True, slots=True)
class Scheme:
    name: str
    title: Texts = field(default_factory=dict)
    #: The first is the one a call speaks unless it is told otherwise.
    languages: tuple[str, ...] = ("ru",)
    #: ISO 4217; the currency of ``money`` unless a template says otherwise.
    currency: str = "RUB"
    variables: tuple[Variable, ...] = ()
    #: prompt name → language → recording
    prompts: Mapping[str, Mapping[str, PromptRecording]] = field(default_factory=dict)
    nodes: tuple[Node, ...] = ()
    links: tuple[Link, ...] = ()
    tests: tuple[Dialogue, ...] = ()
    #: What only the editor understands (notes, frames, pins …), kept as it is.
    editor: Mapping[str, Json] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return self.languages[0] if self.languages else "ru"
