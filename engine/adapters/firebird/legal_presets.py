"""Legal presets of an office's own."""

from datetime import datetime

import fdb

from engine.adapters.firebird.codec import decode, encode
from engine.adapters.firebird.connection import Connection, from_db, to_db
from engine.adapters.firebird.errors import is_duplicate
from engine.domain.campaign import CampaignSettings, CampaignState
from engine.domain.preset_model import Preset
from engine.domain.presets import split_names
from engine.errors import KnownError
from engine.ports.legal_presets import OwnPreset


class FirebirdLegalPresetStore:
    """``engine.ports.legal_presets.LegalPresetStore``."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def all(self) -> list[OwnPreset]:
        return [
            OwnPreset(decode(Preset, document), from_db(at), by)
            for document, at, by in self._sql.rows(
                "SELECT document, made_at, made_by FROM legal_presets ORDER BY name, version"
            )
        ]

    def add(self, preset: Preset, at: datetime, by: str) -> None:
        try:
            self._sql.execute(
                "INSERT INTO legal_presets (name, version, document, made_at, made_by)"
                " VALUES (?, ?, ?, ?, ?)",
                (preset.name, preset.version, encode(preset), to_db(at), by[:200]),
            )
        except fdb.Error as error:
            if not is_duplicate(error):
                raise
            raise KnownError(
                "somebody else has just changed the legal preset {name}.",
                mend="Look at it as it is now, and change it again.",
                name=preset.name,
            ) from error

    def remove(self, name: str) -> None:
        presets = [own.preset for own in self.all()]
        if name not in {preset.name for preset in presets}:
            raise KnownError(
                "the office has no legal preset {name} of its own.",
                mend="See: rino-desktop preset list",
                name=name,
            )
        rows = self._sql.rows(
            "SELECT settings FROM campaigns WHERE state <> ? ORDER BY id",
            (CampaignState.ARCHIVED.value,),
        )
        for (text,) in rows:
            campaign = decode(CampaignSettings, text)
            if name in {each.partition("@")[0].lower() for each in split_names(campaign.preset)}:
                raise KnownError(
                    "the legal preset {name} is used by the campaign '{campaign}'.",
                    mend="Archive that campaign or give it another preset first.",
                    name=name,
                    campaign=campaign.name,
                )
        copy = next((p.name for p in presets if p.parent == name and p.name != name), None)
        if copy is not None:
            raise KnownError(
                "the legal preset {name} is what {copy} is a copy of.",
                mend="Delete {copy} first.",
                name=name,
                copy=copy,
            )
        self._sql.execute("DELETE FROM legal_presets WHERE name = ?", (name,))
