"""Answers of data sources that may be used again, and questions that are asked only once."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from typing import Any

from engine.ports.sources import SourceTooSlow, Table

#: Answers kept, and the cells that one of them may have.
_MOST, _MOST_CELLS = 2000, 20_000


class SourceCache:
    """Whoever asks while the same question is under way waits for that answer, as long as his
    own time allows."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        #: Question → (when it was answered, the answer); oldest first.
        self._kept: OrderedDict[Hashable, tuple[float, Table]] = OrderedDict()
        self._under_way: dict[Hashable, asyncio.Task[Table]] = {}

    async def get(self, key: Hashable, cache_s: float, timeout_s: float,
                  ask: Callable[[float], Coroutine[Any, Any, Table]]) -> Table:  # fmt: skip
        """An answer not older than ``cache_s``. ``ask`` is told how many seconds are left."""
        kept = self._kept.get(key)
        if kept is not None and self._monotonic() - kept[0] < cache_s:
            self._kept.move_to_end(key)
            return kept[1]
        deadline = self._monotonic() + timeout_s
        task = self._under_way.get(key)
        if task is not None:
            try:
                async with asyncio.timeout(timeout_s):
                    return await asyncio.shield(task)
            except TimeoutError:
                raise SourceTooSlow("the data source does not answer in time.") from None
            except SourceTooSlow:
                # The one who asked had less time.
                if (left := deadline - self._monotonic()) < 0.05:
                    raise
                return await self.get(key, cache_s, left, ask)
        task = asyncio.get_running_loop().create_task(self._ask(key, ask, timeout_s))
        self._under_way[key] = task
        # Whoever asked may be gone before it fails.
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        return await asyncio.shield(task)

    async def _ask(self, key: Hashable, ask: Callable[[float], Coroutine[Any, Any, Table]],
                   timeout_s: float) -> Table:  # fmt: skip
        try:
            table = await ask(timeout_s)
        finally:
            del self._under_way[key]
        if len(table.rows) * len(table.columns) <= _MOST_CELLS:
            self._kept[key] = self._monotonic(), table
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return table

    def forget(self) -> None:
        self._kept.clear()
