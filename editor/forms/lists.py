"""Editors of lists: add, remove, reorder."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from editor.forms.entries import Entry, Head
from editor.forms.groups import RowEditor, fits_in_a_row, share, stretch_of
from editor.forms.shapes import Shape, shape_of_field
from editor.forms.value import NO_WORDS, FormContext, ValueEditor
from engine.scheme.field_words import FieldWords, words_of
from rino_desktop.ui.theme import dress


class ListEditor(ValueEditor):
    def __init__(self, context: FormContext, shape: Shape, words: FieldWords = NO_WORDS) -> None:
        super().__init__(context, shape, words)
        self.entries: list[Entry] = []
        self._in_rows = shape.kind == "list" and fits_in_a_row(shape.item)
        self._boxed = shape.kind == "list" and shape.item.kind in ("group", "union", "dict", "list")
        self._boxed = self._boxed and not self._in_rows
        self._title = ""
        self.heads = QWidget()
        self.column = QVBoxLayout()
        self.column.setSpacing(4 if not self._boxed else 8)
        self.head = Head()
        self.body.addWidget(self.head)
        if self._in_rows:
            self._make_heads()
            self.body.addWidget(self.heads)
        self.body.addLayout(self.column)
        for text, kind in self.kinds():
            self.head.add(text).clicked.connect(partial(self._add_clicked, kind))

    @classmethod
    def takes(cls, shape: Shape, value: Any) -> bool:
        return isinstance(value, list)

    # --- what entries there are -----------------------------------------------------------------

    def kinds(self) -> list[tuple[str, str]]:
        """(what the button says, kind of the entry that it adds)."""
        return [(self.tr("Add"), "")]

    def new_entry(self, kind: str) -> Any:
        del kind
        value = self._value if isinstance(self._value, list) else []
        return self.shape.blank_entry(self.context.languages, value)

    def make_entry_editor(self, value: Any) -> ValueEditor:
        del value
        if self._in_rows:
            return RowEditor(self.context, self.shape.item)
        return self.context.make(self.shape.item, self.words)

    def fits(self, editor: ValueEditor, value: Any) -> bool:
        """Whether an editor that is there can show another value."""
        return type(editor).takes(editor.shape, value)

    # --- showing --------------------------------------------------------------------------------

    def show_value(self, value: Any) -> None:
        self._value = value
        for index, item in enumerate(value):
            if index < len(self.entries) and not self.fits(self.entries[index].editor, item):
                self._drop(index)
                self._insert(index, item)
            elif index >= len(self.entries):
                self._insert(index, item)
            self.entries[index].editor.show_value(item)
        while len(self.entries) > len(value):
            self._drop(len(self.entries) - 1)
        for entry in self.entries:
            entry.more.setVisible(len(value) > 1)
        self.heads.setVisible(bool(value) and self._in_rows)
        if self._in_rows and self.entries:
            self.heads.setContentsMargins(0, 0, self.entries[0].buttons_width(), 0)
        self.set_place(self.place)
        self._name_entries()

    def _insert(self, index: int, item: Any) -> None:
        editor: ValueEditor
        if self._in_rows and not isinstance(item, dict):
            editor = self.context.make(self.shape.item)
        else:
            editor = self.make_entry_editor(item)
        entry = Entry(editor, boxed=self._boxed)
        editor.edited.connect(lambda path, typing: self._changed(entry, path, typing))
        entry.moved.connect(lambda by: self._move(entry, by))
        entry.removed.connect(lambda: self._remove(entry))
        self.entries.insert(index, entry)
        self.column.insertWidget(index, entry)

    def _drop(self, index: int) -> None:
        entry = self.entries.pop(index)
        self.column.removeWidget(entry)
        entry.hide()
        entry.deleteLater()

    def _make_heads(self) -> None:
        row = QHBoxLayout(self.heads)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        model = self.shape.item.models[0]
        for name, info in model.model_fields.items():
            shape = shape_of_field(info)
            words = words_of(model, name)
            title, hint = self.said(words)
            label = QLabel(title)
            label.setToolTip(hint)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignBottom)
            dress(label, "secondary")
            share(label, shape)
            row.addWidget(label, stretch_of(shape))

    # --- changing -------------------------------------------------------------------------------

    def _add_clicked(self, kind: str, _checked: bool = False) -> None:
        self.add(kind)

    def add(self, kind: str = "") -> None:
        new = [*self._value, self.new_entry(kind)]
        self.show_value(new)
        self.took(new, path=(len(new) - 1,))
        field = self.entries[-1].editor.field() if self.entries else None
        if field is not None:
            field.setFocus()

    def _remove(self, entry: Entry) -> None:
        index = self.entries.index(entry)
        new = [item for i, item in enumerate(self._value) if i != index]
        self._drop(index)
        self.show_value(new)
        self.took(new, path=(index,))
        rest = self.entries[min(index, len(self.entries) - 1)].editor if self.entries else self
        field = rest.field()
        if field is not None:
            field.setFocus()

    def _move(self, entry: Entry, by: int) -> None:
        index = self.entries.index(entry)
        target = index + by
        if not 0 <= target < len(self._value):
            return
        new = list(self._value)
        new[index], new[target] = new[target], new[index]
        focus = self.focusWidget()
        self.entries[index], self.entries[target] = self.entries[target], self.entries[index]
        self.column.removeWidget(entry)
        self.column.insertWidget(target, entry)
        if focus is not None and entry.isAncestorOf(focus):
            focus.setFocus()
        self.show_value(new)
        self.took(new, path=(target,))

    def _changed(self, entry: Entry, path: tuple[Any, ...], typing: bool) -> None:
        index = self.entries.index(entry)
        new = list(self._value)
        new[index] = entry.editor.value
        self.took(new, typing=typing, path=(index, *path))

    # --- the rest -------------------------------------------------------------------------------

    def set_place(self, place: str) -> None:
        super().set_place(place)
        for index, entry in enumerate(self.entries):
            entry.editor.set_place(f"{place}[{index}]")

    def children_editors(self) -> Iterable[ValueEditor]:
        return [entry.editor for entry in self.entries]

    def field(self) -> QWidget | None:
        if self.entries:
            return self.entries[0].editor.field()
        return self.head.buttons[0] if self.head.buttons else None

    def name(self, title: str, hint: str = "") -> None:
        self._title = title
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
        self.head.show_title(title, hint)
        self._name_entries()

    def _name_entries(self) -> None:
        for number, entry in enumerate(self.entries, 1):
            entry.say_whose(f"{self._title} {number}")
            if not isinstance(entry.editor, RowEditor):
                entry.editor.name(f"{self._title} {number}")

    def marked(self, bad: bool) -> None:
        del bad
