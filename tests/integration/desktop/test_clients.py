"""The clients page: clients, what is theirs, do-not-call lists, statements of usage."""

from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from engine.ports.audit import AuditFilter
from rino_desktop.console.clients.dialogs import BelongingsDialog, ClientDialog, UsageDialog
from rino_desktop.console.clients.page import ClientsPage
from rino_desktop.console.clients.stop_list import NumberDialog
from rino_desktop.desktop import Desktop
from rino_desktop.desktop.clients import Clients
from rino_desktop.main_window import MainWindow
from rino_desktop.ui.dialogs import Question
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.program import Program

Key = Qt.Key


async def opened(window: MainWindow) -> ClientsPage:
    await until(lambda: "clients" in window.rail.pages)
    window.rail.go("clients")
    await until(lambda: window.clients.chosen() is not None)
    return window.clients


def part(desktop: Desktop) -> Clients:
    return next(each for each in desktop._parts if isinstance(each, Clients))


def test_a_client_is_made_given_a_campaign_and_put_away(
    program: Program, here: DesktopHere
) -> None:
    program.ok("client", "add", "Water")
    program.ok("user", "add", "peter", "--role", "supervisor", "--password-env", "PW",
               env={"PW": "eight or more"})  # fmt: skip
    file = program.folder / "debts.toml"
    file.write_text('[campaign]\nname = "debts"\nscheme = "notice"\ntrunk = "city"\n', "utf-8")
    program.ok("trunk", "add", "city", "--proxy", "sip:127.0.0.1:5999")
    program.ok("campaign", "create", file)

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        page = await opened(window)
        assert page.table.names() == ["The office itself", "Water"]
        assert not page.buttons["usage"].isEnabled()
        page.buttons["add"].click()
        dialog = here.shown(ClientDialog)
        assert dialog is not None
        await by_hand(lambda: QTest.keyClicks(dialog.name_edit, "Water"))
        await by_hand(lambda: QTest.keyClick(dialog.name_edit, Key.Key_Return))
        await until(lambda: "exists already" in dialog.fault.text())
        await by_hand(lambda: QTest.keyClicks(dialog.name_edit, " and Light"))
        dialog.own.setChecked(True)
        await by_hand(lambda: QTest.keyClick(dialog.name_edit, Key.Key_Return))
        await until(lambda: (row := page.chosen()) is not None and row.client is not None)
        assert page.table.names()[-1] == "Water and Light"
        chosen = page.chosen()
        assert chosen is not None
        assert chosen.client is not None
        assert chosen.client.own_refusals

        page.buttons["belongings"].click()
        await until(lambda: here.shown(BelongingsDialog))
        belongings = here.shown(BelongingsDialog)
        assert belongings is not None
        for which in (0, 2):  # its first campaign, its first user
            belongings.lists[which].setFocus()
            await by_hand(lambda n=which: QTest.keyClick(belongings.lists[n], Key.Key_Space))
        belongings.button.click()
        await until(lambda: (row := page.chosen()) is not None and row.campaigns == ("debts",))
        assert "Users who see nothing else: peter" in page.facts.text()

        page.buttons["archive"].click()
        await until(lambda: here.shown(Question))
        question = here.shown(Question)
        assert question is not None
        await by_hand(lambda: QTest.keyClick(question, Key.Key_Escape))
        row = page.chosen()
        assert row is not None
        assert row.client is not None
        assert not row.client.archived

    here.play(scenario)
    assert not here.bugs
    shown = program.json("client", "show", "Water and Light")
    assert (shown["campaigns"], shown["users"]) == (["debts"], ["peter"])


def test_numbers_go_on_a_clients_list_with_their_proof_and_off_again(
    program: Program, here: DesktopHere
) -> None:
    program.ok("client", "add", "Light")
    program.ok("dnc", "add", "89161235555")
    proof = program.folder / "letter.txt"
    proof.write_text("do not call", "utf-8")
    numbers = program.folder / "numbers.txt"
    numbers.write_text("89160000001\nnonsense\n89160000002\n", "utf-8")

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        page = await opened(window)
        page.choose("Light")
        lists = page.stop_list
        lists.add_button.click()
        dialog = here.shown(NumberDialog)
        assert dialog is not None
        await by_hand(lambda: QTest.keyClicks(dialog.numbers, "nonsense"))
        dialog.button.click()
        await until(lambda: dialog.fault.text())
        dialog.numbers.setText("89161234567, +79161234568")
        dialog.proof.setText(str(proof))
        dialog.button.click()
        await until(lambda: lists.table.names() == ["+79161234567", "+79161234568"])
        await until(lambda: "2 numbers" in lists.title.text())

        row = page.chosen()
        assert row is not None
        await part(desktop).bring_in(row, numbers)
        await until(lambda: "4 numbers" in lists.title.text())
        await by_hand(lambda: QTest.keyClicks(lists.search, "8916123"))
        await until(lambda: len(lists.table.names()) == 2)

        lists.view.selectRow(0)
        assert lists.proof_button.isEnabled()
        entry = lists.chosen()
        assert entry is not None
        assert entry.added_by == "anna"
        await part(desktop).save_proof(entry, program.folder / "saved.txt")
        lists.remove_button.click()
        await until(lambda: here.shown(Question))
        question = here.shown(Question)
        assert question is not None
        await by_hand(lambda: question.findChildren(type(lists.add_button))[-1].click())
        await until(lambda: "3 numbers" in lists.title.text())
        page.choose("The office itself")
        await until(lambda: lists.table.names() == ["+79161235555"])
        assert lists.table.index(0, 1).data() == "added by command"

    here.play(scenario)
    assert not here.bugs
    assert (program.folder / "saved.txt").read_text("utf-8") == "do not call"


def test_a_statement_is_written_and_the_audit_log_says_who_took_it(
    program: Program, here: DesktopHere
) -> None:
    program.ok("client", "add", "Light")
    target = program.folder / "usage.xlsx"

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        page = await opened(window)
        page.choose("Light")
        dialog = UsageDialog(window, "Light", QDate(2026, 12, 5))
        dialog.show()
        assert dialog.first.date() == QDate(2026, 11, 1)
        assert dialog.last.date() == QDate(2026, 11, 30)
        dialog.last.setDate(QDate(2026, 10, 1))
        dialog.button.click()
        assert "before the first" in dialog.fault.text()
        days = date(2026, 11, 1), date(2026, 11, 30)
        bad = Path(program.folder / "nowhere" / "usage.xlsx")
        await part(desktop).write_usage(dialog, "Light", *days, bad, "xlsx")
        assert "cannot be written" in dialog.fault.text()
        await part(desktop).write_usage(dialog, "Light", *days, target, "xlsx")
        entry, *_ = await desktop._connection.run(
            lambda stores: stores.audit.entries(AuditFilter(action="client.usage"), 5)
        )
        assert (entry.subject, entry.actor.name) == ("Light", "anna")
        assert datetime.now(UTC) >= entry.at

    here.play(scenario)
    assert target.read_bytes()[:2] == b"PK"
