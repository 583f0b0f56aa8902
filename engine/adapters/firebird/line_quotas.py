"""Lines that all engine nodes share: each node's quota of each trunk and campaign."""

from collections.abc import Mapping
from datetime import datetime

from engine.adapters.firebird.connection import Connection, to_db
from engine.domain.fair_share import fair_shares

_LIVE_QUOTAS = (
    "SELECT q.session_id, q.resource, q.wanted, q.in_use, q.quota"
    " FROM node_sessions s JOIN line_quotas q ON q.session_id = s.id"
    " WHERE s.lease_until >= ? OR s.id = ? ORDER BY q.session_id"
)


class LineQuotasPart:
    """The part of the node store that shares lines out."""

    _sql: Connection

    def request_lines(self, session_id: int, wanted: Mapping[str, int], in_use: Mapping[str, int],
                      limits: Mapping[str, int], now: datetime,
                      calls: Mapping[str, int] | None = None) -> dict[str, int]:  # fmt: skip
        # One at a time: a quota depends on everybody else's.
        self._sql.row("SELECT name FROM locks WHERE name = 'LINES' WITH LOCK")
        mine: dict[str, tuple[int, int, int]] = {}
        others: dict[str, dict[int, tuple[int, int]]] = {}
        for owner, resource, wish, used, quota in self._sql.rows(
            _LIVE_QUOTAS, (to_db(now), session_id)
        ):
            if owner == session_id:
                mine[resource] = (wish, used, quota)
            else:
                others.setdefault(resource, {})[owner] = (max(wish, used), quota)
        result: dict[str, int] = {}
        for resource in dict.fromkeys((*limits, *wanted, *in_use)):
            used = in_use.get(resource, 0)
            wish = max(wanted.get(resource, 0), used)
            limit = limits.get(resource, 0)
            grant = _grant(session_id, wish, limit, others.get(resource, {}))
            result[resource] = grant
            # Calls that live cannot be taken back: to the others they are held until they end.
            held = max(used, grant)
            # What is kept for this node is in ``wanted`` and ``quota``; ``in_use`` is looked at.
            told = used if calls is None else min(used, calls.get(resource, 0))
            if mine.get(resource) != (wish, told, held):
                self._store(session_id, resource, wish, told, held)
        for resource in mine.keys() - result.keys():
            self._sql.execute(
                "DELETE FROM line_quotas WHERE session_id = ? AND resource = ?",
                (session_id, resource),
            )
        return result

    def _store(self, session_id: int, resource: str, wish: int, used: int, quota: int) -> None:
        self._sql.execute(
            "UPDATE OR INSERT INTO line_quotas (session_id, resource, wanted, in_use, quota)"
            " VALUES (?, ?, ?, ?, ?) MATCHING (session_id, resource)",
            (session_id, resource, wish, used, quota),
        )


def _grant(session_id: int, wish: int, limit: int,
           others: Mapping[int, tuple[int, int]]) -> int:  # fmt: skip
    """``others``: session → (wish, held). A share is what everybody may hold in the end; what
    others hold beyond theirs is free only when they have given it back. The grant may be below
    what the node uses now: it then dials no more until enough of its calls have ended, and a node
    that came later gets its share."""
    wishes = {owner: other_wish for owner, (other_wish, _) in others.items()}
    wishes[session_id] = wish
    share = fair_shares({owner: wishes[owner] for owner in sorted(wishes)}, limit)[session_id]
    free = limit - sum(held for _, held in others.values())
    return max(0, min(share, free))
