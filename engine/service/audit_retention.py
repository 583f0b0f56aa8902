"""The audit log is kept for so many days, by the rule of the kind ``audit``; without one for ever.
That entries were removed is an entry itself."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta

from engine.ports.storage import Database
from engine.ports.voice_files import RetentionRule

AUDIT = "audit"
#: Deleted in one transaction.
_BATCH = 2000


def apply_rules(
    database: Database, rules: Sequence[RetentionRule], now: datetime, *,
    dry_run: bool = False, stopped: Callable[[], bool] = lambda: False,
) -> int:  # fmt: skip
    """Delete what is too old, by whole days (UTC); how many entries."""
    days = next((rule.days for rule in rules if rule.kind == AUDIT), None)
    if days is None:
        return 0
    day = (now.astimezone(UTC) - timedelta(days=days)).date()
    before = datetime.combine(day, time(), UTC)
    if dry_run:
        return database.transact(lambda stores: stores.audit.count_before(before))
    deleted = 0
    while not stopped():
        count = database.transact(lambda stores: stores.audit.remove_before(before, _BATCH))
        deleted += count
        if count < _BATCH:
            break
    if deleted:
        details = {"before": before.isoformat(), "entries": deleted}
        database.transact(lambda s: s.audit.record(now, "audit.expire", "audit", details))
    return deleted
