"""The storage port's part for attempts: opened before a call, closed after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.domain.attempt import AttemptOutcome, ContactVerdict, OpenAttempt
from engine.domain.contact import Contact


@dataclass(frozen=True, slots=True)
class OpenResult:
    """``refused``: attempt id → ``do_not_call`` | ``campaign_not_running`` | ``claim_lost`` |
    ``on_the_line`` (he has rung us and is talking) | ``session_lost``; such attempts leave no
    row."""

    opened: frozenset[int]
    refused: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class OrphanAttempt:
    """An open attempt whose node session is dead."""

    attempt: OpenAttempt
    contact: Contact
    started_at: datetime | None
    answered_at: datetime | None
    session_id: int


class AttemptStore(Protocol):
    def allocate_ids(self, count: int) -> range:
        """That many attempt ids nobody else will get."""
        ...

    def open(self, session_id: int, attempts: Sequence[OpenAttempt]) -> OpenResult:
        """Journal attempts that are about to be dialled; the do-not-call list, the campaign's
        state, the claim and the session's lease are checked in the same transaction.
        Idempotent by attempt id."""
        ...

    def withdraw(self, session_id: int, attempt_ids: Sequence[int]) -> None:
        """Undo ``open`` for attempts that were not dialled after all: no rows remain, the
        contacts stay claimed. Idempotent."""
        ...

    def is_open(self, session_id: int, attempt_id: int) -> bool:
        """Opened by that node session, which was not given up, and not over."""
        ...

    def mark_dialled(self, attempt_id: int, at: datetime) -> None: ...
    def mark_answered(self, attempt_id: int, started_at: datetime, at: datetime) -> None: ...
    def save_result(self, attempt_id: int, name: str, value: str, at: datetime) -> None:
        """One value per name and attempt; the last one counts."""
        ...

    def close(self, session_id: int, outcome: AttemptOutcome, verdict: ContactVerdict) -> bool:
        """Close the attempt and give its contact back with the new state. If recovery has
        already closed it as interrupted, the true outcome replaces that; the contact then
        changes only if nobody has claimed or dialled it since. False: it was closed already."""
        ...

    def reserved_at(self, attempt_ids: Sequence[int]) -> Mapping[int, datetime]:
        """Those that there are."""
        ...

    def orphans(self, now: datetime) -> list[OrphanAttempt]:
        """Open attempts of node sessions whose lease has expired or that were given up."""
        ...

    def calls_since(self, phone: str, since: datetime) -> int:
        """Attempts on this number over all campaigns that began after ``since``, open and
        interrupted ones included (legal limits)."""
        ...
