"""One menu for the button and the right mouse button, with keys that work in the list."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from rino_desktop.ui import icons
from rino_desktop.ui.languages import Translated


class ActionMenu(Translated, QMenu):
    """``keys_in``: the list where the keys work. ``actions_by_name`` are triggered by either."""

    #: (name, icon, keys); None: a line between.
    ACTIONS: Sequence[tuple[str, str, str] | None] = ()
    #: Possible though nothing is chosen.
    ALWAYS: Sequence[str] = ("import",)

    def __init__(self, keys_in: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.actions_by_name: dict[str, QAction] = {}
        for entry in self.ACTIONS:
            if entry is None:
                self.addSeparator()
                continue
            name, icon, keys = entry
            action = self.addAction("")
            icons.set_on(action, icon)
            if keys:
                action.setShortcut(QKeySequence(keys))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                action.setShortcutVisibleInContextMenu(True)
                keys_in.addAction(action)
            self.actions_by_name[name] = action
        self.retranslate()

    def texts(self) -> dict[str, str]:
        """What each of them is called, by name."""
        raise NotImplementedError

    def retranslate(self) -> None:
        for name, text in self.texts().items():
            self.actions_by_name[name].setText(text)

    def allow(self, chosen: bool) -> None:
        """``chosen``: there is one to do it to."""
        for name, action in self.actions_by_name.items():
            action.setEnabled(chosen or name in self.ALWAYS)
