"""Places in the cells of a survey, and the zone sets of its groups."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from collections import Counter
from collections.abc import Mapping, Sequence

from engine.adapters.firebird.codes import CLAIMED
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.lists import in_lists
from engine.domain.campaign import CampaignState
from engine.ports.ledger import QuotaFigures


class FirebirdQuotaStore:
    """``engine.ports.ledger.QuotaStore``."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def figures(self, campaign_id: int, cells: Sequence[str]) -> QuotaFigures:
        done: dict[str, int] = dict(
            self._sql.rows(
                "SELECT cell, COUNT(*) FROM quota_places WHERE campaign_id = ? AND done = 1"
                " GROUP BY cell",
                (campaign_id,),
            )
        )
        # A reservation ends with its attempt, whoever closes that.
        reserved = self._sql.rows(
            "SELECT attempt_id, cell FROM quota_places WHERE campaign_id = ? AND done = 0",
            (campaign_id,),
        )
        live: set[int] = set()
        for marks, part in in_lists([attempt_id for attempt_id, _ in reserved]):
            live.update(
                attempt_id
                for (attempt_id,) in self._sql.rows(
                    f"SELECT id FROM attempts WHERE id IN ({marks}) AND ended_at IS NULL", part
                )
            )
        going = Counter(cell for attempt_id, cell in reserved if attempt_id in live)
        return QuotaFigures(
            {index: done.get(cell, 0) for index, cell in enumerate(cells)},
            {index: going.get(cell, 0) for index, cell in enumerate(cells)},
        )

    def lock(self, campaign_id: int) -> None:
        self._sql.row(
            "SELECT campaign_id FROM campaign_locks WHERE campaign_id = ? WITH LOCK",
            (campaign_id,),
        )

    def reserve(self, campaign_id: int, attempt_id: int, cells: Sequence[str]) -> None:
        self._put(campaign_id, attempt_id, cells, 0)

    def settle(self, campaign_id: int, attempt_id: int, cells: Sequence[str]) -> None:
        self._sql.execute("DELETE FROM quota_places WHERE attempt_id = ?", (attempt_id,))
        self._put(campaign_id, attempt_id, cells, 1)

    def _put(self, campaign_id: int, attempt_id: int, cells: Sequence[str], done: int) -> None:
        self._sql.execute_many(
            "UPDATE OR INSERT INTO quota_places (attempt_id, campaign_id, cell, done)"
            " VALUES (?, ?, ?, ?) MATCHING (attempt_id, cell)",
            [(attempt_id, campaign_id, cell, done) for cell in cells],
        )

    def move(self, session_id: int, groups: Mapping[int, str], campaign_id: int) -> None:
        for marks, part in in_lists(list(groups)):
            for contact_id, zone_set_id, plain_id in self._sql.rows(
                "SELECT c.id, c.zone_set_id, q.plain_id FROM contacts c"
                " LEFT JOIN quota_zone_sets q ON q.zone_set_id = c.zone_set_id"
                f" WHERE c.id IN ({marks}) AND c.claimed_by = ?",
                (*part, session_id),
            ):
                plain = zone_set_id if plain_id is None else plain_id
                wanted = self._zone_set(campaign_id, groups[contact_id], plain)
                if wanted != zone_set_id:
                    self._sql.execute(
                        "UPDATE contacts SET zone_set_id = ? WHERE id = ?", (wanted, contact_id)
                    )

    def _zone_set(self, campaign_id: int, group: str, plain_id: int) -> int:
        row = self._sql.row(
            "SELECT zone_set_id FROM quota_zone_sets WHERE campaign_id = ? AND quota_group = ?"
            " AND plain_id = ?",
            (campaign_id, group, plain_id),
        )
        if row is not None:
            return int(row[0])
        # Claims of a campaign stand in line at its lock: nobody else makes the same one now.
        (zone_set_id,) = self._sql.next_ids("zone_set_ids", 1)
        self._sql.execute(
            "INSERT INTO zone_sets (id, zones) SELECT CAST(? AS INTEGER),"
            " zones || CAST(? AS VARCHAR(260)) FROM zone_sets WHERE id = ?",
            (zone_set_id, f"#{campaign_id}:{group}:{plain_id}", plain_id),
        )
        self._sql.execute(
            "INSERT INTO quota_zone_sets (zone_set_id, campaign_id, plain_id, quota_group)"
            " VALUES (?, ?, ?, ?)",
            (zone_set_id, campaign_id, plain_id, group),
        )
        return zone_set_id

    def groups(self, campaign_id: int) -> dict[int, str]:
        return dict(
            self._sql.rows(
                "SELECT zone_set_id, quota_group FROM quota_zone_sets WHERE campaign_id = ?",
                (campaign_id,),
            )
        )

    def finish(self, campaign_id: int, closed: Sequence[int], *, all_full: bool) -> bool:
        self.lock(campaign_id)
        claimed = self._sql.row(
            f"SELECT FIRST 1 id FROM contacts WHERE campaign_id = ? AND queue = {CLAIMED}",
            (campaign_id,),
        )
        if claimed is not None:
            return False
        if not all_full:
            waiting = {
                zone
                for (zone,) in self._sql.rows(
                    "SELECT zone_set_id FROM waiting_zones(CAST(? AS INTEGER))", (campaign_id,)
                )
            }
            if waiting - set(closed):
                return False
        changed = self._sql.changed(
            "UPDATE campaigns SET state = ?, revision = revision + 1 WHERE id = ? AND state = ?",
            (CampaignState.FINISHED.value, campaign_id, CampaignState.RUNNING.value),
        )
        return changed > 0
