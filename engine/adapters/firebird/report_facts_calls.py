"""What reports on calls read: counts by quarters of an hour, and recordings."""

# ruff: noqa: S608 - SQL is put together from constants and numbers; texts are always parameters

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, timedelta

from engine.adapters.firebird.codec import split_zones
from engine.adapters.firebird.connection import Connection, Row, from_db
from engine.adapters.firebird.report_scope import (
    QUARTER,
    QUARTERS_BEGIN,
    Conditions,
    ends,
    of_attempts,
    of_incoming,
)
from engine.adapters.firebird.trunk_calls import TrunkCallsPart
from engine.adapters.firebird.voice_files import DeletedRecordings
from engine.domain.call_key import attempt_of, key_of_incoming
from engine.ports.report_facts import QuarterTally, RecordedCall
from engine.ports.report_scope import Scope

_BEGIN = QUARTERS_BEGIN.replace(tzinfo=UTC)
_QUARTER = timedelta(minutes=15)
_TALK_MS = (
    "IIF(a.answered_at IS NULL OR a.ended_at < a.answered_at, 0,"
    " DATEDIFF(MILLISECOND FROM a.answered_at TO a.ended_at))"
)
_ATTEMPTS = "a.campaign_id = ? AND a.ended_at IS NOT NULL"
_RECORDED = (
    "SELECT a.id, a.campaign_id, a.phone, COALESCE(a.operator_name, CAST('' AS VARCHAR(1))),"
    " a.begun_at, a.answered_at, a.ended_at, a.recording FROM attempts a WHERE"
)
_RECORDED_INCOMING = (
    "SELECT i.id, COALESCE(i.campaign_id, 0),"
    " CAST(COALESCE(NULLIF(i.phone, ''), i.caller) AS VARCHAR(200)), CAST('' AS VARCHAR(1)),"
    " i.received_at, i.answered_at, i.ended_at, i.recording FROM incoming_calls i WHERE"
)


