"""Node sessions: one run of an engine node, alive as long as its lease."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from datetime import datetime, timedelta

from engine.adapters.firebird.codec import require_name
from engine.adapters.firebird.codes import LONG_AGO, WAITING
from engine.adapters.firebird.connection import Connection, Row, from_db, to_db
from engine.errors import Phrase
from engine.ports.storage import NodeSession

_SELECT = (
    "SELECT id, node, host, pid, process_started, lease_until FROM node_sessions"
)  # fmt: skip

#: Tables with rows of a session that go when it ends.
_BELONGINGS = ("line_quotas", "node_activity", "trunk_statuses", "command_receipts")


def lock_session(sql: Connection, session_id: int) -> tuple[str, datetime] | None:
    """Lock a session's row; (node name, lease until), or None when it was given up or ended.

    Whoever claims or opens attempts for a session holds this lock until the commit, and so does
    whoever gives it up: a node that was declared dead cannot slip in one more call.
    """
    row = sql.row(
        "SELECT node, lease_until FROM node_sessions WHERE id = ? WITH LOCK", (session_id,)
    )
    if row is None or from_db(row[1]) <= LONG_AGO:
        return None
    return row[0], from_db(row[1])


def _session(row: Row) -> NodeSession:
    return NodeSession(row[0], row[1], row[2], row[3], row[4], from_db(row[5]))


class SessionsPart:
    """The part of the node store that knows sessions and their claims."""

    _sql: Connection

    def begin(self, node: str, host: str, pid: int, process_started: float, now: datetime,
              lease_s: float) -> NodeSession:  # fmt: skip
        require_name(Phrase("node"), node, 100)
        (session_id,) = self._sql.next_ids("node_session_ids", 1)
        lease_until = now + timedelta(seconds=lease_s)
        self._sql.execute(
            "INSERT INTO node_sessions (id, node, host, pid, process_started, begun_at,"
            " lease_until, last_command_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT COALESCE(MAX(id), 0) FROM commands))",
            (session_id, node, host, pid, process_started, to_db(now), to_db(lease_until)),
        )
        return NodeSession(session_id, node, host, pid, process_started, lease_until)

    def sessions(self, node: str | None = None) -> list[NodeSession]:
        if node is None:
            rows = self._sql.rows(f"{_SELECT} ORDER BY id")
        else:
            rows = self._sql.rows(f"{_SELECT} WHERE node = ? ORDER BY id", (node,))
        return [_session(row) for row in rows]

    def renew(self, session_id: int, now: datetime, lease_s: float) -> bool:
        if lock_session(self._sql, session_id) is None:
            return False
        self._sql.execute(
            "UPDATE node_sessions SET lease_until = ? WHERE id = ?",
            (to_db(now + timedelta(seconds=lease_s)), session_id),
        )
        return True

    def give_up(self, session_id: int) -> None:
        if lock_session(self._sql, session_id) is not None:
            self._sql.execute(
                "UPDATE node_sessions SET lease_until = ? WHERE id = ?",
                (to_db(LONG_AGO), session_id),
            )

    def release_claims(self, session_id: int) -> int:
        lock_session(self._sql, session_id)
        ids = [
            (contact_id,)
            for (contact_id,) in self._sql.rows(
                "SELECT contact_id FROM claimed_contacts WHERE claimed_by = ? AND in_attempt = 0",
                (session_id,),
            )
        ]
        self._sql.execute_many(
            f"UPDATE contacts SET queue = {WAITING}, claimed_by = NULL WHERE id = ?", ids
        )
        return len(ids)

    def end(self, session_id: int) -> None:
        """A session that still has claims or open attempts is only given up: whoever recovers
        dead sessions finds it."""
        if self._sql.row(
            "SELECT FIRST 1 contact_id FROM claimed_contacts WHERE claimed_by = ?", (session_id,)
        ):
            self.give_up(session_id)
            return
        for table in _BELONGINGS:
            self._sql.execute(f"DELETE FROM {table} WHERE session_id = ?", (session_id,))
        self._sql.execute("DELETE FROM node_sessions WHERE id = ?", (session_id,))
