"""What waits in a campaign, counted."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from collections.abc import Sequence
from datetime import datetime

from engine.adapters.firebird.codec import split_zones
from engine.adapters.firebird.codes import WAITING
from engine.adapters.firebird.connection import Connection, to_db
from engine.adapters.firebird.lists import in_lists
from engine.ports.waiting import WaitingZone

#: Along contacts_queue, without reading the contacts themselves.
BY_ZONE = (
    "SELECT c.zone_set_id, SUM(CASE WHEN c.next_at <= ? THEN 1 ELSE 0 END), COUNT(*)"
    f" FROM contacts c WHERE c.campaign_id = ? AND c.queue = {WAITING} GROUP BY c.zone_set_id"
)
#: From the do-not-call list, which is short, to the contact of each of its numbers.
LISTED = (
    "SELECT c.zone_set_id, COUNT(*) FROM do_not_call d"
    " JOIN contacts c ON c.campaign_id = ? AND c.phone = d.phone"
    f" WHERE c.queue + 0 = {WAITING} AND c.next_at <= ? GROUP BY c.zone_set_id"
)
_WITHOUT_CONSENT = (
    f"SELECT COUNT(*) FROM contacts c WHERE c.campaign_id = ? AND c.queue = {WAITING}"
    " AND NOT EXISTS (SELECT 1 FROM consents k WHERE k.phone = c.phone AND k.kind IN ({kinds})"
    " AND k.obtained_at <= ? AND (k.valid_until IS NULL OR k.valid_until > ?)"
    " AND (k.revoked_at IS NULL OR k.revoked_at > ?){proof})"
)


class FirebirdWaitingStore:
    """``engine.ports.waiting.WaitingStore``."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def zones(self, campaign_id: int, now: datetime) -> Sequence[WaitingZone]:
        moment = to_db(now)
        counted = self._sql.rows(BY_ZONE, (moment, campaign_id))
        if not counted:
            return []
        listed: dict[int, int] = dict(self._sql.rows(LISTED, (campaign_id, moment)))
        names: dict[int, str] = {}
        for marks, part in in_lists([zone for zone, _, _ in counted]):
            names.update(
                self._sql.rows(f"SELECT id, zones FROM zone_sets WHERE id IN ({marks})", part)
            )
        return [
            WaitingZone(
                zone, split_zones(names.get(zone, "")), due, listed.get(zone, 0), total - due
            )
            for zone, due, total in counted
        ]

    def without_consent(self, campaign_id: int, kinds: Sequence[str], now: datetime,
                        *, proof: bool) -> int:  # fmt: skip
        moment = to_db(now)
        statement = _WITHOUT_CONSENT.format(
            kinds=", ".join("?" * len(kinds)) or "NULL",
            proof=" AND (k.proof <> '' OR k.proof_id IS NOT NULL)" if proof else "",
        )
        found: int = self._sql.value(statement, (campaign_id, *kinds, moment, moment, moment))
        return found
