"""The orderly end of an engine: every call ended and journalled, whatever else has failed."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from engine.dialer import model as dial
from engine.ports.clock import Clock
from engine.ports.telephony import Telephony
from engine.service.attempt_desk import AttemptDesk
from engine.service.commands import CommandDesk
from engine.service.dialer_host import DialerHost
from engine.service.incoming_desk import IncomingDesk
from engine.service.journal import Journal
from engine.service.liveness import LifeSigns
from engine.service.node_lease import NodeLease
from engine.service.order_caller import OrderCaller
from engine.service.outbox.deliveries import FINISH_S, Deliveries
from engine.service.routing.wiring import OperatorsPart
from engine.service.unwritten import Unwritten

log = logging.getLogger(__name__)

#: Between the order to end the calls and the end of the lines.
HANG_UP_S = 0.5
#: The last writes may take so long, a database that is away included.
WRITE_OUT_S = 15.0
#: And those of who was still at work then.
LAST_WORDS_S = 3.0
#: Deliveries that end finish their batches, where their own database answers.
STORES_S = FINISH_S + 3.0


@dataclass(slots=True, kw_only=True)
class EngineEnd:
    """``until``: the moment (monotonic) at which live calls are ended; ``tasks``: all of the
    engine, ``failure``: done when one of them has failed."""

    host: DialerHost
    desk: AttemptDesk
    commands: CommandDesk
    incoming: IncomingDesk
    orders: OrderCaller
    journal: Journal
    lease: NodeLease
    telephony: Telephony
    operators: OperatorsPart
    deliveries: Deliveries
    clock: Clock
    until: Callable[[], float]
    failure: "asyncio.Future[None]"
    tasks: "set[asyncio.Task[Any]]"
    signs: LifeSigns
    unwritten: Unwritten | None = None
    journal_task: "asyncio.Task[Any] | None" = None

    @property
    def busy(self) -> bool:
        """Calls live, or their rows are not written."""
        return self.calls > 0 or not self.journal.idle

    @property
    def calls(self) -> int:
        return (self.desk.live + self.commands.live + self.incoming.live
                + self.orders.live + self.operators.room.live)  # fmt: skip

    async def come(self) -> None:
        """Never raises for what goes wrong on the way: each step is tried."""
        self.signs.ending = True
        if self.lease.session_id:
            self._try("dialling", lambda: self.host.feed(dial.DiallingStopped("stopping", True)))
            self._try("dialling for operators", self.operators.room.stop_dialling)
            await self._finish_calls()
            # Not before: talks may go on for long, and a report meanwhile is no reason to end them.
            self.signs.closing = True
            await self._step("the lines", self.telephony.stop())
            await self._step("the operators", self.operators.finish())
            await self._write_out()
            stores = asyncio.wait_for(self.deliveries.stop(), STORES_S)
            await self._step("the external stores", stores)
            # Whoever renews or claims must not do so behind the session's end.
            await self._cancel([task for task in self.tasks if task is not self.journal_task])
            if self.journal.reached and not self.journal.idle:
                await self._wait_for_journal(LAST_WORDS_S)  # what was written meanwhile
            if self.journal.idle:
                await self._step("the session", self.lease.end())
            else:
                # It ends with its lease: whoever was quicker would call people again whose outcomes
                # wait here for the next start.
                self.signs.leased = False
        self.signs.closing = True
        await self._cancel(list(self.tasks))

    async def _finish_calls(self) -> None:
        # ``until`` may come nearer meanwhile: whoever waited has thought better of it.
        while self.calls and self.clock.monotonic() < self.until() and not self.failure.done():
            await self.clock.sleep(0.05)
        if self.calls:
            log.warning("%d calls did not end in time and are ended now", self.calls)
            self._try("the calls", self.desk.stop_all)
            self._try("the test calls", self.commands.stop_all)
            self._try("the calls that came in", self.incoming.stop_all)
            self._try("the calls of orders", self.orders.stop_all)
            await self.clock.sleep(HANG_UP_S)

    async def _write_out(self) -> None:
        await self._wait_for_journal(WRITE_OUT_S)
        if not self.journal.idle:
            self.journal.keep_all()
            await self._tell_unwritten()

    async def _wait_for_journal(self, seconds: float) -> None:
        deadline = self.clock.monotonic() + seconds
        task = self.journal_task
        while not self.journal.idle and self.clock.monotonic() < deadline:
            if task is None or task.done():
                break
            await self.clock.sleep(0.05)

    async def _tell_unwritten(self) -> None:
        unwritten, losable = self.unwritten, self.journal.losable
        kept = self.journal.backlog - losable
        if unwritten is not None and kept and await unwritten.settled():
            log.error("%d writes wait in %s and are caught up at the next start of this engine",
                      kept, unwritten.name)  # fmt: skip
        else:
            losable += kept
        if losable:
            log.error(
                "%d writes are lost: attempts left open become interrupted at the next start",
                losable,
            )

    @staticmethod
    async def _cancel(tasks: "list[asyncio.Task[Any]]") -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @staticmethod
    async def _step(what: str, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception:
            log.exception("ending %s failed", what)

    @staticmethod
    def _try(what: str, work: Any) -> None:
        try:
            work()
        except Exception:
            log.exception("ending %s failed", what)
