"""The contacts that wait in a forecast, claimed as the database lets them be claimed.

Contacts that are alike are only counted until their turn comes, so that a list of a million takes
no memory.
"""

import heapq
from bisect import bisect_right
from datetime import datetime
from itertools import accumulate
from random import Random

from engine.dialer.model import Outlook, ZoneWaiting
from engine.domain.attempt import ContactVerdict
from engine.domain.contact import Contact, ContactState
from engine.forecast.model import Group

#: Fresh contacts have waited for ever.
LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


class _Zone:
    """Those who share a set of possible time zones."""

    def __init__(self, number: int, zones: tuple[str, ...]) -> None:
        self.number, self.zones = number, zones
        self.fresh: list[Group] = []
        self.left: list[int] = []
        self.retries: list[tuple[datetime, int, Contact]] = []
        self._told = ZoneWaiting(number, zones, None)

    @property
    def waiting(self) -> ZoneWaiting:
        """The same object while nothing has changed: the dialer then has nothing to think over."""
        earliest = LONG_AGO if any(self.left) else None
        if earliest is None and self.retries:
            earliest = self.retries[0][0]
        if earliest != self._told.earliest:
            self._told = ZoneWaiting(self.number, self.zones, earliest)
        return self._told


class Waiting:
    """``campaign_id``: whose they are."""

    def __init__(self, campaign_id: int, groups: tuple[Group, ...], random: Random) -> None:
        self._campaign_id = campaign_id
        self._random = random
        self._zones: dict[tuple[str, ...], _Zone] = {}
        self._last_id = 0
        self.count = 0
        for group in groups:
            zone = self._zone(group.zones)
            self.count += group.count
            if group.next_at is None:
                zone.fresh.append(group)
                zone.left.append(group.count)
                continue
            for _ in range(group.count):
                contact = self._make(group, zone)
                heapq.heappush(zone.retries, (contact.next_at, contact.id, contact))

    def outlook(self, now: datetime) -> Outlook:
        return Outlook(tuple(zone.waiting for zone in self._zones.values()), 0, now)

    def claim(self, zone_sets: tuple[int, ...], limit: int, now: datetime) -> list[Contact]:
        """Retries that are due first, then those who were never tried, zone set by zone set."""
        wanted = [zone for zone in self._zones.values() if zone.number in zone_sets]
        found: list[Contact] = []
        while len(found) < limit:
            due = [z for z in wanted if z.retries and z.retries[0][0] <= now]
            if not due:
                break
            zone = min(due, key=lambda each: each.retries[0][:2])
            found.append(heapq.heappop(zone.retries)[2])
        for zone in wanted:
            while len(found) < limit and any(zone.left):
                found.append(self._fresh(zone))
        self.count -= len(found)
        return found

    def give_back(self, contact: Contact) -> None:
        """As he was."""
        zone = self._zone(contact.zones)
        heapq.heappush(zone.retries, (contact.next_at, contact.id, contact))
        self.count += 1

    def put(self, contact: Contact, verdict: ContactVerdict) -> None:
        """He waits for another attempt, as the verdict says."""
        next_at = verdict.next_at
        self.give_back(
            Contact(contact.id, contact.campaign_id, contact.phones, contact.zones, {},
                    verdict.state, verdict.progress, next_at)
        )  # fmt: skip

    def _zone(self, zones: tuple[str, ...]) -> _Zone:
        zone = self._zones.get(zones)
        if zone is None:
            zone = self._zones[zones] = _Zone(len(self._zones) + 1, zones)
        return zone

    def _fresh(self, zone: _Zone) -> Contact:
        """Groups of one zone set are as mixed in the list as chance has it."""
        index = 0
        if len(zone.left) > 1:
            sums = list(accumulate(zone.left))
            index = bisect_right(sums, self._random.randrange(sums[-1]))
        zone.left[index] -= 1
        return self._make(zone.fresh[index], zone)

    def _make(self, group: Group, zone: _Zone) -> Contact:
        self._last_id += 1
        number = self._last_id
        phones = tuple(f"{number}-{place}" for place in range(group.phones))
        state = ContactState.NEW if group.next_at is None else ContactState.WAITING_RETRY
        return Contact(number, self._campaign_id, phones, zone.zones, {}, state, group.progress,
                       group.next_at or LONG_AGO)  # fmt: skip
