"""Editors of messages: prompts, and texts in each language."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QWidget

from editor.forms.lists import ListEditor
from editor.forms.shapes import JSON, Shape, shape_of_field
from editor.forms.value import FormContext, ValueEditor
from engine.scheme.parameters import PromptItem, SayItem

_PROMPT = shape_of_field(PromptItem.model_fields["prompt"])
_SAY = shape_of_field(SayItem.model_fields["say"])


class MessageEditor(ListEditor):
    """What is played in one go: prompts, and texts in each language."""

    def kinds(self) -> list[tuple[str, str]]:
        return [(self.tr("Text"), "say"), (self.tr("Prompt"), "prompt")]

    def new_entry(self, kind: str) -> Any:
        if kind == "prompt":
            return {"prompt": ""}
        return {"say": dict.fromkeys(self.context.languages, "")}

    def make_entry_editor(self, value: Any) -> ValueEditor:
        for name, shape in (("prompt", _PROMPT), ("say", _SAY)):
            if _is_only(value, name):
                held = self.context.make(shape)
                if type(held).takes(shape, value[name]):
                    return _Only(self.context, shape, name, held)
        return self.context.make(JSON)

    def fits(self, editor: ValueEditor, value: Any) -> bool:
        if isinstance(editor, _Only):
            held = editor.held
            return _is_only(value, editor.key) and held.takes(held.shape, value[editor.key])
        return not any(_is_only(value, name) for name in ("prompt", "say"))


class _Only(ValueEditor):
    """An object of one known field, shown as that field."""

    def __init__(self, context: FormContext, shape: Shape, key: str, held: ValueEditor) -> None:
        super().__init__(context, shape)
        self.key, self.held = key, held
        held.edited.connect(lambda path, typing: self._changed(path, typing))
        self.body.addWidget(held)

    @classmethod
    def takes(cls, shape: Shape, value: Any) -> bool:
        return isinstance(value, dict)

    def show_value(self, value: Any) -> None:
        self._value = value
        self.held.show_value(value[self.key])

    def _changed(self, path: tuple[Any, ...], typing: bool) -> None:
        self.took({self.key: self.held.value}, typing=typing, path=(self.key, *path))

    def set_place(self, place: str) -> None:
        super().set_place(place)
        self.held.set_place(f"{place}.{self.key}")

    def children_editors(self) -> Iterable[ValueEditor]:
        return (self.held,)

    def field(self) -> QWidget | None:
        return self.held.field()

    def name(self, title: str, hint: str = "") -> None:
        self.held.name(title, hint)


def _is_only(value: Any, name: str) -> bool:
    return isinstance(value, dict) and value.keys() == {name}
