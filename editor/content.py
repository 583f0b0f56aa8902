"""A scheme taken apart, so that one block or link can be changed at a time.

Everything that an edit does is a handful of ``Change``: one thing, what it was, what it is now.
Whatever can be done can therefore be undone, and undoing gives back exactly what was there, the
order of blocks in the file included.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from editor.notes import Note, read_notes, write_notes
from engine.scheme.model import Link, Node, Scheme


class Kind(StrEnum):
    NODE = "node"
    LINK = "link"
    NOTE = "note"
    #: A field of the scheme itself; ``key`` is one of ``HEADER``.
    HEADER = "header"


HEADER = ("name", "title", "languages", "currency", "variables", "prompts", "tests", "pinned",
          "editor")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """``old`` None: it was not there; ``new`` None: it is no more."""

    kind: Kind
    key: str
    old: Any
    new: Any

    def reversed(self) -> "Change":
        return Change(self.kind, self.key, self.new, self.old)


Changes = tuple[Change, ...]


class SchemeContent:
    """``nodes``, ``links`` and ``notes`` by id, ``header`` by field: to be read by anybody, changed
    by ``apply`` only."""

    def __init__(self, scheme: Scheme) -> None:
        rest = dict(scheme.editor)
        notes = read_notes(rest)
        rest.pop("notes", None)
        pinned = rest.pop("pinned", None)
        self.header: dict[str, Any] = {
            **{name: getattr(scheme, name) for name in HEADER if name not in ("pinned", "editor")},
            "pinned": frozenset(p for p in pinned if isinstance(p, str))
            if isinstance(pinned, list)
            else frozenset(),
            "editor": rest,
        }
        self.nodes: dict[str, Node] = {}
        self.links: dict[str, Link] = {}
        self.notes: dict[str, Note] = {}
        #: node → its links by id
        self._leaving: dict[str, dict[str, Link]] = {}
        self._coming: dict[str, dict[str, Link]] = {}
        #: When a thing was first seen: what is deleted and brought back stands where it stood.
        self._order: dict[tuple[Kind, str], int] = {}
        self._by_kind: dict[Kind, dict[str, Any]] = {
            Kind.NODE: self.nodes,
            Kind.LINK: self.links,
            Kind.NOTE: self.notes,
            Kind.HEADER: self.header,
        }
        for kind, things in (
            (Kind.NODE, scheme.nodes), (Kind.LINK, scheme.links), (Kind.NOTE, notes),
        ):  # fmt: skip
            for thing in things:
                self._put(kind, thing.id, thing)

    # --- reading --------------------------------------------------------------------------------

    def leaving(self, node_id: str) -> list[Link]:
        """Links out of a node."""
        return list(self._leaving.get(node_id, {}).values())

    def coming(self, node_id: str) -> list[Link]:
        """Links into a node."""
        return list(self._coming.get(node_id, {}).values())

    def touching(self, node_id: str) -> list[Link]:
        both = {**self._leaving.get(node_id, {}), **self._coming.get(node_id, {})}
        return list(both.values())

    def link_at(self, node_id: str, port: str) -> Link | None:
        """The link that leaves a node by a port."""
        for link in self._leaving.get(node_id, {}).values():
            if link.port == port:
                return link
        return None

    def value(self, kind: Kind, key: str) -> Any:
        """None: there is no such thing."""
        return self._by_kind[kind].get(key)

    @property
    def language(self) -> str:
        """The first language, the one that is shown on blocks."""
        languages: tuple[str, ...] = self.header["languages"]
        return languages[0] if languages else "ru"

    @property
    def pinned(self) -> frozenset[str]:
        found: frozenset[str] = self.header["pinned"]
        return found

    def ordered(self, kind: Kind) -> list[Any]:
        """All of a kind in the order of the file."""
        order = self._order
        things = self._by_kind[kind]
        return [things[key] for key in sorted(things, key=lambda key: order[kind, key])]

    def scheme(self) -> Scheme:
        """As it would be saved."""
        editor: dict[str, Any] = dict(self.header["editor"])
        if self.notes:
            editor["notes"] = write_notes(self.ordered(Kind.NOTE))
        pinned = sorted(self.pinned & self.nodes.keys())
        if pinned:
            editor["pinned"] = pinned
        return replace(
            self.header_scheme(),
            nodes=tuple(self.ordered(Kind.NODE)),
            links=tuple(self.ordered(Kind.LINK)),
            editor=editor,
        )

    def header_scheme(self) -> Scheme:
        """Without blocks, links and what only the editor understands."""
        return Scheme(**{n: v for n, v in self.header.items() if n not in ("pinned", "editor")})

    # --- changing -------------------------------------------------------------------------------

    def apply(self, changes: Iterable[Change]) -> None:
        for change in changes:
            self._put(change.kind, change.key, change.new)

    def _put(self, kind: Kind, key: str, new: Any) -> None:
        things = self._by_kind[kind]
        if kind is Kind.LINK and key in things:
            old = things[key]
            self._leaving[old.source].pop(key, None)
            self._coming[old.target].pop(key, None)
        if new is None:
            things.pop(key, None)
            return
        things[key] = new
        if kind is not Kind.HEADER:
            self._order.setdefault((kind, key), len(self._order))
        if kind is Kind.LINK:
            self._leaving.setdefault(new.source, {})[key] = new
            self._coming.setdefault(new.target, {})[key] = new


class Draft:
    """Changes in the making: what is asked sees what has been put before.

    Each thing comes out as one change, from what it was to what it has become; what ends as it
    began comes out as none.
    """

    def __init__(self, content: SchemeContent) -> None:
        self._content = content
        self._new: dict[tuple[Kind, str], Any] = {}

    def put(self, kind: Kind, key: str, new: Any) -> None:
        self._new[kind, key] = new

    def node(self, node: Node) -> None:
        self.put(Kind.NODE, node.id, node)

    def link(self, link: Link) -> None:
        self.put(Kind.LINK, link.id, link)

    def note(self, note: Note) -> None:
        self.put(Kind.NOTE, note.id, note)

    def header(self, field: str, value: Any) -> None:
        self.put(Kind.HEADER, field, value)

    def remove(self, kind: Kind, key: str) -> None:
        self.put(kind, key, None)

    def value(self, kind: Kind, key: str) -> Any:
        if (kind, key) in self._new:
            return self._new[kind, key]
        return self._content.value(kind, key)

    def links(self, node_id: str) -> list[Link]:
        """Links that touch a node, as they are by now."""
        found = {link.id: link for link in self._content.touching(node_id)}
        for (kind, key), new in self._new.items():
            if kind is Kind.LINK:
                found.pop(key, None)
                if new is not None and node_id in (new.source, new.target):
                    found[key] = new
        return list(found.values())

    def link_at(self, node_id: str, port: str) -> Link | None:
        for link in self.links(node_id):
            if link.source == node_id and link.port == port:
                return link
        return None

    def changes(self) -> Changes:
        return tuple(self._differences())

    def _differences(self) -> Iterator[Change]:
        for (kind, key), new in self._new.items():
            old = self._content.value(kind, key)
            if old != new:
                yield Change(kind, key, old, new)


def merged(first: Changes, second: Changes) -> Changes:
    """Both, one after the other, as if done at once."""
    found: dict[tuple[Kind, str], Change] = {(c.kind, c.key): c for c in first}
    for change in second:
        before = found.get((change.kind, change.key))
        found[change.kind, change.key] = replace(change, old=before.old) if before else change
    return tuple(change for change in found.values() if change.old != change.new)


def differences(old: SchemeContent, new: SchemeContent) -> Changes:
    """What leads from one content to another."""
    return tuple(
        Change(kind, key, before.get(key), after.get(key))
        for kind, before, after in (
            (Kind.NODE, old.nodes, new.nodes),
            (Kind.LINK, old.links, new.links),
            (Kind.NOTE, old.notes, new.notes),
            (Kind.HEADER, old.header, new.header),
        )
        for key in dict.fromkeys((*before, *after))
        if before.get(key) != after.get(key)
    )


def header_change(content: SchemeContent, values: Mapping[str, Any]) -> Changes:
    draft = Draft(content)
    for field, value in values.items():
        draft.header(field, value)
    return draft.changes()
