"""Contacts of a query in its order, a portion at a time: the first is there at once, the rest comes
while it is looked at. Only their numbers are kept: eight bytes for each contact.

Along an index the order is there from the beginning. What no index has is searched list by list and
sorted at the end; ``progress`` says how far that is, and it ends wherever its owner stops asking.
"""

import heapq
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.ports.contact_book import BookOrder, BookQuery, BookSection, Key
from engine.ports.storage import Stores

#: The first portion fills a screen; those after it are worth a trip to the database.
FIRST_PORTION, PORTION = 200, 5000
#: Rows of a list that are searched at once: a quarter of a second, after which it can be cancelled.
SEARCHED = 10_000

Place = tuple[Key, int]


@dataclass(frozen=True, slots=True)
class _Lane:
    """A section that is walked along: what was read of it and is not used yet."""

    section: BookSection
    read: tuple[Place, ...] = ()
    after: Place | None = None
    more: bool = True


@dataclass(frozen=True, slots=True)
class Portion:
    """What one step has found, to be given to ``Finder.take``."""

    ids: tuple[int, ...] = ()
    lanes: tuple[_Lane, ...] = ()
    section: int = 0
    row: int = -(2**31)
    places: tuple[Place, ...] = ()
    examined: int = 0
    over: bool = False
    sections: tuple[BookSection, ...] = ()
    #: All that a search has found, sorted: of its last portion.
    ordered: "array[int] | None" = None


@dataclass
class Finder:
    """``ids``: those found so far, in order; of a search that is sorted none before its end.
    ``found`` counts them meanwhile."""

    query: BookQuery
    ids: "array[int]" = field(default_factory=lambda: array("q"))
    done: bool = False
    found: int = 0
    examined: int = 0
    total: int = 0
    _sections: tuple[BookSection, ...] | None = None
    _state: Portion = field(default_factory=Portion)
    _places: list[Place] = field(default_factory=list)

    @property
    def indexed(self) -> bool:
        return self.query.way is not None

    @property
    def sorted_at_end(self) -> bool:
        return not self.indexed and (
            self.query.order is not BookOrder.LIST or self.query.descending
        )

    @property
    def progress(self) -> float | None:
        """0…1 of a search; None where there is nothing to wait for."""
        if self.indexed or self.done:
            return None
        return min(1.0, self.examined / self.total) if self.total else 0.0

    def look(self, stores: Stores) -> Portion:
        """The next portion, in a transaction that may be repeated: nothing is changed here."""
        sections = self._sections
        if sections is None:
            sections = tuple(stores.contact_book.sections(self.query))
        if not sections:
            return Portion(over=True)
        if self.indexed:
            return self._walk(stores, sections)
        return self._search(stores, sections)

    def take(self, portion: Portion) -> None:
        if self._sections is None:
            self._sections = portion.sections
            self.total = sum(section.rows for section in portion.sections)
        self._state = portion
        self.examined = portion.examined
        self.found += len(portion.ids) + len(portion.places)
        self.ids.extend(portion.ids)
        self._places.extend(portion.places)
        if portion.over:
            self.done = True
            if portion.ordered is not None:
                self.ids = portion.ordered
            self._places = []

    # --- along indexes ----------------------------------------------------------------------------

    def _walk(self, stores: Stores, sections: tuple[BookSection, ...]) -> Portion:
        """Lists come one after the other, everything else as one order over all sections."""
        chained = self.query.way == "list" or len(sections) == 1
        if chained:
            return self._chain(stores, sections)
        size = PORTION if self.ids else FIRST_PORTION
        lanes = list(self._state.lanes) or [_Lane(section) for section in sections]
        ids: list[int] = []
        queue: list[tuple[Place, int]] = []
        positions = [0] * len(lanes)

        def head(index: int) -> None:
            """The next one of a lane, read anew where it is at its end."""
            lane = lanes[index]
            if positions[index] >= len(lane.read) and lane.more:
                found, after = stores.contact_book.walk(
                    self.query, lane.section, lane.after, max(50, size // len(lanes))
                )
                more = after is not None
                lanes[index] = _Lane(lane.section, tuple(found), after, more)
                positions[index] = 0
                if not found and more:
                    head(index)  # all of them are being called just now
                    return
            if positions[index] < len(lanes[index].read):
                heapq.heappush(queue, (lanes[index].read[positions[index]], index))

        for index in range(len(lanes)):
            head(index)
        while queue and len(ids) < size:
            (_, number), index = heapq.heappop(queue)
            ids.append(number)
            positions[index] += 1
            head(index)
        kept = tuple(
            _Lane(lane.section, lane.read[at:], lane.after, lane.more)
            for lane, at in zip(lanes, positions, strict=True)
        )
        return Portion(
            tuple(ids), kept, examined=self.examined + len(ids), over=not queue, sections=sections
        )

    def _chain(self, stores: Stores, sections: tuple[BookSection, ...]) -> Portion:
        size = PORTION if self.ids else FIRST_PORTION
        at = self._state.section
        after = self._state.lanes[0].after if self._state.lanes else None
        ids: list[int] = []
        while at < len(sections) and len(ids) < size:
            found, after = stores.contact_book.walk(
                self.query, sections[at], after, size - len(ids)
            )
            ids += [number for _, number in found]
            at += after is None
        lanes = (_Lane(sections[min(at, len(sections) - 1)], after=after),)
        return Portion(
            tuple(ids), lanes, at, examined=self.examined + len(ids), over=at >= len(sections),
            sections=sections,
        )  # fmt: skip

    # --- list by list -----------------------------------------------------------------------------

    def _search(self, stores: Stores, sections: Sequence[BookSection]) -> Portion:
        at, row = self._state.section, self._state.row
        found, following = stores.contact_book.search(self.query, sections[at], row, SEARCHED)
        examined = self.examined + (SEARCHED if following is not None else 0)
        if following is None:
            at, following = at + 1, -(2**31)
            examined = sum(section.rows for section in sections[:at])
        places = tuple(found) if self.sorted_at_end else ()
        ids = () if self.sorted_at_end else tuple(number for _, number in found)
        over = at >= len(sections)
        ordered = None
        if over and self.sorted_at_end:  # here: who takes it must not wait for it
            whole = sorted([*self._places, *places], key=_key_of, reverse=self.query.descending)
            ordered = array("q", (number for _, number in whole))
        return Portion(
            ids, section=at, row=following, places=places, examined=examined,
            over=over, sections=tuple(sections), ordered=ordered,
        )  # fmt: skip


def _key_of(place: Place) -> Key:
    return place[0]
