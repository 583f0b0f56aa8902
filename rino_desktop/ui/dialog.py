"""What dialogs have in common: Tab goes through them as they are read, and they fit the screen."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QLayout,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.ui.reading_order import ReadingOrder
from rino_desktop.ui.room import room_for
from rino_desktop.ui.without_mouse import move_splitters


class Dialog(ReadingOrder, QDialog):
    """One that needs more room than the screen has scrolls; its last row, that of the buttons,
    stays in sight. That is found out whenever it is shown or something comes into it: on a large
    screen nothing changes."""

    _scrolled: QScrollArea | None = None
    _has_keys = False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and not self._has_keys:
            self._has_keys = True
            help_key = QShortcut(QKeySequence(Qt.Key.Key_F1), self)
            help_key.setAutoRepeat(False)
            help_key.activated.connect(self._help)
            if self.findChild(QSplitter) is not None:
                move_splitters(self)
        if event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self._fit()
        return super().event(event)

    def _help(self) -> None:
        """What the windows behind it say at that key: they do not hear it themselves."""
        window = self.parentWidget()
        while window is not None:
            for action in window.actions():
                if action.shortcut() == QKeySequence(Qt.Key.Key_F1):
                    action.trigger()
                    return
            window = window.parentWidget()

    def _fit(self) -> None:
        layout, room = self.layout(), room_for(self)
        if layout is None:
            return
        if self._scrolled is None:
            least = _least(layout, min(self.width(), room.width()))
            if not _fits(least, room):
                self._scrolled = _scrolling(self, layout)
            elif self.height() < least.height():
                # Qt opens it no higher than two thirds of the screen, wrapped lines or not.
                self.resize(self.width(), least.height())
        if not _fits(self.minimumSize(), room):
            self.setMinimumSize(self.minimumSize().boundedTo(room))
        if not _fits(self.size(), room):
            self.resize(self.size().boundedTo(room))


def _fits(size: QSize, room: QSize) -> bool:
    return size.width() <= room.width() and size.height() <= room.height()


def _least(layout: QLayout, width: int) -> QSize:
    """At the width that it has: in a narrow one words take more lines."""
    least = layout.totalMinimumSize()
    if layout.hasHeightForWidth():
        least.setHeight(layout.totalMinimumHeightForWidth(max(least.width(), width)))
    return least


def _scrolling(dialog: QDialog, layout: QLayout) -> QScrollArea:
    buttons = _last_row(layout)
    area, inner = QScrollArea(), QWidget()
    wanted = layout.totalSizeHint()
    inner.setLayout(layout)  # takes everything along
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setAccessibleName(dialog.windowTitle())
    dialog.windowTitleChanged.connect(area.setAccessibleName)
    outer = QVBoxLayout(dialog)
    outer.setSpacing(0)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(area, 1)
    if buttons is not None:
        margins = layout.contentsMargins()
        outer.addLayout(buttons)
        buttons.setSpacing(layout.spacing())
        buttons.setContentsMargins(margins.left(), 8, margins.right(), min(margins.bottom(), 12))
        margins.setBottom(8)
        layout.setContentsMargins(margins)
    wanted.setWidth(
        max(wanted.width(), dialog.width()) + area.verticalScrollBar().sizeHint().width()
    )
    dialog.resize(dialog.size().expandedTo(wanted))
    return area


def _last_row(layout: QLayout) -> QBoxLayout | None:
    """Taken out of the layout, where it is a row of its own."""
    last = layout.itemAt(layout.count() - 1)
    row = None if last is None else last.layout()
    if not isinstance(layout, QBoxLayout) or not isinstance(row, QBoxLayout):
        return None
    layout.removeItem(row)
    row.setParent(None)
    return row
