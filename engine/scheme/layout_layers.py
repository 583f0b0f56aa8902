"""Columns of a tidy scheme: which block stands in which, and in what order from above.

Links over several columns, and links that lead back, have lanes: places in the columns between that
are kept free for them. All that lead forward to a block share one lane, at the height of its entry;
all that lead back to it share one over its top.
"""

from bisect import bisect_right, insort
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

#: The height of a lane.
LANE = 16.0


class Lane(NamedTuple):
    """Of the links to ``target`` through one column."""

    target: str
    column: int
    back: bool = False


Slot = str | Lane
Columns = list[list[Slot]]


@dataclass(slots=True)
class Layers:
    """``columns``: blocks and lanes of each, from above. ``before`` and ``behind``: slot → its
    neighbours in the columns beside it, with the share of the port: 0 the first one, towards 1 the
    last. ``heights``: of all of them."""

    columns: list[list[Slot]]
    heights: dict[Slot, float]
    before: dict[Slot, list[tuple[Slot, float]]] = field(default_factory=dict)
    behind: dict[Slot, list[tuple[Slot, float]]] = field(default_factory=dict)


def layered(
    nodes: Sequence[str],
    ways: Mapping[str, Sequence[str]],
    first: Iterable[str],
    heights: Mapping[str, float],
) -> Layers:
    """``ways``: block → where its ports lead, in order. ``first`` stand in the first column alone
    as far as the others can stand further right."""
    own = set(nodes)
    starts = dict.fromkeys(node for node in first if node in own)
    order, forward, back = _without_back_links(nodes, ways, starts)
    before: dict[str, list[str]] = {node: [] for node in nodes}
    behind: dict[str, list[str]] = {node: [] for node in nodes}
    for node, targets in forward.items():
        for _, target in targets:
            before[target].append(node)
            behind[node].append(target)
    column = _columns(order, before, behind, starts)
    columns: list[list[Slot]] = [[] for _ in range(max(column.values(), default=-1) + 1)]
    layers = Layers(columns, {node: heights[node] for node in nodes})
    for node in order:
        layers.columns[column[node]].append(node)
        layers.before[node], layers.behind[node] = [], []
    for node in order:
        for place, target in forward[node]:
            share = (place + 0.5) / max(len(ways[node]), 1)
            _join(layers, node, share, target, column)
    for source, target in back:
        _join_back(layers, target, column[target], column[source])
    return layers


def _join(layers: Layers, node: str, share: float, target: str, column: Mapping[str, int]) -> None:
    """Over lanes, where the target is further away than the next column."""
    end: Slot = node
    for number in range(column[node] + 1, column[target]):
        lane = Lane(target, number)
        known = lane in layers.before
        if not known:
            layers.columns[number].append(lane)
            layers.heights[lane] = LANE
            layers.before[lane], layers.behind[lane] = [], []
        _connect(layers, end, share, lane)
        if known:
            return
        end, share = lane, 0.5
    _connect(layers, end, share, target)


def _connect(layers: Layers, slot: Slot, share: float, other: Slot) -> None:
    layers.behind[slot].append((other, share))
    layers.before[other].append((slot, share))


def _join_back(layers: Layers, target: str, first: int, last: int) -> None:
    """A lane from over the target to over the block that leads back to it."""
    for number in range(first, last + 1):
        lane = Lane(target, number, back=True)
        if lane in layers.before:
            continue
        column = layers.columns[number]
        column.insert(column.index(target) if number == first else 0, lane)
        layers.heights[lane] = LANE
        layers.before[lane], layers.behind[lane] = [], []
        if number > first:
            _connect(layers, Lane(target, number - 1, back=True), 0.5, lane)


