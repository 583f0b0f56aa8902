"""A widget as tall as its wrapped lines need: a layout around it does not know how wide it is."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget


class TallEnough(QWidget):
    """Has a layout whose labels wrap, and may not be as wide as what is around it."""

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            layout = self.layout()
            if layout is not None and layout.hasHeightForWidth():
                self.setMinimumHeight(layout.totalHeightForWidth(self.width()))
        return done
