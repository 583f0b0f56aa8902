"""What a campaign's scheme names that lies outside it, and whether it is there.

A name that nobody can answer costs each call that comes by it: its node leaves by ``error``. So
it is told before the start, with the node that names it, and to whoever runs a campaign that has
lost one since.
"""

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic import ValidationError

from engine.domain.outbox import OutboxContent, OutboxSettings, takes
from engine.errors import KnownError, Phrase
from engine.scheme.library import Library
from engine.scheme.model import Scheme
from engine.scheme.node_types import NodeTypes
from engine.scheme.parameters import Role, references
from engine.scheme.validate import read_parameters

#: Roles of names that lie outside a scheme.
OUTSIDE: tuple[Role, ...] = ("scheme", "source", "store", "script")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a node's parameters; ``place``: "source", "keys[1].scheme"."""

    role: Role
    name: str
    scheme: str
    node_id: str
    node_name: str
    place: str

    @property
    def node(self) -> str:
        return self.node_name or self.node_id


@dataclass(frozen=True, slots=True)
class Present:
    """The names there are; None: nobody knows here, so nothing of the kind is missing."""

    sources: Collection[str] | None = None
    scripts: Collection[str] | None = None
    outboxes: Sequence[OutboxSettings] | None = None
    schemes: Collection[str] | None = None

    def of(self, role: Role) -> Collection[str] | None:
        if role == "store":
            if self.outboxes is None:
                return None
            return [outbox.name for outbox in takes(self.outboxes, OutboxContent.WRITES)]
        known: Mapping[str, Collection[str] | None] = {
            "source": self.sources, "script": self.scripts, "scheme": self.schemes,
        }  # fmt: skip
        return known.get(role)


@dataclass(frozen=True, slots=True)
class Missing:
    """``near``: the name that was probably meant, "" when none is like it."""

    mention: Mention
    near: str = ""

    def error(self) -> KnownError:
        """One line with the scheme, the node and the mend."""
        mention = self.mention
        values = {"scheme": mention.scheme, "node": mention.node, "name": mention.name}
        near = Phrase("Is “{near}” meant?", near=self.near) if self.near else None
        if mention.role == "source":
            return KnownError(
                "Scheme “{scheme}”, node “{node}”: there is no data source “{name}”.",
                mend="{hint}",
                hint=near
                or Phrase("Add it: rino-desktop source add {name} --url URL", name=mention.name),
                **values,
            )
        if mention.role == "store":
            return KnownError(
                "Scheme “{scheme}”, node “{node}”: the campaign has no outbox “{name}” that takes "
                "writes.",
                mend="{hint}",
                hint=near
                or Phrase(
                    'Add [[outbox]] with name = "{name}" and what = ["writes"] to its file.',
                    name=mention.name,
                ),
                **values,
            )
        if mention.role == "script":
            return KnownError(
                "Scheme “{scheme}”, node “{node}”: there is no script “{name}”.",
                mend="{hint}",
                hint=near or Phrase("Install the plug-in that brings it on every engine."),
                **values,
            )
        return KnownError(
            "Scheme “{scheme}”, node “{node}”: there is no published scheme “{name}”.",
            mend="{hint}",
            hint=near
            or Phrase(
                "Publish it: rino-desktop scheme import {name}.scheme.json", name=mention.name
            ),
            **values,
        )


def mentions(scheme: Scheme, node_types: NodeTypes, library: Library | None) -> list[Mention]:
    """Every name outside, of the scheme and of all that it calls or jumps to, in order. What
    cannot be read is passed over: validation tells of it."""
    found: list[Mention] = []
    seen = {scheme.name.casefold()}
    waiting = deque([scheme])
    while waiting:
        for mention in _of_one(waiting.popleft(), node_types):
            found.append(mention)
            key = mention.name.casefold()
            if mention.role == "scheme" and library is not None and key not in seen:
                seen.add(key)
                called = library(mention.name)
                if called is not None:
                    waiting.append(called)
    return found


def missing(named: Sequence[Mention], present: Present) -> list[Missing]:
    """Those that are not there, each name once: where it is named first."""
    found: dict[tuple[Role, str], Missing] = {}
    for mention in named:
        known = present.of(mention.role)
        if known is None:
            continue
        key = (mention.role, name_key(mention.role, mention.name))
        if key in found or key[1] in {name_key(mention.role, name) for name in known}:
            continue
        found[key] = Missing(mention, _near(mention.name, known))
    return list(found.values())


def name_key(role: Role, name: str) -> str:
    """What two names of a role are compared by: those of scripts are Python's entry points."""
    return name if role == "script" else " ".join(name.split()).casefold()


def _of_one(scheme: Scheme, node_types: NodeTypes) -> Iterator[Mention]:
    for node in scheme.nodes:
        node_type = node_types.get(node.type)
        if node_type is None:
            continue
        try:
            parameters = read_parameters(node_type, node.parameters)
        except ValidationError:
            continue
        for reference in references(parameters):
            if reference.role in OUTSIDE and reference.text:
                yield Mention(
                    reference.role, reference.text, scheme.name, node.id, node.name,
                    reference.place,
                )  # fmt: skip


def _near(name: str, known: Collection[str]) -> str:
    by_key = {each.casefold(): each for each in sorted(known)}
    close = get_close_matches(name.casefold(), by_key, n=1)
    return by_key[close[0]] if close else ""
