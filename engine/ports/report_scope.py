"""What a report is narrowed down to, as the database is asked for it: numbers and moments.

``engine.reports.filters`` makes it of what somebody has asked for in words.
"""

from dataclasses import dataclass
from datetime import datetime, time, tzinfo


@dataclass(frozen=True, slots=True)
class DayHours:
    """A time of day in ``zone``, without its end; where the end is not later than the beginning it
    goes over midnight. Both are quarters of an hour: that is how counts are kept."""

    first: time
    last: time
    zone: tzinfo

    def holds(self, moment: datetime) -> bool:
        local = moment.astimezone(self.zone).time().replace(tzinfo=None)
        if self.first < self.last:
            return self.first <= local < self.last
        return local >= self.first or local < self.last


@dataclass(frozen=True, slots=True)
class Scope:
    """Empty means all. ``campaigns``, ``trunks``, ``operators`` (users) and ``lists`` (imports) are
    ids; ``operator_names`` are the same operators. ``since`` is included, ``until`` is not; aware.
    ``results``: (name, value) of what schemes, forms and operators have saved, one of which an
    attempt must have; the value "" is any."""

    campaigns: tuple[int, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    operators: tuple[int, ...] = ()
    operator_names: tuple[str, ...] = ()
    trunks: tuple[int, ...] = ()
    lists: tuple[int, ...] = ()
    dispositions: tuple[str, ...] = ()
    results: tuple[tuple[str, str], ...] = ()
    hours: DayHours | None = None

    @property
    def of_quarters(self) -> bool:
        """Counts by quarters of an hour and disposition are enough to tell."""
        named = self.operators or self.operator_names or self.trunks or self.lists or self.results
        edges = [edge for edge in (self.since, self.until) if edge is not None]
        return not named and not any(
            edge.minute % 15 or edge.second or edge.microsecond for edge in edges
        )

    def at_an_hour(self, moment: datetime) -> bool:
        return self.hours is None or self.hours.holds(moment)
