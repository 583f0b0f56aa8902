"""The administrator's sections of the settings, over a real database."""

import sqlite3
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from engine.domain.outbox import OutboxContent
from engine.domain.supervision import Shown
from engine.ports.audit import Actor, AuditFilter, Via
from engine.ports.orders import OUTBOX_ID
from engine.ports.outbox import NewOutboxRow, Refusal
from engine.ports.storage import Stores
from rino_desktop import bootstrap, support_parts
from rino_desktop.console.settings.sources import MappingDialog, QueryDialog, SourceDialog
from rino_desktop.console.settings.trunks import TrunkDialog, TrunkTestDialog
from rino_desktop.desktop import Desktop
from rino_desktop.desktop.settings_backup import BackupHere
from rino_desktop.desktop.settings_health import HealthHere
from rino_desktop.main_window import MainWindow
from rino_desktop.ui.dialogs import Question
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.program import Program

Key = Qt.Key


async def opened(window: MainWindow, section: str) -> None:
    await until(lambda: "settings" in window.rail.pages)
    window.go_settings(section)
    await until(lambda: window.settings.chosen == section)


def acts(stores: Stores) -> set[str]:
    return {entry.action for entry in stores.audit.entries(AuditFilter(), 100)}


def test_a_trunk_is_set_up_changed_tried_and_removed(program: Program, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await opened(window, "trunks")
        section = window.settings.trunks
        assert not section.buttons["change"].isEnabled()
        section.buttons["add"].click()
        await until(lambda: here.shown(TrunkDialog))
        dialog = here.shown(TrunkDialog)
        assert dialog is not None
        await by_hand(lambda: QTest.keyClicks(dialog.edits["name"], "city"))
        await by_hand(lambda: QTest.keyClicks(dialog.edits["proxy"], "gateway"))
        dialog.button.click()
        await until(lambda: "is not a SIP address" in dialog.fault.text())
        dialog.edits["proxy"].setText("sip:127.0.0.1:5999")
        dialog.edits["codecs"].setText("opus")
        dialog.button.click()
        await until(lambda: "unknown codec" in dialog.fault.text())
        dialog.edits["codecs"].setText("pcma, g722")
        dialog.edits["ports"].setText("41000-41099")
        dialog.password.name_edit.setText("NOWHERE_SET")
        dialog.edits["user"].setText("office")
        dialog.register.setChecked(True)
        dialog.lines.setValue(30)
        dialog.button.click()
        await until(lambda: section.table.names() == ["city"])
        await until(lambda: section.chosen() == "city")
        assert section.table.at(0).cells[1] == "no engine is running"

        section.buttons["test"].click()
        await until(lambda: here.shown(TrunkTestDialog))
        test = here.shown(TrunkTestDialog)
        assert test is not None
        await by_hand(lambda: QTest.keyClicks(test.number, "89161234567"))
        await by_hand(lambda: QTest.keyClick(test.number, Key.Key_Return))
        await until(lambda: "NOWHERE_SET" in test.fault.text())
        test.reject()

        section.buttons["change"].click()
        await until(lambda: here.shown(TrunkDialog))
        again = here.shown(TrunkDialog)
        assert again is not None
        assert again.edits["name"].isReadOnly()
        again.rate.setValue(2.5)
        again.register.setChecked(False)
        again.button.click()
        await until(lambda: section.table.at(0).cells[5] == "2.5")

        section.buttons["remove"].click()
        await until(lambda: here.shown(Question))
        question = here.shown(Question)
        assert question is not None
        stored.extend(program.json("trunk", "list"))
        question.buttons["do"].click()
        await until(lambda: section.table.names() == [])
        recorded.update(await desktop._connection.run(acts))

    recorded: set[str] = set()
    stored: list[dict[str, object]] = []
    here.play(scenario)
    assert not here.bugs
    (trunk,) = stored
    assert (trunk["lines"], trunk["cps"], trunk["ports"]) == (30, 2.5, "41000-41099")
    assert (trunk["codecs"], trunk["register"]) == (["pcma", "g722"], False)
    assert recorded >= {"trunk.add", "trunk.change", "trunk.remove"}


def test_a_backup_is_made_remembered_tried_and_restored_beside(
    program: Program, here: DesktopHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.ok("trunk", "add", "city", "--proxy", "sip:127.0.0.1:5999")
    file, beside = program.folder / "night.fbk", program.folder / "restored.fdb"

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await opened(window, "backup")
        section = window.settings.backup
        part = next(each for each in desktop._parts if isinstance(each, BackupHere))
        assert not section.buttons["try"].isEnabled()
        await part.make(file)
        assert "Backed up" in section.note.text()
        assert section.table.at(0).cells[1] == str(file)
        assert section.table.at(0).kind == "good"
        section.view.selectRow(0)
        section.buttons["try"].click()
        await until(lambda: "can be restored" in section.note.text())
        section.buttons["check"].click()
        await until(lambda: section.note.text() == "The database is sound.")
        await part.restore(file, beside)
        assert "Restored into" in section.note.text()
        await part.restore(file, beside)
        assert "exists" in section.note.text(), "nothing is written over"
        file.write_bytes(file.read_bytes()[:5000])
        await part.try_out(file)
        assert "can be restored" not in section.note.text()
        assert {"backup.make", "backup.restore"} <= await desktop._connection.run(acts)

        window.go_settings("health")
        health = window.settings.health
        await until(lambda: "No engine works" in health.engines.note.text())
        part = next(p for p in desktop._parts if isinstance(p, HealthHere))
        await part.examine()
        states = {line.key: line.kind for line in health.findings.table.all()}
        assert states["database"] == "good"
        assert states["embedded_firebird"] == "good"
        # What was found just now need not be looked for again.
        monkeypatch.setattr(support_parts, "examined", lambda _settings: [])
        target = program.folder / "support.zip"
        await part.bundle(program.folder / "nowhere" / "support.zip")
        assert "cannot be written" in health.findings.note.text()
        health.findings.buttons["bundle"].click()
        await until(lambda: here.shown(QFileDialog))
        dialog = here.shown(QFileDialog)
        assert dialog is not None
        dialog.fileSelected.emit(str(target))
        dialog.reject()
        await until(target.exists)
        await until(lambda: "MANIFEST.txt" in health.findings.note.text())

    here.play(scenario)
    assert not here.bugs
    (trunk,) = program.json("--db", beside, "trunk", "list")
    assert trunk["name"] == "city"


def test_a_foreign_database_is_set_up_asked_and_mapped(program: Program, here: DesktopHere) -> None:
    billing = program.folder / "billing.db"
    with sqlite3.connect(billing) as foreign:
        foreign.execute("CREATE TABLE schet (ls TEXT PRIMARY KEY, summa NUMERIC)")
        foreign.execute("INSERT INTO schet VALUES ('0017', 250.5)")
    foreign.close()

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await opened(window, "sources")
        section = window.settings.sources
        section.buttons["add"].click()
        await until(lambda: here.shown(SourceDialog))
        dialog = here.shown(SourceDialog)
        assert dialog is not None
        await by_hand(lambda: QTest.keyClicks(dialog.name_edit, "billing"))
        dialog.url.setText("firebird://me:secret@host/base")
        dialog.button.click()
        await until(lambda: "contains a password" in dialog.fault.text())
        dialog.url.setText(f"sqlite:///{billing}")
        dialog.button.click()
        await until(lambda: section.table.names() == ["billing"])

        await until(section.buttons["test"].isEnabled)
        section.buttons["test"].click()
        await until(lambda: here.shown(QueryDialog))
        asking = here.shown(QueryDialog)
        assert asking is not None
        asking.query.setPlainText("SELECT x FROM nowhere")
        asking.button.click()
        await until(lambda: "nowhere" in asking.fault.text())
        asking.query.setPlainText("SELECT ls, summa FROM schet")
        asking.button.click()
        await until(lambda: asking.rows.rowCount() == 1)
        item = asking.rows.item(0, 0)
        assert item is not None
        assert item.text() == "0017"
        asking.reject()

        section.buttons["mapping"].click()
        await until(lambda: here.shown(MappingDialog))
        mapping = here.shown(MappingDialog)
        assert mapping is not None
        mapping.add_row(("accounts", "schet", "ls", "account", "ls", "text"))
        mapping.add_row(("accounts", "", "", "debt", "sum", "number"))
        mapping.check_button.click()
        await until(lambda: "accounts:" in mapping.fault.text())
        assert "can be read" not in mapping.fault.text()
        debt = mapping.table.item(1, 4)
        assert debt is not None
        debt.setText("summa")
        mapping.check_button.click()
        await until(lambda: mapping.fault.text() == "accounts: can be read")
        mapping.button.click()
        await until(lambda: section.table.at(0).cells[2] == "accounts")
        assert {"source.add", "source.change"} <= await desktop._connection.run(acts)

    here.play(scenario)
    assert not here.bugs
    shown = program.json("source", "show", "billing")
    assert shown["mapping"]["accounts"]["fields"] == {"account": "ls", "debt": "summa"}


def test_what_a_store_has_refused_is_tried_again_or_deleted(
    program: Program, here: DesktopHere
) -> None:
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

    def refuse(stores: Stores) -> None:
        content = OutboxContent.RESULTS
        stores.outbox.add([
            NewOutboxRow(OUTBOX_ID, "billing", n, n, content, f"key {n}", at) for n in (1, 2)
        ])  # fmt: skip
        rows = stores.outbox.waiting(OUTBOX_ID, "billing", 0, 10)
        assert stores.outbox.take_lease(OUTBOX_ID, "billing", 7, "north", at, 60.0)
        refused = [Refusal(row.id, 5, "no such account", True) for row in rows]
        assert stores.outbox.settle(OUTBOX_ID, "billing", 7, (), refused, at)

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await opened(window, "stores")
        backlogs, aside = window.settings.stores.backlogs, window.settings.stores.aside
        await until(lambda: "No campaign has" in backlogs.note.text())
        database = bootstrap.open_database(here.settings)
        try:
            database.transact(refuse)
        finally:
            database.close()
        await until(lambda: len(aside.table.all()) == 2)
        assert aside.table.at(0).cells[5] == "no such account"
        (line,) = backlogs.table.all()
        assert (line.cells[0], line.cells[1], line.cells[5]) == ("orders", "billing", "2")
        aside.view.selectRow(0)
        aside.buttons["drop"].click()
        await until(lambda: here.shown(Question))
        question = here.shown(Question)
        assert question is not None
        question.buttons["do"].click()
        await until(lambda: len(aside.table.all()) == 1)
        backlogs.view.selectRow(0)
        backlogs.buttons["retry"].click()
        await until(lambda: not aside.table.all())
        assert backlogs.table.at(0).cells[3] == "1"
        assert not backlogs.buttons["retry"].isEnabled()
        assert {"outbox.drop", "outbox.retry"} <= await desktop._connection.run(acts)

        # When operators see that somebody is in their call: by the keyboard.
        await opened(window, "supervision")
        choices = window.settings.supervision
        await until(lambda: choices.buttons[Shown.HEARD].isChecked())
        await by_hand(lambda: QTest.keyClick(choices.buttons[Shown.ALWAYS], Key.Key_Space))
        await until(lambda: "Set." in choices.state.text())
        assert program.json("operator", "shown")["shown"] == "always"
        (entry,) = await desktop._connection.run(
            lambda s: s.audit.entries(AuditFilter(action="supervision."), 9)
        )
        assert entry.details == {"shown": ["heard", "always"]}
        desktop._connection.actor = Actor("olga", Via.DESKTOP, "", await operator_of(desktop))
        await by_hand(lambda: QTest.keyClick(choices.buttons[Shown.NEVER], Key.Key_Space))
        await until(lambda: "right" in choices.state.text())
        await until(choices.buttons[Shown.ALWAYS].isChecked)

    async def operator_of(desktop: Desktop) -> int:
        user = await desktop._connection.run(
            lambda s: s.users.add("olga", "operator", "x", datetime.now(UTC))
        )
        return user.id

    here.play(scenario)
    assert not here.bugs
