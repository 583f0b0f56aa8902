"""What is kept of a contact's life beside his calls: what a call was like in detail, what became
of the rows of lists, and which contacts a rule has kept from being called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.domain.refusal import Refusal
from engine.ports.audit import AuditEntry


@dataclass(frozen=True, slots=True)
class CallDetails:
    """Of an attempt. ``scheme`` and ``version``: what it ran on; ``node``: where it ended in it;
    ``traced``: its way through the scheme is kept."""

    attempt_id: int
    contact_id: int
    campaign_id: int
    number: int
    hangup_cause: str
    hangup_by: str
    sip_code: int | None
    scheme: str
    version: int
    node: str
    engine: str
    traced: bool


@dataclass(frozen=True, slots=True)
class NumberRefused:
    """``refusal`` was met ``times`` times from ``first_at`` to ``last_at``."""

    campaign_id: int
    contact_id: int
    phone: str
    refusal: Refusal
    first_at: datetime
    last_at: datetime
    times: int


@dataclass(frozen=True, slots=True)
class RuleTotal:
    """So many contacts that a rule has kept from being called, so many times in all."""

    rule: str
    preset: str
    contacts: int
    times: int


class ContactLifeStore(Protocol):
    def call_details(self, attempt_ids: Sequence[int]) -> Mapping[int, CallDetails]: ...
    def refusals(self, contact_ids: Sequence[int], phones: Sequence[str], limit: int
                 ) -> list[NumberRefused]:  # fmt: skip
        """Of these contacts or numbers, the newest first."""
        ...

    def changes(self, contact_ids: Sequence[int], limit: int) -> list[AuditEntry]:
        """What the audit log tells of them (action "contact. …"), the newest first."""
        ...

    def campaign_dialled(self, campaign_id: int, since: datetime, until: datetime, limit: int
                         ) -> int:  # fmt: skip
        """Attempts of the campaign that began in that time, counted up to ``limit``."""
        ...

    def rule_totals(self, campaign_id: int, since: datetime, until: datetime) -> list[RuleTotal]:
        """Refusals of a period by rule, most contacts first."""
        ...

    def refused_by(self, campaign_id: int, rule: str, since: datetime, until: datetime,
                   limit: int, after_id: int = 0) -> list[tuple[int, NumberRefused]]:  # fmt: skip
        """Numbered; those after ``after_id``, oldest first."""
        ...

    def count_old_fields(self, campaign_id: int, before: datetime, *, settled: bool) -> int:
        """Contacts of whom a list has told something besides their numbers, and who were called
        last before that moment; who never was counts from his list. ``settled``: only those with
        whom all is over."""
        ...

    def erase_old_fields(
        self, campaign_id: int, before: datetime, limit: int, at: tuple[int, int] = (0, 0), *,
        settled: bool, now: datetime,
    ) -> tuple[int, tuple[int, int]]:  # fmt: skip
        """Forget what lists have told of them, of at most ``limit`` contacts; numbers and calls
        stay. Who waits for a call gets none until a list brings his data anew; the ledger says
        why. How many it were, and with what ``at`` to go on."""
        ...

    def erased(self, campaign_id: int) -> int:
        """Contacts that are not called because their data were erased."""
        ...
