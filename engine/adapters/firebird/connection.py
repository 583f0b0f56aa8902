"""One connection to Firebird: transactions, prepared statements, and a quiet end when it breaks."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

import contextlib
import ctypes
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import fdb
from fdb import ibase
from fdb.fbcore import ParameterBuffer

from engine.adapters.firebird import packed_fetch, runtime
from engine.adapters.firebird.address import Address
from engine.adapters.firebird.errors import connect_error, is_too_long, too_long
from engine.errors import KnownError

Row = tuple[Any, ...]

#: A writer waits for another one instead of failing, but not for ever. With a limit Firebird looks
#: for no deadlocks: this is also how long two transactions stand in each other's way.
LOCK_TIMEOUT_S = 3
#: Prepared statements kept per connection; the product has about a hundred of them.
_STATEMENTS = 200
#: fb_cancel_operation (ibase.h): let the statement fail.
_RAISE = 3


def to_db(moment: datetime) -> datetime:
    """Aware → naive UTC, as it is stored (Firebird keeps units of 100 µs, the rest is cut off)."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def to_db_or_none(moment: datetime | None) -> datetime | None:
    return None if moment is None else to_db(moment)


def from_db(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)


def from_db_or_none(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=UTC)


def _tpb(*, read_only: bool) -> Any:
    tpb = fdb.TPB()
    # Read committed with record versions: readers never wait for writers, and a transaction that
    # was made to wait sees afterwards what the other one committed.
    tpb.isolation_level = (fdb.isc_tpb_read_committed, fdb.isc_tpb_rec_version)
    tpb.lock_resolution = fdb.isc_tpb_wait
    tpb.lock_timeout = LOCK_TIMEOUT_S
    tpb.access_mode = fdb.isc_tpb_read if read_only else fdb.isc_tpb_write
    return tpb.render()


def _run(cursor: Any, statement: Any, parameters: Sequence[object]) -> None:
    """KnownError: a text that somebody has typed is longer than any that is kept there."""
    try:
        cursor.execute(statement, parameters)
    except ValueError as error:
        if not is_too_long(error):
            raise
        raise too_long() from error


