"""A scheme and one that it calls, open side by side in the desktop."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from editor import called_library
from editor.content import Change, Kind
from editor.editor_widget import EditorWidget
from engine.scheme.codec import dump_scheme
from engine.scheme.model import Variable
from rino_desktop.desktop import Desktop
from rino_desktop.main_window import MainWindow
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.program import Program
from tests.unit.editor.test_called_library import caller, part


def codes(editor: EditorWidget) -> list[str]:
    return [problem.code for problem in editor.panels.problems.model.problems]


def test_what_is_published_in_one_tab_is_noticed_in_the_other(
    program: Program, here: DesktopHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It is told, and not found when it is looked at now and then.
    monkeypatch.setattr(called_library, "EDITOR_REFRESH_S", 600.0)
    for scheme in (replace(part("debt"), name="part"), caller(parameters={"debt": "1"})):
        file = program.folder / f"{'main' if scheme.name == 'notice' else 'part'}.scheme.json"
        file.write_text(dump_scheme(scheme), encoding="utf-8")
        program.ok("scheme", "import", file)

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        page = window.schemes
        await until(lambda: page.table.rowCount() > 0)
        for count, name in enumerate(("main", "part"), start=1):
            page.scheme_wanted.emit(name)
            await until(lambda count=count: len(page.editors()) == count)  # type: ignore[misc]
        editors = {e.name: e for e in page.editors() if isinstance(e, EditorWidget)}
        main, called = editors["main"], editors["part"]
        await until(lambda: main.panels.library("part"))
        assert codes(main) == []
        variables = called.document.content.header["variables"]
        change = Change(Kind.HEADER, "variables", variables, (Variable("debts"),))
        called.document.do("rename", [change])
        await by_hand(
            lambda: QTest.mouseClick(called.bar.buttons["publish"], Qt.MouseButton.LeftButton)
        )
        await until(lambda: called.publishing.dialog)
        dialog = called.publishing.dialog
        assert dialog is not None
        told = [label.text() for label in dialog.findChildren(QLabel)]
        assert any("main calls it and does not fit it any more" in line for line in told)
        dialog.accept()
        await until(lambda: codes(main), within_s=60)
        assert codes(main) == ["unknown_called_variable"]
        assert main.panels.bottom.tabText(0) == "1 error"

    here.play(scenario)
    assert "“debt”" in program.run("scheme", "check", "main").out
