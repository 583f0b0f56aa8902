"""What campaigns, trunks, schemes and commands there are right now, as the database has them.

Polled, and woken by the database's event: a poll costs one short read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from engine.dialer.scenario import STANDARD, Scenarios
from engine.domain.campaign import Campaign, CampaignSettings, CampaignState
from engine.domain.incoming import IncomingTrunk, Route, RouteKind
from engine.domain.presets import Presets, check_campaign, in_force
from engine.domain.trunk import Trunk
from engine.errors import KnownError, Phrase
from engine.ports.clock import Clock
from engine.ports.schemes import SchemeVersion
from engine.ports.storage import Database, EngineCommand, Stores
from engine.scheme.node_types import NodeTypes
from engine.service.incoming_schemes import RouteSchemes
from engine.service.published_schemes import (
    Called,
    PublishedScheme,
    PublishedSchemes,
    is_stale,
)
from engine.service.scenario_desk import FencedScenario

__all__ = ["CampaignWatch", "DialContext", "PublishedScheme", "Snapshot"]


@dataclass(frozen=True, slots=True)
class DialContext:
    """What new calls of a campaign go by."""

    campaign: Campaign
    #: The campaign's trunks, in its order.
    trunk_ids: tuple[int, ...]
    scheme: PublishedScheme
    #: The campaign's own dial strategy; None: the standard one.
    scenario: FencedScenario | None = None


@dataclass(frozen=True, slots=True)
class IncomingPlan:
    """Where calls that come in lead. ``schemes``: casefolded name → what their routes name, or why
    it cannot be used. ``led``: the same for routes to queues and operators, by the route's id
    (engine.service.incoming_schemes)."""

    routes: tuple[Route, ...] = ()
    #: Trunks that are not as usual.
    trunks: Mapping[int, IncomingTrunk] = field(default_factory=dict)
    schemes: Mapping[str, PublishedScheme | str] = field(default_factory=dict)
    led: Mapping[int, PublishedScheme | str] = field(default_factory=dict)

    def trunk(self, trunk_id: int) -> IncomingTrunk:
        return self.trunks.get(trunk_id) or IncomingTrunk(trunk_id)

    @property
    def accepting(self) -> dict[int, tuple[str, ...]]:
        """Trunks with routes → hosts that may call over them besides the proxies."""
        return {r.trunk_id: self.trunk(r.trunk_id).sources for r in self.routes}


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
    incoming: IncomingPlan = IncomingPlan()

    @property
    def running(self) -> bool:
        """Whether there is a running campaign at all."""
        return any(c.state is CampaignState.RUNNING for c in self.campaigns)


@dataclass(frozen=True, slots=True)
class _Read:
    campaigns: tuple[Campaign, ...]
    trunks: tuple[Trunk, ...]
    #: Casefolded scheme name → id of its current version.
    published: Mapping[str, int]
    fresh: tuple[SchemeVersion, ...]
    commands: tuple[EngineCommand, ...]
    routes: tuple[Route, ...]
    incoming_trunks: tuple[IncomingTrunk, ...]


class CampaignWatch:
    def __init__(
        self, database: Database, node_types: NodeTypes, presets: Presets, clock: Clock,
        scenarios: Scenarios,
    ) -> None:  # fmt: skip
        """``presets``: for campaigns that an older program stored without their rules."""
        self._database = database
        self._presets = presets
        self._scenarios = scenarios
        #: Campaign id → its scenario's name and options, and the scenario.
        self._made_scenarios: dict[int, tuple[object, FencedScenario]] = {}
        self._clock = clock
        self._schemes = PublishedSchemes(database, node_types)
        self._of_routes = RouteSchemes()
        self._last: _Read | None = None
        self._snapshot = Snapshot()

    async def look(self, session_id: int) -> tuple[Snapshot, tuple[EngineCommand, ...]]:
        """The snapshot (the same object when nothing has changed) and the commands that wait
        for this session. Raises StorageUnavailable when the database cannot be reached."""
        known = self._schemes.called()
        read = await self._database.run(lambda stores: _read(stores, known, session_id))
        own = [
            version
            for version in self._of_routes.all(read.routes, read.published.keys())
            if is_stale(known.get(version.id), read.published)
        ]
        await self._schemes.make([*read.fresh, *own], read.published)
        today = self._clock.now().date()
        read = replace(read, campaigns=tuple(self._held(c, today) for c in read.campaigns))
        last = self._last
        if (
            last is None
            or read.campaigns != last.campaigns
            or read.trunks != last.trunks
            or read.published != last.published
            or (read.routes, read.incoming_trunks) != (last.routes, last.incoming_trunks)
            or read.fresh
            or own
        ):
            self._last = read
            self._snapshot = self._made(read)
        return self._snapshot, read.commands

    def _made(self, read: _Read) -> Snapshot:
        ids = {trunk.name.casefold(): trunk.id for trunk in read.trunks}
        contexts: dict[int, DialContext] = {}
        faults: dict[int, str] = {}
        for campaign in read.campaigns:
            settings = campaign.settings
            forbidden = unlawful(settings, "en")
            if forbidden:
                faults[campaign.id] = forbidden
                continue
            version_id = read.published.get(settings.scheme.casefold())
            compiled = None if version_id is None else self._schemes[version_id]
            if isinstance(compiled, PublishedScheme):
                names = dict.fromkeys(name.casefold() for name in settings.trunks)
                trunk_ids = tuple(ids[name] for name in names if name in ids)
                try:
                    scenario = self._scenario(campaign)
                except KnownError as error:
                    faults[campaign.id] = str(error)
                    continue
                contexts[campaign.id] = DialContext(campaign, trunk_ids, compiled, scenario)
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
            incoming=self._incoming(read),
        )  # fmt: skip

    def _incoming(self, read: _Read) -> IncomingPlan:
        schemes: dict[str, PublishedScheme | str] = {}
        for name in _answering(read.routes):
            version_id = read.published.get(name)
            schemes[name] = (
                str(Phrase("There is no published scheme '{name}'.", name=name))
                if version_id is None
                else self._schemes[version_id]
            )
        trunks = {trunk.trunk_id: trunk for trunk in read.incoming_trunks}
        led: dict[int, PublishedScheme | str] = {}
        for route in read.routes:
            for version in self._of_routes.versions(route, read.published.keys()):
                led[route.id] = self._schemes[version.id]
                if isinstance(led[route.id], PublishedScheme):
                    break
        return IncomingPlan(read.routes, trunks, schemes, led)

    def _scenario(self, campaign: Campaign) -> FencedScenario | None:
        """The same object while its options stay: it may have learnt something."""
        settings = campaign.settings
        if settings.scenario in ("", STANDARD):
            return None
        asked = settings.scenario, dict(settings.scenario_options)
        known = self._made_scenarios.get(campaign.id)
        if known is not None and known[0] == asked:
            return known[1]
        try:
            made = self._scenarios.make(*asked)
        except KnownError:
            raise
        except Exception as error:  # a stranger's code: anything may go wrong in it
            raise KnownError(
                "The scenario {name!r} cannot be used: {reason}.",
                name=settings.scenario, reason=f"{type(error).__name__}: {error}",
            ) from error  # fmt: skip
        fenced = FencedScenario(f"{settings.scenario} of {campaign.name}", made)
        self._made_scenarios[campaign.id] = asked, fenced
        return fenced

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
                return campaign  # told by ``unlawful``
        return replace(campaign, settings=replace(settings, rules=in_force(rules, today)))


def unlawful(settings: CampaignSettings, language: str) -> str:
    """Why the rules in force forbid the campaign altogether; "" when they do not."""
    if settings.preset and not settings.rules:
        if language == "ru":
            return f"правила {settings.preset} здесь неизвестны; обновите кампанию из её файла."
        return f"the rules {settings.preset} are not known here; update it from its file."
    broken = check_campaign(settings)
    return broken[0].text(language) if broken else ""


def _read(stores: Stores, known: Mapping[int, Called], session_id: int) -> _Read:
    campaigns = [c for c in stores.campaigns.all() if c.state is not CampaignState.ARCHIVED]
    routes = tuple(stores.incoming.routes())
    names = {c.settings.scheme.casefold() for c in campaigns if c.settings.scheme}
    names |= _answering(routes)
    published = stores.schemes.published_ids()
    current = {published[name] for name in names if name in published}
    fresh = {version_id for version_id in current if is_stale(known.get(version_id), published)}
    return _Read(
        tuple(campaigns),
        tuple(stores.trunks.all()),
        published,
        tuple(stores.schemes.version(version_id) for version_id in sorted(fresh)),
        tuple(stores.nodes.pending_commands(session_id)),
        routes,
        tuple(stores.incoming.trunks()),
    )


def _answering(routes: Sequence[Route]) -> set[str]:
    """Casefolded names of the schemes that calls which come in may meet."""
    names = {r.settings.target for r in routes if r.settings.kind is RouteKind.SCHEME}
    names |= {r.settings.after_hours for r in routes}
    return {name.casefold() for name in names if name}
