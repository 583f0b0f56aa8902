"""Engine nodes: their sessions, lines and commands (in parts), and what they report."""

from datetime import datetime

from engine.adapters.firebird.commands import CommandsPart
from engine.adapters.firebird.connection import Connection, from_db, to_db
from engine.adapters.firebird.line_quotas import LineQuotasPart
from engine.adapters.firebird.sessions import SessionsPart
from engine.domain.trunk import TrunkStatus


class FirebirdNodeStore(SessionsPart, LineQuotasPart, CommandsPart):
    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def set_activity(self, session_id: int, campaign_id: int, idle: str, live: int,
                     now: datetime) -> None:  # fmt: skip
        self._sql.execute(
            "UPDATE OR INSERT INTO node_activity (session_id, campaign_id, idle, live, seen_at)"
            " VALUES (?, ?, ?, ?, ?) MATCHING (session_id, campaign_id)",
            (session_id, campaign_id, idle, live, to_db(now)),
        )

    def activity(self, campaign_id: int, now: datetime) -> list[tuple[str, str, int]]:
        return [
            (node, idle, live)
            for node, idle, live in self._sql.rows(
                "SELECT s.node, a.idle, a.live FROM node_sessions s"
                " JOIN node_activity a ON a.session_id = s.id AND a.campaign_id = ?"
                " WHERE s.lease_until >= ? ORDER BY s.node, s.id",
                (campaign_id, to_db(now)),
            )
        ]

    def set_trunk_status(self, session_id: int, trunk_id: int, status: TrunkStatus, detail: str,
                         at: datetime) -> None:  # fmt: skip
        self._sql.execute(
            "UPDATE OR INSERT INTO trunk_statuses (session_id, trunk_id, status, detail, since)"
            " VALUES (?, ?, ?, ?, ?) MATCHING (session_id, trunk_id)",
            (session_id, trunk_id, status.value, detail[:500], to_db(at)),
        )

    def trunk_status(self, now: datetime) -> list[tuple[str, int, TrunkStatus, str, datetime]]:
        return [
            (node, trunk_id, TrunkStatus(status), detail, from_db(since))
            for node, trunk_id, status, detail, since in self._sql.rows(
                "SELECT s.node, t.trunk_id, t.status, t.detail, t.since FROM node_sessions s"
                " JOIN trunk_statuses t ON t.session_id = s.id"
                " WHERE s.lease_until >= ? ORDER BY s.node, t.trunk_id",
                (to_db(now),),
            )
        ]
