"""Writes and reads the operators' rows for the router, on a connection of their own.

What the router asks for in one turn goes into one transaction. While the database is away it is
kept, the latest of each, and tried again: whoever talks goes on talking. Rows are locked in the
order of their operators: two nodes that write the same ones would else wait for each other.
"""

import asyncio
import logging
from collections.abc import Callable
from math import inf
from typing import Any

from engine.ports.clock import Clock
from engine.ports.storage import Database, StorageUnavailable, Stores
from engine.routing import commands, events

log = logging.getLogger(__name__)

RETRY_S = (0.1, 0.2, 0.5, 1.0, 2.0)
RowCommand = commands.SaveStatus | commands.ReadStatus | commands.ReadStatuses
_Work = Callable[[Stores], events.RoutingEvent]
#: Operator, and what of his.
_Key = tuple[float, str]


class RowDesk:
    """``run`` is its task; ``answered`` gets what the router waits for."""

    def __init__(self, database: Database, clock: Clock,
                 answered: Callable[[events.RoutingEvent], None]) -> None:  # fmt: skip
        self._database = database
        self._clock = clock
        self._answered = answered
        self._waiting: dict[_Key, _Work] = {}
        self._wake = asyncio.Event()
        self._busy = False

    @property
    def idle(self) -> bool:
        return not self._waiting and not self._busy

    def carry_out(self, command: RowCommand) -> None:
        key, work = self._work(command)
        self._waiting[key] = work
        self._wake.set()

    async def run(self) -> None:
        tries = 0
        while True:
            if not self._waiting:
                self._wake.clear()
                await self._wake.wait()
            batch, self._waiting = dict(sorted(self._waiting.items(), key=_operator)), {}
            self._busy = True
            try:
                answers = await self._database.run(_all(list(batch.values())))
            except StorageUnavailable as error:
                if not tries:
                    log.error("operators' rows wait: %s", error)
                self._waiting = {**batch, **self._waiting}
                self._busy = False
                await self._clock.sleep(RETRY_S[min(tries, len(RETRY_S) - 1)])
                tries += 1
                continue
            except Exception as error:
                answers = await self._one_by_one(batch, error)
            tries = 0
            self._busy = False
            for answer in answers:
                self._answered(answer)

    async def _one_by_one(self, batch: dict[_Key, _Work], error: Exception) -> list[Any]:
        """One of them is wrong: the others must not be lost with it."""
        if len(batch) == 1:
            log.error("an operator's row is not written: %s", error, exc_info=error)
            return []
        answers: list[Any] = []
        for key, work in batch.items():
            try:
                answers += await self._database.run(_all([work]))
            except StorageUnavailable:
                self._waiting.setdefault(key, work)
            except Exception as own:
                log.error("an operator's row is not written: %s", own, exc_info=own)
        return answers

    def _work(self, command: RowCommand) -> tuple[_Key, _Work]:
        match command:
            case commands.SaveStatus(status=status, result=result, limit=limit):

                def save(stores: Stores) -> events.RoutingEvent:
                    # The moment of the change itself is in the row; this one is of the write.
                    saved = stores.operators.save_status(status, result, limit, self._clock.now())
                    return events.StatusSaved(status.write_id, saved.status, saved.limit_refused)

                return (status.operator_id, status.write_id), save
            case commands.ReadStatus(read_id=read_id, operator_id=operator_id):
                return (operator_id, "read"), lambda stores: events.StatusRead(
                    read_id, stores.operators.status(operator_id)
                )
            case commands.ReadStatuses(read_id=read_id):
                return (inf, "read"), lambda stores: events.StatusesRead(
                    read_id, tuple(stores.operators.statuses())
                )


def _operator(waiting: tuple[_Key, _Work]) -> float:
    return waiting[0][0]


def _all(works: list[_Work]) -> Callable[[Stores], list[events.RoutingEvent]]:
    return lambda stores: [work(stores) for work in works]
