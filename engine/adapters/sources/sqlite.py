"""An SQLite file as a data source, opened read-only."""

import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from datetime import time as time_of_day
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from engine.adapters.sources import statement as sql
from engine.adapters.sources.cells import cell, shortened
from engine.ports.sources import (
    Cell,
    RowStream,
    SourceSettings,
    SourceTooSlow,
    SourceTrouble,
    SourceUnavailable,
    Table,
)

#: SQLite's own instructions between two looks at the clock.
_LOOK_EVERY = 10_000


def open_sqlite(settings: SourceSettings, password: str) -> "SqliteSource":
    """``engine.ports.sources.SourceFactory``. ``sqlite:///PATH``, ``sqlite:////ABSOLUTE``."""
    del password
    return SqliteSource(unquote(urlsplit(settings.url).path)[1:], settings.timeout_s)


class SqliteSource:
    dialect = "sqlite"

    def __init__(self, path: str, timeout_s: float = 5.0) -> None:
        file = Path(path)
        if not file.is_file():
            raise SourceUnavailable("data source: there is no file {file}.", file=file)
        self._file = file
        self._deadline = float("inf")
        try:
            # Used by one thread at a time, not always the same.
            self._connection = sqlite3.connect(
                f"{file.absolute().as_uri()}?mode=ro",
                uri=True,
                timeout=timeout_s,
                isolation_level=None,
                check_same_thread=False,
            )
            self._connection.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.Error as error:
            raise SourceUnavailable(
                "data source {file}: {reason}.", file=file, reason=error
            ) from error
        self._connection.execute("PRAGMA query_only = ON")
        self._connection.set_progress_handler(self._late, _LOOK_EVERY)

    def _late(self) -> bool:
        return time.monotonic() > self._deadline

    def query(self, statement: str, parameters: Mapping[str, Cell], *, max_rows: int,
              timeout_s: float) -> Table:  # fmt: skip
        """See ``SourceConnection.query``."""
        self._deadline = time.monotonic() + timeout_s
        try:
            cursor = self._execute(statement, parameters)
            rows = tuple(tuple(map(cell, row)) for row in self._fetched(cursor, max_rows))
            columns = _columns(cursor)
            cursor.close()
        finally:
            self._deadline = float("inf")
        return Table(columns, rows)

    def stream(self, statement: str, parameters: Mapping[str, Cell]) -> RowStream:
        cursor = self._execute(statement, parameters)
        return RowStream(
            _columns(cursor), (tuple(map(cell, row)) for row in self._fetched(cursor, -1))
        )

    def _execute(self, statement: str, parameters: Mapping[str, Cell]) -> sqlite3.Cursor:
        parsed = sql.parse(statement)
        values = [_bound(value) for value in parsed.positional(parameters)]
        try:
            cursor = self._connection.execute(
                parsed.rendered(lambda number, name: f"?{number + 1}"), values
            )
        except (sqlite3.Error, sqlite3.Warning, OverflowError, ValueError) as error:
            raise self._trouble(error) from error
        if cursor.description is None:
            raise SourceTrouble("the query returns no rows.", mend="Write a SELECT.")
        return cursor

    def _fetched(self, cursor: sqlite3.Cursor, limit: int) -> Iterator[tuple[Any, ...]]:
        """So many rows, -1: all."""
        try:
            while limit != 0 and (row := cursor.fetchone()) is not None:
                limit -= 1
                yield row
        except sqlite3.Error as error:
            raise self._trouble(error) from error

    def _trouble(self, error: Exception) -> SourceTrouble:
        if isinstance(error, sqlite3.OperationalError) and str(error) == "interrupted":
            return SourceTooSlow("the data source does not answer in time.")
        if isinstance(error, sqlite3.DatabaseError) and "malformed" in str(error):
            return SourceUnavailable("data source {file}: {reason}.", file=self._file, reason=error)
        return SourceTrouble("the query was refused: {reason}.", reason=shortened(str(error)))

    def ping(self) -> None:
        if not self._file.is_file():
            raise SourceUnavailable("data source: there is no file {file}.", file=self._file)
        self.query("SELECT count(*) FROM sqlite_master", {}, max_rows=1, timeout_s=1.0)

    def cancel(self) -> None:
        self._connection.interrupt()

    def close(self) -> None:
        with suppress(sqlite3.Error):
            self._connection.close()


def _columns(cursor: sqlite3.Cursor) -> tuple[str, ...]:
    return tuple(str(column[0]) for column in cursor.description)


def _bound(value: Cell) -> object:
    """SQLite has neither decimal numbers nor dates: they are numbers and ISO 8601 there."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date | time_of_day):
        return value.isoformat()
    return value
