"""Which editor a value gets: by its shape, and by what stands there now."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from editor.forms.alternatives import OptionalEditor, UnionEditor
from editor.forms.code import ExpressionEditor, TemplateEditor
from editor.forms.dicts import DictEditor, TextsEditor
from editor.forms.field_grid import HEADED
from editor.forms.groups import FieldsEditor
from editor.forms.lists import ListEditor
from editor.forms.messages import MessageEditor
from editor.forms.named import JsonEditor, NameEditor
from editor.forms.prompt import PromptEditor
from editor.forms.shapes import JSON, Shape
from editor.forms.simple import (
    BoolEditor,
    ChoiceEditor,
    ChoicesEditor,
    KeyEditor,
    LanguageEditor,
    LongTextEditor,
    MaybeEditor,
    NumberEditor,
    TextEditor,
)
from editor.forms.value import FormContext, ValueEditor
from engine.scheme.field_words import FieldWords
from rino_desktop.ui.theme import dress

_BY_KIND: dict[str, type[ValueEditor]] = {
    "text": TextEditor,
    "number": NumberEditor,
    "whole": NumberEditor,
    "bool": BoolEditor,
    "choice": ChoiceEditor,
    "choices": ChoicesEditor,
    "list": ListEditor,
    "dict": DictEditor,
    "texts": TextsEditor,
    "group": FieldsEditor,
    "union": UnionEditor,
    "message": MessageEditor,
    "json": JsonEditor,
}
_BY_ROLE: dict[str, type[ValueEditor]] = {
    "expression": ExpressionEditor,
    "called_expression": ExpressionEditor,
    "template": TemplateEditor,
    "text_template": TemplateEditor,
    "prompt": PromptEditor,
    "key": KeyEditor,
    "language": LanguageEditor,
    **dict.fromkeys(
        ("variable", "result", "scheme", "source", "store", "script", "rows", "rows_kept",
         "called_variable"),
        NameEditor,
    ),
}  # fmt: skip
#: Texts that may be longer get several lines.
_LONG = 1000
_LEAVES = (TextEditor, NumberEditor, BoolEditor, ChoiceEditor)


def editor_class(shape: Shape) -> type[ValueEditor]:
    if shape.kind == "text":
        is_long = shape.limits.get("max_length", 0) >= _LONG
        return _BY_ROLE.get(shape.role, LongTextEditor if is_long else TextEditor)
    if shape.kind == "bool" and shape.optional:
        return MaybeEditor
    if shape.optional and not issubclass(_BY_KIND[shape.kind], (*_LEAVES, JsonEditor)):
        return OptionalEditor
    return _BY_KIND[shape.kind]


def make_editor(context: FormContext, shape: Shape, words: FieldWords) -> ValueEditor:
    return Holder(context, shape, words)


class Holder(ValueEditor):
    """The editor of a shape as long as it can show the value, else one of JSON."""

    def __init__(self, context: FormContext, shape: Shape, words: FieldWords) -> None:
        super().__init__(context, shape, words)
        self._name = ("", "")
        self._language = ""
        self._title: QLabel | None = None
        self.held = self._made(editor_class(shape))

    @classmethod
    def takes(cls, shape: Shape, value: Any) -> bool:
        del shape, value
        return True

    def show_value(self, value: Any) -> None:
        self._value = value
        wanted = editor_class(self.shape)
        if not wanted.takes(self.shape, value):
            wanted = JsonEditor
        if type(self.held) is not wanted:
            self.body.removeWidget(self.held)
            self.held.hide()
            self.held.deleteLater()
            self.held = self._made(wanted)
            self._show_title()
        self.held.show_value(value)

    def _show_title(self) -> None:
        """JSON in the place of an editor that shows its title itself."""
        wanted = self.shape.kind in HEADED and isinstance(self.held, JsonEditor)
        if wanted and self._title is None:
            self._title = QLabel(self._name[0])
            dress(self._title, "secondary")
            self.body.insertWidget(0, self._title)
        if self._title is not None:
            self._title.setVisible(wanted)

    def _made(self, kind: type[ValueEditor]) -> ValueEditor:
        shape = JSON if kind is JsonEditor else self.shape
        if kind is NumberEditor:
            editor: ValueEditor = NumberEditor(self.context, shape, self.words, self.unit())
        else:
            editor = kind(self.context, shape, self.words)
        editor.set_place(self.place)
        editor.name(*self._name)
        if self._language and isinstance(editor, TemplateEditor):
            editor.speaks(self._language)
        editor.edited.connect(self._changed)
        self.body.insertWidget(0 if self._title is None else 1, editor)
        return editor

    def unit(self) -> str:
        """Names of fields that end so are seconds."""
        return self.tr("s") if self.words.unit == "s" else ""

    def speaks(self, language: str) -> None:
        self._language = language
        if isinstance(self.held, TemplateEditor):
            self.held.speaks(language)

    def _changed(self, path: tuple[Any, ...], typing: bool) -> None:
        self._value = self.held.value
        self.edited.emit(path, typing)

    def set_place(self, place: str) -> None:
        super().set_place(place)
        self.held.set_place(place)

    def children_editors(self) -> Iterable[ValueEditor]:
        return (self.held,)

    def editor_at(self, place: str) -> ValueEditor:
        return self.held.editor_at(place)

    def reveal(self, place: str) -> None:
        self.held.reveal(place)

    def field(self) -> QWidget | None:
        return self.held.field()

    def name(self, title: str, hint: str = "") -> None:
        self._name = (title, hint)
        self.held.name(title, hint)
