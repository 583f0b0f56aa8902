"""Which tables and indexes the migrations make, which are missing, and how to get indexes back."""

import re
from collections.abc import Iterable

from engine.adapters.firebird.connection import Connection

_INDEX = re.compile(r"CREATE\s+(?:UNIQUE\s+)?(?:DESCENDING\s+)?INDEX\s+(\w+)", re.IGNORECASE)
_TABLE = re.compile(r"CREATE\s+TABLE\s+(\w+)", re.IGNORECASE)


def missing_tables(connection: Connection, statements: Iterable[str]) -> list[str]:
    present = _names(connection, "SELECT RDB$RELATION_NAME FROM RDB$RELATIONS")
    return [
        match[1]
        for statement in statements
        if (match := _TABLE.match(statement)) and match[1].upper() not in present
    ]


def missing_indexes(connection: Connection, statements: Iterable[str]) -> dict[str, str]:
    """Name → the statement that brings the index back, of those that are missing or inactive."""
    states = {
        str(name).strip(): bool(inactive)
        for name, inactive in connection.rows(
            "SELECT RDB$INDEX_NAME, COALESCE(RDB$INDEX_INACTIVE, 0) FROM RDB$INDICES"
        )
    }
    found: dict[str, str] = {}
    for statement in statements:
        match = _INDEX.match(statement)
        if match is None:
            continue
        inactive = states.get(match[1].upper())
        if inactive is None:
            found[match[1]] = statement
        elif inactive:
            found[match[1]] = f"ALTER INDEX {match[1]} ACTIVE"
    return found


def _names(connection: Connection, sql: str) -> set[str]:
    return {str(name).strip() for (name,) in connection.rows(sql)}
