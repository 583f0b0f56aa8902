"""What can be done with a campaign beside starting, pausing and stopping it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from engine.domain.campaign import CampaignState
from rino_desktop.campaign_status import CampaignStatus
from rino_desktop.ui import icons
from rino_desktop.ui.languages import Translated

_NAMES = (
    "import", "build", "imports", "check", "test", "clone", "archive", "unarchive", "delete",
)  # fmt: skip
_ICONS = {"import": "import", "build": "filter", "imports": "history", "check": "tests",
          "test": "call", "clone": "copy", "archive": "archive", "unarchive": "undo",
          "delete": "delete"}  # fmt: skip
_KEYS = {"clone": "Ctrl+D", "delete": "Del"}


class CampaignMenu(Translated, QMenu):
    """Keys work where the keyboard is in ``place``."""

    def __init__(self, place: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.actions_by_name = {name: QAction(self) for name in _NAMES}
        for name, action in self.actions_by_name.items():
            icons.set_on(action, _ICONS[name])
            if name in ("check", "clone", "archive"):
                self.addSeparator()
            if name in _KEYS:
                action.setShortcut(QKeySequence(_KEYS[name]))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                action.setShortcutVisibleInContextMenu(True)
                place.addAction(action)
            self.addAction(action)
        self.retranslate()

    def retranslate(self) -> None:
        texts = {
            "import": self.tr("Import a list…"),
            "build": self.tr("Build the list by criteria…"),
            "imports": self.tr("Imports so far…"),
            "check": self.tr("Check before the start…"),
            "test": self.tr("Call a number…"),
            "clone": self.tr("Clone…"),
            "archive": self.tr("Archive"),
            "unarchive": self.tr("Take out of the archive"),
            "delete": self.tr("Delete the draft…"),
        }
        for name, text in texts.items():
            self.actions_by_name[name].setText(text)

    def allow(self, chosen: CampaignStatus | None) -> None:
        """What goes with the campaign's state."""
        state = chosen.campaign.state if chosen is not None else None
        archived = state is CampaignState.ARCHIVED
        draft = state is CampaignState.DRAFT and chosen is not None and not chosen.attempts
        allowed = {
            "import": not archived,
            "build": not archived,
            "imports": True,
            "check": not archived,
            "test": not archived,
            "clone": True,
            "archive": state in (CampaignState.DRAFT, CampaignState.FINISHED),
            "unarchive": archived,
            "delete": draft,
        }
        for name, may in allowed.items():
            self.actions_by_name[name].setEnabled(chosen is not None and may)
        self.actions_by_name["archive"].setVisible(not archived)
        self.actions_by_name["unarchive"].setVisible(archived)
