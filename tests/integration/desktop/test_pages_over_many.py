"""Every other page of the console over a database of twenty thousand contacts."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rino_desktop.console.lists.builder import ListBuilder
from rino_desktop.desktop import Desktop
from rino_desktop.main_window import MainWindow
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.many_contacts import COUNT, a_copy, phone


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    return a_copy(tmp_path_factory, tmp_path)


def test_each_page_shows_what_it_is_for(folder: Path, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await campaigns(window)
        await list_builder(window, here)
        await clients(window)
        await ledger(window)
        await reports(window)
        window.rail.go("monitor")
        await until(lambda: window.monitor.isVisible() and window.monitor.graphs is not None)
        for page in ("ivr-kit", "forms"):
            window.rail.go(page)
            await until(lambda page=page: window._pages[page].isVisible())  # type: ignore[misc]
        await settings(window)

    here.play(scenario)


async def campaigns(window: MainWindow) -> None:
    """Its figures, and how many could be called now."""
    page = window.campaigns
    await until(lambda: page.table.names() == ["Debtors"])
    page.choose("Debtors")
    overview = page.details.overview
    await until(lambda: overview.numbers["contacts"].text() == "20,000")
    await until(lambda: overview.steps.count() > 0)


async def list_builder(window: MainWindow, here: DesktopHere) -> None:
    """Counts as it is opened, while the window answers."""
    window.campaigns.menu.actions_by_name["build"].trigger()
    await until(lambda: here.shown(ListBuilder))
    builder = here.shown(ListBuilder)
    await until(lambda: builder.counts.counted is not None)
    assert "20,000" in builder.counts.matches.text(), builder.counts.matches.text()
    await by_hand(lambda: QTest.keyClick(builder, Qt.Key.Key_Escape))
    await until(lambda: here.shown(ListBuilder) is None)


async def clients(window: MainWindow) -> None:
    window.rail.go("clients")
    await until(lambda: window.clients.table.rowCount() == 1)


async def ledger(window: MainWindow) -> None:
    """Why one of them has not been called."""
    window.rail.go("contacts")
    await until(lambda: len(window.contacts.book.table.ids) == COUNT)
    window.contacts.ask_why(phone(19_999), "Debtors")
    ledger = window.contacts.ledger
    await until(lambda: ledger.findings.topLevelItemCount() == 1)
    assert ledger.findings.topLevelItem(0).childCount() > 2
    assert "draft" in ledger.verdict.text(), ledger.verdict.text()


async def reports(window: MainWindow) -> None:
    window.rail.go("reports")
    page = window.reports
    await until(lambda: page.kinds.names())
    await by_hand(lambda: QTest.keyClicks(page.kinds.search, "summary"))
    await by_hand(lambda: QTest.mouseClick(page.filters.make, Qt.MouseButton.LeftButton))
    await until(lambda: page.pane.report is not None)


async def settings(window: MainWindow) -> None:
    window.rail.go("settings")
    for section in window.settings.shown:
        window.settings.go(section)
        await until(lambda section=section: window.settings.chosen == section)  # type: ignore[misc]
