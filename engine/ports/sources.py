"""External databases and services: what schemes ask, and what contact lists are built from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Protocol

from engine.domain.source_mapping import SourceMapping
from engine.errors import KnownError

#: A cell of a table, and a parameter of a query: numbers with a fraction are always Decimal.
Cell = None | bool | int | str | Decimal | date | time | datetime

#: Entry points of this group add kinds of sources: the name is the scheme of their URLs, the
#: object a ``SourceFactory``.
ENTRY_POINT_GROUP = "rino_desktop.data_sources"


@dataclass(frozen=True, slots=True)
class Table:
    """A whole answer; texts come without the blanks that pad a CHAR column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """``json`` is None when the answer is no JSON; its fractions are Decimal. ``text`` is the
    body as it came."""

    status: int
    json: object | None
    text: str


@dataclass(frozen=True, slots=True)
class RowStream:
    """``rows`` as they come; read them before the next query and before closing."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """A registered source.

    ``url``: ``firebird://USER@HOST[:PORT]/DATABASE`` or the path of a Firebird file,
    ``sqlite:///PATH``, ``http(s)://…``, or any URL of SQLAlchemy; never holds a password.
    ``password_env``: the environment variable that does, "" for none. ``timeout_s``: for opening
    a connection, and the most that a query may ask for. ``pool``: connections at once.
    ``charset``: of a Firebird database that does not say it itself, "" for what it says.
    """

    name: str
    url: str
    password_env: str = ""
    timeout_s: float = 5.0
    pool: int = 4
    charset: str = ""
    mapping: SourceMapping = field(default_factory=SourceMapping)


class SourceTrouble(KnownError):
    """A query failed; the source itself is well (bad SQL, no such table, too many rows)."""


class SourceUnavailable(SourceTrouble):
    """The source cannot be reached, or went away."""


class SourceTooSlow(SourceTrouble):
    """No answer within the time-out."""


class SourceConnection(Protocol):
    """One connection, used by one thread at a time; nothing is ever written through it.

    Raises SourceUnavailable when it is lost (a new one is then opened), SourceTooSlow when it
    kept the time-out itself, SourceTrouble for everything else.
    """

    #: Which SQL it speaks: ``firebird``, ``firebird1`` (dialect 1), ``postgresql``, ``sqlite``,
    #: "http" (none), or a name of its own that gets plain standard SQL.
    dialect: str

    def query(self, statement: str, parameters: Mapping[str, Cell], *, max_rows: int,
              timeout_s: float) -> Table:  # fmt: skip
        """At most ``max_rows`` rows; what lies behind is not read. Parameters are written
        ``:name`` in the statement, and are bound."""
        ...

    def stream(self, statement: str, parameters: Mapping[str, Cell]) -> RowStream:
        """All rows, of one state of the data where the database can do that; without time-out."""
        ...

    def ping(self) -> None:
        """The cheapest question that shows whether the source answers."""
        ...

    def cancel(self) -> None:
        """Called from another thread: let the query under way end as soon as may be. What it
        then raises nobody reads; the connection is closed afterwards."""
        ...

    def close(self) -> None:
        """Never raises."""
        ...


class HttpConnection(SourceConnection, Protocol):
    """A source that is a service."""

    def request(self, method: str, path: str, *, query: Mapping[str, str], body: object | None,
                headers: Mapping[str, str], timeout_s: float) -> HttpAnswer:  # fmt: skip
        """``body`` is sent as JSON, None for none. Any status is an answer."""
        ...


class SourceFactory(Protocol):
    """Opens a connection within ``settings.timeout_s``; SourceTrouble when that fails."""

    def __call__(self, settings: SourceSettings, password: str) -> SourceConnection: ...
