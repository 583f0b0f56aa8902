"""Trunks. A removed one keeps its row: attempts name it, and its calls may still live."""

from dataclasses import replace

from engine.adapters.firebird.codec import decode, encode, name_key, require_name
from engine.adapters.firebird.connection import Connection, Row
from engine.domain.campaign import CampaignSettings, CampaignState
from engine.domain.trunk import Trunk, TrunkSettings
from engine.errors import KnownError, Phrase

_SELECT = "SELECT id, settings, revision FROM trunks WHERE removed = 0"


def _trunk(row: Row) -> Trunk:
    return Trunk(row[0], decode(TrunkSettings, row[1]), row[2])


class FirebirdTrunkStore:
    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def add(self, settings: TrunkSettings) -> Trunk:
        require_name(Phrase("trunk"), settings.name)
        # Locked, because the unique index that would settle a race cannot leave removed ones out.
        self._lock()
        if self._find(settings.name) is not None:
            raise KnownError(
                "a trunk named '{name}' exists already.",
                mend="Choose another name, or remove it first.",
                name=settings.name,
            )
        (trunk_id,) = self._sql.next_ids("trunk_ids", 1)
        self._sql.execute(
            "INSERT INTO trunks (id, name, name_key, revision, settings) VALUES (?, ?, ?, 1, ?)",
            (trunk_id, settings.name, name_key(settings.name), encode(settings)),
        )
        return Trunk(trunk_id, settings, 1)

    def change(self, settings: TrunkSettings) -> Trunk:
        self._lock()
        trunk = self.by_name(settings.name)
        changed = Trunk(trunk.id, replace(settings, name=trunk.name), trunk.revision + 1)
        self._sql.execute(
            "UPDATE trunks SET settings = ?, revision = ? WHERE id = ?",
            (encode(changed.settings), changed.revision, changed.id),
        )
        return changed

    def by_name(self, name: str) -> Trunk:
        trunk = self._find(name)
        if trunk is None:
            raise KnownError(
                "there is no trunk named '{name}'.", mend="See: rino-desktop trunk list", name=name
            )
        return trunk

    def all(self) -> list[Trunk]:
        return [_trunk(row) for row in self._sql.rows(f"{_SELECT} ORDER BY id")]

    def remove(self, name: str) -> None:
        trunk = self.by_name(name)
        used = self._sql.rows(
            "SELECT settings FROM campaigns WHERE state <> ? ORDER BY id",
            (CampaignState.ARCHIVED.value,),
        )
        for (text,) in used:
            campaign = decode(CampaignSettings, text)
            if name_key(name) in {name_key(used_name) for used_name in campaign.trunks}:
                raise KnownError(
                    "the trunk '{trunk}' is used by the campaign '{campaign}'.",
                    mend="Archive that campaign or give it another trunk first.",
                    trunk=trunk.name,
                    campaign=campaign.name,
                )
        self._sql.execute(
            "UPDATE trunks SET removed = 1, revision = revision + 1 WHERE id = ?", (trunk.id,)
        )

    def _find(self, name: str) -> Trunk | None:
        row = self._sql.row(f"{_SELECT} AND name_key = ?", (name_key(name),))
        return None if row is None else _trunk(row)

    def _lock(self) -> None:
        self._sql.row("SELECT name FROM locks WHERE name = 'LINES' WITH LOCK")
