"""Tables and procedures of a Firebird or InterBase database: a billing system's, say."""

# ruff: noqa: S608 - names are quoted, values are always parameters

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import fdb

from engine.adapters.firebird.address import Address
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.errors import gds_code, one_line
from engine.adapters.firebird.lists import in_lists
from engine.adapters.stores.conversion import Column, Kind
from engine.adapters.stores.database import Row
from engine.adapters.stores.refusal import RowRefused
from engine.domain.outbox import OutboxSettings
from engine.errors import KnownError, Phrase
from engine.ports.outbox import StoreDown

T = TypeVar("T")

#: Firebird's numbers (iberror.h) for what is wrong with a row: arithmetic and truncation,
#: conversion, validation, unique index, foreign key, check, exception raised by the database,
#: characters that its character set does not have.
_THE_ROW = frozenset(
    {335544321, 335544334, 335544347, 335544349, 335544466, 335544517, 335544558, 335544565,
     335544665, 335544830, 335544838, 335544839, 335544848, 335544849, 335544914, 335544915,
     335544916}
)  # fmt: skip
#: RDB$FIELD_TYPE
_KINDS = {
    7: Kind.INTEGER, 8: Kind.INTEGER, 16: Kind.INTEGER, 26: Kind.INTEGER, 10: Kind.FLOAT,
    27: Kind.FLOAT, 11: Kind.FLOAT, 12: Kind.DATE, 13: Kind.TIME, 14: Kind.TEXT, 35: Kind.MOMENT,
    37: Kind.TEXT, 40: Kind.TEXT, 23: Kind.BOOLEAN, 261: Kind.TEXT, 24: Kind.DECIMAL,
    25: Kind.DECIMAL,
}  # fmt: skip
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_$]*")
_TABLE_COLUMNS = (
    "SELECT f.RDB$FIELD_NAME, t.RDB$FIELD_TYPE, t.RDB$FIELD_SCALE, t.RDB$FIELD_SUB_TYPE"
    " FROM RDB$RELATION_FIELDS f JOIN RDB$FIELDS t ON t.RDB$FIELD_NAME = f.RDB$FIELD_SOURCE"
    " WHERE f.RDB$RELATION_NAME = ? ORDER BY f.RDB$FIELD_POSITION"
)
_ARGUMENTS = (
    "SELECT p.RDB$PARAMETER_NAME, t.RDB$FIELD_TYPE, t.RDB$FIELD_SCALE, t.RDB$FIELD_SUB_TYPE"
    " FROM RDB$PROCEDURE_PARAMETERS p JOIN RDB$FIELDS t ON t.RDB$FIELD_NAME = p.RDB$FIELD_SOURCE"
    " WHERE p.RDB$PROCEDURE_NAME = ? AND p.RDB$PARAMETER_TYPE = 0 ORDER BY p.RDB$PARAMETER_NUMBER"
)


