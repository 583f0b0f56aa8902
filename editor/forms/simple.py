"""Editors of single values: texts, numbers, yes and no, choices, keys."""

from typing import Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from editor import texts
from editor.forms.shapes import Shape
from editor.forms.text_widgets import Combo, Line, Text
from editor.forms.value import NO_WORDS, FormContext, ValueEditor
from engine.scheme.field_words import FieldWords
from rino_desktop.ui.theme import dress

KEYS = "1234567890*#ABCD"


class TextEditor(ValueEditor):
    def __init__(self, context: FormContext, shape: Shape, words: FieldWords = NO_WORDS) -> None:
        super().__init__(context, shape, words)
        self.line = Line()
        self.line.textEdited.connect(self._typed)
        self.body.addWidget(self.line)

    def show_value(self, value: Any) -> None:
        self._value = value
        self.line.show_text("" if value is None else str(value))

    def field(self) -> QWidget:
        return self.line

    def _typed(self, text: str) -> None:
        self.took(None if self.shape.optional and not text else text, typing=True)


class LongTextEditor(ValueEditor):
    """Several lines: a statement of SQL."""

    def __init__(self, context: FormContext, shape: Shape, words: FieldWords = NO_WORDS) -> None:
        super().__init__(context, shape, words)
        self.text = Text(least=2, most=16)
        self.text.edited.connect(self._typed)
        self.body.addWidget(self.text)

    def show_value(self, value: Any) -> None:
        self._value = value
        self.text.show_text("" if value is None else str(value))

    def field(self) -> QWidget:
        return self.text

    def _typed(self) -> None:
        text = self.text.toPlainText()
        self.took(None if self.shape.optional and not text else text, typing=True)


class NumberEditor(ValueEditor):
    """What is no number stays as it was typed, and is told as a problem. Arrow keys count."""

    def __init__(
        self, context: FormContext, shape: Shape, words: FieldWords = NO_WORDS, unit: str = ""
    ) -> None:
        super().__init__(context, shape, words)
        self.line = _NumberLine(self)
        self.line.textEdited.connect(self._typed)
        self.unit = QLabel(unit)
        dress(self.unit, "secondary")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.unit)
        self.body.addLayout(row)
        self.unit.setVisible(bool(unit))

    @classmethod
    def takes(cls, shape: Shape, value: Any) -> bool:
        return not isinstance(value, bool) and super().takes(shape, value)

    def show_value(self, value: Any) -> None:
        if value == self._value and type(value) is type(self._value) and self.line.text():
            return  # "5," on its way to "5,5" is shown as it stands
        self._value = value
        self.line.show_text(_shown(value))

    def field(self) -> QWidget:
        return self.line

    def step(self, by: int) -> None:
        value = self._value
        if not isinstance(value, int | float):
            return
        new = value + by
        low = self.shape.limits.get("ge", self.shape.limits.get("gt"))
        high = self.shape.limits.get("le", self.shape.limits.get("lt"))
        if (low is not None and new < low) or (high is not None and new > high):
            return
        if self.shape.limits.get("gt") == new:
            return
        new = round(new, 6)
        self.line.setText(_shown(new))
        self.took(new, typing=True)

    def _typed(self, text: str) -> None:
        self.took(self._read(text.strip()), typing=True)

    def _read(self, text: str) -> Any:
        if not text and self.shape.optional:
            return None
        plain = text.replace(",", ".").replace("\u00a0", "").replace(" ", "")
        try:
            return int(plain)
        except ValueError:
            pass
        try:
            number = float(plain)
        except ValueError:
            return text
        # JSON has no infinity, and "nan" is no number to anybody.
        return number if abs(number) < 1e15 else text


class _NumberLine(Line):
    def __init__(self, owner: NumberEditor) -> None:
        super().__init__()
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10,
                Qt.Key.Key_PageDown: -10}.get(Qt.Key(event.key()))  # fmt: skip
        if step is None:
            super().keyPressEvent(event)
        else:
            self._owner.step(step)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        text = f"{value:g}" if abs(value) < 1e6 else repr(value).removesuffix(".0")
        return text.replace(".", QLocale().decimalPoint())
    return str(value)


