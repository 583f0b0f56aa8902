"""Columns of a tidy scheme: which block stands in which, and in what order from above."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

_SWEEPS = 8


@dataclass(slots=True)
class Layers:
    """``columns``: blocks of each, from above. ``before`` and ``behind``: block → its neighbours
    over links that lead forward, with the share of the port: 0 the first one, towards 1 the
    last."""

    columns: list[list[str]]
    before: dict[str, list[tuple[str, float]]] = field(default_factory=dict)
    behind: dict[str, list[tuple[str, float]]] = field(default_factory=dict)


def layered(
    nodes: Sequence[str], ways: Mapping[str, Sequence[str]], first: Iterable[str]
) -> Layers:
    """``ways``: block → where its ports lead, in order. ``first`` stand in the first column alone
    as far as the others can stand further right."""
    own = set(nodes)
    starts = dict.fromkeys(node for node in first if node in own)
    order, forward = _without_back_links(nodes, ways, starts)
    before: dict[str, list[tuple[str, float]]] = {node: [] for node in nodes}
    behind: dict[str, list[tuple[str, float]]] = {node: [] for node in nodes}
    for node, targets in forward.items():
        for place, target in targets:
            share = (place + 0.5) / max(len(ways[node]), 1)
            before[target].append((node, share))
            behind[node].append((target, share))
    column = _columns(order, before, behind, starts)
    columns: list[list[str]] = [[] for _ in range(max(column.values(), default=-1) + 1)]
    for node in order:
        columns[column[node]].append(node)
    return Layers(columns, before, behind)


def _without_back_links(
    nodes: Sequence[str], ways: Mapping[str, Sequence[str]], starts: Collection[str]
) -> tuple[list[str], dict[str, list[tuple[int, str]]]]:
    """Blocks in the order in which a walk from the starts comes to them, and (port's place,
    target) of the links that do not lead back to where the walk came from, nor to a start."""
    entered = {target for node in nodes for target in ways[node] if target != node}
    roots = dict.fromkeys((*starts, *(node for node in nodes if node not in entered), *nodes))
    order: list[str] = []
    forward: dict[str, list[tuple[int, str]]] = {node: [] for node in nodes}
    state: dict[str, bool] = {}  # True: on the way; False: done with
    for root in roots:
        if root in state:
            continue
        state[root] = True
        order.append(root)
        work = [(root, iter(enumerate(ways[root])))]
        while work:
            node, rest = work[-1]
            for place, target in rest:
                known = state.get(target)
                if known or target in starts:
                    continue
                forward[node].append((place, target))
                if known is None:
                    state[target] = True
                    order.append(target)
                    work.append((target, iter(enumerate(ways[target]))))
                    break
            else:
                state[node] = False
                work.pop()
    return order, forward


def _columns(
    order: Sequence[str],
    before: Mapping[str, Sequence[tuple[str, float]]],
    behind: Mapping[str, Sequence[tuple[str, float]]],
    starts: Collection[str],
) -> dict[str, int]:
    """As far left as all that leads to a block allows; what nothing leads to stands right before
    what it leads to."""
    left = {node: len(before[node]) for node in order}
    ready = [node for node in reversed(order) if not left[node]]
    column = dict.fromkeys(order, 0)
    sorted_out: list[str] = []
    while ready:
        node = ready.pop()
        sorted_out.append(node)
        for target, _ in behind[node]:
            column[target] = max(column[target], column[node] + 1)
            left[target] -= 1
            if not left[target]:
                ready.append(target)
    for node in reversed(sorted_out):
        if not before[node] and behind[node] and node not in starts:
            column[node] = max(0, min(column[target] for target, _ in behind[node]) - 1)
    return column


def uncross(layers: Layers, heights: Mapping[str, float], gap: float) -> None:
    """Put the blocks of each column into the order of what leads to them, and of what they lead
    to, in turn; the last word have the ports that lead to them."""
    middle: dict[str, float] = {}
    for column in layers.columns:
        _stack(column, heights, gap, middle)
    for sweep in range(_SWEEPS):
        backward = sweep % 2 == 0
        columns = layers.columns[::-1] if backward else layers.columns
        near = layers.behind if backward else layers.before
        for column in columns:
            wished = {
                node: _wish(node, near, heights, middle, from_ports=not backward) for node in column
            }
            column.sort(key=wished.__getitem__)
            _stack(column, heights, gap, middle)


def _wish(
    node: str,
    near: Mapping[str, Sequence[tuple[str, float]]],
    heights: Mapping[str, float],
    middle: Mapping[str, float],
    *,
    from_ports: bool,
) -> float:
    neighbours = near[node]
    if not neighbours:
        return middle[node]
    return sum(
        middle[other] + ((share - 0.5) * heights[other] if from_ports else 0.0)
        for other, share in neighbours
    ) / len(neighbours)


def _stack(
    column: Sequence[str], heights: Mapping[str, float], gap: float, middle: dict[str, float]
) -> None:
    """One below the other, the column's middle at 0."""
    at = -(sum(heights[node] for node in column) + gap * (len(column) - 1)) / 2
    for node in column:
        middle[node] = at + heights[node] / 2
        at += heights[node] + gap
