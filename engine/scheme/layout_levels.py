"""Heights in a tidy scheme: what is level with what, and how far down the rest hangs.

Blocks and lanes that shall be level make a line: a block, where its first port leads, and on to the
end; a block and the lanes that lead to it. Lines never cross, so they can be put below one another,
each as high as what is above it allows, and then let down towards what they are joined with.
"""

import math
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from engine.scheme.layout_layers import LANE, Columns, Lane, Layers, Slot, crossings, orders

#: Between blocks; a lane has as much as it is high.
BELOW = 24.0
#: Upper edge of a lane, against that of the block that it leads to: a link comes in at 16, and
#: comes back 24 above the block.
_FORWARD, _BACK = 8.0, -32.0
_SWEEPS = 6
#: Tries for the order in the columns; with many blocks.
_ORDERS, _FEW_ORDERS = 12, 6
GRID = 8.0
#: How much way up or down a crossing is as bad as.
_CROSSING = 60.0
#: With more blocks and lanes, only crossings are counted: the rest takes too long.
_MANY = 600
#: How much worse a way up is than one down.
_UP = 3.0


def tops_of(layers: Layers) -> dict[str, float]:
    """Upper edges of the blocks, in whole steps of the grid; ``layers`` gets the order that looks
    best: few crossings, short ways up and down."""
    best: tuple[float, Columns, _Lines | None] = (math.inf, [], None)
    slots = sum(len(column) for column in layers.columns)
    for columns in orders(layers, BELOW, _ORDERS if slots <= _MANY else _FEW_ORDERS):
        tried = replace(layers, columns=columns)
        cost = _CROSSING * crossings(tried)
        if slots > _MANY:
            if cost < best[0]:
                best = cost, columns, None
            continue
        lines = _levelled(tried)
        cost += lines.ups_and_downs()
        if cost < best[0]:
            best = cost, columns, lines
    layers.columns[:] = best[1]
    lines = best[2] or _levelled(layers)
    return {
        slot: lines.top(slot)
        for column in layers.columns
        for slot in column
        if isinstance(slot, str)
    }


def _levelled(layers: Layers) -> "_Lines":
    lines = _Lines(layers)
    lines.pack()
    for sweep in range(_SWEEPS):
        lines.let_down(upward=sweep % 2 == 0)
    return lines


