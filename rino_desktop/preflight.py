"""All that can be known of a campaign before its first call, each with its mend.

``of_database`` asks the shared database, in one transaction; ``outside`` asks the world (external
stores, disks), within a few seconds. The desktop asks both at once, ``check`` one after the other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from engine.ports.sources import SourceSettings
from rino_desktop import preflight_campaign, preflight_outside
from rino_desktop.campaign_actions import Action
from rino_desktop.preflight_finding import Finding, State

if TYPE_CHECKING:
    from engine.ports.storage import Stores
    from rino_desktop.settings import Settings

__all__ = ["Action", "Finding", "Outside", "State", "blocks", "check", "of_database", "outside"]


@dataclass(frozen=True, slots=True)
class Outside:
    """What has to be asked outside of the database."""

    sources: tuple[SourceSettings, ...]
    urls: tuple[str, ...]
    records: bool


#: What the database says, and what is left to be asked.
_Asked = tuple[list[Finding], Outside]


def check(
    settings: "Settings", transact: "Callable[[Callable[[Stores], _Asked]], _Asked]", name: str,
    now: datetime,
) -> list[Finding]:  # fmt: skip
    """Everything; blocks for some seconds at most. KnownError when there is no such campaign."""
    found, wanted = transact(lambda stores: of_database(settings, stores, name, now))
    return [*found, *outside(settings, wanted)]


def of_database(
    settings: "Settings", stores: "Stores", name: str, now: datetime
) -> tuple[list[Finding], Outside]:
    """In one transaction; also what is left to be asked outside."""
    campaign = stores.campaigns.by_name(name)
    findings = preflight_campaign.findings(settings, stores, campaign, now)
    sources = preflight_outside.sources_of(settings, stores, campaign)
    urls = tuple(box.store for box in campaign.settings.outbox if box.is_url)
    return findings, Outside(sources, urls, campaign.settings.record)


def outside(settings: "Settings", wanted: Outside) -> list[Finding]:
    """Blocks, for a few seconds at most."""
    return [
        *preflight_outside.stores(wanted.sources, wanted.urls),
        *preflight_outside.disk(settings, records=wanted.records),
    ]


def blocks(findings: list[Finding]) -> bool:
    return any(finding.state is State.BLOCKS for finding in findings)
