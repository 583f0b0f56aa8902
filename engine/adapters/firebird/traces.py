"""What happened on calls, and how often they went where.

Counts are kept under a hash of node and port; the names come from the scheme's document, where
they can be looked up for ever, since published versions never change.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b

from engine.adapters.firebird.connection import Connection, to_db
from engine.adapters.firebird.schemes import FirebirdSchemeStore
from engine.domain.flow import Departure, SchemeFlow, Way
from engine.ivr.trace import CallTrace, decode_trace
from engine.ports.traces import NewTrace

#: Characters that fit into the short column.
_SHORT = 2000
#: So many ways fit into one call of the procedure.
_WAYS = 200
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_FAR_AHEAD = datetime(9000, 1, 1, tzinfo=UTC)

_FLOWS = (
    "SELECT t.version_id, t.called, t.way, SUM(t.calls) FROM flow_tallies t WHERE {which}"
    " AND t.hour_at >= ? AND t.hour_at < ? {campaign} GROUP BY 1, 2, 3"
)


class FirebirdTraceStore:
    """Fulfils engine.ports.traces.TraceStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def add(self, trace: NewTrace) -> None:
        short = len(trace.document) <= _SHORT
        self._sql.execute(
            "INSERT INTO attempt_traces (attempt_id, document, long_document) VALUES (?, ?, ?)",
            (
                trace.attempt_id,
                trace.document if short else "",
                None if short else trace.document,
            ),
        )
        hour = _hour(trace.answered_at)
        ways = [_packed(departure, calls) for departure, calls in trace.departures.items()]
        for start in range(0, len(ways), _WAYS):
            self._sql.execute(
                "EXECUTE PROCEDURE keep_flow (?, ?, ?, ?)",
                (trace.scheme_version_id, trace.campaign_id, hour,
                 "".join(ways[start : start + _WAYS])),
            )  # fmt: skip

    def of_attempt(self, attempt_id: int) -> CallTrace | None:
        row = self._sql.row(
            "SELECT document, long_document FROM attempt_traces WHERE attempt_id = ?",
            (attempt_id,),
        )
        return None if row is None else decode_trace(row[0] or row[1])

    def flows(
        self,
        scheme: str,
        version: int,
        campaign_id: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> SchemeFlow:
        version_id = FirebirdSchemeStore(self._sql).numbered(scheme, version).id
        parameters: list[object] = [
            version_id,
            _hour(since or _LONG_AGO),
            _hour(until or _FAR_AHEAD),
        ]
        campaign = ""
        if campaign_id is not None:
            campaign = "AND t.campaign_id = ?"
            parameters.append(campaign_id)
        counts: Counter[tuple[int, str, int]] = Counter()
        names: dict[int, str] = {}
        began = _FLOWS.format(which="t.root_version_id = ?", campaign=campaign)
        for stands_in, called, way, calls in self._sql.rows(began, parameters):
            name = self._name(stands_in, names) if called else ""
            counts[stands_in if called else version_id, name, way] += calls
        # As others call it; where it calls itself, that was counted just now.
        elsewhere = _FLOWS.format(
            which="t.version_id = ? AND t.called = 1", campaign=campaign
        ).replace(" GROUP", " AND t.root_version_id <> ? GROUP")
        for _, _, way, calls in self._sql.rows(elsewhere, [*parameters, version_id]):
            counts[version_id, "", way] += calls
        return self._flow(counts)

    def expire(
        self, campaign_id: int, begun_from: datetime | None, begun_before: datetime, limit: int
    ) -> int:
        rows = self._sql.rows(
            "SELECT FIRST ? a.id FROM attempts a WHERE a.campaign_id = ? AND a.begun_at >= ?"
            " AND a.begun_at < ?"
            " AND EXISTS (SELECT 1 FROM attempt_traces t WHERE t.attempt_id = a.id)",
            (limit, campaign_id, to_db(begun_from or _LONG_AGO), to_db(begun_before)),
        )
        self._sql.execute_many("DELETE FROM attempt_traces WHERE attempt_id = ?", rows)
        return len(rows)

    # --- inside ---

    def _name(self, version_id: int, names: dict[int, str]) -> str:
        if version_id not in names:
            row = self._sql.row(
                "SELECT s.name FROM scheme_versions v JOIN schemes s ON s.id = v.scheme_id"
                " WHERE v.id = ?",
                (version_id,),
            )
            names[version_id] = "?" if row is None else row[0]
        return names[version_id]

    def _flow(self, counts: Counter[tuple[int, str, int]]) -> SchemeFlow:
        ways = {version_id: self._ways(version_id) for version_id, _, _ in counts}
        links: Counter[tuple[str, str, str]] = Counter()
        entered: Counter[tuple[str, str]] = Counter()
        ended: Counter[tuple[str, str]] = Counter()
        for (version_id, name, hashed), calls in counts.items():
            known = ways[version_id].get(hashed)
            if known is None or calls <= 0:
                continue
            node, way, port = known
            entered[name, node] += calls
            if way is Way.LINK:
                links[name, node, port] += calls
            elif way is Way.ENDED:
                ended[name, node] += calls
        return SchemeFlow(dict(links), dict(entered), dict(ended))

    def _ways(self, version_id: int) -> dict[int, tuple[str, Way, str]]:
        """All ways there are in a version of a scheme, by their hash."""
        row = self._sql.row("SELECT document FROM scheme_versions WHERE id = ?", (version_id,))
        return {_hash(*way): way for way in _ways_of(json.loads(row[0]) if row else {})}


def _ways_of(document: dict[str, list[dict[str, str]]]) -> Iterator[tuple[str, Way, str]]:
    for node in document.get("nodes", ()):
        yield node["id"], Way.ENDED, ""
        yield node["id"], Way.BACK, ""
    for link in document.get("links", ()):
        yield link["source"], Way.LINK, link["port"]


def _packed(departure: Departure, calls: int) -> str:
    called = 1 if departure.scheme else 0
    hashed = _hash(departure.node, departure.way, departure.port)
    return f"{called}{departure.version_id:010}{hashed:020}{calls:08}"


@lru_cache(maxsize=10_000)
def _hash(node: str, way: Way, port: str) -> int:
    text = f"{node}\0{int(way)}\0{port}".encode("utf-8", "replace")
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big", signed=True)


def _hour(moment: datetime) -> datetime:
    return to_db(moment).replace(minute=0, second=0, microsecond=0)
