"""A campaign whose check before the start is made: what several of its points ask for."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from engine.domain.calling_hours import zone_of
from engine.domain.campaign import Campaign, CampaignSettings
from engine.domain.trunk import Trunk
from engine.ports.storage import ContactCounts, Stores

if TYPE_CHECKING:
    from rino_desktop.settings import Settings


@dataclass(frozen=True)
class Case:
    office: "Settings"
    stores: Stores
    campaign: Campaign
    now: datetime

    @property
    def settings(self) -> CampaignSettings:
        return self.campaign.settings

    @cached_property
    def counts(self) -> ContactCounts:
        return self.stores.contacts.counts(self.campaign.id)

    @cached_property
    def trunks(self) -> list[Trunk]:
        """Those of the campaign that there are."""
        wanted = {name.casefold() for name in self.settings.trunks}
        return [each for each in self.stores.trunks.all() if each.name.casefold() in wanted]

    @cached_property
    def engines(self) -> list[str]:
        sessions = self.stores.nodes.sessions()
        return sorted(s.node for s in sessions if s.lease_until > self.now)

    @cached_property
    def scheme_document(self) -> str | None:
        version = self.stores.schemes.published_ids().get(self.settings.scheme.casefold())
        return None if version is None else self.stores.schemes.version(version).document

    def clock(self, moment: datetime) -> str:
        there = moment.astimezone(zone_of(self.settings.schedule.timezone))
        same = there.date() == self.now.astimezone(there.tzinfo).date()
        return f"{there:%H:%M}" if same else f"{there:%d.%m %H:%M}"
