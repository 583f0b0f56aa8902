"""Editors of names (variables, prompts, schemes, sources …) and of plain JSON."""

import json
from typing import Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QWidget

from editor.forms.shapes import Shape
from editor.forms.text_widgets import Combo, Text
from editor.forms.value import NO_WORDS, FormContext, ValueEditor
from engine.scheme.field_words import FieldWords


class NameEditor(ValueEditor):
    """Known names to choose from; any other can be typed."""

    def __init__(self, context: FormContext, shape: Shape, words: FieldWords = NO_WORDS) -> None:
        super().__init__(context, shape, words)
        self.box = Combo(editable=True)
        self.box.opening.connect(self._fill)
        self.box.activated.connect(lambda _index: self._typed(self.box.currentText(), False))
        self.box.line().textEdited.connect(self._typed)
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(lambda text: self._typed(text, False))
        self.box.setCompleter(completer)
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self.row.addWidget(self.box, 1)
        self.body.addLayout(self.row)

    def show_value(self, value: Any) -> None:
        self._value = value
        self.box.line().show_text("" if value is None else str(value))

    def field(self) -> QWidget:
        return self.box

    def name(self, title: str, hint: str = "") -> None:
        super().name(title, hint)
        self.box.line().setAccessibleName(title)

    def _typed(self, text: str, typing: bool = True) -> None:
        if typing and self._model.stringList() != (known := self._known()):
            self._model.setStringList(known)
        value = None if self.shape.optional and not text else text
        if value != self._value:
            self.took(value, typing=typing)

    def _known(self) -> list[str]:
        return self.context.names_of(self.shape.role)

    def _fill(self) -> None:
        text = self.box.currentText()
        self.box.clear()
        self.box.addItems(self._known())
        self.box.setCurrentIndex(self.box.findText(text))
        self.box.line().show_text(text)


class JsonEditor(ValueEditor):
    """Whatever else there is. What is no JSON (yet) is kept as the text that it is."""

    def __init__(self, context: FormContext, shape: Shape, words: FieldWords = NO_WORDS) -> None:
        super().__init__(context, shape, words)
        self.text = Text(least=1, most=14)
        self.text.edited.connect(self._typed)
        self.text.left.connect(lambda: self.text.show_text(written(self._value)))
        self.body.addWidget(self.text)
        self._shown: Any = ...

    @classmethod
    def takes(cls, shape: Shape, value: Any) -> bool:
        del shape, value
        return True

    def show_value(self, value: Any) -> None:
        self._value = value
        # While it is being typed it stands as typed: the document knows its meaning only.
        if self._shown is ... or value != self._shown or type(value) is not type(self._shown):
            self._shown = value
            self.text.show_text(written(value))
            self.show_complaint()

    def forget(self) -> None:
        self._shown = ...

    def field(self) -> QWidget:
        return self.text

    def own_complaint(self) -> str:
        if (
            isinstance(self._value, str)
            and self._value.lstrip()[:1] in ("{", "[")
            and _is_raw(self._value)
        ):
            return self.tr("This is no JSON yet; it is kept as text")
        return ""

    def set_read_only(self) -> None:
        self.text.setReadOnly(True)

    def _typed(self) -> None:
        value = read(self.text.toPlainText())
        self._shown = value
        self.took(value, typing=True)


def read(text: str) -> Any:
    """Of what ``written`` gives, and of any other text."""
    if not text.strip():
        return None
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return text


def written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str) and _is_raw(value):
        return value
    return json.dumps(value, ensure_ascii=False, indent=2)


def _is_raw(text: str) -> bool:
    """A text that can be told from JSON without quotes around it."""
    return isinstance(read(text), str) and read(text) == text


def _refuse(constant: str) -> Any:
    raise ValueError(constant)  # NaN and Infinity are none of JSON
