"""All campaigns with their figures at one moment: what the desktop's first window shows."""

from dataclasses import dataclass
from datetime import datetime

from engine.domain.campaign import CampaignState
from engine.ports.storage import Stores
from rino_desktop import campaign_status
from rino_desktop.campaign_status import CampaignStatus


@dataclass(frozen=True, slots=True)
class Board:
    """``engines``: names of the nodes that live."""

    campaigns: tuple[CampaignStatus, ...]
    engines: tuple[str, ...]
    trunks: int


def read(stores: Stores, now: datetime) -> Board:
    """Archived campaigns are left out."""
    shown = [c for c in stores.campaigns.all() if c.state is not CampaignState.ARCHIVED]
    shown.sort(key=lambda c: (c.state is not CampaignState.RUNNING, c.name.casefold()))
    return Board(
        campaigns=tuple(campaign_status.read(stores, campaign, now) for campaign in shown),
        engines=tuple(
            sorted(session.node for session in stores.nodes.sessions() if session.lease_until > now)
        ),
        trunks=len(stores.trunks.all()),
    )
