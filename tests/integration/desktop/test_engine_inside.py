"""The engine in the window's own event loop, with real calls over SIP."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from rino_desktop.demo.sip.controller import Farm
from rino_desktop.desktop import Desktop
from rino_desktop.desktop.engine_inside import Life
from rino_desktop.main_window import MainWindow
from rino_desktop.preferences import INSIDE
from rino_desktop.ui.dialogs import Progress
from tests.helpers.desktop_here import DesktopHere, start_campaign, until
from tests.helpers.office import Office, numbers

PHONES = numbers(2)
BEHAVIOURS = {"mix": [{"weight": 1, "behaviour": {"kind": "listen_to_end", "ring_s": 0.2}}]}

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def farm(tmp_path: Path) -> Iterator[Farm]:
    with Farm(tmp_path / "farm", behaviours=BEHAVIOURS) as farm:
        yield farm


@pytest.fixture
def office(tmp_path: Path, farm: Farm) -> Iterator[Office]:
    office = Office(tmp_path / "office")
    try:
        office.open(farm.port, lines=2, campaign="notices")
        office.contacts("notices", PHONES)
        yield office
    finally:
        office.close()


@pytest.fixture
def inside(qapp: QApplication, office: Office, tmp_path: Path,
           monkeypatch: pytest.MonkeyPatch) -> DesktopHere:  # fmt: skip
    monkeypatch.setenv("RINO_DATA", str(tmp_path / "data"))
    here = DesktopHere(qapp, office.folder)
    here.settings = replace(here.settings, database=office.database)
    here.preferences.change(engine=INSIDE)
    return here


async def calls_are_live(window: MainWindow, desktop: Desktop, here: DesktopHere) -> None:
    await until(lambda: desktop.engines.inside.life is Life.RUNNING, 30)
    await until(lambda: window.status.engine.label.text().startswith("Engine: in this program"))
    await until(lambda: window.campaigns.table.rowCount() == 1)
    await start_campaign(window, here)
    await until(lambda: desktop.engines.inside.live_calls == 2, 30)
    await until(lambda: window.status.engine.label.text() == "Engine: in this program, 2 calls")
    await until(lambda: window.status.lines.label.text() == "Line city: ready")


def test_closing_with_calls_live_asks_and_waits_for_them(
    inside: DesktopHere, office: Office
) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        closed = asyncio.Event()
        window.closed.connect(closed.set)
        await calls_are_live(window, desktop, inside)
        window.close()
        await until(inside.shown)
        assert inside.shown().windowTitle() == "2 calls go on"
        inside.shown().buttons["stay"].click()
        await until(lambda: inside.shown() is None)
        assert window.isVisible()
        assert desktop.engines.inside.life is Life.RUNNING
        window.close()
        await until(inside.shown)
        inside.shown().buttons["wait"].click()
        await until(lambda: inside.shown(Progress))
        assert "2 calls go on" in inside.shown(Progress).text.text()
        await asyncio.wait_for(closed.wait(), 90)
        assert desktop.engines.inside.life is Life.STOPPED

    inside.play(scenario)
    rows = office.attempts("notices")
    assert {row["phone"] for row in rows} == set(PHONES)
    assert {row["hangup_by"] for row in rows} == {"system"}
    assert {row["hangup_cause"] for row in rows} == {"normal_clearing"}
    assert all(row["talk_s"] > 3 for row in rows)


def test_or_ends_them_now(inside: DesktopHere, office: Office, farm: Farm) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        closed = asyncio.Event()
        window.closed.connect(closed.set)
        await calls_are_live(window, desktop, inside)
        window.close()
        await until(inside.shown)
        inside.shown().buttons["end"].click()
        await asyncio.wait_for(closed.wait(), 20)

    inside.play(scenario)
    assert len(office.attempts("notices")) == 2
    assert office.status("notices")["state"] == "running", "another engine may go on"


def test_it_is_stopped_and_started_and_goes_beside(inside: DesktopHere) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        engine = desktop.engines.inside
        await until(lambda: engine.life is Life.RUNNING, 30)
        window.settings.stop_button.click()
        await until(lambda: engine.life is Life.STOPPED)
        await until(lambda: window.status.engine.label.text() == "Engine: stopped")
        window.settings.start_button.click()
        await until(lambda: engine.life is Life.RUNNING, 30)
        window.settings.place["beside"].click()
        await until(lambda: window.status.engine.label.text() == "No engine answers")
        assert engine.life is Life.STOPPED
        assert "rino-desktop --engine" in window.status.engine.toolTip()

    inside.play(scenario)
    assert inside.preferences.load().engine == "beside"


def test_a_second_engine_of_that_name_is_told_and_takes_over_by_itself(
    inside: DesktopHere, office: Office
) -> None:
    import socket

    first = office.engine(socket.gethostname(), until_done=False)

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        name = socket.gethostname()
        await until(lambda: window.status.engine.label.text() == f"Engine: {name}", 30)
        desktop.engines.start()
        assert desktop.engines.inside.life is Life.STARTING
        await until(lambda: desktop.engines.inside.life is Life.STOPPED, 30)
        await until(lambda: "already" in window.settings.engine_state.text())
        first.terminate()
        await asyncio.to_thread(first.wait, 30)
        await until(lambda: desktop.engines.inside.life is Life.RUNNING, 90)

    inside.preferences.change(engine_starts=False)
    inside.play(scenario)
