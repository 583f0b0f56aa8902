"""What happened on calls, and how often they went where.

Counts are kept under a hash of node and port; the names come from the scheme's document, where
they can be looked up for ever, since published versions never change.
"""

import json
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b

from engine.adapters.firebird.codec import PHONE_LENGTH, name_key
from engine.adapters.firebird.connection import Connection, Row, from_db, to_db
from engine.adapters.firebird.schemes import FirebirdSchemeStore
from engine.domain.flow import Departure, SchemeFlow, Way
from engine.ivr.trace import CallTrace, decode_trace
from engine.ports.traces import NewTrace, TracedCall

#: Bytes that fit into the short column.
_SHORT = 2000
#: So many ways fit into one call of the procedure.
_WAYS = 200
#: So many bytes of traces.
_TRACES = 29_000
#: What every trace has: deflated, the first one is as small as if it came behind others. Part of
#: the format of what is stored.
_USUAL = (
    b'"prompt","["text","["e",0,false],["v",0,"["r",0,"["k",000,"["h",0,"trouble","["q",0,"query","'
    b'["a",0,1,"ok","0"],["p",0,"ru",[["prompt","subscriber"]],["z",0,"partial","",'
    b'"completed","system"]],["l",0,"no_input"],["l",0,"error"],["l",0,"1"],["e",0,true],'
    b'["l",0,"next"],["n",0,"start"],[1,{"":1},0,["n",0,"'
)
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_FAR_AHEAD = datetime(9000, 1, 1, tzinfo=UTC)

_FLOWS = (
    "SELECT t.version_id, t.called, t.way, SUM(t.calls) FROM flow_tallies t WHERE {which}"
    " AND t.hour_at >= ? AND t.hour_at < ? {campaign} GROUP BY 1, 2, 3"
)


#: The latest attempts are looked for among so many; ids grow, an index downwards there is none.
_LATEST = 5000
#: Left joins keep the attempts first, which are few by their index.
_CALLS = (
    "SELECT a.id, c.name, a.phone, a.answered_at, a.disposition, s.name, v.version, v.id"
    " FROM attempts a"
    " LEFT JOIN attempt_traces t ON t.attempt_id = a.id"
    " LEFT JOIN scheme_versions v ON v.id = a.scheme_version_id"
    " LEFT JOIN schemes s ON s.id = v.scheme_id"
    " LEFT JOIN campaigns c ON c.id = a.campaign_id"
    " WHERE a.answered_at IS NOT NULL AND t.attempt_id IS NOT NULL AND"
)


