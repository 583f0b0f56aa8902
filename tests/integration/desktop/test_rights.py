"""Rights in the window: roles, people from a file, what one of them opens, the log."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from engine.domain.rights import Right
from rino_desktop.console.grants_dialog import GrantsDialog
from rino_desktop.console.people_import_dialog import PeopleImportDialog
from rino_desktop.console.person_dialog import PasswordDialog
from rino_desktop.console.roles_dialog import RolesDialog
from rino_desktop.desktop import Desktop
from rino_desktop.main_window import MainWindow
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.program import Program
from tests.integration.desktop.test_people import PASSWORD, add, asked, enter, visible_pages


async def _signed_in(window: MainWindow, name: str, password: str = PASSWORD) -> None:
    await asked(window)
    await enter(window, name, password)
    await until(lambda: window.gate.currentWidget() is window.console)


def test_a_role_of_one_s_own_opens_what_it_allows(
    program: Program, here: DesktopHere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(program, "Anna", "administrator")
    people, passwords = tmp_path / "people.csv", tmp_path / "passwords.csv"
    people.write_text("имя;роль\nОльга;Слушатель\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(people), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(passwords), ""))

    async def administrator(window: MainWindow, _desktop: Desktop) -> None:
        await _signed_in(window, "Anna")
        section = window.settings.people
        section.roles_button.click()
        await until(lambda: here.shown(RolesDialog) is not None)
        dialog = here.shown(RolesDialog)
        assert not dialog.button.isEnabled(), "a built-in role can be changed"
        dialog.new_button.click()
        dialog.name_edit.setText("Слушатель")
        for row in range(dialog.rights.count()):
            item = dialog.rights.item(row)
            wanted = Right(item.data(Qt.ItemDataRole.UserRole)) in {
                Right.CAMPAIGN_VIEW, Right.AUDIT_VIEW, Right.EXPORT,
            }  # fmt: skip
            item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
        dialog.button.click()
        await until(lambda: dialog.list.count() == 5)
        await by_hand(dialog.reject)

        section.import_button.click()
        await until(lambda: here.shown(PeopleImportDialog) is not None)
        importing = here.shown(PeopleImportDialog)
        assert importing.faulty == 0
        importing.button.click()
        await until(lambda: section.list.topLevelItemCount() == 2)
        section.choose("Ольга")
        assert section.list.currentItem().text(1) == "Слушатель"
        section.buttons["rights"].click()
        await until(lambda: here.shown(GrantsDialog) is not None)
        await by_hand(here.shown(GrantsDialog).reject)

    here.play(administrator, guest=None)
    assert passwords.stat().st_mode & 0o077 == 0
    _, line = passwords.read_text(encoding="utf-8-sig").splitlines()
    first = line.partition(";")[2]

    async def listener(window: MainWindow, desktop: Desktop) -> None:
        await asked(window)
        await enter(window, "Ольга", first)
        await until(lambda: here.shown(PasswordDialog) is not None)
        dialog = here.shown(PasswordDialog)
        dialog.new.edit.setText(PASSWORD)
        dialog.again.edit.setText(PASSWORD)
        dialog.button.click()
        await until(lambda: window.gate.currentWidget() is window.console)
        assert visible_pages(window) == {"campaigns", "monitor", "settings"}
        assert window.settings.shown == ("appearance", "sound", "audit")
        assert window.status.user.text() == "Слушатель: Ольга"
        window.rail.buttons["settings"].click()
        window.settings.go("audit")
        section = window.settings.audit
        await until(lambda: section.list.topLevelItemCount() > 3)
        assert section.list.topLevelItem(0).text(2) == "signed in"
        assert section.list.topLevelItem(0).toolTip(2) == "sign_in.success"
        # By its words, by its code, and a whole group of them.
        line = section.action_box.lineEdit()
        for typed in ("role added", "role.add", "Roles: everything"):
            line.setText("wrong password")
            line.editingFinished.emit()
            await until(lambda: section.list.topLevelItemCount() == 0)
            line.setText(typed)
            line.editingFinished.emit()
            await until(lambda: section.list.topLevelItemCount() == 1)
        section.export_wanted.emit(str(tmp_path / "audit.csv"))
        await until(lambda: "audit.csv" in window.status.currentMessage())
        await command(program, "user", "role", "Ольга", "supervisor")
        await until(lambda: "ivr-kit" in visible_pages(window))
        assert desktop.people.may(Right.CAMPAIGN_EDIT)
        assert not desktop.people.may(Right.AUDIT_VIEW)

    here.play(listener, guest=None)
    exported = (tmp_path / "audit.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "role added;Слушатель" in exported[1]
    assert exported[1].endswith(";role.add")
    assert "Exported by Ольга" in exported[-1]
    (entry,) = program.json("audit", "list", "--action", "export.audit")
    assert (entry["who"], entry["subject"]) == ("Ольга", "audit.csv")
    assert first not in str(program.json("audit", "list"))


async def command(program: Program, *arguments: str) -> None:
    import asyncio

    await asyncio.to_thread(program.ok, *arguments)
