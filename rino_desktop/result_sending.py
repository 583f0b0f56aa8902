"""Results of operators on their way into the shared database: kept on this computer first, sent
when the database can be reached, each by itself: one which cannot be saved holds up no other."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from rino_desktop.unsent_results import UnsentResult, UnsentResults

log = logging.getLogger(__name__)
_FIRST_RETRY_S, _LAST_RETRY_S = 0.5, 8.0


class ResultSending:
    """``send`` puts one into the database, False: it is away; ``counted(unsent, unkept)`` is told
    how many wait, and how many of these are in memory alone; ``sent``: some have got there;
    ``failed`` is told of what no waiting will mend, once for each result."""

    def __init__(
        self, results: UnsentResults, send: Callable[[UnsentResult], Awaitable[bool]],
        counted: Callable[[int, int], None], sent: Callable[[], None],
        failed: Callable[[BaseException], None],
    ) -> None:  # fmt: skip
        self._results = results
        self._send = send
        self._counted = counted
        self._sent = sent
        self._failed = failed
        self._wake = asyncio.Event()
        #: By attempt: what the disk does not take.
        self._in_memory: dict[int, UnsentResult] = {}
        #: In the database, but their files could not be removed.
        self._done: set[UnsentResult] = set()
        #: Attempts whose failure was told.
        self._told: set[int] = set()

    def wake(self) -> None:
        """The database may be there again."""
        self._wake.set()

    async def keep(self, result: UnsentResult) -> None:
        """However full the disk is: it is sent from memory then."""
        self._in_memory[result.attempt_id] = result
        await self._keep_again()
        self._wake.set()

    async def run(self) -> None:
        pause = _FIRST_RETRY_S
        while True:
            self._wake.clear()
            waiting, sent = await self._pass()
            if sent:
                self._sent()
            if waiting and sent == waiting:
                pause = _FIRST_RETRY_S
                continue  # whatever came meanwhile, and to say that nothing waits
            with suppress(TimeoutError):
                async with asyncio.timeout(pause if waiting else None):
                    await self._wake.wait()
            pause = min(2 * pause, _LAST_RETRY_S) if waiting else _FIRST_RETRY_S

    async def last_try(self) -> None:
        """Of what only this process has, before it ends."""
        if self._in_memory:
            await self._pass()

    async def _pass(self) -> tuple[int, int]:
        """How many waited, and how many of these are sent now."""
        await self._keep_again()
        kept = await asyncio.to_thread(self._results.all)
        waiting = [each for each in kept if each not in self._done]
        waiting = sorted([*waiting, *self._in_memory.values()], key=lambda each: each.saved_at)
        self._counted(len(waiting), len(self._in_memory))
        sent = 0
        for result in waiting:
            sent += await self._send_one(result)
        return len(waiting), sent

    async def _send_one(self, result: UnsentResult) -> bool:
        try:
            if not await self._send(result):
                return False
        except Exception as error:
            if result.attempt_id not in self._told:
                self._told.add(result.attempt_id)
                log.exception("the result of attempt %d cannot be saved", result.attempt_id)
                self._failed(error)
            return False
        self._done.add(result)
        self._forget(result)
        await asyncio.to_thread(self._results.drop, result)
        return True

    async def _keep_again(self) -> None:
        for result in list(self._in_memory.values()):
            try:
                await asyncio.to_thread(self._results.put, result)
            except OSError as error:
                log.error("a result cannot be kept on this computer: %s", error)
                return
            self._forget(result)

    def _forget(self, result: UnsentResult) -> None:
        if self._in_memory.get(result.attempt_id) == result:
            del self._in_memory[result.attempt_id]
