"""External databases that contact lists are built from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class QueryResult:
    """``rows`` are cells as text, in the order of ``columns``; read them before closing the
    source. An empty cell (NULL) is ""."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[str, ...]]


class DataSource(Protocol):
    """One connection to an external database; it is never written to."""

    def query(self, sql: str) -> QueryResult:
        """Run one SELECT. KnownError for SQL that the database refuses."""
        ...

    def close(self) -> None: ...
