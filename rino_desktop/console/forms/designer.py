"""The form designer: pages and fields at the left, what the chosen one is in the middle, the form
as the operator sees it at the right."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.forms import edits
from engine.forms.fixes import mend
from engine.forms.model import FieldType, Form
from engine.forms.problems import Fix, Problem
from engine.forms.validate import validate
from rino_desktop.console.forms.document import FormDocument
from rino_desktop.console.forms.preview import FormPreview
from rino_desktop.console.forms.problems import ProblemsPanel
from rino_desktop.console.forms.properties import Properties
from rino_desktop.console.forms.tree import FormTree
from rino_desktop.console.forms.words import ICONS, type_word
from rino_desktop.ui import icons, state
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

#: A moment after the last change it is saved; milliseconds.
_PAUSE_MS = 800


class FormDesigner(Translated, QWidget):
    """Knows no database: ``save_wanted`` and ``publish_wanted`` go to its owner, who says what has
    come of it. ``name``: of the form in the list."""

    save_wanted = Signal()
    publish_wanted = Signal()

    def __init__(self, name: str, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.document = FormDocument(form, self)
        self.tree, self.properties = FormTree(), Properties()
        self.problems, self.preview = ProblemsPanel(), FormPreview()
        self.title, self.note = QLabel(name), QLabel()
        dress(self.title, "title")
        dress(self.note, "secondary")
        self.form_button = QToolButton()
        self.form_button.setCheckable(True)
        self.undo, self.redo = QAction(self), QAction(self)
        self.add_page, self.add_field, self.publish = (QPushButton() for _ in range(3))
        self.field_menu = QMenu(self)
        self.field_actions: dict[FieldType, QAction] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.save_wanted)
        self._make_bar()
        self._lay_out()
        self._connect()
        self.retranslate()
        self._show_all()
        if form.pages:
            self.tree.choose("page", form.pages[0].id)
        self.tree.setFocus()

    def retranslate(self) -> None:
        self.undo.setText(self.tr("Undo"))
        self.redo.setText(self.tr("Redo"))
        self.form_button.setText(self.tr("Form"))
        self.form_button.setToolTip(self.tr("Title, languages and currency of the form"))
        self.add_page.setText(self.tr("Page"))
        self.add_page.setToolTip(self.tr("Add a page below the chosen one"))
        self.add_field.setText(self.tr("Question"))
        self.add_field.setToolTip(self.tr("Add a question below the chosen one (Insert)"))
        self.publish.setText(self.tr("Publish"))
        for kind, action in self.field_actions.items():
            action.setText(type_word(kind))
        self._show_all()

    def say(self, note: str) -> None:
        """What has become of the draft."""
        self.note.setText(note)
        self.note.setToolTip(note)

    @property
    def waiting(self) -> bool:
        """Something is about to be saved."""
        return self._timer.isActive()

    def hold(self) -> None:
        """Nothing is saved by itself before the next change."""
        self._timer.stop()

    # --- changes ----------------------------------------------------------------------------------

    def new_field(self, kind: FieldType) -> None:
        """Below the chosen field, or at the end of the chosen page."""
        form = self.document.form
        if not form.pages:
            form, _ = edits.add_page(form)
        field = edits.with_type(edits.new_field(form, kind), kind)
        page, place = self._place_of_new(form)
        self.document.change(edits.add_field(form, page, field, place))
        self.tree.choose("field", field.id)
        self.properties.focus_on("title." + (form.languages[0] if form.languages else "ru"))

    def new_page(self) -> None:
        form = self.document.form
        page, _ = self._place_of_new(form) if form.pages else ("", 0)
        changed, new = edits.add_page(form, page)
        self.document.change(changed)
        self.tree.choose("page", new)

    def _place_of_new(self, form: Form) -> tuple[str, int]:
        kind, each = self.tree.current()
        for page in form.pages:
            ids = [field.id for field in page.fields]
            if kind == "field" and each in ids:
                return page.id, ids.index(each) + 1
        page = form.page(each) or form.pages[-1]
        return page.id, len(page.fields)

    def _delete(self) -> None:
        kind, each = self.tree.current()
        if kind == "field":
            self.document.change(edits.remove_field(self.document.form, each))
        elif kind == "page":
            self.document.change(edits.remove_page(self.document.form, each))

    def _copy(self) -> None:
        kind, each = self.tree.current()
        if kind == "field":
            form, copy = edits.duplicate_field(self.document.form, each)
            self.document.change(form)
            self.tree.choose("field", copy)

    def _rename(self, old: str, new: str) -> None:
        taken = any(field.id == new for field in self.document.form.fields)
        name = edits.free_id(self.document.form, new) if taken else new
        chosen = self.tree.current()
        self.document.change(edits.rename_field(self.document.form, old, name))
        if chosen == ("field", old):
            self.tree.choose("field", name)

    def _mend(self, fix: Fix) -> None:
        self.document.change(mend(self.document.form, fix))

    # --- what is shown ----------------------------------------------------------------------------

    def _on_changed(self) -> None:
        self._show_all()
        self.say(self.tr("Not saved yet"))
        self._timer.start()

    def _show_all(self) -> None:
        form = self.document.form
        problems = validate(form)
        self.tree.show_form(form)
        self.tree.show_problems(problems)
        self.problems.show_problems(problems)
        self._show_chosen(*self.tree.current())
        self.preview.show_form(form)
        self.undo.setEnabled(self.document.can_undo)
        self.redo.setEnabled(self.document.can_redo)
        errors = any(problem.is_error for problem in problems)
        self.publish.setEnabled(not errors)
        self.publish.setToolTip(self.tr("Mend the errors first") if errors else "")

    def _show_chosen(self, kind: str, each: str) -> None:
        whole = self.form_button.isChecked()
        self.properties.show_of(self.document.form, "" if whole else kind, "" if whole else each)

    def _on_chosen(self, kind: str, each: str) -> None:
        self.form_button.setChecked(False)
        self._show_chosen(kind, each)
        page = next(
            (p.id for p in self.document.form.pages
             if p.id == each or any(f.id == each for f in p.fields)), "",
        )  # fmt: skip
        self.preview.show_page(page)

    def _on_problem(self, problem: Problem) -> None:
        kind, each = ("field", problem.field) if problem.field else ("page", problem.page)
        if each:
            self.tree.choose(kind, each)
        else:
            self.form_button.setChecked(True)
            self._show_chosen("", "")
        self.properties.focus_on(problem.place)

    # --- what it is made of -----------------------------------------------------------------------

    def _make_bar(self) -> None:
        for name, action in (("undo", self.undo), ("redo", self.redo)):
            icons.set_on(action, name)
            standard = {"undo": QKeySequence.StandardKey.Undo,
                        "redo": QKeySequence.StandardKey.Redo}[name]  # fmt: skip
            action.setShortcut(QKeySequence(standard))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)
        for button in (self.add_page, self.add_field):
            icons.set_on(button, "add")
        icons.set_on(self.publish, "publish", "on_accent")
        icons.set_on(self.form_button, "settings")
        self.form_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        dress(self.publish, "primary")
        for kind in FieldType:
            action = self.field_menu.addAction("")
            icons.set_on(action, ICONS[kind])
            action.triggered.connect(lambda _checked=False, kind=kind: self.new_field(kind))
            self.field_actions[kind] = action
        self.add_field.setMenu(self.field_menu)

    def _lay_out(self) -> None:
        bar = QFrame()
        dress(bar, "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.note, 1)
        for action in (self.undo, self.redo):
            button = QToolButton()
            button.setDefaultAction(action)
            row.addWidget(button)
        for widget in (self.form_button, self.add_page, self.add_field, self.publish):
            row.addWidget(widget)
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(self.tree)
        left.addWidget(self.problems)
        left.setStretchFactor(0, 3)
        left.setStretchFactor(1, 2)
        dress(self.tree, "flat")
        whole = QSplitter(Qt.Orientation.Horizontal)
        for part, stretch in ((left, 2), (self.properties, 3), (self.preview, 4)):
            whole.addWidget(part)
            whole.setStretchFactor(whole.count() - 1, stretch)
            part.setMinimumWidth(220)
        whole.setChildrenCollapsible(False)
        whole.setSizes([280, 380, 560])
        state.keep(whole, "forms/designer")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(whole, 1)

    def _connect(self) -> None:
        tree, document = self.tree, self.document
        document.changed.connect(self._on_changed)
        tree.chosen.connect(self._on_chosen)
        tree.delete_wanted.connect(self._delete)
        tree.copy_wanted.connect(self._copy)
        tree.add_wanted.connect(self._pop_up_types)
        tree.field_move_wanted.connect(
            lambda field, page, place: document.change(
                edits.move_field(document.form, field, page, place)
            )
        )
        tree.page_move_wanted.connect(
            lambda page, place: document.change(edits.move_page(document.form, page, place))
        )
        self.properties.changed.connect(document.change)
        self.properties.renamed.connect(self._rename)
        self.problems.chosen.connect(self._on_problem)
        self.problems.mend_wanted.connect(self._mend)
        self.undo.triggered.connect(document.undo)
        self.redo.triggered.connect(document.redo)
        self.add_page.clicked.connect(self.new_page)
        self.form_button.clicked.connect(lambda: self._show_chosen(*tree.current()))
        self.publish.clicked.connect(self.publish_wanted)

    def _pop_up_types(self) -> None:
        self.field_menu.popup(self.tree.mapToGlobal(self.tree.rect().center()))
        self.field_menu.setActiveAction(self.field_actions[FieldType.TEXT])
