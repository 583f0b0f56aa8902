"""How a database is inside, without anything of what it holds: for whoever is asked for help."""

# ruff: noqa: S608 - names of tables come from the database's own dictionary

import re
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from typing import Any

import fdb

from engine.adapters.firebird.address import Address
from engine.adapters.firebird.connection import Connection, require_embedded_exists
from engine.adapters.firebird.schema import version_of
from engine.adapters.firebird.stores import FirebirdStores
from engine.ports.audit import Actor

_HEADER = {
    "ods_major": "MON$ODS_MAJOR", "ods_minor": "MON$ODS_MINOR", "page_size": "MON$PAGE_SIZE",
    "pages": "MON$PAGES", "page_buffers": "MON$PAGE_BUFFERS", "forced_writes": "MON$FORCED_WRITES",
    "sweep_interval": "MON$SWEEP_INTERVAL", "read_only": "MON$READ_ONLY",
    "oldest_transaction": "MON$OLDEST_TRANSACTION", "oldest_active": "MON$OLDEST_ACTIVE",
    "next_transaction": "MON$NEXT_TRANSACTION",
}  # fmt: skip
_TABLES = (
    "SELECT RDB$RELATION_NAME FROM RDB$RELATIONS WHERE RDB$SYSTEM_FLAG = 0"
    " AND RDB$VIEW_BLR IS NULL ORDER BY 1"
)
_INDEXES = (
    "SELECT RDB$INDEX_NAME, RDB$RELATION_NAME, COALESCE(RDB$INDEX_INACTIVE, 0), RDB$STATISTICS"
    " FROM RDB$INDICES WHERE COALESCE(RDB$SYSTEM_FLAG, 0) = 0 ORDER BY 2, 1"
)
_POINTERS = (
    "SELECT r.RDB$RELATION_NAME, COUNT(*) FROM RDB$PAGES p JOIN RDB$RELATIONS r"
    " ON r.RDB$RELATION_ID = p.RDB$RELATION_ID WHERE p.RDB$PAGE_TYPE = 4 GROUP BY 1"
)
_POINTER_HEAD = 32
#: Rows of a table that are counted.
COUNTED = 20_000
_LITERAL = re.compile(r"'[^']*'")
_CAMPAIGNS = 3


def look_inside(address: Address, password: str) -> dict[str, Any]:
    """Versions, header, how large each table is, indexes, and the plans of what engines and windows
    read all the time. Some seconds, however large it is. KnownError when it cannot be opened."""
    require_embedded_exists(address)
    with closing(Connection(address, password)) as connection:
        connection.begin(read_only=True)
        try:
            header = connection.row(f"SELECT {', '.join(_HEADER.values())} FROM MON$DATABASE")
            found: dict[str, Any] = {
                "engine": str(connection.raw.server_version),
                "schema": version_of(connection),
                "header": dict(zip(_HEADER, header or (), strict=False)),
                **_sizes(connection),
                "indexes": [
                    {"name": str(name).strip(), "table": str(table).strip(),
                     "active": not inactive, "selectivity": statistics}
                    for name, table, inactive, statistics in connection.rows(_INDEXES)
                ],
            }  # fmt: skip
            found["plans"] = _plans(connection)
            return found
        finally:
            connection.rollback()


def versions(address: Address, password: str) -> tuple[str, str]:
    """Of the engine, and of the file's format (ODS)."""
    require_embedded_exists(address)
    with closing(Connection(address, password)) as connection:
        connection.begin(read_only=True)
        row = connection.row(
            "SELECT RDB$GET_CONTEXT('SYSTEM', 'ENGINE_VERSION'), MON$ODS_MAJOR, MON$ODS_MINOR"
            " FROM MON$DATABASE"
        )
        connection.rollback()
        assert row is not None
        return str(row[0]), f"{row[1]}.{row[2]}"


def _sizes(connection: Connection) -> dict[str, Any]:
    """Rows are counted up to ``COUNTED``: to count millions takes minutes. Of the larger tables a
    bound is told, from how many pages of pointers to its pages each has."""
    rows: dict[str, int | str] = {}
    large = []
    for (raw,) in connection.rows(_TABLES):
        name = str(raw).strip()
        count = int(connection.value(
            f'SELECT COUNT(*) FROM (SELECT FIRST {COUNTED} 1 AS one FROM "{name}")'
        ))  # fmt: skip
        rows[name.lower()] = count if count < COUNTED else f"{COUNTED}+"
        if count >= COUNTED:
            large.append(name)
    page = int(connection.value("SELECT MON$PAGE_SIZE FROM MON$DATABASE"))
    pages = {str(name).strip(): int(count) for name, count in connection.rows(_POINTERS)}
    return {
        "rows": rows,
        "mib_at_most": {
            # A pointer has four bytes, and eight bits of what is known of its page.
            name.lower(): pages.get(name, 0) * ((page - _POINTER_HEAD) // 5) * page // 2**20
            for name in large
        },
    }


def _plans(connection: Connection) -> list[dict[str, str]]:
    """Of all statements that this reading has prepared."""
    stores, now = FirebirdStores(connection, Actor()), datetime.now(UTC)
    before = set(connection._statements)
    campaigns = stores.campaigns.all()
    reads: list[Callable[[], object]] = [
        stores.nodes.sessions, stores.trunks.all, stores.operators.statuses,
        stores.operators.sessions, stores.alarms.watched, stores.schedules.all,
        partial(stores.monitor.lines_in_use, now), partial(stores.nodes.trunk_status, now),
    ]  # fmt: skip
    for campaign in campaigns[-_CAMPAIGNS:]:
        number = campaign.id
        reads += [
            partial(stores.contacts.counts, number),
            partial(stores.contacts.outlook, number, 0),
            partial(stores.monitor.live_calls, number, now),
            partial(stores.nodes.activity, number, now),
            partial(stores.outbox.backlogs, number),
            partial(stores.operators.abandon_counts, number, now),
        ]
    failed = []
    for read in reads:
        try:
            read()
        except fdb.Error as error:  # whatever is wrong with it is what is looked for
            failed.append({"statement": "?", "plan": f"{type(error).__name__}"})
    return failed + [
        {"statement": _LITERAL.sub("'…'", " ".join(sql.split())), "plan": connection.plan(sql)}
        for sql in list(connection._statements)
        if sql not in before
    ]
