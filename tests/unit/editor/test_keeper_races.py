"""What is saved, published and written to the disk while something else is going on."""

import asyncio
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from editor.editor_widget import EditorWidget
from editor.edits import nodes
from editor.keeper import Saving
from editor.publishing import PublishDialog
from engine.ports.schemes import SchemeVersion, VersionInfo
from engine.scheme.node_types import NodeTypes
from tests.unit.editor.test_editor_widget import until
from tests.unit.editor.test_keeper import NOW, Desk, Office, desk, office

__all__ = ["desk", "office"]


async def test_what_cannot_be_published_is_saved_and_can_be_mended(
    office: Office, desk: Desk
) -> None:
    office.rename("wrong")
    desk.refused = "the scheme that it calls has gone"
    assert await office.keeper.publish("") is None
    assert office.told == [("failed", desk.refused)]
    assert desk.stored is not None
    assert "wrong" in desk.stored.document
    assert office.keeper.state is Saving.SAVED
    office.rename("right")
    assert await office.keeper.save_now(), "nobody else has saved"
    desk.refused = ""
    assert await office.keeper.publish("") == 1


async def test_what_others_save_after_publishing_is_not_taken_for_ones_own(
    office: Office, desk: Desk
) -> None:
    publish = desk.publish

    async def and_somebody_saves(name: str, text: str, comment: str, on: int) -> SchemeVersion:
        version = await publish(name, text, comment, on)
        await desk.save(name, text.replace("mine", "theirs"), on)
        return version

    desk.publish = and_somebody_saves  # type: ignore[method-assign]
    office.rename("mine")
    assert await office.keeper.publish("") == 1
    office.rename("mine again")
    assert not await office.keeper.save_now()
    assert office.keeper.state is Saving.CONFLICT


async def test_a_slow_disk_does_not_bring_back_what_has_been_saved_since(office: Office) -> None:
    write, begun, go_on = office.recovery.write, threading.Event(), threading.Event()

    def slow(name: str, document: str, based_on: int | None) -> None:
        begun.set()
        go_on.wait(60)
        write(name, document, based_on)

    office.recovery.write = slow  # type: ignore[method-assign]
    office.rename("earlier")
    keeping = asyncio.create_task(office.keeper._keep())
    await asyncio.to_thread(begun.wait, 60)
    office.rename("later")
    saving = asyncio.create_task(office.keeper.save_now())
    async with asyncio.timeout(60):
        while office.keeper.state is not Saving.SAVED:
            await asyncio.sleep(0.01)
    go_on.set()
    assert await keeping
    assert await saving
    assert office.recovery.unsaved("notice").works == []


@pytest.fixture
async def widget(desk: Desk, tmp_path: Path, node_types: NodeTypes, qtbot: QtBot) -> EditorWidget:
    made = EditorWidget(desk, node_types, tmp_path, "en")
    qtbot.addWidget(made)
    await made.open("notice")
    made.document.do("tidy", nodes.remove(made.document.content, ["d"]))
    return made


async def test_publishing_is_begun_once(widget: EditorWidget, desk: Desk) -> None:
    asked, go_on = [], asyncio.Event()

    async def slow(name: str, _document: str) -> list[str]:
        asked.append(name)
        await go_on.wait()
        return []

    desk.consequences = slow  # type: ignore[method-assign]
    for _ in range(2):
        widget.bar.buttons["publish"].click()
    await until(lambda: asked)
    go_on.set()
    await until(lambda: widget.publishing.dialog)
    assert len(widget.findChildren(PublishDialog)) == 1
    assert asked == ["notice"]


async def test_what_is_under_way_ends_with_the_editor(
    desk: Desk, tmp_path: Path, node_types: NodeTypes, qtbot: QtBot
) -> None:
    del qtbot
    widget = EditorWidget(desk, node_types, tmp_path, "en")
    await widget.open("notice")
    widget.document.do("tidy", nodes.remove(widget.document.content, ["d"]))
    asked, ended = asyncio.Event(), asyncio.Event()

    async def for_ever(_name: str, _document: str) -> list[str]:
        asked.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return []

    desk.consequences = for_ever  # type: ignore[method-assign]
    widget.publishing.begin()
    await asked.wait()
    await widget.close_scheme()
    delete(widget)
    async with asyncio.timeout(20):
        await ended.wait()


async def test_a_comparison_that_comes_too_late(widget: EditorWidget, desk: Desk) -> None:
    """Its dialog has been closed: there is nothing to show it in."""
    bugs: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, told: bugs.append(told))
    infos = [VersionInfo(n, n, NOW, "Петров", "", None, n == 2) for n in (2, 1)]
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def versions(_name: str) -> list[VersionInfo]:
        return infos

    async def numbered(name: str, number: int) -> SchemeVersion:
        if number == 1:
            asked.set()
            await go_on.wait()
        assert desk.stored is not None
        return SchemeVersion(number, 1, name, number, desk.stored.document, NOW)

    desk.versions, desk.numbered = versions, numbered  # type: ignore[method-assign]
    widget.comparing.begin()
    await until(lambda: (dialog := widget.comparing.dialog) is not None and dialog.isVisible())
    dialog = widget.comparing.dialog
    assert dialog is not None
    dialog.old.setCurrentIndex(dialog.old.findData(1))
    await asked.wait()
    dialog.close()
    delete(dialog)
    await until(lambda: widget.comparing.dialog is None)
    go_on.set()
    await until(lambda: not widget.comparing._tasks._tasks)
    assert bugs == []


def test_the_view_is_not_written_when_no_loop_runs(
    desk: Desk, tmp_path: Path, node_types: NodeTypes, qtbot: QtBot
) -> None:
    """The program is ending: Qt's timers still run then."""
    widget = EditorWidget(desk, node_types, tmp_path, "en")
    qtbot.addWidget(widget)
    asyncio.run(widget.open("notice"))
    with qtbot.waitSignal(widget.viewport._quiet.timeout):
        widget.viewport._quiet.start(0)
    assert widget.viewport._writing is None
