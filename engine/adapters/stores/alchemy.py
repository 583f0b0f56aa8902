"""Databases that SQLAlchemy knows; PostgreSQL is the one that is tested with."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import sqlalchemy
from sqlalchemy import exc, types
from sqlalchemy.engine import Connection

from engine.adapters.stores import StoreAccess
from engine.adapters.stores.conversion import Column, Kind
from engine.adapters.stores.database import Row
from engine.adapters.stores.refusal import RowRefused
from engine.domain.outbox import OutboxSettings
from engine.errors import KnownError, Phrase
from engine.ports.outbox import StoreDown

#: SQLSTATE classes of PostgreSQL that say nothing about a row's content: connection, transaction
#: state, access, missing objects and rights, resources, operator, system, configuration, internal.
_NOT_THE_ROW = frozenset(
    {"08", "0A", "25", "26", "28", "2D", "34", "3B", "3D", "3F", "40", "42", "53", "55", "57",
     "58", "72", "F0", "HV", "XX"}
)  # fmt: skip
#: SQLAlchemy's types, the more special ones first.
_KINDS: tuple[tuple[type[types.TypeEngine[Any]], Kind], ...] = (
    (types.Boolean, Kind.BOOLEAN),
    (types.Integer, Kind.INTEGER),
    (types.Float, Kind.FLOAT),
    (types.Numeric, Kind.DECIMAL),
    (types.DateTime, Kind.MOMENT),
    (types.Date, Kind.DATE),
    (types.Time, Kind.TIME),
    (types.String, Kind.TEXT),
)
_ARGUMENTS = """
SELECT p.prokind, n.nspname, p.proname,
  (SELECT string_agg(format_type(t.oid, NULL), ',' ORDER BY t.place)
  FROM unnest(p.proargtypes) WITH ORDINALITY AS t (oid, place))
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE p.pronargs = :count AND lower(p.proname) = lower(:name)
  AND (:schema = '' AND pg_function_is_visible(p.oid) OR lower(n.nspname) = lower(:schema))
