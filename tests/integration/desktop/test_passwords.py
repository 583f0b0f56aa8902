"""Passwords that are typed in the windows: the keyring has them, and nothing else."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from engine.domain.rights import Right
from engine.domain.trunk import TrunkSettings
from engine.ports.audit import Actor, AuditFilter, Via
from engine.ports.storage import Stores
from rino_desktop import struck_out
from rino_desktop.console.settings.sources import SourceDialog
from rino_desktop.console.settings.trunks import TrunkDialog
from rino_desktop.desktop import Desktop
from rino_desktop.desktop.engine_inside import Life
from rino_desktop.main_window import MainWindow
from rino_desktop.preferences import INSIDE
from rino_desktop.ui.dialogs import Question
from rino_desktop.ui.secret_field import SecretField
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.kamailio import Kamailio
from tests.helpers.program import Program
from tests.helpers.wallet import Wallet, installed

PASSWORD = "0ffenes-geheimnis"
NAME = ("RINO Desktop", "RINO_TRUNK_CITY_PASSWORD")


@pytest.fixture
def wallet(monkeypatch: pytest.MonkeyPatch) -> Wallet:
    return installed(monkeypatch)


async def click(button: QPushButton) -> None:
    assert button.isVisible()
    await by_hand(lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton))


async def write(edit: QLineEdit, text: str) -> None:
    await by_hand(lambda: QTest.keyClicks(edit, text))


async def opened(window: MainWindow, section: str) -> None:
    await until(lambda: "settings" in window.rail.pages)
    window.go_settings(section)
    await until(lambda: window.settings.chosen == section)


def state(field: SecretField) -> str:
    return field.edit.placeholderText()


def in_files(folder: Path, text: str) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".fdb" for path in files)
    return [path.name for path in files if text.encode() in path.read_bytes()]


def test_a_trunk_registers_with_the_password_typed_in_its_window(
    program: Program, here: DesktopHere, wallet: Wallet, caplog: pytest.LogCaptureFixture,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    """The engine in the window takes it up at once."""
    here.preferences.change(engine=INSIDE)
    with Kamailio(tmp_path_factory.mktemp("kamailio"), {"office": PASSWORD}) as registrar:

        async def ask(window: MainWindow, button: str) -> TrunkDialog:
            await click(window.settings.trunks.buttons[button])
            await until(lambda: here.shown(TrunkDialog))
            dialog: TrunkDialog = here.shown(TrunkDialog)
            await until(lambda: state(dialog.password))
            return dialog

        async def scenario(window: MainWindow, desktop: Desktop) -> None:
            await opened(window, "trunks")
            section = window.settings.trunks
            await until(lambda: desktop.engines.inside.life is Life.RUNNING)
            dialog = await ask(window, "add")
            await write(dialog.edits["name"], "city")
            dialog.edits["proxy"].setText(f"sip:127.0.0.1:{registrar.port}")
            await write(dialog.edits["user"], "office")
            dialog.register.setChecked(True)
            assert state(dialog.password) == "is not set"
            await write(dialog.password.edit, "not-this-one")
            await click(dialog.button)
            await until(lambda: section.table.names() == ["city"])
            await until(lambda: section.table.at(0).kind == "bad")

            dialog = await ask(window, "change")
            assert state(dialog.password) == "is set"
            assert not dialog.password.edit.isEnabled()
            assert dialog.password.edit.text() == ""
            await click(dialog.password.change_button)
            await write(dialog.password.edit, PASSWORD)
            assert dialog.password.edit.echoMode() is QLineEdit.EchoMode.Password
            await click(dialog.button)
            await until(lambda: section.table.at(0).kind == "good")
            assert wallet.kept == {NAME: PASSWORD}
            await asyncio.to_thread(registrar.wait_registered, "office")

            dialog = await ask(window, "change")
            await click(dialog.password.forget_button)
            assert state(dialog.password) == "will be forgotten"
            await click(dialog.password.back_button)
            assert state(dialog.password) == "is set"
            await click(dialog.password.forget_button)
            dialog.register.setChecked(False)
            await click(dialog.button)
            await until(lambda: not wallet.kept)
            await until(lambda: here.shown(TrunkDialog) is None)
            names.append(await desktop._connection.run(_password_env))
            entries = await desktop._connection.run(
                lambda stores: stores.audit.entries(AuditFilter(action="trunk.change"), 5)
            )
            assert [each.details["password"] for each in entries] == ["changed", "changed"]
            desktop.engines.inside.request_stop(0.0)
            await desktop.engines.inside.stopped()

        names: list[str] = []
        here.play(scenario)
    assert names == [""]
    assert in_files(program.folder, PASSWORD) == []
    assert PASSWORD not in caplog.text
    struck_out.forget_all()


def _password_env(stores: Stores) -> str:
    return stores.trunks.by_name("city").settings.password_env


def _anna(stores: Stores) -> int:
    stores.trunks.add(TrunkSettings("pbx", "sip:pbx.example", password_env="PBX_PASSWORD"))
    role = stores.rights.save_role("sources", [Right.SOURCES_EDIT])
    return stores.users.add("Анна", role.code, "hash", datetime.now(UTC)).id


def test_where_the_keyring_does_not_help_the_field_says_what_does(
    program: Program, here: DesktopHere, wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def ask(window: MainWindow, button: str) -> SourceDialog:
        await click(window.settings.sources.buttons[button])
        await until(lambda: here.shown(SourceDialog))
        dialog: SourceDialog = here.shown(SourceDialog)
        await until(lambda: state(dialog.password))
        return dialog

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await opened(window, "sources")
        section = window.settings.sources
        dialog = await ask(window, "add")  # the engine is beside
        field = dialog.password
        await write(dialog.name_edit, "billing")
        note = field.note.text
        assert "write a name below, such as RINO_SOURCE_BILLING_PASSWORD" in note()
        assert "rino-desktop secret set RINO_SOURCE_BILLING_PASSWORD" in note()
        dialog.url.setText("firebird://me@host/base")
        await write(field.edit, PASSWORD)
        wallet.fault = RuntimeError("locked")
        await click(dialog.button)
        await until(lambda: "locked" in dialog.fault.text())
        assert section.table.names() == []
        wallet.fault = None
        await click(dialog.button)
        await until(lambda: section.table.names() == ["billing"])
        kept = ("RINO Desktop", "RINO_SOURCE_BILLING_PASSWORD")
        assert wallet.kept == {kept: PASSWORD}

        dialog = await ask(window, "add")  # what cannot be saved leaves nothing behind
        await write(dialog.name_edit, "billing")
        dialog.url.setText("firebird://me@host/base")
        await write(dialog.password.edit, "something else")
        await click(dialog.button)
        await until(lambda: "billing" in dialog.fault.text())
        await until(lambda: wallet.kept == {kept: PASSWORD})
        dialog.reject()

        dialog = await ask(window, "change")  # given up while the keyring asks its owner
        await click(dialog.password.change_button)
        await write(dialog.password.edit, "thought better of it")
        wallet.unlocked.clear()
        wallet.asked.clear()
        await click(dialog.button)
        await until(wallet.asked.is_set)
        dialog.reject()
        wallet.unlocked.set()
        await until(lambda: wallet.given[-2:] == ["thought better of it", PASSWORD], 10)

        monkeypatch.setenv("RINO_SOURCE_BILLING_PASSWORD", "of the shell")
        dialog = await ask(window, "change")
        assert (
            "the environment variable RINO_SOURCE_BILLING_PASSWORD" in dialog.password.note.text()
        )
        assert not dialog.password.edit.isEnabled()
        dialog.reject()
        monkeypatch.delenv("RINO_SOURCE_BILLING_PASSWORD")

        await click(section.buttons["remove"])
        await until(lambda: here.shown(Question))
        await click(here.shown(Question).buttons["do"])
        await until(lambda: wallet.kept == {})

        # Who sets up sources and nothing else gets no trunk's password, and changes none.
        wallet.kept["RINO Desktop", "PBX_PASSWORD"] = PASSWORD
        given, before = wallet.given[:], desktop._connection.actor
        desktop._connection.actor = Actor(
            "Анна", Via.DESKTOP, "", await desktop._connection.run(_anna)
        )
        dialog = await ask(window, "add")
        await write(dialog.name_edit, "hers")
        dialog.url.setText("https://hers.example")
        dialog.password.more_button.click()
        await write(dialog.password.name_edit, "PBX_PASSWORD")
        for typed in ("", "another one"):
            if typed:
                dialog.password.name_edit.editingFinished.emit()
                await until(lambda: state(dialog.password) == "is set")
                await click(dialog.password.change_button)
                await write(dialog.password.edit, typed)
            dialog.fault.clear()
            await click(dialog.button)
            await until(lambda: "PBX_PASSWORD sent there: it belongs to a trunk" in
                        dialog.fault.text())  # fmt: skip
            assert "begins with RINO_SOURCE_" in dialog.fault.text()
        assert wallet.kept == {("RINO Desktop", "PBX_PASSWORD"): PASSWORD}
        assert wallet.given == given
        dialog.reject()
        desktop._connection.actor = before

        installed(monkeypatch, "keyring.backends.fail")
        dialog = await ask(window, "add")
        assert dialog.password.note.text().startswith("This computer has no keyring: write a name")
        assert not dialog.password.edit.isEnabled()
        await write(dialog.password.name_edit, "THEIRS")
        assert "set the environment variable THEIRS where" in dialog.password.note.text()
        await write(dialog.name_edit, "theirs")
        dialog.url.setText("firebird://me@host/base")
        await click(dialog.button)
        await until(lambda: section.table.names() == ["theirs"])
        await until(lambda: here.shown(SourceDialog) is None)

    here.play(scenario)
    assert program.json("source", "show", "theirs")["password_env"] == "THEIRS"
    struck_out.forget_all()
