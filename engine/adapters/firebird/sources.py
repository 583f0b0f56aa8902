"""Registered data sources, and how lists were built from them."""

import json
from collections.abc import Mapping
from datetime import datetime

from engine.adapters.firebird.codec import decode, encode, name_key, require_name
from engine.adapters.firebird.connection import Connection, Row, from_db, to_db
from engine.domain.campaign import CampaignState
from engine.errors import KnownError, Phrase
from engine.ports.source_store import ListBuild, StoredBuild
from engine.ports.sources import SourceSettings

_OUTCOME_LENGTH = 1000


def _stored(row: Row) -> StoredBuild:
    return StoredBuild(row[0], decode(ListBuild, row[1]), from_db(row[2]), json.loads(row[3]))


class FirebirdSourceStore:
    """``engine.ports.source_store.SourceStore``."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def add(self, settings: SourceSettings) -> None:
        require_name(Phrase("data source"), settings.name)
        if self._find(settings.name) is not None:
            raise KnownError(
                "a data source named '{name}' exists already.",
                mend="Choose another name, or remove it first.",
                name=settings.name,
            )
        (source_id,) = self._sql.next_ids("source_ids", 1)
        self._sql.execute(
            "INSERT INTO sources (id, name, name_key, settings) VALUES (?, ?, ?, ?)",
            (source_id, settings.name, name_key(settings.name), encode(settings)),
        )

    def replace(self, settings: SourceSettings) -> None:
        self.by_name(settings.name)
        self._sql.execute(
            "UPDATE sources SET settings = ? WHERE name_key = ?",
            (encode(settings), name_key(settings.name)),
        )

    def by_name(self, name: str) -> SourceSettings:
        found = self._find(name)
        if found is None:
            raise KnownError(
                "there is no data source named '{name}'.",
                mend="See: rino-desktop source list",
                name=name,
            )
        return found

    def all(self) -> list[SourceSettings]:
        rows = self._sql.rows("SELECT settings FROM sources ORDER BY name_key")
        return [decode(SourceSettings, text) for (text,) in rows]

    def remove(self, name: str) -> None:
        source = self.by_name(name)
        self._sql.execute("DELETE FROM sources WHERE name_key = ?", (name_key(source.name),))

    def _find(self, name: str) -> SourceSettings | None:
        row = self._sql.row("SELECT settings FROM sources WHERE name_key = ?", (name_key(name),))
        return None if row is None else decode(SourceSettings, row[0])

    # --- lists ---------------------------------------------------------------------------------

    def save_build(self, campaign_id: int, build: ListBuild, at: datetime,
                   outcome: Mapping[str, object]) -> None:  # fmt: skip
        text = json.dumps(outcome, ensure_ascii=False)
        if len(text) > _OUTCOME_LENGTH:
            text = json.dumps({"error": text[: _OUTCOME_LENGTH - 200]}, ensure_ascii=False)
        self._sql.execute(
            "UPDATE OR INSERT INTO list_builds (campaign_id, settings, built_at, outcome)"
            " VALUES (?, ?, ?, ?) MATCHING (campaign_id)",
            (campaign_id, encode(build), to_db(at), text[:_OUTCOME_LENGTH]),
        )

    def build_of(self, campaign_id: int) -> StoredBuild | None:
        row = self._sql.row(
            "SELECT settings, built_at, outcome FROM list_builds WHERE campaign_id = ?",
            (campaign_id,),
        )
        if row is None:
            return None
        return _stored((campaign_id, *row))

    def due_builds(self, now: datetime) -> list[StoredBuild]:
        rows = self._sql.rows(
            "SELECT b.campaign_id, b.settings, b.built_at, b.outcome FROM list_builds b"
            " JOIN campaigns c ON c.id = b.campaign_id WHERE c.state = ?",
            (CampaignState.RUNNING.value,),
        )
        builds = [_stored(row) for row in rows]
        return [
            each
            for each in builds
            if each.build.refresh_every_s > 0
            and (now - each.built_at).total_seconds() >= each.build.refresh_every_s
        ]

    def take_build(self, build: StoredBuild, now: datetime) -> bool:
        return bool(
            self._sql.changed(
                "UPDATE list_builds SET built_at = ? WHERE campaign_id = ? AND built_at = ?",
                (to_db(now), build.campaign_id, to_db(build.built_at)),
            )
        )

    def withdrawn(self, campaign_id: int) -> int:
        return int(
            self._sql.value(
                "SELECT COUNT(*) FROM withdrawn_contacts WHERE campaign_id = ?", (campaign_id,)
            )
        )
