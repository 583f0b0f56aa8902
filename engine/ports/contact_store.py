"""The storage port's part for contacts that are called: who waits, who is claimed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.domain.attempt import ContactVerdict
from engine.domain.contact import Contact


@dataclass(frozen=True, slots=True)
class ZoneOutlook:
    """The waiting (unclaimed, NEW or WAITING_RETRY) contacts of a campaign that share one set of
    possible time zones. ``earliest`` is the smallest ``next_at`` among them, None when none
    waits."""

    zone_set_id: int
    zones: tuple[str, ...]
    earliest: datetime | None


@dataclass(frozen=True, slots=True)
class CampaignOutlook:
    zones: tuple[ZoneOutlook, ...]
    #: Contacts claimed by other live nodes (an open attempt included).
    claimed_elsewhere: int


@dataclass(frozen=True, slots=True)
class NewContact:
    """What an import adds. ``zones`` empty: the campaign's own zone; ``assumed``: neither his row
    nor his number tells them, only where the list is of."""

    phones: tuple[str, ...]
    zones: tuple[str, ...]
    fields: Mapping[str, str]
    #: Row number in the file, from 1, as the office counts (header included).
    row: int
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class ContactCounts:
    """``total`` is the sum of the others. Claimed contacts with an open attempt are
    ``in_progress``; claimed ones without one count as what they were."""

    total: int
    new: int
    in_progress: int
    waiting_retry: int
    done: int
    excluded: int


class ContactStore(Protocol):
    def claim(self, session_id: int, campaign_id: int, zone_sets: Sequence[int], limit: int,
              now: datetime) -> list[Contact]:  # fmt: skip
        """Claim up to ``limit`` waiting contacts whose ``next_at`` has come, retries that are
        due first. Two nodes never get the same contact, on engines without SKIP LOCKED too."""
        ...

    def claim_one(self, session_id: int, campaign_id: int, contact_id: int) -> Contact | None:
        """That contact, though his time may not have come; None: he does not wait, somebody else
        has him, or the session was given up."""
        ...

    def release(self, session_id: int, contact_ids: Sequence[int]) -> None:
        """Give claimed contacts back, unchanged."""
        ...

    def settle(self, session_id: int, contact_id: int, verdict: ContactVerdict) -> None:
        """Give a claimed contact back with a new state (skipped: do-not-call, limits, hours)."""
        ...

    def outlook(self, campaign_id: int, session_id: int) -> CampaignOutlook: ...
    def counts(self, campaign_id: int) -> ContactCounts: ...
    def get(self, contact_id: int) -> Contact: ...
    def some(self, campaign_id: int, part: str, limit: int) -> list[Contact]:
        """The first of a campaign by their phones; ``part``: of a phone or any field, without
        regard to case, "" for all."""
        ...

    def with_phone(self, campaign_id: int, beginning: str, limit: int) -> list[Contact]:
        """The first of those whose first phone begins so (E.164); quick however many there are."""
        ...

    def add_by_hand(self, campaign_id: int, phone: str, zones: tuple[str, ...], operator: str,
                    now: datetime) -> int:  # fmt: skip
        """The id of a new contact whom that operator has dialled, marked as his; of the one who
        has that first phone already."""
        ...

    def added_by(self, contact_id: int) -> str:
        """The operator who has added him by hand, "" for nobody."""
        ...

    def retries_ahead(self, campaign_id: int, now: datetime) -> tuple[int, datetime | None]:
        """How many contacts wait for a later ``next_at``, and the earliest of those."""
        ...
