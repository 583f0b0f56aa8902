"""What can be done to the scheme that is chosen in the list: one menu for the button and the right
mouse button, with the keys that work in the list."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from rino_desktop.ui import icons
from rino_desktop.ui.languages import Translated

#: (name, icon, keys); None: a line between.
_ACTIONS = (
    ("open", "open", ""),
    None,
    ("rename", "edit", "F2"),
    ("copy", "copy", "Ctrl+D"),
    ("versions", "history", ""),
    None,
    ("import", "import", ""),
    ("export", "export", ""),
    None,
    ("delete", "delete", "Del"),
    ("deleted", "undo", ""),
)
#: Possible though no scheme is chosen.
_ALWAYS = ("import", "deleted")


class SchemeMenu(Translated, QMenu):
    """``keys_in``: the list where the keys work. ``actions_by_name`` are triggered by either."""

    def __init__(self, keys_in: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.actions_by_name: dict[str, QAction] = {}
        for entry in _ACTIONS:
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

    def retranslate(self) -> None:
        texts = {
            "open": self.tr("Open"),
            "rename": self.tr("Rename…"),
            "copy": self.tr("Duplicate…"),
            "versions": self.tr("Versions…"),
            "import": self.tr("Import a file…"),
            "export": self.tr("Export…"),
            "delete": self.tr("Delete…"),
            "deleted": self.tr("Deleted schemes…"),
        }
        for name, text in texts.items():
            self.actions_by_name[name].setText(text)

    def allow(self, chosen: bool) -> None:
        """``chosen``: there is a scheme to do it to."""
        for name, action in self.actions_by_name.items():
            action.setEnabled(chosen or name in _ALWAYS)
