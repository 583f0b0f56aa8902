"""A scheme as a networkx graph: what is reachable, what turns in circles."""

from collections.abc import Iterable, Mapping

import networkx as nx

from engine.scheme.model import Scheme


def graph_of(scheme: Scheme) -> "nx.MultiDiGraph":
    """Nodes by id (attribute ``node``), links by id as edge keys (attribute ``port``). Links that
    lead from or to nowhere are left out."""
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


def circles(edges: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
    """Groups of nodes each of which can come back to itself (strongly connected components that
    hold a circle)."""
    graph = nx.DiGraph()
    graph.add_edges_from(edges)
    return [
        frozenset(component)
        for component in nx.strongly_connected_components(graph)
        if len(component) > 1 or graph.has_edge(*(tuple(component) * 2))
    ]
