"""A form that an operator fills in, by keyboard alone if he likes: Tab or Enter for the next field,
Alt+Left for the page before, Ctrl+Enter for the next one, digits for options."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine.forms.filling import Filled, Filling
from engine.forms.model import FieldType, Page, text_in
from engine.forms.reading import Entry
from rino_desktop.ui import icons
from rino_desktop.ui.forms import clear
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.tall_enough import NoLess
from rino_desktop.ui.theme import dress, on_panel
from rmt.enter_button import EnterButton
from rmt.form_field import Asked, Script

_WIDEST = 760


class FormView(Translated, NoLess):
    """Drives a ``Filling``; knows no database. ``changed``: after each entry and each turn of a
    page. ``finished``: a Filled, complete when the last page was passed, partial when the operator
    breaks off."""

    changed = Signal()
    finished = Signal(object)

    def __init__(self, filling: Filling, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filling = filling
        self.asked: dict[str, Asked] = {}
        self._scripts: list[Script] = []
        self._page: Page | None = None
        #: What stands before this form, where it does not come last of its window.
        self._before: QWidget | None = None
        self.title, self.page_title, self.place = QLabel(), QLabel(), QLabel()
        dress(self.title, "title")
        dress(self.page_title, "secondary")
        dress(self.place, "secondary")
        for label in (self.title, self.page_title):
            label.setWordWrap(True)
        self.note = QLabel()
        dress(self.note, "secondary")
        self.note.setWordWrap(True)
        self.back_button, self.part_button, self.next_button = (EnterButton() for _ in range(3))
        for button in (self.back_button, self.part_button, self.next_button):
            button.setAutoDefault(False)
        icons.set_on(self.back_button, "back")
        dress(self.next_button, "primary")
        self.back_button.clicked.connect(self.back)
        self.next_button.clicked.connect(self.forward)
        self.part_button.clicked.connect(self.break_off)
        self._column = QVBoxLayout()
        self._column.setSpacing(16)
        self._scroll = QScrollArea()
        self._lay_out()
        self._shortcut("Alt+Left", self.back)
        self._shortcut("Ctrl+Return", self.forward)
        self._shortcut("Ctrl+Enter", self.forward)
        self.retranslate()

    def retranslate(self) -> None:
        self.back_button.setText(self.tr("Back"))
        self.back_button.setToolTip(self.tr("Alt+←: answers are kept"))
        self.part_button.setText(self.tr("Break off"))
        self.part_button.setToolTip(self.tr("Save what is answered so far"))
        self._scroll.setAccessibleName(self.tr("Form"))
        self._show_page()

    def speak(self, language: str) -> None:
        """Of the form's own texts: "ru" or "en"."""
        self.filling.language = language
        self._show_page()

    def show_filling(self, filling: Filling) -> None:
        """Another one in the place of this, or the same form after it was changed."""
        self.filling = filling
        self._page = None
        self._show_page()

    def say(self, note: str) -> None:
        """Beside the buttons: what has become of the draft."""
        self.note.setText(note)

    # --- going on -----------------------------------------------------------------------------

    def forward(self) -> None:
        """To the next page or, from the last one, to the end. What is wrong is shown first."""
        if self.filling.page_faults():
            self._point_at_faults()
        elif self.filling.is_last:
            page = self.filling.first_faulty_page()
            if page is not None:  # an answer above has been changed since
                self.filling.go(page.id)
                self._show_page()
                self._point_at_faults()
            else:
                self.finished.emit(self.filling.result())
        elif self.filling.forward():
            self._turned()

    def back(self) -> None:
        if self.filling.back():
            self._turned()

    def break_off(self) -> None:
        result = self.filling.result()
        self.finished.emit(Filled(False, result.answers))

    def focus_first(self) -> None:
        for asked in self._visible():
            asked.input.take_focus()
            return
        self.next_button.setFocus()

    def _turned(self) -> None:
        self._show_page()
        self._scroll.verticalScrollBar().setValue(0)
        self.focus_first()
        self.changed.emit()

    def _point_at_faults(self) -> None:
        for asked in self._visible():
            asked.passed = True
        self._refresh()
        for asked in self._visible():
            if self.filling.fault(asked.field.id) is not None:
                asked.input.take_focus()
                self._scroll.ensureWidgetVisible(asked)
                return

    # --- fields -------------------------------------------------------------------------------

    def _show_page(self) -> None:
        """Widgets are made when the page is another one; else only what they say is new."""
        if self._page is not self.filling.page:
            self._page = self.filling.page
            self._make_fields()
        self._refresh()

    def _make_fields(self) -> None:
        clear(self._column)
        self.asked, self._scripts = {}, []
        assert self._page is not None
        for field in self._page.fields:
            if field.type == FieldType.SCRIPT:
                script = Script(field)
                self._scripts.append(script)
                self._column.addWidget(script)
            elif field.known and (field.type not in _CHOOSING or field.options or field.scale):
                asked = Asked(field)
                asked.show_entry(self.filling.entry(field.id))
                asked.entered.connect(self._on_entered)
                asked.input.left.connect(lambda asked=asked: self._on_left(asked))
                for part in asked.input.parts():
                    part.installEventFilter(self)
                self.asked[field.id] = asked
                self._column.addWidget(asked)
        self._column.addStretch(1)
        self.order_tabs()

    def order_tabs(self, before: QWidget | None = None) -> None:
        """Fields as they stand, then the buttons; all of it after ``before``. Fields of a new page
        come where those of the last one were, not behind everything else of the window."""
        parts = [part for asked in self.asked.values() for part in asked.input.parts()]
        parts += [self.next_button, self.back_button, self.part_button]
        self._before = self._before if before is None else before
        for one, other in pairwise([*([self._before] if self._before else []), *parts]):
            QWidget.setTabOrder(one, other)

    def in_reading_order(self) -> list[QWidget]:
        """What goes on stands at the right, and is wanted first."""
        return [self._scroll, self.next_button, self.back_button, self.part_button]

    def _refresh(self) -> None:
        filling = self.filling
        shown = {field.id for field in filling.shown}
        widgets: list[Script | Asked] = [*self._scripts, *self.asked.values()]
        for widget in widgets:
            widget.show_of(filling)
            widget.setVisible(widget.field.id in shown)
        self.title.setText(text_in(filling.form.title, filling.language) or filling.form.name)
        page_title = filling.text(filling.page.title)
        self.page_title.setText(page_title)
        self.page_title.setVisible(bool(page_title))
        number, count = filling.place + 1, len(filling.way)
        self.place.setText(self.tr("Page {number} of {count}").format(number=number, count=count))
        self.back_button.setEnabled(not filling.is_first)
        self.next_button.setText(self.tr("Finish") if filling.is_last else self.tr("Next"))
        self.next_button.setToolTip(self.tr("Go on (Ctrl+Enter)"))

    def _on_entered(self, field_id: str, entry: Entry) -> None:
        self.filling.enter(field_id, entry)
        self._refresh()
        self.changed.emit()

    def _on_left(self, asked: Asked) -> None:
        """Something wrong is said when one goes on; that an answer lacks only at the end of the
        page."""
        if self.filling.entry(asked.field.id):
            asked.passed = True
            asked.show_of(self.filling)

    def _visible(self) -> list[Asked]:
        shown = [field.id for field in self.filling.shown]
        return [self.asked[each] for each in shown if each in self.asked]

    # --- keys ---------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._scroll.ensureWidgetVisible(watched)
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not enter or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if isinstance(watched, QPlainTextEdit):
            return False  # a new line
        self._step_on()
        return True

    def _step_on(self) -> None:
        """To the field below; from the last one to the next page."""
        visible = self._visible()
        place = next((n for n, asked in enumerate(visible) if asked.input.has_focus()), -1)
        if place >= 0:
            self._on_left(visible[place])
        if place + 1 < len(visible):
            visible[place + 1].input.take_focus()
        else:
            self.forward()

    # --- what it is made of -------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(20, 14, 20, 10)
        head.setSpacing(2)
        row = QHBoxLayout()
        row.addWidget(self.title, 1)
        row.addWidget(self.place, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(row)
        head.addWidget(self.page_title)
        body = QWidget()
        body.setMaximumWidth(_WIDEST)
        body.setLayout(self._column)
        self._column.setContentsMargins(20, 4, 20, 16)
        self._scroll.setWidget(body)
        for ground in (self._scroll.viewport(), body):
            on_panel(ground)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 10, 20, 14)
        foot.setSpacing(8)
        foot.addWidget(self.back_button)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.part_button)
        foot.addWidget(self.next_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(foot)

    def _shortcut(self, keys: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)


_CHOOSING = frozenset({FieldType.ONE_OF, FieldType.SEVERAL_OF, FieldType.SCALE})
