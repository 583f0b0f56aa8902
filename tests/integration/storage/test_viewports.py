"""Where a user left a scheme, at another desk and with the database away: both databases."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor import viewport_keeper
from editor.editor_widget import EditorWidget
from engine.adapters.firebird import FirebirdDatabase
from engine.ports.storage import StorageUnavailable
from engine.scheme.codec import dump_scheme
from engine.scheme.node_types import NodeTypes, default_node_types
from rino_desktop.scheme_desk import DatabaseSchemeDesk
from rino_desktop.settings import Settings
from rino_desktop.ui import state
from tests.helpers.databases import DatabaseUnderTest
from tests.unit.editor.conftest import sample

TYPES = default_node_types()
NAME = "Опрос " + "о" * 120  # longer than the name of an entry


class Desk(DatabaseSchemeDesk):
    """Counts what is written; the database can go away."""

    def __init__(self, database: FirebirdDatabase, user: str, types: NodeTypes) -> None:
        nowhere = Settings("", None, "ru", False, "warning", Path())  # nothing is published here
        super().__init__(database, user, types, nowhere)
        self.away = False
        self.stuck = False
        self.writes = 0

    async def state(self, key: str) -> object:
        await self._reach()
        return await super().state(key)

    async def put_state(self, key: str, value: object) -> None:
        await self._reach()
        self.writes += 1
        await super().put_state(key, value)

    async def _reach(self) -> None:
        if self.stuck:
            await asyncio.sleep(3600)
        if self.away:
            raise StorageUnavailable("the database is away")


class Office:
    def __init__(self, database: FirebirdDatabase, folder: Path, bot: QtBot) -> None:
        self.database, self.folder, self.bot = database, folder, bot

    async def sit_down(self, user: str = "Котова", *, elsewhere: bool = False) -> EditorWidget:
        """The scheme opened as the desktop does: loaded, and then shown."""
        if elsewhere:
            state.forget()
        desk = Desk(self.database, user, TYPES)
        editor = EditorWidget(desk, TYPES, self.folder, "ru")
        self.bot.addWidget(editor)
        await editor.open(NAME)
        editor.resize(1366, 768)
        editor.show()
        await until(lambda: editor.viewport._wanted is None)
        return editor


@pytest.fixture
async def office(
    tested_database: DatabaseUnderTest, tmp_path: Path, qtbot: QtBot
) -> AsyncIterator[Office]:
    state.forget()
    database = tested_database.open()
    document = dump_scheme(replace(sample(), name=NAME))
    database.transact(lambda stores: stores.schemes.save_draft(NAME, document, "Котова", None))
    yield Office(database, tmp_path, qtbot)
    database.close()
    state.forget()


async def until(condition: Callable[[], Any]) -> None:
    for _ in range(500):
        QApplication.processEvents()
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come")


def seen(editor: EditorWidget) -> tuple[float, float, float]:
    found = editor.view.viewport_state()
    return round(found["zoom"], 3), round(found["x"]), round(found["y"])


def near(a: tuple[float, float, float], b: tuple[float, float, float]) -> bool:
    return a[0] == b[0] and abs(a[1] - b[1]) <= 2 and abs(a[2] - b[2]) <= 2


def look_elsewhere(editor: EditorWidget) -> tuple[float, float, float]:
    """Panned with the middle button, as a hand does."""
    editor.view.set_zoom(0.8)
    editor.view.centerOn(QPointF(900, 300))
    window = editor.view.viewport()
    start = window.rect().center()
    QTest.mousePress(window, Qt.MouseButton.MiddleButton, pos=start)
    QTest.mouseMove(window, start - start / 6)
    QTest.mouseRelease(window, Qt.MouseButton.MiddleButton, pos=start - start / 6)
    return seen(editor)


def shows_the_beginning(editor: EditorWidget) -> bool:
    """Where calls begin, large enough to be read."""
    window = editor.view.mapToScene(editor.view.viewport().rect()).boundingRect()
    nodes = editor.document.content.nodes.values()
    start = next(node.id for node in nodes if node.type == "start")
    return window.contains(editor.scene.content_rect({start})) and editor.view.zoom >= 0.5


async def test_the_first_time_its_beginning_is_shown(office: Office) -> None:
    editor = await office.sit_down()
    assert shows_the_beginning(editor)
    await editor.close_scheme()


async def test_it_follows_the_user_to_another_desk(office: Office) -> None:
    first = await office.sit_down()
    left = look_elsewhere(first)
    await first.close_scheme()
    second = await office.sit_down(elsewhere=True)
    assert near(seen(second), left)
    await second.close_scheme()
    other = await office.sit_down("Иванова", elsewhere=True)
    assert not near(seen(other), left)
    await other.close_scheme()


async def test_it_is_written_when_the_hand_rests_and_only_then(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viewport_keeper, "QUIET_MS", 150)
    editor = await office.sit_down()
    desk: Any = editor.desk
    before = desk.writes
    for step in range(20):
        editor.view.centerOn(QPointF(200 + 20 * step, 300))
        await asyncio.sleep(0.01)
    assert desk.writes == before, "not in the middle of it"
    await until(lambda: desk.writes == before + 1)
    await until(lambda: editor.viewport._writing is not None and editor.viewport._writing.done())
    await editor.close_scheme()
    assert desk.writes == before + 1, "nothing has been moved since"


async def test_without_the_database_this_computer_remembers(office: Office) -> None:
    first = await office.sit_down()
    desk: Any = first.desk
    look_elsewhere(first)
    await first.viewport.close()
    first.viewport._name = first.name
    desk.away = True
    first.view.centerOn(QPointF(300, 100))
    left = seen(first)
    await first.close_scheme()
    second = await office.sit_down()
    assert near(seen(second), left), "what is here is later than what the database has"
    await second.close_scheme()
    for _ in range(5):  # and it does not drift
        third = await office.sit_down(elsewhere=True)
        assert near(seen(third), left), "it went up with the next time"
        await third.close_scheme()


async def test_a_database_that_does_not_answer_keeps_nobody_waiting(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viewport_keeper, "PATIENCE_S", 0.1)
    editor = await office.sit_down()
    desk: Any = editor.desk
    desk.stuck = True
    left = look_elsewhere(editor)
    async with asyncio.timeout(5):
        await editor.viewport.close()
        editor.view.fit()
        await editor.viewport.restore(editor.name)
    await until(lambda: near(seen(editor), left))
    await editor.keeper.close()


async def test_a_damaged_entry_is_none(office: Office) -> None:
    key = viewport_keeper._key(NAME)
    assert len(key) <= 100
    for damaged in ([1, 2], {"zoom": "x"}, {"zoom": 1, "x": 1e300, "y": 0}, "lost"):
        office.database.transact(
            lambda stores, damaged=damaged: stores.user_state.put("Котова", key, damaged)
        )
        editor = await office.sit_down(elsewhere=True)
        assert shows_the_beginning(editor)
        editor.viewport._name = ""
        await editor.close_scheme()
