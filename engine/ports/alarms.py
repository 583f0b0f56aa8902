"""The storage port's part for alarms: one row each, and what is still to be told of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from engine.alarms.model import Alarm, AlarmSettings, Event, Seen, Telling, Way


class AlarmStore(Protocol):
    def settings(self) -> AlarmSettings: ...
    def set_settings(self, settings: AlarmSettings) -> None: ...
    def begin_look(self, now: datetime, every_s: float) -> bool:
        """False: another engine has looked within that time, or does so now."""
        ...

    def watched(self) -> list[Alarm]:
        """Not over, those included that have not been raised yet."""
        ...

    def open(self) -> list[Alarm]:
        """Raised and not over."""
        ...

    def past(self, limit: int) -> list[Alarm]:
        """Those that are over, the latest end first."""
        ...

    def get(self, alarm_id: int) -> Alarm | None: ...
    def watch(self, seen: Seen, now: datetime) -> None:
        """Remember what has been seen, where it is not watched already."""
        ...

    def add(self, alarm: Alarm) -> Alarm:
        """With a number of its own."""
        ...

    def save(self, alarm: Alarm) -> None:
        """Everything but who has acknowledged it."""
        ...

    def remove(self, alarm_id: int) -> None:
        """One that was never raised."""
        ...

    def acknowledge(self, alarm_id: int, who: str, now: datetime) -> bool:
        """False: it is over, or somebody has done so before."""
        ...

    def tell(
        self, alarm_id: int | None, event: Event, ways: Sequence[Way], now: datetime
    ) -> list[int]:
        """The numbers of what is to be told now; ``alarm_id`` None: a test."""
        ...

    def due(self, now: datetime) -> list[Telling]:
        """What can be told now: of one alarm and way the oldest only, so that no end is told before
        its beginning."""
        ...

    def claim(self, telling: Telling, now: datetime, until: datetime) -> bool:
        """Take it until a moment. False: another engine was quicker."""
        ...

    def told(self, telling_id: int, now: datetime, note: str = "") -> None: ...
    def failed(self, telling_id: int, failures: int, reason: str, next_at: datetime | None) -> None:
        """``next_at`` None: it is given up."""
        ...

    def withdraw(self, telling_id: int) -> None:
        """A test that nobody waits for."""
        ...

    def telling(self, telling_id: int) -> Telling | None: ...
    def failing(self) -> list[Telling]:
        """What could not be told so far, and is tried again."""
        ...

    def forget(self, before: datetime, most: int) -> int:
        """Delete alarms that ended before that moment, and of which all is told, and old tests; how
        many alarms."""
        ...
