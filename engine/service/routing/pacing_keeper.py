"""Sees to it that campaigns with operators have their queue and their pacing, as they are set.

Counts of lost calls come from the database, where all nodes' are; what was learnt is kept there
over a new start.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine.dialer.model import PacingSet
from engine.dialer.pacing.model import AbandonCounts
from engine.dialer.pacing.of_campaign import is_paced, pacing_rules, queue_of
from engine.domain.campaign import Campaign, CampaignState
from engine.domain.operator import Queue
from engine.ports.clock import Clock
from engine.ports.storage import Database, StorageUnavailable, Stores
from engine.service.campaign_watch import Snapshot
from engine.service.dialer_host import DialerHost

log = logging.getLogger(__name__)

LOOK_S = 0.5
#: How often counts are read anew, and what was learnt is written down; seconds.
RENEW_S = 60.0
#: Where no law says otherwise, the limit of lost calls holds for so long.
WINDOW = timedelta(days=30)
#: In the store of what is remembered for users: nobody can be named so.
_KEPT_FOR = "*"
_AT_WORK = frozenset({CampaignState.RUNNING, CampaignState.PAUSED})


@dataclass(frozen=True, slots=True)
class _Read:
    counts: AbandonCounts
    learnt: Mapping[str, Any] | None


class PacingKeeper:
    """``run`` is its task. ``queues``: those that are known, by name."""

    def __init__(self, database: Database, clock: Clock, dialer: DialerHost,
                 snapshot: Callable[[], Snapshot], node_count: Callable[[], int],
                 queues: Callable[[], Mapping[str, Queue]]) -> None:  # fmt: skip
        self._database = database
        self._clock = clock
        self._dialer = dialer
        self._snapshot = snapshot
        self._node_count = node_count
        self._queues = queues
        self._paced: set[int] = set()
        self._seen: tuple[Snapshot, int] | None = None
        self._renewed = 0.0

    async def run(self) -> None:
        while True:
            snapshot, nodes = self._snapshot(), self._node_count()
            due = self._clock.monotonic() >= self._renewed + RENEW_S
            seen = self._seen
            if due or seen is None or seen[0] is not snapshot or seen[1] != nodes:
                try:
                    await self._bring_up(snapshot, nodes)
                except StorageUnavailable:
                    log.debug("pacing waits for the database")
                else:
                    self._seen = snapshot, nodes
                    if due:
                        self._renewed = self._clock.monotonic()
            await self._clock.sleep(LOOK_S)

    async def finish(self) -> None:
        """Keep what was learnt since the last time, if that is possible."""
        try:
            await self._keep()
        except StorageUnavailable as error:
            log.warning("what pacing has learnt last is lost: %s", error)

    async def _bring_up(self, snapshot: Snapshot, nodes: int) -> None:
        known = self._queues()
        wanted = [queue_of(c) for c in snapshot.campaigns if c.state in _AT_WORK]
        missing = [q for q in wanted if q is not None and known.get(q.name) != q]
        if missing:
            await self._database.run(lambda stores: _save_queues(stores, missing))
        paced = {c.id: c for c in snapshot.campaigns if is_paced(c) and c.state in _AT_WORK}
        await self._keep()
        for campaign in paced.values():
            read = await self._database.run(_reader(campaign, self._clock.now()))
            rules = pacing_rules(campaign, nodes)
            learnt = None if campaign.id in self._paced else read.learnt
            self._paced.add(campaign.id)
            self._dialer.feed(PacingSet(campaign.id, rules, read.counts, learnt))
        for campaign_id in self._paced - paced.keys():
            self._paced.discard(campaign_id)
            self._dialer.feed(PacingSet(campaign_id, None))

    async def _keep(self) -> None:
        learnt = {each: self._dialer.learnt(each) for each in sorted(self._paced)}
        if any(learnt.values()):
            await self._database.run(lambda stores: _write_down(stores, learnt))


def _save_queues(stores: Stores, queues: list[Queue]) -> None:
    for queue in queues:
        stores.operators.save_queue(queue)


def _reader(campaign: Campaign, now: datetime) -> Callable[[Stores], _Read]:
    since = now - limit_window(campaign)

    def read(stores: Stores) -> _Read:
        return _Read(
            stores.operators.abandon_counts(campaign.id, since), kept_learnt(stores, campaign.id)
        )

    return read


def limit_window(campaign: Campaign) -> timedelta:
    """For how long a lost call counts against the limit."""
    laws = [law.abandon.window for law in campaign.settings.rules if law.abandon is not None]
    return min(laws, default=WINDOW)


def kept_learnt(stores: Stores, campaign_id: int) -> dict[str, dict[str, list[float]]] | None:
    """What the campaign's pacing has learnt, as ``PacingSet`` takes it; None: nothing yet."""
    learnt = stores.user_state.get(_KEPT_FOR, _name(campaign_id))
    return learnt if isinstance(learnt, dict) else None


def _write_down(stores: Stores, learnt: Mapping[int, Mapping[str, Any]]) -> None:
    for campaign_id, lists in learnt.items():
        if lists:
            stores.user_state.put(_KEPT_FOR, _name(campaign_id), lists)


def _name(campaign_id: int) -> str:
    return f"pacing of campaign {campaign_id}"
