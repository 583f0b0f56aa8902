"""What is shown every second and may take long to find out, of long lists: looked at again only
after many times as long as the last look took. What is quick is looked at each time."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from time import perf_counter
from typing import Generic, TypeVar

T = TypeVar("T")
#: Looking may take one part in so many of the time.
SPARING = 20


class Seldom(Generic[T]):
    """One for each who shows; not for several threads at once."""

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        self._clock = clock
        #: Key → version, since when and until when it holds, what was found.
        self._known: dict[Hashable, tuple[Hashable, datetime, datetime, T]] = {}

    def of(self, key: Hashable, version: Hashable, now: datetime, look: Callable[[], T]) -> T:
        """What ``look`` says, or has said of that key and version not long ago."""
        known = self._known.get(key)
        # A clock that was put back would hold it for as long as that was.
        if known is not None and known[0] == version and known[1] <= now < known[2]:
            return known[3]
        begun = self._clock()
        found = look()
        again_at = now + timedelta(seconds=SPARING * (self._clock() - begun))
        self._known[key] = (version, now, again_at, found)
        return found

    def forget(self) -> None:
        """Something was changed: all is looked at anew."""
        self._known.clear()
