"""What schemes that call one another need to know of each other."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.scheme.graph import effective_target, reachable
from engine.scheme.model import Scheme
from engine.scheme.node_type import Port, SchemeCall
from engine.scheme.validate_node import NodeFacts


@dataclass(frozen=True, slots=True)
class KnownScheme:
    name: str
    #: By id.
    facts: Mapping[str, NodeFacts]
    #: Id of its start, "" when it has none.
    start: str
    #: Node → port → target.
    targets: Mapping[str, Mapping[str, str]]
    declared: frozenset[str]
    #: Variables that its nodes set.
    assigned: frozenset[str]
    calls: tuple[tuple[NodeFacts, SchemeCall], ...]
    #: With which it can come back; "" for an end without a ``return``.
    outcomes: frozenset[str]
    #: Some node cannot be read.
    opaque: bool

    def call_of(self, node_id: str) -> SchemeCall | None:
        return self.facts[node_id].calls

    def next_of(self, node_id: str, passing: frozenset[str]) -> list[str]:
        """Where a call can go on at once, in this scheme. ``passing``: schemes (by key) through
        which it can."""
        fact = self.facts[node_id]
        kind = fact.node_type
        targets = self.targets[node_id]
        call = fact.calls
        if call is not None:
            passes = call.returns and call.scheme.casefold() in passing
            return list(targets.values()) if passes else []
        if kind is None or kind.waits_for_subscriber:
            return []
        return list(targets.values())

    def walk(self, passing: frozenset[str]) -> frozenset[str]:
        """The nodes that a call comes to from the start without waiting for the subscriber."""
        if not self.start:
            return frozenset()
        steps = {node_id: self.next_of(node_id, passing) for node_id in self.facts}
        return reachable(steps, self.start)

    def counted(self, node_id: str) -> str | None:
        """Where the node leads only so often."""
        return self.targets[node_id].get(self.facts[node_id].rounds)

    def passes(self, passing: frozenset[str]) -> bool:
        return any(
            (kind := self.facts[node_id].node_type) is not None
            and not kind.waits_for_subscriber
            and _comes_back(self.facts[node_id], self.targets[node_id])
            for node_id in self.walk(passing)
        )

    def leaving(self, node_id: str) -> list[str | None]:
        """Where the call may go from here, None for an end; errors left out."""
        fact, targets = self.facts[node_id], self.targets[node_id]
        ports = [port for port in fact.ports if port.name != "error"]
        if not ports:
            return [None]
        return [effective_target(fact.ports, targets, port) for port in ports]


def known_scheme(scheme: Scheme, facts: list[NodeFacts]) -> KnownScheme:
    by_id = {fact.node.id: fact for fact in facts}
    targets: dict[str, dict[str, str]] = {node_id: {} for node_id in by_id}
    for link in scheme.links:
        if link.source in by_id and link.target in by_id:
            targets[link.source].setdefault(link.port, link.target)
    start = next((f.node.id for f in facts if f.node_type is not None and f.node_type.is_start), "")
    steps = {node_id: tuple(ports.values()) for node_id, ports in targets.items()}
    seen = reachable(steps, start) if start else frozenset()
    outcomes: set[str] = set()
    for node_id in seen:
        outcomes |= _outcomes_of(by_id[node_id], targets[node_id])
    return KnownScheme(
        name=scheme.name,
        facts=by_id,
        start=start,
        targets=targets,
        declared=frozenset(variable.name for variable in scheme.variables),
        assigned=frozenset(
            reference.text
            for fact in facts
            for reference in fact.references
            if reference.role == "variable"
        ),
        calls=tuple((fact, fact.calls) for fact in facts if fact.calls is not None),
        outcomes=frozenset(outcomes),
        opaque=any(fact.parameters is None for fact in facts),
    )


def _comes_back(fact: NodeFacts, targets: Mapping[str, str]) -> bool:
    return bool(_outcomes_of(fact, targets))


def _outcomes_of(fact: NodeFacts, targets: Mapping[str, str]) -> set[str]:
    """With which the called scheme may come back from this node."""
    if fact.gives_back is not None:
        return {fact.gives_back}
    return {"" for port in fact.ports if _is_good_end(fact, targets, port)}


def _is_good_end(fact: NodeFacts, targets: Mapping[str, str], port: Port) -> bool:
    """A port that may stay unlinked: the scheme is through there."""
    return (
        not port.required
        and port.name != "error"
        and effective_target(fact.ports, targets, port) is None
    )
