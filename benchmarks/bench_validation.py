"""Milliseconds until the editor knows the problems of a scheme of 3 008 nodes: of the whole
scheme, and after single edits.

The scheme is the mixture of ``bench_interpreter``, all of whose nodes lie on one counted circle:
the worst that a change of a link can ask for. Each edit is done and undone again and again; the
yardstick is networkx, which builds the graph of the same scheme and finds its circles. Processor
time counts, which tells less of what else the machine is doing.
"""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median

import networkx

from benchmarks.bench_interpreter import mixture
from engine.scheme.incremental import SchemeJudge
from engine.scheme.model import Link, Node, Scheme, Variable
from engine.scheme.node_types import default_node_types
from engine.scheme.validate import validate

_TIMES = 20


class Document:
    """What the editor holds: nodes and links by id, changed in place."""

    def __init__(self, scheme: Scheme) -> None:
        self.header = replace(scheme, nodes=(), links=())
        self.nodes = {node.id: node for node in scheme.nodes}
        self.links = {link.id: link for link in scheme.links}
        self.judge = SchemeJudge(default_node_types())
        self.judge.replace(scheme)

    def node(self, node_id: str, node: Node | None) -> None:
        if node is None:
            del self.nodes[node_id]
        else:
            self.nodes[node_id] = node
        self.judge.change(self.nodes, self.links, changed_nodes=[node_id])

    def link(self, link_id: str, link: Link | None) -> None:
        if link is None:
            del self.links[link_id]
        else:
            self.links[link_id] = link
        self.judge.change(self.nodes, self.links, changed_links=[link_id])

    def head(self, header: Scheme) -> None:
        self.header = header
        self.judge.change(self.nodes, self.links, header=header)


def _edits(document: Document) -> Iterator[tuple[str, Callable[[], None], Callable[[], None]]]:
    """(what, do it, undo it)."""
    node, link, head = document.node, document.link, document.head
    say = document.nodes["200-say"]
    worded = replace(say, parameters={"text": {"ru": "Долг {debt|money} {other}"}})
    yield "text", lambda: node(say.id, worded), lambda: node(say.id, say)
    renamed = replace(say, name="Иначе")
    yield "name", lambda: node(say.id, renamed), lambda: node(say.id, say)
    away = replace(say, x=say.x + 8)
    yield "moved", lambda: node(say.id, away), lambda: node(say.id, say)
    menu = document.nodes["200-menu"]
    fewer = replace(menu, parameters={**menu.parameters, "keys": [{"key": "1"}]})
    yield "ports", lambda: node(menu.id, fewer), lambda: node(menu.id, menu)
    setter = document.nodes["first"]
    other = replace(setter, parameters={"assignments": [{"variable": "n", "value": "0"}]})
    yield "variable", lambda: node(setter.id, other), lambda: node(setter.id, setter)
    extra = Node("extra", "hang_up")
    yield "node added", lambda: node("extra", extra), lambda: node("extra", None)
    old = document.links["200-say:next"]
    elsewhere = replace(old, target="end")
    yield "link moved", lambda: link(old.id, elsewhere), lambda: link(old.id, old)
    yield "link removed", lambda: link(old.id, None), lambda: link(old.id, old)
    header = document.header
    more = replace(header, variables=(*header.variables, Variable("more")))
    yield "header", lambda: head(more), lambda: head(header)


def _yardstick(scheme: Scheme) -> None:
    graph = networkx.DiGraph()
    graph.add_nodes_from(node.id for node in scheme.nodes)
    graph.add_edges_from((link.source, link.target) for link in scheme.links)
    list(networkx.strongly_connected_components(graph))


def _ms(action: Callable[[], object]) -> float:
    began = time.process_time()
    action()
    return (time.process_time() - began) * 1000


def main() -> None:
    scheme, types = mixture(429), default_node_types()
    whole = min(_ms(lambda: validate(scheme, types)) for _ in range(5))
    yardstick = min(_ms(lambda: _yardstick(scheme)) for _ in range(5))
    document = Document(scheme)
    document.judge.problems()
    edits: dict[str, float] = {}
    for what, do, undo in _edits(document):
        taken = []
        for _ in range(_TIMES):
            for action in (do, undo):
                taken.append(_ms(lambda action=action: (action(), document.judge.problems())))
        edits[what] = round(median(taken), 2)
    print(
        json.dumps(
            {
                "benchmark": "validation",
                "nodes": len(scheme.nodes),
                "links": len(scheme.links),
                "whole_ms": round(whole, 1),
                "incremental_ms": edits,
                "slowest_edit_ms": max(edits.values()),
                "yardstick": "networkx: the graph built, its circles found, ms",
                "yardstick_ms": round(yardstick, 1),
                "reach": 10,
            }
        )
    )


if __name__ == "__main__":
    main()
