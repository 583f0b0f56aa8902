"""Traces of calls are kept for so many days, by the rules of the kind ``traces``; what was counted
of them stays. Without a rule they are kept for ever, as recordings are."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from engine.ports.storage import Database, Stores
from engine.ports.voice_files import RetentionRule
from engine.service.expired import NOBODY, Expired, Watch
from engine.service.retention_campaigns import ruled

TRACES = "traces"
#: Deleted in one transaction.
_BATCH = 2000


def apply_rules(
    database: Database,
    rules: Sequence[RetentionRule],
    now: datetime,
    *,
    dry_run: bool = False,
    watch: Watch = NOBODY,
) -> list[Expired]:
    """Delete what is too old."""
    found: list[Expired] = []
    deleted = 0
    for campaign, days, before in ruled(database, rules, TRACES, now, watch):
        count = partial(_count, campaign_id=campaign.id, before=before)
        expired = partial(Expired, TRACES, campaign.name, before.date(), days)
        if dry_run:
            found.append(expired(database.transact(count)))
            continue
        some = _expire(database, campaign.id, before, watch, deleted)
        deleted += some
        # Looked for again only where there was something: of most campaigns nothing is due.
        found.append(expired(some, left=database.transact(count) if some else 0))
    return found


def _count(stores: Stores, campaign_id: int, before: datetime) -> int:
    return stores.traces.count(campaign_id, before)


def _delete(
    stores: Stores, campaign_id: int, since: datetime | None, before: datetime
) -> tuple[int, datetime | None]:
    return stores.traces.expire(campaign_id, since, before, _BATCH)


def _expire(
    database: Database, campaign_id: int, before: datetime, watch: Watch, earlier: int
) -> int:
    deleted = 0
    since: datetime | None = None
    while not watch.stopped():
        count, since = database.transact(
            partial(_delete, campaign_id=campaign_id, since=since, before=before)
        )
        deleted += count
        watch.told(TRACES, earlier + deleted, 0)
        if count < _BATCH:
            break
    return deleted
