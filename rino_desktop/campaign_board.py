"""All campaigns with their figures at one moment: what the desktop's first window shows."""

from dataclasses import dataclass
from datetime import datetime

from engine.domain.campaign import CampaignState
from engine.domain.trunk import Trunk, TrunkStatus
from engine.ports.storage import ContactCounts, Stores
from rino_desktop import campaign_status
from rino_desktop.campaign_status import CampaignStatus
from rino_desktop.seldom import Seldom


@dataclass(frozen=True, slots=True)
class Line:
    """A trunk as the live nodes see it: failed if one of them says so, unknown if none says
    anything. ``detail`` is what the network has answered."""

    name: str
    status: TrunkStatus
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """``engines``: names of the nodes that live."""

    campaigns: tuple[CampaignStatus, ...]
    engines: tuple[str, ...]
    trunks: int
    lines: tuple[Line, ...] = ()

    @property
    def live_calls(self) -> int:
        """Over all engines."""
        return sum(row.live for row in self.campaigns)


def read(stores: Stores, now: datetime, counting: Seldom[ContactCounts] | None = None) -> Board:
    """Archived campaigns are left out. ``counting``: as in campaign_status."""
    shown = [c for c in stores.campaigns.all() if c.state is not CampaignState.ARCHIVED]
    shown.sort(key=lambda c: (c.state is not CampaignState.RUNNING, c.name.casefold()))
    trunks = stores.trunks.all()
    return Board(
        campaigns=tuple(
            campaign_status.brief(stores, campaign, now, counting) for campaign in shown
        ),
        engines=tuple(
            sorted(session.node for session in stores.nodes.sessions() if session.lease_until > now)
        ),
        trunks=len(trunks),
        lines=lines(stores, trunks, now),
    )


def archived(stores: Stores, now: datetime) -> tuple[CampaignStatus, ...]:
    """The campaigns that are put away, by name."""
    found = [c for c in stores.campaigns.all() if c.state is CampaignState.ARCHIVED]
    found.sort(key=lambda campaign: campaign.name.casefold())
    return tuple(campaign_status.brief(stores, campaign, now) for campaign in found)


def lines(stores: Stores, trunks: list[Trunk], now: datetime) -> tuple[Line, ...]:
    seen: dict[int, Line] = {}
    names = {trunk.id: trunk.name for trunk in trunks}
    for _node, trunk_id, status, detail, _since in stores.nodes.trunk_status(now):
        if trunk_id not in names:
            continue
        known = seen.get(trunk_id)
        if known is None or known.status is not TrunkStatus.FAILED:
            seen[trunk_id] = Line(names[trunk_id], status, detail)
    return tuple(
        seen.get(trunk.id, Line(trunk.name, TrunkStatus.UNKNOWN))
        for trunk in sorted(trunks, key=lambda trunk: trunk.name.casefold())
    )
