"""The engine's chores of escalating requests whose deadline comes or has passed, and of reminding
operators of callbacks, which pass to the team when they are missed."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from engine.errors import KnownError
from engine.ports.clock import Clock
from engine.ports.storage import Database, StorageUnavailable
from engine.service.callback_desk import run_timers
from engine.service.request_desk import escalate_due
from rino_desktop.chores import own_database

log = logging.getLogger(__name__)

_LOOK_EVERY_S = 15.0


def _callbacks_due(database: Database, now: datetime) -> int:
    return len(run_timers(database, now))


#: Each by itself: what one of them meets does not keep the other from its work.
_CHORES = (("escalation of requests", escalate_due), ("callbacks", _callbacks_due))


async def escalate_for_ever(open_database: Callable[[], Database], clock: Clock) -> None:
    """Looks every so often, on a thread of its own."""
    async with own_database("requests and callbacks", open_database, clock) as database:
        while True:
            for name, work in _CHORES:
                try:
                    done = await asyncio.to_thread(work, database, clock.now())
                    if done:
                        log.info("%s: %d", name, done)
                except (StorageUnavailable, KnownError) as error:
                    log.warning("%s: %s", name, error)
            await clock.sleep(_LOOK_EVERY_S)
