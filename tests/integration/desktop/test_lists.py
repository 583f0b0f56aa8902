"""A list imported and undone, and one built by criteria, by the keyboard, in the desktop."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.domain.campaign import CampaignState
from engine.lists.criteria import (
    Condition,
    Criterion,
    Field,
    Group,
    Kind,
    Match,
    Operator,
    ValueType,
)
from engine.ports.storage import Stores
from rino_desktop import segments
from rino_desktop.console.lists.builder import ListBuilder
from rino_desktop.console.lists.condition_dialog import ConditionDialog
from rino_desktop.console.lists.import_history import ImportHistory
from rino_desktop.console.lists.import_wizard import COLUMNS, RESULT, TRIAL, ImportWizard
from rino_desktop.desktop import Desktop
from rino_desktop.main_window import MainWindow
from rino_desktop.ui.dialogs import Question
from tests.helpers.desktop_here import DesktopHere, by_hand, told, until
from tests.helpers.program import Program

LIST = (
    "ФИО;Телефон;Долг;Заметка\n"
    "Иванов;89161234567;100;x\n"
    "Петров;84951234567;2500;x\n"
    "Сидоров;84957654321;900,5;x\n"
    "Никто;нет;5;x\n"
)
CAMPAIGN = '[campaign]\nname = "{name}"\nscheme = "notice"\ntrunk = "city"\n'


def prepare(program: Program, *names: str) -> None:
    program.ok("trunk", "add", "city", "--proxy", "sip:127.0.0.1")
    for name in names:
        (program.folder / "c.toml").write_text(CAMPAIGN.format(name=name), encoding="utf-8")
        program.ok("campaign", "create", str(program.folder / "c.toml"))


def list_file(folder: Path) -> Path:
    (folder / "list.csv").write_bytes(LIST.encode("cp1251"))
    return folder / "list.csv"


def imports(program: Program, campaign: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = program.json("contacts", "imports", "--campaign", campaign)[
        "imports"
    ]
    return found


def test_a_file_is_looked_at_tried_imported_and_taken_back(
    here: DesktopHere, program: Program, tmp_path: Path
) -> None:
    prepare(program, "debts")
    file = list_file(tmp_path)

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await until(lambda: window.campaigns.table.rowCount() == 1)
        wizard = desktop.lists.import_file("debts", file)
        await until(wizard.next.isEnabled)
        first = wizard.read.table.item(1, 0)
        assert first is not None
        assert (wizard.read.how.currentText(), first.text()) == ("cp1251", "Иванов")
        assert wizard.read.how.count() > 1  # the others can be looked at, too
        await by_hand(lambda: QTest.keyClick(wizard.next, Qt.Key.Key_Return))
        await until(lambda: wizard.pages.currentIndex() == COLUMNS)
        assert wizard.columns.meanings() == ("ФИО", "phone", "Долг", "Заметка")
        note = wizard.columns.boxes[3]
        note.setFocus()
        await by_hand(lambda: QTest.keyClick(note, Qt.Key.Key_Up))  # nothing: leave it out
        assert wizard.columns.meanings()[3] == ""
        wizard.columns.name.setText("bank")
        await by_hand(lambda: QTest.mouseClick(wizard.columns.save, Qt.MouseButton.LeftButton))
        await until(lambda: wizard.columns.template.currentText() == "bank")
        home = wizard.columns.home
        await by_hand(lambda: QTest.keyClicks(home.edit, "Atlantis"))
        assert "neither a region nor a time zone" in home.field.fault.text()
        assert not wizard.next.isEnabled()
        home.edit.setText("Самарская область")
        assert not home.field.fault.text()
        await by_hand(lambda: QTest.mouseClick(wizard.next, Qt.MouseButton.LeftButton))
        await until(lambda: wizard.pages.currentIndex() == TRIAL)
        tabs = [wizard.trial.tabs.tabText(i) for i in range(3)]
        assert tabs == ["Ready: 3", "Warnings: 0", "Errors: 1"], "all have a time zone"
        assert imports(program, "debts") == []
        work = next(iter(desktop.lists._open))
        work.save_errors(tmp_path / "bad.csv")  # type: ignore[union-attr]
        await until((tmp_path / "bad.csv").exists)
        assert "no_phone" in (tmp_path / "bad.csv").read_text(encoding="utf-8-sig")
        await until(wizard.next.isEnabled)
        await by_hand(lambda: QTest.mouseClick(wizard.next, Qt.MouseButton.LeftButton))
        await until(lambda: wizard.pages.currentIndex() == RESULT)
        assert imports(program, "debts")[0]["contacts"] == 3
        mobile = await asyncio.to_thread(
            desktop._connection.database.transact_raw,  # type: ignore[attr-defined]
            lambda c: c.value(
                "SELECT z.zones FROM contacts c JOIN zone_sets z ON z.id = c.zone_set_id"
                " WHERE c.phone = '+79161234567'"
            ),
        )
        assert mobile == "Europe/Samara", "the number itself tells of no region"
        await by_hand(lambda: QTest.mouseClick(wizard.undo_button, Qt.MouseButton.LeftButton))
        await until(lambda: here.shown(Question))
        question = here.shown(Question)
        await by_hand(lambda: QTest.mouseClick(question.buttons["do"], Qt.MouseButton.LeftButton))
        await until(lambda: "Removed: 3" in wizard.outcome.text())
        assert imports(program, "debts")[0]["undone"] is True
        await by_hand(lambda: QTest.keyClick(wizard, Qt.Key.Key_Escape))
        await until(lambda: here.shown(ImportWizard) is None)
        # What was imported before is taken back from the history; some of it was called.
        contacts = tmp_path / "more.csv"
        contacts.write_text("Телефон\n89160000001\n89160000002\nнет\n", encoding="utf-8")
        program.ok("contacts", "import", contacts, "--campaign", "debts")
        await asyncio.to_thread(
            desktop._connection.database.transact_raw,  # type: ignore[attr-defined]
            lambda c: c.execute(
                "UPDATE contacts SET last_attempt = 7 WHERE phone = '+79160000001'"
            ),
        )
        window.campaigns.choose("debts")
        window.campaigns.menu.actions_by_name["imports"].trigger()
        await until(lambda: here.shown(ImportHistory))
        history = here.shown(ImportHistory)
        await until(lambda: "withdrawn and not called any more: 1" in history.preview.text())
        table = history.table
        assert [table.index(0, column).data() for column in (0, 3, 6, 7)] == [
            "more.csv", "2", "1", "in the campaign",
        ]  # fmt: skip
        assert table.index(0, 2).data()  # the computer's user
        assert [table.index(1, column).data() for column in (2, 6, 7)] == ["anna", "1", "undone"]
        history.rejects_wanted.emit(table.at(0).id, str(tmp_path / "again.csv"))
        await until(lambda: history.preview.text() == "Rows written: 1.")
        assert "no_phone;нет" in (tmp_path / "again.csv").read_text(encoding="utf-8-sig")
        await by_hand(lambda: QTest.mouseClick(history.undo, Qt.MouseButton.LeftButton))
        await until(lambda: here.shown(Question))
        question = here.shown(Question)
        await by_hand(lambda: QTest.mouseClick(question.buttons["do"], Qt.MouseButton.LeftButton))
        await until(lambda: table.index(0, 7).data() == "undone")
        await until(lambda: "undone already" in history.preview.text())
        assert not history.undo.isEnabled()
        await by_hand(lambda: QTest.keyClick(history, Qt.Key.Key_Escape))
        # The next file of that kind has its columns at once.
        again = desktop.lists.import_file("debts", file)
        await until(again.next.isEnabled)
        await by_hand(lambda: QTest.keyClick(again.next, Qt.Key.Key_Return))
        await until(lambda: again.pages.currentIndex() == COLUMNS)
        assert again.columns.meanings() == ("ФИО", "phone", "Долг", "")
        again.close()
        # A file that is no list is told of, and the window stays.
        (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 \0\0\1")
        bad = desktop.lists.import_file("debts", tmp_path / "bad.pdf")
        await until(lambda: "PDF" in bad.trouble.text())
        assert not bad.next.isEnabled()
        bad.close()

    here.play(scenario)


def left_to_nobody(stores: Stores) -> None:
    richest = Condition(Field(Kind.OWN, "Долг"), Operator.MORE, ("99999",), ValueType.NUMBER)
    criterion, now = Criterion(root=Group(Match.ALL, (richest,))), datetime.now(UTC)
    segment = segments.save(stores, "richest", "anna", criterion, now)
    stores.segments.use(stores.campaigns.by_name("left").id, segment.id, now, {})


def test_a_list_is_built_by_the_keyboard_alone(
    here: DesktopHere, program: Program, tmp_path: Path
) -> None:
    prepare(program, "debts", "more", "left")
    program.ok("contacts", "import", str(list_file(tmp_path)), "--campaign", "debts")
    program.ok("dnc", "add", "84951234567")

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await until(lambda: window.campaigns.table.rowCount() == 3)
        window.campaigns.choose("more")
        window.campaigns.menu.actions_by_name["build"].trigger()
        await until(lambda: here.shown(ListBuilder))
        builder = here.shown(ListBuilder)
        counts = builder.counts
        await until(lambda: counts.counted is not None)
        assert counts.matches.text() == "Matches now: 3"
        assert "on the do-not-call list: 1" in counts.held.text()
        await by_hand(lambda: QTest.keyClick(builder.tree, Qt.Key.Key_Insert))
        await until(lambda: here.shown(ConditionDialog))
        dialog = here.shown(ConditionDialog)
        dialog.field.setCurrentText("Долг")
        dialog.type.setCurrentIndex(dialog.type.findData("number"))
        dialog.operator.setCurrentIndex(dialog.operator.findData("more"))
        await by_hand(lambda: QTest.keyClicks(dialog.text, "x"))
        await by_hand(lambda: QTest.keyClick(dialog.text, Qt.Key.Key_Return))
        assert "no number" in dialog.fault.text()
        await by_hand(lambda: (dialog.text.clear(), QTest.keyClicks(dialog.text, "500")))
        await by_hand(lambda: QTest.keyClick(dialog.text, Qt.Key.Key_Return))
        await until(lambda: counts.matches.text() == "Matches now: 2")
        assert "Долг more than 500" in builder.words.text()
        await until(lambda: {c.fields["ФИО"] for c in counts.people.all()} == {"Петров", "Сидоров"})
        builder.tree.setCurrentItem(builder.tree.topLevelItem(0))
        for _ in range(2):  # all of → any of → none of
            await by_hand(lambda: QTest.keyClick(builder.tree, Qt.Key.Key_Space))
        await until(lambda: counts.matches.text() == "Matches now: 1")
        control = Qt.KeyboardModifier.ControlModifier
        for _ in range(2):
            await by_hand(lambda: QTest.keyClick(builder.tree, Qt.Key.Key_Z, control))
        await until(lambda: counts.matches.text() == "Matches now: 2")
        counts.number.setText("8 916 123-45-67")
        await by_hand(lambda: QTest.mouseClick(counts.pin_in, Qt.MouseButton.LeftButton))
        await until(lambda: counts.matches.text() == "Matches now: 3")
        builder.name.setText("big")
        await until(builder.build_button.isEnabled)
        button = builder.build_button
        await by_hand(lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton))
        await until(lambda: here.shown(Question))
        question = here.shown(Question)
        await by_hand(lambda: QTest.mouseClick(question.buttons["do"], Qt.MouseButton.LeftButton))
        await until(lambda: "Added: 2" in counts.trouble.text())
        await by_hand(lambda: QTest.keyClick(builder, Qt.Key.Key_Escape))
        await until(lambda: here.shown(ListBuilder) is None)
        assert told(here) == ""

        # A start where nobody matches is a question, not an option of the command line.
        (campaigns,) = [part for part in desktop._parts if part.page == "campaigns"]
        await desktop._connection.run(left_to_nobody)
        for answer in ("", "do"):
            campaigns._start_now("left")  # type: ignore[attr-defined]
            await until(lambda: here.shown(Question))
            asked = here.shown(Question)
            await by_hand(
                lambda asked=asked, answer=answer: QTest.mouseClick(
                    asked.buttons[answer], Qt.MouseButton.LeftButton
                )
            )
            await until(lambda: here.shown(Question) is None)
        await until(
            lambda: CampaignState.RUNNING in [
                row.campaign.state for row in desktop._board.campaigns
            ]
        )  # fmt: skip
        assert "--allow-empty" not in window.status.currentMessage()

        # Who signs out, or is blocked, leaves no window in which somebody could go on.
        window.campaigns.menu.actions_by_name["build"].trigger()
        await until(lambda: here.shown(ListBuilder))
        desktop.people.sign_out()
        assert here.shown(ListBuilder) is None

    here.play(scenario)
    # What the list's people no longer fit is withdrawn when the campaign starts.
    (tmp_path / "less.csv").write_text("Телефон;Долг\n84957654321;1\n", encoding="utf-8")
    program.ok("contacts", "import", str(tmp_path / "less.csv"), "--campaign", "debts")
    program.ok("campaign", "start", "more")
    status = program.json("campaign", "status", "more")
    assert status["contacts"]["excluded"] == 1
    refreshed = program.json("segment", "refresh", "--campaign", "more")
    assert (refreshed["withdrawn"], refreshed["unchanged"]) == (0, 1)
