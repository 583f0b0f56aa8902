"""What came of one run: totals, and hour by hour."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

HOUR_S = 3600.0


@dataclass(slots=True)
class Hour:
    """Of one hour of the run. ``settled``: contacts that nothing more is done about; ``busy_s`` and
    ``present_s``: of all operators together, ``line_s``: of all lines."""

    calls: int = 0
    answered: int = 0
    settled: int = 0
    busy_s: float = 0.0
    present_s: float = 0.0
    line_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """``finished_at`` None: it was not done by the end of the plan. ``reached``: contacts who
    answered in person; ``served`` and ``abandoned``: with operators, persons who had one, and who
    had none in time. ``limits``: what kept it from being quicker → share of the time in which
    contacts could be called (codes of engine.dialer.model.IdleReason; ``""``: nothing)."""

    contacts: int
    start: datetime
    finished_at: datetime | None
    left: int
    calls: int
    answered: int
    reached: int
    served: int
    abandoned: int
    lines: int
    hours: tuple[Hour, ...] = ()
    limits: Mapping[str, float] = field(default_factory=dict)
    #: Why those that are left are left: an idle code of the last moment.
    left_why: str = ""
    events: int = 0

    @property
    def abandon_rate(self) -> float | None:
        """None: nobody wanted an operator."""
        live = self.served + self.abandoned
        return self.abandoned / live if live else None

    @property
    def working(self) -> tuple[Hour, ...]:
        """The hours in which there were calls."""
        return tuple(hour for hour in self.hours if hour.calls)

    @property
    def utilisation(self) -> float | None:
        """Share of the operators' time that was talk or wrap-up, in hours with calls; None: there
        were none of them."""
        present = sum(hour.present_s for hour in self.working)
        return sum(hour.busy_s for hour in self.working) / present if present else None

    @property
    def line_use(self) -> float | None:
        """Share of the lines' time that carried calls, in hours with calls."""
        possible = self.lines * HOUR_S * len(self.working)
        return sum(hour.line_s for hour in self.working) / possible if possible else None

    @property
    def calls_per_hour(self) -> float | None:
        """In hours with calls, the broken last one by what there was of it."""
        hours = float(len(self.working))
        if not hours:
            return None
        if self.finished_at is not None and self.hours[-1].calls:
            begins = self.start + timedelta(hours=len(self.hours) - 1)
            hours -= 1 - min(1.0, max(0.05, (self.finished_at - begins).total_seconds() / HOUR_S))
        return self.calls / hours


class Tally:
    """Gathers an ``Outcome``. Moments are microseconds since 1970, as in the dialer."""

    def __init__(self, start: int) -> None:
        self._start = start
        self.hours: list[Hour] = []
        self.calls = self.answered = self.reached = self.served = self.abandoned = 0
        self.limits: dict[str, int] = {}

    def hour(self, at: int) -> Hour:
        index = (at - self._start) // 3_600_000_000
        while len(self.hours) <= index:
            self.hours.append(Hour())
        return self.hours[index]

    def lasted(self, name: str, since: int, until: int) -> None:
        """Something went on for so long: its seconds go to the hours they belong to."""
        while since < until:
            index = (since - self._start) // 3_600_000_000
            end = min(until, self._start + (index + 1) * 3_600_000_000)
            hour = self.hour(since)
            setattr(hour, name, getattr(hour, name) + (end - since) / 1e6)
            since = end
