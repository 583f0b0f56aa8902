"""Parts of a window that are made anew while somebody has the mouse or the keyboard in them."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget


class Redrawn:
    """``build`` takes out what is in ``area`` and makes it anew. A button that is held down is
    waited for, or the click in it would do nothing; the keyboard goes to the new button that has
    the object name of the one it was at."""

    def __init__(self, area: QWidget, build: Callable[[], None]) -> None:
        self._area = area
        self._build = build
        self._held: QAbstractButton | None = None

    def draw(self) -> None:
        before = self._area.findChildren(QAbstractButton)
        held = next((each for each in before if each.isDown() and each.isVisible()), None)
        if held is not None:
            if held is not self._held:
                self._held = held
                # "clicked" comes after "released".
                held.released.connect(lambda: QTimer.singleShot(0, self._area, self.draw))
            return
        self._held = None
        focused = QApplication.focusWidget()
        name = focused.objectName() if focused in before else ""
        self._build()
        if name:
            # The old ones are there until Qt has the time.
            new = (b for b in self._area.findChildren(QAbstractButton) if b not in before)
            found = next((button for button in new if button.objectName() == name), None)
            if found is not None:
                self._show_now(found)
                found.setFocus()

    def _show_now(self, widget: QWidget) -> None:
        """A layout does it later; what is not shown cannot have the keyboard."""
        parent = widget.parentWidget()
        if parent is not None and parent is not self._area:
            self._show_now(parent)
        widget.show()
