"""Editors of groups of fields: the parameters of a block, the entries of its lists."""

import inspect
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from editor.forms.field_grid import NARROW, FieldGrid, Fold
from editor.forms.shapes import JSON, Shape, shape_of_field
from editor.forms.value import NO_WORDS, FormContext, ValueEditor, inner
from engine.scheme.field_words import FieldWords, readable, words_of

#: So few fields that are seldom touched are not worth a button to bring them out.
_FEW = 2


class FieldsEditor(ValueEditor):
    """The fields of one model, each under its title. What is equal to a default and was not
    written in the file is not written either."""

    def __init__(self, context: FormContext, shape: Shape, words: FieldWords = NO_WORDS) -> None:
        super().__init__(context, shape, words)
        self.model: type[BaseModel] = shape.models[0]
        self.fields: dict[str, ValueEditor] = {}
        self.labels: dict[str, QLabel] = {}
        self._extras: dict[str, ValueEditor] = {}
        self._written: set[str] = set()
        self._words: dict[str, FieldWords] = {}
        #: Fields that mean something only with some values of others.
        self._now_and_then: list[str] = []
        self.fold: Fold | None = None
        self.grid = self._make_grid()
        self.body.addLayout(self.grid)
        fields = [(n, i, words_of(self.model, n)) for n, i in _own_first(self.model)]
        seldom = [n for n, info, words in fields if words.further and not info.is_required()]
        folded = seldom if len(seldom) > _FEW and len(seldom) < len(fields) else []
        for name, info, words in sorted(fields, key=lambda field: field[0] in folded):
            if name in folded and self.fold is None:
                self._make_fold()
            self._words[name] = words
            if words.when is not None:
                self._now_and_then.append(name)
            self._add(name, shape_of_field(info), words)
        self._folded = folded

    @classmethod
    def takes(cls, shape: Shape, value: Any) -> bool:
        return isinstance(value, dict)

    def _add(self, name: str, shape: Shape, words: FieldWords) -> ValueEditor:
        editor = self.context.make(shape, words)
        editor.edited.connect(lambda path, typing: self._changed(name, path, typing))
        title, hint = self.said(words)
        editor.name(title, hint)
        self._place(name, editor, shape, title, hint)
        return editor

    def _make_grid(self) -> QGridLayout:
        return FieldGrid()

    def _make_fold(self) -> None:
        self.fold = Fold()
        self.body.addWidget(self.fold)

    def _place(self, name: str, editor: ValueEditor, shape: Shape, title: str, hint: str) -> None:
        self.fields[name] = editor
        grid = self.fold.grid if self.fold is not None else self.grid
        assert isinstance(grid, FieldGrid)
        label = grid.put(editor, shape, title, hint)
        if label is not None:
            self.labels[name] = label

    def show_value(self, value: Any) -> None:
        another, self._value = self._value is None, value
        if another:
            self._written = set(value)
        for name, editor in self.fields.items():
            if name in self._extras:
                continue
            editor.show_value(value[name] if name in value else self._default(name))
        self._show_what_matters()
        if another and self.fold is not None:
            changed = any(value.get(n, self._default(n)) != self._default(n) for n in self._folded)
            self.fold.button.setChecked(changed)
        self._show_extras({n: v for n, v in value.items() if n not in self.model.model_fields})

    def _show_what_matters(self) -> None:
        """A field that means nothing now is not shown, unless something stands in it."""
        values = {name: editor.value for name, editor in self.fields.items()}
        for name in self._now_and_then:
            shown = self._words[name].matters(values) or values[name] != self._default(name)
            self._show_field(name, shown)
        if self.fold is not None:
            self.fold.count(len([n for n in self._folded if not self.fields[n].isHidden()]))

    def _show_field(self, name: str, shown: bool) -> None:
        self.fields[name].setVisible(shown)
        if name in self.labels:
            self.labels[name].setVisible(shown)

    def _show_extras(self, extras: dict[str, Any]) -> None:
        """What the type has no such field for (an older or newer version of it)."""
        for name in list(self._extras):
            if name not in extras:
                editor = self._extras.pop(name)
                del self.fields[name]
                for widget in (editor, self.labels.pop(name)):
                    self.grid.removeWidget(widget)
                    widget.hide()
                    widget.deleteLater()
        for name, value in extras.items():
            if name not in self._extras:
                said = readable(name)
                words = FieldWords({"ru": said, "en": said})
                self._extras[name] = self._add(name, JSON, words)
                self._extras[name].set_place(inner(self.place, name))
            self._extras[name].show_value(value)

    def _default(self, name: str) -> Any:
        info = self.model.model_fields[name]
        if info.is_required():
            return shape_of_field(info).blank(self.context.languages)
        try:
            default = info.get_default(call_default_factory=True, validated_data={})
            return TypeAdapter(Any).dump_python(default, mode="json")
        except Exception:  # a plug-in's default that is no JSON
            return None

    def _changed(self, name: str, path: tuple[Any, ...], typing: bool) -> None:
        value = dict(self._value)
        new = self.fields[name].value
        required = name in self._extras or self.model.model_fields[name].is_required()
        if name in self._extras and new is None:
            value.pop(name, None)
        elif required or name in self._written or new != self._default(name):
            value[name] = new
        else:
            value.pop(name, None)
        self._show_what_matters()
        self.took(value, typing=typing, path=(name, *path))

    def reveal(self, place: str) -> None:
        for name, editor in self.fields.items():
            if place.startswith(editor.place):
                if self.fold is not None and name in self._folded:
                    self.fold.button.setChecked(True)
                if name in self._now_and_then:
                    self._show_field(name, True)
        super().reveal(place)

    def forget(self) -> None:
        self._value = None
        super().forget()

    def set_place(self, place: str) -> None:
        super().set_place(place)
        for name, editor in self.fields.items():
            editor.set_place(inner(place, name))

    def children_editors(self) -> Iterable[ValueEditor]:
        return self.fields.values()

    def field(self) -> QWidget | None:
        return next((editor.field() for editor in self.fields.values()), None)

    def name(self, title: str, hint: str = "") -> None:
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)

    def marked(self, bad: bool) -> None:
        del bad


