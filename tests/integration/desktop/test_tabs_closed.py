"""Tabs of schemes that are closed while something else goes on with them."""

import asyncio
import threading

import pytest

from editor.editor_widget import EditorWidget
from rino_desktop import bootstrap
from rino_desktop.desktop import Desktop
from rino_desktop.main_window import MainWindow
from tests.helpers.desktop_here import DesktopHere, until
from tests.helpers.program import Program
from tests.integration.desktop.test_shared_equipment import opened


def test_what_is_still_being_opened_when_its_user_goes_is_not_shown_to_the_next(
    program: Program, here: DesktopHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    del program
    go_on, asked = threading.Event(), threading.Event()
    really = bootstrap.node_types_to_draw_with

    def slow() -> object:
        asked.set()
        assert go_on.wait(20)
        return really()

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await until(lambda: window.schemes.table.rowCount() > 0)
        monkeypatch.setattr(bootstrap, "node_types_to_draw_with", slow)
        window.schemes.scheme_wanted.emit("notice")
        await until(asked.is_set)
        desktop.people.sign_out()
        await until(lambda: window.signed_in)
        go_on.set()
        await until(lambda: not desktop._editors._opening)
        assert not window.schemes.editors()
        await opened(window, "survey")
        assert len(window.schemes.editors()) == 1

    here.play(scenario)


def test_closed_twice_and_nothing_is_drawn_meanwhile(program: Program, here: DesktopHere) -> None:
    del program

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await until(lambda: window.schemes.table.rowCount() > 0)
        editor = await opened(window, "notice")
        assert isinstance(editor, EditorWidget)
        go_on, really = asyncio.Event(), editor.desk.close_open
        calls = []

        async def slow(name: str) -> None:
            calls.append(name)
            await go_on.wait()
            await really(name)

        editor.desk.close_open = slow  # type: ignore[method-assign]
        window.schemes.close_wanted.emit(editor)
        window.schemes.close_wanted.emit(editor)
        await until(lambda: calls)
        assert not editor.isEnabled(), "what is drawn now would be lost"
        go_on.set()
        await until(lambda: not window.schemes.editors())
        assert calls == ["notice"]

    here.play(scenario)
