"""The engines of a database as an administrator sees them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from engine.domain.campaign import CampaignState
from engine.ports.storage import Stores


@dataclass(frozen=True, slots=True)
class EngineRow:
    """``alive``: its lease runs; ``live``: calls of campaigns that it has at the moment."""

    node: str
    host: str
    pid: int
    since: datetime
    alive: bool
    live: int


def read(stores: Stores, now: datetime) -> tuple[EngineRow, ...]:
    calls: dict[str, int] = {}
    for campaign in stores.campaigns.all():
        if campaign.state in (CampaignState.RUNNING, CampaignState.PAUSED):
            for node, _idle, live in stores.nodes.activity(campaign.id, now):
                calls[node] = calls.get(node, 0) + live
    return tuple(
        EngineRow(
            each.node, each.host, each.pid, datetime.fromtimestamp(each.process_started, UTC),
            each.lease_until > now, calls.get(each.node, 0),
        )
        for each in sorted(stores.nodes.sessions(), key=lambda s: s.node.casefold())
    )  # fmt: skip
