"""Which campaigns the rules of one kind hold for, and how long."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from engine.domain.campaign import Campaign, CampaignState
from engine.ports.storage import Database
from engine.ports.voice_files import RetentionRule
from engine.service.expired import Watch, first_day_kept


def ruled(
    database: Database, rules: Sequence[RetentionRule], kind: str, now: datetime, watch: Watch,
    states: Collection[CampaignState] = tuple(CampaignState),
) -> Iterator[tuple[Campaign, int, datetime]]:  # fmt: skip
    """(campaign, days, the moment before which it has been kept for so long) of each that a rule
    of ``kind`` holds for: its own before the one for all; no more once ``watch`` is stopped."""
    days_of = {rule.campaign.casefold(): rule.days for rule in rules if rule.kind == kind}
    if not days_of:
        return
    for campaign in database.transact(lambda stores: stores.campaigns.all()):
        days = days_of.get(campaign.name.casefold(), days_of.get(""))
        if days is None or campaign.state not in states:
            continue
        if watch.stopped():
            return
        yield campaign, days, first_day_kept(now, days)
