"""Work of the desktop belongs to who sat there when it was begun."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from engine.errors import KnownError
from engine.ports.audit import Actor, Via
from engine.ports.storage import StorageUnavailable
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.session import in_thread
from rino_desktop.desktop.tasks import Tasks
from rino_desktop.settings import Settings

ANNA, BORIS = (Actor(name, Via.DESKTOP, "pc", number) for number, name in enumerate("ab", 1))

NOBODY = Actor("", Via.DESKTOP)


class _Database:
    """Notes who has asked for what. ``slow``: an answer waits for it."""

    def __init__(self) -> None:
        self.actor = Actor()
        self.asked: list[tuple[str, str]] = []
        self.slow: asyncio.Event | None = None

    async def run(self, work: Callable[[Any], Any]) -> Any:
        self.asked.append((self.actor.name, work(None)))
        if self.slow is not None:
            await self.slow.wait()
            raise StorageUnavailable("the cable is out")
        return self.asked[-1]


class _Office:
    def __init__(self, tmp_path: Path) -> None:
        settings = Settings(str(tmp_path / "x"), None, "en", False, "warning", tmp_path / "voice")
        self.connection = Connection(settings, lambda: None)
        self.database = _Database()
        self.connection._database = self.database  # type: ignore[assignment]
        self.said: list[str] = []
        self.bugs: list[BaseException] = []
        self.tasks = Tasks(self.said.append, self.bugs.append, lambda: self.connection.session)

    async def ask(self, what: str) -> Any:
        return await self.connection.run(lambda _stores: what)


def _play(office: _Office, scenario: Callable[[], Coroutine[Any, Any, None]]) -> None:
    async def whole() -> None:
        async with asyncio.timeout(20):
            await scenario()
            await office.tasks.end()

    asyncio.run(whole())
    assert (office.said, office.bugs) == ([], [])


@pytest.fixture
def office(tmp_path: Path) -> _Office:
    return _Office(tmp_path)


async def _settle() -> None:
    for _ in range(9):
        await asyncio.sleep(0)


def test_what_is_asked_after_who_began_it_has_gone_is_not_asked(office: _Office) -> None:
    async def scenario() -> None:
        go_on, told = asyncio.Event(), []

        async def work() -> None:
            told.append(await office.ask("first"))
            await go_on.wait()
            told.append(await office.ask("second"))

        async def begins_another() -> None:
            await go_on.wait()
            office.tasks.start(office.ask("of a task of hers"))

        office.connection.begin(ANNA)
        office.tasks.start(work())
        office.tasks.start(begins_another())
        await _settle()
        office.connection.begin(BORIS)
        go_on.set()
        await _settle()
        assert told == [("a", "first")]
        await office.ask("his")
        assert office.database.asked == [("a", "first"), ("b", "his")]
        assert office.database.actor.is_nobody

    _play(office, scenario)


def test_late_answers_and_late_faults_are_told_to_nobody(office: _Office) -> None:
    async def scenario() -> None:
        office.database.slow, told = asyncio.Event(), []
        opened = asyncio.Event()

        def threaded() -> None:
            asyncio.run_coroutine_threadsafe(opened.wait(), loop).result(20)
            raise KnownError("no such file.")

        async def by_thread() -> None:
            told.append(await in_thread(threaded))

        async def by_database() -> None:
            try:
                await office.ask("slowly")
            except StorageUnavailable as error:
                told.append(error)

        loop = asyncio.get_running_loop()
        office.connection.begin(ANNA)
        tasks = [office.tasks.start(by_thread()), office.tasks.start(by_database())]
        await _settle()
        office.connection.begin(NOBODY)
        opened.set()
        office.database.slow.set()
        await asyncio.gather(*filter(None, tasks), return_exceptions=True)
        assert told == []

    _play(office, scenario)


def test_what_was_left_is_put_away_under_the_name_of_who_left_it(office: _Office) -> None:
    async def scenario() -> None:
        office.connection.begin(ANNA)
        window = office.connection.of_session()

        async def sign_out() -> None:
            office.connection.begin(NOBODY)
            await office.ask("whoever there is")  # the rest is nobody's

        async def put_away() -> None:
            assert office.connection.actor is ANNA
            await office.ask("saved")
            await window.run(lambda _stores: "closed")
            window.close()

        office.tasks.start(sign_out())
        await _settle()
        office.tasks.start(office.connection.put_away(put_away))
        office.connection.begin(BORIS)
        await _settle()
        asked = office.database.asked
        assert asked == [("", "whoever there is"), ("a", "saved"), ("a", "closed")]
        with pytest.raises(asyncio.CancelledError):
            await window.run(lambda _stores: "later")
        assert office.connection.actor is BORIS, "the window's own loop is whoever's who sits here"

    _play(office, scenario)
