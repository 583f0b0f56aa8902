"""What the dialogues of a scheme do not test, painted on its canvas."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from engine.scheme.dialogue_model import Dialogue, Expected
from tools.screenshots import screen
from tools.screenshots.editor import opened, until


@screen("editor-not-tested")
async def not_tested() -> QWidget:
    shown = await opened()
    editor = shown.editor
    scheme = editor.document.scheme()
    failing = Dialogue("Обещание", (), Expected(results={"promise": "1"}))
    editor.document.replace(replace(scheme, tests=(*scheme.tests[:1], failing)))
    tests = editor.panels.tests
    tests.run()
    await until(lambda: tests.runs.last is not None and not tests.runs.running)
    editor.panels.right.setCurrentWidget(tests)
    tests.paint.setChecked(True)
    editor.view.fit()
    return shown.window
