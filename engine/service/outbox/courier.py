"""Delivers what waits for one store of one campaign: under a lease, in order, until it is there.

The store's own calls block, so they run in a thread of that store. What it has taken is deleted
in one transaction after each batch; between the two a crash leads to a second delivery with the
same key. A store that is down is tried again after growing pauses; nothing is skipped meanwhile.
"""

import asyncio
import logging
import random
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from engine.domain.outbox import OutboxSettings
from engine.errors import KnownError
from engine.ports.clock import Clock
from engine.ports.outbox import HELD, ExternalStore, OutboxRow, Parcel, StoreDown
from engine.ports.storage import Database, StorageUnavailable, Stores
from engine.service.outbox.mapping import UnmappableError
from engine.service.outbox.packing import Packer
from engine.service.outbox.queue import DeliveryQueue, Settlement
from engine.service.outbox.worker import StoreThread

log = logging.getLogger(__name__)

#: A dead node's stores pass on after this long at most.
LEASE_S = 12.0
RENEW_S = 3.0
POLL_S = 1.0
#: Rows in one batch, and the time after which its rest waits for the next one.
BATCH = 100
BATCH_S = 2.0
#: Pause after a store was found down: the first and the longest, each made a little uneven so
#: that many nodes and stores do not come at once.
DOWN_S = (1.0, 60.0)
#: Pause after a fault of the delivery itself.
FAILED_S = 10.0


