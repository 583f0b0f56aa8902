"""Text fields of forms: undo is the document's, texts that come from there leave the cursor."""

import math
from typing import cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from editor.document import SchemeDocument
from editor.forms.arranging import make_room
from rino_desktop.ui.calm_wheel import CalmCombo

_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


def is_redo(event: QKeyEvent) -> bool:
    """Ctrl+Y everywhere, as the button says: on Linux Qt itself knows Ctrl+Shift+Z only."""
    return event.matches(_REDO) or (
        event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    )


def is_undo(event: QEvent) -> bool:
    """Undo or redo."""
    return isinstance(event, QKeyEvent) and (event.matches(_UNDO) or is_redo(event))


def undo_by_key(document: SchemeDocument, event: QKeyEvent) -> bool:
    """For a panel's ``keyPressEvent``: the key that no field of it has taken."""
    if event.matches(_UNDO):
        document.undo_stack.undo()
    elif is_redo(event):
        document.undo_stack.redo()
    else:
        return False
    event.accept()
    return True


class Line(QLineEdit):
    def event(self, event: QEvent) -> bool:
        # A field takes Ctrl+Z for itself unless told otherwise, and would know its own text only.
        if event.type() == QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if is_undo(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def show_text(self, text: str) -> None:
        if text != self.text():
            cursor = self.cursorPosition()
            self.setText(text)
            self.setCursorPosition(min(cursor, len(text)))
            if not self.hasFocus():
                self.setCursorPosition(0)  # of a long text the beginning is seen


class Text(QPlainTextEdit):
    """Several lines, as high as its text. Tab goes on to the next field."""

    #: The text was changed here, not by ``show_text``.
    edited = Signal()
    left = Signal()

    def __init__(self, least: int = 1, most: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self._showing = False
        self._text = ""
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._tell)
        self._fit()

    def show_text(self, text: str) -> None:
        """Only what differs is replaced: a cursor elsewhere stays where it is."""
        old = self.toPlainText()
        if text == old:
            return
        shorter = min(len(old), len(text))
        same = next((i for i in range(shorter) if old[i] != text[i]), shorter)
        end = 0
        while end < shorter - same and old[-1 - end] == text[-1 - end]:
            end += 1
        self._showing = True
        try:
            cursor = QTextCursor(self.document())
            cursor.setPosition(_qt_length(old[:same]))
            cursor.setPosition(_qt_length(old[: len(old) - end]), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(text[same : len(text) - end])
        finally:
            self._showing = False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()
            return False
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if is_undo(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        if self.verticalScrollBar().maximum() and self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()  # the form scrolls

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()  # lines are longer now, and fewer

    def _tell(self) -> None:
        text = self.toPlainText()
        # Colours are changes to Qt too.
        if text != self._text:
            self._text = text
            if not self._showing:
                self.edited.emit()

    def _fit(self, *_: object) -> None:
        needed = round(self.document().size().height())
        lines = max(self._least, min(self._most, needed))
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if needed > self._most else policy.ScrollBarAlwaysOff
        )
        margins = self.contentsMargins()  # the style sheet's padding and edge
        chrome = max(12, margins.top() + margins.bottom())
        layout = self.document().firstBlock().layout()
        drawn = layout.lineAt(0).height() if layout.lineCount() else 0.0
        line = max(self.fontMetrics().lineSpacing(), math.ceil(drawn))
        height = line * lines + chrome + 2
        if height != self.height():
            self.setFixedHeight(height)
            if self.isVisible():
                make_room(self)


def _qt_length(text: str) -> int:
    """Qt counts in UTF-16."""
    return len(text.encode("utf-16-le")) // 2


class Combo(CalmCombo):
    """``opening``: it is about to show its entries, which may be given anew."""

    opening = Signal()

    def __init__(self, *, editable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        if editable:
            self.setEditable(True)
            self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            self.setLineEdit(Line(self))

    def line(self) -> Line:
        return cast(Line, self.lineEdit())

    def showPopup(self) -> None:  # noqa: N802
        self.opening.emit()
        super().showPopup()
