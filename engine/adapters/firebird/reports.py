"""What reports read. Streams walk along an index; nothing is sorted and nothing asked per row."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

import json
import re
from collections.abc import Generator, Iterator
from datetime import datetime, timedelta

from engine.adapters.firebird.attempt_packs import AttemptPacks
from engine.adapters.firebird.codec import decode_fields
from engine.adapters.firebird.codes import CAUSES, DISPOSITIONS, SIDES
from engine.adapters.firebird.connection import Connection, Row, from_db, to_db
from engine.adapters.firebird.voice_files import DeletedRecordings
from engine.domain.disposition import Disposition
from engine.domain.operator import OfferKind
from engine.ports.packed_attempts import PackedAttempt
from engine.ports.reports import (
    AttemptExtent,
    AttemptTally,
    NodeTally,
    OperatorTally,
    ResultTally,
)
from engine.ports.storage import ReportedAttempt

#: Left joins keep the attempts first, in the order of attempts_campaign. No blobs: rows come in
#: packs, and the few long texts are asked for one by one.
ATTEMPTS = (
    "SELECT a.id, a.phone, a.attempt_number, a.reserved_at, a.started_at, a.answered_at,"
    " a.ended_at, a.sip_code, a.hangup_cause, a.hangup_by, a.disposition, a.operator_name, a.node,"
    " a.scheme_version_id, a.engine, a.recording, a.contact_id, c.fields,"
    " IIF(c.long_fields IS NULL, 0, 1), r.name, r.text, IIF(r.long_text IS NULL, 0, 1)"
    " FROM attempts a"
    " LEFT JOIN contacts c ON c.id = a.contact_id"
    " LEFT JOIN attempt_results r ON r.attempt_id = a.id"
    " WHERE a.campaign_id = ? AND a.ended_at IS NOT NULL"
)
ORDER = " ORDER BY a.campaign_id, a.begun_at, a.id"
#: What is between the values of a JSON object of texts: the same for all rows of one list.
_VALUES = re.compile(r':"(?:[^"\\]|\\.)*"')
_read_json = json.JSONDecoder().raw_decode
#: Lists of which every row looks different are read one by one.
_MOST_SHAPES = 1000


class FirebirdReportStore:
    def __init__(self, connection: Connection) -> None:
        self._sql = connection
        self._versions: dict[int, tuple[int, dict[str, str]]] = {}
        self._deleted: DeletedRecordings | None = None

    def attempts(self, campaign_id: int) -> Iterator[ReportedAttempt]:
        self._deleted = DeletedRecordings.of_campaign(self._sql, campaign_id)
        current: Row | None = None
        results: dict[str, str] = {}
        for row in self._attempt_rows(campaign_id):
            if current is None or current[0] != row[0]:
                if current is not None:
                    yield self._reported(current, results)
                current, results = row, {}
            if row[19] is not None:
                results[row[19]] = self.long_result(row[0], row[19]) if row[21] else row[20]
        if current is not None:
            yield self._reported(current, results)

    def _attempt_rows(self, campaign_id: int) -> Iterator[Row]:
        return self._sql.packed(ATTEMPTS + ORDER, (campaign_id,))

    def packed_attempts(self, campaign_id: int) -> Generator[list[PackedAttempt], None, None]:
        return AttemptPacks(self._sql, self).of_campaign(campaign_id)

    def extent(self, campaign_id: int) -> AttemptExtent:
        rows, operators, recordings = self._sql.rows(
            "SELECT COUNT(*), COUNT(operator_name), COUNT(NULLIF(recording, '')) FROM attempts"
            " WHERE campaign_id = ? AND ended_at IS NOT NULL",
            (campaign_id,),
        )[0]
        results = self._sql.rows(
            "SELECT DISTINCT name FROM result_tallies WHERE campaign_id = ? AND contacts > 0"
            " ORDER BY name",
            (campaign_id,),
        )
        return AttemptExtent(
            rows=rows,
            results=tuple(name for (name,) in results),
            contact=self._field_names(campaign_id) if rows else (),
            operators=operators > 0,
            recordings=recordings > 0,
        )

    def _field_names(self, campaign_id: int) -> tuple[str, ...]:
        """In the order in which the list has them. Only shapes that are new are read as JSON."""
        names: dict[str, None] = {}
        shapes: set[str] = set()
        long: list[int] = []
        for contact_id, fields, is_long in self._sql.packed(
            "SELECT id, fields, IIF(long_fields IS NULL, 0, 1) FROM contacts"
            " WHERE campaign_id = ? AND last_attempt IS NOT NULL",
            (campaign_id,),
        ):
            if is_long:
                long.append(contact_id)
                continue
            shape = _VALUES.sub("", fields)
            if shape not in shapes:
                if len(shapes) < _MOST_SHAPES:
                    shapes.add(shape)
                names.update(dict.fromkeys(json.loads(fields or "{}")))
        for contact_id in long:
            names.update(dict.fromkeys(self.long_fields(contact_id)))
        return tuple(names)

    def _reported(self, row: Row, results: dict[str, str]) -> ReportedAttempt:
        version, names = self.version(row[13])
        node, deleted = row[12], self._deleted
        return ReportedAttempt(
            row[0],
            row[1],
            row[2],
            row[3],
            row[4],
            row[5],
            row[6],
            row[7],
            CAUSES[row[8]],
            SIDES[row[9]],
            DISPOSITIONS[row[10]],
            row[11],
            node,
            version,
            row[14],
            row[15] or "",
            row[16],
            names.get(node, ""),
            results,
            self.long_fields(row[16]) if row[18] else _read_json(row[17] or "{}")[0],
            deleted is not None and deleted.has(row[0], row[15]),
        )

    def version(self, version_id: int) -> tuple[int, dict[str, str]]:
        """(number, node id → its name) of a version of a scheme."""
        found = self._versions.get(version_id)
        if found is None:
            row = self._sql.row("SELECT version FROM scheme_versions WHERE id = ?", (version_id,))
            found = (row[0] if row else 0, self._node_names(version_id))
            self._versions[version_id] = found
        return found

    def long_fields(self, contact_id: int) -> dict[str, str]:
        row = self._sql.row("SELECT fields, long_fields FROM contacts WHERE id = ?", (contact_id,))
        return decode_fields(*row) if row else {}

    def long_result(self, attempt_id: int, name: str) -> str:
        row = self._sql.row(
            "SELECT COALESCE(long_text, text) FROM attempt_results"
            " WHERE attempt_id = ? AND name = ?",
            (attempt_id, name),
        )
        return str(row[0]) if row else ""

    def _node_names(self, version_id: int) -> dict[str, str]:
        """Node id → its name in that version of the scheme."""
        row = self._sql.row("SELECT document FROM scheme_versions WHERE id = ?", (version_id,))
        nodes = json.loads(row[0]).get("nodes", []) if row else []
        return {node["id"]: node.get("name", "") for node in nodes}

    # Counts are kept by triggers (migration 0008): a campaign of millions is added up at once.

    def attempt_totals(self, campaign_id: int) -> tuple[int, int, int]:
        row = self._sql.rows(
            "SELECT COALESCE(SUM(attempts), 0),"
            " COALESCE(SUM(IIF(disposition = '', attempts, 0)), 0), COALESCE(SUM(answered), 0)"
            " FROM attempt_tallies WHERE campaign_id = ?",
            (campaign_id,),
        )[0]
        return row[0], row[1], row[2]

    def by_hangup_cause(self, campaign_id: int) -> dict[str, int]:
        return self._tally("hangup_cause", campaign_id)

    def by_disposition(self, campaign_id: int) -> dict[str, int]:
        return self._tally("disposition", campaign_id)

    def by_hour(self, campaign_id: int) -> list[tuple[datetime, int, int]]:
        rows = self._sql.rows(
            "SELECT CAST(quarter_at AS DATE), EXTRACT(HOUR FROM quarter_at), SUM(attempts),"
            " SUM(answered) FROM attempt_tallies WHERE campaign_id = ? AND disposition <> ''"
            " GROUP BY 1, 2 HAVING SUM(attempts) > 0 ORDER BY 1, 2",
            (campaign_id,),
        )
        return [
            (
                from_db(datetime(day.year, day.month, day.day)) + timedelta(hours=hour),  # noqa: DTZ001
                total,
                answered,
            )
            for day, hour, total, answered in rows
        ]

    def tallies(self, campaign_id: int, since: datetime | None = None) -> list[AttemptTally]:
        later, values = ("", ()) if since is None else (" AND quarter_at >= ?", (to_db(since),))
        rows = self._sql.rows(
            "SELECT quarter_at, disposition, hangup_cause, SUM(attempts), SUM(answered),"
            " CAST(SUM(talk_ms) AS BIGINT), SUM(minutes) FROM attempt_tallies"
            f" WHERE campaign_id = ? AND disposition <> ''{later} GROUP BY 1, 2, 3"
            " HAVING SUM(attempts) > 0 ORDER BY 1, 2, 3",
            (campaign_id, *values),
        )
        return [AttemptTally(from_db(at), *rest) for at, *rest in rows]

    def reached(self, campaign_id: int) -> tuple[int, int, int]:
        row = self._sql.rows(
            "SELECT COALESCE(SUM(dialled), 0), COALESCE(SUM(answered), 0), COALESCE(SUM(heard), 0)"
            " FROM reach_tallies WHERE campaign_id = ?",
            (campaign_id,),
        )[0]
        return row[0], row[1], row[2]

    def results(self, campaign_id: int) -> list[tuple[str, str, int]]:
        # Grouped here: Firebird would sort texts of a thousand characters.
        counts: dict[tuple[str, str], int] = {}
        for name, text, n in self._sql.stream(
            "SELECT name, text, contacts FROM result_tallies WHERE campaign_id = ?", (campaign_id,)
        ):
            counts[name, text] = counts.get((name, text), 0) + n
        found = [(name, text, n) for (name, text), n in counts.items() if n > 0]
        return sorted(found, key=lambda each: (each[0], -each[2], each[1]))

    def by_node(self, campaign_id: int) -> list[NodeTally]:
        return self._by_node(campaign_id)

    def _by_node(
        self, campaign_id: int, more: str = "", values: tuple[object, ...] = ()
    ) -> list[NodeTally]:
        rows = self._sql.rows(
            "SELECT scheme_version_id, node, COUNT(*),"
            " SUM(IIF(hangup_by = 'subscriber', 1, 0)), SUM(IIF(disposition = ?, 1, 0)),"
            " CAST(SUM(DATEDIFF(MILLISECOND FROM answered_at TO ended_at)) AS BIGINT)"
            " FROM attempts a WHERE campaign_id = ? AND ended_at IS NOT NULL"
            f" AND answered_at IS NOT NULL AND node IS NOT NULL{more} GROUP BY 1, 2",
            (Disposition.COMPLETED.value, campaign_id, *values),
        )
        found = []
        for version_id, node, calls, by_subscriber, completed, talk_ms in rows:
            version = self._sql.row(
                "SELECT version FROM scheme_versions WHERE id = ?", (version_id,)
            )
            found.append(
                NodeTally(
                    scheme_version=version[0] if version else 0,
                    node=node,
                    node_name=self._node_names(version_id).get(node, ""),
                    calls=calls,
                    hung_up=by_subscriber,
                    completed=completed,
                    talk_s=max(0.0, (talk_ms or 0) / 1000),
                )
            )
        return sorted(found, key=lambda each: (each.scheme_version, -each.calls, each.node))

    def scheme_documents(self, campaign_id: int) -> dict[int, str]:
        rows = self._sql.rows(
            "SELECT v.version, v.document FROM scheme_versions v WHERE v.id IN"
            " (SELECT DISTINCT a.scheme_version_id FROM attempts a WHERE a.campaign_id = ?)",
            (campaign_id,),
        )
        return dict(rows)

    def by_result(self, campaign_id: int, prefix: str) -> list[ResultTally]:
        return self._by_result(campaign_id, prefix)

    def _by_result(
        self, campaign_id: int, prefix: str, more: str = "", values: tuple[object, ...] = ()
    ) -> list[ResultTally]:
        rows = self._sql.rows(
            "SELECT r.name, CAST(SUBSTRING(r.text FROM 1 FOR 100) AS VARCHAR(100)), a.disposition,"
            " COUNT(*), COUNT(a.answered_at) FROM attempt_results r"
            " JOIN attempts a ON a.id = r.attempt_id"
            " WHERE r.campaign_id = ? AND r.name STARTING WITH ? AND a.ended_at IS NOT NULL"
            f"{more} GROUP BY 1, 2, 3 ORDER BY 1, 2, 4 DESC",
            (campaign_id, prefix, *values),
        )
        return [ResultTally(*row) for row in rows]

    def results_beside(self, campaign_id: int, prefix: str) -> list[tuple[str, str, str, str, int]]:
        return self._results_beside(campaign_id, prefix)

    def _results_beside(
        self, campaign_id: int, prefix: str, more: str = "", values: tuple[object, ...] = ()
    ) -> list[tuple[str, str, str, str, int]]:
        rows = self._sql.rows(
            "SELECT s.name, CAST(SUBSTRING(s.text FROM 1 FOR 100) AS VARCHAR(100)), r.name,"
            " CAST(SUBSTRING(r.text FROM 1 FOR 100) AS VARCHAR(100)), COUNT(*)"
            " FROM attempt_results s JOIN attempt_results r ON r.attempt_id = s.attempt_id"
            " JOIN attempts a ON a.id = s.attempt_id"
            " WHERE s.campaign_id = ? AND s.name STARTING WITH ? AND a.ended_at IS NOT NULL"
            f" AND NOT r.name STARTING WITH ?{more} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 5 DESC",
            (campaign_id, prefix, prefix, *values),
        )
        return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]

    def by_operator(self, campaign_id: int) -> list[OperatorTally]:
        return self._by_operator(campaign_id)

    def _by_operator(
        self, campaign_id: int, more: str = "", values: tuple[object, ...] = ()
    ) -> list[OperatorTally]:
        rows = self._sql.rows(
            "SELECT u.name, COUNT(*),"
            " CAST(SUM(DATEDIFF(MILLISECOND FROM t.answered_at TO t.ended_at)) AS BIGINT),"
            " SUM(IIF(t.result = '', 0, 1)) FROM operator_talks t"
            " JOIN users u ON u.id = t.operator_id WHERE t.campaign_id = ? AND t.kind <> ?"
            f" AND t.answered_at IS NOT NULL AND t.ended_at IS NOT NULL{more}"
            " GROUP BY 1 ORDER BY 1",
            (campaign_id, OfferKind.CONSULT.value, *values),
        )
        return [OperatorTally(*row) for row in rows]

    def last_results(self, campaign_id: int, name: str) -> Iterator[tuple[int, str]]:
        last: dict[int, tuple[datetime, int, str]] = {}
        for contact_id, at, attempt_id, text in self._sql.stream(
            "SELECT contact_id, saved_at, attempt_id, text FROM attempt_results"
            " WHERE campaign_id = ? AND name = ?",
            (campaign_id, name),
        ):
            known = last.get(contact_id)
            if known is None or (at, attempt_id) > known[:2]:
                last[contact_id] = (at, attempt_id, text)
        yield from ((contact_id, found[2]) for contact_id, found in last.items())

    def contact_fields(self, campaign_id: int) -> Iterator[tuple[int, dict[str, str]]]:
        for contact_id, short, long in self._sql.stream(
            "SELECT id, fields, long_fields FROM contacts WHERE campaign_id = ?", (campaign_id,)
        ):
            yield contact_id, decode_fields(short, long)

    def _tally(self, column: str, campaign_id: int) -> dict[str, int]:
        return dict(
            self._sql.rows(
                f"SELECT {column}, SUM(attempts) FROM attempt_tallies"
                " WHERE campaign_id = ? AND disposition <> ''"
                f" GROUP BY {column} HAVING SUM(attempts) > 0 ORDER BY 2 DESC, 1",
                (campaign_id,),
            )
        )
