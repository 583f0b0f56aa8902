"""A chore that ends does not hold up the loop, whatever still runs on its connection."""

import asyncio
import threading
from typing import Any, cast

from engine.ports.storage import Database
from rino_desktop.chores import database_of_chore


class Busy:
    """A connection on which a report runs until it is let go on."""

    def __init__(self) -> None:
        self.over = threading.Event()
        self.closed = False

    def close(self) -> None:
        self.over.wait(10)
        self.closed = True


async def test_the_loop_turns_while_a_connection_is_closed() -> None:
    busy = Busy()
    opened: Any = lambda: cast(Database, busy)  # noqa: E731

    async def chore() -> None:
        async with database_of_chore(opened):
            await asyncio.sleep(60)

    task = asyncio.create_task(chore())
    await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.sleep(0.05)  # it would stand still here
    assert not task.done()
    assert not busy.closed
    busy.over.set()
    await asyncio.wait({task})
    assert task.cancelled()
    assert busy.closed
