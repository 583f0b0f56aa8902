"""An SQLite file as a data source, opened read-only."""

import sqlite3
from contextlib import suppress
from pathlib import Path

from engine.adapters.sources import cell_text
from engine.errors import KnownError
from engine.ports.sources import QueryResult


class SqliteSource:
    def __init__(self, path: str) -> None:
        file = Path(path)
        if not file.is_file():
            raise KnownError("data source: there is no file {file}.", file=file)
        try:
            # Rows are fetched ahead on another thread, one at a time.
            self._connection = sqlite3.connect(
                f"{file.absolute().as_uri()}?mode=ro",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
            )
            # One state of the data from the first query to the last.
            self._connection.execute("BEGIN")
            self._connection.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.Error as error:
            raise KnownError("data source {file}: {reason}.", file=file, reason=error) from error

    def query(self, sql: str) -> QueryResult:
        """See ``DataSource.query``."""
        try:
            cursor = self._connection.execute(sql)
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise KnownError("the query was refused: {reason}.", reason=error) from error
        if cursor.description is None:
            raise KnownError("the query returns no rows.", mend="Write a SELECT.")
        columns = tuple(str(column[0]) for column in cursor.description)
        return QueryResult(columns, (tuple(map(cell_text, row)) for row in cursor))

    def close(self) -> None:
        with suppress(sqlite3.Error):
            self._connection.close()
