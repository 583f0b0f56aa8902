"""Firebird and InterBase databases as data sources: a billing system's, say."""

import ctypes
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import fdb
from fdb import ibase

from engine.adapters.firebird import runtime
from engine.adapters.firebird.address import Address, parse_address
from engine.adapters.firebird.errors import is_lost, one_line
from engine.adapters.sources import statement as sql
from engine.adapters.sources.cells import cell, number, shortened
from engine.ports.sources import (
    Cell,
    RowStream,
    SourceSettings,
    SourceTrouble,
    SourceUnavailable,
    Table,
)

_BATCH = 1000
#: fb_cancel_operation (ibase.h): let the statement fail; break the connection off.
_CANCEL_RAISE, _CANCEL_ABORT = 3, 4
#: A statement is told so often to fail (its caller leaves a second between) before the connection
#: is broken off: it does not hear it while it is only being prepared.
_RAISES = 3
#: A query that begins so is prepared in dialect 3, where names may stand in quotation marks,
#: also in a database of dialect 1.
DIALECT_3 = "/* dialect 3 */"


def open_firebird(settings: SourceSettings, password: str) -> "FirebirdSource":
    """``engine.ports.sources.SourceFactory``."""
    parts = urlsplit(settings.url) if "://" in settings.url else None
    charset = settings.charset
    if parts is not None:
        options = parse_qs(parts.query)
        unknown = set(options) - {"charset"}
        if unknown:
            raise SourceTrouble(
                "data source: unknown option {option}.",
                mend="Write it as firebird://USER@HOST[:PORT]/DATABASE.",
                option=sorted(unknown)[0],
            )
        charset = charset or options.get("charset", [""])[0]
    if parts is not None and not parts.netloc:
        address = Address(database=unquote(parts.path))
    else:
        address = parse_address(settings.url.partition("?")[0])
    return FirebirdSource(address, password, charset, settings.timeout_s)


class FirebirdSource:
    """One connection; every query has a read-only transaction of its own, which is rolled back.

    Character sets: without ``charset`` the server hands everything out as UTF-8, and what stands
    in columns of character set NONE must then be that, too. With it (WIN1251, say) columns of
    NONE are read as that, and all others are converted to it.
    """

    def __init__(self, address: Address, password: str, charset: str, timeout_s: float) -> None:
        runtime.load()
        self._address = address
        self._stopped = False
        self._told = 0
        self._reach(timeout_s)
        try:
            self._connection: Any = fdb.connect(
                dsn=address.dsn,
                user=address.user,
                password=password or None,
                charset=charset.upper() or "UTF8",
                utf8params=True,
                connection_class=_Connection,
            )
            self._in_dialect_1 = self._connection.db_info(fdb.isc_info_db_sql_dialect) == 1
        except (fdb.Error, LookupError) as error:
            raise _unavailable(address, error) from error
        self.dialect = "firebird1" if self._in_dialect_1 else "firebird"
        self._snapshot = _tpb(fdb.isc_tpb_concurrency)
        self._moment = _tpb((fdb.isc_tpb_read_committed, fdb.isc_tpb_rec_version))

    def _reach(self, timeout_s: float) -> None:
        """Firebird would wait for a host that is switched off as long as the kernel does."""
        if self._address.embedded:
            if not self._address.path.exists():
                raise SourceUnavailable(
                    "data source: there is no file {file}.", file=self._address.path
                )
            runtime.check_owner(self._address.path)
            return
        try:
            socket.create_connection(
                (self._address.host, self._address.port), timeout=timeout_s
            ).close()
        except OSError as error:
            raise SourceUnavailable(
                "the data source {address} cannot be reached: {reason}.",
                mend="Start the server, or correct host and port of the source.",
                address=self._address,
                reason=str(error) if not error.strerror else error,
            ) from error

    def query(self, statement: str, parameters: Mapping[str, Cell], *, max_rows: int,
              timeout_s: float) -> Table:  # fmt: skip
        """See ``SourceConnection.query``. The time-out is its caller's, by ``cancel``."""
        del timeout_s
        self._connection.begin(self._moment)
        try:
            cursor = self._execute(statement, parameters)
            columns = _columns(cursor)
            rows = [self._row(row) for row in self._fetched(cursor, max_rows)]
            cursor.close()
        finally:
            self._end()
        return Table(columns, tuple(rows))

    def stream(self, statement: str, parameters: Mapping[str, Cell]) -> RowStream:
        self._end()
        self._connection.begin(self._snapshot)
        cursor = self._execute(statement, parameters)
        return RowStream(_columns(cursor), (self._row(row) for row in self._batches(cursor)))

    def _execute(self, statement: str, parameters: Mapping[str, Cell]) -> Any:
        parsed = sql.parse(statement)
        values = [self._bound(value) for value in parsed.positional(parameters)]
        text = parsed.rendered(lambda number, name: "?").strip().rstrip(";")
        in_dialect_1 = self._in_dialect_1 and not statement.lstrip().startswith(DIALECT_3)
        self._connection.speak(1 if in_dialect_1 else 3)
        try:
            cursor = self._connection.cursor()
            cursor.execute(text, values)
        except (fdb.Error, ValueError, TypeError, UnicodeError, LookupError) as error:
            raise self._trouble(error) from error
        if not cursor._ps._out_sqlda.sqld:
            raise SourceTrouble("the query returns no rows.", mend="Write a SELECT.")
        return cursor

    def _bound(self, value: Cell) -> object:
        if isinstance(value, bool):
            return int(value)
        if self._in_dialect_1 and isinstance(value, date) and not isinstance(value, datetime):
            return datetime.combine(value, time(0))
        return value

    def _row(self, row: Sequence[Any]) -> tuple[Cell, ...]:
        cells = tuple(map(cell, row))
        if not self._in_dialect_1:
            return cells
        # There DATE has a time, too: at midnight a date is meant.
        return tuple(
            value.date() if isinstance(value, datetime) and value.time() == time(0) else value
            for value in cells
        )

    def _fetched(self, cursor: Any, limit: int) -> Iterator[Sequence[Any]]:
        try:
            for _ in range(limit):
                row = cursor.fetchone()
                if row is None:
                    return
                yield _exact(cursor, row)
        except (fdb.Error, ValueError) as error:
            raise self._trouble(error) from error

    def _batches(self, cursor: Any) -> Iterator[Sequence[Any]]:
        while True:
            try:
                batch = cursor.fetchmany(_BATCH)
            except (fdb.Error, ValueError) as error:
                raise self._trouble(error) from error
            if not batch:
                return
            for row in batch:
                yield _exact(cursor, row)

    def _trouble(self, error: Exception) -> SourceTrouble:
        if self._stopped or is_lost(error):
            return _unavailable(self._address, error)
        return SourceTrouble("the query was refused: {reason}.", reason=shortened(one_line(error)))

    def _end(self) -> None:
        if self._stopped:
            return
        with suppress(fdb.Error):
            self._connection.rollback()

    def ping(self) -> None:
        self.query("SELECT 1 FROM RDB$DATABASE", {}, max_rows=1, timeout_s=0)

    def cancel(self) -> None:
        """A server that lives lets the statement fail at once; breaking the connection off, when it
        has been told in vain, frees the thread that waits for one that does not.

        Never both at once: breaking off closes the socket under the thread that is just taking in
        the statement's failure. The next connection gets the same number, and that thread then
        reads what was meant for others, or waits for ever.
        """
        self._stopped = True
        self._told += 1
        library = fdb.fbcore.api.client_library
        status = ibase.ISC_STATUS_ARRAY()
        handle = self._connection._db_handle
        if handle is not None:
            how = _CANCEL_RAISE if self._told <= _RAISES else _CANCEL_ABORT
            library.fb_cancel_operation(status, ctypes.byref(handle), how)

    def close(self) -> None:
        with suppress(Exception):
            if self._stopped:
                self._connection.abandon()
            else:
                self._connection.close()


