"""What wallboards ask."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from engine.adapters.firebird.codes import CLAIMED, WAITING
from engine.adapters.firebird.connection import Connection, from_db, to_db
from engine.adapters.firebird.lists import in_lists
from engine.ports.monitor import LinesInUse, LiveCalls, LiveIncoming

_STAGES = (
    " SUM(IIF({call}.answered_at IS NULL, 1, 0)),"
    " SUM(IIF({call}.answered_at IS NOT NULL AND t.offer_id IS NULL, 1, 0)),"
    " SUM(IIF({call}.answered_at IS NOT NULL AND t.offer_id IS NOT NULL, 1, 0))"
)
#: Along incoming_calls_open; the call log knows them by their number with a minus.
INCOMING = (
    f"SELECT s.node,{_STAGES.format(call='i')} FROM node_sessions s"
    " JOIN incoming_calls i ON i.open_session = s.id"
    " LEFT JOIN operator_talks t ON t.attempt_id = -i.id AND t.answered_at IS NOT NULL"
    " AND t.ended_at IS NULL WHERE s.lease_until > ? GROUP BY s.node ORDER BY s.node"
)


class FirebirdMonitorStore:
    """Fulfils engine.ports.monitor.MonitorStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def live_calls(self, campaign_id: int, now: datetime) -> Sequence[LiveCalls]:
        # Claimed contacts are as many as lines, not as many as the list: their index is short.
        rows = self._sql.rows(
            f"SELECT a.engine,{_STAGES.format(call='a')}"
            " FROM contacts c JOIN attempts a ON a.id = c.last_attempt AND a.ended_at IS NULL"
            " JOIN node_sessions s ON s.id = a.session_id AND s.lease_until > ?"
            " LEFT JOIN operator_talks t ON t.attempt_id = a.id AND t.answered_at IS NOT NULL"
            " AND t.ended_at IS NULL"
            f" WHERE c.campaign_id = ? AND c.queue = {CLAIMED} AND c.in_attempt = 1"
            " GROUP BY a.engine ORDER BY a.engine",
            (to_db(now), campaign_id),
        )
        return [LiveCalls(campaign_id, *row) for row in rows]

    def live_incoming(self, now: datetime) -> Sequence[LiveIncoming]:
        return [LiveIncoming(*row) for row in self._sql.rows(INCOMING, (to_db(now),))]

    def lines_in_use(self, now: datetime) -> Sequence[LinesInUse]:
        counted: dict[int, int] = {}
        for resource, in_use in self._sql.rows(
            "SELECT q.resource, q.in_use FROM line_quotas q"
            " JOIN node_sessions s ON s.id = q.session_id AND s.lease_until > ?"
            " WHERE q.resource STARTING WITH 'trunk:'",
            (to_db(now),),
        ):
            trunk_id = int(resource.partition(":")[2])
            counted[trunk_id] = counted.get(trunk_id, 0) + in_use
        return [LinesInUse(*each) for each in sorted(counted.items())]

    def retries_ahead(self, campaign_id: int, edges: Sequence[datetime]) -> Sequence[int]:
        zones = self._sql.rows(
            "SELECT DISTINCT zone_set_id FROM contacts"
            f" WHERE campaign_id = ? AND queue = {WAITING}",
            (campaign_id,),
        )
        counts = []
        for first, last in pairwise(edges):
            counts.append(
                sum(
                    int(
                        self._sql.value(
                            "SELECT COUNT(*) FROM contacts WHERE campaign_id = ?"
                            f" AND queue = {WAITING} AND zone_set_id = ?"
                            " AND next_at >= ? AND next_at < ?",
                            (campaign_id, zone, to_db(first), to_db(last)),
                        )
                    )
                    for (zone,) in zones
                )
            )
        return counts

    def spent_today(
        self, operator_ids: Sequence[int], since: datetime, now: datetime
    ) -> Mapping[int, Mapping[str, float]]:
        spent: dict[int, dict[str, float]] = {}
        for marks, part in in_lists(sorted(set(operator_ids))):
            rows = self._sql.rows(
                "SELECT operator_id, state, since, until FROM operator_spans"
                f" WHERE operator_id IN ({marks}) AND until > ?",
                [*part, to_db(since)],
            )
            for operator_id, state, begun, ended in rows:
                begin, end = max(from_db(begun), since), min(from_db(ended), now)
                seconds = max(0.0, (end - begin).total_seconds())
                states = spent.setdefault(operator_id, {})
                states[state] = states.get(state, 0.0) + seconds
        return spent
