"""Call log and times of operators, and messages to them, are kept for so many days, by the rule of
the kind ``operators``. Without one they are kept for ever, as recordings are. Attempts and their
results are not touched."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta

from engine.ports.storage import Database
from engine.ports.voice_files import RetentionRule

OPERATORS = "operators"
#: Deleted in one transaction.
_BATCH = 2000


def apply_rules(
    database: Database,
    rules: Sequence[RetentionRule],
    now: datetime,
    *,
    dry_run: bool = False,
    stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Delete what is too old, by whole days (UTC); how many rows."""
    days = next((rule.days for rule in rules if rule.kind == OPERATORS), None)
    if days is None:
        return 0
    day = (now.astimezone(UTC) - timedelta(days=days)).date()
    before = datetime.combine(day, time(), UTC)
    if dry_run:
        return database.transact(lambda stores: stores.operators.count_history(before))
    deleted = 0
    while not stopped():
        count = database.transact(lambda stores: stores.operators.expire_history(before, _BATCH))
        deleted += count
        if count < _BATCH:
            break
    return deleted
