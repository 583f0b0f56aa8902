"""Stores of what laws ask for: the ledger of refusals, consents, whom limits count, quotas.

They live inside a transaction like the others (engine.ports.storage); all times are aware UTC.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from engine.domain.call_counting import PastCall
from engine.domain.contact import Contact
from engine.domain.refusal import Refusal


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """``refusal`` as it was last met; ``times`` it was since ``first_at``."""

    id: int
    campaign_id: int
    contact_id: int
    phone: str
    refusal: Refusal
    first_at: datetime
    last_at: datetime
    times: int


@dataclass(frozen=True, slots=True)
class LiveCall:
    """A call of ours that has not ended, by one of the identities of whom it is with. ``key``: an
    attempt's id, or that of a callback with a minus (``callback_key``); 0 for a call of an order
    and for one that came in. ``campaign_id``: None for none."""

    identity: str
    key: int
    campaign_id: int | None


def callback_key(callback_id: int) -> int:
    """Of a promised call among attempts: no attempt has it."""
    return -callback_id


class LedgerStore(Protocol):
    def record(self, campaign_id: int, contact_id: int, phone: str, refusal: Refusal,
               at: datetime) -> None:  # fmt: skip
        """The same rule for the same contact and number again, before it has lifted, is the same
        row: counted, with its last moment. Idempotent for the same ``at``."""
        ...

    def entries(self, campaign_id: int, contact_id: int | None = None) -> Iterator[LedgerEntry]:
        """Oldest first; streamed. ``contact_id``: of that contact only."""
        ...

    def totals(self, campaign_id: int) -> list[tuple[str, str, int, int]]:
        """(rule, preset, contacts, refusals), most refusals first."""
        ...

    def waiting_for(self, campaign_id: int, now: datetime) -> LedgerEntry | None:
        """Of the refusals that have not lifted yet the one that lifts first."""
        ...

    def next_waiting(self, campaign_id: int, zone_set_id: int, limit: int,
                     now: datetime) -> list[int]:  # fmt: skip
        """Contacts that would be claimed next from a zone set, were it open."""
        ...

    def lock_people(self, identities: Iterable[str]) -> None:
        """Until the end of the transaction nobody else begins to call these people
        (engine.domain.person); what was begun before is visible from then on."""
        ...

    def note_people(self, attempt_id: int, identities: Sequence[str], at: datetime) -> None:
        """Whom, beside the number dialled, an attempt belongs to. Idempotent."""
        ...

    def forget_people(self, attempt_id: int) -> None: ...
    def past_calls(self, identities: Sequence[str], since: datetime) -> list[PastCall]:
        """Attempts on these people over all campaigns since then, open ones included; and the calls
        promised to their numbers in which they were reached, or are being called, as
        ``callback_key``."""
        ...

    def live_calls(self, identities: Sequence[str], since: datetime) -> list[LiveCall]:
        """What was begun since then with these people and has not ended: attempts, and, by their
        numbers, promised calls that an engine makes, calls of orders, and calls that came in."""
        ...

    def contact_of(self, campaign_id: int, phone: str) -> int | None:
        """The contact with that number, whichever of his numbers it is."""
        ...


@dataclass(frozen=True, slots=True)
class Consent:
    """``proof``: its text or the name of its file, "" for none; ``until`` None: no end."""

    phone: str
    kind: str
    obtained_at: datetime
    until: datetime | None = None
    proof: str = ""
    #: Digest (SHA-256) and size in bytes of the file that proves it; "" and 0 for none.
    proof_digest: str = ""
    proof_size: int = 0
    revoked_at: datetime | None = None
    added_at: datetime | None = None
    id: int = 0

    def valid(self, now: datetime) -> bool:
        return (
            self.obtained_at <= now
            and (self.until is None or now < self.until)
            and (self.revoked_at is None or now < self.revoked_at)
        )


class ConsentStore(Protocol):
    def add(self, phones: Iterable[str], consent: Consent, content: bytes | None,
            now: datetime) -> int:  # fmt: skip
        """``consent.phone`` is not looked at; ``content``: the file that proves it. Returns how
        many were new: the same number, kind, day and proof again changes nothing."""
        ...

    def revoke(self, phones: Iterable[str], kind: str | None, now: datetime) -> int:
        """From now on none of them (of that kind) is valid; returns how many were."""
        ...

    def of(self, phones: Sequence[str]) -> list[Consent]:
        """All there are on file for these numbers, newest first, invalid ones included."""
        ...

    def all(self) -> Iterator[Consent]: ...
    def content(self, consent_id: int) -> bytes | None:
        """The file that proves it; None when there is none."""
        ...

    def revive(self, phones: Sequence[str], now: datetime) -> int:
        """Contacts that were given up for lack of a consent and may now be called wait again;
        returns how many."""
        ...


@dataclass(frozen=True, slots=True)
class QuotaFigures:
    """Of each cell (by its index): interviews ``done``, and calls ``in_progress`` that have a
    place reserved."""

    done: Mapping[int, int] = field(default_factory=dict)
    in_progress: Mapping[int, int] = field(default_factory=dict)


class QuotaStore(Protocol):
    """Cells are known by their names' keys; groups are sets of contacts with the same cells."""

    def figures(self, campaign_id: int, cells: Sequence[str]) -> QuotaFigures: ...
    def lock(self, campaign_id: int) -> None:
        """Until the end of the transaction nobody else reserves places."""
        ...

    def reserve(self, campaign_id: int, attempt_id: int, cells: Sequence[str]) -> None:
        """A place in each of the cells for a call in progress. Idempotent by attempt id."""
        ...

    def settle(self, campaign_id: int, attempt_id: int, cells: Sequence[str]) -> None:
        """The call is over: these cells have an interview more, and no place is reserved.
        Idempotent."""
        ...

    def move(self, session_id: int, groups: Mapping[int, str], campaign_id: int) -> None:
        """Put claimed contacts (id → group) into the zone sets of their groups."""
        ...

    def groups(self, campaign_id: int) -> dict[int, str]:
        """Zone set id → the group it belongs to, of this campaign."""
        ...

    def finish(self, campaign_id: int, closed: Sequence[int], *, all_full: bool) -> bool:
        """RUNNING → FINISHED when nobody is claimed and nobody waits but in the zone sets
        ``closed`` (``all_full``: whoever waits); True when it did so."""
        ...


class RankingStore(Protocol):
    """The order that a scenario gives to contacts which were never tried."""

    def unranked(self, campaign_id: int, limit: int) -> list[Contact]:
        """Waiting contacts that have no place in the order yet."""
        ...

    def rank(self, priorities: Mapping[int, float]) -> None:
        """Contact id → priority; the greatest is claimed first."""
        ...

    def reset(self, campaign_id: int) -> None:
        """All waiting contacts lose their place."""
        ...
