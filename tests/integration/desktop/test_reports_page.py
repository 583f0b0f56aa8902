"""The Reports page over a database with calls: made, sorted, exported, and led from to the call."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.adapters.firebird import Address
from engine.ports.audit import AuditFilter
from engine.reports.forms.measures import NAMES
from rino_desktop.console.contacts.card import ContactCard
from rino_desktop.console.reports.designer import ReportDesigner
from rino_desktop.console.reports.filters import WORDS
from rino_desktop.console.reports.form_dialogs import GiveDialog, NewFormDialog
from rino_desktop.console.reports.schedule_dialog import ScheduleDialog
from rino_desktop.desktop import Desktop
from rino_desktop.desktop.reports import Reports
from rino_desktop.main_window import MainWindow
from rino_desktop.schedules import options_of
from rino_desktop.ui.dialogs import Question
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
        assert [(e.details["kind"], e.details["format"]) for e in entries] == [("attempts", "csv")]
        assert entries[0].details["results"] == ["completed"]

    here.play(scenario)


def test_a_schedule_is_made_from_what_is_looked_at_sent_changed_and_removed(
    called: Path, here: DesktopHere
) -> None:
    folder = called / "out"
    folder.mkdir()

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await opened(window)
        page = window.reports
        page.kinds.choose("summary")
        page.filters.period.setCurrentIndex(WORDS.index("last-month"))
        page.schedule_button.click()
        await until(lambda: here.shown(ScheduleDialog))
        dialog = here.shown(ScheduleDialog)
        assert dialog.info().name == "summary"
        await by_hand(lambda: QTest.keyClicks(dialog.lines["name"], "monthly"))
        dialog.lines["times"].setText("25:00")
        dialog.button.click()
        await until(lambda: "08:30" in dialog.fault.text())
        dialog.lines["times"].setText("9:00, 18:30")
        dialog.button.click()
        await until(lambda: "--folder" in dialog.fault.text())  # where to
        dialog.lines["folder"].setText(str(folder))
        dialog.days["7"].setChecked(False)
        dialog.button.click()
        await until(lambda: page.schedules.table.names() == ["monthly"])
        row = page.schedules.table.at(0)
        assert (row.schedule.at, row.schedule.weekdays) == ("09:00,18:30", "123456")
        options = options_of(row.schedule)
        assert options is not None
        assert (options.filter.since, options.filter.until) == ("last-month", "last-month")

        page.schedules.view.selectRow(0)
        page.schedules.buttons["send"].click()
        await until(lambda: list(folder.glob("monthly-*.pdf")))
        await until(lambda: page.schedules.table.at(0).last_at is not None)
        assert page.schedules.trouble.isHidden()

        # What goes wrong is said, and when it is tried again.
        folder.rename(called / "elsewhere")
        page.schedules.buttons["send"].click()
        await until(lambda: page.schedules.table.at(0).failed)
        assert "monthly" in page.schedules.trouble.text()
        assert page.schedules.table.at(0).again_at is not None

        page.schedules.buttons["change"].click()
        await until(lambda: here.shown(ScheduleDialog))
        dialog = here.shown(ScheduleDialog)
        assert dialog.filters.period.currentData() == "last-month"
        dialog.lines["folder"].setText(str(called / "elsewhere"))
        dialog.format.setCurrentIndex(dialog.format.findData("xlsx"))
        dialog.button.click()
        await until(lambda: page.schedules.table.at(0).schedule.format == "xlsx")
        assert not page.schedules.table.at(0).failed

        page.schedules.view.selectRow(0)
        page.schedules.buttons["remove"].click()
        await until(lambda: here.shown(Question))
        here.shown(Question).buttons["do"].click()
        await until(lambda: not page.schedules.table.names())

    here.play(scenario)


def test_a_form_is_designed_given_to_a_client_and_made(
    program: Program, called: Path, here: DesktopHere
) -> None:
    program.ok("client", "add", "Water")

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await opened(window)
        page = window.reports
        page.tabs.setCurrentWidget(page.forms)
        page.forms.buttons["add"].click()
        dialog = here.shown(NewFormDialog)
        await by_hand(lambda: QTest.keyClicks(dialog.name_edit, "act"))
        await by_hand(lambda: QTest.keyClick(dialog.measures, Key.Key_Space))
        dialog.measures.item(NAMES.index("by_disposition")).setCheckState(Qt.CheckState.Checked)
        dialog.query_name.setText("phones")
        dialog.sql.setPlainText(
            "SELECT a.phone FROM attempts a WHERE a.campaign_id = :campaign_id"
        )  # fmt: skip
        dialog.button.click()
        await until(lambda: here.shown(ReportDesigner))
        designer = here.shown(ReportDesigner)
        await until(lambda: phone_of(1) in designer.page.toPlainText())
        assert "Calls" in designer.page.toPlainText()

        # An error is said with its line; the page stays as it was.
        template = designer.editors["form.html.j2"]
        await by_hand(lambda: QTest.keyClicks(template, "{{ measures.nothing }}"))
        await until(lambda: "line 1" in designer.faults.text())
        assert phone_of(1) in designer.page.toPlainText()
        designer.save.click()
        assert designer.isVisible()
        template.undo()
        await until(lambda: designer.faults.isHidden())
        designer.save.click()
        await until(lambda: page.forms.table.names() == ["act"])

        page.forms.view.selectRow(0)
        page.forms.buttons["give"].click()
        await until(lambda: here.shown(GiveDialog))
        give = here.shown(GiveDialog)
        await by_hand(lambda: QTest.keyClick(give.client, Key.Key_Down))
        give.button.click()
        await until(lambda: page.forms.table.at(0).client == "Water")

        page.tabs.setCurrentIndex(0)
        await until(lambda: "form:act" in page.kinds.names())
        page.kinds.choose("form:act")
        page.filters.make.click()
        await until(lambda: page.pane.page is not None)
        assert page.pane.page is not None
        assert phone_of(2) in page.pane.page.toPlainText()
        assert page.pane.tables[-1].model().rowCount() == 9

    here.play(scenario)
    assert program.json("report-form", "show", "act")["queries"] == ["phones"]
