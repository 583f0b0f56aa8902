"""The audit log."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from engine.adapters.firebird.codec import name_key
from engine.adapters.firebird.connection import Connection, Row, from_db, to_db
from engine.ports.audit import NO_DETAILS, Actor, AuditEntry, AuditFilter, Via

_COLUMNS = (
    "id, done_at, who, via, place, user_id, action, subject, subject_id, campaign_id, details"
)

#: What was deleted when, by which rules or by hand, is known for ever.
_REMOVABLE = "done_at < ? AND action NOT STARTING WITH 'retention.' AND action <> 'voice.delete'"
#: Characters of an action.
_CODE = 40


class FirebirdAuditStore:
    """Fulfils engine.ports.audit.AuditStore."""

    def __init__(self, connection: Connection, actor: Actor) -> None:
        self._sql = connection
        self._actor = actor

    def actor(self) -> Actor:
        return self._actor

    def record(
        self,
        now: datetime,
        action: str,
        subject: str,
        details: Mapping[str, object] = NO_DETAILS,
        *,
        subject_id: int | None = None,
        campaign_id: int | None = None,
        by: Actor | None = None,
    ) -> None:
        (entry_id,) = self._sql.next_ids("audit_ids", 1)
        # People are written down as themselves, whatever they say.
        forged = by is not None and self._actor.user_id not in (None, by.user_id)
        actor = self._actor if by is None or forged else by
        self._sql.execute(
            "INSERT INTO audit_log (id, done_at, who, who_key, user_id, via, place, action,"
            " subject, subject_key, subject_id, campaign_id, details)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                entry_id,
                to_db(now),
                actor.name[:100],
                _key(actor.name, 100),
                actor.user_id,
                str(actor.via),
                actor.place[:100],
                action,
                subject[:300],
                _key(subject, 300),
                subject_id,
                campaign_id,
                json.dumps(dict(details), ensure_ascii=False, default=str),
            ),
        )

    def entries(
        self, wanted: AuditFilter, limit: int, before_id: int | None = None
    ) -> Sequence[AuditEntry]:
        if len(wanted.action) > _CODE or not wanted.action.isascii():
            return []  # no action is called so
        terms: list[str] = []
        values: list[object] = []

        def ask(term: str, *asked: object) -> None:
            terms.append(term)
            values.extend(asked)

        if before_id is not None:
            ask("id < ?", before_id)
        if wanted.who:
            ask("who_key = ?", _key(wanted.who, 100))
        if wanted.action.endswith("."):
            ask("action STARTING WITH ?", wanted.action)
        elif wanted.action:
            ask("action = ?", wanted.action)
        if wanted.subject:
            ask("subject_key = ?", _key(wanted.subject, 300))
        if wanted.campaign_id is not None:
            ask("campaign_id = ?", wanted.campaign_id)
        if wanted.since is not None:
            ask("done_at >= ?", to_db(wanted.since))
        if wanted.until is not None:
            ask("done_at < ?", to_db(wanted.until))
        where = f" WHERE {' AND '.join(terms)}" if terms else ""
        rows = self._sql.rows(
            f"SELECT FIRST ? {_COLUMNS} FROM audit_log{where} ORDER BY id DESC",
            [limit, *values],
        )
        return [_entry(row) for row in rows]

    def count_before(self, moment: datetime) -> int:
        return int(
            self._sql.value(f"SELECT COUNT(*) FROM audit_log WHERE {_REMOVABLE}", (to_db(moment),))
        )

    def remove_before(self, moment: datetime, limit: int) -> int:
        rows = self._sql.rows(
            f"SELECT FIRST ? id FROM audit_log WHERE {_REMOVABLE} ORDER BY id",
            (limit, to_db(moment)),
        )
        for (entry_id,) in rows:
            self._sql.execute("DELETE FROM audit_log WHERE id = ?", (entry_id,))
        return len(rows)


def _entry(row: Row) -> AuditEntry:
    actor = Actor(row[2], Via(row[3]), row[4], row[5])
    return AuditEntry(
        row[0], from_db(row[1]), actor, row[6], row[7], row[8], row[9], json.loads(row[10])
    )


def _key(text: str, length: int) -> str:
    return name_key(text)[:length]
