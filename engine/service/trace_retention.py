"""Traces of calls are kept for so many days, by the rules of the kind ``traces``; what was counted
of them stays. Without a rule they are kept for ever, as recordings are."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import partial

from engine.ports.storage import Database, Stores
from engine.ports.voice_files import RetentionRule

TRACES = "traces"
#: Deleted in one transaction.
_BATCH = 2000


def apply_rules(
    database: Database,
    rules: Sequence[RetentionRule],
    now: datetime,
    *,
    only: str = "",
    dry_run: bool = False,
    stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Delete what is too old; how many. ``only``: of this campaign, "" for all."""
    days_of = {rule.campaign.casefold(): rule.days for rule in rules if rule.kind == TRACES}
    if not days_of:
        return 0
    campaigns = database.transact(lambda stores: stores.campaigns.all())
    deleted = 0
    for campaign in campaigns:
        if only and campaign.name.casefold() != only.casefold():
            continue
        days = days_of.get(campaign.name.casefold(), days_of.get(""))
        if days is None:
            continue
        day = (now.astimezone(UTC) - timedelta(days=days)).date()
        before = datetime.combine(day, time(), UTC)
        if dry_run:
            deleted += database.transact(partial(_count, campaign_id=campaign.id, before=before))
        else:
            deleted += _expire(database, campaign.id, before, stopped)
    return deleted


def _count(stores: Stores, campaign_id: int, before: datetime) -> int:
    return stores.traces.count(campaign_id, before)


def _delete(
    stores: Stores, campaign_id: int, since: datetime | None, before: datetime
) -> tuple[int, datetime | None]:
    return stores.traces.expire(campaign_id, since, before, _BATCH)


def _expire(
    database: Database, campaign_id: int, before: datetime, stopped: Callable[[], bool]
) -> int:
    deleted = 0
    since: datetime | None = None
    while not stopped():
        count, since = database.transact(
            partial(_delete, campaign_id=campaign_id, since=since, before=before)
        )
        deleted += count
        if count < _BATCH:
            break
    return deleted
