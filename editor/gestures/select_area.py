"""The rubber band."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from editor.gestures.gesture import Gesture

if TYPE_CHECKING:
    from editor.view import SchemeView


class SelectArea(Gesture):
    """With Shift or Ctrl what was selected stays selected."""

    def __init__(self, view: "SchemeView", start: QPointF, add: bool) -> None:
        super().__init__(view, start)
        selection = self.scene.selection
        self._before = (selection.nodes, selection.links, selection.notes)
        self._kept = self._before if add else (frozenset(), frozenset(), frozenset())

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        area = QRectF(self.start, at).normalized()
        self.view.show_band(area)
        blocks, notes = self.scene.keys_in(area)
        inside = set(blocks)
        links = [
            link.id
            for key in blocks
            for link in self.document.content.leaving(key)
            if link.target in inside
        ]
        nodes, kept_links, kept_notes = self._kept
        self.scene.selection.set(nodes | inside, kept_links | set(links), kept_notes | set(notes))

    def release(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.view.show_band(None)
        if (at - self.start).manhattanLength() < 1:
            self.scene.selection.set(*self._kept)

    def cancel(self) -> None:
        self.view.show_band(None)
        self.scene.selection.set(*self._before)