class ReportCallsPart(TrunkCallsPart):
    _sql: Connection

    # --- counts ---

    def quarters(self, scope: Scope, *, zones: bool = False) -> Iterator[QuarterTally]:
        for campaign in self._campaigns(scope):
            by_zone = zones and self._zone_sets_differ(campaign)
            only = self._only_zone_set(campaign) if zones and not by_zone else ()
            sets = self._zone_sets() if by_zone else {}
            for tally, zone_set in self._of_campaign(campaign, scope, by_zone):
                if scope.at_an_hour(tally.quarter_at):
                    found = sets.get(zone_set, ()) if by_zone else only
                    yield replace(tally, zones=found) if found else tally

    def _of_campaign(
        self, campaign: int, scope: Scope, by_zone: bool
    ) -> Iterator[tuple[QuarterTally, int]]:
        if not (by_zone or scope.operators or scope.trunks or scope.lists
                or scope.results):  # fmt: skip
            yield from self._kept(campaign, scope)
            return
        more = of_attempts(scope)
        sql = (
            f"SELECT {QUARTER.format(moment='a.begun_at')},"
            f" {'c.zone_set_id' if by_zone else '0'}, a.disposition, COUNT(*),"
            f" COUNT(a.answered_at), CAST(SUM({_TALK_MS}) AS BIGINT) FROM attempts a"
            + (" LEFT JOIN contacts c ON c.id = a.contact_id" if by_zone else "")
            + f" WHERE {_ATTEMPTS}{more.more()} GROUP BY 1, 2, 3"
        )
        for quarter, zone_set, disposition, n, answered, talk_ms in self._sql.rows(
            sql, (campaign, *more.parameters)
        ):
            at = _BEGIN + quarter * _QUARTER
            yield (
                QuarterTally(at, campaign, 0, (), disposition, "", None, n, answered, talk_ms, 0),
                zone_set or 0,
            )  # fmt: skip

    def _kept(self, campaign: int, scope: Scope) -> Iterator[tuple[QuarterTally, int]]:
        """The counts that triggers keep. They are of whole quarters, and days begin with one."""
        more = Conditions()
        more.period("t.quarter_at", scope)
        more.texts("t.disposition", scope.dispositions)
        for at, disposition, *counts in self._sql.rows(
            "SELECT t.quarter_at, t.disposition, SUM(t.attempts), SUM(t.answered),"
            " CAST(SUM(t.talk_ms) AS BIGINT), SUM(t.minutes) FROM attempt_tallies t"
            f" WHERE t.campaign_id = ? AND t.disposition <> ''{more.more()} GROUP BY 1, 2"
            " HAVING SUM(t.attempts) > 0",
            (campaign, *more.parameters),
        ):
            yield QuarterTally(from_db(at), campaign, 0, (), disposition, "", None, *counts), 0

    def _zone_sets_differ(self, campaign: int) -> bool:
        first, last = self._zone_set_ends(campaign)
        return bool(first != last)

    def _only_zone_set(self, campaign: int) -> tuple[str, ...]:
        return self._zone_sets().get(self._zone_set_ends(campaign)[0] or 0, ())

    def _zone_set_ends(self, campaign: int) -> tuple[int | None, int | None]:
        row = self._sql.rows(
            "SELECT MIN(zone_set_id), MAX(zone_set_id) FROM contacts WHERE campaign_id = ?",
            (campaign,),
        )[0]
        return row[0], row[1]

    def _zone_sets(self) -> dict[int, tuple[str, ...]]:
        return {
            number: split_zones(zones)
            for number, zones in self._sql.rows("SELECT id, zones FROM zone_sets")
        }

    # --- recordings ---

    def recordings(self, scope: Scope) -> Iterator[RecordedCall]:
        for campaign in self._campaigns(scope):
            deleted = DeletedRecordings.of_campaign(self._sql, campaign)
            more = of_attempts(scope)
            for row in self._sql.packed(
                f"{_RECORDED} {_ATTEMPTS} AND a.recording > ''{more.more()}"
                " ORDER BY a.campaign_id, a.begun_at, a.id",
                (campaign, *more.parameters),
            ):
                yield _recorded(row[0], row, deleted)
        if not (scope.lists or scope.operators):
            yield from self._incoming(scope)

    def _incoming(self, scope: Scope) -> Iterator[RecordedCall]:
        """They come from no list, and nobody has written down with whom they talked."""
        deleted = DeletedRecordings.of_campaign(self._sql, 0)
        more = of_incoming(scope)
        for row in self._sql.packed(
            f"{_RECORDED_INCOMING} i.received_at >= ? AND i.received_at < ? AND i.recording > ''"
            f" AND i.ended_at IS NOT NULL{more.more()} ORDER BY i.received_at DESC",
            (*ends(scope), *more.parameters),
        ):
            call = _recorded(key_of_incoming(row[0]), row, deleted)
            if scope.at_an_hour(call.begun_at):
                yield call

    def recording(self, key: int) -> RecordedCall | None:
        attempt = attempt_of(key)
        select = _RECORDED_INCOMING if attempt is None else _RECORDED
        column = "i.id" if attempt is None else "a.id"
        ended = column.replace("id", "ended_at")
        rows = list(self._sql.packed(
            f"{select} {column} = ? AND {ended} IS NOT NULL", (abs(key),)
        ))  # fmt: skip
        if not rows or not rows[0][7]:
            return None
        row = rows[0]
        deleted = DeletedRecordings.of_campaign(self._sql, 0 if attempt is None else row[1])
        return _recorded(key, row, deleted)


def _recorded(key: int, row: Row, deleted: DeletedRecordings | None) -> RecordedCall:
    _, campaign, phone, operator, begun, answered, ended, name = row
    gone = deleted is not None and deleted.has(abs(key), name)
    return RecordedCall(key, campaign, phone, operator, begun, answered, ended, name, gone)
