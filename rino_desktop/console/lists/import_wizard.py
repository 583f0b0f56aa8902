"""A list is imported in four steps: how it is read, its columns, a trial, the result."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.ports.segments import ImportTemplate
from engine.service.contact_import import ImportReport
from rino_desktop.console.lists.import_columns import ColumnsPage
from rino_desktop.console.lists.import_preview import PreviewPage
from rino_desktop.console.lists.import_trial import TrialPage
from rino_desktop.list_imports import Choices, Layout, Preview, Trial
from rino_desktop.ui import state
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

READ, COLUMNS, TRIAL, RESULT = range(4)


class ImportWizard(Translated, Dialog):
    """``campaign``: into which. It asks for each step by a signal, and stays usable meanwhile."""

    #: Another encoding, delimiter or sheet: Choices.
    preview_wanted = Signal(object)
    columns_wanted = Signal(object)
    #: (meanings of the columns) of a trial, and of the import.
    trial_wanted = Signal(object)
    import_wanted = Signal(object)
    cancel_wanted = Signal()
    errors_wanted = Signal()
    #: (name, meanings)
    template_wanted = Signal(str, object)
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None, campaign: str, file: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.campaign, self.file = campaign, file
        self._busy = False
        self._undone = False
        self.step_label, self.trouble, self.outcome = QLabel(), QLabel(), QLabel()
        self.read, self.columns, self.trial = PreviewPage(), ColumnsPage(), TrialPage()
        self.undo_button = QPushButton()
        self.pages = QStackedWidget()
        for page in (self.read, self.columns, self.trial, self._result_page()):
            self.pages.addWidget(page)
        self.bar, self.progress = QProgressBar(), QLabel()
        self.back, self.cancel, self.next = QPushButton(), QPushButton(), QPushButton()
        self._lay_out()
        self.read.chosen.connect(self.preview_wanted)
        self.columns.changed.connect(self._allow)
        self.columns.template_wanted.connect(
            lambda name: self.template_wanted.emit(name, self.columns.meanings())
        )
        self.trial.errors_wanted.connect(self.errors_wanted)
        self.back.clicked.connect(self._go_back)
        self.next.clicked.connect(self._go_on)
        self.cancel.clicked.connect(self._cancel)
        self.undo_button.clicked.connect(self.undo_wanted)
        self.retranslate()
        self.begin("")
        state.keep(self, "lists/import")

    def retranslate(self) -> None:
        title = self.tr("Import {file} into “{campaign}”")
        self.setWindowTitle(title.format(file=self.file, campaign=self.campaign))
        self.back.setText(self.tr("Back"))
        self.undo_button.setText(self.tr("Undo the whole import"))
        self.bar.setAccessibleName(self.tr("Progress"))
        self._say_step()

    # --- shown ------------------------------------------------------------------------------------

    def begin(self, text: str, done: int = 0, total: int = 0) -> None:
        """Something takes its time; ``total`` 0: nobody knows how much there is."""
        self._busy = True
        self.bar.setRange(0, total)
        self.bar.setValue(min(done, total) if total else 0)
        self.progress.setText(text)
        self.bar.show()
        self.progress.show()
        self._say_step()

    def show_trouble(self, text: str) -> None:
        """It is over; why it was in vain, "" when it was not."""
        self._busy = False
        self.bar.hide()
        self.progress.hide()
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))
        self._say_step()

    def show_previews(self, previews: Sequence[Preview]) -> None:
        self.read.show_previews(previews)
        self.show_trouble("")
        self.next.setFocus()

    def show_preview(self, preview: Preview) -> None:
        self.read.show_preview(preview)
        self.show_trouble("")

    def show_columns(self, layout: Layout, templates: Sequence[ImportTemplate]) -> None:
        self.columns.show_layout(layout, templates)
        self._show(COLUMNS)

    def show_trial(self, trial: Trial) -> None:
        self.trial.show_trial(trial)
        self._show(TRIAL)

    def show_result(self, report: ImportReport, words: str) -> None:
        self.outcome.setText(words)
        self.undo_button.setEnabled(bool(report.contacts or report.updated))
        self._show(RESULT)

    def show_undone(self, words: str) -> None:
        self._undone = True
        self.outcome.setText(words)
        self.undo_button.setEnabled(False)
        self.show_trouble("")

    def choices(self) -> Choices:
        """How it is read, and where those are whose row names no place."""
        return replace(self.read.choices(), home=self.columns.home.text())

    # --- inside -----------------------------------------------------------------------------------

    def _show(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self.show_trouble("")
        first = (self.next, self.columns.first_field(), self.next, self.next)[page]
        first.setFocus()

    def _go_on(self) -> None:
        match self.pages.currentIndex():
            case 0:
                self.columns_wanted.emit(self.choices())
            case 1:
                self.trial_wanted.emit(self.columns.meanings())
            case 2:
                self.import_wanted.emit(self.columns.meanings())
            case _:
                self.close()

    def _go_back(self) -> None:
        self._show(max(READ, self.pages.currentIndex() - 1))

    def _cancel(self) -> None:
        if self._busy and self.pages.currentIndex() != READ:
            self.cancel_wanted.emit()
        else:
            self.close()

    def _say_step(self) -> None:
        page = self.pages.currentIndex()
        steps = (
            self.tr("1 of 4. Does it read well? Choose the encoding in which it does."),
            self.tr("2 of 4. What do the columns hold?"),
            self.tr("3 of 4. What the import would do"),
            self.tr("4 of 4. The import was undone") if self._undone
            else self.tr("4 of 4. Imported"),
        )  # fmt: skip
        self.step_label.setText(steps[page])
        actions = (self.tr("Next"), self.tr("Try it"), self.tr("Import"), self.tr("Close"))
        self.next.setText(actions[page])
        self.cancel.setText(self.tr("Cancel"))
        self.cancel.setVisible(page != RESULT or self._busy)
        self.back.setVisible(page in (COLUMNS, TRIAL))
        self._allow()

    def _allow(self) -> None:
        page = self.pages.currentIndex()
        ready = (
            self.read.is_readable(), self.columns.is_complete(), self.trial.ready() > 0, True,
        )[page]  # fmt: skip
        self.next.setEnabled(ready and not self._busy)
        self.back.setEnabled(not self._busy)
        self.pages.setEnabled(not self._busy or page == READ)

    def reject(self) -> None:
        """Esc and the closing button: what goes on is broken off."""
        self.cancel_wanted.emit()
        super().reject()

    def _result_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.addWidget(self.outcome)
        row = QHBoxLayout()
        row.addWidget(self.undo_button)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)
        return page

    def _lay_out(self) -> None:
        for label in (self.step_label, self.trouble, self.outcome):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        dress(self.step_label, "title")
        dress(self.trouble, "bad")
        dress(self.next, "primary")
        self.trouble.hide()
        self.bar.setTextVisible(False)
        for button in (self.back, self.cancel, self.undo_button):
            button.setAutoDefault(False)
        self.next.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.progress)
        row.addWidget(self.bar, 1)
        row.addStretch(1)
        for button in (self.back, self.cancel, self.next):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(self.step_label)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.trouble)
        layout.addLayout(row)
        self.resize(900, 560)
