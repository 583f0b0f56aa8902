"""A block dragged out of the palette on a real screen (Xvfb): Qt's own drag and drop, which its
offscreen platform does not have. Run as ``python -m tests.helpers.palette_drag FOLDER SCHEME
TYPE``; the scheme is saved into the database in FOLDER.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidgetItemIterator, QWidget

from editor.editor_widget import EditorWidget
from editor.keeper import Saving
from editor.palette import NAME_ROLE
from rino_desktop.desktop import Desktop
from rino_desktop.main_window import MainWindow
from rino_desktop.ui.name_dialog import NameDialog
from tests.helpers.desktop_here import DesktopHere, by_hand, until

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
_STEPS = 8
_STEP_MS = 20


def dragged_on_a_screen(folder: Path, scheme: str, name: str, *installed: Path) -> None:
    """In a process and on a screen of its own. ``installed``: folders of plug-ins."""
    path = os.pathsep.join([str(Path(__file__).parents[2]), *map(str, installed)])
    done = subprocess.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24", sys.executable, "-m",
         "tests.helpers.palette_drag", str(folder), scheme, name],
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": path},
        capture_output=True, text=True, timeout=150, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


async def editor_of(here: DesktopHere, window: MainWindow, name: str) -> EditorWidget:
    """The scheme in an editor; a new one where there is none of that name."""
    page = window.schemes
    await until(lambda: page.table.rowCount() > 0)
    window.resize(1500, 950)
    window.rail.go("ivr-kit")
    if page.table.row_named(name) is not None:
        page.choose(name)
        page.buttons["open"].click()
    else:
        page.buttons["new"].click()
        dialog = here.shown(NameDialog)
        await by_hand(lambda: QTest.keyClicks(dialog.edit, name))
        await by_hand(lambda: QTest.keyClick(dialog.edit, Qt.Key.Key_Return))
    await until(lambda: page.editors())
    editor = page.editors()[0]
    assert isinstance(editor, EditorWidget)
    await until(editor.isVisible)
    return editor


def drag(editor: EditorWidget, name: str, onto: QPointF) -> None:
    """Press on the entry of the palette, move over the canvas, let go; ``onto``: of the scene."""
    tree, view = editor.palette_list.tree, editor.view
    walk = QTreeWidgetItemIterator(tree)
    while (item := walk.value()) is not None and item.data(0, NAME_ROLE) != name:
        walk += 1
    assert item is not None, "it is not in the palette"
    tree.scrollToItem(item)
    top = editor.window()
    window = top.windowHandle()

    def of_window(widget: QWidget, at: QPoint) -> QPoint:
        return widget.mapTo(top, at)

    start = of_window(tree.viewport(), tree.visualItemRect(item).center())
    end = of_window(view.viewport(), view.mapFromScene(onto))
    steps = [start + (end - start) * (n / _STEPS) for n in range(1, _STEPS + 1)]

    def go_on() -> None:
        if steps:
            QTimer.singleShot(_STEP_MS, go_on)  # runs inside the loop of the drag
            QTest.mouseMove(window, steps.pop(0))
        else:
            QTest.mouseRelease(window, LEFT, NONE, end)

    QTest.mouseMove(window, start)
    QTest.mousePress(window, LEFT, NONE, start)
    QTimer.singleShot(_STEP_MS, go_on)


def main(folder: Path, scheme: str, name: str) -> None:
    application: Any = QApplication([])
    here = DesktopHere(application, folder)

    async def scenario(window: MainWindow, _desktop: Desktop) -> None:
        editor = await editor_of(here, window, scheme)
        nodes = editor.document.content.nodes
        editor.view.fit()
        free = editor.scene.content_rect().center() + QPointF(0, 160)
        before = set(nodes)
        await by_hand(lambda: drag(editor, name, free))
        await until(lambda: set(nodes) - before)
        (key,) = set(nodes) - before
        assert nodes[key].type == name
        # By the middle of its title, give or take the grid and a pixel.
        title = editor.scene.block_rect(key).topLeft() + QPointF(100, 17)
        assert (title - free).manhattanLength() < 24
        editor.keeper.save()
        await until(lambda: editor.keeper.state is Saving.SAVED)

    here.play(scenario)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
