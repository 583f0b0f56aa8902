"""The engine in the window's own event loop, with real calls over SIP."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from engine.ivr.handler import Call
from engine.ivr.nodes import wait
from rino_desktop.console.campaign.preflight_list import PreflightDialog
from rino_desktop.console.campaign.test_call_dialog import TestCallDialog
from rino_desktop.demo.sip.controller import Farm
from rino_desktop.desktop import Desktop
from rino_desktop.desktop.engine_inside import Life
from rino_desktop.main_window import MainWindow
from rino_desktop.preferences import INSIDE
from rino_desktop.ui.dialogs import Progress
from tests.helpers.desktop_here import DesktopHere, by_hand, start_campaign, until
from tests.helpers.office import Office, numbers

PHONES = numbers(2)
#: Somebody of ours, who hears a campaign before the others do.
(COLLEAGUE,) = numbers(1, 50)
BEHAVIOURS = {
    "rules": [
        {
            "number": COLLEAGUE,
            "behaviour": {"kind": "answer_and_press", "ring_s": 0.2, "keys": "1"},
        }
    ],
    "mix": [
        {
            "weight": 1,
            "behaviour": {"kind": "listen_to_end", "ring_s": 0.2, "hang_up_after_quiet_s": None},
        }
    ],
}

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def farm(tmp_path: Path) -> Iterator[Farm]:
    with Farm(tmp_path / "farm", behaviours=BEHAVIOURS) as farm:
        yield farm


def that_holds(file: Path) -> Path:
    """The scheme of a notice; who has pressed nothing waits before it hangs up."""
    shipped = Path(__file__).parents[3] / "resources" / "schemes" / "notice.scheme.json"
    document = json.loads(shipped.read_text(encoding="utf-8"))
    (silence,) = [each for each in document["links"] if each["port"] == "no_input"]
    document["nodes"].append({"id": "hold", "type": "wait", "parameters": {"seconds": 0.2}})
    document["links"].append({**silence, "id": "over", "source": "hold", "port": "next"})
    silence["target"] = "hold"
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def calls_may_end(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Until it is set calls go on: what is done meanwhile may take its time."""
    over = asyncio.Event()
    ends = wait._Wait.timer

    def timer(node: wait._Wait, call: Call) -> str | None:
        return ends(node, call) if over.is_set() else node.enter(call)

    monkeypatch.setattr(wait._Wait, "timer", timer)
    return over


@pytest.fixture
def office(tmp_path: Path, farm: Farm) -> Iterator[Office]:
    office = Office(tmp_path / "office")
    try:
        office.open(farm.port, lines=2, campaign="notices")
        office.contacts("notices", PHONES)
        office.run("scheme", "import", str(that_holds(tmp_path / "notice.scheme.json")))
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
    inside: DesktopHere, office: Office, calls_may_end: asyncio.Event
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
        calls_may_end.set()
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


async def click(button: QPushButton) -> None:
    await by_hand(lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton))


async def call_a_colleague(check: PreflightDialog, here: DesktopHere) -> None:
    """From the check-list: first a number that is none, then one that answers and presses 1."""
    await click(check.list.test_button)
    await until(lambda: here.shown(TestCallDialog))
    dialog = here.shown(TestCallDialog)
    assert not dialog.call.isEnabled()
    await by_hand(lambda: QTest.keyClicks(dialog.number, "12"))
    await click(dialog.call)
    await until(lambda: dialog.told.property("kind") == "bad" and dialog.bar.isHidden())
    assert "12" in dialog.told.text()
    dialog.number.clear()
    await by_hand(lambda: QTest.keyClicks(dialog.number, COLLEAGUE))
    await click(dialog.call)
    await until(lambda: "It rings" in dialog.told.text())
    assert not dialog.call.isEnabled(), "one call at a time"
    await until(lambda: dialog.bar.isHidden(), 40)
    told = dialog.told.text().splitlines()
    assert "Result confirmed: yes" in told, told
    assert any(line.startswith("Talked for ") for line in told), told
    await click(dialog.close_button)


async def stopped_started_and_beside(window: MainWindow, desktop: Desktop) -> None:
    engine = desktop.engines.inside
    window.settings.stop_button.click()
    await until(lambda: engine.life is Life.STOPPED)
    await until(lambda: window.status.engine.label.text() == "Engine: stopped")
    window.settings.start_button.click()
    await until(lambda: engine.life is Life.RUNNING, 30)
    window.settings.place["beside"].click()
    await until(lambda: window.status.engine.label.text() == "No engine answers")
    assert engine.life is Life.STOPPED
    assert "rino-desktop --engine" in window.status.engine.toolTip()


def test_a_colleague_is_called_a_stop_ends_live_calls_and_the_engine_goes_beside(
    inside: DesktopHere, office: Office, farm: Farm
) -> None:
    """One desktop for what is done by hand: it takes as long as its calls do."""

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        engine, page = desktop.engines.inside, window.campaigns
        await until(lambda: engine.life is Life.RUNNING, 30)
        await until(lambda: page.table.rowCount() == 1)
        await click(page.buttons["start"])
        await until(lambda: inside.shown(PreflightDialog))
        check = inside.shown(PreflightDialog)
        await until(lambda: check.list.over)
        await call_a_colleague(check, inside)
        await until(lambda: engine.live_calls == 0)
        assert page.table.index(0, 1).data() == "draft"
        await click(check.start)
        await until(lambda: page.table.at(0).live == len(PHONES), 30)
        await until(lambda: {c.number for c in farm.calls() if c.answered_at} >= set(PHONES))
        await click(page.buttons["stop"])
        await until(inside.shown)
        assert "2 calls go on" in inside.shown().findChildren(QLabel)[1].text()
        await click(inside.shown().buttons[""])
        await until(lambda: inside.shown() is None)
        assert (page.table.index(0, 1).data(), engine.live_calls) == ("running", len(PHONES))
        await click(page.buttons["stop"])
        await until(inside.shown)
        await click(inside.shown().buttons["do"])
        await until(lambda: page.table.index(0, 1).data() == "finished")
        await until(lambda: engine.live_calls == 0, 10)
        await until(lambda: page.table.at(0).live == 0)
        await stopped_started_and_beside(window, desktop)

    inside.play(scenario)
    rows = {row["phone"]: row for row in office.attempts("notices")}
    assert set(rows) == set(PHONES), "the call to the colleague is none of the campaign"
    assert {(row["disposition"], row["hangup_by"]) for row in rows.values()} == {
        ("cancelled", "system")
    }
    assert all(row["talk_s"] > 0 for row in rows.values())
    ended = {call.number: call for call in farm.calls()}
    assert ended[COLLEAGUE].keys == ["1"]
    assert {ended[phone].hung_up_by for phone in PHONES} == {"caller"}
    assert inside.preferences.load().engine == "beside"
