"""Ctrl+K: one field that finds campaigns, contacts, schemes, settings by parts of their words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.ui import icons
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_MOST = 50
_FROM_TOP = 64
#: Who types on asks nothing of the database.
_PAUSE_MS = 250


@dataclass(frozen=True, slots=True)
class Found:
    """``kind``: what it is, in the user's words; ``go`` leads there."""

    icon: str
    kind: str
    title: str
    go: Callable[[], None]


def matching(entries: Iterable[Found], words: str) -> list[Found]:
    """Those that hold every word; what begins with the first comes first."""
    wanted = words.casefold().split()
    found = [
        entry
        for entry in entries
        if all(word in f"{entry.title} {entry.kind}".casefold() for word in wanted)
    ]
    if wanted:
        found.sort(key=lambda entry: not entry.title.casefold().startswith(wanted[0]))
    return found[:_MOST]


class Search(Translated, QFrame):
    """Lies over the window (a window of its own would be the window manager's to place) until
    something is chosen, Esc is pressed, or the focus goes elsewhere."""

    #: What has been typed, a moment ago: whoever knows more of it calls ``show_more``.
    more_wanted = Signal(str)

    def __init__(self, parent: QWidget, entries: Iterable[Found]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAutoFillBackground(True)
        self._over = parent
        self._before = parent.window().focusWidget()
        self._entries = tuple(entries)
        self._more: tuple[Found, ...] = ()
        self._shown: list[Found] = []
        self.edit, self.list, self.nothing = QLineEdit(), QListWidget(), QLabel()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.more_wanted.emit(self.edit.text()))
        self.edit.setClearButtonEnabled(True)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        dress(self, "popup")
        dress(self.list, "flat")
        dress(self.nothing, "secondary")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        for widget in (self.edit, self.list, self.nothing):
            layout.addWidget(widget)
        self.edit.textChanged.connect(self._on_typed)
        self.edit.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._go())
        self.resize(520, 360)
        self.retranslate()
        self._show("")

    def open(self) -> None:
        """In the upper middle of its parent."""
        self.move((self._over.width() - self.width()) // 2, _FROM_TOP)
        self.show()
        self.raise_()
        self.edit.setFocus()

    def retranslate(self) -> None:
        self.edit.setPlaceholderText(self.tr("Campaigns, contacts, schemes, settings"))
        self.edit.setAccessibleName(self.tr("Search"))
        self.nothing.setText(self.tr("Nothing found"))

    def show_more(self, entries: Iterable[Found]) -> None:
        """Below what was found at once; until something else is typed."""
        self._more = tuple(entries)
        row = self.list.currentRow()
        self._show(self.edit.text())
        self.list.setCurrentRow(max(row, 0))

    def _on_typed(self, words: str) -> None:
        self._more = ()
        self._pause.start()
        self._show(words)

    def _show(self, words: str) -> None:
        self._shown = [*matching(self._entries, words), *self._more]
        self.list.clear()
        for entry in self._shown:
            item = QListWidgetItem(
                icons.icon(entry.icon, "secondary"), f"{entry.title}  ·  {entry.kind}"
            )
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(self._shown))
        self.nothing.setVisible(not self._shown)

    def _go(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._shown):
            entry = self._shown[row]
            self.close()
            entry.go()

    def _give_up(self) -> None:
        self.close()
        if self._before is not None and shiboken6.isValid(self._before):
            self._before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Arrows move through the list while the words are typed."""
        if watched is self.edit and event.type() == QEvent.Type.FocusOut:
            self.close()
        if watched is self.edit and isinstance(event, QKeyEvent) and (
            event.type() == QEvent.Type.KeyPress
        ):  # fmt: skip
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                last = self.list.count() - 1
                self.list.setCurrentRow(max(0, min(last, self.list.currentRow() + step)))
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._give_up()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._go()
                return True
        return False
