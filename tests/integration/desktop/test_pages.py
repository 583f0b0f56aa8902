"""Schemes, search, language and theme through real events."""

import asyncio
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu

from editor.editor_widget import EditorWidget
from rino_desktop.console.search import Search
from rino_desktop.desktop import Desktop
from rino_desktop.main_window import MainWindow
from rino_desktop.texts import language
from rino_desktop.ui import theme
from rino_desktop.ui.name_dialog import NameDialog
from tests.helpers.desktop_here import DesktopHere, by_hand, told, until
from tests.helpers.program import Program

SAMPLES = Path(__file__).parents[3] / "resources" / "schemes"


async def schemes_are_there(window: MainWindow) -> None:
    await until(lambda: window.schemes.table.rowCount() > 0)
    await by_hand(
        lambda: QTest.mouseClick(window.rail.buttons["ivr-kit"], Qt.MouseButton.LeftButton)
    )
    assert window.pages.currentWidget() is window.schemes


def test_a_new_scheme_opens_in_a_tab(program: Program, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await schemes_are_there(window)
        page = window.schemes
        page.buttons["new"].click()
        dialog = here.shown(NameDialog)
        assert not dialog.button.isEnabled()
        await by_hand(lambda: QTest.keyClicks(dialog.edit, "Greeting"))
        await by_hand(lambda: QTest.keyClick(dialog.edit, Qt.Key.Key_Return))
        await until(lambda: len(page.editors()) == 1)
        editor = page.editors()[0]
        assert isinstance(editor, EditorWidget)
        assert editor.name == "Greeting"
        page.scheme_wanted.emit("greeting")  # it is open: its tab comes to the front
        await asyncio.sleep(0.1)
        assert len(page.editors()) == 1
        page.tabs.tabCloseRequested.emit(1)
        await until(lambda: page.editors() == ())

    here.play(scenario)
    found = {scheme["name"]: scheme for scheme in program.json("scheme", "list")}
    assert found["Greeting"]["published"] is None
    assert program.json("scheme", "check", "Greeting")["ok"]


def test_it_ends_also_when_something_changes_at_that_moment(here: DesktopHere) -> None:
    async def scenario(_window: MainWindow, desktop: Desktop) -> None:
        await asyncio.sleep(0.3)
        desktop._changed.set()
        # In the same turn of the loop the desktop's work is cancelled, see DesktopHere.

    here.play(scenario)


def test_double_click_and_enter_open(program: Program, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await schemes_are_there(window)
        page = window.schemes
        page.choose("notice")
        await by_hand(lambda: QTest.keyClick(page.view, Qt.Key.Key_Return))
        await until(lambda: len(page.editors()) == 1)
        page.tabs.setCurrentIndex(0)
        page.choose("survey")
        page.buttons["open"].click()
        await until(lambda: len(page.editors()) == 2)
        desktop.people.sign_out()
        await until(lambda: page.editors() == ())

    here.play(scenario)


def test_a_file_is_imported_once_and_exported(
    program: Program, here: DesktopHere, tmp_path: Path
) -> None:
    file = tmp_path / "mine.scheme.json"
    shutil.copyfile(SAMPLES / "notice.scheme.json", file)
    target = tmp_path / "out.scheme.json"

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await schemes_are_there(window)
        page = window.schemes
        page.buttons["import"].click()
        dialog = here.shown(QFileDialog)
        dialog.fileSelected.emit(str(file))
        dialog.close()
        await until(lambda: (chosen := page.chosen()) is not None and chosen.name == "mine")
        chosen = page.chosen()
        assert chosen is not None
        assert (chosen.name, chosen.has_draft, chosen.published) == ("mine", True, None)
        page.import_wanted.emit(str(file))
        await until(lambda: "has a draft already" in told(here))
        page.export_wanted.emit("mine", str(target), 0)
        await until(lambda: "Written" in window.status.currentMessage())

    here.play(scenario)
    assert json.loads(target.read_text(encoding="utf-8"))["name"] == "mine"


def test_search_leads_there(program: Program, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await until(lambda: window.schemes.table.rowCount() > 0)
        window.activateWindow()
        window.searching.activated.emit()
        search = window.findChild(Search)
        assert search is not None
        await by_hand(lambda: QTest.keyClicks(search.edit, "surv sch"))
        assert [entry.title for entry in search._shown] == ["survey"]
        await by_hand(lambda: QTest.keyClick(search.edit, Qt.Key.Key_Return))
        assert window.pages.currentWidget() is window.schemes
        chosen = window.schemes.chosen()
        assert chosen is not None
        assert chosen.name == "survey"
        window.searching.activated.emit()
        again = [s for s in window.findChildren(Search) if s.isVisible()][0]  # noqa: RUF015
        await by_hand(lambda: QTest.keyClicks(again.edit, "nothing like that"))
        assert again.nothing.isVisible()
        await by_hand(lambda: QTest.keyClick(again.edit, Qt.Key.Key_Escape))
        assert not [s for s in window.findChildren(Search) if s.isVisible()]

    here.play(scenario)


def test_language_and_theme_change_at_once_and_are_kept(
    program: Program, here: DesktopHere
) -> None:
    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await schemes_are_there(window)
        window.schemes.scheme_wanted.emit("notice")
        await until(lambda: len(window.schemes.editors()) == 1)
        window.user_menu.language_actions["ru"].trigger()
        assert isinstance(window.user_menu, QMenu)
        await until(lambda: window.rail.buttons["campaigns"].text() == "Кампании")
        assert window.schemes.buttons["new"].text() == "Новая схема"
        assert window.status.user.text() == "Администратор: anna"
        await until(lambda: window.status.database.label.text().startswith("База данных"))
        assert language() == "ru"
        before = theme.current()
        window.user_menu.theme_actions["light" if before.dark else "dark"].trigger()
        await until(lambda: theme.current() is not before)
        window.settings.language_box.setCurrentIndex(window.settings.language_box.findData("en"))
        window.settings.language_box.activated.emit(0)
        await until(lambda: window.rail.buttons["campaigns"].text() == "Campaigns")
        window.user_menu.theme_actions["system"].trigger()
        await until(lambda: here.preferences.now.theme == "system")

    here.play(scenario)
    kept = here.preferences.load()
    assert (kept.language, kept.theme) == ("en", "system")


def test_what_is_chosen_right_before_the_end_is_kept(
    program: Program, here: DesktopHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_thread = asyncio.to_thread

    async def queued(work: Callable[..., Any], *rest: Any) -> Any:
        if work == here.preferences.save:
            await asyncio.sleep(600)  # all threads have something else to do
        return await in_thread(work, *rest)

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await schemes_are_there(window)
        monkeypatch.setattr(asyncio, "to_thread", queued)
        window.user_menu.theme_actions["dark"].trigger()
        await until(lambda: here.preferences.now.theme == "dark")

    try:
        here.play(scenario)
    finally:
        theme.set_mode(theme.Mode.SYSTEM)
    assert here.preferences.load().theme == "dark"
