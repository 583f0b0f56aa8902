"""What the dialogues have come to, told where their panel is not open: on its tab, and after
saving in a line of the window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QTabWidget

from editor.scheme_test_run import TestsRun
from editor.scheme_tests_panel import SchemeTestsPanel
from engine.scheme.model import Scheme
from rino_desktop.ui import icons, theme

if TYPE_CHECKING:
    from editor.editor_widget import EditorWidget


class DialogueBadge(QObject):
    """``tabs``: among whose tabs the panel is. Has everything run that has been saved."""

    def __init__(self, editor: "EditorWidget", tabs: QTabWidget, panel: SchemeTestsPanel) -> None:
        super().__init__(tabs)
        self._editor = editor
        self._tabs = tabs
        self._panel = panel
        editor.keeper.saved.connect(self._on_saved)
        editor.document.changed.connect(
            lambda told: self.show() if "tests" in told.header else None
        )  # fmt: skip
        panel.runs.changed.connect(self.show)
        panel.ran.connect(self._on_ran)
        theme.changes.changed.connect(self.show)

    def show(self) -> None:
        run, tabs = self._panel.runs.last, self._tabs
        place = tabs.indexOf(self._panel)
        title, why = self.tr("Dialogues"), ""
        if run is not None and run.error is not None and self._panel.tests:
            why = self.tr("The dialogues cannot be run")
        elif failing := self.failing():
            title = self.tr("Dialogues ({number})").format(number=len(failing))
            why = "\n".join([self.tr("Not as expected:"), *failing])
        tabs.setTabText(place, title)
        tabs.setTabToolTip(place, why)
        tabs.setTabIcon(place, icons.icon("x-circle", "bad") if why else QIcon())

    def failing(self) -> list[str]:
        """Names of the dialogues that are not as expected."""
        run = self._panel.runs.last
        verdicts = [(test.name, run.of(test)) for test in self._panel.tests] if run else []
        return [name for name, result in verdicts if result is not None and not result.ok]

    def _on_saved(self, scheme: Scheme) -> None:
        if scheme.tests or self._panel.paint.isChecked():
            standing = self._editor.keeper.standing
            self._panel.runs.run_saved(scheme, standing.saved_at, standing.version)

    def _on_ran(self, run: TestsRun) -> None:
        if run.state is None or not run.state.saved or not run.scheme.tests:
            return
        if run.error is not None:
            self._editor.said.emit(self.tr("Saved; the dialogues cannot be run."))
        elif run.failed:
            self._editor.said.emit(
                self.tr("Saved; %n dialogue(s) not as expected", "", run.failed)
            )  # fmt: skip
