"""What the chosen page or field of a form is: made anew for each, changed as one types."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine.forms import edits
from engine.forms.model import LIMITED, WITH_OPTIONS, Field, FieldType, Form, Page
from engine.scheme import language_words
from rino_desktop.console.forms.branches import BranchTable
from rino_desktop.console.forms.options import OptionTable
from rino_desktop.console.forms.words import type_word
from rino_desktop.texts import language
from rino_desktop.ui import forms
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_LINES = 2


class Properties(Translated, QWidget):
    """``changed``: (the form as it is now, what is typed in: changes of the same are one step)."""

    changed = Signal(object, str)
    #: The field is called otherwise: (old, new).
    renamed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form: Form | None = None
        self._chosen = ("", "")
        #: What is shown was made for these: another choice, type or language makes it anew.
        self._made_for: object = None
        self._refreshers: list[Callable[[], None]] = []
        #: Place ("title.ru", "shown_when", "id" …) → what it is filled in with.
        self.inputs: dict[str, QWidget] = {}
        self._column = QVBoxLayout()
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(10)
        body = QWidget()
        body.setLayout(self._column)
        scroll = QScrollArea()
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Properties"))
        self._made_for = None
        if self._form is not None:
            self.show_of(self._form, *self._chosen)

    def show_of(self, form: Form, kind: str, each: str) -> None:
        self._form = form
        field = form.field(each) if kind == "field" else None
        page = form.page(each) if kind == "page" else None
        self._chosen = (kind, each) if field or page else ("", "")
        pages = tuple(p.id for p in form.pages) if page else ()
        made_for = (self._chosen, field and field.type, form.languages, pages)
        if made_for != self._made_for:
            self._made_for = made_for
            self._make(field, page)
        for refresh in self._refreshers:
            refresh()

    def focus_on(self, place: str) -> None:
        """What a problem is about."""
        while place:
            widget = self.inputs.get(place)
            if widget is not None:
                widget.setFocus()
                return
            place = place.rpartition(".")[0] or place.partition("[")[0] * ("[" in place)

    # --- making -----------------------------------------------------------------------------------

    def _make(self, field: Field | None, page: Page | None) -> None:
        forms.clear(self._column)
        self._refreshers, self.inputs = [], {}
        if field is not None:
            self._heading(type_word(field.type))
            self._make_field(field)
        elif page is not None:
            self._heading(self.tr("Page"))
            self._make_page()
        else:
            self._heading(self.tr("Form"))
            self._make_form()
        self._column.addStretch(1)

    def _make_field(self, field: Field) -> None:
        if not field.known:
            self._say(self.tr("This version of the program does not know this type of field. It "
                              "stays as it is."))  # fmt: skip
            return
        is_script = field.type == FieldType.SCRIPT
        words = self.tr("Words to read out") if is_script else self.tr("Question")
        self._texts("title", words, lambda: self._field().title,
                    lambda texts: self._set(title=texts), many=True)  # fmt: skip
        if is_script:
            example = '{contact["Имя"]}, {call.phone}' if language() == "ru" else (
                '{contact["Name"]}, {call.phone}')  # fmt: skip
            words = self.tr("Values stand in braces: {example}, or the name of a field above.")
            self._say(words.replace("{example}", example))
        else:
            self._texts("hint", self.tr("Hint for the operator"), lambda: self._field().hint,
                        lambda texts: self._set(hint=texts))  # fmt: skip
            self._flag("required", self.tr("An answer is needed"),
                       lambda: self._field().required,
                       lambda on: self._set(required=on))  # fmt: skip
        if field.type in WITH_OPTIONS:
            self._options()
        if field.type == FieldType.TEXT:
            self._flag("long", self.tr("Several lines"), lambda: self._field().long,
                       lambda on: self._set(long=on))  # fmt: skip
        if field.type in LIMITED:
            least, most = self._limit_words(field)
            self._line("least", least, lambda: self._field().least, lambda x: self._set(least=x))
            self._line("most", most, lambda: self._field().most, lambda x: self._set(most=x))
        self._line("shown_when", self.tr("Shown when (always, if empty)"),
                   lambda: self._field().shown_when,
                   lambda x: self._set(shown_when=x), "mark < 4 and talks == yes")  # fmt: skip
        self._type(is_script)
        # Its end may come when another field is chosen already.
        self._line("id", self.tr("Name in conditions and reports"), lambda: self._field().id,
                   partial(self._rename, field.id), at_end=True)  # fmt: skip
        if not is_script:
            self._line("result", self.tr("Filled in from the scheme's result"),
                       lambda: self._field().result, lambda x: self._set(result=x),
                       example=field.id)  # fmt: skip

    def _limit_words(self, field: Field) -> tuple[str, str]:
        if field.type == FieldType.TEXT:
            return self.tr("Characters at least"), self.tr("Characters at most")
        if field.type == FieldType.SEVERAL_OF:
            return self.tr("Options at least"), self.tr("Options at most")
        if field.type == FieldType.SCALE:
            return self.tr("First step"), self.tr("Last step")
        if field.type in (FieldType.DATE, FieldType.TIME):
            return self.tr("Not before"), self.tr("Not after")
        return self.tr("Not less than"), self.tr("Not more than")

    def _make_page(self) -> None:
        self._texts("title", self.tr("Title"), lambda: self._page().title,
                    lambda texts: self._set_page(title=texts))  # fmt: skip
        table = BranchTable()
        table.changed.connect(lambda branches: self._set_page(branches=branches))
        self.inputs["branches"] = table
        self._add(self.tr("What comes next"), table)
        self._refreshers.append(lambda: table.show_of(self._page(), self._whole()))
        self._flag("last", self.tr("Otherwise the form ends after this page"),
                   lambda: self._page().last, lambda on: self._set_page(last=on))  # fmt: skip

    def _make_form(self) -> None:
        form = self._whole()
        self._texts("title", self.tr("Title for the operator"), lambda: self._whole().title,
                    lambda texts: self._set_form(title=texts))  # fmt: skip
        for code in ("ru", "en"):
            name = language_words.name(code, language())
            words = self.tr("Texts in: {language}").format(language=name)
            self._flag(f"languages.{code}", words, partial(self._has_language, code),
                       partial(self._set_language, code))  # fmt: skip
        self._line("currency", self.tr("Currency"), lambda: self._whole().currency,
                   lambda x: self._set_form(currency=x))  # fmt: skip
        if not form.pages:
            self._say(self.tr("Add a page, then questions to it."))

    # --- inputs -----------------------------------------------------------------------------------

    def _texts(self, place: str, label: str, get: Callable[[], object],
               put: Callable[[dict[str, str]], None], *, many: bool = False) -> None:  # fmt: skip
        """One input for each language of the form."""
        languages = self._whole().languages or ("ru",)
        for code in languages:

            def change(text: str, code: str = code) -> None:
                kept = {k: t for k, t in dict(get()).items() if k != code}  # type: ignore[call-overload]
                put({**kept, code: text} if text else kept)

            def read(code: str = code) -> str:
                return str(dict(get()).get(code, ""))  # type: ignore[call-overload]

            named = label
            if len(languages) > 1:
                named = f"{label} ({language_words.name(code, language())})"
            if many:
                self._text(f"{place}.{code}", named, read, change)
            else:
                self._line(f"{place}.{code}", named, read, change)

    def _text(self, place: str, label: str, get: Callable[[], str],
              put: Callable[[str], None]) -> None:  # fmt: skip
        edit = QPlainTextEdit()
        edit.setTabChangesFocus(True)
        edit.setFixedHeight(edit.fontMetrics().lineSpacing() * (_LINES + 1) + 12)

        def refresh() -> None:
            if edit.toPlainText() != get():
                edit.blockSignals(True)
                edit.setPlainText(get())
                edit.blockSignals(False)

        edit.textChanged.connect(lambda: put(edit.toPlainText()))
        self._refreshers.append(refresh)
        self.inputs[place] = edit
        self._add(label, edit)

    def _line(self, place: str, label: str, get: Callable[[], str], put: Callable[[str], None],
              example: str = "", *, at_end: bool = False) -> None:  # fmt: skip
        """``at_end``: only what was typed to its end is told, by Enter or when one goes on."""
        edit = QLineEdit()
        edit.setPlaceholderText(example)
        if at_end:
            edit.editingFinished.connect(lambda: put(edit.text().strip()))
        else:
            edit.textEdited.connect(put)

        def refresh() -> None:
            if edit.text() != get():
                edit.setText(get())

        self._refreshers.append(refresh)
        self.inputs[place] = edit
        self._add(label, edit)

    def _flag(self, place: str, label: str, get: Callable[[], bool],
              put: Callable[[bool], None]) -> None:  # fmt: skip
        box = QCheckBox(label)
        box.clicked.connect(put)
        self._refreshers.append(lambda: box.setChecked(get()))
        self.inputs[place] = box
        self._column.addWidget(box)

    def _type(self, is_script: bool) -> None:
        if is_script:
            return
        box = CalmCombo()
        kinds = [kind for kind in FieldType if kind is not FieldType.SCRIPT]
        for kind in kinds:
            box.addItem(type_word(kind), kind)
        box.activated.connect(
            lambda row: self._change_field(edits.with_type(self._field(), kinds[row]), "type")
        )
        self._refreshers.append(lambda: box.setCurrentIndex(kinds.index(self._field().type)))  # type: ignore[arg-type]
        self.inputs["type"] = box
        self._add(self.tr("Type"), box)

    def _options(self) -> None:
        table = OptionTable()
        table.changed.connect(lambda options: self._set(options=options))
        self.inputs["options"] = table
        self._add(self.tr("Options"), table)
        self._refreshers.append(
            lambda: table.show_of(self._field().options, self._whole().languages)
        )

    def _heading(self, text: str) -> None:
        label = QLabel(text)
        dress(label, "title")
        self._column.addWidget(label)

    def _say(self, text: str) -> None:
        label = QLabel(text)
        label.setWordWrap(True)
        dress(label, "secondary")
        self._column.addWidget(label)

    def _add(self, label: str, widget: QWidget) -> None:
        field = forms.Field(widget)
        field.name(label)
        field.label.setWordWrap(True)
        self._column.addWidget(field)

    # --- what is changed --------------------------------------------------------------------------

    def _whole(self) -> Form:
        assert self._form is not None
        return self._form

    def _field(self) -> Field:
        field = self._whole().field(self._chosen[1])
        assert field is not None
        return field

    def _page(self) -> Page:
        page = self._whole().page(self._chosen[1])
        assert page is not None
        return page

    def _set(self, **values: object) -> None:
        self._change_field(replace(self._field(), **values), next(iter(values)))  # type: ignore[arg-type]

    def _change_field(self, field: Field, place: str) -> None:
        self._tell(edits.change_field(self._whole(), self._chosen[1], field), place)

    def _set_page(self, **values: object) -> None:
        page = replace(self._page(), **values)  # type: ignore[arg-type]
        self._tell(edits.change_page(self._whole(), page), next(iter(values)))

    def _set_form(self, **values: object) -> None:
        self._tell(replace(self._whole(), **values), next(iter(values)))  # type: ignore[arg-type]

    def _has_language(self, code: str) -> bool:
        return code in self._whole().languages

    def _set_language(self, code: str, on: bool) -> None:
        kept = tuple(each for each in self._whole().languages if each != code)
        self._tell(replace(self._whole(), languages=(*kept, code) if on else kept), "")

    def _rename(self, old: str, new: str) -> None:
        if new and new != old:
            self.renamed.emit(old, new)

    def _tell(self, form: Form, place: str) -> None:
        self._form = form
        self.changed.emit(form, f"{'/'.join(self._chosen)}/{place}" if place else "")
