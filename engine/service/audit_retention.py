"""The audit log is kept for so many days, by the rule of the kind ``audit``; without one for ever.
That entries were removed is an entry itself, and the protocols of retention are never removed."""

from collections.abc import Sequence
from datetime import datetime

from engine.ports.storage import Database
from engine.ports.voice_files import RetentionRule
from engine.service.expired import NOBODY, Expired, Watch, first_day_kept

AUDIT = "audit"
#: Deleted in one transaction.
_BATCH = 2000


def apply_rules(
    database: Database, rules: Sequence[RetentionRule], now: datetime, *,
    dry_run: bool = False, watch: Watch = NOBODY,
) -> list[Expired]:  # fmt: skip
    """Delete what is too old, by whole days (UTC)."""
    days = next((rule.days for rule in rules if rule.kind == AUDIT), None)
    if days is None:
        return []
    before = first_day_kept(now, days)

    def count() -> int:
        return database.transact(lambda stores: stores.audit.count_before(before))

    if dry_run:
        return [Expired(AUDIT, "", before.date(), days, count())]
    deleted = 0
    while not watch.stopped():
        batch = database.transact(lambda stores: stores.audit.remove_before(before, _BATCH))
        deleted += batch
        watch.told(AUDIT, deleted, 0)
        if batch < _BATCH:
            break
    if deleted:
        details = {"before": before.isoformat(), "entries": deleted}
        database.transact(lambda s: s.audit.record(now, "audit.expire", "audit", details))
    return [Expired(AUDIT, "", before.date(), days, deleted, left=count())]
