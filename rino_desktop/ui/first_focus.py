"""Where the keyboard is when a page comes into sight."""

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from rino_desktop.ui.tall_enough import NoLess


class FirstFocus(NoLess):
    """A page that hands the keyboard to what is worked with first in it. A line that wraps in it
    does not make it scroll as a whole before it is as low as it can be."""

    def first_field(self) -> QWidget:
        """What can be seen of it at the moment; the page itself while there is nothing."""
        raise NotImplementedError

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.pass_focus_on()

    def pass_focus_on(self) -> None:
        """Also to be called when something has come into the page."""
        field = self.first_field()
        if self.hasFocus() and field is not self:
            field.setFocus()
