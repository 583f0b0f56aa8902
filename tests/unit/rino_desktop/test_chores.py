"""An engine's chore meets a database that has just gone: it waits, and the engine goes on."""

import asyncio
import logging
import threading
from types import SimpleNamespace
from typing import Any

import pytest

from engine.errors import KnownError
from rino_desktop.chores import own_database


class _Clock:
    """Nobody has to wait."""

    def __init__(self) -> None:
        self.slept = 0

    async def sleep(self, seconds: float) -> None:
        self.slept += 1
        await asyncio.sleep(0)


def _opener(*answers: Any) -> Any:
    left = list(answers)

    def open_database() -> Any:
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return open_database


async def test_it_waits_until_the_database_can_be_had_and_tells_it_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    closed: list[bool] = []
    database = SimpleNamespace(close=lambda: closed.append(True))
    gone, asleep = KnownError("connection shutdown"), KnownError("no server there")
    clock = _Clock()
    opener = _opener(gone, gone, asleep, database)
    async with own_database("reports", opener, clock) as had:  # type: ignore[arg-type]
        assert had is database
        assert not closed
    assert closed
    assert clock.slept == 3
    assert caplog.messages == ["reports: connection shutdown", "reports: no server there"]


async def test_what_is_no_absence_ends_it() -> None:
    opener = _opener(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        async with own_database("reports", opener, _Clock()):  # type: ignore[arg-type]
            pass


async def test_the_loop_turns_while_a_connection_is_closed() -> None:
    """Closing waits for what still runs on it, a long report say."""
    over, closing, closed = threading.Event(), threading.Event(), threading.Event()
    opened = asyncio.Event()

    def close() -> None:
        closing.set()
        over.wait(60)
        closed.set()

    opener = _opener(SimpleNamespace(close=close))

    async def chore() -> None:
        async with own_database("reports", opener, _Clock()):  # type: ignore[arg-type]
            opened.set()
            await asyncio.sleep(600)

    task = asyncio.create_task(chore())
    await asyncio.wait_for(opened.wait(), 60)
    task.cancel()
    async with asyncio.timeout(60):  # it would stand still here
        while not closing.is_set():
            await asyncio.sleep(0.01)
    assert not task.done()
    assert not closed.is_set()
    over.set()
    await asyncio.wait({task})
    assert task.cancelled()
    assert closed.is_set()