class Connection:
    """Not for two threads at once. All SQL parameters are positional (``?``)."""

    def __init__(self, address: Address, password: str, *, charset: str = "UTF8") -> None:
        """Raises KnownError when the database cannot be opened. ``charset``: of a database that
        is not ours."""
        runtime.load()
        if address.embedded and address.path.exists():
            runtime.check_owner(address.path)
        try:
            # Named `raw` because part of the product's own bulk loading talks to it directly.
            self.raw = fdb.connect(
                dsn=address.dsn,
                user=address.user,
                password=password or None,
                charset=charset,
                # Without this Firebird on Windows takes paths for the local code page.
                utf8params=True,
            )
        except fdb.Error as error:
            raise connect_error(address, error) from error
        self.address = address
        #: What stores keep from one transaction to the next; only what has been committed.
        self.kept: dict[str, Any] = {}
        self._statements: OrderedDict[str, tuple[Any, Any]] = OrderedDict()
        self._write_tpb = _tpb(read_only=False)
        self._read_tpb = _tpb(read_only=True)
        #: Number of the engine's main version: 3, 5 …
        self.engine = int(float(self.raw.engine_version))
        if not address.embedded and address.user.upper() != "SYSDBA":
            self._take_role()

    def _take_role(self) -> None:
        """That of ``db grants`` which the account has: Firebird gives nobody one by itself."""
        cursor = self.raw.cursor()
        try:
            row = cursor.execute(
                "SELECT FIRST 1 RDB$RELATION_NAME FROM RDB$USER_PRIVILEGES WHERE"
                " RDB$PRIVILEGE = 'M' AND RDB$USER = CURRENT_USER AND RDB$RELATION_NAME"
                " STARTING WITH 'RINO_'"
            ).fetchone()
        except fdb.Error:  # a foreign database, and an old one
            row = None
        cursor.close()
        if row is not None:
            self.raw.execute_immediate(f"SET ROLE {row[0]}")
        self.raw.commit()

    # --- transactions ---

    def begin(self, *, read_only: bool = False) -> None:
        self.raw.begin(self._read_tpb if read_only else self._write_tpb)

    def commit(self) -> None:
        self.raw.commit()

    def rollback(self) -> None:
        self.raw.rollback()

    # --- statements ---

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> None:
        cursor, statement = self._prepared(sql)
        _run(cursor, statement, parameters)

    def execute_many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        if not rows:
            return
        cursor, statement = self._prepared(sql)
        for parameters in rows:
            _run(cursor, statement, parameters)

    def changed(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Execute and return how many rows it changed (over a network that is a second trip)."""
        cursor, statement = self._prepared(sql)
        _run(cursor, statement, parameters)
        return int(statement.rowcount)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        cursor, statement = self._prepared(sql)
        _run(cursor, statement, parameters)
        result: list[Row] = cursor.fetchall()
        return result

    def row(self, sql: str, parameters: Sequence[object] = ()) -> Row | None:
        """The first row, or None."""
        cursor, statement = self._prepared(sql)
        _run(cursor, statement, parameters)
        result: Row | None = cursor.fetchone()
        cursor.close()
        return result

    def value(self, sql: str, parameters: Sequence[object] = ()) -> Any:
        """The first column of a row that is certain to come."""
        row = self.row(sql, parameters)
        assert row is not None
        return row[0]

    def stream(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[Row]:
        """Rows as they come; the same SQL may be streamed several times at once."""
        cursor = self.raw.cursor()
        statement = cursor.prep(sql)
        statement.set_stream_blob_treshold(-1)
        try:
            _run(cursor, statement, parameters)
            while (row := cursor.fetchone()) is not None:
                yield row
        finally:
            with contextlib.suppress(fdb.Error):
                cursor.close()
                statement.close()

    def packed(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[Row]:
        """``stream``, more than twice as quick; without blobs, and timestamps are aware."""
        return packed_fetch.stream(self, sql, parameters)

    def next_ids(self, sequence: str, count: int) -> range:
        """``count`` numbers of a sequence that nobody else will get (not undone by rollback)."""
        last = int(
            self.value(
                f"SELECT GEN_ID({sequence}, CAST(? AS INTEGER)) FROM RDB$DATABASE",
                (count,),
            )
        )
        return range(last - count + 1, last + 1)

    def plan(self, sql: str) -> str:
        """The access plan Firebird chose."""
        _, statement = self._prepared(sql)
        return str(statement.plan)

    def _prepared(self, sql: str) -> tuple[Any, Any]:
        found = self._statements.get(sql)
        if found is not None:
            self._statements.move_to_end(sql)
            return found
        if len(self._statements) >= _STATEMENTS:
            _, (old_cursor, old_statement) = self._statements.popitem(last=False)
            old_cursor.close()
            old_statement.close()
            old_statement._close()  # `close` keeps the server's side alive
        cursor = self.raw.cursor()
        statement = cursor.prep(sql)
        # Long texts come whole, not as files to be read from.
        statement.set_stream_blob_treshold(-1)
        self._statements[sql] = cursor, statement
        return cursor, statement

    def cancel(self) -> None:
        """From another thread: the statement under way fails soon. Nothing when there is none."""
        handle = self.raw._db_handle
        if handle is not None:
            library = fdb.fbcore.api.client_library
            library.fb_cancel_operation(ibase.ISC_STATUS_ARRAY(), ctypes.byref(handle), _RAISE)

    # --- the end ---

    def close(self) -> None:
        """Never raises and never waits for a server that is gone."""
        for _, statement in self._statements.values():
            # Detaching frees the server's side of them; asking for each one separately would
            # only cost a trip, or an exception when the server is gone.
            statement._stmt_handle = None
        self._statements.clear()
        with contextlib.suppress(fdb.Error):
            self.raw.close()
        self.abandon()

    def abandon(self) -> None:
        """Let go of a broken connection.

        fdb's objects would otherwise try to free their handles when they are collected, fail,
        and report that as errors that nobody can catch.
        """
        for _, statement in self._statements.values():
            statement._stmt_handle = None
        self._statements.clear()
        for transaction in (self.raw._main_transaction, self.raw._query_transaction):
            for cursor in transaction.cursors:
                if cursor is not None and cursor._ps is not None:
                    with contextlib.suppress(ReferenceError):
                        cursor._ps._stmt_handle = None
                    cursor._ps = None
            transaction._tr_handle = None
        if self.raw._db_handle is not None:
            status = ibase.ISC_STATUS_ARRAY()
            fdb.fbcore.api.isc_detach_database(status, self.raw._db_handle)
            self.raw._db_handle = None


def create_empty(address: Address, password: str, page_size: int) -> None:
    """Create a database without tables; fdb.Error when that fails.

    fdb itself does this with a CREATE DATABASE statement, which has no way to say that the path
    is UTF-8 and pastes path and password into SQL.
    """
    parameters = ParameterBuffer("utf8")
    parameters.add_parameter_code(ibase.isc_dpb_version1)
    parameters.add_string_parameter(ibase.isc_dpb_user_name, address.user)
    if password:
        parameters.add_string_parameter(ibase.isc_dpb_password, password)
    parameters.add_byte_parameter(ibase.isc_dpb_utf8_filename, 1)
    parameters.add_byte_parameter(ibase.isc_dpb_sql_dialect, 3)
    parameters.add_byte_parameter(ibase.isc_dpb_force_write, 1)
    parameters.add_integer_parameter(ibase.isc_dpb_page_size, page_size)
    parameters.add_string_parameter(ibase.isc_dpb_set_db_charset, "UTF8")
    block, name = parameters.get_buffer(), address.dsn.encode()
    api = runtime.load()
    status, handle = ibase.ISC_STATUS_ARRAY(), ibase.isc_db_handle(0)
    api.client_library.isc_create_database(
        status, len(name), name, ctypes.byref(handle), len(block), block, 0
    )
    if fdb.fbcore.db_api_error(status):
        raise fdb.fbcore.exception_from_status(fdb.DatabaseError, status, "isc_create_database:")
    api.isc_detach_database(status, handle)


def require_embedded_exists(address: Address) -> None:
    """Firebird's own message for a missing folder is a riddle; ours is not."""
    if address.embedded and not address.path.exists():
        raise KnownError(
            "the database {address} does not exist.",
            mend="Create it: rino-desktop db init",
            address=address,
        )
