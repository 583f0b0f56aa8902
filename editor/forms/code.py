"""Editors of expressions and templates: completion, colours, complaints while typing."""

from typing import Any

from PySide6.QtCore import QDate, QStringListModel, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QLabel, QListView, QWidget

from editor import texts
from editor.forms.completion import Offer, offer
from editor.forms.highlight import Highlighter
from editor.forms.insert_value import InsertValue
from editor.forms.preview import preview
from editor.forms.shapes import Shape
from editor.forms.text_widgets import Text
from editor.forms.value import NO_WORDS, FormContext, ValueEditor
from engine.quotes import quoted
from engine.scheme import expressions, templates
from engine.scheme.expressions import BadExpressionError
from engine.scheme.field_words import FieldWords
from rino_desktop.ui.theme import dress

_PREVIEW_MS = 250


class CodeText(Text):
    """Offers words at the cursor, unasked while one is being typed, always by Ctrl+Space."""

    def __init__(self, owner: "CodeEditor", least: int) -> None:
        super().__init__(least=least)
        self._owner = owner
        self._offer = Offer(0, "", ())
        self._model = QStringListModel(self)
        self.completer = QCompleter(self._model, self)
        self.popup = QListView()
        self.popup.setAccessibleName(self.tr("What can stand here"))
        self.completer.setPopup(self.popup)
        self.completer.setWidget(self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.activated.connect(self._insert)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        popup = self.popup
        takes = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape,
                 Qt.Key.Key_Backtab)  # fmt: skip
        if popup.isVisible() and event.key() in takes:
            event.ignore()  # the list's
            return
        asked = event.key() == Qt.Key.Key_Space and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        if asked:
            self.suggest(asked=True)
            return
        super().keyPressEvent(event)
        if (event.text() and event.text().isprintable()) or popup.isVisible():
            self.suggest()

    def suggest(self, *, asked: bool = False) -> None:
        cursor = self.textCursor()
        before = self.toPlainText()
        position = _python_position(before, cursor.position())
        self._offer = self._owner.offer(before, position)
        # Nobody asked for a list of everything after each blank.
        wanted = asked or self._offer.written or before[:position].endswith(('["', "|"))
        if not wanted or not self._offer.words:
            self.popup.hide()
            return
        self._model.setStringList(list(self._offer.words))
        popup = self.popup
        popup.setCurrentIndex(self._model.index(0, 0))
        rect = self.cursorRect()
        rect.setWidth(min(320, popup.sizeHintForColumn(0) + 40))
        self.completer.complete(rect)

    def _insert(self, word: str) -> None:
        cursor = self.textCursor()
        written = self._offer.written
        cursor.movePosition(
            QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(written)
        )
        cursor.insertText(word)
        self.setTextCursor(cursor)


def _python_position(text: str, position: int) -> int:
    """Qt counts in UTF-16."""
    return len(text.encode("utf-16-le")[: 2 * position].decode("utf-16-le", "ignore"))


class CodeEditor(ValueEditor):
    least_lines = 1

    def __init__(self, context: FormContext, shape: Shape, words: FieldWords = NO_WORDS) -> None:
        super().__init__(context, shape, words)
        self.text = CodeText(self, self.least_lines)
        self.highlighter = Highlighter(self.text.document(), template=self.is_template)
        self.text.edited.connect(self._typed)
        self.body.addWidget(self.text)
        self.insert = InsertValue(self.text, context, shape.role, template=self.is_template)

    is_template = False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.insert.put()

    def show_value(self, value: Any) -> None:
        self._value = value
        self.text.show_text("" if value is None else str(value))
        self.show_complaint()

    def field(self) -> QWidget:
        return self.text

    def offer(self, text: str, position: int) -> Offer:
        role = self.shape.role

        def names(kind: str) -> list[str]:
            if kind == "variable" and role == "called_expression":
                return self.context.names_of("called_variable")
            return self.context.names_of(kind)

        return offer(text, position, names, template=self.is_template, spoken=role == "template")

    def own_complaint(self) -> str:
        if not isinstance(self._value, str):
            return ""
        try:
            self.parse(self._value)
        except BadExpressionError as bad:
            text = bad.ru if texts.language() == "ru" else bad.en
            return text[:1].upper() + text[1:]
        return ""

    def parse(self, text: str) -> None:
        """Raises BadExpressionError."""
        if text.strip():
            expressions.parse(text)

    def _typed(self) -> None:
        text = self.text.toPlainText()
        self.took(None if self.shape.optional and not text else text, typing=True)


class ExpressionEditor(CodeEditor):
    """What it looks like is shown while it is empty."""

    def name(self, title: str, hint: str = "") -> None:
        super().name(title, hint)
        self.text.setPlaceholderText(hint)


class TemplateEditor(CodeEditor):
    """A text with values in it. Of one that is spoken, how it sounds stands below."""

    is_template = True

    def __init__(self, context: FormContext, shape: Shape, words: FieldWords = NO_WORDS) -> None:
        self.least_lines = 2 if shape.role == "template" else 1
        super().__init__(context, shape, words)
        self._language = ""
        self.preview = QLabel()
        self.preview.setWordWrap(True)
        self.preview.setTextFormat(Qt.TextFormat.PlainText)
        self.preview.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        dress(self.preview, "secondary")
        self.preview.hide()
        self.body.addWidget(self.preview)
        self._later = QTimer(self, singleShot=True, interval=_PREVIEW_MS)
        self._later.timeout.connect(self.show_preview)

    def speaks(self, language: str) -> None:
        """Which language the text is in."""
        self._language = language

    def show_value(self, value: Any) -> None:
        super().show_value(value)
        self._later.start()

    def took(self, value: Any, *, typing: bool = False, path: tuple[Any, ...] = ()) -> None:
        super().took(value, typing=typing, path=path)
        self._later.start()

    def parse(self, text: str) -> None:
        if self.shape.role == "template":
            templates.parse_spoken(text)
        else:
            templates.parse_template(text)

    def show_preview(self) -> None:
        header = self.context.document.content.header
        said, language = "", self._language or self.context.languages[0]
        if self.shape.role == "template" and isinstance(self._value, str):
            today = QDate.currentDate().toPython()
            said = preview(
                self._value,
                language,
                {variable.name: variable for variable in header["variables"]},
                header["currency"],
                today,  # type: ignore[arg-type] # PySide types it as object
            )
        self.preview.setText(quoted(said, language) if said else "")
        self.preview.setVisible(bool(said))
