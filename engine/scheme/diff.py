"""What makes two versions of a scheme different for a call, or for the person who reads it.

Where blocks stand on the canvas is no difference, nor is what only the editor keeps, nor the order
of nodes, links, variables and keys. Nodes are the same by id, also where their type has changed;
of those whose ids are not in both, ``diff_match`` finds the same ones.
"""

import json
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from pydantic import ValidationError

from engine.scheme.codec_dialogues import dialogue_to_json
from engine.scheme.diff_match import matched_nodes
from engine.scheme.model import Json, Link, Node, Scheme
from engine.scheme.node_types import NodeTypes
from engine.scheme.validate_node import read_parameters


class Missing(Enum):
    MISSING = "missing"


#: In place of a value that one of the two has not got.
MISSING = Missing.MISSING
Value = Json | Missing
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """``path``: of a node ("name",), ("type",), ("parameters", …); of the header
    ("variables", name, …), ("prompts", name, language, …), ("tests", name, …), ("title",
    language), ("languages",), ("currency",). Numbers count in the list that has the value."""

    path: Path
    old: Value
    new: Value

    @property
    def place(self) -> str:
        """``message[0].say.ru``"""
        return place_of(self.path[1:] if self.path[0] == "parameters" else self.path)


@dataclass(frozen=True, slots=True)
class NodeChange:
    old: Node
    new: Node
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class LinkMove:
    """Another target, or the same link from another port."""

    old: Link
    new: Link


@dataclass(frozen=True, slots=True)
class SchemeDiff:
    old: Scheme
    new: Scheme
    #: Id there → id here, of the nodes that are in both.
    same: Mapping[str, str]
    added: tuple[Node, ...]
    removed: tuple[Node, ...]
    changed: tuple[NodeChange, ...]
    links_added: tuple[Link, ...]
    links_removed: tuple[Link, ...]
    links_moved: tuple[LinkMove, ...]
    header: tuple[FieldChange, ...]

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return any(
            (self.added, self.removed, self.changed, self.links_added, self.links_removed,
             self.links_moved, self.header)
        )  # fmt: skip


def compare(old: Scheme, new: Scheme, node_types: NodeTypes | None = None) -> SchemeDiff:
    """``node_types``: with them a parameter that is left out equals one that says its default."""
    same = matched_nodes(old, new)
    partners = set(same.values())
    by_id = {node.id: node for node in new.nodes}
    changed = []
    for node in old.nodes:
        if node.id in same:
            fields = tuple(_node_changes(node, by_id[same[node.id]], node_types))
            if fields:
                changed.append(NodeChange(node, by_id[same[node.id]], fields))
    added, removed, moved = _link_changes(old, new, same)
    return SchemeDiff(
        old=old,
        new=new,
        same=same,
        added=tuple(node for node in new.nodes if node.id not in partners),
        removed=tuple(node for node in old.nodes if node.id not in same),
        changed=tuple(changed),
        links_added=added,
        links_removed=removed,
        links_moved=moved,
        header=tuple(_differences(_header(old), _header(new), ())),
    )


def place_of(path: Path) -> str:
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _node_changes(old: Node, new: Node, node_types: NodeTypes | None) -> Iterator[FieldChange]:
    if old.type != new.type:
        yield FieldChange(("type",), old.type, new.type)
    if old.name != new.name:
        yield FieldChange(("name",), old.name, new.name)
    if old.parameters == new.parameters and old.type == new.type:
        return
    given = [dict(node.parameters) for node in (old, new)]
    if node_types is not None:
        plain = [_without_defaults(node, node_types) for node in (old, new)]
        given = [p for p in plain if p is not None] if None not in plain else given
    yield from _differences(given[0], given[1], ("parameters",))


def _without_defaults(node: Node, node_types: NodeTypes) -> dict[str, Json] | None:
    node_type = node_types.get(node.type)
    if node_type is None:
        return None
    try:
        parameters = read_parameters(node_type, node.parameters)
    except ValidationError:
        return None
    dumped: dict[str, Json] = parameters.model_dump(mode="json", exclude_defaults=True)
    return dumped


