"""All couriers of this node: one for each [[outbox]] of each campaign, whatever its state."""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from engine.domain.campaign import Campaign
from engine.domain.outbox import OutboxSettings
from engine.errors import KnownError
from engine.ports.clock import Clock
from engine.ports.orders import OUTBOX_ID, OUTBOX_NAME
from engine.ports.outbox import ExternalStore
from engine.ports.storage import Database, StorageUnavailable
from engine.service.outbox.courier import POLL_S, Courier

log = logging.getLogger(__name__)

#: An engine that runs until all is done waits so long for a store that is down.
PATIENCE = timedelta(seconds=60)
#: At the end of the engine the batches in flight may take so long.
FINISH_S = 15.0

_Key = tuple[int, str]


class Deliveries:
    """``run`` is its task; without any [[outbox]] it does nothing and opens nothing."""

    def __init__(
        self,
        open_database: Callable[[], Database],
        open_store: Callable[[OutboxSettings], ExternalStore] | None,
        recording_path: Callable[[str], Path],
        clock: Clock,
        node: str,
        campaigns: Callable[[], Sequence[Campaign]],
        charges: Callable[[], Sequence[OutboxSettings]] = tuple,
    ) -> None:
        """``charges``: the stores that get what orders cost."""
        self._open_database = open_database
        self._open_store = open_store
        self._recording_path = recording_path
        self._clock = clock
        self._node = node
        self._campaigns = campaigns
        self._charges = charges
        self._owner = random.getrandbits(62) | 1
        self._database: Database | None = None
        self._couriers: dict[_Key, tuple[Courier, asyncio.Task[None]]] = {}
        #: Those that finish their last batch: nobody takes their place before.
        self._leaving: dict[_Key, asyncio.Task[None]] = {}
        self._warned: set[_Key] = set()
        self._begun = clock.now()
        self._lock = asyncio.Lock()

    async def run(self) -> None:
        if self._open_store is None:
            return
        while True:
            try:
                # Not broken off in the middle: what it opens would have no owner.
                await asyncio.shield(self._adjust(self._open_store))
            except (StorageUnavailable, KnownError) as error:
                log.warning("external stores wait for the database: %s", error)
            await self._clock.sleep(POLL_S)

    async def pending(self) -> bool:
        """Something waits that this node or another will deliver. A store that has been down for
        longer than ``PATIENCE`` is waited for no more."""
        if self._open_store is None:
            return False
        try:
            return await self._pending(self._open_store)
        except (StorageUnavailable, KnownError):
            return True  # nobody knows

    async def _pending(self, open_store: Callable[[OutboxSettings], ExternalStore]) -> bool:
        # A campaign may have come or changed since the last look.
        await self._adjust(open_store)
        database = self._database
        if database is None:
            return False
        now = self._clock.now()
        waiting = False
        for key in list(self._couriers):
            campaign_id, name = key
            waits, since = await database.run(
                lambda s: s.outbox.waits(campaign_id, name)  # noqa: B023
            )
            if not waits:
                continue
            # An earlier engine may have found it down: this one tries for itself.
            if since is None or now - max(since, self._begun) < PATIENCE:
                waiting = True
            elif key not in self._warned:
                self._warned.add(key)
                log.error("outbox %s: the store is still down; what waits stays", name)
        return waiting

    async def stop(self) -> None:
        """Batches in flight are finished, as far as that takes no more than ``FINISH_S``."""
        async with self._lock:
            self._open_store = None
        for courier, _ in self._couriers.values():
            courier.stop()
        tasks = {task for _, task in self._couriers.values()} | {*self._leaving.values()}
        self._couriers.clear()
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=FINISH_S)
            for task in late:
                log.warning("a store does not answer: what is in flight may come twice")
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        database, self._database = self._database, None
        if database is not None:
            await asyncio.to_thread(database.close)

    async def _adjust(self, open_store: Callable[[OutboxSettings], ExternalStore]) -> None:
        """A courier for each outbox as it is set now; those of changed ones end."""
        async with self._lock:
            if self._open_store is not None:
                await self._adjust_alone(open_store)

    async def _adjust_alone(self, open_store: Callable[[OutboxSettings], ExternalStore]) -> None:
        wanted = {
            (campaign.id, outbox.name): (campaign.name, outbox)
            for campaign in self._campaigns()
            for outbox in campaign.settings.outbox
        }
        wanted |= {(OUTBOX_ID, each.name): (OUTBOX_NAME, each) for each in self._charges()}
        for key, (courier, task) in list(self._couriers.items()):
            if task.done():
                task.result()  # a courier ends only when asked to
            if key not in wanted or wanted[key][1] != courier.settings:
                courier.stop()
                self._leaving[key] = task
                del self._couriers[key]
        self._leaving = {k: task for k, task in self._leaving.items() if not task.done()}
        if wanted and self._database is None:
            self._database = await asyncio.to_thread(self._open_database)
        for key, (name, outbox) in wanted.items():
            if key in self._couriers or key in self._leaving or self._database is None:
                continue
            courier = Courier(
                self._database, self._clock, self._owner, self._node, key[0], name,
                outbox, open_store, self._recording_path,
            )  # fmt: skip
            task = asyncio.get_running_loop().create_task(courier.run())
            self._couriers[key] = courier, task
