"""Whether what a scheme names is there: told before a campaign starts, and when a scheme is judged.

What the database knows (schemes, sources, outboxes) stands in the way of a start. Functions of
plug-ins and voice packs are a matter of each engine's own computer: with an embedded database
that is this one, with a server it may be another.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from engine.errors import KnownError
from engine.ports.scripts import ENTRY_POINT_GROUP
from engine.ports.storage import StorageUnavailable
from engine.scheme.codec import load_scheme
from engine.service.references import Mention, Missing, Present, mentions, missing
from rino_desktop import bootstrap
from rino_desktop.campaign_people import require_people
from rino_desktop.scheme_library import PublishedLibrary
from rino_desktop.settings import Settings
from rino_desktop.sources import all_sources
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

if TYPE_CHECKING:
    from engine.domain.campaign import CampaignSettings
    from engine.ports.clock import Clock
    from engine.ports.storage import Database, Stores
    from engine.scheme.library import Library
    from engine.scheme.model import Scheme
    from engine.scheme.node_types import NodeTypes

#: So many are named when a start is refused.
_NAMED = 3
#: Between two looks at what running campaigns need.
_LOOK_S = 20.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReferenceProblem:
    """Like ``schemes.SchemeProblem``: how commands show a name that leads nowhere."""

    missing: Missing
    #: The campaign that lacks it, "" where it is not a campaign's matter.
    campaign: str = ""
    is_error: bool = False

    @property
    def line(self) -> str:
        words = said(self.missing.error())
        if self.campaign:
            return t("Campaign {campaign}: {problem}", campaign=self.campaign, problem=words)
        return words

    @property
    def text(self) -> str:
        return f"{t('error') if self.is_error else t('warning')}: {self.line}"

    def as_json(self) -> dict[str, object]:
        mention = self.missing.mention
        return {
            "code": f"missing_{mention.role}",
            "severity": "error" if self.is_error else "warning",
            "node": mention.node_id,
            "node_name": mention.node_name or None,
            "link": None,
            "place": mention.place,
            "text": self.line,
            "scheme": mention.scheme,
            "name": mention.name,
            "campaign": self.campaign or None,
        }


class References:
    """``here``: functions of plug-ins are looked for on this computer, since engines run on it."""

    def __init__(self, settings: Settings, *, here: bool | None = None) -> None:
        self._settings = settings
        address = bootstrap.database_address(settings)
        self.here = address.embedded if here is None else here
        self._types: NodeTypes | None = None
        self._scripts: frozenset[str] | None = None

    # --- a campaign ---

    def of_campaign(
        self, stores: "Stores", campaign: "CampaignSettings", library: "Library | None" = None
    ) -> list[ReferenceProblem]:
        """What its scheme, and those that it calls, name and is not there. ``library``: None for
        the published schemes."""
        library = _forgiving(library or PublishedLibrary(stores))
        scheme = library(campaign.scheme) if campaign.scheme else None
        if scheme is None:
            return []  # told elsewhere
        present = Present(
            sources=[source.name for source in all_sources(self._settings, stores)],
            scripts=self._script_names(),
            outboxes=campaign.outbox,
            schemes=stores.schemes.published_ids(),
        )
        return [
            ReferenceProblem(each, is_error=self.here or each.mention.role != "script")
            for each in missing(mentions(scheme, self._node_types(), library), present)
        ]

    def require(self, stores: "Stores", campaign: "CampaignSettings") -> None:
        """KnownError that names the first ones when calls could not do what the scheme says."""
        found = [each for each in self.of_campaign(stores, campaign) if each.is_error]
        if found:
            problems = " ".join(said(each.missing.error()) for each in found[:_NAMED])
            raise KnownError(
                t("The campaign {name} cannot be started: {problems}", name=campaign.name,
                  problems=problems)
            )  # fmt: skip
        require_people(stores, campaign, self._node_types())
        if self.here:
            bootstrap.speech(self._settings.speech)  # says so itself when there is none

    def voice_packs(self, campaign: "CampaignSettings") -> list[str]:
        """A line for each of its voice packs that is not here: calls go on without it."""
        folder = self._settings.voice_packs_folder
        return [
            t("There is no voice pack {name} in {folder}; values are synthesised.",
              name=name, folder=folder)
            for name in campaign.voice_pack
            if self.here and not (folder / name).is_dir()
        ]  # fmt: skip

    # --- a scheme by itself ---

    def of_scheme(
        self, document: str, name: str, library: "Library",
        transact: "Callable[[Callable[[Stores], list[str]]], list[str]]",
    ) -> list[ReferenceProblem]:  # fmt: skip
        """Sources and functions that are not there; schemes are told by validation."""
        named = mentions(load_scheme(document, name), self._node_types(), _forgiving(library))
        sources: list[str] | None = None
        if any(mention.role == "source" for mention in named):
            try:
                sources = transact(
                    lambda stores: [source.name for source in all_sources(self._settings, stores)]
                )
            except (KnownError, StorageUnavailable):
                sources = None  # a file can be judged where there is no database
        present = Present(sources=sources, scripts=self._script_names())
        return [ReferenceProblem(each) for each in missing(named, present)]

    def hurt_campaigns(
        self, stores: "Stores", scheme: str, library: "Library | None" = None
    ) -> list[ReferenceProblem]:
        """Outboxes that campaigns lack with the version of ``scheme`` that ``library`` has; None:
        with the published one."""
        from engine.domain.campaign import CampaignState

        return [
            ReferenceProblem(each.missing, campaign.name)
            for campaign in stores.campaigns.all()
            if campaign.state is not CampaignState.ARCHIVED
            for each in self.of_campaign(stores, campaign.settings, library)
            if each.missing.mention.role == "store"
            and _concerns(each.missing.mention, campaign.settings.scheme, scheme)
        ]

    # --- what there is ---

    def _node_types(self) -> "NodeTypes":
        if self._types is None:
            self._types = bootstrap.node_types()
        return self._types

    def _script_names(self) -> frozenset[str]:
        if self._scripts is None:
            self._scripts = frozenset(e.name for e in entry_points(group=ENTRY_POINT_GROUP))
        return self._scripts


def of_running(settings: Settings, database: "Database") -> list[ReferenceProblem]:
    """What campaigns under way have lost; blocking."""
    from engine.domain.campaign import CampaignState

    references = References(settings, here=True)

    def look(stores: "Stores") -> list[ReferenceProblem]:
        return [
            ReferenceProblem(problem.missing, campaign.name)
            for campaign in stores.campaigns.all()
            if campaign.state in (CampaignState.RUNNING, CampaignState.PAUSED)
            for problem in references.of_campaign(stores, campaign.settings)
        ]

    return database.transact(look)


async def announce_for_ever(
    settings: Settings, open_database: "Callable[[], Database]", clock: "Clock"
) -> None:
    """Tell the engine's log of each loss once, and again when it has come back and gone."""
    told: set[ReferenceProblem] = set()
    while True:
        try:
            found = set(await asyncio.to_thread(_opened, settings, open_database))
        except Exception as error:
            # Whatever it is, the engine goes on; the database's absence is told elsewhere.
            log.debug("what schemes name could not be looked at: %s", error)
        else:
            for problem in sorted(found - told, key=lambda each: each.line):
                log.error("campaign %s goes on without what its scheme names: %s",
                          problem.campaign, problem.missing.error())  # fmt: skip
            for campaign in sorted({p.campaign for p in told} - {p.campaign for p in found}):
                log.info("campaign %s: all that its scheme names is there again", campaign)
            told = found
        await clock.sleep(_LOOK_S)


def _opened(settings: Settings, open_database: "Callable[[], Database]") -> list[ReferenceProblem]:
    database = open_database()
    try:
        return of_running(settings, database)
    finally:
        database.close()


def _concerns(mention: Mention, scheme_of_campaign: str, published: str) -> bool:
    key = published.casefold()
    return key in (mention.scheme.casefold(), scheme_of_campaign.casefold())


def _forgiving(library: "Library") -> "Library":
    def found(name: str) -> "Scheme | None":
        try:
            return library(name)
        except KnownError:
            return None  # what cannot be read is told by validation

    return found
