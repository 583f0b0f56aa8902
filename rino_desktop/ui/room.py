"""How much of a screen a window may take."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

#: The frame of a window, and its title, pixels.
_FRAME, _TITLE = 16, 48


def room_for(window: QWidget) -> QSize:
    """For what is inside of its frame. A screen of 1366×768 at 200 % has 683×384 pixels."""
    whole = window.screen().availableGeometry().size()
    return QSize(whole.width() - _FRAME, whole.height() - _TITLE)
