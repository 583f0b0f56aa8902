"""What lists have told of contacts, erased when it has been kept for long enough."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from datetime import datetime

from engine.adapters.firebird import erased_contacts
from engine.adapters.firebird.codes import SETTLED
from engine.adapters.firebird.connection import Connection, to_db

#: ``fields`` is '' where ``long_fields`` holds them; what an import has replaced lies in
#: import_changes. Whom nobody has called counts from his list.
_OLD = (
    " AND (c.fields <> '{{}}'"
    " OR EXISTS (SELECT 1 FROM import_changes x WHERE x.contact_id = c.id))"
    " AND c.in_attempt = 0{settled}"
    " AND COALESCE(a.begun_at, (SELECT l.imported_at FROM imports l WHERE l.id = c.import_id)) < ?"
)
#: By imports_campaign and contacts_list.
COUNT = (
    "SELECT COUNT(*) FROM imports i JOIN contacts c ON c.import_id = i.id"
    " LEFT JOIN attempts a ON a.id = c.last_attempt WHERE i.campaign_id = ?" + _OLD
)
#: By contacts_list, in its order.
OLD = (
    "SELECT FIRST (?) c.id, c.list_row FROM contacts c"
    " LEFT JOIN attempts a ON a.id = c.last_attempt WHERE c.import_id = ? AND c.list_row >= ?"
    + _OLD
    + " ORDER BY c.import_id, c.list_row"
)
_ERASE_REPLACED = "DELETE FROM import_changes WHERE contact_id = ?"


def count_old(sql: Connection, campaign_id: int, before: datetime, *, settled: bool) -> int:
    return int(sql.value(_of(COUNT, settled), (campaign_id, to_db(before))))


def erase_old(
    sql: Connection, campaign_id: int, before: datetime, limit: int, at: tuple[int, int], *,
    settled: bool, now: datetime,
) -> tuple[int, tuple[int, int]]:  # fmt: skip
    """``at``: (list, row) to begin with; how many, and where to go on."""
    lists = sql.rows(
        "SELECT id FROM imports WHERE campaign_id = ? AND id >= ? ORDER BY id",
        (campaign_id, at[0]),
    )
    erased = 0
    for (import_id,) in lists:
        first = at[1] if import_id == at[0] else 0
        rows = sql.rows(_of(OLD, settled), (limit - erased, import_id, first, to_db(before)))
        sql.execute_many(_ERASE_REPLACED, [row[:1] for row in rows])
        erased_contacts.erase(sql, [row[0] for row in rows], now)
        erased += len(rows)
        at = (import_id, rows[-1][1] if rows else first)
        if erased == limit:
            break
    return erased, at


def _of(statement: str, settled: bool) -> str:
    return statement.format(settled=f" AND c.queue = {SETTLED}" if settled else "")
