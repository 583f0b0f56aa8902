"""Which of a campaign's waiting contacts may be claimed now, and what the others wait for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.dialer.model import Outlook
from engine.domain.calling_hours import CallingHours


@dataclass(frozen=True, slots=True)
class Blocked:
    """The zone set that opens first of those from which nothing may be claimed now.

    ``outside_hours``: contacts are due but may not be called yet (``until`` None: never, as far
    as can be seen); otherwise none is due before ``until``.
    """

    outside_hours: bool
    until: datetime | None
    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaitingPlan:
    """``ready``: zone sets with contacts that are due and may be called. Holds until
    ``valid_until`` (None: until the outlook changes)."""

    ready: tuple[int, ...]
    blocked: Blocked | None
    valid_until: datetime | None
    #: Somebody waits, now or later.
    anybody: bool
    #: Zone sets with contacts that are due while their hours are closed → when these open.
    closed: Mapping[int, datetime | None] = field(default_factory=dict)


def plan_waiting(outlook: Outlook, hours: CallingHours, now: datetime) -> WaitingPlan:
    """Sort the zone sets of an outlook by what may be done with them at ``now``."""
    ready: list[int] = []
    blocked: Blocked | None = None
    changes: list[datetime] = []
    anybody = False
    closed: dict[int, datetime | None] = {}
    for waiting in outlook.zones:
        if waiting.earliest is None:
            continue
        anybody = True
        due = waiting.earliest <= now
        opening = hours.next_opening(waiting.zones, max(now, waiting.earliest))
        if due and opening is not None and opening <= now:
            ready.append(waiting.zone_set_id)
            closing = hours.span(waiting.zones, now).until
            if closing is not None:
                changes.append(closing)
            continue
        if opening is not None:
            changes.append(opening)
        if due:
            closed[waiting.zone_set_id] = opening
        # Due contacts that must wait for their hours come before retries as the reason when
        # they open first; hours that never open come last.
        until = opening if due or opening is None else max(waiting.earliest, opening)
        candidate = Blocked(
            due or opening is None or opening > waiting.earliest, until, waiting.zones
        )
        if blocked is None or _sooner(candidate, blocked):
            blocked = candidate
    return WaitingPlan(tuple(ready), blocked, min(changes, default=None), anybody, closed)


def _sooner(one: Blocked, other: Blocked) -> bool:
    if one.until is None:
        return False
    return other.until is None or one.until < other.until
