"""The outbox: rows for external stores, the leases of those who deliver them, how it goes."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from engine.adapters.firebird.codec import decode_fields
from engine.adapters.firebird.codes import LONG_AGO
from engine.adapters.firebird.connection import (
    Connection,
    Row,
    from_db,
    from_db_or_none,
    to_db,
)
from engine.adapters.firebird.lists import in_lists
from engine.domain.outbox import OutboxContent
from engine.ports.outbox import NewOutboxRow, OutboxAttempt, OutboxBacklog, OutboxRow, Refusal

_WAITS, _ASIDE = 0, 1
_DOCUMENT_LENGTH = 1000
_REASON_LENGTH = 1000

_INSERT = (
    "INSERT INTO outbox (id, campaign_id, store, set_aside, contact_id, attempt_id, kind,"
    " delivery_key, created_at, tries, reason, document, long_document)"
    f" VALUES (GEN_ID(outbox_ids, 1), ?, ?, {_WAITS}, ?, ?, ?, ?, ?, 0, '', ?, ?)"
)
_COLUMNS = (
    "o.id, o.campaign_id, o.store, o.contact_id, o.attempt_id, o.kind, o.delivery_key,"
    " o.created_at, o.document, o.long_document, o.tries, o.reason,"
    " a.phone, a.attempt_number, a.reserved_at, a.started_at, a.answered_at, a.ended_at,"
    " a.sip_code, a.hangup_cause, a.hangup_by, a.disposition, a.operator_name, a.node,"
    " a.engine, a.recording, v.version, c.fields, c.long_fields"
)
_JOINED = (
    " FROM outbox o LEFT JOIN attempts a ON a.id = o.attempt_id"
    " LEFT JOIN scheme_versions v ON v.id = a.scheme_version_id"
    " LEFT JOIN contacts c ON c.id = o.contact_id"
)
_ORDER = "ORDER BY o.campaign_id, o.store, o.set_aside, o.id"
WAITING = (
    f"SELECT FIRST (?) {_COLUMNS}{_JOINED} WHERE o.campaign_id = ? AND o.store = ?"
    f" AND o.set_aside = {_WAITS} AND o.id >= ? {_ORDER}"
)
_ITS_WAITING = f"WHERE campaign_id = ? AND store = ? AND set_aside = {_WAITS}"
_LEASED = (
    "SELECT owner, node, lease_until FROM outbox_stores WHERE campaign_id = ? AND store = ?"
    " WITH LOCK"
)
_STORES = (
    "SELECT campaign_id, store, delivered, last_delivered_at, down_since, last_error,"
    " last_error_at, node, owner FROM outbox_stores"
)


class FirebirdOutboxStore:
    """``engine.ports.outbox.OutboxStore``."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    # --- writing -------------------------------------------------------------------------------

    def add(self, rows: Sequence[NewOutboxRow]) -> None:
        self._sql.execute_many(_INSERT, [_inserted(row) for row in rows])

    # --- delivering ----------------------------------------------------------------------------

    def waiting(self, campaign_id: int, store: str, after_id: int, limit: int) -> list[OutboxRow]:
        rows = self._sql.rows(WAITING, (limit, campaign_id, store, after_id + 1))
        results = self._results([row[4] for row in rows])
        return [_row(row, results.get(row[4], {})) for row in rows]

    def waits(self, campaign_id: int, store: str) -> tuple[bool, datetime | None]:
        found = self._sql.row(
            "SELECT FIRST 1 o.id FROM outbox o WHERE o.campaign_id = ? AND o.store = ?"
            f" AND o.set_aside = {_WAITS} {_ORDER}",
            (campaign_id, store),
        )
        if found is None:
            return False, None
        row = self._sql.row(
            "SELECT down_since FROM outbox_stores WHERE campaign_id = ? AND store = ?",
            (campaign_id, store),
        )
        return True, None if row is None else from_db_or_none(row[0])

    def take_lease(self, campaign_id: int, store: str, owner: int, node: str, now: datetime,
                   lease_s: float) -> bool:  # fmt: skip
        until = to_db(now + timedelta(seconds=lease_s))
        row = self._sql.row(_LEASED, (campaign_id, store))
        if row is None:
            # Two nodes at once: the unique key lets one of them in, the other one tries later.
            self._sql.execute(
                "UPDATE OR INSERT INTO outbox_stores (campaign_id, store, owner, node,"
                " lease_until, delivered, last_error) VALUES (?, ?, ?, ?, ?, 0, '')"
                " MATCHING (campaign_id, store)",
                (campaign_id, store, owner, node, until),
            )
            return True
        free = row[0] in (0, owner) or row[1] == node or from_db(row[2]) < now
        if free:
            self._sql.execute(
                "UPDATE outbox_stores SET owner = ?, node = ?, lease_until = ?"
                " WHERE campaign_id = ? AND store = ?",
                (owner, node, until, campaign_id, store),
            )
        return free

    def release_lease(self, campaign_id: int, store: str, owner: int) -> None:
        self._sql.execute(
            "UPDATE outbox_stores SET owner = 0, node = '', lease_until = ?"
            " WHERE campaign_id = ? AND store = ? AND owner = ?",
            (to_db(LONG_AGO), campaign_id, store, owner),
        )

    def settle(self, campaign_id: int, store: str, owner: int, delivered: Sequence[int],
               refused: Sequence[Refusal], now: datetime) -> bool:  # fmt: skip
        if not self._owns(campaign_id, store, owner):
            return False
        for marks, part in in_lists(delivered):
            self._sql.execute(
                f"DELETE FROM outbox {_ITS_WAITING} AND id IN ({marks})",
                (campaign_id, store, *part),
            )
        self._sql.execute_many(
            f"UPDATE outbox SET tries = ?, reason = ?, set_aside = ? {_ITS_WAITING} AND id = ?",
            [
                (min(r.tries, 30_000), _kept(r.reason),
                 _ASIDE if r.aside else _WAITS, campaign_id, store, r.row_id)
                for r in refused
            ],
        )  # fmt: skip
        if delivered:
            self._sql.execute(
                "UPDATE outbox_stores SET delivered = delivered + ?, last_delivered_at = ?"
                " WHERE campaign_id = ? AND store = ?",
                (len(delivered), to_db(now), campaign_id, store),
            )
        if refused:
            self._note(campaign_id, store, refused[-1].reason, now)
        return True

    def note_down(self, campaign_id: int, store: str, owner: int, reason: str,
                  now: datetime) -> None:  # fmt: skip
        if self._owns(campaign_id, store, owner):
            self._sql.execute(
                "UPDATE outbox_stores SET down_since = COALESCE(down_since, ?)"
                " WHERE campaign_id = ? AND store = ?",
                (to_db(now), campaign_id, store),
            )
            self._note(campaign_id, store, reason, now)

    def note_up(self, campaign_id: int, store: str, owner: int) -> None:
        if self._owns(campaign_id, store, owner):
            self._sql.execute(
                "UPDATE outbox_stores SET down_since = NULL WHERE campaign_id = ? AND store = ?"
                " AND down_since IS NOT NULL",
                (campaign_id, store),
            )

    def _owns(self, campaign_id: int, store: str, owner: int) -> bool:
        """The row stays locked until the commit: nobody takes the lease over meanwhile."""
        row = self._sql.row(_LEASED, (campaign_id, store))
        return row is not None and row[0] == owner

    def _note(self, campaign_id: int, store: str, reason: str, now: datetime) -> None:
        self._sql.execute(
            "UPDATE outbox_stores SET last_error = ?, last_error_at = ?"
            " WHERE campaign_id = ? AND store = ?",
            (_kept(reason), to_db(now), campaign_id, store),
        )

    # --- looking and mending -------------------------------------------------------------------

    def backlogs(self, campaign_id: int | None = None) -> list[OutboxBacklog]:
        where, values = _of_campaign(campaign_id)
        found = {
            (row[0], row[1]): OutboxBacklog(
                campaign_id=row[0],
                store=row[1],
                waiting=0,
                oldest=None,
                set_aside=0,
                delivered=row[2],
                last_delivered_at=from_db_or_none(row[3]),
                down_since=from_db_or_none(row[4]),
                last_error=row[5],
                last_error_at=from_db_or_none(row[6]),
                node=row[7] if row[8] else "",
            )
            for row in self._sql.rows(f"{_STORES}{where}", values)
        }
        for campaign, store, aside, count, oldest in self._sql.rows(
            "SELECT campaign_id, store, set_aside, COUNT(*), MIN(created_at) FROM outbox"
            f"{where} GROUP BY campaign_id, store, set_aside",
            values,
        ):
            known = found.get((campaign, store)) or OutboxBacklog(campaign, store, 0, None, 0)
            if aside == _ASIDE:
                found[campaign, store] = replace(known, set_aside=count)
            else:
                found[campaign, store] = replace(known, waiting=count, oldest=from_db(oldest))
        return [found[key] for key in sorted(found)]

    def set_aside(self, campaign_id: int | None = None, limit: int = 1000) -> list[OutboxRow]:
        where, values = _of_campaign(campaign_id, "o.")
        rows = self._sql.rows(
            f"SELECT FIRST (?) {_COLUMNS}{_JOINED}"
            f"{where}{' AND' if where else ' WHERE'} o.set_aside = {_ASIDE} {_ORDER}",
            (limit, *values),
        )
        results = self._results([row[4] for row in rows])
        return [_row(row, results.get(row[4], {})) for row in rows]

    def retry(self, campaign_id: int | None, store: str, ids: Sequence[int]) -> int:
        return self._each(
            f"UPDATE outbox SET set_aside = {_WAITS}, tries = 0 WHERE set_aside = {_ASIDE}",
            campaign_id, store, ids,
        )  # fmt: skip

    def drop(self, campaign_id: int | None, store: str, ids: Sequence[int], *,
             waiting: bool = False) -> int:  # fmt: skip
        states = f"{_WAITS}, {_ASIDE}" if waiting else f"{_ASIDE}"
        return self._each(
            f"DELETE FROM outbox WHERE set_aside IN ({states})", campaign_id, store, ids
        )

    def _each(self, sql: str, campaign_id: int | None, store: str, ids: Sequence[int]) -> int:
        values: list[object] = []
        if campaign_id is not None:
            sql, values = f"{sql} AND campaign_id = ?", [campaign_id]
        if store:
            sql, values = f"{sql} AND store = ?", [*values, store]
        if not ids:
            return self._sql.changed(sql, values)
        return sum(
            self._sql.changed(f"{sql} AND id IN ({marks})", (*values, *part))
            for marks, part in in_lists(list(dict.fromkeys(ids)))
        )

    def _results(self, attempt_ids: Sequence[int]) -> dict[int, dict[str, str]]:
        found: dict[int, dict[str, str]] = {}
        for marks, part in in_lists(list(dict.fromkeys(attempt_ids))):
            for attempt_id, name, text, long in self._sql.rows(
                "SELECT attempt_id, name, text, long_text FROM attempt_results"
                f" WHERE attempt_id IN ({marks}) ORDER BY attempt_id, name",
                part,
            ):
                found.setdefault(attempt_id, {})[name] = text if long is None else long
        return found


