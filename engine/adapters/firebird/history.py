"""Calls of a number in all campaigns."""

from collections.abc import Sequence

from engine.adapters.firebird.campaigns import FirebirdCampaignStore
from engine.adapters.firebird.codes import DISPOSITIONS
from engine.adapters.firebird.connection import Connection, Row, from_db, from_db_or_none
from engine.adapters.firebird.voice_files import DeletedRecordings
from engine.domain.campaign import Campaign
from engine.ports.history import PastCall

#: A number has few calls: they are found by attempts_phone, then sorted.
_CALLS = (
    "SELECT FIRST ? a.id, a.campaign_id, a.phone, a.reserved_at, a.answered_at, a.ended_at,"
    " a.disposition, a.operator_name, a.recording FROM attempts a WHERE a.phone = ?"
    " ORDER BY a.reserved_at DESC, a.id DESC"
)
_RESULTS = "SELECT name, COALESCE(long_text, text) FROM attempt_results WHERE attempt_id = ?"


class FirebirdHistoryStore:
    """Fulfils engine.ports.history.HistoryStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def of_phones(self, phones: Sequence[str], limit: int) -> list[PastCall]:
        rows = [row for phone in dict.fromkeys(phones) for row in self._sql.rows(
            _CALLS, (limit, phone))]  # fmt: skip
        rows.sort(key=lambda row: (row[3], row[0]), reverse=True)
        rows = rows[:limit]
        campaigns = FirebirdCampaignStore(self._sql)
        known = {number: campaigns.get(number) for number in {row[1] for row in rows}}
        deleted = {
            number: DeletedRecordings.of_campaign(self._sql, number)
            for number in {row[1] for row in rows if row[8]}
        }
        return [self._call(row, known[row[1]], deleted.get(row[1])) for row in rows]

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