class Courier:
    """``run`` is its task. ``owner``: any number of this process's own."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        owner: int,
        node: str,
        campaign_id: int,
        campaign: str,
        settings: OutboxSettings,
        open_store: Callable[[OutboxSettings], ExternalStore],
        recording_path: Callable[[str], Path],
    ) -> None:
        self._database = database
        self._clock = clock
        self._owner = owner
        self._node = node
        self._id = campaign_id, settings.name
        self._label = f"outbox {settings.name} of campaign {campaign}"
        self.settings = settings
        self._open_store = open_store
        self._packer: Callable[[], Packer] = lambda: Packer(settings, campaign, recording_path)
        self._packs: Packer | None = None
        self._store: ExternalStore | None = None
        self._queue = DeliveryQueue(settings.tries)
        self._thread = StoreThread(f"store {settings.name}")
        self._stopping = asyncio.Event()
        self._leased = False
        #: Since when the store is down, by the port's clock; None: it is not.
        self.down_since: datetime | None = None
        self._failures = 0
        #: The database may say that it is down, from an earlier run.
        self._known_up = False

    def stop(self) -> None:
        """The batch in flight is finished, the rest stays."""
        self._stopping.set()

    # --- life ----------------------------------------------------------------------------------

    async def run(self) -> None:
        lost = False
        keeper = asyncio.get_running_loop().create_task(self._keep_lease())
        try:
            while not self._stopping.is_set():
                try:
                    pause_s = await self._turn()
                    lost = False
                except StorageUnavailable as error:
                    if not lost:
                        log.warning("%s waits for the database: %s", self._label, error)
                    lost, pause_s = True, POLL_S
                except Exception:
                    # A fault in delivery must cost no calls; what waits, waits.
                    log.exception("%s failed", self._label)
                    pause_s = FAILED_S
                await self._pause(pause_s)
        finally:
            keeper.cancel()
            await self._give_up()

    async def _turn(self) -> float:
        """One look, and a sweep when there is something. Returns the pause until the next one."""
        campaign_id, name = self._id
        waits, _ = await self._database.run(lambda s: s.outbox.waits(campaign_id, name))
        if not waits:
            await self._release()
            return POLL_S
        if not await self._take_lease():
            return POLL_S
        down = await self._sweep()
        if down is not None:
            await self._note_down(down)
            pause_s = min(DOWN_S[0] * 2.0 ** min(self._failures - 1, 10), DOWN_S[1])
            return float(pause_s * random.uniform(0.7, 1.0))
        now = self._clock.monotonic()
        due = self._queue.next_sweep(now)
        return POLL_S if due is None else min(POLL_S, max(0.0, due - now))

    async def _pause(self, seconds: float) -> None:
        if seconds <= 0 or self._stopping.is_set():
            return
        stopped = asyncio.ensure_future(self._stopping.wait())
        slept = asyncio.ensure_future(self._clock.sleep(seconds))
        try:
            await asyncio.wait({stopped, slept}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopped.cancel()
            slept.cancel()

    async def _give_up(self) -> None:
        store, self._store = self._store, None
        if store is not None:
            self._thread.submit(store.close)
        self._thread.shutdown(wait=False)
        try:
            await self._release()
        except StorageUnavailable:
            log.warning("%s: the lease ends by itself", self._label)

    # --- the lease -----------------------------------------------------------------------------

    async def _take_lease(self) -> bool:
        campaign_id, name = self._id
        now = self._clock.now()
        self._leased = await self._database.run(
            lambda s: s.outbox.take_lease(campaign_id, name, self._owner, self._node, now, LEASE_S)
        )
        return self._leased

    async def _release(self) -> None:
        if self._leased:
            self._leased = False
            campaign_id, name = self._id
            await self._database.run(
                lambda s: s.outbox.release_lease(campaign_id, name, self._owner)
            )

    async def _keep_lease(self) -> None:
        while True:
            await self._clock.sleep(RENEW_S)
            if self._leased:
                try:
                    await self._take_lease()
                except StorageUnavailable:
                    continue  # the next write finds out

    # --- delivering ----------------------------------------------------------------------------

    async def _sweep(self) -> object:
        """Through all that waits. Returns why the store is down; None: it is not."""
        campaign_id, name = self._id
        self._queue.begin_sweep(self._clock.monotonic())
        behind = 0
        while not self._stopping.is_set() and self._leased:
            after = behind
            page = await self._database.run(
                lambda s: s.outbox.waiting(campaign_id, name, after, BATCH)  # noqa: B023
            )
            if not page:
                return None
            behind = page[-1].id
            rows = self._queue.choose(page)
            if not rows:
                continue
            receipts, down = await self._hand_over(rows)
            tried = _tried(receipts)
            if tried < len(rows):
                # There was no time for the rest: the next page begins with it.
                behind = rows[tried - 1].id if tried else after
            settlement = self._queue.took(rows[:tried], receipts[:tried], self._clock.monotonic())
            for refusal in settlement.refused:
                log.log(
                    logging.ERROR if refusal.aside else logging.WARNING,
                    "%s refuses row %d%s: %s", self._label, refusal.row_id,
                    ", which is set aside" if refusal.aside else "", refusal.reason,
                )  # fmt: skip
            if settlement.delivered or settlement.refused:
                await self._note_up()
                if not await self._settle(settlement):
                    log.warning("%s is delivered by another node now", self._label)
                    self._leased = False
                    return None
            if down is not None:
                return down
        return None

    async def _hand_over(self, rows: Sequence[OutboxRow]) -> tuple[list[str], object]:
        loop = asyncio.get_running_loop()
        future = loop.run_in_executor(self._thread, self._deliver, rows)
        return await future

    async def _settle(self, settlement: Settlement) -> bool:
        campaign_id, name = self._id
        now = self._clock.now()

        def work(stores: Stores) -> bool:
            return stores.outbox.settle(
                campaign_id, name, self._owner, settlement.delivered, settlement.refused, now
            )

        while True:
            try:
                return await self._database.run(work)
            except StorageUnavailable:
                if self._stopping.is_set():
                    raise
                await self._clock.sleep(POLL_S / 2)

    def _deliver(self, rows: Sequence[OutboxRow]) -> tuple[list[str], object]:
        """In the store's thread: (a receipt for each row, why the store is down or None)."""
        until = time.monotonic() + BATCH_S

        def go_on() -> bool:
            return not self._stopping.is_set() and time.monotonic() < until

        receipts = [HELD] * len(rows)
        down: object = None
        parcels: list[Parcel] = []
        places: list[int] = []
        closed: set[int] = set()
        judged: Sequence[str]
        try:
            if self._packs is None:
                self._packs = self._packer()
            if self._store is None:
                self._store = self._open_store(self.settings)
            for place, row in enumerate(rows):
                if row.contact_id in closed:
                    continue
                try:
                    parcels.append(self._packs.pack(row))
                    places.append(place)
                except UnmappableError as error:
                    receipts[place] = str(error)
                    closed.add(row.contact_id)
            judged = self._store.deliver(parcels, go_on)
        except StoreDown as error:
            judged, down = error.receipts, error.args[0]
            self._drop_store()
        except (KnownError, StorageUnavailable) as error:  # of opening it
            self._drop_store()
            return [HELD] * len(rows), error
        except Exception as error:
            if self.down_since is None:
                log.exception("%s failed", self._label)
            self._drop_store()
            return [HELD] * len(rows), f"{type(error).__name__}: {error}"
        for place, receipt in zip(places, judged, strict=False):
            receipts[place] = receipt
        return _in_order(rows, receipts), down

    def _drop_store(self) -> None:
        """A new connection is made for the next try."""
        store, self._store = self._store, None
        if store is not None:
            store.close()

    # --- down and up ---------------------------------------------------------------------------

    async def _note_down(self, reason: object) -> None:
        self._failures += 1
        self._known_up = False
        text = " ".join(str(reason).split())
        if self.down_since is None:
            self.down_since = self._clock.now()
            log.error("%s is down, what waits is kept: %s", self._label, text)
        campaign_id, name = self._id
        now = self._clock.now()
        await self._database.run(
            lambda s: s.outbox.note_down(campaign_id, name, self._owner, text, now)
        )

    async def _note_up(self) -> None:
        self._failures = 0
        if self._known_up:
            return
        if self.down_since is not None:
            seconds = (self._clock.now() - self.down_since).total_seconds()
            log.warning("%s is back after %.0f s", self._label, seconds)
        self.down_since, self._known_up = None, True
        campaign_id, name = self._id
        await self._database.run(lambda s: s.outbox.note_up(campaign_id, name, self._owner))


def _in_order(rows: Sequence[OutboxRow], receipts: list[str]) -> list[str]:
    """After the first row of a contact that was not taken the others count as held."""
    closed: set[int] = set()
    for place, row in enumerate(rows):
        if row.contact_id in closed:
            receipts[place] = HELD
        elif receipts[place]:
            closed.add(row.contact_id)
    return receipts


def _tried(receipts: Sequence[str]) -> int:
    """How many rows there was time for: behind the last one that was judged all are held."""
    return max((n for n, receipt in enumerate(receipts, 1) if receipt != HELD), default=0)
