"""The engine's chore of bringing lists up to date that were built with ``--every``."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from engine.errors import KnownError
from engine.ports.clock import Clock
from engine.ports.source_store import StoredBuild
from engine.ports.storage import Database, StorageUnavailable, Stores
from rino_desktop import list_builds
from rino_desktop.chores import own_database
from rino_desktop.settings import Settings

log = logging.getLogger(__name__)

_LOOK_EVERY_S = 10.0


async def refresh_for_ever(
    open_database: Callable[[], Database], settings: Settings, clock: Clock
) -> None:
    """Looks every so often; builds on a thread of its own."""
    async with own_database("lists from data sources", open_database, clock) as database:
        while True:
            try:
                await asyncio.to_thread(refresh_due, database, settings, clock.now())
            except (StorageUnavailable, KnownError) as error:
                log.warning("lists from data sources: %s", error)
            await clock.sleep(_LOOK_EVERY_S)


def refresh_due(database: Database, settings: Settings, now: datetime) -> int:
    """Bring up to date what is due; how many lists that were. Of several engine nodes one does
    it. A failure is kept with the list and told once, not every time."""
    done = 0
    for stored in database.transact(lambda stores: stores.sources.due_builds(now)):
        if database.transact(_take(stored, now)):
            done += 1
            _refresh(database, settings, stored, now)
    return done


def _unseen(done: int, total: int | None) -> None:
    """Nobody watches."""


def _take(stored: StoredBuild, now: datetime) -> Callable[[Stores], bool]:
    return lambda stores: stores.sources.take_build(stored, now)


def _refresh(database: Database, settings: Settings, stored: StoredBuild, now: datetime) -> None:
    campaign = database.transact(lambda stores: stores.campaigns.get(stored.campaign_id))
    name = campaign.settings.name
    try:
        built = list_builds.build(
            settings,
            name,
            stored.build,
            refresh=True,
            dry_run=False,
            allow_empty=False,
            rejects=None,
            progress=_unseen,
        )
    except KnownError as error:
        outcome = {"error": str(error)}
        if stored.outcome != outcome:
            log.warning("the list of %s could not be brought up to date: %s", name, error)
        database.transact(
            lambda stores: stores.sources.save_build(stored.campaign_id, stored.build, now, outcome)
        )
        return
    log.info("the list of %s: %s", name, built.report.as_json())
