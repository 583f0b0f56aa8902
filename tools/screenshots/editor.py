"""The scheme editor as a whole, on a sample scheme, without a database."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication, QWidget

from editor.desk import SchemeDesk
from editor.editor_widget import EditorWidget
from engine.scheme.codec import load_scheme
from engine.scheme.dialogue_model import Dialogue, Expected
from engine.scheme.node_types import default_node_types
from rino_desktop.texts import language
from tools.screenshots import screen

_SCHEME = Path(__file__).parents[2] / "resources/schemes/debtor-reminder.scheme.json"


class _NoDesk:
    """Nothing is loaded or saved for a picture."""

    user, computer = "Котова", "pc-1"


def _editor() -> EditorWidget:
    folder = Path(tempfile.gettempdir())
    made = EditorWidget(cast(SchemeDesk, _NoDesk()), default_node_types(), folder, language())
    scheme = load_scheme(_SCHEME.read_text(encoding="utf-8"))
    failing = Dialogue("Обещание", (), Expected(results={"promise": "1"}))
    made.document.replace(replace(scheme, tests=(*scheme.tests[:1], failing)))
    made.resize(1366, 820)
    made.show()
    runs = made.panels.tests.runs
    while runs.last is None or runs.running:
        QApplication.processEvents()
    made.view.fit()
    return made


@screen("editor")
def editor() -> QWidget:
    return _editor()


@screen("editor-not-tested")
def not_tested() -> QWidget:
    made = _editor()
    made.panels.right.setCurrentWidget(made.panels.tests)
    made.panels.tests.paint.setChecked(True)
    made.view.fit()
    made.view.set_zoom(max(made.view.zoom, 0.5))
    return made
