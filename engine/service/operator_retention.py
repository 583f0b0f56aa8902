"""Call log and times of operators, and messages to them, are kept for so many days, by the rule of
the kind ``operators``. Without one they are kept for ever, as recordings are. Attempts and their
results are not touched."""

from collections.abc import Sequence
from datetime import datetime

from engine.ports.storage import Database
from engine.ports.voice_files import RetentionRule
from engine.service.expired import NOBODY, Expired, Watch, first_day_kept

OPERATORS = "operators"
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
    """Delete what is too old, by whole days (UTC)."""
    days = next((rule.days for rule in rules if rule.kind == OPERATORS), None)
    if days is None:
        return []
    before = first_day_kept(now, days)

    def count() -> int:
        return database.transact(lambda stores: stores.operators.count_history(before))

    if dry_run:
        return [Expired(OPERATORS, "", before.date(), days, count())]
    deleted = 0
    while not watch.stopped():
        batch = database.transact(lambda stores: stores.operators.expire_history(before, _BATCH))
        deleted += batch
        watch.told(OPERATORS, deleted, 0)
        if batch < _BATCH:
            break
    return [Expired(OPERATORS, "", before.date(), days, deleted, left=count())]
