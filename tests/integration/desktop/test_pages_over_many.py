"""Every other page of the console over a database of twenty thousand contacts."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from engine.domain.campaign import CampaignState
from engine.ports.storage import Stores
from engine.ports.voice_files import RetentionRule
from rino_desktop.console.audit_section import AuditSection
from rino_desktop.console.clients.dialogs import UsageDialog
from rino_desktop.console.lists.builder import ListBuilder
from rino_desktop.console.lists.import_history import ImportHistory
from rino_desktop.console.settings.retention import ItemsDialog
from rino_desktop.desktop import Desktop
from rino_desktop.desktop.clients import Clients as ClientsHere
from rino_desktop.main_window import MainWindow
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.many_contacts import CALLED, COUNT, ENTRIES, LISTED, a_copy, lived, phone


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    copy = a_copy(tmp_path_factory, tmp_path)
    lived(copy)
    return copy


def test_each_page_shows_what_it_is_for(folder: Path, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await campaigns(window)
        await list_builder(window, here)
        await clients(window, desktop, folder)
        await imports(window, here)
        await ledger(window)
        await reports(window)
        window.rail.go("monitor")
        await until(lambda: window.monitor.isVisible() and window.monitor.graphs is not None)
        for page in ("ivr-kit", "forms"):
            window.rail.go(page)
            await until(lambda page=page: window._pages[page].isVisible())  # type: ignore[misc]
        await settings(window, desktop, here, folder)

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


async def clients(window: MainWindow, desktop: Desktop, folder: Path) -> None:
    """The do-not-call list is searched, and what was done for a client is written down."""
    await in_database(desktop, lambda s: s.clients.add("Gas", "", datetime.now(UTC)))
    await in_database(
        desktop, lambda s: s.clients.give_campaign(1, s.clients.by_name("Gas").id)
    )  # fmt: skip
    window.rail.go("clients")
    page = window.clients
    await until(lambda: page.table.rowCount() == 2)
    page.choose("The office itself")
    lists = page.stop_list
    await until(lambda: f"{LISTED} numbers" in plain(lists.title.text()))
    await by_hand(lambda: QTest.keyClicks(lists.search, "8903000123"))
    await until(lambda: lists.table.names() == [f"+7903000123{n}" for n in range(9, -1, -1)])
    lists.search.clear()

    part = next(each for each in desktop._parts if isinstance(each, ClientsHere))
    target = folder / "usage.csv"
    dialog = UsageDialog(window, "Gas", QDate(2024, 2, 1))
    await part.write_usage(dialog, "Gas", date(2024, 1, 1), date(2024, 1, 31), target, "csv")
    dialog.deleteLater()
    assert f"{CALLED}" in target.read_text("utf-8-sig"), target.read_text("utf-8-sig")


async def imports(window: MainWindow, here: DesktopHere) -> None:
    """What undoing the last of them would do; some of the first was called."""
    window.rail.go("campaigns")
    window.campaigns.choose("Debtors")
    window.campaigns.menu.actions_by_name["imports"].trigger()
    await until(lambda: here.shown(ImportHistory))
    history = here.shown(ImportHistory)
    await until(lambda: "10000" in plain(history.preview.text()))
    history.view.selectRow(1)
    await until(lambda: "8000" in plain(history.preview.text()))
    await by_hand(lambda: QTest.keyClick(history, Qt.Key.Key_Escape))


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


async def settings(
    window: MainWindow, desktop: Desktop, here: DesktopHere, folder: Path
) -> None:  # fmt: skip
    window.rail.go("settings")
    for section in window.settings.shown:
        window.settings.go(section)
        await until(lambda section=section: window.settings.chosen == section)  # type: ignore[misc]
    await audit(window)
    await retention(window, desktop, here)


async def audit(window: MainWindow) -> None:
    """Searched, and leafed through."""
    window.settings.go("audit")
    log = window.settings.audit
    await until(lambda: log.list.topLevelItemCount() > ENTRIES // 500)
    await by_hand(lambda: QTest.keyClicks(log.edits["subject"], "Person 17"))
    await by_hand(lambda: QTest.keyClick(log.edits["subject"], Qt.Key.Key_Return))
    await until(lambda: log.list.topLevelItemCount() == 1)
    log.edits["subject"].clear()
    log.action_box.setEditText("campaign.start")
    log.edits["subject"].editingFinished.emit()
    await until(lambda: log.list.topLevelItemCount() == ENTRIES // 500)
    log.action_box.setEditText("")
    log.edits["subject"].editingFinished.emit()
    await until(
        lambda: log.older_button.isEnabled() and log.list.topLevelItemCount() > ENTRIES // 500
    )
    newest = subjects(log)
    await by_hand(lambda: QTest.mouseClick(log.older_button, Qt.MouseButton.LeftButton))
    await until(lambda: subjects(log) and not set(subjects(log)) & set(newest))


def subjects(log: AuditSection) -> list[str]:
    found = [log.list.topLevelItem(row) for row in range(log.list.topLevelItemCount())]
    return [item.text(3) for item in found if item is not None]


async def retention(window: MainWindow, desktop: Desktop, here: DesktopHere) -> None:
    """What lists have told of contacts, and the log: counted, then deleted."""
    rules = [RetentionRule(kind, "", 30) for kind in ("contacts", "audit")]

    def finished(stores: Stores) -> None:
        for rule in rules:
            stores.voice_files.set_rule(rule)
        found = stores.campaigns.by_name("Debtors")
        stores.campaigns.set_state(found.id, CampaignState.FINISHED)

    await in_database(desktop, finished)
    window.settings.go("health")
    window.settings.go("retention")
    protocol = window.settings.retention.protocol
    await until(lambda: len(window.settings.retention.rules.table.all()) == 2)
    protocol.buttons["preview"].click()
    await until(lambda: here.shown(ItemsDialog))
    shown = here.shown(ItemsDialog)
    assert f"{CALLED}" in [plain(line.cells[3]) for line in shown.table.all()], shown.table.all()
    shown.reject()
    await until(lambda: not here.shown(ItemsDialog))
    protocol.buttons["run"].click()
    await until(lambda: here.shown(ItemsDialog))
    sure = here.shown(ItemsDialog)
    await by_hand(lambda: QTest.mouseClick(sure.button, Qt.MouseButton.LeftButton))
    await until(lambda: "Deleted: " in protocol.note.text())


def plain(text: str) -> str:
    """Without the commas of thousands."""
    return text.replace(",", "")


async def in_database(desktop: Desktop, work: Callable[[Stores], object]) -> None:
    await desktop._connection.run(work)
