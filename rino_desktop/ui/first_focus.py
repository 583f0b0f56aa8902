"""Where the keyboard is when a page comes into sight."""

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class FirstFocus(QWidget):
    """A page that hands the keyboard to what is worked with first in it."""

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