class _Connection(fdb.Connection):  # type: ignore[misc]
    """fdb's connection, which can change the dialect that its statements are prepared in."""

    _db_handle: Any

    def speak(self, dialect: int) -> None:
        self._Connection__sql_dialect = dialect

    def abandon(self) -> None:
        """fdb's objects would try to free their handles when they are collected, fail, and
        report that as errors that nobody can catch."""
        for transaction in (self._main_transaction, self._query_transaction):
            for cursor in transaction.cursors:
                if cursor is not None and cursor._ps is not None:
                    with suppress(ReferenceError):
                        cursor._ps._stmt_handle = None
                    cursor._ps = None
            transaction._tr_handle = None
        if self._db_handle is not None:
            status = ibase.ISC_STATUS_ARRAY()
            fdb.fbcore.api.isc_detach_database(status, self._db_handle)
            self._db_handle = None


def _tpb(isolation: Any) -> Any:
    tpb = fdb.TPB()
    tpb.access_mode = fdb.isc_tpb_read
    tpb.isolation_level = isolation
    return tpb.render()


def _columns(cursor: Any) -> tuple[str, ...]:
    # Not cursor.description: for that fdb asks the server about every numeric column.
    charset = cursor._connection._python_charset
    return tuple(
        var.aliasname[: var.aliasname_length].decode(charset, "replace") for var in _vars(cursor)
    )


def _vars(cursor: Any) -> Sequence[Any]:
    area = cursor._ps._out_sqlda
    described: Sequence[Any] = area.sqlvar[: area.sqld]
    return described


def _exact(cursor: Any, row: Sequence[Any]) -> Sequence[Any]:
    """NUMERIC columns keep their places: 1250.30. Those of dialect 1 are binary fractions that
    know how many places they have."""
    if not any(type(value) in (float, Decimal) for value in row):
        return row
    return [
        _scaled(value, var.sqlscale) if type(value) in (float, Decimal) else value
        for value, var in zip(row, _vars(cursor), strict=True)
    ]


def _scaled(value: float | Decimal, scale: int) -> Decimal | None:
    plain = number(value) if isinstance(value, float) else value
    if plain is None or scale >= 0:
        return plain
    return plain.quantize(Decimal(1).scaleb(scale))


def _unavailable(address: Address, error: Exception) -> SourceUnavailable:
    return SourceUnavailable(
        "the data source {address} cannot be opened: {reason}.",
        mend="See: rino-desktop source test",
        address=address,
        reason=one_line(error) if isinstance(error, fdb.Error) else str(error),
    )
