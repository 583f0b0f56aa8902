"""What all gestures have in common."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

if TYPE_CHECKING:
    from editor.view import SchemeView


class Gesture:
    """Positions are the scene's."""

    cursor: Qt.CursorShape | None = None

    def __init__(self, view: "SchemeView", start: QPointF) -> None:
        self.view = view
        self.scene = view.scheme_scene
        self.document = view.scheme_scene.document
        self.start = start

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The mouse has moved."""

    def release(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The button is up: this is what it was for."""

    def cancel(self) -> None:
        """Nothing has happened."""
