"""The storage port's part for campaigns and trunks."""

from typing import Protocol

from engine.domain.campaign import Campaign, CampaignSettings, CampaignState
from engine.domain.trunk import Trunk, TrunkSettings


class CampaignStore(Protocol):
    """Names are unique, compared without regard to case. ``create`` of an existing name and
    look-ups of a missing one raise KnownError."""

    def create(self, settings: CampaignSettings) -> Campaign: ...
    def update(self, settings: CampaignSettings) -> Campaign:
        """Replace the settings of the campaign of that name; its state stays."""
        ...

    def replace(self, campaign: Campaign, settings: CampaignSettings) -> Campaign | None:
        """New settings under the same name; None when the campaign is not as it was read any
        more (``revision``): nothing is changed then."""
        ...

    def remove_draft(self, campaign_id: int) -> bool:
        """With its list. False: it is no draft, or has called somebody."""
        ...

    def by_name(self, name: str) -> Campaign: ...
    def get(self, campaign_id: int) -> Campaign: ...
    def all(self) -> list[Campaign]: ...
    def set_state(self, campaign_id: int, state: CampaignState) -> Campaign:
        """Also bumps the revision and posts the event that wakes the engines."""
        ...

    def finish_if_running(self, campaign_id: int) -> bool:
        """RUNNING → FINISHED when no contact is waiting or claimed; True when it did so."""
        ...


class TrunkStore(Protocol):
    def add(self, settings: TrunkSettings) -> Trunk: ...
    def change(self, settings: TrunkSettings) -> Trunk:
        """Of the trunk of that name, which it keeps: campaigns and routes name it."""
        ...

    def by_name(self, name: str) -> Trunk: ...
    def all(self) -> list[Trunk]: ...
    def remove(self, name: str) -> None:
        """KnownError when a campaign that is not archived uses it, naming the campaign."""
        ...
