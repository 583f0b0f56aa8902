"""Named timers: the next one, and those that are due."""

from collections.abc import Hashable, Iterator
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush

Key = tuple[str, Hashable]


class Timers:
    def __init__(self) -> None:
        self._due: dict[Key, datetime] = {}
        #: Entries that ``_due`` does not confirm are of timers that were cancelled or moved.
        self._heap: list[tuple[datetime, int, Key]] = []
        self._number = 0

    def set(self, kind: str, name: Hashable, due: datetime) -> None:
        key = (kind, name)
        self._due[key] = due
        self._number += 1
        heappush(self._heap, (due, self._number, key))

    def cancel(self, kind: str, name: Hashable) -> None:
        self._due.pop((kind, name), None)

    def next(self) -> datetime | None:
        heap = self._heap
        while heap and self._due.get(heap[0][2]) != heap[0][0]:
            heappop(heap)
        return heap[0][0] if heap else None

    def take_due(self, now: datetime) -> Iterator[Key]:
        """Those whose time has come, each no longer set; they may set others meanwhile."""
        while (due := self.next()) is not None and due <= now:
            key = heappop(self._heap)[2]
            del self._due[key]
            yield key

    def shift(self, by: timedelta) -> None:
        """The clock was set: what was to come in a minute still comes in a minute."""
        self._due = {key: due + by for key, due in self._due.items()}
        self._heap = [(due, number, key) for number, (key, due) in enumerate(self._due.items())]
        self._number = len(self._heap)
        heapify(self._heap)
