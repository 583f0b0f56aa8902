"""What schemes that call one another need to know of each other."""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from engine.scheme.graph import effective_target, walked
from engine.scheme.model import Scheme
from engine.scheme.node_type import Port, SchemeCall
from engine.scheme.validate_node import NodeFacts


class KnownScheme:
    """``facts``: its nodes by id; ``targets``: node → port → target, of links that can be followed;
    ``start``: the id of its start, "" when it has none; ``calling``: the ids of the nodes that call
    or jump to a scheme. What only some checks need is worked out when they ask for it."""

    def __init__(
        self,
        scheme: Scheme,
        facts: Mapping[str, NodeFacts],
        targets: Mapping[str, Mapping[str, str]],
        start: str,
        calling: Iterable[str],
    ) -> None:
        self.name = scheme.name
        self.languages = scheme.languages
        self.declared = frozenset(variable.name for variable in scheme.variables)
        self.facts = facts
        self.targets = targets
        self.start = start
        self.calls: tuple[tuple[NodeFacts, SchemeCall], ...] = tuple(
            (fact, fact.calls) for key in calling if (fact := facts[key]).calls is not None
        )

    @cached_property
    def assigned(self) -> frozenset[str]:
        """Variables that its nodes set."""
        return frozenset(
            reference.text
            for fact in self.facts.values()
            for reference in fact.references
            if reference.role == "variable"
        )

    @cached_property
    def outcomes(self) -> frozenset[str]:
        """With which it can come back; "" for an end without a ``return``."""
        if not self.start:
            return frozenset()
        outcomes: set[str] = set()
        for node_id in walked(self.start, lambda node_id: self.targets[node_id].values()):
            outcomes |= _outcomes_of(self.facts[node_id], self.targets[node_id])
        return frozenset(outcomes)

    @cached_property
    def opaque(self) -> bool:
        """Some node cannot be read."""
        return any(fact.parameters is None for fact in self.facts.values())

    def call_of(self, node_id: str) -> SchemeCall | None:
        return self.facts[node_id].calls

    def next_of(self, node_id: str, passing: frozenset[str]) -> Collection[str]:
        """Where a call can go on at once, in this scheme. ``passing``: schemes (by key) through
        which it can."""
        fact = self.facts[node_id]
        kind = fact.node_type
        targets = self.targets[node_id]
        call = fact.calls
        if call is not None:
            passes = call.returns and call.scheme.casefold() in passing
            return targets.values() if passes else ()
        if kind is None or kind.waits_for_subscriber:
            return ()
        return targets.values()

    def walk(self, passing: frozenset[str]) -> frozenset[str]:
        """The nodes that a call comes to from the start without waiting for the subscriber."""
        if not self.start:
            return frozenset()
        return walked(self.start, lambda node_id: self.next_of(node_id, passing))

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
    """``facts``: of all its nodes."""
    by_id = {fact.node.id: fact for fact in facts}
    targets: dict[str, dict[str, str]] = {node_id: {} for node_id in by_id}
    for link in scheme.links:
        if link.source in by_id and link.target in by_id:
            targets[link.source].setdefault(link.port, link.target)
    start = next((f.node.id for f in facts if f.node_type is not None and f.node_type.is_start), "")
    return KnownScheme(scheme, by_id, targets, start, by_id)


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