"""


class AlchemyLink:
    """``engine.adapters.stores.database.Link``."""

    def __init__(self, settings: OutboxSettings, access: StoreAccess) -> None:
        self._settings = settings
        try:
            url = sqlalchemy.make_url(access.url)
            if access.password:
                url = url.set(password=access.password)
            self._name = url.render_as_string(hide_password=True)
            postgres = url.get_backend_name() == "postgresql"
            self._engine = sqlalchemy.create_engine(
                url,
                poolclass=sqlalchemy.NullPool,
                connect_args=_postgres_options(settings.timeout_s) if postgres else {},
            )
        except (exc.ArgumentError, exc.NoSuchModuleError, ImportError) as error:
            raise KnownError(
                "outbox {name}: the store cannot be used: {reason}.",
                mend="Correct the URL, or install the driver.",
                name=settings.name,
                reason=error,
            ) from error
        self._quote = self._engine.dialect.identifier_preparer.quote
        try:
            self._sql: Connection = self._engine.connect()
        except (exc.SQLAlchemyError, OSError) as error:
            self._engine.dispose()
            raise self._down(error) from error

    # --- what is there -------------------------------------------------------------------------

    def columns(self) -> dict[str, Column]:
        try:
            with self._sql.begin():
                if self._settings.procedure:
                    return self._arguments()
                return self._table_columns()
        except (exc.SQLAlchemyError, OSError) as error:
            raise self._down(error) from error

    def _table_columns(self) -> dict[str, Column]:
        inspector = sqlalchemy.inspect(self._sql)
        name, wanted_schema = _named(self._settings.table)
        schema = _like(wanted_schema, inspector.get_schema_names()) if wanted_schema else None
        tables = [*inspector.get_table_names(schema), *inspector.get_view_names(schema)]
        found = _like(name, tables)
        if found is None:
            raise StoreDown(Phrase("the store has no table {table}", table=self._settings.table))
        self._table = ".".join(self._quote(part) for part in (schema, found) if part)
        present = {c["name"]: c["type"] for c in inspector.get_columns(found, schema)}
        self._names: dict[str, str] = {}
        columns: dict[str, Column] = {}
        wanted = list(self._settings.columns) or list(present)
        for mapped in dict.fromkeys((*wanted, self._settings.key)):
            column = _like(mapped, list(present))
            if column is None:
                raise StoreDown(
                    Phrase(
                        "the table {table} has no column {column}",
                        table=self._settings.table,
                        column=mapped,
                    )
                )
            self._names[mapped] = self._quote(column)
            columns[mapped] = _column(mapped, present[column])
        return columns

    def _arguments(self) -> dict[str, Column]:
        name, schema = _named(self._settings.procedure)
        count = len(self._settings.arguments)
        numbers = [str(number) for number in range(1, count + 1)]
        marks = [f":p{number}" for number in numbers]
        if self._engine.dialect.name != "postgresql":
            procedure = ".".join(self._quote(part) for part in (schema, name) if part)
            self._call = f"CALL {procedure}({', '.join(marks)})"
            return {number: Column(number, Kind.OTHER) for number in numbers}
        rows = self._sql.execute(
            sqlalchemy.text(_ARGUMENTS), {"count": count, "name": name, "schema": schema or ""}
        ).all()
        if len(rows) != 1:
            raise StoreDown(
                Phrase(
                    "the store has no procedure {name} with {count} arguments",
                    name=self._settings.procedure,
                    count=count,
                )
            )
        kind, in_schema, stored, listed = rows[0]
        declared = listed.split(",") if listed else []
        casts = [f"CAST({mark} AS {t})" for mark, t in zip(marks, declared, strict=True)]
        verb = "CALL" if _letter(kind) == "p" else "SELECT"
        procedure = f"{self._quote(in_schema)}.{self._quote(stored)}"
        self._call = f"{verb} {procedure}({', '.join(casts)})"
        return {n: _postgres_column(n, t) for n, t in zip(numbers, declared, strict=True)}

    # --- writing -------------------------------------------------------------------------------

    def begin(self) -> None:
        """A transaction begins by itself with the first statement."""

    def present(self, keys: Sequence[str]) -> set[str]:
        column = self._names[self._settings.key]
        statement = sqlalchemy.text(
            f"SELECT {column} FROM {self._table} WHERE {column} IN :keys"  # noqa: S608 - quoted
        ).bindparams(sqlalchemy.bindparam("keys", expanding=True))
        result = self._run(statement, {"keys": list(keys)})
        return {str(key).rstrip() for (key,) in result}

    def insert(self, rows: Sequence[Row]) -> None:
        names = list(rows[0])
        columns = ", ".join(self._names[name] for name in names)
        marks = ", ".join(f":p{number}" for number in range(len(names)))
        self._run(
            sqlalchemy.text(f"INSERT INTO {self._table} ({columns}) VALUES ({marks})"),  # noqa: S608
            [_bound(row, names) for row in rows],
        )

    def update(self, rows: Sequence[Row]) -> None:
        key = self._settings.key
        names = [name for name in rows[0] if name != key]
        changes = ", ".join(f"{self._names[name]} = :p{n}" for n, name in enumerate(names))
        self._run(
            sqlalchemy.text(
                f"UPDATE {self._table} SET {changes}"  # noqa: S608 - quoted
                f" WHERE {self._names[key]} = :p{len(names)}"
            ),
            [_bound(row, [*names, key]) for row in rows],
        )

    def call(self, arguments: Sequence[Sequence[object]]) -> None:
        statement = sqlalchemy.text(self._call)
        for values in arguments:
            self._run(statement, {f"p{n}": value for n, value in enumerate(values, 1)})

    def commit(self) -> None:
        try:
            self._sql.commit()
        except (exc.SQLAlchemyError, OSError) as error:  # deferred constraints are checked here
            raise self._judged(error) from error

    def rollback(self) -> None:
        with suppress(Exception):
            self._sql.rollback()

    def close(self) -> None:
        with suppress(Exception):
            self._sql.close()
        with suppress(Exception):
            self._engine.dispose()

    def _run(self, statement: Any, values: Any) -> Any:
        if self._engine.dialect.name == "sqlite":
            values = _plain(values)
        try:
            return self._sql.execute(statement, values)
        except (exc.SQLAlchemyError, OSError, ValueError, OverflowError) as error:
            raise self._judged(error) from error

    # --- whose fault it is ---------------------------------------------------------------------

    def _judged(self, error: Exception) -> Exception:
        if isinstance(error, ValueError | OverflowError):
            return RowRefused(_words(error))
        if not isinstance(error, exc.DBAPIError) or error.connection_invalidated:
            return self._down(error)
        state = getattr(error.orig, "sqlstate", None)
        if state:
            refused = state[:2] not in _NOT_THE_ROW
        else:
            refused = isinstance(error, exc.DataError | exc.IntegrityError)
        return RowRefused(_words(error)) if refused else self._down(error)

    def _down(self, error: Exception) -> StoreDown:
        if isinstance(error, StoreDown):
            return error
        return StoreDown(
            Phrase(
                "the store {address} cannot be used: {reason}",
                address=self._name,
                reason=_words(error),
            )
        )


def _plain(values: Any) -> Any:
    """SQLite knows texts and numbers: a column's affinity makes numbers of such texts."""
    if isinstance(values, list):
        return [_plain(each) for each in values]
    if isinstance(values, dict):
        return {name: _plain(value) for name, value in values.items()}
    if isinstance(values, datetime):
        return values.isoformat(" ")
    if isinstance(values, date | time):
        return values.isoformat()
    return str(values) if isinstance(values, Decimal) else values


