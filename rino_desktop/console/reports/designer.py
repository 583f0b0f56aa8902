"""The designer of a client's own form: its files as texts, its page beside them."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from engine.errors import KnownError
from engine.reports.forms import read_form
from engine.reports.forms.measures import NAMES
from engine.reports.forms.model import FORM_FILE
from rino_desktop.console.reports.measure_words import measure_words
from rino_desktop.console.reports.parameters_dialog import ParametersDialog
from rino_desktop.console.reports.report_pane import FormPage
from rino_desktop.form_shelf import Looked
from rino_desktop.report_form_draft import TEMPLATE, snippet
from rino_desktop.report_form_parameters import Parameter, parameters_of, with_parameters
from rino_desktop.texts import language
from rino_desktop.texts.errors import said
from rino_desktop.ui import state
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.lines import ToldLine
from rino_desktop.ui.theme import dress

#: The page is made anew when nothing was typed for so long.
_PAUSE_MS = 700


class ReportDesigner(Translated, Dialog):
    """``look_wanted``: the page is to be made of ``files`` for ``campaign``."""

    look_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None, files: Mapping[str, str],
                 campaigns: tuple[str, ...], before: str = "") -> None:  # fmt: skip
        """``before``: the name of the form that is changed."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        state.begin_with(self, 1180, 700)
        self.before = before
        self.tabs, self.editors = QTabWidget(), dict[str, QPlainTextEdit]()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look_wanted)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        for name, text in sorted(files.items(), key=lambda pair: pair[0] != TEMPLATE):
            editor = self.editors[name] = QPlainTextEdit(text)
            editor.setTabChangesFocus(True)
            editor.setFont(fixed)
            editor.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
            editor.setAccessibleName(name)
            editor.textChanged.connect(self._pause.start)
            self.tabs.addTab(editor, name)
        self.campaign = CalmCombo()
        self.campaign.addItems(campaigns)
        self.campaign.currentIndexChanged.connect(lambda _: self.look_wanted.emit())
        self.campaign_label, self.faults = QLabel(), ToldLine(typed_in=self)
        dress(self.campaign_label, "secondary")
        self.page = FormPage("", (), language())
        self.insert, self.save, self.close_button = QPushButton(), QPushButton(), QPushButton()
        self.parameters = QPushButton()
        self.insert_menu = QMenu(self)
        self.insert.setMenu(self.insert_menu)
        dress(self.save, "primary")
        for button in (self.insert, self.parameters, self.save, self.close_button):
            button.setAutoDefault(False)
        self.parameters.clicked.connect(self.ask_parameters)
        self.save.clicked.connect(self.save_wanted)
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        state.keep(self, "reports/designer")
        self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Form of a client"))
        self.campaign_label.setText(self.tr("Shown with the numbers of"))
        self.campaign.setAccessibleName(self.campaign_label.text())
        self.page.setAccessibleName(self.tr("The page"))
        self.insert.setText(self.tr("Insert a measure"))
        self.parameters.setText(self.tr("Parameters…"))
        self.save.setText(self.tr("Save"))
        self.close_button.setText(self.tr("Close"))
        self.insert_menu.clear()
        for name, word in measure_words().items():
            if name in NAMES:
                action = self.insert_menu.addAction(word)
                action.triggered.connect(lambda _=False, name=name: self._insert(name))

    def files(self) -> dict[str, str]:
        return {name: editor.toPlainText() for name, editor in self.editors.items()}

    def show_looked(self, looked: Looked) -> None:
        """While something is wrong, the page stays as it was."""
        self.faults.say("\n".join(looked.faults))
        if looked.page is not None:
            self.page.show_page(looked.page.html, looked.page.charts, language())

    def say(self, text: str) -> None:
        self.faults.say(text)

    def ask_parameters(self) -> None:
        """In a form; what comes of it stands in the file, and can be undone there."""
        editor = self.editors[FORM_FILE]
        try:
            present = parameters_of(editor.toPlainText())
        except KnownError as error:
            self.say(said(error))
            return
        dialog = ParametersDialog(self, present)

        def take(parameters: tuple[Parameter, ...]) -> None:
            files = self.files()
            try:
                files[FORM_FILE] = with_parameters(files[FORM_FILE], parameters)
                read_form(files, FORM_FILE)
            except KnownError as error:
                dialog.refuse(said(error))
                return
            dialog.accept()
            cursor = editor.textCursor()
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(files[FORM_FILE])
            self.tabs.setCurrentWidget(editor)

        dialog.wanted.connect(take)
        dialog.open()

    def _insert(self, measure: str) -> None:
        """Where the cursor is in a template."""
        editor = self.tabs.currentWidget()
        if editor is self.editors.get(FORM_FILE):
            editor = next(e for name, e in self.editors.items() if name != FORM_FILE)
            self.tabs.setCurrentWidget(editor)
        if isinstance(editor, QPlainTextEdit):
            editor.insertPlainText(snippet(measure, measure_words()))
            editor.setFocus()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.insert)
        top.addWidget(self.parameters)
        top.addStretch(1)
        top.addWidget(self.campaign_label)
        top.addWidget(self.campaign)
        body = QSplitter(Qt.Orientation.Horizontal)
        body.setChildrenCollapsible(False)
        body.addWidget(self.tabs)
        body.addWidget(self.page)
        body.setSizes([560, 560])
        below = QHBoxLayout()
        below.addWidget(self.faults, 1)
        below.addStretch(0)
        below.addWidget(self.close_button)
        below.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(body, 1)
        layout.addLayout(below)
