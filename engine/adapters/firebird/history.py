"""Calls of a number in all campaigns."""

import json
from collections.abc import Sequence

from engine.adapters.firebird.campaigns import FirebirdCampaignStore
from engine.adapters.firebird.codes import DISPOSITIONS
from engine.adapters.firebird.connection import Connection, Row, from_db, from_db_or_none
from engine.adapters.firebird.voice_files import DeletedRecordings
from engine.domain.campaign import Campaign
from engine.domain.refusal import SKIPPED
from engine.ports.history import PastCall

#: A number has few calls: they are found by attempts_phone, then sorted.
_CALLS = (
    "SELECT FIRST ? a.id, a.campaign_id, a.phone, a.reserved_at, a.answered_at, a.ended_at,"
    " a.disposition, a.operator_name, a.recording FROM attempts a WHERE a.phone = ?"
    " ORDER BY a.reserved_at DESC, a.id DESC"
)
#: By refusals_phone.
_SKIPS = (
    "SELECT FIRST ? r.id, r.campaign_id, r.phone, r.last_at, r.inputs FROM refusals r"
    " WHERE r.phone = ? AND r.rule_name = ? ORDER BY r.last_at DESC"
)
_RESULTS = "SELECT name, COALESCE(long_text, text) FROM attempt_results WHERE attempt_id = ?"


class FirebirdHistoryStore:
    """Fulfils engine.ports.history.HistoryStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def of_phones(self, phones: Sequence[str], limit: int) -> list[PastCall]:
        rows = [row for phone in dict.fromkeys(phones) for row in self._sql.rows(
            _CALLS, (limit, phone))]  # fmt: skip
        skips = [row for phone in dict.fromkeys(phones) for row in self._sql.rows(
            _SKIPS, (limit, phone, SKIPPED))]  # fmt: skip
        rows.sort(key=lambda row: (row[3], row[0]), reverse=True)
        rows = rows[:limit]
        campaigns = FirebirdCampaignStore(self._sql)
        known = {number: campaigns.get(number) for number in {row[1] for row in rows}}
        deleted = {
            number: DeletedRecordings.of_campaign(self._sql, number)
            for number in {row[1] for row in rows if row[8]}
        }
        found = [self._call(row, known[row[1]], deleted.get(row[1])) for row in rows]
        found += [_skip(row, campaigns.get(row[1])) for row in skips]
        found.sort(key=lambda call: call.at, reverse=True)
        return found[:limit]

    def _call(self, row: Row, campaign: Campaign, deleted: DeletedRecordings | None) -> PastCall:
        return PastCall(
            attempt_id=row[0],
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


def _skip(row: Row, campaign: Campaign) -> PastCall:
    inputs = json.loads(row[4])
    return PastCall(
        attempt_id=-row[0],
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
