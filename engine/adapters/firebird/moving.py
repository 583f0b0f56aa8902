"""Everything of one database into another one, row by row.

gbak's backups go to the same or a later version of Firebird only: an office that has grown in an
embedded 5.0 file could not go to a 3.0 server, and nobody could ever come back from a later one.
Both databases have the same schema, so that nothing but rows and numbers of sequences is moved.
"""

# ruff: noqa: S608 - SQL is put together from names that the database itself knows

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

import fdb

from engine.adapters.firebird.address import Address
from engine.adapters.firebird.connection import Connection, require_embedded_exists
from engine.adapters.firebird.errors import one_line
from engine.adapters.firebird.schema import create_database, exists, half_moved, require_current
from engine.errors import KnownError

#: Rows of a transaction: enough that commits cost nothing, few enough that none is for ever.
_BATCH = 5_000
#: Of one statement: Firebird takes 64 KiB of parameters, and names at most 256 tables.
_MOST_BYTES, _MOST_PARAMETERS, _MOST_ROWS = 48_000, 400, 50
#: What a database has as soon as somebody has worked with it. Samples come by themselves.
_OF_PEOPLE = (
    "campaigns", "contacts", "attempts", "users", "trunks", "incoming_calls", "orders",
    # What somebody may have begun with on a new server; without a stop list people are called.
    "do_not_call", "client_do_not_call", "clients", "consents", "refusals", "withdrawn_contacts",
    "imports", "sources", "directory_sources", "requests", "order_services", "incoming_routes",
    "report_schedules",
)  # fmt: skip
_VERSIONS = "SCHEMA_VERSIONS"


@dataclass(frozen=True, slots=True)
class Moved:
    """``rows`` of all ``tables`` together."""

    tables: int
    rows: int


def move(source: Address, source_password: str, target: Address, target_password: str,
         progress: Callable[[int, int], None] = lambda done, total: None) -> Moved:  # fmt: skip
    """Fill ``target`` with what is in ``source``, which stays as it is; the target is made where it
    is not there yet, else it must be one that nobody has worked with. ``progress``: rows so far, of
    how many. KnownError, and then no program works with the target until the move is repeated."""
    require_embedded_exists(source)
    here = Connection(source, source_password)
    try:
        require_current(here)
        _require_alone(here)
        if not exists(target, target_password):
            create_database(target, target_password)
        there = Connection(target, target_password)
        try:
            _require_unused(there)
            _require_alone(there)
            return _move(here, there, progress)
        except fdb.Error as error:
            raise KnownError(
                "moving {source} to {address} failed: {reason}.",
                mend="{source} is as it was. Mend the reason, and call the same again.",
                source=source,
                address=target,
                reason=one_line(error).rstrip("."),
            ) from error
        finally:
            there.close()
    finally:
        here.close()


def _move(here: Connection, there: Connection, progress: Callable[[int, int], None]) -> Moved:
    tables = _in_order(there)
    # Rows that triggers have derived are moved as rows: triggers would count them once more.
    triggers = _names(there, "RDB$TRIGGERS", "RDB$TRIGGER_NAME")
    _run(there, [f"ALTER TRIGGER {name} INACTIVE" for name in triggers])
    # Filled again last: until then no program takes it for a database of ours.
    _run(there, [f"DELETE FROM {table}" for table in (_VERSIONS, *reversed(tables))])
    here.raw.begin(_snapshot())
    try:
        counts = {table: int(here.value(f"SELECT COUNT(*) FROM {table}")) for table in tables}
        done, total = 0, sum(counts.values())
        for table in tables:
            for written in _copy(here, there, table):
                done += written
                progress(done, total)
        for name in _names(there, "RDB$GENERATORS", "RDB$GENERATOR_NAME"):
            last = int(here.value(f"SELECT GEN_ID({name}, 0) FROM RDB$DATABASE"))
            _run(there, [f"SET GENERATOR {name} TO {last}"])
        # An engine that somebody has started meanwhile: its calls would stay behind.
        _refuse_others(here)
        _require_same(there, counts)
        _run(there, [f"ALTER TRIGGER {name} ACTIVE" for name in triggers])
        for _ in _copy(here, there, _VERSIONS):
            pass
    finally:
        here.rollback()
    return Moved(len(tables), done)


