"""The Reports page over a database with calls: made, sorted, exported, and led from to the call."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.adapters.firebird import Address
from engine.ports.audit import AuditFilter
from rino_desktop.console.contacts.card import ContactCard
from rino_desktop.desktop import Desktop
from rino_desktop.desktop.reports import Reports
from rino_desktop.main_window import MainWindow
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.program import Program
from tests.helpers.stored_campaign import again, busy, dialling, phone_of

Key = Qt.Key


@pytest.fixture
def called(program: Program) -> Path:
    """A campaign of twelve contacts, of whom nine were called: six answered."""
    file = program.folder / "rino.fdb"
    case = DatabaseUnderTest(Address(str(file)), "", file, None)
    database = case.open()
    try:
        work = dialling(case, database, 12)
        for place, attempt in enumerate(work.dial(9)):
            if place % 3:
                work.close(attempt)
            else:
                work.close(attempt, busy(attempt), again(attempt, attempt.reserved_at))
        campaign = work.campaign.settings.name
        assert campaign == "november"
    finally:
        database.close()
    return program.folder


def part(desktop: Desktop) -> Reports:
    return next(each for each in desktop._parts if isinstance(each, Reports))


async def opened(window: MainWindow) -> None:
    await until(lambda: "reports" in window.rail.pages)
    window.rail.go("reports")
    await until(lambda: window.reports.kinds.names())


def test_a_report_is_found_made_sorted_exported_and_leads_to_a_call(
    called: Path, here: DesktopHere
) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await opened(window)
        page = window.reports
        assert len(page.kinds.names()) == 16
        await by_hand(lambda: QTest.keyClicks(page.kinds.search, "one by one"))
        assert page.kinds.names() == ["attempts"]
        assert page.filters.info is not None
        assert page.filters.info.name == "attempts"

        # What is wrong is said at the filters, and nothing is made.
        page.filters.hours.setText("9:07-18")
        await by_hand(lambda: QTest.keyClick(page.filters.hours, Key.Key_Return))
        assert "quarter" in page.filters.fault.text()
        assert page.pane.report is None
        page.filters.hours.clear()
        page.filters.results.choose(["completed"])
        await by_hand(lambda: QTest.mouseClick(page.filters.make, Qt.MouseButton.LeftButton))
        await until(lambda: page.pane.report is not None)
        assert [c.chart.title for c in page.pane.charts]
        table = page.pane.tables[-1]
        assert table.model().rowCount() == 6
        assert not page.filters.fault.isVisible()

        # Sorted by number, downwards.
        table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        shown = [table.model().index(row, 0).data() for row in range(6)]
        assert shown == sorted(shown, reverse=True)

        target = called / "calls.csv"
        asked = part(desktop).asked()
        assert asked is not None
        await part(desktop).export(*asked, "csv", target)
        assert target.read_text("utf-8-sig").count("+7912") == 6

        # From a row to the call: the contact's card, with that call looked at.
        table.setCurrentIndex(table.model().index(0, 0))
        await by_hand(lambda: QTest.keyClick(table, Key.Key_Return))
        await until(lambda: here.shown(ContactCard) and here.shown(ContactCard).life)
        card = here.shown(ContactCard)
        event = card.timeline.current()
        assert event is not None
        assert event.call is not None
        assert event.call.phone in {phone_of(n) for n in range(1, 10)}

        entries = await part(desktop).run(
            lambda s: s.audit.entries(AuditFilter(action="export.report"), 10)
        )
        assert [(e.subject, e.details["format"]) for e in entries] == [("attempts", "csv")]
        assert entries[0].details["results"] == ["completed"]

    here.play(scenario)
