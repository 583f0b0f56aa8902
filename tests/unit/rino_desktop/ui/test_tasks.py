"""Tasks with an owner: what they could not do is told, what is a bug goes to the loop."""

import asyncio
from typing import Any

import pytest
from PySide6.QtCore import QObject

from editor.told_tasks import told_tasks
from engine.ports.storage import StorageUnavailable
from rino_desktop.ui.tasks import Tasks
from tests.unit.editor.test_keeper import Desk


async def _fail(error: Exception) -> None:
    raise error


async def test_what_the_user_can_mend_is_told_and_a_bug_goes_to_the_loop() -> None:
    said: list[str] = []
    bugs: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, what: bugs.append(what))
    owner = QObject()
    tasks = told_tasks(owner, Desk(), said.append)
    for error in (StorageUnavailable("the database is away"), ValueError("a bug")):
        task = tasks.start(_fail(error))
        assert task is not None
        await asyncio.wait([task])
    await asyncio.sleep(0)
    assert said == ["the database is away"]
    assert [str(bug["exception"]) for bug in bugs] == ["a bug"]


async def test_the_end_waits_for_all_and_tells_of_none() -> None:
    told: list[BaseException] = []
    over: list[str] = []
    tasks = Tasks(told.append)

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            over.append("over")

    tasks.start(work())
    await asyncio.sleep(0)
    await tasks.end()
    assert (over, told) == (["over"], [])


def test_nothing_is_begun_where_no_loop_runs() -> None:
    tasks = Tasks(pytest.fail)
    assert tasks.start(asyncio.sleep(0)) is None
