"""Which nodes of two schemes are the same.

By id first. A scheme that was written anew by another program has other ids throughout: then nodes
are the same that say the same, and what is left is found along the links of those.
"""

import json
from collections.abc import Callable, Hashable, Iterable, Mapping

from engine.scheme.model import Node, Scheme

#: Where fewer nodes have their ids in common, ids mean nothing.
_IN_COMMON = 0.1
#: Of fewer nodes most may really have been made different.
_FEW = 5


def matched_nodes(old: Scheme, new: Scheme) -> dict[str, str]:
    """Id there → id here."""
    theirs = {node.id: node for node in new.nodes}
    same = {node.id: node.id for node in old.nodes if node.id in theirs}
    if len(same) >= _FEW:
        alike = sum(_alike(node, theirs[node.id]) for node in old.nodes if node.id in same)
        if alike < len(same) / 2:
            same = {}  # numbered anew: the same numbers for other nodes
    if len(same) == len(old.nodes) or len(same) == len(new.nodes):
        return same
    match = _Match(old, new, same)
    match.unique(_exactly)
    match.along_links(_exactly)
    if len(same) <= _IN_COMMON * min(len(old.nodes), len(new.nodes)):
        match.unique(_name)
        match.along_links(_exactly)
        match.unique(_said)
        match.along_links(_type)
        match.in_order(_exactly)
        match.in_order(_name)
    return match.same


class _Match:
    def __init__(self, old: Scheme, new: Scheme, same: Mapping[str, str]) -> None:
        self.same = dict(same)
        self._taken = set(same.values())
        self._old = {node.id: node for node in old.nodes}
        self._new = {node.id: node for node in new.nodes}
        self._ways = [_ways(old), _ways(new)]

    def unique(self, key: Callable[[Node], Hashable | None]) -> None:
        """Those whose key no other free node of either scheme has."""
        groups = _grouped(self._free_old(), key)
        for value, news in _grouped(self._free_new(), key).items():
            olds = groups.get(value, [])
            if len(olds) == len(news) == 1:
                self._pair(olds[0].id, news[0].id)

    def in_order(self, key: Callable[[Node], Hashable | None]) -> None:
        groups = _grouped(self._free_old(), key)
        for value, news in _grouped(self._free_new(), key).items():
            for a, b in zip(groups.get(value, []), news, strict=False):
                self._pair(a.id, b.id)

    def along_links(self, key: Callable[[Node], Hashable | None]) -> None:
        """Neighbours, by the same port, of nodes that are the same already, and theirs in turn."""
        waiting = list(self.same.items())
        while waiting:
            a, b = waiting.pop()
            ours, theirs = self._ways[0].get(a, {}), self._ways[1].get(b, {})
            for way, near in ours.items():
                far = theirs.get(way)
                if len(near) != 1 or far is None or len(far) != 1:
                    continue
                (x,), (y,) = near, far
                if x in self.same or y in self._taken or x not in self._old or y not in self._new:
                    continue
                if key(self._old[x]) == key(self._new[y]):
                    self._pair(x, y)
                    waiting.append((x, y))

    def _pair(self, a: str, b: str) -> None:
        self.same[a] = b
        self._taken.add(b)

    def _free_old(self) -> list[Node]:
        return [node for node in self._old.values() if node.id not in self.same]

    def _free_new(self) -> list[Node]:
        return [node for node in self._new.values() if node.id not in self._taken]


def _ways(scheme: Scheme) -> dict[str, dict[tuple[str, str], set[str]]]:
    """Node → (out or in, port) → nodes at the other end."""
    found: dict[str, dict[tuple[str, str], set[str]]] = {}
    for link in scheme.links:
        ends = ((link.source, "out", link.target), (link.target, "in", link.source))
        for here, direction, there in ends:
            found.setdefault(here, {}).setdefault((direction, link.port), set()).add(there)
    return found


def _grouped(
    nodes: Iterable[Node], key: Callable[[Node], Hashable | None]
) -> dict[Hashable, list[Node]]:
    found: dict[Hashable, list[Node]] = {}
    for node in nodes:
        value = key(node)
        if value is not None:
            found.setdefault(value, []).append(node)
    return found


def _alike(a: Node, b: Node) -> bool:
    return a.type == b.type or (bool(a.name) and a.name == b.name)


def _exactly(node: Node) -> Hashable:
    return node.type, node.name, json.dumps(dict(node.parameters), sort_keys=True)


def _name(node: Node) -> Hashable | None:
    return (node.type, node.name) if node.name else None


def _said(node: Node) -> Hashable | None:
    """Renamed."""
    if not node.parameters:
        return None
    return node.type, json.dumps(dict(node.parameters), sort_keys=True)


def _type(node: Node) -> Hashable:
    return node.type
