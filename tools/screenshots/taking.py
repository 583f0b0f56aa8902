"""How a picture is taken: the window is made, both loops turn, and what lies above it is painted
where it stands."""

import asyncio
import inspect
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from rino_desktop.ui import state, theme
from tools.screenshots import SCREENS

_TURNS = 5
#: Height of a dialog's title bar, pixels.
_HEAD = 28


@asynccontextmanager
async def shown(name: str) -> AsyncIterator[QWidget]:
    """The window of that name on the screen, with everything that it has opened."""
    state.forget()
    made = SCREENS[name]()
    window = await made if inspect.isawaitable(made) else made
    assert isinstance(window, QWidget)
    window.show()
    await settle()
    try:
        yield window
    finally:
        for widget in [*above(window), window]:
            widget.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
            widget.hide()
            widget.deleteLater()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await settle()
        # Nothing else would do it here, and every window that is left makes the next one slower.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


async def settle() -> None:
    """Layouts wait for Qt's loop, answers of a desk for asyncio's."""
    for _ in range(_TURNS):
        QApplication.processEvents()
        await asyncio.sleep(0)


def above(window: QWidget) -> list[QWidget]:
    """Dialogs, menus and popups that are open over it."""
    there = [each for each in QApplication.topLevelWidgets() if each is not window]
    # What is no window's any more may go with the collector while others are looked at.
    return [
        each for each in there if isValid(each) and each.isVisible() and not each.size().isEmpty()
    ]


def picture(window: QWidget) -> QPixmap:
    """As a screen shows it: dialogs above it in a frame with their titles."""
    taken = window.grab()
    framed = QPixmap(taken.size())
    framed.setDevicePixelRatio(taken.devicePixelRatio())
    framed.fill(QColor(theme.current().page))
    painter = QPainter(framed)
    painter.drawPixmap(0, 0, taken)
    for widget in above(window):
        at = window.mapFromGlobal(widget.mapToGlobal(widget.rect().topLeft()))
        painter.drawPixmap(at, widget.grab())
        if isinstance(widget, QDialog) and widget.windowType() is not Qt.WindowType.Popup:
            _frame(painter, widget, QRect(at, widget.size()))
    painter.end()
    return framed


def _frame(painter: QPainter, dialog: QWidget, area: QRect) -> None:
    """In the place of the window manager's."""
    colours = theme.current()
    head = QRect(area.left(), area.top() - _HEAD, area.width(), _HEAD)
    painter.fillRect(head, QColor(colours.border))
    painter.setPen(QColor(colours.text))
    painter.drawText(head, Qt.AlignmentFlag.AlignCenter, dialog.windowTitle())
    painter.setPen(QColor(colours.secondary))
    painter.drawRect(head.united(area).adjusted(-1, -1, 0, 0))
