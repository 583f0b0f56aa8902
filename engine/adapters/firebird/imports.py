"""Imports of lists: which there were, how one is undone, and the mappings kept for the next."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from engine.adapters.firebird import erased_contacts
from engine.adapters.firebird.codec import (
    decode_fields,
    decode_progress,
    encode_fields,
    encode_progress,
    name_key,
    require_name,
    split_phones,
)
from engine.adapters.firebird.codes import CLAIMED, SETTLED, STATE_CODES, WAITING
from engine.adapters.firebird.connection import Connection, Row, from_db, from_db_or_none, to_db
from engine.domain.contact import ContactState
from engine.errors import KnownError, Phrase
from engine.lists.table import RejectedRow, RejectReason
from engine.ports.lists import MOST_REJECTS
from engine.ports.segments import ImportTemplate, StoredImport, Undone

UNDONE = "import_undone"
NOTE_CHANGE = (
    "INSERT INTO import_changes (contact_id, import_id, other_phones, zone_set_id, document)"
    " VALUES (?, ?, ?, ?, ?)"
)
_SELECT = (
    "SELECT i.id, i.campaign_id, i.file_name, i.imported_at, i.contacts, i.updated, i.undone_at,"
    " i.built, i.unchanged, i.imported_by, i.rejected, IIF(i.rejects IS NULL, 0, 1) FROM imports i"
)
#: Contacts of an import; along the campaign's index. "Dialled": there is an attempt, or one is
#: about to be made.
_OF_IMPORT = "c.campaign_id = ? AND c.import_id = ?"
_UNTOUCHED = (
    f"c.queue IN ({WAITING}, {CLAIMED}, {SETTLED}) AND c.in_attempt = 0 AND c.claimed_by IS NULL"
    " AND c.last_attempt IS NULL AND c.progress = ''"
)
#: What was noted of contacts that this import was the last to change.
_LATEST = (
    "h.import_id = ? AND NOT EXISTS (SELECT 1 FROM import_changes l"
    " WHERE l.contact_id = h.contact_id AND l.import_id > h.import_id)"
)
#: By imports_campaign.
_REJECTS = "i.campaign_id = ? AND i.rejects IS NOT NULL AND i.imported_at < ?"
_AT_REST = "c.in_attempt = 0 AND c.claimed_by IS NULL"


def rejects_document(rows: Sequence[RejectedRow]) -> str | None:
    """ASCII: cells hold bytes that could not be read as \\udcXX."""
    if not rows:
        return None
    return json.dumps([(row.row, row.reason.value, *row.cells) for row in rows])


def _within(progress: str, phones: int) -> str:
    """What is known of so many phones: numbers that an import has added come last, and go."""
    known = decode_progress(progress)
    return encode_progress(
        replace(
            known, dead_phones=frozenset(at for at in known.dead_phones if at < phones),
            next_phone=known.next_phone if known.next_phone < phones else 0,
        )
    )  # fmt: skip


def _import(row: Row) -> StoredImport:
    return StoredImport(
        row[0], row[1], row[2], from_db(row[3]), row[4], row[5], from_db_or_none(row[6]),
        bool(row[7]), row[8], row[9] or "", row[10], bool(row[11]),
    )  # fmt: skip


class FirebirdImportStore:
    """``engine.ports.segments.ImportStore``."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def of_campaign(self, campaign_id: int) -> list[StoredImport]:
        rows = self._sql.rows(f"{_SELECT} WHERE i.campaign_id = ? ORDER BY i.id DESC",
                              (campaign_id,))  # fmt: skip
        return [_import(row) for row in rows]

    def get(self, import_id: int) -> StoredImport:
        row = self._sql.row(f"{_SELECT} WHERE i.id = ?", (import_id,))
        if row is None:
            raise KnownError("there is no import with the number {number}.", number=import_id)
        return _import(row)

    def rejects(self, import_id: int) -> list[RejectedRow]:
        row = self._sql.row("SELECT i.rejects FROM imports i WHERE i.id = ?", (import_id,))
        rows = json.loads(row[0]) if row is not None and row[0] else []
        return [
            RejectedRow(number, RejectReason(reason), tuple(cells))
            for number, reason, *cells in rows
        ]

    def count_rejects(self, campaign_id: int, before: datetime) -> int:
        counted = f"SELECT SUM(MINVALUE(COALESCE(i.rejected, 1), {MOST_REJECTS}))"
        found = self._sql.value(
            f"{counted} FROM imports i WHERE {_REJECTS}", (campaign_id, to_db(before))
        )
        return int(found or 0)

    def forget_rejects(self, campaign_id: int, before: datetime) -> None:
        self._sql.execute(
            f"UPDATE imports i SET i.rejects = NULL WHERE {_REJECTS}",  # noqa: S608
            (campaign_id, to_db(before)),
        )

    def would_undo(self, import_id: int) -> Undone:
        found = self._undoable(import_id)
        total, untouched, waiting = self._sql.rows(
            f"SELECT COUNT(*), SUM(IIF({_UNTOUCHED}, 1, 0)),"  # noqa: S608
            f" SUM(IIF({_UNTOUCHED} AND c.queue <> {SETTLED}, 1, 0))"
            f" FROM contacts c WHERE {_OF_IMPORT}",
            (found.campaign_id, import_id),
        )[0]
        (restored,) = self._sql.rows(
            "SELECT COUNT(*) FROM import_changes h JOIN contacts c ON c.id = h.contact_id"  # noqa: S608
            f" WHERE {_LATEST} AND {_AT_REST}",
            (import_id,),
        )[0]
        all_go = total == (untouched or 0)
        removed, withdrawn = (total, 0) if all_go else (0, waiting or 0)
        return Undone(removed, withdrawn, total - removed - withdrawn, restored)

    def _undoable(self, import_id: int) -> StoredImport:
        found = self.get(import_id)
        if found.undone_at is not None:
            raise KnownError("the import of {file} is undone already.", file=found.file_name)
        if found.built:
            raise KnownError(
                "the list came from a data source or a segment, not from a file.",
                mend="Change the criterion and refresh the list.",
            )
        return found

    def undo(self, import_id: int, now: datetime) -> Undone:
        found = self._undoable(import_id)
        # Claiming waits for this row: nobody begins to dial what is taken away.
        self._sql.row(
            "SELECT campaign_id FROM campaign_locks WHERE campaign_id = ? WITH LOCK",
            (found.campaign_id,),
        )
        which = (found.campaign_id, import_id)
        total, untouched = self._sql.rows(
            f"SELECT COUNT(*), SUM(IIF({_UNTOUCHED}, 1, 0)) FROM contacts c WHERE {_OF_IMPORT}",  # noqa: S608
            which,
        )[0]
        restored = self._restore(import_id, now)
        if total == (untouched or 0):
            removed = self._remove(which)
            withdrawn = 0
        else:
            removed, withdrawn = 0, self._withdraw(which, now)
        self._sql.execute("UPDATE imports SET undone_at = ? WHERE id = ?", (to_db(now), import_id))
        return Undone(removed, withdrawn, total - removed - withdrawn, restored)

    def templates(self, header: str | None = None) -> list[ImportTemplate]:
        rows = self._sql.rows("SELECT name, header, document FROM import_templates"
                              " ORDER BY name_key")  # fmt: skip
        return [
            ImportTemplate(name, digest, tuple((a, b) for a, b in json.loads(document)))
            for name, digest, document in rows
            if header is None or digest == header
        ]

    def save_template(self, template: ImportTemplate) -> None:
        require_name(Phrase("import template"), template.name)
        self._sql.execute(
            "UPDATE OR INSERT INTO import_templates (name_key, name, header, document)"
            " VALUES (?, ?, ?, ?) MATCHING (name_key)",
            (name_key(template.name), template.name.strip(), template.header,
             json.dumps(template.mapping, ensure_ascii=False)),
        )  # fmt: skip

    def remove_template(self, name: str) -> None:
        if not self._sql.changed(
            "DELETE FROM import_templates WHERE name_key = ?", (name_key(name),)
        ):
            raise KnownError("there is no import template named '{name}'.", name=name)

    # --- inside ---

    def _remove(self, which: tuple[int, int]) -> int:
        for table in ("withdrawn_contacts", "import_changes"):
            self._sql.execute(
                f"DELETE FROM {table} w WHERE w.contact_id IN"  # noqa: S608 - names of ours
                f" (SELECT c.id FROM contacts c WHERE {_OF_IMPORT})",
                which,
            )
        return self._sql.changed(f"DELETE FROM contacts c WHERE {_OF_IMPORT}", which)  # noqa: S608

    def _withdraw(self, which: tuple[int, int], now: datetime) -> int:
        waiting = f"{_OF_IMPORT} AND {_UNTOUCHED} AND c.queue <> {SETTLED}"
        self._sql.execute(
            "INSERT INTO withdrawn_contacts (contact_id, campaign_id, withdrawn_at, reason,"  # noqa: S608
            " state_before, next_at_before)"
            f" SELECT c.id, c.campaign_id, CAST(? AS TIMESTAMP), '{UNDONE}', c.state, c.next_at"
            f" FROM contacts c WHERE {waiting}",
            (to_db(now), *which),
        )
        return self._sql.changed(
            f"UPDATE contacts c SET c.queue = {SETTLED},"  # noqa: S608
            f" c.state = {STATE_CODES[ContactState.EXCLUDED]} WHERE {waiting}",
            which,
        )

    def _restore(self, import_id: int, now: datetime) -> int:
        """Contacts that no later import has changed once more are as they were before it."""
        rows = self._sql.rows(
            "SELECT h.contact_id, h.other_phones, h.zone_set_id, h.document, c.progress"  # noqa: S608
            " FROM import_changes h JOIN contacts c ON c.id = h.contact_id"
            f" WHERE {_LATEST}",
            (import_id,),
        )
        restored = 0
        for contact_id, others, zone_set, document, progress in rows:
            short, long = encode_fields(decode_fields(document, None))
            if progress:
                progress = _within(progress, len(split_phones("", others)))
            restored += self._sql.changed(
                "UPDATE contacts c SET c.other_phones = ?, c.zone_set_id = ?, c.fields = ?,"  # noqa: S608
                f" c.long_fields = ?, c.progress = ? WHERE c.id = ? AND {_AT_REST}",
                (others, zone_set, short, long, progress, contact_id),
            )
        erased_contacts.withdraw_empty(self._sql, [row[0] for row in rows], now)
        self._sql.execute("DELETE FROM import_changes WHERE import_id = ?", (import_id,))
        return restored
