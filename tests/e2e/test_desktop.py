"""The desktop over a real database, offscreen: what it shows and what its buttons do."""

import asyncio
import gc
import os
import sys
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import qasync
from PySide6.QtWidgets import QApplication

from rino_desktop.desktop import Desktop
from rino_desktop.main_window import MainWindow
from rino_desktop.settings import Settings
from rino_desktop.texts import set_language
from rino_desktop.ui.garbage import GuiGarbage
from tests.helpers.program import Program


async def until(condition: Callable[[], bool], within_s: float = 20.0) -> None:
    deadline = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass"
        await asyncio.sleep(0.02)


@pytest.fixture
def on_screen(
    qapp: QApplication, tmp_path: Path
) -> Callable[[Callable[[MainWindow], Coroutine[Any, Any, None]]], None]:
    """Run a scenario with the desktop on ``tmp_path``'s database."""

    def run(scenario: Callable[[MainWindow], Coroutine[Any, Any, None]]) -> None:
        set_language("en")
        settings = Settings(str(tmp_path / "rino.fdb"), None, "en", False, "warning",
                            tmp_path / "voice")  # fmt: skip

        async def play() -> None:
            window = MainWindow()
            window.show()
            work = asyncio.ensure_future(Desktop(settings, window).run())
            try:
                await scenario(window)
                assert not work.done()
            finally:
                work.cancel()
                await asyncio.gather(work, return_exceptions=True)
                window.close()

        garbage = GuiGarbage()
        loop = qasync.QEventLoop(qapp)
        asyncio.set_event_loop(loop)
        try:
            with loop:
                loop.run_until_complete(play())
        finally:
            asyncio.set_event_loop(None)
            garbage.stop()
            gc.collect()  # here, and not in a thread of the next test

    return run


def test_campaigns_are_started_and_stopped_by_buttons(
    program: Program, campaign: str, on_screen: Any
) -> None:
    async def scenario(window: MainWindow) -> None:
        await until(lambda: window.table.rowCount() == 1)
        assert window.table.index(0, 0).data() == campaign
        assert window.table.index(0, 1).data() == "draft"
        for button, state in (("start", "running"), ("pause", "paused"), ("stop", "finished")):
            window.buttons[button].click()
            await until(lambda state=state: window.table.index(0, 1).data() == state)

    on_screen(scenario)
    assert program.json("campaign", "status", campaign)["state"] == "finished"


def test_what_others_do_is_seen(program: Program, campaign: str, on_screen: Any) -> None:
    async def scenario(window: MainWindow) -> None:
        await until(lambda: window.table.rowCount() == 1)
        await asyncio.to_thread(program.ok, "campaign", "start", campaign)
        await until(lambda: window.table.index(0, 1).data() == "running")
        why = window.table.index(0, 6).data()
        assert why == "No engine is running: start one with rino-desktop --engine."

    on_screen(scenario)


def test_the_first_start_makes_the_database(tmp_path: Path, on_screen: Any) -> None:
    async def scenario(window: MainWindow) -> None:
        await until(window.create_button.isVisible)
        assert window.empty_title.text() == "There is no database yet"
        window.create_button.click()
        await until(lambda: window.empty_title.text() == "Nothing is set up yet", 60.0)

    on_screen(scenario)
    schemes = Program(tmp_path).json("scheme", "list")
    assert {"debtor-reminder", "notice", "survey"} <= {scheme["name"] for scheme in schemes}


def test_a_database_that_cannot_be_opened_is_told(tmp_path: Path, on_screen: Any) -> None:
    (tmp_path / "rino.fdb").write_bytes(b"not a database" * 1000)

    async def scenario(window: MainWindow) -> None:
        await until(lambda: window.empty_title.text() == "The database cannot be opened")
        assert "rino.fdb" in window.empty_text.text()

    on_screen(scenario)


def test_the_window_never_waits_for_the_database(
    program: Program, campaign: str, on_screen: Any
) -> None:
    """While reads and commands run, Qt's loop goes on turning."""

    async def scenario(window: MainWindow) -> None:
        await until(lambda: window.table.rowCount() == 1)
        longest, last, turns = 0.0, time.perf_counter(), 0
        window.buttons["start"].click()
        while window.table.index(0, 1).data() != "running":
            await asyncio.sleep(0.005)
            now = time.perf_counter()
            longest, last, turns = max(longest, now - last), now, turns + 1
            assert turns < 4000
        assert longest < 1.0

    on_screen(scenario)


def test_without_a_screen_it_says_so(program: Program) -> None:
    if sys.platform != "linux":
        pytest.fail("this test is for Linux")
    program.environment.update(DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert "There is no screen here." in program.error()
