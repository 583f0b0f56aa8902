"""Fields of a form dragged in the designer's tree on a real screen (Xvfb): Qt's own drag and drop,
which its offscreen platform does not have. Run as ``python -m tests.helpers.form_drag``; prints the
ids of the fields of each page."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rino_desktop.console.forms.designer import FormDesigner
from tests.unit.engine.forms.making import small

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
_STEPS = 8
_STEP_MS = 20


def dragged_on_a_screen() -> str:
    """In a process and on a screen of its own."""
    done = subprocess.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1400x900x24", sys.executable, "-m",
         "tests.helpers.form_drag"],
        env={**os.environ, "QT_QPA_PLATFORM": "xcb",
             "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def drag(designer: FormDesigner, source: str, target: str, part: float) -> None:
    """``part``: how far down in the target's row it is let go."""
    tree = designer.tree
    top = designer.window()
    window = top.windowHandle()

    def place(field: str, down: float) -> QPoint:
        tree.choose("field", field)
        rect = tree.visualItemRect(tree.currentItem())
        at = QPoint(rect.left() + 30, rect.top() + round(rect.height() * down))
        return tree.viewport().mapTo(top, at)

    end, start = place(target, part), place(source, 0.5)
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


def main() -> int:
    application = QApplication([])
    designer = FormDesigner("опрос", small())
    designer.resize(1300, 800)
    designer.show()

    def finish() -> None:
        pages = designer.document.form.pages
        sys.stdout.write("|".join(" ".join(field.id for field in page.fields) for page in pages))
        application.quit()

    QTimer.singleShot(500, lambda: drag(designer, "mark", "when", 0.2))
    QTimer.singleShot(2000, lambda: drag(designer, "talks", "mark", 0.9))
    QTimer.singleShot(3500, finish)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
