"""The real program, ``python -m rino_desktop``, with somebody at its mouse and keyboard.

Run as a process: ``desktop_played.py draw|draw-and-hang|recover OUT``. ``draw`` signs in, opens a
scheme, draws, writes what it has drawn to OUT and sits there until it is killed. ``draw-and-hang``
is the same on a disk that stands still in the middle of the last autosave. ``recover`` signs in,
opens the scheme, writes what the strip above the canvas says to OUT, recovers and saves.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor import recovery
from editor.editor_widget import EditorWidget
from engine.scheme.codec import dump_scheme
from rino_desktop import gui
from rino_desktop.cli.main import run
from rino_desktop.main_window import MainWindow
from tests.helpers.desktop_here import by_hand, until

USER, PASSWORD, SCHEME = "anna", "eight or more", "notice"
_PLAIN, _CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


async def sign_in() -> MainWindow:
    def window() -> MainWindow | None:
        return next((w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)), None)

    await until(window)
    found = window()
    assert found is not None
    await until(lambda: found.gate.currentWidget() is found.sign_in)
    page = found.sign_in
    await by_hand(lambda: (page.name_edit.clear(), QTest.keyClicks(page.name_edit, USER)))
    await by_hand(lambda: QTest.keyClicks(page.password.edit, PASSWORD))
    await by_hand(lambda: QTest.keyClick(page.password.edit, Qt.Key.Key_Return))
    await until(lambda: found.gate.currentWidget() is found.console)
    return found


async def opened(window: MainWindow) -> EditorWidget:
    page = window.schemes
    await until(lambda: SCHEME in page.table.names())
    await by_hand(
        lambda: QTest.mouseClick(window.rail.buttons["ivr-kit"], Qt.MouseButton.LeftButton)
    )
    page.choose(SCHEME)
    await by_hand(lambda: QTest.keyClick(page.view, Qt.Key.Key_Return))
    await until(lambda: page.editors())
    (editor,) = page.editors()
    assert isinstance(editor, EditorWidget)
    return editor


async def draw(editor: EditorWidget) -> None:
    """A block is added by typing, another one taken out, all of them moved; one step undone."""
    view = editor.view

    async def key(key: Qt.Key, modifiers: Qt.KeyboardModifier = _PLAIN) -> None:
        await by_hand(lambda: QTest.keyClick(view, key, modifiers))

    view.setFocus()
    await by_hand(lambda: QTest.keyClicks(view, "w"))
    await by_hand(lambda: QTest.keyClicks(editor.quick_add.search, "ait"))
    await by_hand(lambda: QTest.keyClick(editor.quick_add.search, Qt.Key.Key_Return))
    ends = [n.id for n in editor.document.content.nodes.values() if n.type == "hang_up"]
    editor.selection.set(ends[:1])
    await key(Qt.Key.Key_Delete)
    await key(Qt.Key.Key_A, _CONTROL)
    for _ in range(3):
        await key(Qt.Key.Key_Right, _CONTROL)
    editor.bar.buttons["undo"].click()


def hang_at_the_next_writing() -> None:
    """Half of the file is on the disk, and then nothing happens any more."""

    class HalfDump:
        loads = staticmethod(json.loads)

        @staticmethod
        def dump(kept: Any, file: Any, **options: Any) -> None:
            text = json.dumps(kept, **options)
            file.write(text[: len(text) // 2])
            file.flush()
            Path(sys.argv[2]).with_suffix(".half").touch()
            while True:
                time.sleep(60)

    recovery.json = HalfDump  # type: ignore[attr-defined]


async def drawing(out: Path, *, hang: bool) -> None:
    editor = await opened(await sign_in())
    await draw(editor)
    # The autosave comes by itself; what it has to hold:
    drawn = dump_scheme(editor.keeper.scheme())
    folder = Path(editor.keeper._recovery._folder)
    await until(lambda: any(drawn in _document(file) for file in folder.rglob("*.json")))
    if hang:
        hang_at_the_next_writing()
        editor.document.undo_stack.undo()
        await until(out.with_suffix(".half").exists)
    tell(out, drawn)
    await asyncio.sleep(3600)


def tell(out: Path, text: str) -> None:
    """All of it is there as soon as the file is: we may be killed then."""
    part = out.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(out)


def _document(file: Path) -> str:
    return str(json.loads(file.read_text(encoding="utf-8"))["document"])


async def recovering(out: Path) -> None:
    window = await sign_in()
    editor = await opened(window)
    await until(lambda: editor.banners.shown("recovered"))
    banner = editor.banners.shown("recovered")
    assert banner is not None
    told = {
        "text": banner.label.text(),
        "buttons": [button.text() for button in banner.buttons],
        "before": dump_scheme(editor.keeper.scheme()),
        "damaged": editor.banners.shown("damaged") is not None,
    }
    await by_hand(lambda: QTest.mouseClick(banner.buttons[0], Qt.MouseButton.LeftButton))
    await until(lambda: editor.document.modified)
    told["after"] = dump_scheme(editor.keeper.scheme())
    editor.bar.buttons["save"].click()
    await until(lambda: not editor.document.modified)
    # The files of unsaved work go after that.
    await until(lambda: not list(Path(editor.keeper._recovery._folder).rglob("*.json")))
    tell(out, json.dumps(told, ensure_ascii=False))
    window.close()


def play(scenario: Callable[[], Any]) -> int:
    """The program as its command starts it, and the scenario beside it in its loop."""
    real = gui._main

    async def both(*arguments: Any) -> None:
        playing = asyncio.ensure_future(scenario())
        program = asyncio.ensure_future(real(*arguments))
        done, _ = await asyncio.wait({playing, program}, return_when=asyncio.FIRST_COMPLETED)
        if playing in done and playing.exception() is not None:
            program.cancel()
            playing.result()
        await program

    gui._main = both
    return run([])


if __name__ == "__main__":
    what, out = sys.argv[1], Path(sys.argv[2])
    if what == "recover":
        sys.exit(play(lambda: recovering(out)))
    sys.exit(play(lambda: drawing(out, hang=what == "draw-and-hang")))
