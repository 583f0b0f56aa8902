"""Where the links lead: starts, dead ends, circles, nodes nobody can come to."""

from collections.abc import Iterable, Iterator

from engine.scheme.graph import circles, effective_target, reachable
from engine.scheme.model import Link, Scheme
from engine.scheme.node_type import Port
from engine.scheme.problems import Fix, Problem, error, warning
from engine.scheme.validate_node import NodeFacts

_NAMED = 6


def graph_problems(scheme: Scheme, facts: list[NodeFacts]) -> list[Problem]:
    return list(_Graph(scheme, facts).problems())


class _Graph:
    def __init__(self, scheme: Scheme, facts: list[NodeFacts]) -> None:
        self._facts = {fact.node.id: fact for fact in facts}
        self._links = scheme.links
        #: node → port → target, of links that have both ends
        self._targets: dict[str, dict[str, str]] = {fact.node.id: {} for fact in facts}
        self._starts = [f for f in facts if f.node_type is not None and f.node_type.is_start]

    def problems(self) -> Iterator[Problem]:
        for link in self._links:
            yield from self._link(link)
        yield from self._start()
        for fact in self._facts.values():
            yield from self._ways_out(fact)
        if self._starts:
            seen = reachable(
                {key: tuple(targets.values()) for key, targets in self._targets.items()},
                self._starts[0].node.id,
            )
            yield from self._unreachable(seen)
            yield from self._circles(seen)

    def _link(self, link: Link) -> Iterator[Problem]:
        remove = Fix("remove_link", {"link": link.id})
        source, target = self._facts.get(link.source), self._facts.get(link.target)
        if source is None:
            yield error("link_from_nowhere", link_id=link.id, fix=remove)
            return
        where = {"link_id": link.id, "node_id": source.node.id, "node_name": source.node.name}
        if target is None:
            yield error("link_to_nowhere", fix=remove, **where)
            return
        if source.parameters is not None and not any(
            port.name == link.port for port in source.ports
        ):
            yield error("unknown_port", port=link.port, fix=remove, **where)
            return
        if target.node_type is not None and target.node_type.is_start:
            yield error("link_into_start", fix=remove, **where)
        if link.port in self._targets[link.source]:
            yield error("two_links", port=link.port, fix=remove, **where)
            return
        self._targets[link.source][link.port] = link.target

    def _start(self) -> Iterator[Problem]:
        if not self._starts:
            yield error("no_start", fix=Fix("add_node", {"type": "start"}))
        for fact in self._starts[1:]:
            yield error("two_starts", node_id=fact.node.id, node_name=fact.node.name,
                        fix=Fix("remove_node", {"node": fact.node.id}))  # fmt: skip

    def _ways_out(self, fact: NodeFacts) -> Iterator[Problem]:
        if not fact.ports:
            return
        node, linked = fact.node, self._targets[fact.node.id]
        if not linked and any(port.required for port in fact.ports):
            port = fact.ports[0]
            fix = Fix("add_link", {"node": node.id, "port": port.name})
            yield error("dead_end", node_id=node.id, node_name=node.name, fix=fix)
            return
        for port in fact.ports:
            if port.required and self._effective(fact, port) is None:
                fix = Fix("add_link", {"node": node.id, "port": port.name})
                yield error("missing_link", port=port.name, node_id=node.id, node_name=node.name,
                            fix=fix)  # fmt: skip

    def _unreachable(self, seen: frozenset[str]) -> Iterator[Problem]:
        for node_id, fact in self._facts.items():
            if node_id not in seen and fact not in self._starts:
                yield warning("unreachable", node_id=node_id, node_name=fact.node.name,
                              fix=Fix("remove_node", {"node": node_id}))  # fmt: skip

    def _circles(self, seen: frozenset[str]) -> Iterator[Problem]:
        automatic = {
            node_id
            for node_id in seen
            if (kind := self._facts[node_id].node_type) is not None
            and not kind.waits_for_subscriber
        }
        endless: set[str] = set()
        for group in circles(self._edges(automatic)):
            if self._ends_by_counting(group):
                continue
            has_exit = any(
                target not in group for node_id in group for target in self._leaving(node_id)
            )
            make, code = (
                (warning, "loop_without_wait") if has_exit else (error, "endless_loop")
            )  # fmt: skip
            endless |= group
            yield self._about(make(code, nodes=self._named(group)), group)
        silent = {node_id: self._silent(node_id) for node_id in seen}
        for group in circles((a, b) for a, targets in silent.items() for b in targets if b):
            if group <= endless:
                continue
            if all(target in group for node_id in group for target in silent[node_id]):
                yield self._about(warning("silent_loop", nodes=self._named(group)), group)

    def _ends_by_counting(self, group: frozenset[str]) -> bool:
        """Whether each circle among these goes through a counter that lets nobody pass for
        ever."""
        counted = {(node_id, self._facts[node_id].rounds) for node_id in group}
        rest = (
            (node_id, target)
            for node_id in group
            for port, target in self._targets[node_id].items()
            if target in group and (node_id, port) not in counted
        )
        return not circles(rest)

    def _edges(self, among: set[str]) -> Iterable[tuple[str, str]]:
        return (
            (node_id, target)
            for node_id in among
            for target in self._targets[node_id].values()
            if target in among
        )

    def _leaving(self, node_id: str) -> list[str]:
        """Targets of all ways out, "" for one that ends the call."""
        fact = self._facts[node_id]
        ports = [port for port in fact.ports if port.name != "error"]
        if not ports:
            # An end of the call, or of this scheme.
            return [*self._targets[node_id].values(), ""]
        return [self._effective(fact, port) or "" for port in ports]

    def _silent(self, node_id: str) -> list[str]:
        fact = self._facts[node_id]
        if fact.node_type is None or fact.parameters is None:
            return [*self._targets[node_id].values(), ""]
        names = fact.node_type.silent_ports(fact.parameters)
        ports = [p for p in fact.ports if p.name in names and p.name != "error"]
        return [self._effective(fact, port) or "" for port in ports] or [""]

    def _effective(self, fact: NodeFacts, port: Port) -> str | None:
        return effective_target(fact.ports, self._targets[fact.node.id], port)

    def _named(self, group: frozenset[str]) -> str:
        names = [f.node.name or f.node.type for f in self._facts.values() if f.node.id in group]
        more = " …" if len(names) > _NAMED else ""
        return ", ".join(names[:_NAMED]) + more

    def _about(self, problem: Problem, group: frozenset[str]) -> Problem:
        first = next(f for f in self._facts.values() if f.node.id in group)
        return Problem(
            problem.code,
            problem.severity,
            problem.arguments,
            node_id=first.node.id,
            node_name=first.node.name,
        )
