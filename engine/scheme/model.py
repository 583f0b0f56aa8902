"""A scheme: the IVR graph as a supervisor drew it. Pure data, never changed once made.

``engine.scheme.codec`` reads and writes it, ``engine.scheme.validate`` judges it and
``engine.ivr.compile`` makes of it what calls run on. Parameters of nodes stay plain JSON here, so
that a scheme with node types which are not installed is kept and saved unchanged.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.scheme.dialogue_model import Dialogue as Dialogue
from engine.scheme.dialogue_model import DialogueStep as DialogueStep
from engine.scheme.dialogue_model import Expected as Expected
from engine.scheme.dialogue_model import HangUp as HangUp
from engine.scheme.dialogue_model import Hear as Hear
from engine.scheme.dialogue_model import Json as Json
from engine.scheme.dialogue_model import Listen as Listen
from engine.scheme.dialogue_model import Press as Press
from engine.scheme.dialogue_model import Silence as Silence
from engine.scheme.dialogue_model import Speak as Speak
from engine.scheme.dialogue_model import Stub as Stub
from engine.scheme.dialogue_model import TransferHappens as TransferHappens
from engine.scheme.dialogue_model import TransferResult as TransferResult

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
