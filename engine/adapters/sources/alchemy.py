"""Every database that SQLAlchemy knows; PostgreSQL is the one that is tested with."""

import math
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import sqlalchemy
from sqlalchemy import exc
from sqlalchemy.engine import URL, Connection

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

_BATCH = 1000
#: Before libpq gives a connection up; it knows no less than two seconds.
_LEAST_CONNECT_S = 2
#: PostgreSQL: a statement ended by its time-out.
_QUERY_CANCELED = "57014"


def open_alchemy(settings: SourceSettings, password: str) -> "AlchemySource":
    """``engine.ports.sources.SourceFactory``."""
    with _told(settings.url):
        url = sqlalchemy.make_url(settings.url)
        if password:
            url = url.set(password=password)
        return AlchemySource(url, settings.timeout_s)


def check_alchemy(url: str) -> None:
    """SourceTrouble when no driver takes the URL; nothing is connected."""
    with _told(url):
        sqlalchemy.make_url(url).get_dialect().import_dbapi()


@contextmanager
def _told(url: str) -> Iterator[None]:
    try:
        yield
    except exc.NoSuchModuleError as error:
        raise SourceTrouble(
            "data source: {scheme!r} is no known kind of database.",
            mend="Known are firebird://, sqlite:///, postgresql+psycopg://, http:// and what"
            " SQLAlchemy has a driver for.",
            scheme=url.partition("://")[0],
        ) from error
    except ImportError as error:
        raise SourceTrouble(
            "data source: the driver for {scheme} is not installed ({reason}).",
            mend="Install it beside the program.",
            scheme=url.partition("://")[0],
            reason=error,
        ) from error
    except exc.ArgumentError as error:
        raise SourceTrouble(
            "data source: the URL cannot be read: {reason}.", reason=error
        ) from error


