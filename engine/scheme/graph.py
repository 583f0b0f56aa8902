"""What is reachable along the links of a scheme, and what turns in circles."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from engine.scheme.model import Scheme
from engine.scheme.node_type import Port

_CLOSED = 1 << 60


def reachable_from(scheme: Scheme, node_id: str) -> frozenset[str]:
    """The node itself included."""
    successors: dict[str, list[str]] = {}
    for link in scheme.links:
        successors.setdefault(link.source, []).append(link.target)
    return reachable(successors, node_id)


def reachable(successors: Mapping[str, Iterable[str]], node_id: str) -> frozenset[str]:
    return walked(node_id, lambda each: successors.get(each, ()))


def walked(start: str, ways: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """All that can be come to, the start included; ``ways``: where one leads, asked only of what
    is come to."""
    seen = {start}
    waiting = [start]
    while waiting:
        for target in ways(waiting.pop()):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
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
    successors: dict[_N, list[_N]] = {}
    for source, target in edges:
        successors.setdefault(source, []).append(target)
    return circles_of(successors)


def circles_of(successors: Mapping[_N, Collection[_N]]) -> list[frozenset[_N]]:
    """As ``circles``; a target that is no key has no successors. The path-based algorithm of
    Gabow, without recursion: the editor asks after every change, and a scheme of thousands of
    nodes in a row must not exhaust the stack."""
    found: list[frozenset[_N]] = []
    number: dict[_N, int] = {}
    opened: list[_N] = []
    bounds: list[int] = []
    for root in successors:
        if root in number:
            continue
        number[root] = 0
        opened.append(root)
        bounds.append(0)
        work = [(root, 0, iter(successors[root]))]
        while work:
            node, own, rest = work[-1]
            for target in rest:
                reached = number.get(target)
                if reached is None:
                    further = successors.get(target)
                    if not further:
                        number[target] = _CLOSED
                        continue
                    at = len(opened)
                    number[target] = at
                    opened.append(target)
                    bounds.append(at)
                    work.append((target, at, iter(further)))
                    break
                while bounds[-1] > reached:
                    bounds.pop()
            else:
                work.pop()
                if bounds[-1] != own:
                    continue
                bounds.pop()
                group = opened[own:]
                del opened[own:]
                for member in group:
                    number[member] = _CLOSED
                if len(group) > 1 or node in successors[node]:
                    found.append(frozenset(group))
    return found
