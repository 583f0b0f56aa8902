"""Calls of a number: ours in all campaigns, and those that came in."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from engine.adapters.firebird.campaigns import FirebirdCampaignStore
from engine.adapters.firebird.codes import DISPOSITIONS
from engine.adapters.firebird.connection import (
    Connection,
    Row,
    from_db,
    from_db_or_none,
    to_db,
)
from engine.adapters.firebird.voice_files import DeletedRecordings
from engine.domain.call_key import incoming_of, key_of_incoming
from engine.domain.campaign import Campaign
from engine.domain.disposition import Disposition
from engine.domain.refusal import SKIPPED
from engine.ports.history import PastCall

#: A number has few calls: they are found by attempts_phone, then sorted. "+ 0": what is left out of
#: a moment that several calls have is not worth an index.
_CALLS = (
    "SELECT FIRST ? a.id, a.campaign_id, a.phone, a.reserved_at, a.answered_at, a.ended_at,"
    " a.disposition, a.operator_name, a.recording FROM attempts a WHERE a.phone = ?"
    " AND a.reserved_at <= ? AND (a.reserved_at + 0 < ? OR a.id + 0 < ?)"
    " ORDER BY a.reserved_at DESC, a.id DESC"
)
#: By incoming_calls_phone.
_INCOMING = (
    "SELECT FIRST ? i.id, i.campaign_id, i.phone, i.received_at, i.answered_at, i.ended_at,"
    " i.disposition, i.recording, i.called, i.target, i.after_hours FROM incoming_calls i"
    " WHERE i.phone = ? AND i.received_at <= ? AND (i.received_at + 0 < ? OR i.id + 0 < ?)"
    " ORDER BY i.received_at DESC, i.id DESC"
)
#: By refusals_phone.
_SKIPS = (
    "SELECT FIRST ? r.id, r.campaign_id, r.phone, r.last_at, r.inputs FROM refusals r"
    " WHERE r.phone = ? AND r.last_at <= ? AND (r.last_at + 0 < ? OR r.id + 0 < ?)"
    f" AND r.rule_name = '{SKIPPED}' ORDER BY r.last_at DESC, r.id DESC"
)
_RESULTS = "SELECT name, COALESCE(long_text, text) FROM attempt_results WHERE attempt_id = ?"
_INCOMING_RESULTS = "SELECT name, COALESCE(long_text, text) FROM incoming_results WHERE call_id = ?"
#: Who has talked with a caller: of an attempt its row says so. By operator_talks_attempt.
_OPERATOR = (
    "SELECT FIRST 1 u.name FROM operator_talks t LEFT JOIN users u ON u.id = t.operator_id"
    " WHERE t.attempt_id = ? AND t.answered_at IS NOT NULL ORDER BY t.answered_at DESC"
)
#: In this order where they have the same moment, the last one first.
_KINDS = (_SKIPS, _INCOMING, _CALLS)
_NEVER, _ANY_ID = datetime(9999, 1, 1, tzinfo=UTC), 2**62


class FirebirdHistoryStore:
    """Fulfils engine.ports.history.HistoryStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection
        self._campaigns = FirebirdCampaignStore(connection)

    def of_phones(
        self, phones: Sequence[str], limit: int, after: PastCall | None = None
    ) -> list[PastCall]:
        found = [
            (row[3], kind, row)
            for kind, sql in enumerate(_KINDS)
            for phone in dict.fromkeys(phones)
            for row in self._sql.rows(sql, (limit, phone, *_bounds(kind, after)))
        ]
        found.sort(key=lambda each: (each[0], each[1], each[2][0]), reverse=True)
        found = found[:limit]
        numbers = {row[1] for _, _, row in found if row[1]}
        campaigns = {number: self._campaigns.get(number) for number in numbers}
        deleted = {
            number: DeletedRecordings.of_campaign(self._sql, number)
            for number in {row[1] or 0 for _, kind, row in found if _KINDS[kind] != _SKIPS}
        }
        return [
            self._past(_KINDS[kind], row, campaigns.get(row[1]), deleted.get(row[1] or 0))
            for _, kind, row in found
        ]

    def _past(
        self, kind: str, row: Row, campaign: Campaign | None, deleted: DeletedRecordings | None
    ) -> PastCall:
        if kind == _INCOMING:
            return self._incoming(row, campaign, deleted)
        assert campaign is not None
        return _skip(row, campaign) if kind == _SKIPS else self._call(row, campaign, deleted)

    def _call(self, row: Row, campaign: Campaign, deleted: DeletedRecordings | None) -> PastCall:
        return PastCall(
            call_key=row[0],
            campaign=campaign.name,
            phone=row[2],
            at=from_db(row[3]),
            answered_at=from_db_or_none(row[4]),
            ended_at=from_db_or_none(row[5]),
            disposition=DISPOSITIONS[row[6]] if row[6] else None,
            operator=row[7] or "",
            recording=row[8] or "",
            recording_deleted=deleted is not None and deleted.has(row[0], row[8]),
            results=dict(self._sql.rows(_RESULTS, (row[0],))),
            masked=campaign.settings.mask_numbers,
        )

    def _incoming(
        self, row: Row, campaign: Campaign | None, deleted: DeletedRecordings | None
    ) -> PastCall:
        key = key_of_incoming(row[0])
        talked = self._sql.row(_OPERATOR, (key,))
        return PastCall(
            call_key=key,
            campaign=campaign.name if campaign is not None else "",
            phone=row[2],
            at=from_db(row[3]),
            answered_at=from_db_or_none(row[4]),
            ended_at=from_db_or_none(row[5]),
            disposition=Disposition(row[6]) if row[6] else None,
            operator=(talked[0] or "") if talked else "",
            recording=row[7] or "",
            recording_deleted=deleted is not None and deleted.has(0, row[7]),
            results=dict(self._sql.rows(_INCOMING_RESULTS, (row[0],))),
            masked=campaign is not None and campaign.settings.mask_numbers,
            called=row[8] or "",
            target=row[9] or "",
            after_hours=bool(row[10]),
        )


def _bounds(kind: int, after: PastCall | None) -> tuple[object, ...]:
    """What comes after a call in the list, among those of one kind: so late at most and, at that
    very moment, numbers so low."""
    if after is None:
        at = to_db(_NEVER)
        return at, at, _ANY_ID
    at, its_kind, number = to_db(after.at), 2, after.call_key
    if after.skipped:
        its_kind, number = 0, -after.call_key
    elif after.came_in:
        its_kind, number = 1, incoming_of(after.call_key) or 0
    lower = number if kind == its_kind else _ANY_ID if kind < its_kind else 0
    return at, at, lower


def _skip(row: Row, campaign: Campaign) -> PastCall:
    inputs = json.loads(row[4])
    return PastCall(
        call_key=-row[0],
        campaign=campaign.name,
        phone=row[2],
        at=from_db(row[3]),
        answered_at=None,
        ended_at=None,
        disposition=None,
        operator=str(inputs.get("operator", "")),
        masked=campaign.settings.mask_numbers,
        skipped=str(inputs.get("reason", "")) or SKIPPED,
    )
