"""A widget as tall as its wrapped lines need: a layout around it does not know how wide it is."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLayout, QWidget


class TallEnough(QWidget):
    """Has a layout whose labels wrap, and may not be as wide as what is around it."""

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            layout = self.layout()
            if layout is not None and layout.hasHeightForWidth():
                self.setMinimumHeight(self.needed(layout))
        return done

    def needed(self, layout: QLayout) -> int:
        return layout.totalHeightForWidth(self.width())


class NoLess(TallEnough):
    """What can scroll in it may become as low as it can be, wrapped lines may not."""

    def needed(self, layout: QLayout) -> int:
        return layout.totalMinimumHeightForWidth(self.width())
