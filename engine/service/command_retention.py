"""Commands that consoles left for the engines are kept for a month, and then deleted."""

from collections.abc import Callable
from datetime import datetime, timedelta

from engine.ports.storage import Database

KEPT = timedelta(days=30)
#: Deleted in one transaction.
_BATCH = 2000


def delete_old(
    database: Database, now: datetime, stopped: Callable[[], bool] = lambda: False
) -> int:
    """How many commands; StorageUnavailable. Engines may do so at the same time."""
    deleted = 0
    while not stopped():
        count = database.transact(lambda s: s.nodes.forget_commands(now - KEPT, _BATCH))
        deleted += count
        if count < _BATCH:
            break
    return deleted