def _copy(here: Connection, there: Connection, table: str) -> Iterator[int]:
    """Tells after each batch how many rows it had."""
    columns = _columns(there, table)
    single = _insert(table, columns, ["?"] * len(columns))
    together = _together(there, table, len(columns))
    several = _several(table, columns, together)
    rows = here.stream(f"SELECT {', '.join(columns)} FROM {table}")
    while batch := list(islice(rows, _BATCH)):
        whole = len(batch) // together * together
        there.begin()
        try:
            there.execute_many(
                several,
                [
                    tuple(chain.from_iterable(batch[at : at + together]))
                    for at in range(0, whole, together)
                ],
            )
            there.execute_many(single, batch[whole:])
            there.commit()
        except BaseException:
            there.rollback()
            raise
        yield len(batch)


def _together(connection: Connection, table: str, columns: int) -> int:
    """How many rows go into one statement: over a network each costs a trip."""
    connection.begin(read_only=True)
    try:
        size = connection.value(
            "SELECT CAST(SUM(t.RDB$FIELD_LENGTH + 8) AS INTEGER) FROM RDB$RELATION_FIELDS f"
            " JOIN RDB$FIELDS t"
            " ON t.RDB$FIELD_NAME = f.RDB$FIELD_SOURCE WHERE f.RDB$RELATION_NAME = ?",
            (table,),
        )
    finally:
        connection.rollback()
    return max(1, min(_MOST_ROWS, _MOST_BYTES // int(size), _MOST_PARAMETERS // columns))


def _insert(table: str, columns: list[str], values: Iterable[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(values)})"


def _several(table: str, columns: list[str], rows: int) -> str:
    """One statement for so many rows, its parameters one row after another."""
    parameters = ", ".join(
        f"p{row}_{at} TYPE OF COLUMN {table}.{name} = ?"
        for row in range(rows)
        for at, name in enumerate(columns)
    )
    inserts = " ".join(
        _insert(table, columns, (f":p{row}_{at}" for at in range(len(columns)))) + ";"
        for row in range(rows)
    )
    return f"EXECUTE BLOCK ({parameters}) AS BEGIN {inserts} END"


def _run(connection: Connection, statements: Iterable[str]) -> None:
    """In one transaction."""
    connection.begin()
    try:
        for statement in statements:
            connection.raw.execute_immediate(statement)
        connection.commit()
    except fdb.Error:
        connection.rollback()
        raise


def _snapshot() -> Any:
    """All tables as they were at one moment, however long they take."""
    tpb = fdb.TPB()
    tpb.isolation_level = fdb.isc_tpb_concurrency
    tpb.access_mode = fdb.isc_tpb_read
    return tpb.render()


def _require_alone(connection: Connection) -> None:
    """What somebody does meanwhile would be lost."""
    connection.begin(read_only=True)
    try:
        _require_sight(connection)
        _refuse_others(connection)
    finally:
        connection.rollback()


def _require_sight(connection: Connection) -> None:
    """A server shows other accounts nothing but their own connections."""
    address = connection.address
    if not address.embedded and not connection.value(
        "SELECT COUNT(*) FROM MON$DATABASE WHERE CURRENT_USER IN (MON$OWNER, 'SYSDBA')"
    ):
        raise KnownError(
            "{user} does not see who else uses {address}.",
            mend="Move as SYSDBA or as the database's owner.",
            user=address.user,
            address=address,
        )


def _refuse_others(connection: Connection) -> None:
    """A transaction sees those of the moment when it first asks."""
    others = connection.value(
        "SELECT COUNT(*) FROM MON$ATTACHMENTS"
        " WHERE MON$ATTACHMENT_ID <> CURRENT_CONNECTION AND MON$SYSTEM_FLAG = 0"
    )
    if others:
        raise KnownError(
            "{address} is in use by {others} other connection(s).",
            mend="Stop all engines and close all programs that use it, then move.",
            address=connection.address,
            others=others,
        )


def _require_unused(connection: Connection) -> None:
    if half_moved(connection):
        return
    require_current(connection)
    connection.begin(read_only=True)
    try:
        used = [
            table for table in _OF_PEOPLE
            if connection.row(f"SELECT FIRST 1 1 FROM {table}") is not None
        ]  # fmt: skip
    finally:
        connection.rollback()
    if used:
        raise KnownError(
            "{address} has been worked with ({tables}): a move would replace that.",
            mend="Move into a new database.",
            address=connection.address,
            tables=", ".join(used),
        )


def _require_same(there: Connection, counts: dict[str, int]) -> None:
    there.begin(read_only=True)
    try:
        wrong = [
            table for table, count in counts.items()
            if int(there.value(f"SELECT COUNT(*) FROM {table}")) != count
        ]  # fmt: skip
    finally:
        there.rollback()
    if wrong:
        raise KnownError(
            "not all rows have arrived in {address} ({tables}).",
            mend="Call the same again; nobody may use either database meanwhile.",
            address=there.address,
            tables=", ".join(wrong).lower(),
        )


# --- what the databases are made of --------------------------------------------------------------


def _names(connection: Connection, system_table: str, column: str, more: str = "") -> list[str]:
    """Of ours, in upper case as Firebird keeps them."""
    connection.begin(read_only=True)
    try:
        found = connection.rows(
            f"SELECT {column} FROM {system_table} WHERE COALESCE(RDB$SYSTEM_FLAG, 0) = 0"
            + (f" AND {more}" if more else "")
        )
    finally:
        connection.rollback()
    return sorted(str(name).strip() for (name,) in found)


def _in_order(connection: Connection) -> list[str]:
    """All tables but that of versions; those that others refer to come first."""
    left = [
        name for name in _names(
            connection, "RDB$RELATIONS", "RDB$RELATION_NAME",
            "RDB$VIEW_BLR IS NULL AND COALESCE(RDB$RELATION_TYPE, 0) = 0",
        ) if name != _VERSIONS
    ]  # fmt: skip
    connection.begin(read_only=True)
    refers = connection.rows(
        "SELECT f.RDB$RELATION_NAME, p.RDB$RELATION_NAME FROM RDB$REF_CONSTRAINTS r"
        " JOIN RDB$RELATION_CONSTRAINTS f ON f.RDB$CONSTRAINT_NAME = r.RDB$CONSTRAINT_NAME"
        " JOIN RDB$RELATION_CONSTRAINTS p ON p.RDB$CONSTRAINT_NAME = r.RDB$CONST_NAME_UQ"
    )
    connection.rollback()
    needs = {(str(who).strip(), str(whom).strip()) for who, whom in refers}
    ordered: list[str] = []
    while left:
        free = [name for name in left if not any((name, other) in needs for other in left)]
        assert free, f"tables refer to each other in a circle: {left}"
        ordered += free
        left = [name for name in left if name not in free]
    return ordered


def _columns(connection: Connection, table: str) -> list[str]:
    connection.begin(read_only=True)
    try:
        found = connection.rows(
            "SELECT f.RDB$FIELD_NAME FROM RDB$RELATION_FIELDS f JOIN RDB$FIELDS t"
            " ON t.RDB$FIELD_NAME = f.RDB$FIELD_SOURCE WHERE f.RDB$RELATION_NAME = ?"
            " AND t.RDB$COMPUTED_BLR IS NULL ORDER BY f.RDB$FIELD_POSITION",
            (table,),
        )
    finally:
        connection.rollback()
    return [str(name).strip() for (name,) in found]
