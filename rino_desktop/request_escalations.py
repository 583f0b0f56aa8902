"""The engine's chores of escalating requests whose deadline comes or has passed, and of reminding
operators of callbacks, which pass to the team when they are missed."""

import asyncio
import logging
from collections.abc import Callable

from engine.errors import KnownError
from engine.ports.clock import Clock
from engine.ports.storage import Database, StorageUnavailable
from engine.service.callback_desk import run_timers
from engine.service.request_desk import escalate_due

log = logging.getLogger(__name__)

_LOOK_EVERY_S = 15.0


async def escalate_for_ever(open_database: Callable[[], Database], clock: Clock) -> None:
    """Looks every so often, on a thread of its own."""
    database = await asyncio.to_thread(open_database)
    try:
        while True:
            try:
                done = await asyncio.to_thread(escalate_due, database, clock.now())
                if done:
                    log.info("requests escalated: %d", done)
                moved = await asyncio.to_thread(run_timers, database, clock.now())
                if moved:
                    log.info("callbacks reminded or passed on: %d", len(moved))
            except (StorageUnavailable, KnownError) as error:
                log.warning("escalation of requests, callbacks: %s", error)
            await clock.sleep(_LOOK_EVERY_S)
    finally:
        database.close()
