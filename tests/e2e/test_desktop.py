"""The desktop over a real database, offscreen: what it shows and what its buttons do."""

import asyncio
import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from rino_desktop.desktop import Desktop
from rino_desktop.main_window import MainWindow
from tests.helpers.desktop_here import DesktopHere, start_campaign, until
from tests.helpers.program import Program


@pytest.fixture
def here(qapp: QApplication, tmp_path: Path) -> DesktopHere:
    return DesktopHere(qapp, tmp_path)


def one_contact(program: Program, campaign: str) -> None:
    file = program.folder / "one.csv"
    file.write_text("phone\n+79161234567\n", encoding="utf-8")
    program.ok("contacts", "import", str(file), "--campaign", campaign)


def test_campaigns_are_started_and_stopped_by_buttons(
    program: Program, campaign: str, here: DesktopHere
) -> None:
    one_contact(program, campaign)

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await until(lambda: window.campaigns.table.rowCount() == 1)
        assert window.campaigns.table.index(0, 0).data() == campaign
        assert window.campaigns.table.index(0, 1).data() == "draft"
        await start_campaign(window, here)
        await until(lambda: window.campaigns.table.index(0, 1).data() == "running")
        for button, state in (("pause", "paused"), ("stop", "finished")):
            window.campaigns.buttons[button].click()
            await until(lambda state=state: window.campaigns.table.index(0, 1).data() == state)

    here.play(scenario)
    assert program.json("campaign", "status", campaign)["state"] == "finished"


def test_what_others_do_is_seen(program: Program, campaign: str, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await until(lambda: window.campaigns.table.rowCount() == 1)
        await asyncio.to_thread(program.ok, "campaign", "start", campaign)
        await until(lambda: window.campaigns.table.index(0, 1).data() == "running")
        why = window.campaigns.table.index(0, 6).data()
        assert why == "No engine is running: start one with rino-desktop --engine."

    here.play(scenario)


def test_a_database_that_cannot_be_opened_is_told(tmp_path: Path, here: DesktopHere) -> None:
    (tmp_path / "rino.fdb").write_bytes(b"not a database" * 1000)

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await until(lambda: window.notice.title.text() == "The database cannot be opened")
        assert "rino.fdb" in window.notice.text.text()
        assert window.status.database.label.text() == "Database: not reachable"
        window.notice.button.click()
        await until(lambda: window.gate.currentWidget() is window.first_start)
        assert window.first_start.back_button.isVisible()
        window.first_start.back_button.click()
        await until(lambda: window.gate.currentWidget() is window.notice)

    here.play(scenario)


#: Sleeps as the window's loop does, until its input ends; then says how late it was at worst.
_CONTROL = """
import sys, threading, time
over = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), over.set())).start()
worst, last = 0.0, time.perf_counter()
while not over.is_set():
    time.sleep(0.005)
    now = time.perf_counter()
    worst, last = max(worst, now - last), now
print(worst)
"""


@contextlib.contextmanager
def lateness_of_this_machine() -> Iterator[list[float]]:
    """Meanwhile, in seconds; there at the end. Of another process: what holds the interpreter here
    does not count as the machine's."""
    with subprocess.Popen(
        [sys.executable, "-c", _CONTROL], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as control:
        worst: list[float] = []
        yield worst
        worst.append(float(control.communicate(timeout=30)[0]))


def test_the_window_never_waits_for_the_database(
    program: Program, campaign: str, here: DesktopHere
) -> None:
    """While reads and commands run, Qt's loop goes on turning."""

    one_contact(program, campaign)

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await until(lambda: window.campaigns.table.rowCount() == 1)
        gaps: list[float] = []

        async def turn() -> None:
            last = time.perf_counter()
            while True:
                await asyncio.sleep(0.005)
                now = time.perf_counter()
                gaps.append(now - last)
                last = now

        with lateness_of_this_machine() as late:
            turning = asyncio.create_task(turn())
            await start_campaign(window, here)
            await until(lambda: window.campaigns.table.index(0, 1).data() == "running")
            turning.cancel()
        assert max(gaps) - late[0] < 1.0

    here.play(scenario)


def test_without_a_screen_it_says_so(program: Program) -> None:
    if sys.platform != "linux":
        pytest.fail("this test is for Linux")
    program.environment.update(DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert "There is no screen here." in program.error()
