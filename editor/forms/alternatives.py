"""Editors of what may be one thing or another: one of several models, or nothing."""

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from PySide6.QtWidgets import QCheckBox, QWidget

from editor import texts
from editor.forms.groups import FieldsEditor
from editor.forms.shapes import Shape, blank_of_model, shape_of_field
from editor.forms.text_widgets import Combo
from editor.forms.value import NO_WORDS, FormContext, ValueEditor
from engine.scheme.field_words import FieldWords, readable


class _HoldingEditor(ValueEditor):
    """``held`` edits what is there; None: it has not been made yet."""

    held: ValueEditor | None = None

    def _changed(self, path: tuple[Any, ...], typing: bool) -> None:
        assert self.held is not None
        self.took(self.held.value, typing=typing, path=path)

    def set_place(self, place: str) -> None:
        super().set_place(place)
        if self.held is not None:
            self.held.set_place(place)

    def children_editors(self) -> Iterable[ValueEditor]:
        return () if self.held is None or self._value is None else self.held.children_editors()


class UnionEditor(_HoldingEditor):
    """A value that is one of several models."""

    held: FieldsEditor | None = None

    def __init__(self, context: FormContext, shape: Shape, words: FieldWords = NO_WORDS) -> None:
        super().__init__(context, shape, words)
        self.box = Combo()
        for model in shape.models:
            self.box.addItem(readable(_spaced(model.__name__)), model)
        self.box.activated.connect(self._chosen)
        self.body.addWidget(self.box)

    @classmethod
    def takes(cls, shape: Shape, value: Any) -> bool:
        return isinstance(value, dict)

    def show_value(self, value: Any) -> None:
        self._value = value
        model = _model_of(self.shape.models, value)
        if self.held is None or self.held.model is not model:
            self._hold(model)
        if self.held is not None:
            self.held.show_value(value)
        self.box.setCurrentIndex(self.shape.models.index(model))

    def _hold(self, model: type[BaseModel]) -> None:
        if self.held is not None:
            self.body.removeWidget(self.held)
            self.held.hide()
            self.held.deleteLater()
        self.held = FieldsEditor(self.context, Shape("group", model, models=(model,)))
        self.held.set_place(self.place)
        self.held.edited.connect(self._changed)
        self.body.insertWidget(1, self.held)

    def _chosen(self, index: int) -> None:
        model = self.shape.models[index]
        if self.held is not None and self.held.model is model:
            return
        kept = {n: v for n, v in self._value.items() if n in model.model_fields}
        fresh = blank_of_model(model, self.context.languages)
        value = {**fresh, **{n: v for n, v in kept.items() if n not in _constants(model)}}
        self.show_value(value)
        self.took(value)

    def field(self) -> QWidget:
        return self.box


def _model_of(models: Sequence[type[BaseModel]], value: dict[str, Any]) -> type[BaseModel]:
    """The first that takes the value, else the one with the most of its fields."""
    for model in models:
        try:
            model.model_validate(value)
        except ValidationError:
            continue
        return model

    def likeness(model: type[BaseModel]) -> int:
        constants = _constants(model)
        wrong = sum(value.get(name) not in allowed for name, allowed in constants.items())
        return len(value.keys() & model.model_fields.keys()) - 100 * wrong

    return max(models, key=likeness)


def _constants(model: type[BaseModel]) -> dict[str, tuple[Any, ...]]:
    """Fields whose one value tells this model from the others."""
    shapes = {name: shape_of_field(info) for name, info in model.model_fields.items()}
    return {n: s.values for n, s in shapes.items() if s.kind == "choice" and len(s.values) == 1}


def _spaced(name: str) -> str:
    spaced = "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()
    return spaced.removesuffix(" item") or name


class OptionalEditor(_HoldingEditor):
    """A group, list or mapping that may be left out altogether."""

    def __init__(self, context: FormContext, shape: Shape, words: FieldWords = NO_WORDS) -> None:
        super().__init__(context, shape, words)
        self._present = Shape(
            shape.kind, shape.annotation, shape.metadata, False, shape.role, shape.values,
            shape.models, shape.limits,
        )  # fmt: skip
        self.box = QCheckBox(self.tr("Given"))
        self.box.clicked.connect(self._clicked)
        self.body.addWidget(self.box)

    @classmethod
    def takes(cls, shape: Shape, value: Any) -> bool:
        del shape, value
        return True

    def show_value(self, value: Any) -> None:
        self._value = value
        self.box.setChecked(value is not None)
        if value is not None and self.held is None:  # made late: a model may hold itself
            self.held = self.context.make(self._present, self.words)
            self.held.set_place(self.place)
            title, hint = texts.said(self.words.title), texts.said(self.words.hint)
            self.held.name(title, hint)
            self.held.edited.connect(self._changed)
            self.body.insertWidget(1, self.held)
        if self.held is not None:
            self.held.setVisible(value is not None)
            if value is not None:
                self.held.show_value(value)

    def _clicked(self, checked: bool) -> None:
        value = self._present.blank(self.context.languages) if checked else None
        self.show_value(value)
        self.took(value)

    def field(self) -> QWidget:
        return self.box
