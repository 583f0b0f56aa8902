"""Tidying: blocks in columns from left to right, so that calls go to the right as far as they can.

Columns by the longest way from the start, links that lead back left aside; within a column ordered
so that links cross little. Where a block's first port leads is level with it, what its other ports
lead to hangs below; links over several columns have lanes of their own. What is pinned or not
chosen stays where it is, and nothing is put on it. The same scheme always looks the same.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence

from engine.scheme.layout_layers import layered
from engine.scheme.layout_levels import BELOW, GRID, tops_of
from engine.scheme.model import Link, Node

#: Between columns, and between parts that no link joins.
BETWEEN = 80.0
APART = 64.0
#: Links that lead back run so high above the entry of where they lead to (editor/items/curve.py).
LANE_ABOVE = 40.0

Position = tuple[float, float]
Size = tuple[float, float]


def tidy(
    nodes: Sequence[Node],
    links: Iterable[Link],
    sizes: Mapping[str, Size],
    pinned: Collection[str] = (),
    only: Collection[str] | None = None,
    starts: Collection[str] | None = None,
) -> dict[str, Position]:
    """Where the upper left corners of the blocks go that may move. ``sizes``: width and height of
    every block; ``only``: those to be tidied, None: all; ``starts``: None: nodes of the type
    ``start``. Their common upper left corner stays where it is. ``links`` count in their order:
    that of the ports, from above."""
    free = [
        node.id for node in nodes if node.id not in pinned and (only is None or node.id in only)
    ]
    if not free:
        return {}
    by_id = {node.id: node for node in nodes}
    if starts is None:
        starts = [node.id for node in nodes if node.type == "start"]
    chosen = set(free)
    ways: dict[str, list[str]] = {node_id: [] for node_id in free}
    for link in links:
        if link.source in chosen and link.target in chosen:
            ways[link.source].append(link.target)
    places: dict[str, tuple[int, float]] = {}
    below = 0.0
    # In whole steps of the grid, so that what is level stays level on it.
    heights = {node_id: _up(sizes[node_id][1]) for node_id in free}
    for part in _parts(free, ways, starts):
        layers = layered(part, ways, starts, heights)
        tops = tops_of(layers)
        highest = min(tops.values())
        for number, column in enumerate(layers.columns):
            for node_id in column:
                if isinstance(node_id, str):
                    places[node_id] = (number, below + tops[node_id] - highest)
        below += max(tops[n] + heights[n] for n in part) - highest
        below += APART if len(part) > 1 else BELOW
    origin = min(by_id[n].x for n in free), min(by_id[n].y for n in free)
    fixed = [
        (node.x, node.y, node.x + sizes[node.id][0], node.y + sizes[node.id][1])
        for node in nodes
        if node.id not in chosen
    ]
    return _settled(places, sizes, origin, fixed)


def _parts(
    free: Sequence[str], ways: Mapping[str, Sequence[str]], starts: Collection[str]
) -> list[list[str]]:
    """Blocks that links join, each in the scheme's order; that of the start first, single blocks
    last."""
    near: dict[str, list[str]] = {node_id: [] for node_id in free}
    for source, targets in ways.items():
        for target in targets:
            near[source].append(target)
            near[target].append(source)
    part_of: dict[str, int] = {}
    parts: list[list[str]] = []
    for root in free:
        if root not in part_of:
            waiting = [root]
            part_of[root] = len(parts)
            while waiting:
                for other in near[waiting.pop()]:
                    if other not in part_of:
                        part_of[other] = len(parts)
                        waiting.append(other)
            parts.append([])
        parts[part_of[root]].append(root)
    with_start = {part_of[node_id] for node_id in starts if node_id in part_of}
    numbers = sorted(range(len(parts)), key=lambda n: (n not in with_start, len(parts[n]) == 1, n))
    return [parts[number] for number in numbers]


# --- the plane ----------------------------------------------------------------------------------


def _settled(
    places: Mapping[str, tuple[int, float]],
    sizes: Mapping[str, Size],
    origin: Position,
    fixed: Sequence[tuple[float, float, float, float]],
) -> dict[str, Position]:
    """On the grid, below one another in each column, beside what stays."""
    columns: dict[int, list[str]] = {}
    for node_id, (number, _) in places.items():
        columns.setdefault(number, []).append(node_id)
    found: dict[str, Position] = {}
    x = _up(origin[0])
    top = _up(origin[1])
    for number in sorted(columns):
        column = sorted(columns[number], key=lambda node_id: places[node_id][1])
        width = max(sizes[node_id][0] for node_id in column)
        # What stays may be in the way of a link, but not of a block.
        obstacles = sorted(
            (upper - BELOW, lower + BELOW)
            for left, upper, right, lower in fixed
            if left < x + width + BELOW and right > x - BELOW
        )
        at = -math.inf
        for node_id in column:
            y = _up(max(at, top + _nearest(places[node_id][1])))
            height = sizes[node_id][1]
            for upper, lower in obstacles:
                if upper < y + height and lower > y:
                    y = _up(lower)
            found[node_id] = (x, y)
            at = y + height + BELOW
        x = _up(x + width + BETWEEN)
    return found


def _up(value: float) -> float:
    return math.ceil(value / GRID) * GRID


def _nearest(value: float) -> float:
    return round(value / GRID) * GRID
