"""A scheme as a networkx graph: what is reachable, what turns in circles.

networkx takes a quarter of the time that an engine needs to load, and few need it: it is imported
by those functions that use it.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from engine.scheme.model import Scheme
from engine.scheme.node_type import Port

if TYPE_CHECKING:
    import networkx as nx


def graph_of(scheme: Scheme) -> "nx.MultiDiGraph":
    """Nodes by id (attribute ``node``), links by id as edge keys (attribute ``port``). Links that
    lead from or to nowhere are left out."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    graph.add_nodes_from((node.id, {"node": node}) for node in scheme.nodes)
    known = graph.nodes
    graph.add_edges_from(
        (link.source, link.target, link.id, {"port": link.port})
        for link in scheme.links
        if link.source in known and link.target in known
    )
    return graph


def reachable_from(scheme: Scheme, node_id: str) -> frozenset[str]:
    """The node itself included."""
    successors: dict[str, list[str]] = {}
    for link in scheme.links:
        successors.setdefault(link.source, []).append(link.target)
    return reachable(successors, node_id)


def reachable(successors: Mapping[str, Iterable[str]], node_id: str) -> frozenset[str]:
    seen = {node_id}
    stack = [node_id]
    while stack:
        for target in successors.get(stack.pop(), ()):
            if target not in seen:
                seen.add(target)
                stack.append(target)
    return frozenset(seen)


def effective_target(ports: Sequence[Port], targets: Mapping[str, str], port: Port) -> str | None:
    """Where ``port`` leads, its fallbacks considered. ``targets``: port → node."""
    for _ in ports:  # fallbacks that go round in a circle end somewhere
        if port.name in targets:
            return targets[port.name]
        if not port.fallback:
            return None
        port = next((p for p in ports if p.name == port.fallback), port)
    return None


_N = TypeVar("_N", bound=Hashable)


def circles(edges: Iterable[tuple[_N, _N]]) -> list[frozenset[_N]]:
    """Groups of nodes each of which can come back to itself (strongly connected components that
    hold a circle)."""
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_edges_from(edges)
    return [
        frozenset(component)
        for component in nx.strongly_connected_components(graph)
        if len(component) > 1 or graph.has_edge(*(tuple(component) * 2))
    ]
