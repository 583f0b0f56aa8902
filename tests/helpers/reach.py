"""What somebody without a mouse, or without eyes, meets in a window: where Tab leads, whether what
is reached has a name of its own, and whether all of it can be had on a small screen."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDateTimeEdit,
    QLabel,
    QWidget,
)

from editor.forms.entries import Entry
from rino_desktop.ui.reading_order import Reading, ReadingOrder
from tests.helpers.looks import name_of

#: Sections of a date and a time that Tab goes through.
_SECTIONS = 7
_SLACK = 2
#: A name like this says nothing: an icon, a sign.
_WORD = re.compile(r"\w")


# --- Tab ------------------------------------------------------------------------------------------


def walked(window: QWidget) -> list[str]:
    """Tab goes to every widget that can be reached, once, as the window is read, and comes back;
    Shift+Tab does the same the other way round. What comes into sight on the way (the fields of a
    row that is reached) is gone through, too."""
    if not isinstance(window, ReadingOrder):
        return []
    window.activateWindow()
    reading = Reading(window)
    wanted = reading.stops
    if QApplication.activeWindow() is not window or len(wanted) < 2:
        return []
    faults = [*_not_as_read(wanted)]
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        wanted[0].setFocus()
        seen, fault = _walk(key, wanted[0])
        left = [widget for widget in wanted if widget not in seen and widget.isVisible()]
        faults += [f"{key.name}: {name_of(widget)} is not reached" for widget in left]
        faults += [f"{key.name}: {fault}"] if fault else []
    return faults


def _walk(key: Qt.Key, first: QWidget) -> tuple[list[QWidget], str]:
    """What it goes through until it is back, and what keeps it from that."""
    seen = [first]
    while True:
        there = _pressed(key)
        if there is None:
            return seen, f"the keyboard is lost after {name_of(seen[-1])}"
        if there is first:
            return seen, ""
        if there is seen[-1]:
            return seen, f"{name_of(there)} keeps the keyboard"
        if there in seen:
            return seen, f"it comes to {name_of(there)} again"
        seen.append(there)


def _pressed(key: Qt.Key) -> QWidget | None:
    """Where it leads; a date has several places in itself."""
    now = there = QApplication.focusWidget()
    for _ in range(_SECTIONS):
        QTest.keyClick(now, key)
        there = QApplication.focusWidget()
        if there is not now or not isinstance(now, QDateTimeEdit):
            break
    return there


def _not_as_read(stops: list[QWidget]) -> Iterator[str]:
    for one, other in pairwise(stops):
        around = one.parentWidget()
        while around is not None and not around.isAncestorOf(other):
            around = around.parentWidget()
        if around is None or hasattr(around, "in_reading_order"):
            continue
        first, second = _part(around, one), _part(around, other)
        if first is second:
            continue
        a, b = first.geometry(), second.geometry()
        above = b.bottom() <= a.top() + _SLACK and _share(a.left(), a.right(), b.left(), b.right())
        left = b.right() <= a.left() + _SLACK and _share(a.top(), a.bottom(), b.top(), b.bottom())
        if above or left:
            yield f"Tab goes back from {name_of(one)} to {name_of(other)}"


def _part(around: QWidget, widget: QWidget) -> QWidget:
    while widget.parentWidget() is not around:
        widget = widget.parentWidget()
    return widget


def _share(a: int, b: int, c: int, d: int) -> bool:
    return min(b, d) - max(a, c) > _SLACK


# --- names ----------------------------------------------------------------------------------------


def misnamed(window: QWidget) -> list[str]:
    """Choices that are named only by what is chosen, names without a word, and rows whose widgets
    are all called the same. (A button that is there twice, at the top and where there is nothing
    yet, does the same.) Parts that are shown outside of their window are none."""
    if not isinstance(window, ReadingOrder):
        return []
    reading = Reading(window)
    labels = {label.buddy(): label.text() for label in window.findChildren(QLabel) if label.buddy()}
    told = [(widget, said(widget) or labels.get(widget, "")) for widget in reading.stops]
    times = Counter(_place(widget, name) for widget, name in told)
    faults = []
    for widget, name in told:
        if not _WORD.search(name):
            faults.append(f"{name_of(widget, name)} has no name")
        elif times[_place(widget, name)] > 1 and not _numbered(widget):
            faults.append(f"{name_of(widget, name)} is there {times[_place(widget, name)]} times")
    return faults


def said(widget: QWidget) -> str:
    """The name that a screen reader says. On Linux Qt gives the value of a choice for its name."""
    if isinstance(widget, QComboBox):
        return widget.accessibleName()
    told = QAccessible.queryAccessibleInterface(widget)
    return "" if told is None else str(told.text(QAccessible.Text.Name))


def _place(widget: QWidget, name: str) -> tuple[type, type, str]:
    return type(widget), type(widget.parentWidget()), name


def _numbered(widget: QWidget) -> bool:
    """In an entry of a list of the editor, whose buttons say which it is."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, Entry):
        above = above.parentWidget()
    return above is not None and widget not in (above.more, above.remove_button)


# --- small screens --------------------------------------------------------------------------------


def outside(window: QWidget, room: QSize) -> list[str]:
    """What cannot be brought into sight in so much room."""
    size = window.size()
    if size.width() > room.width() or size.height() > room.height():
        return [f"{type(window).__name__} of {size.toTuple()} in {room.toTuple()}"]
    faults, reading = [], Reading(window)
    for widget in reading.stops:
        at = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        if not at.intersects(window.rect()) and not _scrolls(widget):
            faults.append(f"{name_of(widget)} lies outside, at {at}")
    return faults


def _scrolls(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QAbstractScrollArea):
            return True
        above = above.parentWidget()
    return False
