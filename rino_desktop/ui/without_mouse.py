"""Keys for what the mouse does at the edges of things: splitters, and heads of tables."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QSplitter, QTableView, QWidget

#: Ctrl+Shift with these: the part that has the keyboard becomes smaller, or larger.
SPLITTER_KEYS = {"Ctrl+Shift+PgUp": -1, "Ctrl+Shift+PgDown": 1}
SORT_KEY = "Ctrl+Shift+Down"
_STEP_PX = 32


def move_splitters(window: QWidget) -> None:
    for keys, by in SPLITTER_KEYS.items():
        shortcut = QShortcut(QKeySequence(keys), window)
        shortcut.activated.connect(lambda by=by: _move(by))


def _move(by: int) -> None:
    """The innermost splitter around the keyboard: its edge goes to the left or up, to the right or
    down."""
    part = QApplication.focusWidget()
    while part is not None:
        around = part.parentWidget()
        if isinstance(around, QSplitter):
            place, sizes = around.indexOf(part), around.sizes()
            first = min(place, len(sizes) - 2)
            if place >= 0 and len(sizes) > 1:
                sizes[first] = max(0, sizes[first] + by * _STEP_PX)
                sizes[first + 1] = max(0, sizes[first + 1] - by * _STEP_PX)
                around.setSizes(sizes)
                return
        part = around


def sort_by_key(view: QTableView) -> None:
    """By the column in which the keyboard is; once more: the other way round."""
    shortcut = QShortcut(QKeySequence(SORT_KEY), view)
    shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
    shortcut.activated.connect(lambda: _sort(view))


def _sort(view: QTableView) -> None:
    header, column = view.horizontalHeader(), max(view.currentIndex().column(), 0)
    if not view.isSortingEnabled():
        header.sectionClicked.emit(column)
        return
    down = Qt.SortOrder.DescendingOrder
    other = header.sortIndicatorSection() == column and header.sortIndicatorOrder() != down
    view.sortByColumn(column, down if other else Qt.SortOrder.AscendingOrder)
