"""This node's session in the database: its lease is renewed while the node lives.

Claims and line quotas hold as long as the lease does. When the database cannot be reached the
node stops dialling (nothing can be journalled then anyway); when the session turns out to have
been given up by others, a new one is begun and the old one's attempts are theirs to settle.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from engine.ports.clock import Clock
from engine.ports.storage import Database, NodeSession, StorageUnavailable, Stores
from engine.service.liveness import LifeSigns
from engine.service.recovery import recover, require_dead, take_over
from engine.service.routing import promised_work
from engine.service.unwritten import Unwritten

log = logging.getLogger(__name__)

#: A dead node's lines and claims are free after this long at most (docs/cli.md: 20 s).
LEASE_S = 18.0
RENEW_S = 4.0
#: Clocks that are further apart than this are not taken as they are.
APART_S = 3.0


@dataclass(frozen=True, slots=True)
class NodeIdentity:
    node: str
    host: str
    pid: int
    #: Start time of the process, so that a recycled pid is not taken for it.
    process_started: float


class NodeLease:
    def __init__(self, database: Database, clock: Clock, identity: NodeIdentity,
                 alive: Callable[[NodeSession], bool], signs: LifeSigns,
                 skew: Callable[[Stores, datetime], float] = lambda *_: 0.0,
                 unwritten: Unwritten | None = None) -> None:  # fmt: skip
        """``alive(session)``: does the process of a session on this host still run? ``skew``:
        seconds by which the server's clock is ahead of that moment by ours; ``unwritten``: what
        earlier runs have left to be written."""
        self._database = database
        self._clock = clock
        self._identity = identity
        self._alive = alive
        self._signs = signs
        self._skew = skew
        self._unwritten = unwritten
        self._apart_s = 0.0
        #: 0 before ``begin`` and after ``end``.
        self.session_id = 0
        #: The answer to a ``begin`` was lost: a session of this very process may be there.
        self._unsure = False
        self._renewing = asyncio.Lock()
        self._valid_until = datetime.min.replace(tzinfo=UTC)

    async def begin(self) -> int:
        """Recover what an earlier run left behind and begin a session.

        Raises KnownError when a node of this name lives already, StorageUnavailable.
        """
        me = self._identity
        now = self._clock.now()
        unsure = self._unsure

        def alive(session: NodeSession) -> bool:
            if session.pid == me.pid and (unsure or session.lease_until < now):
                return False  # of an engine of this process that could not end it
            return self._alive(session)

        def work(stores: Stores) -> int:
            judged = self._judged(stores, now)
            take_over(stores, me.node, me.host, min(now, judged), alive)
            session_id = self._new(stores, max(now, judged))
            recover(stores, min(now, judged))
            return session_id

        if self._unwritten is not None:
            # Before what is open is taken for interrupted; not beside a living node of this name.
            await self._database.run(
                lambda s: require_dead(s, me.node, me.host, min(now, self._judged(s, now)), alive)
            )
            await self._unwritten.catch_up(self._database)
            now = self._clock.now()
        self._unsure = True
        session_id = await self._database.run(work)
        self._unsure = False
        self._begun(session_id, now)
        return session_id

    def _judged(self, stores: Stores, now: datetime) -> datetime:
        """``now`` by the clock that all nodes have in common. One that is ahead would take living
        nodes for dead, end their attempts and call their people again; one that is behind would
        be taken for dead itself."""
        # Not of ``now``: the transaction may have waited since.
        skew = self._skew(stores, self._clock.now())
        if abs(skew) <= APART_S:
            skew = 0.0
        elif not self._apart_s:
            log.error("the clock of this computer is %.0f s %s that of the database's server: set"
                      " it (NTP), or people are called at other hours than it is thought",
                      abs(skew), "behind" if skew > 0 else "ahead of")  # fmt: skip
        self._apart_s = skew
        return now + timedelta(seconds=skew)

    def judging(self) -> datetime:
        """The moment by which the leases of others are judged."""
        return self._clock.now() + timedelta(seconds=min(0.0, self._apart_s))

    def _new(self, stores: Stores, now: datetime) -> int:
        me = self._identity
        session = stores.nodes.begin(me.node, me.host, me.pid, me.process_started, now, LEASE_S)
        return session.id

    def _begun(self, session_id: int, now: datetime) -> None:
        self.session_id = session_id
        self._written(now)
        self._signs.leased = True

    def _written(self, now: datetime) -> None:
        self._valid_until = now + timedelta(seconds=LEASE_S)
        self._signs.renewals += 1

    async def renew(self) -> bool:
        """False when the session was lost and a new one begun (``session_id`` has changed).

        Raises StorageUnavailable.
        """
        async with self._renewing:
            return await self._renew()

    async def _renew(self) -> bool:
        now = self._clock.now()
        session_id = self.session_id
        # Who was out of touch for so long does not judge others: they may be on their way back
        # just as well, and have until the next renewal.
        in_touch = now <= self._valid_until

        def work(stores: Stores) -> bool:
            judged = self._judged(stores, now)
            if not stores.nodes.renew(session_id, max(now, judged), LEASE_S):
                return False
            if in_touch:
                recover(stores, min(now, judged))
            return True

        if await self._database.run(work):
            self._written(now)
            return True
        log.error("the session of node %s was given up by another node; a new one begins",
                  self._identity.node)  # fmt: skip
        begun = await self._database.run(
            lambda stores: self._new(stores, max(now, self._judged(stores, now)))
        )
        self._begun(begun, now)
        return False

    async def end(self) -> None:
        """Nothing may be renewed any more."""
        session_id, self.session_id = self.session_id, 0
        self._signs.leased = False
        now = self._clock.now()

        def work(stores: Stores) -> None:
            stores.incoming.interrupt(session_id, now)
            promised_work.give_up(stores, session_id, now)
            stores.nodes.release_claims(session_id)
            stores.nodes.end(session_id)

        try:
            await self._database.run(work)
        except StorageUnavailable:
            log.error("the database is gone: the session ends when its lease does")