class AlchemySource:
    """One connection; every query is rolled back afterwards."""

    def __init__(self, url: URL, timeout_s: float) -> None:
        self._name = url.render_as_string(hide_password=True)
        self._limit_s = 0
        postgres = url.get_backend_name() == "postgresql"
        arguments: dict[str, Any] = {}
        if postgres and url.get_driver_name() in ("psycopg", "psycopg2"):
            arguments["connect_timeout"] = max(_LEAST_CONNECT_S, round(timeout_s))
        self._engine = sqlalchemy.create_engine(
            url, poolclass=sqlalchemy.NullPool, connect_args=arguments
        )
        self.dialect = self._engine.dialect.name
        sqlalchemy.event.listen(self._engine, "handle_error", _close_cursor)
        try:
            self._connection: Connection = self._engine.connect()
            if postgres:
                self._connection.exec_driver_sql(
                    "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"
                )
                self._connection.commit()
        except (exc.SQLAlchemyError, OSError) as error:
            self._engine.dispose()
            raise self._unavailable(error) from error

    def _set_limit(self, timeout_s: float) -> None:
        """A query whose asker is gone does not run for ever. In whole seconds: the time that is
        left is another each time, and telling the server costs a trip."""
        seconds = math.ceil(timeout_s) + 1
        if self.dialect == "postgresql" and seconds != self._limit_s:
            self._connection.exec_driver_sql(f"SET statement_timeout = {seconds * 1000}")
            self._connection.commit()
            self._limit_s = seconds

    def query(self, statement: str, parameters: Mapping[str, Cell], *, max_rows: int,
              timeout_s: float) -> Table:  # fmt: skip
        """See ``SourceConnection.query``. The time-out is its caller's, by ``cancel``."""
        result = None
        try:
            try:
                self._set_limit(timeout_s)
            except (exc.SQLAlchemyError, OSError) as error:
                raise self._trouble(error) from error
            result = self._execute(statement, parameters)
            rows = tuple(tuple(map(cell, row)) for row in self._fetched(result, max_rows))
            return Table(tuple(map(str, result.keys())), rows)
        finally:
            if result is not None:
                with suppress(Exception):
                    result.close()
            self._end()

    def stream(self, statement: str, parameters: Mapping[str, Cell]) -> RowStream:
        self._end()
        if self.dialect == "postgresql":
            # A whole list may take its time, and is of one state of the data.
            self._connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            self._connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        result = self._execute(statement, parameters)
        rows = (tuple(map(cell, row)) for row in self._fetched(result, -1))
        return RowStream(tuple(map(str, result.keys())), rows)

    def _execute(self, statement: str, parameters: Mapping[str, Cell]) -> Any:
        parsed = sql.parse(statement)
        values = dict(zip(parsed.names, parsed.positional(parameters), strict=True))
        # SQLAlchemy looks for parameters with less care than we do: what is none is escaped.
        text = parsed.rendered(lambda number, name: f":{name}", lambda p: p.replace(":", "\\:"))
        text = text.strip().rstrip(";")
        try:
            result = self._connection.execute(
                sqlalchemy.text(text).execution_options(stream_results=True), values
            )
        except (exc.SQLAlchemyError, OSError, ValueError, TypeError) as error:
            raise self._trouble(error) from error
        if not result.returns_rows:
            raise SourceTrouble("the query returns no rows.", mend="Write a SELECT.")
        return result

    def _fetched(self, result: Any, limit: int) -> Iterator[Sequence[Any]]:
        """So many rows, -1: all."""
        try:
            while limit != 0:
                rows = result.fetchmany(_BATCH if limit < 0 else min(limit, _BATCH))
                if not rows:
                    return
                limit -= len(rows) if limit > 0 else 0
                yield from rows
        except (exc.SQLAlchemyError, OSError) as error:
            raise self._trouble(error) from error

    def _trouble(self, error: Exception) -> SourceTrouble:
        if isinstance(error, exc.DBAPIError):
            if getattr(error.orig, "sqlstate", None) == _QUERY_CANCELED:
                return SourceTooSlow("the data source does not answer in time.")
            lost = error.connection_invalidated or isinstance(error, exc.InterfaceError)
            if lost or (isinstance(error, exc.OperationalError) and self._is_closed()):
                return self._unavailable(error)
        elif isinstance(error, OSError):
            return self._unavailable(error)
        return SourceTrouble("the query was refused: {reason}.", reason=shortened(_reason(error)))

    def _unavailable(self, error: Exception) -> SourceUnavailable:
        return SourceUnavailable(
            "the data source {address} cannot be opened: {reason}.",
            mend="See: rino-desktop source test",
            address=self._name,
            reason=_reason(error),
        )

    def _raw(self) -> Any:
        return self._connection.connection.driver_connection

    def _is_closed(self) -> bool:
        try:
            return bool(getattr(self._raw(), "closed", False))
        except (exc.SQLAlchemyError, AttributeError):
            return True

    def _end(self) -> None:
        with suppress(exc.SQLAlchemyError, OSError):
            self._connection.rollback()

    def ping(self) -> None:
        self.query("SELECT 1", {}, max_rows=1, timeout_s=1.0)

    def cancel(self) -> None:
        """The server is told, and the connection broken off: a server that does not listen would
        hold the thread that waits for it."""
        with suppress(Exception):
            raw = self._raw()
            if hasattr(raw, "cancel_safe"):
                raw.cancel_safe(timeout=1.0)
            if self.dialect == "postgresql":
                handle = socket.socket(fileno=raw.fileno())
                try:
                    handle.shutdown(socket.SHUT_RDWR)
                finally:
                    handle.detach()

    def close(self) -> None:
        with suppress(Exception):
            self._connection.close()
        with suppress(Exception):
            self._engine.dispose()


def _close_cursor(context: Any) -> None:
    """Of a lost connection SQLAlchemy leaves it open, and psycopg complains of that."""
    cursor = getattr(context.execution_context, "cursor", None)
    if cursor is not None:
        with suppress(Exception):
            cursor.close()


def _reason(error: Exception) -> str:
    """The database's own words in one line, without SQLAlchemy's additions."""
    original = getattr(error, "orig", None) or error
    return " ".join(str(original).split()).rstrip(".") or type(original).__name__
