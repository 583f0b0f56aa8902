"""The Reports page over a database with calls: made, sorted, exported, and led from to the call."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.adapters.firebird import Address
from engine.domain.campaign import CampaignSettings
from engine.domain.rights import Right
from engine.ports.audit import Actor, AuditFilter, Via
from engine.ports.storage import Stores
from engine.reports.forms import read_form
from engine.reports.forms.measures import NAMES
from rino_desktop import report_forms, report_view, roles
from rino_desktop.console.contacts.card import ContactCard
from rino_desktop.console.reports.designer import ReportDesigner
from rino_desktop.console.reports.filters import WORDS
from rino_desktop.console.reports.form_dialogs import GiveDialog, NewFormDialog
from rino_desktop.console.reports.parameters_dialog import ParametersDialog
from rino_desktop.console.reports.schedule_dialog import ScheduleDialog
from rino_desktop.desktop import Desktop
from rino_desktop.desktop.reports import Reports, _Work
from rino_desktop.main_window import MainWindow
from rino_desktop.report_form_draft import draft
from rino_desktop.schedule_options import options_of
from rino_desktop.ui.dialogs import Question
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.mail_server import MailServer
from tests.helpers.program import Program
from tests.helpers.stored_campaign import again, busy, dialling, phone_of
from tests.helpers.wallet import installed

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
    called: Path, here: DesktopHere, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    wallet = installed(monkeypatch)
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
        dialog.lines["to"].setText("client@example.org")
        dialog.lines["sender"].setText("rino@example.org")
        dialog.lines["server"].setText(post.url)
        dialog.days["7"].setChecked(False)
        await by_hand(lambda: QTest.keyClicks(dialog.password.edit, "of the mail"))
        dialog.button.click()
        await until(lambda: page.schedules.table.names() == ["monthly"])
        assert page.schedules.table.index(0, 1).data() == "Campaign summary (pdf)"
        assert wallet.kept == {("RINO Desktop", "RINO_REPORT_MONTHLY_PASSWORD"): "of the mail"}
        row = page.schedules.table.at(0)
        assert (row.schedule.at, row.schedule.weekdays) == ("09:00,18:30", "123456")
        options = options_of(row.schedule)
        assert options is not None
        assert (options.filter.since, options.filter.until) == ("last-month", "last-month")

        async def send() -> None:
            """Until it is said what came of it."""
            page.schedules.say("")
            page.schedules.buttons["send"].click()
            await until(lambda: page.schedules.told.text().startswith("monthly: "))

        page.schedules.view.selectRow(0)
        await send()
        await until(lambda: list(folder.glob("monthly-*.pdf")))
        await until(lambda: page.schedules.table.at(0).last_at is not None)
        assert page.schedules.trouble.isHidden()
        (mail,) = post.mails
        assert mail["To"] == "client@example.org"
        (attached,) = mail.iter_attachments()
        assert attached.get_content().startswith(b"%PDF")

        # What goes wrong is said, and when it is tried again; the mail server says it first.
        post.answers.append("451 4.3.0 try later")
        await send()
        await until(lambda: page.schedules.table.at(0).failed)
        assert "try later" in page.schedules.trouble.text()
        folder.rename(called / "elsewhere")
        await send()
        await until(lambda: "try later" not in page.schedules.trouble.text())
        assert page.schedules.table.at(0).failed
        assert "monthly" in page.schedules.trouble.text()
        assert page.schedules.table.at(0).again_at is not None

        page.schedules.buttons["change"].click()
        await until(lambda: here.shown(ScheduleDialog))
        dialog = here.shown(ScheduleDialog)
        assert dialog.filters.period.currentData() == "last-month"
        # Somebody else changes it meanwhile: that is not undone.
        theirs = replace(row.schedule, at="07:15")
        await desktop._connection.run(lambda s: s.schedules.replace("monthly", theirs))
        dialog.button.click()
        await until(lambda: "somebody else" in dialog.fault.text())
        dialog.reject()
        await until(lambda: page.schedules.table.at(0).schedule.at == "07:15")
        page.schedules.view.selectRow(0)
        page.schedules.buttons["change"].click()
        await until(lambda: here.shown(ScheduleDialog))
        dialog = here.shown(ScheduleDialog)
        dialog.lines["folder"].setText(str(called / "elsewhere"))
        dialog.lines["to"].clear()
        dialog.format.setCurrentIndex(dialog.format.findData("xlsx"))
        dialog.button.click()
        await until(lambda: page.schedules.table.at(0).schedule.format == "xlsx")
        assert not page.schedules.table.at(0).failed
        await until(lambda: wallet.kept == {})  # it goes by mail no more

        page.schedules.view.selectRow(0)
        # Changed while the question is there, and changed before it is sent: neither is done to it.
        page.schedules.buttons["remove"].click()
        await until(lambda: here.shown(Question))
        seen = page.schedules.table.at(0)
        theirs = replace(seen.schedule, at="07:30")
        await desktop._connection.run(lambda s: s.schedules.replace("monthly", theirs))
        here.shown(Question).buttons["do"].click()
        await until(lambda: page.schedules.table.at(0).schedule.at == "07:30")
        await until(lambda: "meanwhile; nothing was done" in page.schedules.told.text())
        page.schedules.say("")
        page.schedules.send_wanted.emit(seen)
        await until(lambda: "nothing was done" in page.schedules.told.text())
        page.schedules.view.selectRow(0)
        page.schedules.buttons["remove"].click()
        await until(lambda: here.shown(Question))
        here.shown(Question).buttons["do"].click()
        await until(lambda: not page.schedules.table.names())

        # Of two campaigns: one of the office's reports is of both, any other goes for each.
        await desktop._connection.run(lambda s: s.campaigns.create(CampaignSettings("poll")))
        for kind, names in (
            ("operators", ["both"]), ("flow", ["both: november", "both: poll"]),
        ):  # fmt: skip
            page.schedules.add_wanted.emit()
            await until(lambda: here.shown(ScheduleDialog))
            dialog = here.shown(ScheduleDialog)
            two = {"campaigns": ("november", "poll")}
            dialog.choose(kind, two, {})
            dialog.lines["name"].setText("both")
            dialog.lines["folder"].setText(str(called / "elsewhere"))
            dialog.button.click()
            await until(lambda names=names: page.schedules.table.names() == names)
            of = [options_of(page.schedules.table.at(row).schedule) for row in range(len(names))]
            asked = [each.filter.campaigns for each in of if each is not None]
            assert asked == ([two["campaigns"]] if len(names) == 1 else [("november",), ("poll",)])
            for name in names:
                program.ok("schedule", "remove", name)

    with MailServer() as post:
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

        # What it asks for is filled in, and stands in the file; typing it wrongly is said.
        designer.parameters.click()
        await until(lambda: here.shown(ParametersDialog))
        asks = here.shown(ParametersDialog)
        asks.add.click()
        asks.table.item(0, 0).setText("from")
        asks.table.item(0, 2).setText("Price of a minute")
        asks.table.item(0, 3).setText("2,50")
        asks.type_box(0).setCurrentIndex(1)
        asks.button.click()
        assert "every form has" in asks.fault.text()
        asks.table.item(0, 0).setText("price")
        asks.button.click()
        await until(lambda: here.shown(ParametersDialog) is None)
        assert "[parameters.price]" in designer.editors["form.toml"].toPlainText()
        designer.editors["form.toml"].undo()
        assert "parameters" not in designer.editors["form.toml"].toPlainText()
        designer.editors["form.toml"].redo()

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
    shown = program.json("report-form", "show", "act")
    assert shown["queries"] == ["phones"]
    assert "price" in str(shown["parameters"])


#: Of twelve contacts: it would take hours.
SLOW = "SELECT COUNT(*) AS n FROM " + ", ".join(f"contacts c{n}" for n in range(12))


def test_a_report_that_takes_long_is_broken_off_at_once(
    called: Path, here: DesktopHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "form.toml": f'name = "slow"\ntemplate = "p"\n[queries]\nall = "{SLOW}"\n'
        '[templates]\np = "x"\n'
    }
    read = report_view.read

    def slow(stores: Stores, kind: str, *rest: object) -> object:
        if kind == "summary":
            stores.report_facts._sql.rows(SLOW)  # type: ignore[attr-defined]
        return read(stores, kind, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(report_view, "read", slow)

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await until(lambda: "reports" in window.rail.pages)
        # Not checked, which would take as long as the report itself.
        await desktop._connection.run(
            lambda s: report_forms.add(s, read_form(files, "slow"), files, datetime.now(UTC))
        )
        await opened(window)
        page = window.reports
        for kind in ("form:slow", "summary"):  # SQL of its own, and the page's connection
            page.kinds.choose(kind)
            page.filters.make.click()
            work = part(desktop)._work
            assert work is not None
            await until(work.running.is_set)
            await asyncio.sleep(0.2)
            page.filters.cancelled.emit()
            assert "Cancelled" in page.filters.progress.text()
            await until(lambda work=work: not work.running.is_set(), within_s=5)
        # The next one is made as ever, and nothing of those before is told.
        page.kinds.choose("attempts")
        page.filters.make.click()
        await until(lambda: page.pane.report is not None)
        assert not page.filters.fault.isVisible()

    here.play(scenario)
    assert not here.bugs


def test_what_somebody_may_not_is_refused_in_words_where_he_asked_for_it(
    called: Path, here: DesktopHere
) -> None:
    """Olga may see the reports of one campaign, and take nothing away."""

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await opened(window)
        page, reports = window.reports, part(desktop)

        def prepare(stores: Stores) -> int:
            now = datetime.now(UTC)
            user = stores.users.add("olga", "operator", "x", now)
            stores.campaigns.create(CampaignSettings("poll"))
            roles.save(stores, "Reader", [Right.REPORTS_VIEW, Right.CAMPAIGN_VIEW], now)
            roles.grant(stores, "olga", "Reader", "november", now)
            return user.id

        olga = await desktop._connection.run(prepare)
        desktop._connection.actor = Actor("olga", Via.DESKTOP, "", olga)
        # Of her own campaign: made, and not taken away.
        await reports.read_choices()
        page.kinds.choose("attempts")
        page.filters.set_filters({"campaigns": ("november",)}, {})
        page.filters.make.click()
        await until(lambda: page.pane.report is not None)
        asked = reports.asked()
        assert asked is not None
        target = called / "taken.csv"
        await reports.export(*asked, "csv", target)
        assert "right" in page.filters.fault.text()
        assert not target.exists()
        # Of another one: refused there, and what was made before stays.
        info, _ = asked
        options = report_view.options_of(info, {"campaigns": ("poll",)}, {})
        await reports._read(info, options, _Work(reports.parts))
        assert page.filters.fault.text()
        assert "poll" not in str(page.pane.report)
        # Neither a schedule nor a form of her own: said in the window that she filled in.
        page.schedule_button.click()
        await until(lambda: here.shown(ScheduleDialog))
        dialog = here.shown(ScheduleDialog)
        dialog.lines["name"].setText("hers")
        dialog.lines["folder"].setText(str(called))
        dialog.button.click()
        await until(lambda: "right" in dialog.fault.text())
        dialog.close()
        await reports.designers.design(draft("hers", "", ["attempts"], {}, {}), "")
        await until(lambda: here.shown(ReportDesigner))
        designer = here.shown(ReportDesigner)
        await until(lambda: "right" in designer.faults.text())
        designer.close()

    here.play(scenario)