class FirebirdTraceStore:
    """Fulfils engine.ports.traces.TraceStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection
        #: (scheme version, campaign, hour) → way → calls. Calls that end together take the same
        #: ways, as a rule: written once, at the end of the transaction.
        self._flows: dict[tuple[int, int, datetime], Counter[str]] = {}
        self._traces: list[bytes] = []

    def add(self, trace: NewTrace) -> None:
        packed = _deflated(trace.document)
        if len(packed) <= _SHORT:
            self._traces.append(f"{trace.attempt_id:020}{len(packed):04}".encode() + packed)
        else:
            self._sql.execute(
                "INSERT INTO attempt_traces (attempt_id, document, long_document)"
                " VALUES (?, '', ?)",
                (trace.attempt_id, packed),
            )
        key = trace.scheme_version_id, trace.campaign_id, _hour(trace.answered_at)
        counts = self._flows.setdefault(key, Counter())
        for departure, calls in trace.departures.items():
            counts[_packed(departure)] += calls

    def flush(self) -> None:
        """What is to be written before the commit."""
        while self._traces:
            several = b""
            while self._traces and len(several) + len(self._traces[0]) <= _TRACES:
                several += self._traces.pop(0)
            self._sql.execute("EXECUTE PROCEDURE keep_traces (?)", (several,))
        for key, counts in self._flows.items():
            ways = [f"{way}{calls:08}" for way, calls in counts.items()]
            for start in range(0, len(ways), _WAYS):
                self._sql.execute(
                    "EXECUTE PROCEDURE keep_flow (?, ?, ?, ?)",
                    (*key, "".join(ways[start : start + _WAYS])),
                )
        self._flows.clear()

    def of_attempt(self, attempt_id: int) -> CallTrace | None:
        row = self._sql.row(
            "SELECT document, long_document FROM attempt_traces WHERE attempt_id = ?",
            (attempt_id,),
        )
        return None if row is None else decode_trace(_inflated(row[0] or row[1]))

    def call(self, attempt_id: int) -> TracedCall | None:
        row = self._sql.row(f"{_CALLS} a.id = ?", (attempt_id,))
        return None if row is None else _call(row)

    def recent_calls(self, scheme: str, phone: str, limit: int) -> list[TracedCall]:
        if len(phone) > PHONE_LENGTH or not phone.isascii():
            return []  # no number is so
        if phone:
            which: tuple[str, object] = ("a.phone STARTING WITH ?", phone)
        else:
            (last,) = self._sql.rows("SELECT GEN_ID(attempt_ids, 0) FROM RDB$DATABASE")[0]
            which = ("a.id > ?", last - _LATEST)
        rows = self._sql.rows(
            f"{_CALLS} {which[0]} AND s.name_key = ?", (which[1], name_key(scheme))
        )
        found = sorted(map(_call, rows), key=lambda call: call.attempt_id, reverse=True)
        return found[:limit]

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

    def documents(self, scheme: str, version: int, flow: SchemeFlow) -> dict[str, str]:
        schemes = FirebirdSchemeStore(self._sql)
        found = {"": schemes.numbered(scheme, version).document}
        for name in sorted({name for name, _ in flow.entered if name}):
            row = self._sql.row(
                "SELECT FIRST 1 v.document FROM scheme_versions v JOIN schemes s"
                " ON s.id = v.scheme_id WHERE s.name_key = ? ORDER BY v.version DESC",
                (name_key(name),),
            )
            if row is not None:
                found[name] = row[0]
        return found

    def expire(
        self, campaign_id: int, begun_from: datetime | None, begun_before: datetime, limit: int
    ) -> tuple[int, datetime | None]:
        rows = self._sql.rows(
            "SELECT FIRST ? a.id, a.begun_at FROM attempts a WHERE a.campaign_id = ?"
            " AND a.begun_at >= ? AND a.begun_at < ?"
            " AND EXISTS (SELECT 1 FROM attempt_traces t WHERE t.attempt_id = a.id)"
            " ORDER BY a.campaign_id, a.begun_at, a.id",
            (limit, campaign_id, to_db(begun_from or _LONG_AGO), to_db(begun_before)),
        )
        self._sql.execute_many(
            "DELETE FROM attempt_traces WHERE attempt_id = ?", [row[:1] for row in rows]
        )
        return len(rows), from_db(rows[-1][1]) if rows else None

    def count(self, campaign_id: int, begun_before: datetime) -> int:
        return int(
            self._sql.value(
                "SELECT COUNT(*) FROM attempts a JOIN attempt_traces t ON t.attempt_id = a.id"
                " WHERE a.campaign_id = ? AND a.begun_at < ?",
                (campaign_id, to_db(begun_before)),
            )
        )

    def versions(self, campaign_id: int) -> list[tuple[str, int]]:
        return [
            (row[0], row[1])
            for row in self._sql.rows(
                "SELECT s.name, v.version FROM scheme_versions v"
                " JOIN schemes s ON s.id = v.scheme_id WHERE v.id IN"
                " (SELECT DISTINCT t.root_version_id FROM flow_tallies t WHERE t.campaign_id = ?)"
                " ORDER BY s.name, v.version DESC",
                (campaign_id,),
            )
        ]

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
        ways = {number: self._ways(number) for number in {key[0] for key in counts}}
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


def _deflated(text: str) -> bytes:
    # Raw and with a small window: a trace is short, and so is the memory it takes to do it.
    deflate = zlib.compressobj(6, zlib.DEFLATED, -12, 5, zdict=_USUAL)
    return deflate.compress(text.encode()) + deflate.flush()


def _inflated(packed: bytes) -> str:
    return zlib.decompressobj(-12, zdict=_USUAL).decompress(packed).decode()


@lru_cache(maxsize=10_000)
def _packed(departure: Departure) -> str:
    called = 1 if departure.scheme else 0
    hashed = _hash(departure.node, departure.way, departure.port)
    return f"{called}{departure.version_id:010}{hashed:020}"


def _hash(node: str, way: Way, port: str) -> int:
    text = f"{node}\0{int(way)}\0{port}".encode("utf-8", "replace")
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big", signed=True)


def _hour(moment: datetime) -> datetime:
    return to_db(moment).replace(minute=0, second=0, microsecond=0)


def _call(row: Row) -> TracedCall:
    number, campaign, phone, answered_at, disposition, scheme, version, version_id = row
    return TracedCall(
        number, campaign, phone, from_db(answered_at), disposition, scheme, version, version_id
    )
