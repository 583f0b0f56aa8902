"""What is done with rows that an external store has refused."""

from collections.abc import Sequence
from datetime import datetime

from engine.ports.orders import OUTBOX_ID
from engine.ports.storage import Stores


def retry(
    stores: Stores, owner_id: int | None, store: str, ids: Sequence[int], now: datetime
) -> int:
    """Rows set aside are tried again by a running engine; how many. ``owner_id``: the campaign's,
    ``OUTBOX_ID`` for orders, None for all; ``store`` "" and no ``ids``: all of them."""
    count = stores.outbox.retry(owner_id, store, ids)
    _record(stores, "outbox.retry", owner_id, store, count, now)
    return count


def drop(
    stores: Stores, owner_id: int | None, store: str, ids: Sequence[int], now: datetime,
    *, waiting: bool = False,
) -> int:  # fmt: skip
    """Deleted for good; ``waiting``: what waits, too."""
    count = stores.outbox.drop(owner_id, store, ids, waiting=waiting)
    _record(stores, "outbox.drop", owner_id, store, count, now)
    return count


def _record(
    stores: Stores, action: str, owner_id: int | None, store: str, rows: int, now: datetime
) -> None:
    if rows:
        campaign_id = None if owner_id == OUTBOX_ID else owner_id
        stores.audit.record(now, action, store, {"rows": rows}, campaign_id=campaign_id)
