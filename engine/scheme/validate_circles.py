"""Circles in which nobody waits for the subscriber, or in which a silent one is never let go."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

from engine.scheme.graph import circles, circles_of, effective_target
from engine.scheme.problems import Problem, error, warning
from engine.scheme.validate_node import NodeFacts

_NAMED = 6
#: Stands for the end of the call among targets.
END = ""


@dataclass(frozen=True, slots=True)
class _Circle:
    code: str
    group: frozenset[str]


class CircleJudge:
    """Keeps the ways that a call takes by itself, and those of a silent subscriber, node by node,
    and looks for circles again only where a change can have made or broken one."""

    def __init__(
        self, facts: Mapping[str, NodeFacts], targets: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._facts = facts
        self._targets = targets
        #: Node → where it leads without waiting; nodes that wait are not in it.
        self._automatic: dict[str, tuple[str, ...]] = {}
        #: Node → where silence leads.
        self._silent: dict[str, tuple[str, ...]] = {}
        self._changed: set[str] = set()
        self._members: set[str] = set()
        self._turning: list[_Circle] = []
        self._waiting: list[_Circle] = []

    def put(self, node_id: str) -> None:
        """The node, its ports or its links are new."""
        fact, targets = self._facts[node_id], self._targets[node_id]
        kind = fact.node_type
        self._changed.add(node_id)
        if kind is not None and not kind.waits_for_subscriber:
            self._automatic[node_id] = tuple(targets.values())
        else:
            self._automatic.pop(node_id, None)
        self._silent[node_id] = tuple(_silent(fact, targets))

    def remove(self, node_id: str) -> None:
        self._changed.add(node_id)
        self._automatic.pop(node_id, None)
        self._silent.pop(node_id, None)

    def settle(self) -> None:
        """After changes of nodes and links."""
        changed, self._changed = self._changed, set()
        if not self._members.isdisjoint(changed) or self._comes_back(changed):
            self._search()

    def problems(self, seen: Set[str], ranks: Mapping[str, int]) -> Iterator[Problem]:
        """Of circles that a call can come to, in the order of their first nodes; ``ranks``: node
        → its place in the scheme."""
        endless: set[str] = set()
        for circle in self._ordered(self._turning, seen, ranks):
            endless |= circle.group
            yield self._problem(circle, ranks)
        for circle in self._ordered(self._waiting, seen, ranks):
            if not circle.group <= endless:
                yield self._problem(circle, ranks)

    def _comes_back(self, changed: set[str]) -> bool:
        """Whether a changed node is on a circle now."""
        if len(changed) > 20:
            return True  # one search of everything is quicker
        return any(
            _reaches_itself(ways, node_id)
            for ways in (self._automatic, self._silent)
            for node_id in changed
        )

    def _search(self) -> None:
        self._members.clear()
        self._turning = []
        for group in circles_of(self._automatic):
            self._members |= group
            if not self._ends_by_counting(group):
                leaves = any(to not in group for node_id in group for to in self._leaving(node_id))
                code = "loop_without_wait" if leaves else "endless_loop"
                self._turning.append(_Circle(code, group))
        self._waiting = []
        for group in circles_of(self._silent):
            self._members |= group
            if all(target in group for node_id in group for target in self._silent[node_id]):
                self._waiting.append(_Circle("silent_loop", group))

    def _ends_by_counting(self, group: frozenset[str]) -> bool:
        """Whether each circle among these goes through a counter that lets nobody pass for
        ever."""
        counted = {
            (node_id, rounds) for node_id in group if (rounds := self._facts[node_id].rounds)
        }
        if not counted:
            return False
        return not circles(
            (node_id, target)
            for node_id in group
            for port, target in self._targets[node_id].items()
            if target in group and (node_id, port) not in counted
        )

    def _leaving(self, node_id: str) -> list[str]:
        fact, targets = self._facts[node_id], self._targets[node_id]
        ports = [port for port in fact.ports if port.name != "error"]
        if not ports:
            # An end of the call, or of this scheme.
            return [*targets.values(), END]
        return [effective_target(fact.ports, targets, port) or END for port in ports]

    def _ordered(
        self, circles: list[_Circle], seen: Set[str], ranks: Mapping[str, int]
    ) -> list[_Circle]:
        # All nodes of a circle are reachable, or none is.
        reachable = [circle for circle in circles if not circle.group.isdisjoint(seen)]
        reachable.sort(key=lambda circle: min(map(ranks.__getitem__, circle.group)))
        return reachable

    def _problem(self, circle: _Circle, ranks: Mapping[str, int]) -> Problem:
        nodes = [self._facts[key].node for key in sorted(circle.group, key=ranks.__getitem__)]
        named = ", ".join(node.name or node.type for node in nodes[:_NAMED])
        named += " …" if len(nodes) > _NAMED else ""
        make = error if circle.code == "endless_loop" else warning
        problem = make(circle.code, nodes=named)
        return replace(problem, node_id=nodes[0].id, node_name=nodes[0].name)


def _silent(fact: NodeFacts, targets: Mapping[str, str]) -> list[str]:
    if fact.node_type is None or fact.parameters is None:
        return [*targets.values(), END]
    ports = [p for p in fact.ports if p.name in fact.silent and p.name != "error"]
    return [effective_target(fact.ports, targets, port) or END for port in ports] or [END]


def _reaches_itself(ways: Mapping[str, tuple[str, ...]], node_id: str) -> bool:
    seen: set[str] = set()
    stack = [node_id]
    while stack:
        for target in ways.get(stack.pop(), ()):
            if target == node_id:
                return True
            if target not in seen:
                seen.add(target)
                stack.append(target)
    return False