def _of_campaign(campaign_id: int | None, table: str = "") -> tuple[str, tuple[int, ...]]:
    return ("", ()) if campaign_id is None else (f" WHERE {table}campaign_id = ?", (campaign_id,))


def _inserted(row: NewOutboxRow) -> Row:
    text = _packed(row.document)
    fits = len(text) <= _DOCUMENT_LENGTH
    return (
        row.campaign_id, row.store, row.contact_id, row.attempt_id, row.content.value,
        row.key, to_db(row.at), text if fits else "", None if fits else text,
    )  # fmt: skip


def _kept(reason: str) -> str:
    """A reason may hold what strangers sent, or names of files in no known encoding."""
    return reason[:_REASON_LENGTH].encode("utf-8", "replace").decode().replace("\0", "?")


def _packed(document: Mapping[str, str]) -> str:
    return (
        json.dumps(dict(document), ensure_ascii=False, separators=(",", ":")) if document else "{}"
    )


def _row(row: Row, results: Mapping[str, str]) -> OutboxRow:
    return OutboxRow(
        id=row[0],
        campaign_id=row[1],
        store=row[2],
        contact_id=row[3],
        attempt_id=row[4],
        content=OutboxContent(row[5]),
        key=row[6],
        at=from_db(row[7]),
        document=json.loads(row[8] or row[9] or "{}"),
        tries=row[10],
        reason=row[11],
        attempt=OutboxAttempt(
            phone=row[12] or "",
            number=row[13],
            reserved_at=from_db_or_none(row[14]),
            started_at=from_db_or_none(row[15]),
            answered_at=from_db_or_none(row[16]),
            ended_at=from_db_or_none(row[17]),
            sip_code=row[18],
            hangup_cause=row[19] or "",
            hangup_by=row[20] or "",
            disposition=row[21] or "",
            operator=row[22] or "",
            node=row[23] or "",
            engine=row[24] or "",
            recording=row[25] or "",
            scheme_version=row[26],
            results=results,
            contact=decode_fields(row[27], row[28]),
        ),
    )