class _Lines:
    """``line[slot]``: its line's number; ``at[line]``: its height; a slot's upper edge is that of
    its line and its ``offset``."""

    def __init__(self, layers: Layers) -> None:
        self._layers = layers
        self._height = layers.heights
        self.line: dict[Slot, int] = {}
        self.members: list[list[Slot]] = []
        self._number_lines()
        self.at = [0.0] * len(self.members)
        #: line → (line above, least distance between the two), and the other way round.
        self._above: list[dict[int, float]] = [{} for _ in self.members]
        self._below: list[dict[int, float]] = [{} for _ in self.members]
        for column in layers.columns:
            for upper, lower in pairwise(column):
                self._keep_apart(upper, lower)
        self._order = list(self._from_above())

    def top(self, slot: Slot) -> float:
        return self.at[self.line[slot]] + _offset(slot)

    # --- which lines there are ------------------------------------------------------------------

    def _number_lines(self) -> None:
        following = _aligned(self._layers)
        preceded = set(following.values())
        for column in self._layers.columns:
            for slot in column:
                if slot in preceded:
                    continue
                members = [slot]
                while members[-1] in following:
                    members.append(following[members[-1]])
                for member in members:
                    self.line[member] = len(self.members)
                self.members.append(members)

    def _keep_apart(self, upper: Slot, lower: Slot) -> None:
        gap = BELOW if isinstance(upper, str) and isinstance(lower, str) else LANE
        distance = _offset(upper) + self._height[upper] + gap - _offset(lower)
        a, b = self.line[upper], self.line[lower]
        self._above[b][a] = max(self._above[b].get(a, distance), distance)
        self._below[a][b] = self._above[b][a]

    def _from_above(self) -> Iterator[int]:
        """Each line after all that are above it."""
        left = [len(above) for above in self._above]
        ready = [line for line in reversed(range(len(left))) if not left[line]]
        while ready:
            line = ready.pop()
            yield line
            for below in self._below[line]:
                left[below] -= 1
                if not left[below]:
                    ready.append(below)

    # --- where they go --------------------------------------------------------------------------

    def pack(self) -> None:
        """As high as can be."""
        for line in self._order:
            above = self._above[line]
            self.at[line] = max((self.at[a] + far for a, far in above.items()), default=0.0)

    def let_down(self, *, upward: bool) -> None:
        """Each to the middle of what it is joined with, as far as there is room."""
        for line in reversed(self._order) if upward else self._order:
            wished = self._wished(line)
            if wished is None:
                continue
            lowest = min((self.at[b] - far for b, far in self._below[line].items()), default=wished)
            highest = max(
                (self.at[a] + far for a, far in self._above[line].items()), default=wished
            )
            self.at[line] = round(max(highest, min(wished, lowest)) / GRID) * GRID

    def ups_and_downs(self) -> float:
        """Of all links together; up is worse, for a scheme is read from above."""
        total = 0.0
        for slot, ways in self._layers.behind.items():
            for other, share in ways:
                way = self.top(other) - self.top(slot) - self._port(slot, share)
                total += way if way > 0 else -_UP * way
        return total

    def _wished(self, line: int) -> float | None:
        """Where the links of all its members that lead elsewhere would be level."""
        levels: list[float] = []
        for slot in self.members[line]:
            offset = _offset(slot)
            for other, share in self._layers.before[slot]:
                if self.line[other] != line:
                    levels.append(self.top(other) + self._port(other, share) - offset)
            for other, share in self._layers.behind[slot]:
                if self.line[other] != line:
                    levels.append(self.top(other) - self._port(slot, share) - offset)
        if not levels:
            return None
        levels.sort()
        half = len(levels) // 2
        return levels[half] if len(levels) % 2 else (levels[half - 1] + levels[half]) / 2

    def _port(self, slot: Slot, share: float) -> float:
        """How far below the slot's edge a link leaves, less how far below its edge one comes in."""
        return share * self._height[slot] if isinstance(slot, str) else 0.0


def _offset(slot: Slot) -> float:
    if isinstance(slot, Lane):
        return _BACK if slot.back else _FORWARD
    return 0.0


def _aligned(layers: Layers) -> dict[Slot, Slot]:
    """Slot → the one in the next column that is level with it. Lanes first; then what first ports
    lead to, then what others do. Pairs between two columns never cross."""
    following: dict[Slot, Slot] = {}
    taken: set[Slot] = set()
    for column, after in zip(layers.columns, layers.columns[1:], strict=False):
        place = {slot: number for number, slot in enumerate(after)}
        wanted: list[tuple[int, int, int]] = []
        for number, slot in enumerate(column):
            ways = sorted(layers.behind[slot], key=lambda way: way[1])
            for rank, (other, _) in enumerate(ways):
                wanted.append((_rank(slot, other, rank), number, place[other]))
        wanted.sort()
        pairs: list[tuple[int, int]] = []
        for _, number, end in wanted:
            if column[number] in following or after[end] in taken:
                continue
            if _fits(pairs, number, end):
                insort(pairs, (number, end))
                following[column[number]] = after[end]
                taken.add(after[end])
    return following


def _rank(slot: Slot, other: Slot, rank: int) -> int:
    if isinstance(slot, Lane):
        return 0
    return 2 * rank + (2 if isinstance(other, Lane) else 1)


def _fits(pairs: Sequence[tuple[int, int]], number: int, end: int) -> bool:
    at = bisect_left(pairs, (number, end))
    return (at == 0 or pairs[at - 1][1] < end) and (at == len(pairs) or end < pairs[at][1])
