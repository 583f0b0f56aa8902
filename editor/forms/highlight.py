"""Colours in expressions and templates: values stand out from words, names from texts."""

import re

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from engine.scheme.expression_functions import FUNCTIONS
from rino_desktop.ui import theme

_TOKEN = re.compile(r"(\"[^\"]*\"?|'[^']*'?)|([^\W\d]\w*)|(\d[\d.]*)|(\|[^}]*)")
_WORDS = frozenset({"and", "or", "not", "in", "if", "else", "yes", "no", "empty"})
_SLOT = re.compile(r"\{\{|\}\}|\{([^{}]*)\}?")


class Highlighter(QSyntaxHighlighter):
    def __init__(self, document: QTextDocument, *, template: bool) -> None:
        super().__init__(document)
        self._template = template
        theme.changes.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:  # noqa: N802
        if not self._template:
            self._colour_expression(text, 0)
            return
        for slot in _SLOT.finditer(text):
            if slot[1] is not None:
                self._paint(slot.start(), slot.end() - slot.start(), "secondary")
                self._colour_expression(slot[1], slot.start(1))

    def _colour_expression(self, text: str, at: int) -> None:
        for token in _TOKEN.finditer(text):
            string, name, number, _format = token.groups()
            if string:
                colour = "good"
            elif name:
                is_word = name in _WORDS or name in FUNCTIONS
                colour = "logic" if is_word else "accent"
            else:
                colour = "data" if number else "secondary"
            self._paint(at + token.start(), token.end() - token.start(), colour)

    def _paint(self, start: int, length: int, colour: str) -> None:
        form = QTextCharFormat()
        form.setForeground(QColor(getattr(theme.current(), colour)))
        self.setFormat(start, length, form)
