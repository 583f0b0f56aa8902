"""What others have written: operators' rows, orders, sessions, settings, nodes, and what
supervisors want. One read for each
wake-up, and now and then without one."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.domain.operator import EVERYBODY, Queue
from engine.ports.clock import Clock
from engine.ports.operators import OperatorOrder, OrderKind, StatusFeed, WorkstationSession
from engine.ports.storage import Database, NodeSession, StorageUnavailable, Stores
from engine.routing.events import RoutingChanged
from engine.service.routing.supervision_look import OpenSupervision, entitled, open_supervisions
from engine.service.timers import pause

log = logging.getLogger(__name__)

POLL_S = 0.5
#: However often it is woken: what comes together is read together.
_LEAST_S = 0.01


@dataclass(frozen=True, slots=True)
class Look:
    """``setting``: None while it is as it was."""

    feed: StatusFeed
    orders: tuple[OperatorOrder, ...]
    sessions: tuple[WorkstationSession, ...]
    nodes: tuple[NodeSession, ...]
    setting: RoutingChanged | None
    revision: int
    at: datetime
    supervisions: tuple[OpenSupervision, ...] = ()


class Lookout:
    """``run`` is its task. ``node``: this run's name; orders for it are taken, and those for
    anybody."""

    node = ""
    #: Those of other kinds are for others.
    kinds: tuple[OrderKind, ...] = (OrderKind.WISH, OrderKind.CALL, OrderKind.DIAL)

    def __init__(self, database: Database, clock: Clock, seen: Callable[[Look], None],
                 judging: Callable[[], datetime] | None = None) -> None:  # fmt: skip
        """``judging``: the moment by which the leases of nodes are judged; None: the clock's."""
        self._database = database
        self._judging = judging or clock.now
        self._clock = clock
        self._seen = seen
        self._mark = 0
        self._revision = -1
        self._wake = asyncio.Event()
        self._away = False

    def wake(self) -> None:
        self._wake.set()

    async def look(self) -> None:
        """Raises StorageUnavailable."""
        mark, revision, now = self._mark, self._revision, self._judging()
        node, kinds = self.node, self.kinds
        look = await self._database.run(
            lambda stores: _read(stores, node, kinds, mark, revision, now)
        )
        self._mark, self._revision = look.feed.mark, look.revision
        self._seen(look)

    async def run(self) -> None:
        while True:
            await pause(self._clock, POLL_S, self._wake)
            try:
                await self.look()
            except StorageUnavailable as error:
                if not self._away:
                    log.warning("operators cannot be read: %s", error)
                self._away = True
                continue
            if self._away:
                self._away = False
                log.warning("operators can be read again")
            await self._clock.sleep(_LEAST_S)


def _read(stores: Stores, node: str, kinds: Sequence[OrderKind], mark: int, known: int,
          now: datetime) -> Look:  # fmt: skip
    operators = stores.operators
    # Settings first: a change that slips in between is seen the next time, not never.
    revision = operators.settings_revision()
    setting = None
    if revision != known:
        queues = operators.queues()
        if all(queue.name != EVERYBODY for queue in queues):
            queues.append(Queue(EVERYBODY, 0))
        setting = RoutingChanged(
            tuple(operators.operators()), tuple(queues), tuple(operators.pause_reasons())
        )
    return Look(
        feed=operators.statuses_since(mark),
        orders=entitled(stores, operators.take_orders(node, kinds, now), now),
        sessions=tuple(operators.sessions()),
        nodes=tuple(stores.nodes.sessions()),
        setting=setting,
        revision=revision,
        at=now,
        supervisions=open_supervisions(stores),
    )
