"""Which links and nodes of a scheme its dialogues have passed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from engine.scheme.dialogues import DialogueResult
from engine.scheme.graph import reachable_from
from engine.scheme.model import Link, Node, Scheme
from engine.scheme.node_types import NodeTypes
from engine.scheme.validate_node import node_facts


@dataclass(frozen=True, slots=True)
class Coverage:
    """``missed_links``: (node, port, target). Counted is what a call can come to."""

    links: int
    missed_links: tuple[tuple[Node, Link, Node], ...]
    nodes: int
    missed_nodes: tuple[Node, ...]

    @property
    def links_taken(self) -> int:
        return self.links - len(self.missed_links)

    @property
    def nodes_visited(self) -> int:
        return self.nodes - len(self.missed_nodes)


def coverage(scheme: Scheme, node_types: NodeTypes, results: Iterable[DialogueResult]) -> Coverage:
    """Of a scheme that can be compiled."""
    nodes = {node.id: node for node in scheme.nodes}
    start = next(
        node.id
        for node in scheme.nodes
        if (kind := node_types.get(node.type)) is not None and kind.is_start
    )
    reachable = reachable_from(scheme, start)
    links = {(link.source, link.port): link for link in scheme.links if link.source in reachable}
    fallbacks = {
        (node.id, port.name): port.fallback
        for node in scheme.nodes
        for port in node_facts(node, node_types).ports
    }
    taken: set[str] = set()
    visited = {start}
    for result in results:
        for called, node_id, port in result.ports:
            if called:
                continue  # a node of another scheme
            name = _linked(links.keys(), fallbacks, node_id, port)
            link = links.get((node_id, name))
            visited.add(node_id)
            if link is not None:
                taken.add(link.id)
                visited.add(link.target)
    return Coverage(
        links=len(links),
        missed_links=tuple(
            (nodes[link.source], link, nodes[link.target])
            for link in links.values()
            if link.id not in taken
        ),
        nodes=len(reachable & set(nodes)),
        missed_nodes=tuple(n for n in scheme.nodes if n.id in reachable and n.id not in visited),
    )


def _linked(
    links: Collection[tuple[str, str]],
    fallbacks: Mapping[tuple[str, str], str],
    node_id: str,
    port: str,
) -> str:
    """The port whose link a call takes: the port's own, or that of its fallback."""
    seen = {port}
    while (node_id, port) not in links:
        port = fallbacks.get((node_id, port), "")
        if not port or port in seen:
            break
        seen.add(port)
    return port
