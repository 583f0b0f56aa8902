"""What is done to schemes in the list, by keys, menu and buttons."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from editor.editor_widget import EditorWidget
from editor.edits import nodes
from engine.domain.campaign import CampaignSettings
from engine.ports.storage import Stores
from rino_desktop.console.deleted_dialog import DeletedDialog
from rino_desktop.console.version_dialog import VersionDialog
from rino_desktop.desktop import Desktop
from rino_desktop.main_window import MainWindow
from rino_desktop.ui.dialogs import Question
from rino_desktop.ui.name_dialog import NameDialog
from tests.helpers.desktop_here import GUEST, DesktopHere, by_hand, told, until
from tests.helpers.program import Program


async def list_of(window: MainWindow) -> None:
    await until(lambda: window.schemes.table.rowCount() > 0)
    await by_hand(
        lambda: QTest.mouseClick(window.rail.buttons["ivr-kit"], Qt.MouseButton.LeftButton)
    )


async def press(
    window: MainWindow, name: str, key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:  # fmt: skip
    """A key in the list, on that scheme. A shortcut needs the window to be the active one."""
    window.activateWindow()
    window.schemes.choose(name)
    await until(window.schemes.view.hasFocus)
    await by_hand(lambda: QTest.keyClick(window.schemes.view, key, modifiers))


async def answer_name(here: DesktopHere, name: str) -> None:
    await until(lambda: here.shown(NameDialog))
    dialog = here.shown(NameDialog)
    await by_hand(lambda: (dialog.edit.clear(), QTest.keyClicks(dialog.edit, name)))
    await by_hand(lambda: QTest.keyClick(dialog.edit, Qt.Key.Key_Return))


async def fault(here: DesktopHere) -> str:
    found: list[str] = []
    await until(lambda: found.append(text) or True if (text := told(here)) else False)
    return found[0]


async def opened(window: MainWindow, name: str) -> EditorWidget:
    window.schemes.scheme_wanted.emit(name)
    await until(lambda: any(e.name == name for e in window.schemes.editors()))  # type: ignore[attr-defined]
    (editor,) = [e for e in window.schemes.editors() if isinstance(e, EditorWidget)]
    return editor


def draw(editor: EditorWidget, name: str) -> str:
    """Rename a block; its id."""
    key = next(iter(editor.document.content.nodes))
    editor.document.do("rename", nodes.rename(editor.document.content, key, name))
    return key


async def editor_state(name: str, desktop: Desktop) -> object:
    key = f"view/{name.casefold()}"
    return await desktop._connection.run(lambda stores: stores.user_state.get(GUEST.name, key))


def test_f2_renames_also_what_is_open(program: Program, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await list_of(window)
        editor = await opened(window, "notice")
        key = draw(editor, "drawn")
        window.schemes.tabs.setCurrentIndex(0)
        await press(window, "notice", Qt.Key.Key_F2)
        dialog = here.shown(NameDialog)
        assert (dialog.edit.text(), dialog.edit.selectedText()) == ("notice", "notice")
        assert not dialog.button.isEnabled(), "the same name is no new one"
        await answer_name(here, "Greeting")
        await until(lambda: window.schemes.tabs.tabText(1) == "Greeting")
        await until(lambda: "Greeting" in window.schemes.table.names())
        assert "notice" not in window.schemes.table.names()
        chosen = window.schemes.chosen()
        assert chosen is not None
        assert chosen.name == "Greeting"
        # What was drawn is still there and unsaved, and is saved under the new name.
        assert editor.document.content.nodes[key].name == "drawn"
        assert editor.document.modified
        assert await editor.keeper.save_now()
        assert not editor.document.modified
        editor.document.undo_stack.undo()
        assert editor.document.modified
        # So is what he looked at last.
        window.schemes.close_wanted.emit(editor)
        await until(lambda: not window.schemes.editors())
        assert await editor_state("Greeting", desktop)
        assert not await editor_state("notice", desktop)

    here.play(scenario)
    names = [scheme["name"] for scheme in program.json("scheme", "list")]
    assert "Greeting" in names
    assert "notice" not in names


def test_a_scheme_in_use_is_neither_renamed_nor_deleted(
    program: Program, here: DesktopHere
) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        def campaign(stores: Stores) -> None:
            stores.campaigns.create(CampaignSettings("November", scheme="notice"))

        await list_of(window)
        await desktop._connection.run(campaign)
        for name, users in (("notice", "'November'"), ("opt-out", "survey")):
            await press(window, name, Qt.Key.Key_F2)
            await answer_name(here, "other")
            assert users in await fault(here)
            await press(window, name, Qt.Key.Key_Delete)
            assert users in await fault(here)
            assert here.shown(Question) is None, "nothing is asked that cannot be done"
            assert name in window.schemes.table.names()

    here.play(scenario)


def test_a_draft_that_calls_it_counts_too(program: Program, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await list_of(window)

        def only_drafts(stores: Stores) -> None:
            document = stores.schemes.current("survey").document
            stores.schemes.save_draft("my draft", document.replace('"opt-out"', '"Notice"'))
            stores.schemes.save_draft("damaged", '{"scheme": "notice"')
            stores.schemes.save_draft("damaged too", '{"scheme": "other"')

        await desktop._connection.run(only_drafts)
        await press(window, "notice", Qt.Key.Key_Delete)
        text = await fault(here)
        assert "called by: damaged, my draft." in text

    here.play(scenario)


def test_a_scheme_open_elsewhere_stays_as_it_is(program: Program, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await list_of(window)

        def elsewhere(stores: Stores) -> None:
            stores.schemes.keep_open("notice", "Petrov", "pc-2", datetime.now(UTC))

        await desktop._connection.run(elsewhere)
        await press(window, "notice", Qt.Key.Key_F2)
        await answer_name(here, "other")
        assert "Petrov (pc-2)" in await fault(here)
        await press(window, "notice", Qt.Key.Key_Delete)
        assert "Petrov (pc-2)" in await fault(here)
        assert "open at: Petrov (pc-2)" in await asyncio.to_thread(
            program.error, "scheme", "delete", "notice"
        )

    here.play(scenario)


def test_ctrl_d_duplicates(program: Program, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await list_of(window)
        for wanted in ("notice (copy)", "notice (copy 2)"):
            await press(window, "notice", Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
            dialog = here.shown(NameDialog)
            assert dialog.edit.text() == wanted
            await by_hand(
                lambda dialog=dialog: QTest.keyClick(dialog.edit, Qt.Key.Key_Return)
            )  # fmt: skip
            await until(lambda wanted=wanted: (c := window.schemes.chosen()) and c.name == wanted)
            chosen = window.schemes.chosen()
            assert chosen is not None
            assert (chosen.has_draft, chosen.published) == (True, None)
        await press(window, "notice", Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        await answer_name(here, "SURVEY")
        assert "exists already" in await fault(here)

    here.play(scenario)


def test_deleted_and_brought_back(program: Program, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await list_of(window)
        page = window.schemes
        version = await desktop._connection.run(lambda s: s.schemes.current("notice"))
        editor = await opened(window, "notice")
        draw(editor, "drawn")
        page.tabs.setCurrentIndex(0)
        await press(window, "notice", Qt.Key.Key_Delete)
        assert "changes that are not saved" in await fault(here)
        assert await editor.keeper.save_now()
        # Asked, and no: all stays.
        await press(window, "notice", Qt.Key.Key_Delete)
        await until(lambda: here.shown(Question))
        await by_hand(lambda: QTest.keyClick(here.shown(Question), Qt.Key.Key_Escape))
        await asyncio.sleep(0.2)
        assert page.editors() == (editor,)
        page.menu.actions_by_name["delete"].trigger()
        await until(lambda: here.shown(Question))
        here.shown(Question).buttons["do"].click()
        await until(lambda: "notice" not in page.table.names())
        assert page.editors() == (), "its tab is closed"
        # What calls ran on is there for reports and replay.
        kept = await desktop._connection.run(lambda s: s.schemes.version(version.id))
        assert kept == version
        # Another one takes the name meanwhile.
        await desktop._connection.run(lambda s: s.schemes.copy("survey", "Notice"))
        page.menu.actions_by_name["deleted"].trigger()
        await until(lambda: here.shown(DeletedDialog))
        dialog = here.shown(DeletedDialog)
        assert dialog.table.names() == ["notice"]
        dialog.restore.click()
        await answer_name(here, "notice again")
        await until(lambda: (c := page.chosen()) and c.name == "notice again")
        assert dialog.table.names() == []
        assert not dialog.restore.isEnabled()
        dialog.close()
        draft = await desktop._connection.run(lambda s: s.schemes.draft("notice again"))
        assert draft is not None
        assert '"drawn"' in draft.document

    here.play(scenario)
    assert program.json("scheme", "list", "--deleted") == []
    assert [v["current"] for v in program.json("scheme", "versions", "notice again")] == [True]


def test_versions_are_shown_exported_and_used_again(
    program: Program, here: DesktopHere, tmp_path: Path
) -> None:
    target = tmp_path / "old.scheme.json"

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await list_of(window)

        def second(stores: Stores) -> None:
            old = stores.schemes.current("notice").document
            stores.schemes.publish("notice", old.replace('"RUB"', '"USD"'), comment="dollars")

        await desktop._connection.run(second)
        window.schemes.choose("notice")
        window.schemes.menu.actions_by_name["versions"].trigger()
        await until(lambda: here.shown(VersionDialog))
        dialog = here.shown(VersionDialog)
        cells = [dialog.table.index(row, column).data() for row in (0, 1) for column in (0, 3, 4)]
        assert cells == ["2", "dollars", "use it", "1", "", ""]
        assert not dialog.use.isEnabled(), "calls use that one already"
        await by_hand(lambda: QTest.keyClick(dialog.view, Qt.Key.Key_Down))
        dialog.export.click()
        files = here.shown(QFileDialog)
        files.fileSelected.emit(str(target))
        files.close()
        await until(target.exists)
        dialog.use.click()
        await until(lambda: here.shown(Question))
        here.shown(Question).buttons["do"].click()
        await until(lambda: dialog.table.index(1, 4).data() == "use it")
        await until(lambda: window.schemes.chosen().published == 1)  # type: ignore[union-attr]
        dialog.close()

    here.play(scenario)
    assert json.loads(target.read_text(encoding="utf-8"))["currency"] == "RUB"
    assert program.json("scheme", "export", "notice")["currency"] == "RUB"


def test_without_schemes_the_menu_offers_what_is_possible(
    program: Program, here: DesktopHere
) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await list_of(window)

        def clear(stores: Stores) -> None:
            for scheme in stores.schemes.all():
                stores.schemes.delete(scheme.name)

        await desktop._connection.run(clear)
        await until(lambda: window.schemes.table.rowCount() == 0)
        enabled = {name for name, a in window.schemes.menu.actions_by_name.items() if a.isEnabled()}
        assert enabled == {"import", "deleted"}
        assert window.schemes.empty.isVisible()
        window.schemes.menu.actions_by_name["deleted"].trigger()
        await until(lambda: here.shown(DeletedDialog))
        dialog = here.shown(DeletedDialog)
        count = dialog.table.rowCount()
        assert count > 5
        dialog.view.doubleClicked.emit(dialog.table.index(0, 0))
        await until(lambda: dialog.table.rowCount() == count - 1)
        await until(lambda: window.schemes.table.rowCount() == 1)
        dialog.close()

    here.play(scenario)
