"""The storage port's part for the do-not-call lists: the office's, and one of each client."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a number is not to be called: ``by``, who has put it on the list; ``asked_at``, when its
    subscriber asked for it; ``proof``, a reference ("letter 12/45", "attempt 771"), or the name of
    the file whose ``content`` is kept."""

    by: str = ""
    asked_at: datetime | None = None
    proof: str = ""
    content: bytes | None = None


NO_EVIDENCE = Evidence()


@dataclass(frozen=True, slots=True)
class DoNotCallEntry:
    """``client_id``: None for the list of the whole office. ``proof_digest``: SHA-256 of the file
    that is kept, "" where none is; ``proof_size``: its bytes."""

    phone: str
    source: str
    added_at: datetime
    added_by: str = ""
    asked_at: datetime | None = None
    proof: str = ""
    proof_digest: str = ""
    proof_size: int = 0
    client_id: int | None = None


class DoNotCallStore(Protocol):
    """The office's list holds for every call; a client's holds for campaigns that are his."""

    def add(
        self,
        phones: Iterable[str],
        source: str,
        now: datetime,
        *,
        client_id: int | None = None,
        evidence: Evidence = NO_EVIDENCE,
    ) -> int:
        """E.164 numbers; returns how many were not on that list yet. A number that is there
        without a proof gets this one. Waiting contacts stay as they are: the lists are asked again
        at the moment of dialling."""
        ...

    def add_refusal(
        self, phone: str, source: str, now: datetime, campaign_id: int | None, proof: str = ""
    ) -> None:
        """Said in a call: on the list of the campaign's client where he keeps refusals to himself,
        else on the office's."""
        ...

    def remove(self, phones: Iterable[str], client_id: int | None = None) -> int: ...
    def all(self, client_id: int | None = None) -> Iterator[DoNotCallEntry]:
        """One list, by number; streamed."""
        ...

    def newest(
        self, limit: int, client_id: int | None = None, beginning: str = ""
    ) -> list[DoNotCallEntry]:
        """One list, the newest first; only numbers that begin so."""
        ...

    def of(self, phones: Sequence[str]) -> list[DoNotCallEntry]:
        """On whatever list, the office's first."""
        ...

    def counts(self) -> Mapping[int | None, int]:
        """Client (None: the office) → numbers on his list; without empty lists."""
        ...

    def proof(self, entry: DoNotCallEntry) -> bytes | None:
        """The file that is kept."""
        ...

    def contains(self, phone: str, campaign_id: int | None = None) -> bool: ...
    def which(self, phones: Sequence[str], campaign_id: int | None = None) -> set[str]:
        """Those of ``phones`` that the campaign (None: whoever belongs to none) must not call."""
        ...

    def forbidden(self, calls: Sequence[tuple[int, str]]) -> set[tuple[int, str]]:
        """Those of the (campaign, number) that must not be called."""
        ...