def _own_first(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    """What a type has in common with others comes after what is its own."""

    def distance(name: str) -> int:
        return next(i for i, c in enumerate(model.__mro__) if name in inspect.get_annotations(c))

    return sorted(model.model_fields.items(), key=lambda field: distance(field[0]))


class RowEditor(FieldsEditor):
    """A group of a few short fields in one line; their titles stand above the list."""

    def _make_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(4)
        return grid

    def _make_fold(self) -> None:
        """A row has no room for one."""

    def _place(self, name: str, editor: ValueEditor, shape: Shape, title: str, hint: str) -> None:
        del hint
        column = len(self.fields)
        self.fields[name] = editor
        self.grid.setColumnStretch(column, stretch_of(shape))
        share(editor, shape)
        self.grid.addWidget(editor, 0, column, Qt.AlignmentFlag.AlignTop)
        label = QLabel(title)  # for what is beyond the model only
        label.hide()
        self.labels[name] = label


def share(widget: QWidget, shape: Shape) -> None:
    """Fields of a row, and the titles above them, are as wide as their shape says, whatever is in
    them."""
    if width := width_of(shape):
        widget.setFixedWidth(width)
    else:
        widget.setMinimumWidth(32)
        widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)


def fits_in_a_row(shape: Shape) -> bool:
    if shape.kind != "group":
        return False
    shapes = [shape_of_field(info) for info in shape.models[0].model_fields.values()]
    kinds = ("text", "number", "whole", "choice")
    return 0 < len(shapes) <= 3 and all(inner_shape.kind in kinds for inner_shape in shapes)


def width_of(shape: Shape) -> int:
    """Of a field in a row; 0: it takes what there is."""
    if shape.role == "key":
        return 64
    return 80 if shape.kind in NARROW else 0


def stretch_of(shape: Shape) -> int:
    if width_of(shape):
        return 0
    return 3 if shape.role in ("expression", "template", "text_template") else 2
