"""Pulling a note or frame to another size by its corner."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, Qt

from editor.content import Draft
from editor.edits.nodes import snapped
from editor.gestures.gesture import Gesture

if TYPE_CHECKING:
    from editor.view import SchemeView

translate = QCoreApplication.translate

_LEAST = 48.0


class ResizeNote(Gesture):
    cursor = Qt.CursorShape.SizeFDiagCursor

    def __init__(self, view: "SchemeView", start: QPointF, key: str) -> None:
        super().__init__(view, start)
        self._note = self.document.content.notes[key]
        self._sized = self._note

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        way = at - self.start
        self._sized = replace(
            self._note,
            width=max(_LEAST, snapped(self._note.width + way.x())),
            height=max(_LEAST, snapped(self._note.height + way.y())),
        )
        self.scene.notes[self._note.id].show_note(self._sized)

    def release(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.move(at, modifiers)
        draft = Draft(self.document.content)
        draft.note(self._sized)
        self.document.do(translate("Canvas", "Resize"), draft.changes())

    def cancel(self) -> None:
        self.scene.notes[self._note.id].show_note(self._note)
