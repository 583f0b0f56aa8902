"""Parts of a window that are made anew while somebody has the mouse or the keyboard in them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QWidget

#: One that is held down and taken out of sight is let go by nobody; ms.
_LOOK_AGAIN_MS = 500


class Redrawn:
    """``build`` takes out what is in ``area`` and makes it anew. A button that is held down is
    waited for, or the click in it would do nothing; the keyboard goes to the new button that has
    the object name of the one it was at, and where several have it the accessible name, too: to no
    other one, as a key pressed now is meant for that one. Until it comes nobody has the
    keyboard."""

    def __init__(self, area: QWidget, build: Callable[[], None]) -> None:
        self._area = area
        self._build = build
        self._held: QAbstractButton | None = None
        #: Object name and accessible name of the button that is to have the keyboard.
        self._wanted: tuple[str, str] | None = None

    def draw(self) -> None:
        before = self._area.findChildren(QAbstractButton)
        held = next((each for each in before if each.isDown() and each.isVisible()), None)
        if held is not None:
            QTimer.singleShot(_LOOK_AGAIN_MS, self._area, self._look_again)
            if held is not self._held:
                self._held = held
                # "clicked" comes after "released".
                held.released.connect(lambda: QTimer.singleShot(0, self._area, self._look_again))
            return
        self._held = None
        self._remember(before)
        self._build()
        if self._wanted is not None:
            # The old ones are there until Qt has the time.
            self._give([b for b in self._area.findChildren(QAbstractButton) if b not in before])

    def _look_again(self) -> None:
        if self._held is not None:
            self.draw()

    def _remember(self, before: Sequence[QAbstractButton]) -> None:
        # That of our own window, which need not be the active one.
        focused = self._area.window().focusWidget()
        if focused in before:
            self._wanted = (focused.objectName(), focused.accessibleName())
            # Qt would pass it on to the next button, whatever that does.
            focused.clearFocus()
        elif focused is not None:
            self._wanted = None

    def _give(self, fresh: Sequence[QAbstractButton]) -> None:
        assert self._wanted is not None
        name, spoken = self._wanted
        found = [button for button in fresh if name and button.objectName() == name]
        if len(found) > 1:
            found = [button for button in found if button.accessibleName() == spoken]
        if found:
            self._wanted = None
            self._show_now(found[0])
            found[0].setFocus()

    def _show_now(self, widget: QWidget) -> None:
        """A layout does it later; what is not shown cannot have the keyboard."""
        parent = widget.parentWidget()
        if parent is not None and parent is not self._area:
            self._show_now(parent)
        widget.show()
