"""What a screen reader says wherever the keyboard is: that somebody calls, an alarm, a fault.

Qt gives it on to the reader of the system (UI Automation on Windows, AT-SPI on Linux).
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


class Announcements(QObject):
    """``made``: what was said, and whether it interrupts what the reader is saying."""

    made = Signal(str, bool)


announcements = Announcements()


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """``urgent``: at once, in the middle of whatever is being said. Only of what is in sight."""
    if not text or not widget.isVisible():
        return
    said = QAccessibleAnnouncementEvent(widget.window(), text)
    how = QAccessible.AnnouncementPoliteness
    said.setPoliteness(how.Assertive if urgent else how.Polite)
    QAccessible.updateAccessibility(said)
    announcements.made.emit(text, urgent)
