"""Moving the sheet under the window: middle button, or Space with the left one."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollBar

from editor.gestures.gesture import Gesture


class Pan(Gesture):
    cursor = Qt.CursorShape.ClosedHandCursor

    def pan(self, by: QPoint) -> None:
        """By pixels of the window; its own scene positions move along, so they are of no use."""
        for bar, step in (
            (self.view.horizontalScrollBar(), by.x()), (self.view.verticalScrollBar(), by.y()),
        ):  # fmt: skip
            assert isinstance(bar, QScrollBar)
            bar.setValue(bar.value() - step)
