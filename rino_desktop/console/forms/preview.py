"""The form as the operator will see it, alive, with made-up data of a contact."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QDateTime
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from engine.forms.filling import Circumstances, Filled, Filling
from engine.forms.model import Form
from engine.quotes import quoted
from engine.scheme.expressions import BadExpressionError, Expression, parse
from engine.scheme.templates import parse_template
from engine.scheme.values import Value
from rino_desktop.texts import language
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress
from rmt.form_view import FormView

#: Part of a header → what may stand there, Russian and English.
_SAMPLES = (
    (("имя", "фио", "name"), ("Анна Иванова", "Anna Brown")),
    (("сумма", "долг", "amount", "debt", "sum"), ("12 345,60", "12345.60")),
    (("дата", "срок", "date"), ("05.12.2026", "2026-12-05")),
    (("телефон", "phone"), ("+7 912 345-67-89", "+44 20 7946 0000")),
)


class FormPreview(Translated, QWidget):
    """What was typed stays while the form is changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form: Form | None = None
        self.view: FormView | None = None
        self.heading, self.note = QLabel(), QLabel()
        dress(self.heading, "heading")
        dress(self.note, "secondary")
        self.note.setWordWrap(True)
        self.again = QPushButton()
        dress(self.again, "quiet")
        self.again.clicked.connect(self._begin_anew)
        self.empty = QLabel()
        dress(self.empty, "secondary")
        self.empty.setWordWrap(True)
        self.empty.setMargin(20)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        head = QHBoxLayout()
        head.setContentsMargins(20, 8, 12, 0)
        head.addWidget(self.heading)
        head.addWidget(self.note, 1)
        head.addWidget(self.again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Preview"))
        self.again.setText(self.tr("Start again"))
        self.empty.setText(self.tr("Here you will try the form as soon as it has a page."))
        if self.view is not None:
            self.view.speak(language())

    def show_form(self, form: Form) -> None:
        self._form = form
        if not form.pages:
            self.stack.setCurrentWidget(self.empty)
            return
        filling = Filling(form, _circumstances(form), language())
        if self.view is None:
            self.view = FormView(filling)
            self.view.finished.connect(self._on_finished)
            self.view.changed.connect(lambda: self.note.setText(""))
            self.stack.addWidget(self.view)
        else:
            filling.restore(self.view.filling.snapshot())
            self.view.show_filling(filling)
        self.stack.setCurrentWidget(self.view)

    def show_page(self, page_id: str) -> None:
        """Where it is on the way, whatever lacks before it."""
        if self.view is None or self._form is None:
            return
        filling = self.view.filling
        page = next((each for each in filling.way if each.id == page_id), None)
        if page is not None and page is not filling.page:
            filling.page = page
            self.view.show_filling(filling)

    def _begin_anew(self) -> None:
        self.note.setText("")
        if self._form is not None and self.view is not None:
            self.view.show_filling(Filling(self._form, _circumstances(self._form), language()))
            self.view.focus_first()

    def _on_finished(self, filled: Filled) -> None:
        told = self.tr("Complete. %n answer(s) would be stored.", "", len(filled.answers))
        if not filled.complete:
            told = self.tr("Broken off. %n answer(s) would be stored.", "", len(filled.answers))
        self.note.setText(told)


def _circumstances(form: Form) -> Circumstances:
    now: datetime = QDateTime.currentDateTime().toPython()  # type: ignore[assignment]
    today: date = QDate.currentDate().toPython()  # type: ignore[assignment]
    call: dict[str, Value] = {
        "phone": "+79123456789", "attempt": 1, "campaign": "", "today": today, "now": now,
        "language": language(),
    }  # fmt: skip
    return Circumstances({each: _sample(each) for each in _contact_fields(form)}, call)


def _sample(header: str) -> str:
    for parts, (russian, english) in _SAMPLES:
        if any(part in header.casefold() for part in parts):
            return russian if language() == "ru" else english
    return quoted(header, language())


def _contact_fields(form: Form) -> set[str]:
    """Headers of the list that the form asks for."""
    found: set[str] = set()
    for page in form.pages:
        for expression in _expressions(page.title.values(), [b.when for b in page.branches]):
            found |= expression.fields
        for field in page.fields:
            texts = [*field.title.values(), *field.hint.values()]
            for expression in _expressions(texts, [field.shown_when, field.least, field.most]):
                found |= expression.fields
    return found


def _expressions(texts: object, conditions: list[str]) -> list[Expression]:
    found = []
    for text in list(texts):  # type: ignore[call-overload]
        try:
            found += [slot.expression for slot in parse_template(text).slots]
        except BadExpressionError:
            continue
    for condition in conditions:
        try:
            found.append(parse(condition))
        except BadExpressionError:
            continue
    return found
