"""The storage port's part for reports: what has been counted, and clients' own forms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

#: A value that a form's query gives. Moments are aware UTC.
QueryCell = str | int | float | datetime | bool | None


@dataclass(frozen=True, slots=True)
class AttemptTally:
    """Ended attempts of one campaign that began in one quarter of an hour (``quarter_at``, its
    start) and ended alike. ``talk_ms``: of the answered ones, together; ``minutes``: of talk, each
    call's rounded up."""

    quarter_at: datetime
    disposition: str
    hangup_cause: str
    attempts: int
    answered: int
    talk_ms: int
    minutes: int


@dataclass(frozen=True, slots=True)
class AttemptExtent:
    """How many ended attempts a campaign has, and what columns they need: the names of their
    results and of their contacts' fields; whether any had an operator, or a recording."""

    rows: int
    results: tuple[str, ...]
    contact: tuple[str, ...]
    operators: bool
    recordings: bool


@dataclass(frozen=True, slots=True)
class NodeTally:
    """Answered calls that ended at one node of one scheme version. ``hung_up``: by the subscriber;
    ``completed``: heard to the end; ``talk_s``: all together."""

    scheme_version: int
    node: str
    node_name: str
    calls: int
    hung_up: int
    completed: int
    talk_s: float


@dataclass(frozen=True, slots=True)
class ResultTally:
    """Ended attempts with one value of a result and one disposition."""

    name: str
    value: str
    disposition: str
    attempts: int
    answered: int


@dataclass(frozen=True, slots=True)
class OperatorTally:
    """One operator's talks with a campaign's subscribers that are over. ``talk_ms``: together;
    ``served``: those with a result of his."""

    operator: str
    talks: int
    talk_ms: int
    served: int


class ReportTallies(Protocol):
    """The part of ``ReportStore`` that is about counts and single answers."""

    def extent(self, campaign_id: int) -> AttemptExtent: ...

    def tallies(self, campaign_id: int, since: datetime | None = None) -> list[AttemptTally]:
        """Oldest first; with ``since`` those of the quarters that begin then or later, for who
        looks every second at what a campaign of months has done today."""
        ...

    def by_node(self, campaign_id: int) -> list[NodeTally]: ...
    def scheme_documents(self, campaign_id: int) -> dict[int, str]:
        """Version number → document of the schemes that ended attempts were made with."""
        ...

    def by_result(self, campaign_id: int, prefix: str) -> list[ResultTally]:
        """Of the results whose name starts with ``prefix``."""
        ...

    def results_beside(self, campaign_id: int, prefix: str) -> list[tuple[str, str, str, str, int]]:
        """(result with the prefix, its value, another result of the same attempt, its value,
        attempts)."""
        ...

    def by_operator(self, campaign_id: int) -> list[OperatorTally]:
        """By name; only what the call log still has."""
        ...

    def last_results(self, campaign_id: int, name: str) -> Iterator[tuple[int, str]]:
        """(contact id, last value of that result)."""
        ...

    def contact_fields(self, campaign_id: int) -> Iterator[tuple[int, Mapping[str, str]]]:
        """(contact id, fields) of the whole list; streamed."""
        ...


@dataclass(frozen=True, slots=True)
class StoredForm:
    """``files``: name → text; the form itself is ``form.toml``."""

    name: str
    stored_at: datetime
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class QueryResult:
    columns: tuple[str, ...]
    rows: Sequence[tuple[QueryCell, ...]]
    #: There were more rows than were asked for.
    cut: bool


class FormStore(Protocol):
    """Names are compared without regard to case; looking up a missing one raises KnownError."""

    def put(self, form: StoredForm) -> bool:
        """Store or replace; True when it is new."""
        ...

    def get(self, name: str) -> StoredForm: ...
    def all(self) -> list[StoredForm]: ...
    def remove(self, name: str) -> None: ...


class QueryRunner(Protocol):
    """Runs a form's SQL: only reads, for a limited time, on a connection of its own."""

    def query(
        self, sql: str, parameters: Mapping[str, QueryCell], *, most_rows: int, time_limit_s: float
    ) -> QueryResult:
        """``sql`` names its parameters as ``:name``. KnownError: not a single SELECT, an unknown
        parameter, refused by the database, too slow; Cancelled."""
        ...

    def cancel(self) -> None:
        """From another thread: the query that runs now ends soon, raising Cancelled; nothing where
        none runs."""
        ...