def _without_back_links(
    nodes: Sequence[str], ways: Mapping[str, Sequence[str]], starts: Collection[str]
) -> tuple[list[str], dict[str, list[tuple[int, str]]], list[tuple[str, str]]]:
    """Blocks in the order in which a walk from the starts comes to them; (port's place, target) of
    the links that do not lead back to where the walk came from, nor to a start; (source, target)
    of those that do."""
    entered = {target for node in nodes for target in ways[node] if target != node}
    roots = dict.fromkeys((*starts, *(node for node in nodes if node not in entered), *nodes))
    order: list[str] = []
    forward: dict[str, list[tuple[int, str]]] = {node: [] for node in nodes}
    back: list[tuple[str, str]] = []
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
                    back.append((node, target))
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
    return order, forward, back


def _columns(
    order: Sequence[str],
    before: Mapping[str, Sequence[str]],
    behind: Mapping[str, Sequence[str]],
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
        for target in behind[node]:
            column[target] = max(column[target], column[node] + 1)
            left[target] -= 1
            if not left[target]:
                ready.append(target)
    for node in reversed(sorted_out):
        if not before[node] and behind[node] and node not in starts:
            column[node] = max(0, min(column[target] for target in behind[node]) - 1)
    return column


def orders(layers: Layers, gap: float, sweeps: int) -> Iterator[Columns]:
    """Ways to put what is in each column one below the other: by what leads to it and by what it
    leads to, in turn, so that links cross less and less. With each of them one that has what ends
    calls at the bottom, and the lanes to it."""
    middle: dict[Slot, float] = {}
    heights = layers.heights
    for column in layers.columns:
        _stack(column, heights, gap, middle)
    yield from _with_ends_below(layers)
    for sweep in range(sweeps):
        backward = sweep % 2 == 1
        columns = layers.columns[::-1] if backward else layers.columns
        near = layers.behind if backward else layers.before
        for column in columns:
            wished = {
                slot: _wish(slot, near, heights, middle, from_ports=not backward) for slot in column
            }
            column.sort(key=wished.__getitem__)
            _over_their_targets(column)
            _stack(column, heights, gap, middle)
        yield from _with_ends_below(layers)


def _with_ends_below(layers: Layers) -> Iterator[Columns]:
    yield [list(column) for column in layers.columns]
    yield [sorted(column, key=lambda slot: _ends(slot, layers)) for column in layers.columns]


def _ends(slot: Slot, layers: Layers) -> bool:
    if isinstance(slot, str):
        return not layers.behind[slot]
    return not slot.back and not layers.behind[slot.target]


def _over_their_targets(column: list[Slot]) -> None:
    """A lane that leads back ends right above the block."""
    here = set(column)
    for slot in tuple(column):
        if isinstance(slot, Lane) and slot.back and slot.target in here:
            column.remove(slot)
            column.insert(column.index(slot.target), slot)


def _wish(
    slot: Slot,
    near: Mapping[Slot, Sequence[tuple[Slot, float]]],
    heights: Mapping[Slot, float],
    middle: Mapping[Slot, float],
    *,
    from_ports: bool,
) -> float:
    neighbours = near[slot]
    if not neighbours:
        return middle[slot]
    return sum(
        middle[other] + ((share - 0.5) * heights[other] if from_ports else 0.0)
        for other, share in neighbours
    ) / len(neighbours)


def _stack(
    column: Sequence[Slot], heights: Mapping[Slot, float], gap: float, middle: dict[Slot, float]
) -> None:
    """One below the other, the column's middle at 0."""
    at = -(sum(heights[slot] for slot in column) + gap * (len(column) - 1)) / 2
    for slot in column:
        middle[slot] = at + heights[slot] / 2
        at += heights[slot] + gap


def crossings(layers: Layers) -> int:
    """Pairs of links between neighbouring columns that cross."""
    found = 0
    for column, following in zip(layers.columns, layers.columns[1:], strict=False):
        place = {slot: number for number, slot in enumerate(following)}
        above: list[int] = []
        for slot in column:
            for other, _ in sorted(layers.behind[slot], key=_by_port):
                end = place[other]
                found += len(above) - bisect_right(above, end)
                insort(above, end)
    return found


def _by_port(way: tuple[Slot, float]) -> float:
    return way[1]
