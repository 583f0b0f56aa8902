"""Forms in the desktop: designed, published, changed by two, with the database gone."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from engine.forms import edits
from engine.forms.codec import load_form
from engine.forms.model import FieldType
from engine.ports.storage import StorageUnavailable, Stores
from rino_desktop.console.forms.designer import FormDesigner
from rino_desktop.desktop import Desktop
from rino_desktop.desktop.connection import Connection, DatabaseOfSession
from rino_desktop.main_window import MainWindow
from rino_desktop.ui.dialogs import Question
from rino_desktop.ui.name_dialog import NameDialog
from tests.helpers.desktop_here import DesktopHere, by_hand, told, until
from tests.helpers.program import Program

CONTROL = Qt.KeyboardModifier.ControlModifier


async def list_of(window: MainWindow) -> None:
    await until(lambda: window.forms.table.rowCount() > 0)
    await by_hand(lambda: QTest.mouseClick(window.rail.buttons["forms"], Qt.MouseButton.LeftButton))


async def press(
    window: MainWindow, name: str, key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:  # fmt: skip
    """A key in the list, on that form. A shortcut needs the window to be the active one."""
    window.activateWindow()
    window.forms.choose(name)
    await until(window.forms.view.hasFocus)
    await by_hand(lambda: QTest.keyClick(window.forms.view, key, modifiers))


async def answer_name(here: DesktopHere, name: str) -> None:
    await until(lambda: here.shown(NameDialog))
    dialog = here.shown(NameDialog)
    await by_hand(lambda: (dialog.edit.clear(), QTest.keyClicks(dialog.edit, name)))
    await by_hand(lambda: QTest.keyClick(dialog.edit, Qt.Key.Key_Return))


async def opened(window: MainWindow, name: str) -> FormDesigner:
    await press(window, name, Qt.Key.Key_Return)
    await until(lambda: window.forms.designer_of(name))
    designer = window.forms.designer_of(name)
    assert designer is not None
    return designer


def add_question(designer: FormDesigner, words: str) -> None:
    form = designer.document.form
    field = edits.new_field(form, FieldType.TEXT, words)
    designer.document.change(edits.add_field(form, form.pages[0].id, field))


def test_from_a_new_form_to_a_published_one(program: Program, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await list_of(window)
        await by_hand(
            lambda: QTest.mouseClick(window.forms.buttons["new"], Qt.MouseButton.LeftButton)
        )
        await answer_name(here, "Interview")
        await until(lambda: window.forms.designer_of("Interview"))
        designer = window.forms.designer_of("Interview")
        assert designer is not None
        assert not designer.publish.isEnabled()
        add_question(designer, "How are you?")
        await until(lambda: "saved" in designer.note.text() and not designer.waiting)
        await by_hand(lambda: QTest.mouseClick(designer.publish, Qt.MouseButton.LeftButton))
        await until(lambda: "Version 1 is published" in designer.note.text())
        add_question(designer, "And otherwise?")
        await until(lambda: "The draft is saved" in designer.note.text())
        # Its tab is closed with its button; what was typed last is there.
        add_question(designer, "Anything else?")
        window.forms.tabs.tabCloseRequested.emit(1)
        await until(lambda: window.forms.tabs.count() == 1)

    here.play(scenario)
    shown = program.json("form", "show", "interview")
    assert [f["title"]["en"] for f in shown["form"]["pages"][0]["fields"]] == [
        "How are you?", "And otherwise?", "Anything else?",
    ]  # fmt: skip
    (listed,) = [f for f in program.json("form", "list") if f["name"] == "Interview"]
    assert (listed["published"], listed["draft"], listed["author"]) == (1, True, "anna")


def test_names_copies_and_the_end(program: Program, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await list_of(window)
        designer = await opened(window, "quiz")
        add_question(designer, "Drawn?")
        window.forms.tabs.setCurrentIndex(0)
        await press(window, "quiz", Qt.Key.Key_F2)
        await answer_name(here, "Contest")
        await until(lambda: "Contest" in window.forms.table.names())
        assert window.forms.tabs.tabText(1) == "Contest"
        await press(window, "Contest", Qt.Key.Key_D, CONTROL)
        await until(lambda: here.shown(NameDialog))
        await by_hand(lambda: QTest.keyClick(here.shown(NameDialog).edit, Qt.Key.Key_Return))
        await until(lambda: "Contest (copy)" in window.forms.table.names())
        await press(window, "notice", Qt.Key.Key_F2)
        await answer_name(here, "contest")
        await until(lambda: "exists already" in told(here))
        await press(window, "Contest", Qt.Key.Key_Delete)
        await until(lambda: here.shown(Question))
        await by_hand(
            lambda: QTest.mouseClick(here.shown(Question).buttons["do"], Qt.MouseButton.LeftButton)
        )
        await until(lambda: "Contest" not in window.forms.table.names())
        assert window.forms.tabs.count() == 1

    here.play(scenario)
    names = [form["name"] for form in program.json("form", "list")]
    assert "Contest (copy)" in names
    assert "quiz" not in names
    copy = program.json("form", "show", "Contest (copy)")["form"]
    assert copy["pages"][0]["fields"][-1]["title"] == {"ru": "Drawn?"}


class SlowLink:
    """A desktop's connection: what comes of a transaction is there as soon as it is let go."""

    def __init__(self, link: Connection) -> None:
        self._link = link
        #: How many of them are over, and wait to be let go.
        self.held = 0
        self._go = asyncio.Semaphore(0)

    async def run(self, work: Callable[[Stores], Any]) -> Any:
        done = await self._link.run(work)
        self.held += 1
        await self._go.acquire()
        return done

    def let_go(self) -> None:
        self.held -= 1
        self._go.release()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._link, name)


