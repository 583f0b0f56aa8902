"""What a node type is. Each is one file in ``engine/ivr/nodes`` or in a plug-in.

A node type declares typed parameters (from which the editor makes its form), its ports, and how
one node of it is made ready to run: ``bind`` turns parameters into a handler once per scheme
version; handlers hold no state of a call and are shared by all calls.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from engine.scheme.model import Texts
from engine.scheme.parameters import Message, Parameters
from engine.scheme.problems import Problem

if TYPE_CHECKING:
    from engine.ivr.binding import Binding
    from engine.ivr.handler import Handler

P = TypeVar("P", bound=Parameters)


def words(ru: str, en: str) -> Texts:
    """A title in both languages of the program."""
    return MappingProxyType({"ru": ru, "en": en})


@dataclass(frozen=True, slots=True)
class Port:
    """A way out of a node. When it has no link, ``fallback`` is taken instead; a port that is
    neither ``required`` nor has a fallback ends the call."""

    name: str
    title: Texts
    required: bool = True
    fallback: str = ""


#: The one way out of most nodes.
NEXT = Port("next", words("Дальше", "Next"))
#: Taken when an expression fails on the values of this call.
ERROR = Port("error", words("Ошибка", "Error"), required=False)


@dataclass(frozen=True, slots=True)
class SchemeCall:
    """What a node that calls another scheme, or jumps to one, asks of it: for the check against
    that scheme. Each text comes with its place in the parameters."""

    scheme: str
    place: str
    returns: bool
    #: Variables of that scheme that are given a value.
    given: tuple[tuple[str, str], ...] = ()
    #: Expressions over its variables.
    results: tuple[tuple[str, str], ...] = ()
    outcomes: tuple[tuple[str, str], ...] = ()


class NodeType(Generic[P]):
    """Base class; one instance stands for the type."""

    #: The name in scheme files.
    name: ClassVar[str]
    title: ClassVar[Texts]
    summary: ClassVar[Texts]
    #: For the palette: ``flow`` | ``voice`` | ``input`` | ``data`` | ``call``.
    group: ClassVar[str] = "flow"
    #: ``Parameters`` of this type.
    parameters: type[P]
    #: Waits for what the subscriber does: a loop through it is not endless.
    waits_for_subscriber: ClassVar[bool] = False
    #: Calls begin here; a scheme has exactly one.
    is_start: ClassVar[bool] = False
    #: Puts the subscriber on the do-not-call list.
    opts_out: ClassVar[bool] = False
    #: What it says first may tell the subscriber who is calling.
    introduces: ClassVar[bool] = True
    #: May place a second call.
    dials: ClassVar[bool] = False
    #: May connect the call with an operator, whose telephone needs no line.
    rings_operators: ClassVar[bool] = False
    #: For the reference: parameters, beside the required ones, with which all ports are there; a
    #: port that the parameters name is called ``name``.
    example: ClassVar[Mapping[str, object]] = MappingProxyType({})

    def ports(self, parameters: P) -> tuple[Port, ...]:
        """The ways out; none: the call ends here."""
        del parameters
        return (NEXT,)

    def secret_variable(self, parameters: P) -> str:
        """The variable that this node fills with what nobody is to see later; "": none."""
        del parameters
        return ""

    def silent_ports(self, parameters: P) -> tuple[str, ...]:
        """The ports that a subscriber who says and presses nothing can be led through."""
        return tuple(port.name for port in self.ports(parameters))

    def person_ports(self, parameters: P) -> tuple[str, ...]:
        """The ports behind which the subscriber has talked with a person, whom he can ask not to
        be called again."""
        del parameters
        return ()

    def opens_with(self, parameters: P) -> Message:
        """What it plays as soon as a call comes to it; nothing: it stays silent or goes on."""
        message: Message = getattr(parameters, "message", ())
        return message

    def quiet_s(self, parameters: P) -> float:
        """The longest time that a subscriber who does nothing can be kept here without a message;
        seconds. Music and announcements while something is waited for are no message."""
        del parameters
        return 0.0

    def check(self, parameters: P) -> Iterable[Problem]:
        """Problems that the parameters' types cannot express; ids are filled in by the caller."""
        del parameters
        return ()

    def rounds(self, parameters: P) -> str:
        """The port that a node which counts lets a call through only so often: a circle through
        it ends by itself. "" for a node that does not count."""
        del parameters
        return ""

    def calls(self, parameters: P) -> SchemeCall | None:
        """The scheme that the node calls or jumps to."""
        del parameters
        return None

    def gives_back(self, parameters: P) -> str | None:
        """The outcome with which the node returns to the calling scheme; None: it does not."""
        del parameters
        return None

    def saves(self, parameters: P) -> tuple[str, ...]:
        """Results that the node saves under names which are no parameter of their own."""
        del parameters
        return ()

    def bind(self, parameters: P, binding: "Binding") -> "Handler":
        raise NotImplementedError


AnyNodeType = NodeType[Any]
