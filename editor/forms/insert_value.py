"""The button in the corner of an expression or text: all values that can stand there, by name.

Who does not know how an answer is written in an expression chooses it here, with what it is
compared to.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton

from editor import texts
from editor.document import SchemeDocument
from editor.forms.text_widgets import Text
from editor.forms.value import FormContext
from rino_desktop.ui import icons


class InsertValue(QToolButton):
    """``template``: values stand in braces there, and nothing is compared. ``role``: that of the
    field; what a called scheme works out knows its variables only."""

    def __init__(
        self, text: Text, context: FormContext, role: str = "", *, template: bool = False
    ) -> None:
        super().__init__(text)
        self._text, self._context, self._template = text, context, template
        self._called = role == "called_expression"
        icons.set_on(self, "variables", "secondary")
        self.setAccessibleName(self.tr("Insert a value"))
        self.setToolTip(self.tr("Insert a value"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        menu = QMenu(self)
        menu.aboutToShow.connect(self.fill)
        self.setMenu(menu)
        text.setViewportMargins(0, 0, 24, 0)

    def put(self) -> None:
        """Into the text's own corner, where it takes no line of its own."""
        self.setAccessibleName(f"{self.toolTip()}: {self._text.accessibleName()}")
        self.adjustSize()
        self.move(self._text.width() - self.width() - 3, 2)
        self.show()

    def fill(self) -> None:
        """What there is now."""
        menu = self.menu()
        menu.clear()
        for name in self._context.names_of("called_variable" if self._called else "variable"):
            self._offer(menu, name, name)
        if not self._called:
            self._offer_answers(menu)
            self._offer_fields(menu)
        if menu.isEmpty():
            menu.addAction(self.tr("The scheme has no variables or answers yet")).setEnabled(False)

    def _offer_answers(self, menu: QMenu) -> None:
        for name in self._context.names_of("result"):
            title = self.tr("Answer “{name}”").format(name=name)
            value = f"result[{_quoted(name)}]"
            codes = {} if self._template else answers(self._context.document, name)
            if not codes:
                self._offer(menu, title, value)
                continue
            inner = menu.addMenu(_plain(title))
            for code, said in codes.items():
                self._offer(
                    inner, f"{code} — {said}" if said else code, f"{value} == {_quoted(code)}"
                )

    def _offer_fields(self, menu: QMenu) -> None:
        fields = self._context.names_of("field")
        if fields:
            inner = menu.addMenu(self.tr("Field of the contact"))
            for name in fields:
                self._offer(inner, name, f"contact[{_quoted(name)}]")

    def _offer(self, menu: QMenu, title: str, value: str) -> None:
        menu.addAction(_plain(title)).triggered.connect(partial(self._insert, value))

    def _insert(self, value: str, _checked: bool = False) -> None:
        cursor = self._text.textCursor()
        if self._template:
            value = f"{{{value}}}"
        elif not cursor.hasSelection():
            before = self._text.toPlainText()[: cursor.position()]
            if before and before[-1] not in " (\n":
                value = f" {value}"
        self._text.insertPlainText(value)
        self._text.setFocus()


def answers(document: SchemeDocument, name: str) -> dict[str, str]:
    """The codes that one answer can be kept as, and what they are called; empty: it can be anything
    or several at once."""
    found: dict[str, str] = {}
    for key, node in document.content.nodes.items():
        if name not in document.facts.of(key).saves and name not in _results(document, key):
            continue
        options = node.parameters.get("options")
        if node.parameters.get("kind", "single") != "single" or not isinstance(options, list):
            return {}
        for option in options:
            if isinstance(option, Mapping) and isinstance(option.get("code"), str):
                found[str(option["code"])] = _in_words(option.get("text"))
    found.pop("", None)
    return found


def _results(document: SchemeDocument, key: str) -> Iterator[str]:
    for reference in document.facts.of(key).references:
        if reference.role == "result":
            yield reference.text


def _in_words(said: Any) -> str:
    if not isinstance(said, Mapping):
        return said if isinstance(said, str) else ""
    text = said.get(texts.language()) or next(iter(said.values()), "")
    return text if isinstance(text, str) else ""


def _quoted(text: str) -> str:
    return f"'{text}'" if '"' in text else f'"{text}"'


def _plain(title: str) -> str:
    """A menu takes "&" for the mark of a key."""
    return title.replace("&", "&&")
