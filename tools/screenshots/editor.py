"""The whole window with a scheme open in it, at the size of a small laptop's screen."""

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from editor.editor_widget import EditorWidget
from editor.edits import nodes
from editor.recovery import RecoveryFolder
from editor.tools import EditorTools
from engine.ports.schemes import Draft, OpenEditor
from engine.scheme.codec import dump_scheme
from engine.scheme.node_types import default_node_types
from rino_desktop.main_window import MainWindow
from rino_desktop.texts import language
from rino_desktop.ui.dialogs import ErrorDialog
from tools.screenshots import screen
from tools.screenshots.desk import NOW, SampleContacts, SampleDesk, SampleRecordings, sample
from tools.screenshots.shell import in_russian, window

#: Kept for as long as the pictures are taken: what is in it is read and written on the way.
_folders: list[tempfile.TemporaryDirectory[str]] = []


async def until(condition: Callable[[], object], within: int = 500) -> None:
    """Both loops turn: asyncio's, and Qt's with its timers."""
    for _ in range(within):
        QApplication.processEvents()
        if condition():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError("what the picture is to show did not come")


def folder() -> Path:
    _folders.append(tempfile.TemporaryDirectory())
    return Path(_folders[-1].name)


class Shown:
    """The window, and the editor in it."""

    def __init__(self, others: Sequence[OpenEditor] = ()) -> None:
        self.desk = SampleDesk(others)
        self.folder = folder()
        tools = EditorTools(contacts=SampleContacts(), prompts=SampleRecordings(self.folder))
        self.editor = EditorWidget(
            self.desk, default_node_types(), self.folder, language(), "", tools
        )
        self.window = window(page="ivr-kit")
        self.editor.said.connect(self.window.say_trouble)

    async def open(self, name: str) -> "Shown":
        await self.editor.open(name)
        return self._open_tab(name)

    async def replay(self) -> "Shown":
        return self._open_tab(await self.editor.open_replay(41))

    def _open_tab(self, title: str) -> "Shown":
        self.window.schemes.open_editor(title, self.editor)
        self.window.show()
        QApplication.processEvents()
        self.editor.view.fit()
        QApplication.processEvents()
        return self

    def block(self, kind: str, number: int = 0) -> str:
        """The id of a block of that type."""
        found = self.editor.document.content.nodes.values()
        return [node.id for node in found if node.type == kind][number]

    def spoil(self) -> None:
        """Leaves problems behind."""
        content = self.editor.document.content
        kind = self.editor.document.node_types.get("menu")
        assert kind is not None
        self.editor.document.do("add", nodes.insert(content, nodes.new_node(content, kind, 0, 900)))


async def opened(name: str = "debtor-reminder", others: Sequence[OpenEditor] = ()) -> Shown:
    return await Shown(others).open(name)


@screen("editor")
async def editor() -> QWidget:
    shown = await opened()
    shown.editor.view.show_key(shown.block("menu"))
    shown.editor.view.set_zoom(0.8)
    shown.editor.selection.set([shown.block("menu")])
    return shown.window


@screen("editor-problems")
async def editor_problems() -> QWidget:
    shown = await opened("survey")
    shown.spoil()
    shown.editor.publishing.begin()
    return shown.window


@screen("editor-scheme")
async def editor_scheme() -> QWidget:
    return (await opened("debtor-billing")).window


@screen("editor-new")
async def editor_new() -> QWidget:
    shown = Shown()
    shown.desk.draft = _no_draft  # type: ignore[method-assign]
    return (await shown.open("Вежливый отказ" if in_russian() else "A polite refusal")).window


async def _no_draft(name: str) -> Draft | None:
    del name  # nothing is stored yet
    return None


@screen("editor-outline")
async def editor_outline() -> QWidget:
    shown = await opened("survey")
    shown.editor.left.setCurrentIndex(1)
    shown.editor.selection.set([shown.block("question", 2)])
    shown.editor.view.show_key(shown.block("question", 2))
    return shown.window


