"""Editors of objects: names with a value each, and texts by language."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from editor import texts
from editor.forms.entries import Entry, Head
from editor.forms.shapes import Shape
from editor.forms.value import NO_WORDS, FormContext, ValueEditor, inner
from engine.scheme.field_words import FieldWords


class PairEditor(ValueEditor):
    """A name and its value. A name that another pair has waits here until it is changed."""

    def __init__(self, context: FormContext, shape: Shape) -> None:
        super().__init__(context, shape)
        self.key_editor = context.make(shape.key)
        self.held = context.make(shape.item)
        self.taken = False
        line = QVBoxLayout()
        line.setSpacing(4)
        for editor in (self.key_editor, self.held):
            line.addWidget(editor)
            editor.edited.connect(lambda path, typing: self.edited.emit(path, typing))
        self.body.addLayout(line)

    @property
    def key(self) -> str:
        value = self.key_editor.value
        return value if isinstance(value, str) else str(value)

    def show_pair(self, key: str, value: Any) -> None:
        if self.key_editor.value != key:
            self.key_editor.show_value(key)
        self.held.show_value(value)
        self.taken = False
        self.show_complaint()

    def own_complaint(self) -> str:
        return self.tr("There is a value of this name already") if self.taken else ""

    def children_editors(self) -> Iterable[ValueEditor]:
        return (self.held,)

    def field(self) -> QWidget | None:
        return self.key_editor.field()

    def set_place(self, place: str) -> None:
        super().set_place(place)
        self.held.set_place(place)


class DictEditor(ValueEditor):
    def __init__(self, context: FormContext, shape: Shape, words: FieldWords = NO_WORDS) -> None:
        super().__init__(context, shape, words)
        self.entries: list[Entry] = []
        self.pairs: list[PairEditor] = []
        self.column = QVBoxLayout()
        self.column.setSpacing(8)
        self.head = Head()
        self.add_button = self.head.add(self.tr("Add"))
        self.add_button.clicked.connect(self.add)
        self.body.addWidget(self.head)
        self.body.addLayout(self.column)
        self._title = ""

    @classmethod
    def takes(cls, shape: Shape, value: Any) -> bool:
        return isinstance(value, dict)

    def show_value(self, value: Any) -> None:
        if value == self._value and any(pair.taken for pair in self.pairs):
            return  # a name that waits is not in the value
        self._value = value
        for index, (key, item) in enumerate(value.items()):
            if index >= len(self.pairs):
                self._append()
            self.pairs[index].show_pair(key, item)
        while len(self.pairs) > len(value):
            self._drop(len(self.pairs) - 1)
        self.set_place(self.place)
        self._name_pairs()

    def forget(self) -> None:
        for pair in self.pairs:
            pair.taken = False
        self._value = None
        super().forget()

    def _append(self) -> None:
        pair = PairEditor(self.context, self.shape)
        entry = Entry(pair, boxed=True)
        entry.more.hide()
        pair.edited.connect(lambda path, typing: self._changed(pair, path, typing))
        entry.removed.connect(lambda: self._remove(entry))
        self.pairs.append(pair)
        self.entries.append(entry)
        self.column.addWidget(entry)

    def _drop(self, index: int) -> None:
        self.pairs.pop(index)
        entry = self.entries.pop(index)
        self.column.removeWidget(entry)
        entry.hide()
        entry.deleteLater()

    def add(self) -> None:
        if "" not in self._value:
            value = {**self._value, "": self.shape.item.blank(self.context.languages)}
            self.show_value(value)
            self.took(value, path=("",))
        field = self.pairs[list(self._value).index("")].field()
        if field is not None:
            field.setFocus()

    def _remove(self, entry: Entry) -> None:
        self._drop(self.entries.index(entry))
        self._gather((), False)
        self.set_place(self.place)
        last = self.pairs[-1].field() if self.pairs else self.add_button
        if last is not None:
            last.setFocus()

    def _changed(self, pair: PairEditor, path: tuple[Any, ...], typing: bool) -> None:
        self._gather((self.pairs.index(pair), *path), typing)

    def _gather(self, path: tuple[Any, ...], typing: bool) -> None:
        value: dict[str, Any] = {}
        for pair in self.pairs:
            pair.taken = pair.key in value
            pair.show_complaint()
            if not pair.taken:
                value[pair.key] = pair.held.value
        if any(pair.taken for pair in self.pairs):
            return
        self.set_place(self.place)
        self.took(value, typing=typing, path=path)

    def set_place(self, place: str) -> None:
        super().set_place(place)
        for pair in self.pairs:
            pair.set_place(inner(place, pair.key))

    def children_editors(self) -> Iterable[ValueEditor]:
        return list(self.pairs)

    def field(self) -> QWidget | None:
        return self.pairs[0].field() if self.pairs else self.add_button

    def name(self, title: str, hint: str = "") -> None:
        self._title = title
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
        self.head.show_title(title, hint)
        self._name_pairs()

    def _name_pairs(self) -> None:
        for number, pair in enumerate(self.pairs, 1):
            self.entries[number - 1].say_whose(f"{self._title} {number}")
            pair.key_editor.name(f"{self._title} {number}: {self.tr('name')}")
            pair.held.name(f"{self._title} {number}: {self.tr('value')}")

    def marked(self, bad: bool) -> None:
        del bad


class TextsEditor(ValueEditor):
    """A text in each of the scheme's languages; tabs where there is more than one."""

    def __init__(self, context: FormContext, shape: Shape, words: FieldWords = NO_WORDS) -> None:
        super().__init__(context, shape, words)
        self.editors: dict[str, ValueEditor] = {}
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.currentChanged.connect(self._switch)
        self.stack = QVBoxLayout()
        self.body.addWidget(self.tabs)
        self.body.addLayout(self.stack)
        self._title, self._hint = "", ""

    @classmethod
    def takes(cls, shape: Shape, value: Any) -> bool:
        return isinstance(value, dict) and all(
            item is None or isinstance(item, str) for item in value.values()
        )

    def show_value(self, value: Any) -> None:
        self._value = value
        languages = list(dict.fromkeys((*self.context.languages, *value)))
        if languages != list(self.editors):
            self._arrange(languages)
        for language, editor in self.editors.items():
            editor.show_value(value.get(language, ""))

    def _arrange(self, languages: list[str]) -> None:
        current = self.tabs.tabData(self.tabs.currentIndex())
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for gone in [code for code in self.editors if code not in languages]:
            editor = self.editors.pop(gone)
            self.stack.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
        found: dict[str, ValueEditor] = {}
        for index, code in enumerate(languages):
            self.tabs.addTab(texts.language_name(code))
            self.tabs.setTabData(index, code)
            found[code] = self.editors.get(code) or self._make(code)
        self.editors = found
        self.tabs.setVisible(len(languages) > 1)
        self.tabs.setCurrentIndex(languages.index(current) if current in languages else 0)
        self.tabs.blockSignals(False)
        self._switch(self.tabs.currentIndex())
        self.set_place(self.place)
        self.name(self._title, self._hint)

    def _make(self, code: str) -> ValueEditor:
        editor = self.context.make(self.shape.item, self.words)
        editor.edited.connect(lambda path, typing: self._changed(code, path, typing))
        speaks = getattr(editor, "speaks", None)
        if speaks is not None:
            speaks(code)
        self.stack.addWidget(editor)
        return editor

    def _switch(self, index: int) -> None:
        chosen = self.tabs.tabData(index)
        for code, editor in self.editors.items():
            editor.setVisible(code == chosen)

    def _changed(self, code: str, path: tuple[Any, ...], typing: bool) -> None:
        value = {**self._value, code: self.editors[code].value}
        self.took(value, typing=typing, path=(code, *path))

    def reveal(self, place: str) -> None:
        for index, editor in enumerate(self.editors.values()):
            if place == editor.place:
                self.tabs.setCurrentIndex(index)

    def set_place(self, place: str) -> None:
        super().set_place(place)
        for code, editor in self.editors.items():
            editor.set_place(inner(place, code))

    def children_editors(self) -> Iterable[ValueEditor]:
        return list(self.editors.values())

    def field(self) -> QWidget | None:
        index = max(0, self.tabs.currentIndex())
        editors = list(self.editors.values())
        return editors[index].field() if editors else None

    def name(self, title: str, hint: str = "") -> None:
        self._title, self._hint = title, hint
        for code, editor in self.editors.items():
            several = len(self.editors) > 1
            editor.name(f"{title}, {texts.language_name(code)}" if several else title, hint)

    def marked(self, bad: bool) -> None:
        del bad