def _header(scheme: Scheme) -> dict[str, Json]:
    tests: dict[str, Json] = {}
    for dialogue in scheme.tests:
        name, number = dialogue.name, 1
        while name in tests:
            number += 1
            name = f"{dialogue.name} ({number})"
        tests[name] = {k: v for k, v in dialogue_to_json(dialogue).items() if k != "name"}
    return {
        "title": dict(scheme.title),
        "languages": list(scheme.languages),
        "currency": scheme.currency,
        "variables": {
            v.name: {"type": v.type.value, "fields": list(v.fields), "default": v.default}
            for v in scheme.variables
        },
        "prompts": {
            name: {key: {"file": r.file, "text": r.text} for key, r in recordings.items()}
            for name, recordings in scheme.prompts.items()
        },
        "tests": tests,
    }


# --- values -------------------------------------------------------------------------------------


def _differences(old: Value, new: Value, path: Path) -> Iterator[FieldChange]:
    if old == new and isinstance(old, bool) == isinstance(new, bool):
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*old, *new)):
            yield from _differences(old.get(key, MISSING), new.get(key, MISSING), (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and _holds_objects(old + new):
        yield from _of_lists(old, new, path)
    else:
        yield FieldChange(path, old, new)


def _holds_objects(items: Sequence[Json]) -> bool:
    """A list of plain values is read as one: languages, values of a case."""
    return any(isinstance(item, dict | list) for item in items)


def _of_lists(old: list[Json], new: list[Json], path: Path) -> Iterator[FieldChange]:
    """An item put in between must not make all that follow different."""
    texts = [[json.dumps(item, sort_keys=True) for item in items] for items in (old, new)]
    for _, a, b, c, d in SequenceMatcher(a=texts[0], b=texts[1], autojunk=False).get_opcodes():
        both = min(b - a, d - c)
        for i in range(both):
            yield from _differences(old[a + i], new[c + i], (*path, c + i))
        for i in range(a + both, b):
            yield FieldChange((*path, i), old[i], MISSING)
        for i in range(c + both, d):
            yield FieldChange((*path, i), MISSING, new[i])


# --- links --------------------------------------------------------------------------------------


def _link_changes(
    old: Scheme, new: Scheme, same: Mapping[str, str]
) -> tuple[tuple[Link, ...], tuple[Link, ...], tuple[LinkMove, ...]]:
    """Added, removed, moved. Links are the same where they say the same; then those from the same
    port, then those of the same id that keep an end."""
    taken = {node.id for node in new.nodes}
    there = {old_link.id: _seen_from(old_link, same, taken) for old_link in old.links}
    left_old = {link.id: link for link in old.links}
    left_new = {link.id: link for link in new.links}
    moves = []

    def pair(of_old: Mapping[str, object], of_new: Mapping[str, object], *, moved: bool) -> None:
        waiting: dict[object, list[str]] = {}
        for link_id in left_old:
            waiting.setdefault(of_old[link_id], []).append(link_id)
        for link_id in list(left_new):
            partners = waiting.get(of_new[link_id])
            if partners:
                first = left_old.pop(partners.pop(0))
                second = left_new.pop(link_id)
                if moved:
                    moves.append(LinkMove(first, second))

    pair(there, {k.id: (k.source, k.port, k.target) for k in new.links}, moved=False)
    pair(
        {key: ends[:2] for key, ends in there.items()},
        {k.id: (k.source, k.port) for k in new.links},
        moved=True,
    )
    pair(
        {key: (key, ends[2]) for key, ends in there.items()},
        {k.id: (k.id, k.target) for k in new.links},
        moved=True,
    )
    order = {link.id: place for place, link in enumerate(old.links)}
    moves.sort(key=lambda move: order[move.old.id])
    return tuple(left_new.values()), tuple(left_old.values()), tuple(moves)


def _seen_from(link: Link, same: Mapping[str, str], taken: Set[str]) -> tuple[str, str, str]:
    """The old link by the ids of the new scheme; nodes that are gone keep theirs, unless another
    node has it by now (``taken``)."""

    def end(node_id: str) -> str:
        return same.get(node_id) or (f"{node_id}\0gone" if node_id in taken else node_id)

    return end(link.source), link.port, end(link.target)
