"""Widgets as tall as their wrapped lines need: a layout around them does not know how wide they
are."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QLayout, QWidget


class _Tall:
    """Has a layout whose labels wrap, and may not be as wide as what is around it. Goes before the
    widget's class."""

    def event(self, event: QEvent) -> bool:
        done: bool = super().event(event)  # type: ignore[misc] # the widget's
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            assert isinstance(self, QWidget)
            layout = self.layout()
            if layout is not None and layout.hasHeightForWidth():
                self.setMinimumHeight(self.needed(layout, self.width()))
        return done

    def needed(self, layout: QLayout, width: int) -> int:
        """Pixels."""
        return layout.totalHeightForWidth(width)


class _NoLess(_Tall):
    """What can scroll in it may become as low as it can be, wrapped lines may not. What is around
    it need not ask for its height at a width: a layout that does takes that for the least."""

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return False

    def needed(self, layout: QLayout, width: int) -> int:
        return layout.totalMinimumHeightForWidth(width)


class TallEnough(_Tall, QWidget):
    pass


class NoLess(_NoLess, QWidget):
    pass


class NoLessFrame(_NoLess, QFrame):
    pass
