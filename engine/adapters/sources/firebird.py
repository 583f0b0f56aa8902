"""A Firebird (or InterBase-compatible) database as a data source: a billing system's, say."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import fdb

from engine.adapters.firebird import runtime
from engine.adapters.firebird.address import Address
from engine.adapters.firebird.errors import connect_error, one_line
from engine.adapters.sources import cell_text
from engine.errors import KnownError
from engine.ports.sources import QueryResult

_BATCH = 1000


class FirebirdSource:
    def __init__(self, address: Address, password: str, charset: str) -> None:
        runtime.load()
        try:
            self._connection: Any = fdb.connect(
                dsn=address.dsn, user=address.user, password=password or None, charset=charset
            )
        except fdb.Error as error:
            raise connect_error(address, error) from error
        # Only reads, and sees one state of the data from the first query to the last.
        tpb = fdb.TPB()
        tpb.access_mode = fdb.isc_tpb_read
        tpb.isolation_level = fdb.isc_tpb_concurrency
        self._connection.begin(tpb.render())

    def query(self, sql: str) -> QueryResult:
        """See ``DataSource.query``."""
        try:
            cursor = self._connection.cursor()
            cursor.execute(sql.strip().rstrip(";"))
        except fdb.Error as error:
            raise KnownError("the query was refused: {reason}.", reason=one_line(error)) from error
        if not cursor.description:
            raise KnownError("the query returns no rows.", mend="Write a SELECT.")
        columns = tuple(str(column[0]) for column in cursor.description)
        return QueryResult(columns, self._rows(cursor))

    def _rows(self, cursor: Any) -> Iterator[tuple[str, ...]]:
        while True:
            try:
                batch = cursor.fetchmany(_BATCH)
            except fdb.Error as error:
                raise KnownError(
                    "the data source broke off: {reason}.", reason=one_line(error)
                ) from error
            except UnicodeDecodeError as error:
                raise KnownError(
                    "the data source's text is in another character set.",
                    mend="Name it in the url: ?charset=WIN1251.",
                ) from error
            if not batch:
                return
            for row in batch:
                yield tuple(map(cell_text, row))

    def close(self) -> None:
        with suppress(fdb.Error):
            self._connection.close()
