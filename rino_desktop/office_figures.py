"""What all engines of a database share, read now and then for one that shows its figures."""

import asyncio
import logging
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Thread

from engine.domain.campaign import CampaignState
from engine.errors import KnownError
from engine.ports.audit import AuditFilter
from engine.ports.clock import Clock
from engine.ports.orders import OUTBOX_ID
from engine.ports.storage import Database, StorageUnavailable, Stores
from engine.service import retention
from engine.service.figures import EngineFigures, OfficeSight, StoreSight
from rino_desktop import backups, outboxes
from rino_desktop.chores import own_database
from rino_desktop.wallboard import Counting, still_to_call

log = logging.getLogger(__name__)

LOOK_EVERY_S = 10.0
#: A folder that takes longer is not known this time.
LOOK_WITHIN_S = 2.0


def read(stores: Stores, now: datetime, counting: Counting) -> OfficeSight:
    """A few indexed rows of each thing. ``counting``: the same each time."""
    alive = [session.lease_until > now for session in stores.nodes.sessions()]
    return OfficeSight(
        at=now,
        stores=tuple(map(_store, outboxes.of_all(stores))),
        operators=Counter(status.state.value for status in stores.operators.statuses()),
        contacts_left={
            campaign.id: still_to_call(counting.contacts(stores, campaign, now))
            for campaign in stores.campaigns.all()
            if campaign.state in (CampaignState.RUNNING, CampaignState.PAUSED)
        },
        engines_alive=sum(alive),
        engines_silent=len(alive) - sum(alive),
        backup_at=last_backup(stores),
        retention_at=last_retention(stores),
    )


def _store(status: outboxes.OutboxStatus) -> StoreSight:
    backlog = status.backlog
    return StoreSight(
        "" if backlog.campaign_id == OUTBOX_ID else status.campaign, status.name,
        backlog.waiting, backlog.set_aside, backlog.delivered, backlog.oldest,
        backlog.down_since is not None,
    )  # fmt: skip


def last_backup(stores: Stores) -> datetime | None:
    return _last(stores, backups.MADE)


def last_retention(stores: Stores) -> datetime | None:
    return _last(stores, retention.RUN)


def _last(stores: Stores, action: str) -> datetime | None:
    entries = stores.audit.entries(AuditFilter(action=action), 1)
    return entries[0].at if entries else None


async def look_for_ever(
    figures: EngineFigures, open_database: Callable[[], Database], clock: Clock,
    places: Mapping[str, Path], spooled: Callable[[], int],
) -> None:  # fmt: skip
    """The engine's chore. ``places``: name → folder whose disk is watched; ``spooled``: recordings
    that wait for their upload; blocks."""
    counting = Counting()
    free = {name: Look(partial(_free, folder)) for name, folder in places.items()}
    waiting = Look(spooled)
    async with own_database("figures", open_database, clock) as database:
        while True:
            await _all_of([*free.values(), waiting])
            figures.disk_free = {
                n: look.found for n, look in free.items() if look.found is not None
            }
            if waiting.found is not None:
                figures.spool = waiting.found
            try:
                figures.office = await database.run(
                    partial(read, now=clock.now(), counting=counting)
                )
            except (StorageUnavailable, KnownError) as error:
                log.debug("figures: %s", error)
            except Exception:  # of all chores this one is not worth an engine and its calls
                log.exception("figures of the office could not be read")
            await clock.sleep(LOOK_EVERY_S)


class Look:
    """At a folder, which may be on a share that hangs and never answers: in a thread that nobody
    waits for for long, and no second one as long as it has not come back."""

    def __init__(self, look: Callable[[], int]) -> None:
        self._look = look
        self._going: Future[int] | None = None
        #: None: not known now.
        self.found: int | None = None

    def begin(self) -> "Future[int]":
        if self._going is None:
            self._going = Future()
            # Not one of the loop's own: at the end these are waited for.
            Thread(target=self._run, args=(self._going,), name="look", daemon=True).start()
        return self._going

    def _run(self, going: "Future[int]") -> None:
        try:
            going.set_result(self._look())
        except Exception as error:
            going.set_exception(error)

    def take(self) -> None:
        """What it has found; nothing as long as it is away."""
        going, self.found = self._going, None
        if going is None or not going.done():
            log.debug("figures: a look at a folder has not come back yet")
            return
        self._going = None
        try:
            self.found = going.result()
        except OSError as error:
            log.debug("figures: %s", error)
        except Exception:  # of all chores this one is not worth an engine and its calls
            log.exception("figures: a folder could not be looked at")


async def _all_of(looks: Sequence[Look]) -> None:
    await asyncio.wait([asyncio.wrap_future(look.begin()) for look in looks], timeout=LOOK_WITHIN_S)
    for look in looks:
        look.take()


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free
