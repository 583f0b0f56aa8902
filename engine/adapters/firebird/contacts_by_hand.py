"""Contacts that operators add by dialling a number that is on no list."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from datetime import datetime

from engine.adapters.firebird.codes import LONG_AGO, STATE_CODES, WAITING
from engine.adapters.firebird.connection import Connection, to_db
from engine.adapters.firebird.zone_sets import ZoneSets
from engine.domain.contact import ContactState
from engine.ports.segments import BY_HAND

#: In the place of an imported file's name; the operator's follows.


def add_by_hand(sql: Connection, campaign_id: int, phone: str, zones: tuple[str, ...],
                operator: str, now: datetime) -> int:  # fmt: skip
    # One at a time for a campaign: of two who dial the same number the second finds it.
    sql.row(
        "SELECT campaign_id FROM campaign_locks WHERE campaign_id = ? WITH LOCK", (campaign_id,)
    )
    known = sql.row(
        "SELECT id FROM contacts WHERE campaign_id = ? AND phone = ?", (campaign_id, phone)
    )
    if known is not None:
        return int(known[0])
    number, row = import_of(sql, campaign_id, operator, now)
    (contact_id,) = sql.next_ids("contact_ids", 1)
    sql.execute(
        "INSERT INTO contacts (id, campaign_id, import_id, list_row, queue, state, in_attempt,"
        " zone_set_id, next_at, phone, other_phones, progress, fields, long_fields)"
        f" VALUES (?, ?, ?, ?, {WAITING}, {STATE_CODES[ContactState.NEW]}, 0, ?, ?, ?, '', '',"
        " '{}', NULL)",
        (contact_id, campaign_id, number, row, ZoneSets(sql).id_of(zones), to_db(LONG_AGO), phone),
    )
    return contact_id


def added_by(sql: Connection, contact_id: int) -> str:
    row = sql.row(
        "SELECT i.file_name FROM contacts c JOIN imports i ON i.id = c.import_id"
        " WHERE c.id = ? AND i.file_name STARTING WITH ?",
        (contact_id, BY_HAND),
    )
    return "" if row is None else str(row[0]).removeprefix(BY_HAND)


def import_of(sql: Connection, campaign_id: int, operator: str, now: datetime) -> tuple[int, int]:
    """The operator's own "import" into that campaign, and the number of its next row."""
    name = f"{BY_HAND}{operator}"[:500]
    known = sql.row(
        "SELECT id, contacts FROM imports WHERE campaign_id = ? AND file_name = ?",
        (campaign_id, name),
    )
    if known is None:
        (number,) = sql.next_ids("import_ids", 1)
        sql.execute(
            "INSERT INTO imports (id, campaign_id, file_name, imported_at, contacts)"
            " VALUES (?, ?, ?, ?, 1)",
            (number, campaign_id, name, to_db(now)),
        )
        return number, 1
    sql.execute(
        "UPDATE imports SET contacts = contacts + 1, imported_at = ? WHERE id = ?",
        (to_db(now), known[0]),
    )
    return int(known[0]), int(known[1]) + 1
