"""What scrolls must be as tall as its wrapped lines need: a scroll area does not ask for that."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget


class TallBody(QWidget):
    """The widget of a scroll area, with a layout whose labels wrap."""

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            layout = self.layout()
            if layout is not None and layout.hasHeightForWidth():
                self.setMinimumHeight(layout.totalHeightForWidth(self.width()))
        return done
