"""Campaigns and their states."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

import fdb

from engine.adapters.firebird.codec import decode, encode, name_key, require_name
from engine.adapters.firebird.codes import CLAIMED, WAITING
from engine.adapters.firebird.connection import Connection, Row
from engine.adapters.firebird.errors import is_duplicate
from engine.domain.campaign import Campaign, CampaignSettings, CampaignState
from engine.errors import KnownError, Phrase

_SELECT = "SELECT id, settings, state, revision FROM campaigns"

#: What a campaign that has never called anybody may have beside its own row.
_OF_A_DRAFT = (
    "contacts", "imports", "list_builds", "withdrawn_contacts", "quota_zone_sets",
    "refusals", "campaign_locks",
)  # fmt: skip


def _campaign(row: Row) -> Campaign:
    return Campaign(row[0], decode(CampaignSettings, row[1]), CampaignState(row[2]), row[3])


class FirebirdCampaignStore:
    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def create(self, settings: CampaignSettings) -> Campaign:
        (campaign_id,) = self._sql.next_ids("campaign_ids", 1)
        name = require_name(Phrase("campaign"), settings.name)
        try:
            self._sql.execute(
                "INSERT INTO campaigns (id, name, name_key, state, revision, settings)"
                " VALUES (?, ?, ?, ?, 1, ?)",
                (campaign_id, name, name_key(name), CampaignState.DRAFT.value, encode(settings)),
            )
        except fdb.Error as error:
            if not is_duplicate(error):
                raise
            raise KnownError(
                "a campaign named '{name}' exists already.",
                mend="Choose another name, or use campaign update.",
                name=name,
            ) from error
        self._sql.execute("INSERT INTO campaign_locks (campaign_id) VALUES (?)", (campaign_id,))
        return Campaign(campaign_id, settings, CampaignState.DRAFT, 1)

    def update(self, settings: CampaignSettings) -> Campaign:
        campaign = self.by_name(settings.name)
        self._sql.execute(
            "UPDATE campaigns SET name = ?, settings = ?, revision = revision + 1 WHERE id = ?",
            (settings.name, encode(settings), campaign.id),
        )
        return self.get(campaign.id)

    def replace(self, campaign: Campaign, settings: CampaignSettings) -> Campaign | None:
        changed = self._sql.changed(
            "UPDATE campaigns SET settings = ?, revision = revision + 1"
            " WHERE id = ? AND revision = ?",
            (encode(settings), campaign.id, campaign.revision),
        )
        return self.get(campaign.id) if changed else None

    def remove_draft(self, campaign_id: int) -> bool:
        state = CampaignState.DRAFT.value
        changed = self._sql.changed(
            "DELETE FROM campaigns WHERE id = ? AND state = ? AND NOT EXISTS"
            " (SELECT 1 FROM attempts a WHERE a.campaign_id = campaigns.id)",
            (campaign_id, state),
        )
        if changed:
            for table in _OF_A_DRAFT:
                self._sql.execute(f"DELETE FROM {table} WHERE campaign_id = ?", (campaign_id,))
        return changed > 0

    def by_name(self, name: str) -> Campaign:
        row = self._sql.row(f"{_SELECT} WHERE name_key = ?", (name_key(name),))
        if row is None:
            raise KnownError(
                "there is no campaign named '{name}'.",
                mend="See: rino-desktop campaign list",
                name=name,
            )
        return _campaign(row)

    def get(self, campaign_id: int) -> Campaign:
        row = self._sql.row(f"{_SELECT} WHERE id = ?", (campaign_id,))
        if row is None:
            raise KnownError(
                "there is no campaign with the number {campaign_id}.", campaign_id=campaign_id
            )
        return _campaign(row)

    def all(self) -> list[Campaign]:
        return [_campaign(row) for row in self._sql.rows(f"{_SELECT} ORDER BY id")]

    def set_state(self, campaign_id: int, state: CampaignState) -> Campaign:
        self._sql.execute(
            "UPDATE campaigns SET state = ?, revision = revision + 1 WHERE id = ?",
            (state.value, campaign_id),
        )
        return self.get(campaign_id)

    def finish_if_running(self, campaign_id: int) -> bool:
        # The lock waits for claims under way, so that none of them is overlooked.
        self._sql.row(
            "SELECT campaign_id FROM campaign_locks WHERE campaign_id = ? WITH LOCK",
            (campaign_id,),
        )
        changed = self._sql.changed(
            "UPDATE campaigns SET state = ?, revision = revision + 1 WHERE id = ? AND state = ?"
            " AND NOT EXISTS (SELECT 1 FROM contacts c WHERE c.campaign_id = campaigns.id"
            f" AND c.queue = {WAITING})"
            " AND NOT EXISTS (SELECT 1 FROM contacts c WHERE c.campaign_id = campaigns.id"
            f" AND c.queue = {CLAIMED})",
            (CampaignState.FINISHED.value, campaign_id, CampaignState.RUNNING.value),
        )
        return changed > 0
