"""What a machine can see of a window: words that are cut off, that lie over one another, that are
not translated, and controls that a screen reader has no word for."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

from rino_desktop.ui.elided import ElidedLabel
from rino_desktop.ui.roomy import Roomy

#: Rounding of a font's widths, pixels.
_SLACK = 2
_LATIN, _CYRILLIC = re.compile(r"[A-Za-z]{2,}"), re.compile(r"[А-Яа-яЁё]")


def windows() -> list[QWidget]:
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def parts(window: QWidget) -> Iterator[QWidget]:
    """All that can be seen in it."""
    yield window
    yield from _inside(window)


def _inside(widget: QWidget) -> Iterator[QWidget]:
    """Nine of ten widgets of a window lie on pages that are not shown: not looked into."""
    tabs = isinstance(widget, QTabBar)
    for child in widget.children():
        if isinstance(child, QWidget) and child.isVisible():
            of_qt = tabs or child.objectName().startswith("qt_")
            if not of_qt and not child.size().isEmpty():
                yield child
            yield from _inside(child)


def name_of(widget: QWidget, text: str = "") -> str:
    parent = widget.parentWidget()
    place = type(parent).__name__ if parent is not None else "window"
    return f"{type(widget).__name__} “{text or getattr(widget, 'text', str)()}” in {place}"


# --- cut off ------------------------------------------------------------------------------------


def cut_off(window: QWidget) -> list[str]:
    return [fault for widget in parts(window) for fault in _cut(widget)]


def _cut(widget: QWidget) -> Iterator[str]:
    match widget:
        case ElidedLabel():
            if widget.is_elided and not widget.toolTip():
                yield f"{name_of(widget)}: no tooltip"
        case QLabel():
            yield from _cut_label(widget)
        case QPushButton() | QCheckBox() | QRadioButton() | QToolButton():
            # One with an icon only is as small as whoever made it wants; one that is cut on
            # purpose says all in its tooltip.
            wanted, has = widget.sizeHint(), widget.size()
            text = widget.text()
            if not text or (text.endswith("…") and text != widget.toolTip() and widget.toolTip()):
                return
            if wanted.width() > has.width() + _SLACK or wanted.height() > has.height() + _SLACK:
                yield f"{name_of(widget)}: {has.toTuple()} of {wanted.toTuple()}"
        case QTabBar():
            yield from _cut_tabs(widget)
        case QComboBox():
            yield from _cut_choice(widget)
        case QLineEdit():
            text, width = widget.placeholderText(), widget.contentsRect().width() - 4
            if not widget.text() and widget.fontMetrics().horizontalAdvance(text) > width:
                yield f"{name_of(widget, text)}: {width}"
        case QHeaderView() if widget.orientation() is Qt.Orientation.Horizontal:
            yield from _cut_header(widget)


def _cut_label(label: QLabel) -> Iterator[str]:
    text = label.text()
    if not text or "</" in text or not label.pixmap().isNull():
        return
    if label.wordWrap():
        wanted, has = label.heightForWidth(label.width()), label.height()
    else:
        wanted, has = label.minimumSizeHint().width(), label.width()
    if wanted > has + _SLACK:
        yield f"{name_of(label)}: {has} of {wanted}"


def _cut_tabs(bar: QTabBar) -> Iterator[str]:
    arrows = [x for x in bar.findChildren(QToolButton) if x.isVisible() and not x.text()]
    room = min([bar.width(), *(arrow.x() for arrow in arrows)])
    for index in range(bar.count()):
        rect = bar.tabRect(index)
        if bar.isTabVisible(index) and rect.right() > room + _SLACK:
            yield f"{name_of(bar, bar.tabText(index))}: tab at {rect.right()} of {room}"


def _cut_choice(box: QComboBox) -> Iterator[str]:
    if box.isEditable():
        return
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    wanted = box.fontMetrics().horizontalAdvance(box.currentText())
    if wanted > field.width() + _SLACK and not box.toolTip():
        yield f"{name_of(box, box.currentText())}: {field.width()} of {wanted}"


def _cut_header(header: QHeaderView) -> Iterator[str]:
    for section in range(header.count()):
        text = str(header.model().headerData(section, Qt.Orientation.Horizontal) or "")
        wanted, has = header.fontMetrics().horizontalAdvance(text), header.sectionSize(section)
        if not header.isSectionHidden(section) and wanted > has + _SLACK:
            yield f"{name_of(header, text)}: {has} of {wanted}"


# --- over one another ---------------------------------------------------------------------------


def overlapping(window: QWidget) -> list[str]:
    """Parts of one layout, or what is larger than what it stands in."""
    found = []
    for parent in parts(window):
        layout = parent.layout()
        if isinstance(parent, QListWidget) and parent.count() > 1:
            rows = [parent.visualItemRect(parent.item(row)) for row in (0, 1)]
            if (rows[0] & rows[1]).height() > _SLACK:
                found.append(f"rows of {name_of(parent)} lie over each other")
        if isinstance(parent, QScrollArea) and parent.widget() is not None:
            off = parent.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            if off and parent.widget().width() > parent.viewport().width() + _SLACK:
                found.append(f"{name_of(parent.widget())} is wider than its scroll area")
        if layout is None or isinstance(parent, QStackedWidget):
            continue
        widgets = [w for w in _laid_out(layout) if w.isVisible() and w.width() and w.height()]
        for number, one in enumerate(widgets):
            for other in widgets[number + 1 :]:
                shared = one.geometry() & other.geometry()
                if shared.width() > _SLACK and shared.height() > _SLACK:
                    found.append(f"{name_of(one)} over {name_of(other)}")
            if not _contains(parent.rect(), one.geometry()):
                found.append(f"{name_of(one)}: {one.geometry()} outside of {parent.rect()}")
    return found


def sideways(window: QWidget) -> list[str]:
    """A page, or the rail, that has to be scrolled to the right."""
    found = (part for part in parts(window) if isinstance(part, Roomy))
    return [
        f"{name_of(part)} in {type(part.parentWidget()).__name__} scrolls sideways"
        for part in found
        if part.horizontalScrollBar().maximum() > 0
    ]


def _laid_out(layout: object) -> Iterator[QWidget]:
    for index in range(layout.count()):  # type: ignore[attr-defined]
        item = layout.itemAt(index)  # type: ignore[attr-defined]
        if item.widget() is not None:
            yield item.widget()
        elif item.layout() is not None:
            yield from _laid_out(item.layout())


def _contains(outer: QRect, inner: QRect) -> bool:
    return outer.adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(inner)


# --- untranslated -------------------------------------------------------------------------------


def texts(window: QWidget) -> Iterator[str]:
    for widget in parts(window):
        yield from (widget.toolTip(), widget.accessibleName(), widget.windowTitle())
        match widget:
            case QLabel() | QAbstractButton():
                yield widget.text()
            case QTabBar():
                yield from (widget.tabText(index) for index in range(widget.count()))
            case QComboBox():
                yield from (widget.itemText(index) for index in range(widget.count()))
            case QLineEdit() | QPlainTextEdit():
                yield widget.placeholderText()
            case QMenu():
                yield from (action.text() for action in widget.actions())
            case QHeaderView() if widget.model() is not None:
                for section in range(widget.count()):
                    yield str(widget.model().headerData(section, widget.orientation()) or "")


def untranslated(window: QWidget, allowed: frozenset[str]) -> list[str]:
    """Latin words without a Russian one. ``allowed``: what the samples call things, and names."""
    found = {text for text in texts(window) if _LATIN.search(text) and not _CYRILLIC.search(text)}
    return sorted(text for text in found if not set(re.findall(r"[\w-]+", text)) <= allowed)


# --- nameless -----------------------------------------------------------------------------------


def nameless(window: QWidget) -> list[str]:
    """Reachable by keyboard, and a screen reader has nothing to say of it."""
    found = []
    for widget in parts(window):
        inner = isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox | QHeaderView)
        plain = isinstance(widget, QScrollArea) or type(widget) in (QAbstractScrollArea, QTabBar)
        if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or inner or plain or widget.isWindow():
            continue
        if widget.focusProxy() is not None:
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        if told is None or not told.text(QAccessible.Text.Name):
            found.append(name_of(widget))
    return found