def _postgres_options(timeout_s: float) -> dict[str, Any]:
    """So that a server that is gone is noticed, and a statement that hangs is ended."""
    milliseconds = max(1000, round(timeout_s * 1000))
    return {
        "connect_timeout": max(2, round(timeout_s)),
        "tcp_user_timeout": milliseconds,
        "keepalives_idle": 10,
        "options": f"-c statement_timeout={milliseconds} -c lock_timeout={milliseconds}",
        "application_name": "rino-desktop",
    }


def _named(name: str) -> tuple[str, str]:
    """(name, schema or "")."""
    schema, dot, rest = name.rpartition(".")
    return (rest, schema) if dot else (name, "")


def _like(name: str, names: Sequence[str]) -> str | None:
    """``name`` as the database writes it: exactly, or the only one that differs in case."""
    if name in names:
        return name
    near = [each for each in names if each.casefold() == name.casefold()]
    return near[0] if len(near) == 1 else None


def _column(name: str, declared: Any) -> Column:
    kind = next((kind for each, kind in _KINDS if isinstance(declared, each)), Kind.OTHER)
    if isinstance(declared, types.Enum):
        kind = Kind.OTHER
    if kind is Kind.MOMENT and getattr(declared, "timezone", False):
        kind = Kind.MOMENT_WITH_ZONE
    return Column(name, kind, getattr(declared, "scale", None) if kind is Kind.DECIMAL else None)


def _postgres_column(name: str, declared: str) -> Column:
    kinds = {
        "numeric": Kind.DECIMAL, "smallint": Kind.INTEGER, "integer": Kind.INTEGER,
        "bigint": Kind.INTEGER, "real": Kind.FLOAT, "double precision": Kind.FLOAT,
        "boolean": Kind.BOOLEAN, "date": Kind.DATE, "time without time zone": Kind.TIME,
        "timestamp without time zone": Kind.MOMENT, "text": Kind.TEXT,
        "timestamp with time zone": Kind.MOMENT_WITH_ZONE, "character varying": Kind.TEXT,
        "character": Kind.TEXT,
    }  # fmt: skip
    return Column(name, kinds.get(declared, Kind.OTHER))


def _bound(row: Row, names: Sequence[str]) -> dict[str, object]:
    return {f"p{number}": row[name] for number, name in enumerate(names)}


def _letter(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _words(error: Exception) -> str:
    """The database's own words in one line."""
    original = getattr(error, "orig", None) or error
    return " ".join(str(original).split()).rstrip(".") or type(original).__name__