class BoolEditor(ValueEditor):
    """The title stands beside the tick."""

    def __init__(self, context: FormContext, shape: Shape, words: FieldWords = NO_WORDS) -> None:
        super().__init__(context, shape, words)
        self.box = QCheckBox(self.said(words)[0])
        self.box.clicked.connect(self._clicked)
        self.body.addWidget(self.box)

    @classmethod
    def takes(cls, shape: Shape, value: Any) -> bool:
        return isinstance(value, bool) or (value is None and shape.optional)

    def show_value(self, value: Any) -> None:
        self._value = value
        if value is None:
            self.box.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            self.box.setTristate(False)
            self.box.setChecked(bool(value))

    def field(self) -> QWidget:
        return self.box

    def marked(self, bad: bool) -> None:
        del bad

    def _clicked(self, checked: bool) -> None:
        self.box.setTristate(False)
        self.took(checked)


class ChoiceEditor(ValueEditor):
    """One of several values; a value that is none of them stands as it is."""

    def __init__(self, context: FormContext, shape: Shape, words: FieldWords = NO_WORDS) -> None:
        super().__init__(context, shape, words)
        self.box = Combo()
        for value, said in self.offered():
            self.box.addItem(said, value)
        self.box.activated.connect(self._chosen)
        self.body.addWidget(self.box)

    def offered(self) -> list[tuple[Any, str]]:
        language = texts.language()
        found = [(value, self.words.choice(value, language)) for value in self.shape.values]
        if self.shape.optional:
            found.insert(0, (None, self.tr("none")))
        return found

    def show_value(self, value: Any) -> None:
        self._value = value
        known = len(self.offered())
        while self.box.count() > known:
            self.box.removeItem(known)
        index = next((i for i in range(known) if self.box.itemData(i) == value), -1)
        if index < 0:
            self.box.addItem(str(value), value)
            index = known
        self.box.setCurrentIndex(index)

    def field(self) -> QWidget:
        return self.box

    def _chosen(self, index: int) -> None:
        value = self.box.itemData(index)
        if value != self._value:
            self.took(value)


class MaybeEditor(ChoiceEditor):
    """Yes, no, or neither."""

    def offered(self) -> list[tuple[Any, str]]:
        return [(None, self.tr("not given")), (True, self.tr("yes")), (False, self.tr("no"))]


class KeyEditor(ChoiceEditor):
    """A key of the telephone: typed or chosen."""

    def offered(self) -> list[tuple[Any, str]]:
        found: list[tuple[Any, str]] = [(key, key) for key in KEYS]
        if self.shape.optional:
            found.insert(0, (None, "–"))
        return found


class LanguageEditor(ChoiceEditor):
    """One of the scheme's languages."""

    def offered(self) -> list[tuple[Any, str]]:
        found: list[tuple[Any, str]] = [
            (code, texts.language_name(code)) for code in self.context.languages
        ]
        if self.shape.optional or not self.shape.limits.get("min_length"):
            found.insert(0, (None if self.shape.optional else "", self.tr("none")))
        return found


class ChoicesEditor(ValueEditor):
    """Several of a few values, as buttons that stay pressed (days of the week)."""

    def __init__(self, context: FormContext, shape: Shape, words: FieldWords = NO_WORDS) -> None:
        super().__init__(context, shape, words)
        self.buttons: dict[Any, QToolButton] = {}
        row = QHBoxLayout()
        row.setSpacing(0)
        for value in shape.item.values:
            button = QToolButton()
            button.setText(words.choice(value, texts.language()))
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setStyleSheet("QToolButton { padding: 4px 0; }")
            button.clicked.connect(self._clicked)
            self.buttons[value] = button
            row.addWidget(button, 1)
        self.body.addLayout(row)

    @classmethod
    def takes(cls, shape: Shape, value: Any) -> bool:
        known = shape.item.values
        return isinstance(value, list) and all(item in known for item in value)

    def show_value(self, value: Any) -> None:
        self._value = value
        for item, button in self.buttons.items():
            button.setChecked(item in value)

    def field(self) -> QWidget | None:
        return next(iter(self.buttons.values()), None)

    def name(self, title: str, hint: str = "") -> None:
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
        for button in self.buttons.values():
            button.setAccessibleName(f"{title}: {button.text()}")
            button.setToolTip(hint)

    def marked(self, bad: bool) -> None:
        del bad

    def _clicked(self) -> None:
        self.took([item for item, button in self.buttons.items() if button.isChecked()])