@screen("editor-operator-form")
async def editor_operator_form() -> QWidget:
    shown = await opened("interview")
    shown.editor.selection.set([shown.block("operator")])
    return shown.window


@screen("editor-flow")
async def editor_flow() -> QWidget:
    shown = await opened()
    shown.editor.bar.buttons["flow"].click()
    await until(lambda: shown.editor.flow.version.count() and shown.editor.flow._flow)
    shown.editor.view.show_key(shown.block("menu"))
    return shown.window


@screen("editor-compare")
async def editor_compare() -> QWidget:
    shown = await opened()
    comparing = shown.editor.comparing
    comparing.begin()
    await until(lambda: comparing.dialog is not None and comparing.dialog.isVisible())
    assert comparing.dialog is not None
    dialog = comparing.dialog
    dialog.old.setCurrentIndex(dialog.old.findData(1))
    await until(lambda: dialog.list.count() > 1)
    return shown.window


@screen("editor-quick-add")
async def editor_quick_add() -> QWidget:
    shown = await opened("notice")
    shown.editor.view.show_key(shown.block("hang_up"))
    shown.editor.view.quick_add_wanted.emit(QPointF(300, 120), "", "")
    return shown.window


@screen("editor-search")
async def editor_search() -> QWidget:
    shown = await opened()
    shown.editor.panels.find()
    bar = shown.editor.panels.search
    bar.line.setText("опл")
    bar.open()
    bar.go(1)
    return shown.window


@screen("editor-banners")
async def editor_banners() -> QWidget:
    """Unsaved work is there, and somebody else has the scheme open, and has saved it."""
    name = "Пётр Громов" if in_russian() else "Peter Gromov"
    shown = Shown([OpenEditor(name, "pc-2", NOW, NOW)])
    work = dump_scheme(sample("notice"))
    RecoveryFolder(shown.folder, shown.desk.user, "").write("survey", work, 7)
    await shown.open("survey")
    await until(lambda: shown.editor.banners.shown("others"))
    await until(lambda: shown.editor.banners.shown("recovered"))
    theirs = Draft("survey", work, 8, name, NOW + timedelta(minutes=20), None)
    shown.editor.keeper.conflict.emit(theirs)
    return shown.window


@screen("editor-publish")
async def editor_publish() -> QWidget:
    shown = await opened()
    shown.editor.selection.set([shown.block("outcome")])
    shown.editor.publishing.begin()
    return shown.window


@screen("editor-menu")
async def editor_menu() -> QWidget:
    shown = await opened()
    view = shown.editor.view
    shown.editor.selection.set([shown.block("menu"), shown.block("play")])
    at = QPoint(500, 60)
    shown.editor.menu.show(view.viewport().mapToGlobal(at), view.mapToScene(at))
    return shown.window


@screen("editor-more")
async def editor_more() -> QWidget:
    shown = await opened()
    QTest.mouseClick(shown.editor.bar.buttons["more"], Qt.MouseButton.LeftButton)
    return shown.window


@screen("editor-part")
async def editor_part() -> QWidget:
    """Asks for the name of a sub-scheme."""
    shown = await opened()
    shown.editor.selection.set([shown.block("menu")])
    shown.editor.more._ask_name()
    return shown.window


@screen("new-scheme")
async def new_scheme() -> QWidget:
    made = window(page="ivr-kit")
    made.show()
    made.schemes.buttons["new"].click()
    return made


@screen("error-report")
async def error_report() -> QWidget:
    from rino_desktop.failures import explained

    made: MainWindow = window()
    made.show()
    title, text = explained("/home/anna/.local/state/rino-desktop/log/crash-20261112.log")
    ErrorDialog(made, title, text, "rino-desktop 0.1.0\n\nTraceback …\nZeroDivisionError").show()
    return made
