"""The storage port's part for what happened on calls, and where calls go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.domain.flow import Departure, SchemeFlow
from engine.ivr.trace import CallTrace


@dataclass(frozen=True, slots=True)
class NewTrace:
    """``document``: a ``CallTrace`` as engine.ivr.trace encodes it."""

    attempt_id: int
    campaign_id: int
    scheme_version_id: int
    answered_at: datetime
    document: str
    departures: Mapping[Departure, int]


@dataclass(frozen=True, slots=True)
class TracedCall:
    """An answered attempt whose trace is kept; ``scheme``, ``version``: what it ran on."""

    attempt_id: int
    campaign: str
    phone: str
    answered_at: datetime
    disposition: str
    scheme: str
    version: int
    version_id: int


class TraceStore(Protocol):
    def add(self, trace: NewTrace) -> None:
        """Once for each attempt, in the transaction that closes it; counts are there after it."""
        ...

    def of_attempt(self, attempt_id: int) -> CallTrace | None:
        """None: the call was not answered or was interrupted, or its trace is deleted."""
        ...

    def call(self, attempt_id: int) -> TracedCall | None:
        """None: no trace of it is kept."""
        ...

    def recent_calls(self, scheme: str, phone: str, limit: int) -> list[TracedCall]:
        """Of one scheme, the newest first; ``phone``: how the number begins, "" for the latest of
        all."""
        ...

    def flows(
        self,
        scheme: str,
        version: int,
        campaign_id: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> SchemeFlow:
        """Where calls went that were answered from ``since`` (inclusive) to ``until`` (exclusive);
        whole hours. Of the scheme itself, whether calls began with it or another one called it;
        where they began with it, also of those that it called. KnownError: no such version."""
        ...

    def documents(self, scheme: str, version: int, flow: SchemeFlow) -> dict[str, str]:
        """Scheme as ``flow`` names it → its document, to read the names of nodes from. Of one that
        was called in several versions the newest counts."""
        ...

    def expire(
        self, campaign_id: int, begun_from: datetime | None, begun_before: datetime, limit: int
    ) -> tuple[int, datetime | None]:
        """Delete traces of attempts that began in that time, at most so many; how many, and from
        where to go on. What was counted stays."""
        ...

    def count(self, campaign_id: int, begun_before: datetime) -> int:
        """Traces of attempts that began before."""
        ...

    def versions(self, campaign_id: int) -> list[tuple[str, int]]:
        """(scheme, version) with which answered calls of the campaign began."""
        ...
