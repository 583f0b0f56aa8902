"""The dialogues kept with a scheme: which are as they should be, what is wrong with the others,
which links none of them takes."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.content import Changes
from editor.dialogue_form import DialogueForm
from editor.document import Changed, SchemeDocument
from editor.edits import dialogues
from editor.moments import clock
from editor.scheme_test_run import TestsRun
from editor.test_runs import TestRuns
from editor.testcall.words import error_text, language
from engine.scheme.dialogues import DialogueResult
from engine.scheme.library import Library
from engine.scheme.model import Dialogue
from rino_desktop.ui import icons, theme
from rino_desktop.ui.empty_state import EmptyState
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.lines import ToldLine
from rino_desktop.ui.theme import dress

_BUTTONS = {"run": "play", "new": "add", "duplicate": "copy", "delete": "delete", "open": "call"}


class SchemeTestsPanel(Translated, QWidget):
    """Run whenever the scheme has been saved, and when it is asked for; in a thread."""

    #: Go through this dialogue in the test call.
    dialogue_wanted = Signal(object)
    #: TestsRun: of the scheme as it was when it was begun.
    ran = Signal(object)
    #: Coverage, or None where it is not to be painted.
    coverage_changed = Signal(object)

    def __init__(
        self,
        document: SchemeDocument,
        library: Library | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self.runs = TestRuns(document, library, self)
        self.buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout()
        row.setSpacing(4)
        for name, icon in _BUTTONS.items():
            button = QToolButton()
            button.setIconSize(QSize(18, 18))
            icons.set_on(button, icon)
            button.clicked.connect(lambda _checked=False, name=name: self._do(name))
            self.buttons[name] = button
            row.addWidget(button)
        row.addStretch(1)
        self.paint = QCheckBox()
        self.paint.toggled.connect(self._on_paint)
        row.addWidget(self.paint)
        self.summary, self.fault, self.why = QLabel(), ToldLine(), QLabel()
        for label in (self.summary, self.why):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        dress(self.summary, "secondary")
        dress(self.why, "bad")
        self.why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setColumnCount(2)
        self.list.setWordWrap(True)
        header = self.list.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 190)
        self.list.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.list.itemActivated.connect(lambda *_: self._do("open"))
        self.form = DialogueForm()
        self.form.edited.connect(self._on_edited)
        self.empty = EmptyState("tests")
        self.empty.wanted.connect(lambda: self._do("new"))
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 8, 0, 0)
        below.setSpacing(8)
        below.addWidget(self.why)
        below.addWidget(self.form, 1)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(lower)
        self.splitter.setSizes([260, 380])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(12)
        layout.addLayout(row)
        for widget in (self.summary, self.fault, self.splitter, self.empty):
            layout.addWidget(widget, 1 if widget in (self.splitter, self.empty) else 0)
        document.changed.connect(self._on_changed)
        document.replaced.connect(self._on_replaced)
        self.runs.changed.connect(self._show_summary)
        self.runs.ran.connect(self._on_ran)
        self.runs.failed.connect(self._on_failed)
        theme.changes.changed.connect(self._fill)
        self.retranslate()

    # --- running --------------------------------------------------------------------------------

    @property
    def last_run(self) -> TestsRun | None:
        return self.runs.last

    def run(self) -> None:
        """All dialogues, on the scheme as it is now."""
        self.runs.run()

    def _on_ran(self, run: TestsRun) -> None:
        self._fill()
        self._show_failure(run)
        self.ran.emit(run)
        self._tell_coverage()

    def _show_failure(self, run: TestsRun) -> None:
        """The first that is not as expected is brought into sight, unless one is chosen already."""
        verdicts = [run.of(test) for test in self.tests]
        failed = [row for row, result in enumerate(verdicts) if result and not result.ok]
        if failed and self.chosen not in failed:
            self._choose_row(failed[0])
        item = self.list.currentItem()
        if item is not None:
            self.list.scrollToItem(item)

    def _on_failed(self, error: BaseException) -> None:
        self._fill()
        self._say(error_text(error))
        self._tell_coverage()

    def _on_changed(self, changed: Changed) -> None:
        if "tests" in changed.header:
            self._fill()

    def _on_replaced(self) -> None:
        self.runs.forget()
        self._tell_coverage()
        self._fill()
        self.run()

    def _on_paint(self, on: bool) -> None:
        if on and (self.runs.last is None or self.runs.stale):
            self.run()
        self._tell_coverage()

    def _tell_coverage(self) -> None:
        run = self.runs.last
        self.coverage_changed.emit(run.coverage if run and self.paint.isChecked() else None)

    # --- editing --------------------------------------------------------------------------------

    @property
    def tests(self) -> tuple[Dialogue, ...]:
        found: tuple[Dialogue, ...] = self._document.content.header["tests"]
        return found

    @property
    def chosen(self) -> int:
        """Its place among the scheme's tests, -1 for none."""
        item = self.list.currentItem()
        return self.list.indexOfTopLevelItem(item) if item is not None else -1

    def choose(self, name: str) -> None:
        for row, test in enumerate(self.tests):
            if test.name == name:
                self._choose_row(row)

    def _choose_row(self, row: int) -> None:
        item = self.list.topLevelItem(row)
        if item is not None:
            self.list.setCurrentItem(item)

    def _do(self, what: str) -> None:
        content, place = self._document.content, self.chosen
        if what == "run":
            self.run()
        elif what == "new":
            name = dialogues.free_test_name(content, self.tr("New dialogue"))
            self._edit(self.tr("Add a dialogue"), dialogues.add(content, Dialogue(name)))
            self.choose(name)
            self.form.name.setFocus()
            self.form.name.selectAll()
        elif place < 0:
            return
        elif what == "open":
            self.dialogue_wanted.emit(self.tests[place])
        elif what == "duplicate":
            self._edit(self.tr("Duplicate a dialogue"), dialogues.duplicate(content, place))
            self._choose_row(place + 1)
        elif what == "delete":
            self._edit(self.tr("Delete a dialogue"), dialogues.remove(content, place))

    def _edit(self, text: str, changes: Changes) -> None:
        self._document.do(text, changes)

    def _on_edited(self, dialogue: Dialogue, field: str) -> None:
        place = self.chosen
        if place >= 0:
            # Typing in one field is one edit.
            changes = dialogues.put(self._document.content, place, dialogue)
            self._document.do(self.tr("Edit a dialogue"), changes, merge=f"test {place} {field}")

    # --- showing --------------------------------------------------------------------------------

    def retranslate(self) -> None:
        texts = {
            "run": self.tr("Run all"), "new": self.tr("New dialogue"),
            "duplicate": self.tr("Duplicate"), "delete": self.tr("Delete"),
            "open": self.tr("Go through it in the test call"),
        }  # fmt: skip
        for name, text in texts.items():
            self.buttons[name].setAccessibleName(text)
            self.buttons[name].setToolTip(text)
        self.paint.setText(self.tr("Show what is not tested"))
        self.list.setHeaderLabels([self.tr("Dialogue"), self.tr("Result")])
        self.list.setAccessibleName(self.tr("Dialogues of the scheme"))
        self.empty.show_text(
            self.tr("No dialogues yet"),
            self.tr("A dialogue says what a subscriber does and what must come of it. Keep a test "
                    "call as one, or write it here."),
            self.tr("New dialogue"),
        )  # fmt: skip
        self._fill()

    def _fill(self) -> None:
        place, top = self.chosen, self.list.verticalScrollBar().value()
        tests = self.tests
        self.list.blockSignals(True)
        self.list.clear()
        for test in tests:
            self.list.addTopLevelItem(self._item(test))
        if tests:
            self._choose_row(max(0, min(place, len(tests) - 1)))
        self.list.blockSignals(False)
        self.list.verticalScrollBar().setValue(top)
        self.splitter.setVisible(bool(tests))
        self.empty.setVisible(not tests)
        self._show_chosen()
        self._show_summary()
        error = self.runs.last.error if self.runs.last is not None else None
        self._say(error_text(error) if error is not None else "")

    def _item(self, test: Dialogue) -> QTreeWidgetItem:
        result = self.runs.last.of(test) if self.runs.last is not None else None
        text, icon, colour = self._verdict(result)
        item = QTreeWidgetItem([test.name, text])
        item.setIcon(0, icons.icon(icon, colour))
        item.setForeground(1, QColor(getattr(theme.current(), colour)))
        item.setToolTip(0, test.name)
        item.setToolTip(1, text)
        return item

    def _verdict(self, result: DialogueResult | None) -> tuple[str, str, str]:
        """Words, icon, colour."""
        if result is None:
            return self.tr("not run"), "circle-dashed", "secondary"
        if result.ok:
            return self.tr("as expected"), "check-circle", "good"
        return result.words(language()), "x-circle", "bad"

    def _show_chosen(self) -> None:
        place = self.chosen
        for name in ("duplicate", "delete", "open"):
            self.buttons[name].setEnabled(place >= 0)
        tests = self.tests
        chosen = tests[place] if 0 <= place < len(tests) else None
        self.form.show_dialogue(chosen)
        result = (
            self.runs.last.of(chosen) if self.runs.last is not None and chosen is not None else None
        )
        self.why.setText(result.words(language()) if result is not None else "")
        self.why.setVisible(bool(self.why.text()))

    def _show_summary(self) -> None:
        run = self.runs.last
        if self.runs.running:
            self.summary.setText(self.tr("Running…"))
        elif run is None or run.error is not None:
            self.summary.setText("")
        else:
            parts = [self.tr("{good} of {all} as expected").format(
                good=len(run.results) - run.failed, all=len(run.results))]  # fmt: skip
            if run.coverage is not None:
                parts.append(self.tr("links taken: {taken} of {all}").format(
                    taken=run.coverage.links_taken, all=run.coverage.links))  # fmt: skip
            parts.append(self.state_text(run))
            if self.runs.stale:
                parts.append(self.tr("the scheme has changed since"))
            self.summary.setText(" · ".join(parts))
        self.summary.setVisible(bool(self.summary.text()))

    def state_text(self, run: TestsRun) -> str:
        """Of which state of the scheme a run speaks."""
        state = run.state
        if state is None:
            return ""
        if not state.saved:
            return self.tr("as in the window at {time}").format(time=clock(state.at))
        if state.version is not None:
            return self.tr("version {number}").format(number=state.version)
        return self.tr("as saved at {time}").format(time=clock(state.at))

    def _say(self, text: str) -> None:
        self.fault.say(text)
