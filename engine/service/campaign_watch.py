"""What campaigns, trunks, schemes and commands there are right now, as the database has them.

Polled, and woken by the database's event: a poll costs one short read. A scheme is compiled once
per published version; a call keeps the version it began with, so publishing changes new calls
only.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from engine.domain.campaign import Campaign, CampaignSettings, CampaignState
from engine.domain.presets import Presets, check_campaign, in_force
from engine.domain.trunk import Trunk
from engine.errors import KnownError, Phrase
from engine.ivr.compile import CompiledScheme, compile_scheme
from engine.ports.clock import Clock
from engine.ports.storage import Database, EngineCommand, SchemeVersion, Stores
from engine.scheme.codec import load_scheme
from engine.scheme.node_types import NodeTypes

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PublishedScheme:
    version: SchemeVersion
    compiled: CompiledScheme


@dataclass(frozen=True, slots=True)
class DialContext:
    """What new calls of a campaign go by."""

    campaign: Campaign
    #: The campaign's trunks, in its order.
    trunk_ids: tuple[int, ...]
    scheme: PublishedScheme
    #: Limits of some campaign may ask for this one's calls.
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything but archived campaigns."""

    campaigns: tuple[Campaign, ...] = ()
    trunks: Mapping[int, Trunk] = field(default_factory=dict)
    #: Campaign id → what its new calls go by; missing when its scheme cannot be used.
    contexts: Mapping[int, DialContext] = field(default_factory=dict)
    #: Campaign id → why its scheme cannot be used.
    faults: Mapping[int, str] = field(default_factory=dict)
    #: Running campaigns that can be dialled.
    dialling: frozenset[int] = frozenset()

    @property
    def running(self) -> bool:
        """Whether there is a running campaign at all."""
        return any(c.state is CampaignState.RUNNING for c in self.campaigns)


@dataclass(frozen=True, slots=True)
class _Read:
    campaigns: tuple[Campaign, ...]
    trunks: tuple[Trunk, ...]
    #: Casefolded scheme name → id of its current version.
    current: Mapping[str, int]
    fresh: tuple[SchemeVersion, ...]
    commands: tuple[EngineCommand, ...]


class CampaignWatch:
    def __init__(
        self, database: Database, node_types: NodeTypes, presets: Presets, clock: Clock
    ) -> None:
        """``presets``: for campaigns that an older program stored without their rules."""
        self._database = database
        self._presets = presets
        self._clock = clock
        self._node_types = node_types
        self._compiled: dict[int, PublishedScheme | str] = {}
        self._last: _Read | None = None
        self._snapshot = Snapshot()

    async def look(self, session_id: int) -> tuple[Snapshot, tuple[EngineCommand, ...]]:
        """The snapshot (the same object when nothing has changed) and the commands that wait
        for this session. Raises StorageUnavailable when the database cannot be reached."""
        known = frozenset(self._compiled)
        read = await self._database.run(lambda stores: _read(stores, known, session_id))
        for version in read.fresh:
            if version.id not in self._compiled:
                self._compiled[version.id] = await asyncio.to_thread(self._compile, version)
        today = self._clock.now().date()
        read = replace(read, campaigns=tuple(self._held(c, today) for c in read.campaigns))
        last = self._last
        if (
            last is None
            or read.campaigns != last.campaigns
            or read.trunks != last.trunks
            or read.current != last.current
        ):
            self._last = read
            self._snapshot = self._made(read)
        return self._snapshot, read.commands

    def _made(self, read: _Read) -> Snapshot:
        ids = {trunk.name.casefold(): trunk.id for trunk in read.trunks}
        contexts: dict[int, DialContext] = {}
        faults: dict[int, str] = {}
        counted = any(
            preset.limits for campaign in read.campaigns for preset in campaign.settings.rules
        )
        for campaign in read.campaigns:
            settings = campaign.settings
            unlawful = _unlawful(settings)
            if unlawful:
                faults[campaign.id] = unlawful
                continue
            version_id = read.current.get(settings.scheme.casefold())
            compiled = None if version_id is None else self._compiled[version_id]
            if isinstance(compiled, PublishedScheme):
                names = dict.fromkeys(name.casefold() for name in settings.trunks)
                trunk_ids = tuple(ids[name] for name in names if name in ids)
                contexts[campaign.id] = DialContext(campaign, trunk_ids, compiled, counted)
            else:
                faults[campaign.id] = compiled or str(
                    Phrase("There is no published scheme '{name}'.", name=settings.scheme)
                )
        return Snapshot(
            campaigns=read.campaigns,
            trunks={trunk.id: trunk for trunk in read.trunks},
            contexts=contexts,
            faults=faults,
            dialling=frozenset(
                c.id for c in read.campaigns
                if c.state is CampaignState.RUNNING and c.id in contexts
            ),
        )  # fmt: skip

    def _held(self, campaign: Campaign, today: date) -> Campaign:
        """With the rules in force today, of all versions that are stored with it."""
        settings = campaign.settings
        if not settings.preset:
            return campaign
        rules = settings.rules
        if not rules:
            try:
                rules = self._presets.resolve(settings.preset, today)
            except KnownError:
                return campaign  # told by ``_unlawful``
        return replace(campaign, settings=replace(settings, rules=in_force(rules, today)))

    def _compile(self, version: SchemeVersion) -> "PublishedScheme | str":
        try:
            scheme = load_scheme(version.document)
            return PublishedScheme(version, compile_scheme(scheme, self._node_types))
        except KnownError as error:
            return str(error)
        except Exception as error:
            # A strange document or a faulty plug-in must not take the other campaigns with it.
            log.exception("scheme %s, version %d", version.name, version.version)
            return f"{type(error).__name__}: {error}"


def _unlawful(settings: CampaignSettings) -> str:
    """Why the rules in force forbid the campaign altogether; "" when they do not."""
    if settings.preset and not settings.rules:
        return str(
            Phrase(
                "No rules of the legal presets {names} are in force here.", names=settings.preset
            )
        )
    broken = check_campaign(settings)
    return broken[0].text("en") if broken else ""


def _read(stores: Stores, known: frozenset[int], session_id: int) -> _Read:
    campaigns = [c for c in stores.campaigns.all() if c.state is not CampaignState.ARCHIVED]
    names = {c.settings.scheme.casefold() for c in campaigns if c.settings.scheme}
    published = stores.schemes.published_ids()
    current = {name: published[name] for name in names if name in published}
    fresh = {version_id for version_id in current.values() if version_id not in known}
    return _Read(
        tuple(campaigns),
        tuple(stores.trunks.all()),
        current,
        tuple(stores.schemes.version(version_id) for version_id in sorted(fresh)),
        tuple(stores.nodes.pending_commands(session_id)),
    )
