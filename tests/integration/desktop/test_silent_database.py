"""A server that hangs: the window says what does not go on, stays alive, and can be closed."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from rino_desktop.desktop import Desktop, desktop
from rino_desktop.desktop.engine_inside import Life
from rino_desktop.main_window import MainWindow
from rino_desktop.preferences import INSIDE
from tests.helpers.desktop_here import DesktopHere, until
from tests.helpers.firebird_server import FirebirdServer
from tests.helpers.office import Office

pytestmark = pytest.mark.timeout(180)


def test_it_is_told_and_goes_on_or_is_ended(
    here: DesktopHere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FirebirdServer(tmp_path / "firebird") as server:
        address = str(server.address("rino"))
        monkeypatch.setenv("RINO_DB_PASSWORD", server.password)
        monkeypatch.setattr(desktop, "_SILENCE_S", 2.0)
        Office(tmp_path / "office", address, server.password).run("db", "init")
        here.settings = replace(
            here.settings, database=address, password=server.password, stuck_after_s=6.0
        )
        here.preferences.change(engine=INSIDE)

        def states(window: MainWindow) -> tuple[str, str]:
            return window.status.database.label.text(), window.status.engine.label.text()

        well = ("Database: 127.0.0.1/rino.fdb", "Engine: in this program, 0 calls")
        silent = ("Database: does not answer", "Engine: does not respond")

        async def scenario(window: MainWindow, desktop: Desktop) -> None:
            try:
                await told(window, desktop)
            finally:
                server.go_on()  # whatever fails: nothing ends before

        async def told(window: MainWindow, desktop: Desktop) -> None:
            inside = desktop.engines.inside
            await until(lambda: states(window) == well, 30)
            server.hang()
            await until(lambda: states(window)[0] == silent[0])
            await until(lambda: states(window) == silent, 30)
            assert "start it again" in window.status.engine.toolTip()
            assert "start it again" in window.settings.engine_state.toolTip()
            window.close()
            await until(here.shown)
            assert here.shown().windowTitle() == "The engine does not respond"
            here.shown().buttons["stay"].click()
            server.go_on()
            await until(lambda: states(window) == well, 30)
            assert inside.life is Life.RUNNING

            cut_off: list[float] = []
            desktop.engines.cut_off = cut_off.append
            runner, task = inside._runner, inside._task
            assert runner is not None
            assert task is not None
            window.settings.stop_button.click()  # it cannot write its end any more
            server.hang()
            await until(lambda: inside.stuck_s)
            await until(here.shown)
            here.shown().buttons["end"].click()
            await until(lambda: not window.isVisible())
            assert cut_off == [10.0]
            assert inside.life is Life.STOPPED
            # The test's process does not end with it.
            server.go_on()
            runner.request_stop(0.0)
            await asyncio.wait({task})

        here.play(scenario)
