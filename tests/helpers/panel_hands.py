"""Whoever sits before a panel: real keys and clicks, and the event loops turned in between."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

#: It may share its processor.
_PATIENCE_S = 60.0


def opened(qtbot: QtBot, panel: QWidget, width: int = 1000, height: int = 640) -> None:
    qtbot.addWidget(panel)
    panel.resize(width, height)
    panel.show()
    with qtbot.waitActive(panel):
        panel.activateWindow()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def typed(text: str, into: QWidget | None = None) -> None:
    """Cyrillic too, which QTest cannot."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = ord(letter.upper()) if letter.isascii() else 0
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(into or focused(), event)


def key(*keys: Qt.Key, ctrl: bool = False, alt: bool = False) -> None:
    modifier = Qt.KeyboardModifier.NoModifier
    if ctrl:
        modifier = Qt.KeyboardModifier.ControlModifier
    if alt:
        modifier = Qt.KeyboardModifier.AltModifier
    for each in keys:
        QTest.keyClick(focused(), each, modifier)


def click(widget: QWidget, at: QPoint | None = None) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())


async def until(condition: Callable[[], Any]) -> None:
    """Qt's events and asyncio's, until it is so."""
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        QTest.qWait(2)
        await asyncio.sleep(0.002)
        if condition():
            return
        assert time.monotonic() < deadline, "it did not come to pass"
