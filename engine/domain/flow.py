"""Where calls go in a scheme: how often nodes are entered, links taken, calls ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum


class Way(IntEnum):
    """How a call leaves a node. Each entry is followed by exactly one of these."""

    #: By a link.
    LINK = 0
    #: The call was over while it was here, or in a scheme that was called or jumped to from here.
    ENDED = 1
    #: Back to the scheme that called this one, or out of a circle of calls with everything else.
    BACK = 2


@dataclass(frozen=True, slots=True)
class Departure:
    """``scheme``: "" for the one the call began with; ``version_id``: of the scheme that the node
    stands in, 0 when it is not known; ``port``: of the link taken, "" for other ways."""

    scheme: str
    version_id: int
    node: str
    way: Way
    port: str = ""


@dataclass(frozen=True, slots=True)
class SchemeFlow:
    """Calls in one version of a scheme. Keys name the scheme that a node stands in: "" for the one
    that was asked about, else one that it calls."""

    #: (scheme, node, port of the link) → how often it was taken.
    links: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    #: (scheme, node) → how often it was entered.
    entered: Mapping[tuple[str, str], int] = field(default_factory=dict)
    #: (scheme, node) → calls that ended there, or in what was called from there.
    ended: Mapping[tuple[str, str], int] = field(default_factory=dict)


class FlowCount:
    """Follows one call through its nodes. ``versions``: scheme ("" for the first) → version id."""

    __slots__ = ("_open", "_versions", "counts")

    def __init__(self, versions: Mapping[str, int]) -> None:
        self._versions = versions
        #: Nodes entered and not left: those that have called another scheme, and the last one;
        #: True: it is through and has nowhere to go from there.
        self._open: list[tuple[str, str, bool]] = []
        self.counts: dict[Departure, int] = {}

    def entered(self, scheme: str, node: str) -> None:
        self._open.append((scheme, node, False))

    def left(self, scheme: str, node: str, link: str) -> None:
        """By the link of that port; "": it has none."""
        key = (scheme, node, False)
        if key not in self._open:
            return
        while (top := self._open.pop()) != key:  # what it had called is through
            self._count(top, Way.BACK)
        if link:
            self._count(key, Way.LINK, link)
        else:
            self._open.append((scheme, node, True))

    def over(self) -> None:
        """A call ends once in each scheme: in the outermost of its nodes that are open."""
        schemes: set[str] = set()
        for entry in self._open:
            self._count(entry, Way.BACK if entry[0] in schemes else Way.ENDED)
            schemes.add(entry[0])
        self._open.clear()

    def _count(self, entry: tuple[str, str, bool], way: Way, port: str = "") -> None:
        scheme, node, _ = entry
        departure = Departure(scheme, self._versions.get(scheme, 0), node, way, port)
        self.counts[departure] = self.counts.get(departure, 0) + 1