def test_a_name_changes_in_tab_and_list_at_once_and_moves_nobody(
    program: Program, here: DesktopHere
) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        page = window.forms
        await list_of(window)
        await opened(window, "quiz")
        page.tabs.setCurrentIndex(0)
        link = SlowLink(desktop._forms._connection)
        desktop._forms._connection = cast(Connection, link)
        await press(window, "quiz", Qt.Key.Key_F2)
        await answer_name(here, "Contest")
        await until(lambda: link.held)
        page.choose("notice")  # somebody goes on while the database takes its time
        while "Contest" not in page.table.names():
            assert page.tabs.tabText(1) == "quiz"
            if link.held:
                link.let_go()
            await asyncio.sleep(0)
        assert page.tabs.tabText(1) == "Contest"
        for _ in range(3):
            await asyncio.sleep(0.02)
            if link.held:
                link.let_go()
        chosen = page.chosen()
        assert chosen is not None
        assert chosen.name == "notice"
        await press(window, "Contest", Qt.Key.Key_F2)
        await answer_name(here, "Match")
        await until(lambda: link.held)
        link.let_go()
        await until(lambda: page.table.names().count("Match"))
        chosen = page.chosen()
        assert chosen is not None
        assert (chosen.name, page.tabs.tabText(1)) == ("Match", "Match")

    here.play(scenario)


def test_nobody_is_overwritten(program: Program, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await list_of(window)
        designer = await opened(window, "survey")
        path = program.folder / "survey.form.json"
        document = program.json("form", "export", "survey", "--draft")
        document["title"]["en"] = "Of the other one"
        path.write_text(json.dumps(document), encoding="utf-8")
        await asyncio.to_thread(program.ok, "form", "import", str(path), "--author", "Пётр")
        add_question(designer, "Mine")
        await until(lambda: here.shown(Question))
        question = here.shown(Question)
        await by_hand(lambda: QTest.mouseClick(question.buttons["copy"], Qt.MouseButton.LeftButton))
        await until(lambda: window.forms.designer_of("survey (2)"))
        assert window.forms.designer_of("survey") is None

    here.play(scenario)
    assert program.json("form", "show", "survey")["form"]["title"]["en"] == "Of the other one"
    mine = program.json("form", "show", "survey (2)")["form"]
    assert mine["pages"][0]["fields"][-1]["title"] == {"ru": "Mine"}


def test_the_database_is_away_for_a_while(program: Program, here: DesktopHere) -> None:
    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await list_of(window)
        designer = await opened(window, "survey")
        connection = desktop._forms._connection
        of_session = connection.of_session

        def gone() -> DatabaseOfSession:
            raise StorageUnavailable("the cable is out")

        connection.of_session = gone  # type: ignore[method-assign]
        add_question(designer, "Kept")
        await until(lambda: "Not saved: the cable is out" in designer.note.text())
        connection.of_session = of_session  # type: ignore[method-assign]
        await until(lambda: "The draft is saved" in designer.note.text())

    here.play(scenario)
    fields = program.json("form", "show", "survey")["form"]["pages"][0]["fields"]
    assert fields[-1]["title"] == {"ru": "Kept"}


def test_files(program: Program, here: DesktopHere) -> None:
    folder = program.folder

    async def choose(here: DesktopHere, file: Path) -> None:
        await until(lambda: here.shown(QFileDialog))
        dialog = here.shown(QFileDialog)
        dialog.fileSelected.emit(str(file))
        dialog.close()

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        await list_of(window)
        window.forms.choose("survey")
        window.forms.menu.actions_by_name["export"].trigger()
        await choose(here, folder / "own.form.json")
        await until((folder / "own.form.json").exists)
        window.forms.menu.actions_by_name["import"].trigger()
        await choose(here, folder / "own.form.json")
        await until(lambda: "own" in window.forms.table.names())
        (folder / "own.form.json").write_text('{"format": "rino-form"', encoding="utf-8")
        window.forms.menu.actions_by_name["import"].trigger()
        await choose(here, folder / "own.form.json")
        await until(lambda: "damaged JSON at line 1" in told(here))

    here.play(scenario)
    form = load_form(json.dumps(program.json("form", "export", "own", "--draft")))
    original = load_form(json.dumps(program.json("form", "export", "survey")))
    assert form == replace(original, name="own")
