"""The storage port's part for reports: attempts as they are read for them."""

from collections.abc import Generator, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple, Protocol

from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports.packed_attempts import PackedAttempt
from engine.ports.reports import ReportTallies


class ReportedAttempt(NamedTuple):
    """A row of the ``attempts`` report (docs/cli.md). A tuple, because millions are made: a frozen
    dataclass takes several times as long."""

    id: int
    phone: str
    attempt: int
    reserved_at: datetime
    started_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime
    sip_code: int | None
    hangup_cause: HangupCause
    hangup_by: HangupBy
    disposition: Disposition
    operator: str | None
    node: str | None
    scheme_version: int
    engine: str
    recording: str
    contact_id: int
    #: What the scheme calls ``node``; "" when it has no name.
    node_name: str = ""
    results: Mapping[str, str] = MappingProxyType({})
    contact: Mapping[str, str] = MappingProxyType({})
    #: The recording's file was deleted, by a rule or by hand.
    recording_deleted: bool = False


class ReportStore(ReportTallies, Protocol):
    def attempts(self, campaign_id: int) -> Iterator[ReportedAttempt]:
        """Ended attempts, oldest first; streamed, never all in memory."""
        ...

    def packed_attempts(self, campaign_id: int) -> Generator[list[PackedAttempt], None, None]:
        """The same ones in the same order, several times as quick. Until the end, or until the
        iterator is closed, nothing else may be asked of the stores."""
        ...

    def attempt_totals(self, campaign_id: int) -> tuple[int, int, int]:
        """(all attempts, live ones, answered ones)."""
        ...

    def by_hangup_cause(self, campaign_id: int) -> dict[str, int]: ...
    def by_disposition(self, campaign_id: int) -> dict[str, int]: ...
    def by_hour(self, campaign_id: int) -> list[tuple[datetime, int, int]]:
        """(hour in UTC, attempts, answered)."""
        ...

    def reached(self, campaign_id: int) -> tuple[int, int, int]:
        """Distinct contacts (dialled at least once, answered, heard to the end)."""
        ...

    def results(self, campaign_id: int) -> list[tuple[str, str, int]]:
        """(result name, value, number of contacts whose last such result it is)."""
        ...
