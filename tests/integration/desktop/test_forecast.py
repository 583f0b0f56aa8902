"""The forecast of a campaign in the window: run, changed, broken off, kept, compared."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from engine.domain.campaign import CampaignState
from engine.forecast.kept import Occasion
from rino_desktop.console.forecast.dialog import ForecastDialog
from rino_desktop.desktop import Desktop
from rino_desktop.desktop import forecasts as desktop_forecasts
from rino_desktop.desktop.campaigns import Campaigns
from rino_desktop.desktop.forecasts import Forecasts
from rino_desktop.main_window import MainWindow
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.program import Program

CAMPAIGN = """
[campaign]
name = "november"
scheme = "notice"
trunk = "city"
max_lines = 2
[schedule]
weekdays = "00:00-24:00"
weekend = "00:00-24:00"
"""


@pytest.fixture
def campaign(program: Program, tmp_path: Path) -> str:
    (tmp_path / "november.toml").write_text(CAMPAIGN, "utf-8")
    rows = "".join(f"+7912000{n:04d}\n" for n in range(60))
    (tmp_path / "list.csv").write_text("phone\n" + rows, "utf-8")
    (tmp_path / "none.toml").write_text(CAMPAIGN.replace("november", "empty"), "utf-8")
    program.ok("trunk", "add", "city", "--proxy", "sip:127.0.0.1:5099")
    program.ok("campaign", "create", tmp_path / "november.toml")
    program.ok("campaign", "create", tmp_path / "none.toml")
    program.ok("contacts", "import", tmp_path / "list.csv", "--campaign", "november")
    return "november"


def words(dialog: ForecastDialog) -> list[str]:
    return [label.text() for label in dialog.figures.findChildren(QLabel)]


async def opened(here: DesktopHere, window: MainWindow, name: str) -> ForecastDialog:
    await until(lambda: window.campaigns.table.row_named(name) is not None)
    window.campaigns.choose(name)
    await by_hand(lambda: QTest.mouseClick(window.campaigns.forecast, Qt.MouseButton.LeftButton))
    await until(lambda: here.shown(ForecastDialog))
    dialog: ForecastDialog = here.shown(ForecastDialog)
    return dialog


def forecasts_of(desktop: Desktop) -> Forecasts:
    return next(part for part in desktop._parts if isinstance(part, Campaigns)).forecasts


def test_a_campaign_is_forecast(
    here: DesktopHere, campaign: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        dialog = await opened(here, window, campaign)
        await until(dialog.keep.isEnabled)
        assert dialog.progress.isHidden()
        found = words(dialog)
        assert "Done" in found
        assert "Calls an hour" in found
        assert "Operators busy" not in found, "it is automatic"
        assert dialog.wishes.boxes["operators"].isHidden()
        assert dialog.wishes.choice().lines == 2
        assert dialog.calls.curve.points
        assert dialog.calls.accessibleDescription()
        assert "Lines: 2" in dialog.basis.text()
        before = dialog.left.curve.points[0].median
        made = desktop_forecasts.forecasts.make
        go_on = threading.Event()

        def held(*given: Any, **more: Any) -> Any:
            assert go_on.wait(60)
            return made(*given, **more)

        monkeypatch.setattr(desktop_forecasts.forecasts, "make", held)

        # What if there were more lines: by the keyboard.
        box = dialog.wishes.boxes["lines"]
        await by_hand(lambda: [QTest.keyClick(box, Qt.Key.Key_Up) for _ in range(6)])
        assert dialog.wishes.sliders["lines"].value() == 8
        await until(lambda: not dialog.keep.isEnabled())
        go_on.set()
        await until(dialog.keep.isEnabled)
        assert "as it is now" in words(dialog)
        assert "Lines: 8" in dialog.basis.text()
        assert dialog.calls.curve.base
        assert dialog.left.curve.points[0].median <= before

        # Broken off, and begun again.
        go_on.clear()
        await by_hand(lambda: QTest.keyClick(box, Qt.Key.Key_Up))
        await until(lambda: not dialog.keep.isEnabled())
        await by_hand(lambda: QTest.mouseClick(dialog.stop, Qt.MouseButton.LeftButton))
        assert dialog.progress.isHidden()
        go_on.set()
        await by_hand(lambda: QTest.mouseClick(dialog.stop, Qt.MouseButton.LeftButton))
        await until(dialog.keep.isEnabled)

        # Nothing to compare with yet; then kept, and compared.
        await by_hand(lambda: QTest.mouseClick(dialog.compare, Qt.MouseButton.LeftButton))
        await until(lambda: "No forecast" in dialog.say.text())
        await by_hand(lambda: QTest.mouseClick(dialog.keep, Qt.MouseButton.LeftButton))
        await until(lambda: dialog.say.text() == "Kept as number 1.")
        await by_hand(lambda: QTest.mouseClick(dialog.compare, Qt.MouseButton.LeftButton))
        await until(lambda: "not yet" in words(dialog))
        await by_hand(lambda: QTest.keyClick(dialog, Qt.Key.Key_Escape))
        await until(lambda: here.shown(ForecastDialog) is None)

    here.play(scenario)


def test_nobody_waits(here: DesktopHere, campaign: str) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        dialog = await opened(here, window, "empty")
        await until(lambda: "Nobody waits" in dialog.say.text())
        assert not dialog.keep.isEnabled()
        dialog.close()

    here.play(scenario)


def test_what_is_started_is_forecast_and_kept(
    here: DesktopHere, program: Program, campaign: str
) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await until(lambda: window.campaigns.table.row_named(campaign) is not None)
        next(p for p in desktop._parts if isinstance(p, Campaigns))._start_now(campaign)
        connection = desktop._connection

        async def kept() -> int:
            return await connection.run(
                lambda s: len(
                    [f for f in s.forecasts.of_campaign(s.campaigns.by_name(campaign).id)
                     if f.occasion is Occasion.START]
                )
            )  # fmt: skip

        async with asyncio.timeout(60):
            while not await kept():
                await asyncio.sleep(0.1)
        state = await connection.run(lambda s: s.campaigns.by_name(campaign).state)
        assert state is CampaignState.RUNNING
        band = await forecasts_of(desktop).end_from_now(campaign)
        assert band.share == 1.0

        # And on the wallboard, as long as somebody looks; changed meanwhile, it is made anew.
        window.rail.go("monitor")
        table = window.monitor.campaigns
        await until(lambda: table.rowCount() == 1)

        def cell() -> str:
            return str(table.index(0, 8).data())

        assert cell() == "is being forecast" or ":" in cell()
        await until(lambda: ":" in cell())
        assert "4 runs of 5" in table.index(0, 8).data(Qt.ItemDataRole.ToolTipRole)
        assert ":" in window.monitor.figures["end"].number.text()
        program.ok("campaign", "set", campaign, "max_lines=1")
        await until(lambda: "as of" in cell())
        await until(lambda: "as of" not in cell())
        program.ok("campaign", "pause", campaign)
        await until(lambda: cell() == "")
        assert window.monitor.figures["end"].number.text() == "–"

    here.play(scenario)
