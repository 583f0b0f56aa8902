"""What reports read. Streams walk along an index; nothing is sorted and nothing asked per row."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from engine.adapters.firebird.codec import decode_fields
from engine.adapters.firebird.connection import Connection, Row, from_db, from_db_or_none
from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports.storage import ReportedAttempt

#: Left joins keep the attempts first, in the order of attempts_campaign.
ATTEMPTS = (
    "SELECT a.id, a.phone, a.attempt_number, a.reserved_at, a.started_at, a.answered_at,"
    " a.ended_at, a.sip_code, a.hangup_cause, a.hangup_by, a.disposition, a.operator_name, a.node,"
    " v.version, a.engine, a.recording, a.contact_id, c.fields, c.long_fields,"
    " r.name, r.text, r.long_text, a.scheme_version_id"
    " FROM attempts a"
    " LEFT JOIN contacts c ON c.id = a.contact_id"
    " LEFT JOIN scheme_versions v ON v.id = a.scheme_version_id"
    " LEFT JOIN attempt_results r ON r.attempt_id = a.id"
    " WHERE a.campaign_id = ? AND a.ended_at IS NOT NULL"
    " ORDER BY a.campaign_id, a.begun_at, a.id"
)
_LAST_RESULTS = (
    "SELECT name, text, COUNT(*) FROM (SELECT r.name, r.text, ROW_NUMBER() OVER"
    " (PARTITION BY r.contact_id, r.name ORDER BY r.saved_at DESC, r.attempt_id DESC) AS place"
    " FROM attempt_results r WHERE r.campaign_id = ?)"
    " WHERE place = 1 GROUP BY name, text ORDER BY name, 3 DESC, text"
)


class FirebirdReportStore:
    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def attempts(self, campaign_id: int) -> Iterator[ReportedAttempt]:
        current: ReportedAttempt | None = None
        results: dict[str, str] = {}
        names: dict[int, dict[str, str]] = {}
        for row in self._sql.stream(ATTEMPTS, (campaign_id,)):
            if current is None or current.id != row[0]:
                if current is not None:
                    yield replace(current, results=results)
                version_id = row[22]
                if version_id not in names:
                    names[version_id] = self._node_names(version_id)
                current = replace(_reported(row), node_name=names[version_id].get(row[12], ""))
                results = {}
            if row[19] is not None:
                results[row[19]] = row[20] if row[21] is None else row[21]
        if current is not None:
            yield replace(current, results=results)

    def _node_names(self, version_id: int) -> dict[str, str]:
        """Node id → its name in that version of the scheme."""
        row = self._sql.row("SELECT document FROM scheme_versions WHERE id = ?", (version_id,))
        nodes = json.loads(row[0]).get("nodes", []) if row else []
        return {node["id"]: node.get("name", "") for node in nodes}

    def attempt_totals(self, campaign_id: int) -> tuple[int, int, int]:
        row = self._sql.rows(
            "SELECT COUNT(*), COUNT(*) - COUNT(ended_at), COUNT(answered_at)"
            " FROM attempts WHERE campaign_id = ?",
            (campaign_id,),
        )[0]
        return row[0], row[1], row[2]

    def by_hangup_cause(self, campaign_id: int) -> dict[str, int]:
        return self._tally("hangup_cause", campaign_id)

    def by_disposition(self, campaign_id: int) -> dict[str, int]:
        return self._tally("disposition", campaign_id)

    def by_hour(self, campaign_id: int) -> list[tuple[datetime, int, int]]:
        rows = self._sql.rows(
            "SELECT CAST(begun_at AS DATE), EXTRACT(HOUR FROM begun_at), COUNT(*),"
            " COUNT(answered_at) FROM attempts WHERE campaign_id = ? AND ended_at IS NOT NULL"
            " GROUP BY 1, 2 ORDER BY 1, 2",
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

    def reached(self, campaign_id: int) -> tuple[int, int, int]:
        row = self._sql.rows(
            "SELECT COUNT(DISTINCT contact_id),"
            " COUNT(DISTINCT IIF(answered_at IS NULL, NULL, contact_id)),"
            " COUNT(DISTINCT IIF(disposition = ?, contact_id, NULL))"
            " FROM attempts WHERE campaign_id = ?",
            (Disposition.COMPLETED.value, campaign_id),
        )[0]
        return row[0], row[1], row[2]

    def results(self, campaign_id: int) -> list[tuple[str, str, int]]:
        return [(name, text, n) for name, text, n in self._sql.rows(_LAST_RESULTS, (campaign_id,))]

    def _tally(self, column: str, campaign_id: int) -> dict[str, int]:
        return dict(
            self._sql.rows(
                f"SELECT {column}, COUNT(*) FROM attempts"
                " WHERE campaign_id = ? AND ended_at IS NOT NULL"
                f" GROUP BY {column} ORDER BY 2 DESC, 1",
                (campaign_id,),
            )
        )


def _reported(row: Row) -> ReportedAttempt:
    return ReportedAttempt(
        id=row[0],
        phone=row[1],
        attempt=row[2],
        reserved_at=from_db(row[3]),
        started_at=from_db_or_none(row[4]),
        answered_at=from_db_or_none(row[5]),
        ended_at=from_db(row[6]),
        sip_code=row[7],
        hangup_cause=HangupCause(row[8]),
        hangup_by=HangupBy(row[9]),
        disposition=Disposition(row[10]),
        operator=row[11],
        node=row[12],
        scheme_version=row[13] or 0,
        engine=row[14],
        recording=row[15] or "",
        contact_id=row[16],
        contact=decode_fields(row[17], row[18]),
    )
