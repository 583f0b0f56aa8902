"""What campaigns, trunks and schemes there are right now, as the database has them.

Polled, and woken by the database's event: a poll costs one short read. A scheme is compiled once
per published version; a call keeps the version it began with, so publishing changes new calls
only.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.domain.campaign import Campaign, CampaignState
from engine.domain.trunk import Trunk
from engine.errors import KnownError
from engine.ivr.compile import CompiledScheme, compile_scheme
from engine.ports.storage import Database, SchemeVersion, Stores
from engine.scheme.codec import load_scheme
from engine.scheme.node_types import NodeTypes

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PublishedScheme:
    version: SchemeVersion
    compiled: CompiledScheme


@dataclass(frozen=True, slots=True)
class Snapshot:
    campaigns: tuple[Campaign, ...]
    trunks: tuple[Trunk, ...]
    #: Campaign id → the scheme that its new calls use; missing when there is none to use.
    schemes: Mapping[int, PublishedScheme] = field(default_factory=dict)
    #: Campaign id → why its scheme cannot be used.
    faults: Mapping[int, str] = field(default_factory=dict)


class CampaignWatch:
    def __init__(self, database: Database, node_types: NodeTypes) -> None:
        self._database = database
        self._node_types = node_types
        self._compiled: dict[int, PublishedScheme | str] = {}

    async def look(self) -> Snapshot:
        """Raises StorageUnavailable when the database cannot be reached."""
        known = frozenset(self._compiled)
        campaigns, trunks, current, versions = await self._database.run(
            lambda stores: _read(stores, known)
        )
        for version in versions:
            self._compiled[version.id] = await asyncio.to_thread(self._compile, version)
        schemes: dict[int, PublishedScheme] = {}
        faults: dict[int, str] = {}
        for campaign in campaigns:
            version_id = current.get(campaign.settings.scheme.casefold())
            compiled = self._compiled.get(version_id) if version_id is not None else None
            if isinstance(compiled, PublishedScheme):
                schemes[campaign.id] = compiled
            else:
                faults[campaign.id] = compiled or (
                    f"There is no published scheme '{campaign.settings.scheme}'."
                )
        return Snapshot(tuple(campaigns), tuple(trunks), schemes, faults)

    def _compile(self, version: SchemeVersion) -> "PublishedScheme | str":
        try:
            scheme = load_scheme(version.document)
            return PublishedScheme(version, compile_scheme(scheme, self._node_types))
        except KnownError as error:
            log.error("scheme %s, version %d, cannot be used: %s",
                      version.name, version.version, error)  # fmt: skip
            return str(error)


def _read(
    stores: Stores, known: frozenset[int]
) -> tuple[list[Campaign], list[Trunk], dict[str, int], list[SchemeVersion]]:
    campaigns = [c for c in stores.campaigns.all() if c.state is not CampaignState.ARCHIVED]
    names = {
        c.settings.scheme.casefold(): c.settings.scheme
        for c in campaigns
        if c.state is not CampaignState.FINISHED and c.settings.scheme
    }
    current: dict[str, int] = {}
    fresh: list[SchemeVersion] = []
    published = stores.schemes.published_ids()
    for key in names:
        version_id = published.get(key)
        if version_id is None:
            continue
        current[key] = version_id
        if version_id not in known:
            fresh.append(stores.schemes.version(version_id))
    return campaigns, stores.trunks.all(), current, fresh