class FirebirdLink:
    """``engine.adapters.stores.database.Link``."""

    def __init__(self, settings: OutboxSettings, address: Address, password: str,
                 charset: str) -> None:  # fmt: skip
        self._settings = settings
        self._address = address
        try:
            self._sql = Connection(address, password, charset=charset or "UTF8")
        except KnownError as error:
            raise StoreDown(error) from error
        self._broken = False

    # --- what is there -------------------------------------------------------------------------

    def columns(self) -> dict[str, Column]:
        self._guard(lambda: self._sql.begin(read_only=True))
        try:
            if self._settings.procedure:
                return self._guard(self._arguments)
            return self._guard(self._table_columns)
        finally:
            self.rollback()

    def _table_columns(self) -> dict[str, Column]:
        table = self._settings.table
        rows = self._described(_TABLE_COLUMNS, table)
        if not rows:
            raise StoreDown(Phrase("the store has no table {table}", table=table))
        present = {str(row[0]).rstrip(): row for row in rows}
        wanted = list(self._settings.columns) or list(present)
        columns: dict[str, Column] = {}
        self._names: dict[str, str] = {}
        for name in dict.fromkeys((*wanted, self._settings.key)):
            stored = name if name in present else _stored(name)
            if stored not in present:
                raise StoreDown(
                    Phrase("the table {table} has no column {column}", table=table, column=name)
                )
            columns[name] = _column(name, present[stored])
            self._names[name] = _quoted(stored)
        return columns

    def _arguments(self) -> dict[str, Column]:
        name, count = self._settings.procedure, len(self._settings.arguments)
        rows = self._described(_ARGUMENTS, name)
        if len(rows) != count or not rows:
            known = self._sql.row(
                "SELECT RDB$PROCEDURE_ID FROM RDB$PROCEDURES WHERE RDB$PROCEDURE_NAME = ?",
                (self._stored_as,),
            )
            if known is None or len(rows) != count:
                raise StoreDown(
                    Phrase(
                        "the store has no procedure {name} with {count} arguments",
                        name=name,
                        count=count,
                    )
                )
        marks = ", ".join("?" * count)
        self._call = f"EXECUTE PROCEDURE {_quoted(self._stored_as)}" + (
            f" ({marks})" if count else ""
        )
        return {str(n): _column(str(row[0]).rstrip(), row) for n, row in enumerate(rows, 1)}

    def _described(self, sql: str, name: str) -> list[Any]:
        """By the name as it is written, or as Firebird keeps one without quotation marks."""
        for stored in dict.fromkeys((name, _stored(name))):
            rows = self._sql.rows(sql, (stored,))
            if rows:
                self._stored_as = stored
                return rows
        self._stored_as = _stored(name)
        return []

    # --- writing -------------------------------------------------------------------------------

    def begin(self) -> None:
        self._guard(self._sql.begin)

    def present(self, keys: Sequence[str]) -> set[str]:
        column = self._names[self._settings.key]

        def look() -> set[str]:
            return {
                str(key).rstrip()
                for marks, part in in_lists(list(keys))
                for (key,) in self._sql.rows(
                    f"SELECT {column} FROM {self._table} WHERE {column} IN ({marks})", part
                )
            }

        return self._guard(look)

    def insert(self, rows: Sequence[Row]) -> None:
        names = list(rows[0])
        columns = ", ".join(self._names[name] for name in names)
        marks = ", ".join("?" * len(names))
        statement = f"INSERT INTO {self._table} ({columns}) VALUES ({marks})"
        self._many(statement, [[row[name] for name in names] for row in rows])

    def update(self, rows: Sequence[Row]) -> None:
        key = self._settings.key
        names = [name for name in rows[0] if name != key]
        changes = ", ".join(f"{self._names[name]} = ?" for name in names)
        statement = f"UPDATE {self._table} SET {changes} WHERE {self._names[key]} = ?"
        self._many(statement, [[row[name] for name in (*names, key)] for row in rows])

    def call(self, arguments: Sequence[Sequence[object]]) -> None:
        self._many(self._call, arguments)

    def commit(self) -> None:
        self._guard(self._sql.commit)

    def rollback(self) -> None:
        try:
            self._sql.rollback()
        except fdb.Error:
            self._broken = True

    def close(self) -> None:
        if self._broken:
            self._sql.abandon()
        else:
            self._sql.close()

    @property
    def _table(self) -> str:
        return _quoted(self._stored_as)

    def _many(self, statement: str, rows: Sequence[Sequence[object]]) -> None:
        self._guard(lambda: self._sql.execute_many(statement, rows))

    def _guard(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except fdb.Error as error:
            if gds_code(error) in _THE_ROW:
                raise RowRefused(one_line(error)) from error
            self._broken = True
            raise StoreDown(
                Phrase(
                    "the store {address} cannot be used: {reason}",
                    address=self._address,
                    reason=one_line(error),
                )
            ) from error
        except (ValueError, TypeError, UnicodeError, OverflowError) as error:
            # fdb looks at values before it sends them: too long, or not in the character set.
            raise RowRefused(str(error)) from error


def _stored(name: str) -> str:
    """As Firebird keeps a name that was written without quotation marks."""
    return name.upper() if _PLAIN.fullmatch(name) else name


def _quoted(stored: str) -> str:
    if _PLAIN.fullmatch(stored) and stored == stored.upper():
        return stored
    return '"' + stored.replace('"', '""') + '"'


def _column(name: str, row: Any) -> Column:
    _, number, scale, sub_type = row
    kind = _KINDS.get(number, Kind.OTHER)
    if kind is Kind.INTEGER and (scale or sub_type in (1, 2)):
        return Column(name, Kind.DECIMAL, -(scale or 0))
    if number == 27 and scale:  # NUMERIC of dialect 1
        return Column(name, Kind.DECIMAL, -scale)
    return Column(name, kind)
