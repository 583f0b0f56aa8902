"""Help, at the lower right of every page: about what is looked at, all of it, as PDF."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from rino_desktop.ui import icons
from rino_desktop.ui.languages import Translated


class HelpButton(Translated, QToolButton):
    # About what is looked at.
    page_wanted = Signal()
    contents_wanted = Signal()
    pdf_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        # The word is for screen readers: states and messages beside it need the room.
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        icons.set_on(self, "help", "secondary")
        menu = QMenu(self)
        self.page_action = menu.addAction("", self.page_wanted.emit)
        self.page_action.setShortcut(QKeySequence(Qt.Key.Key_F1))
        self.page_action.setAutoRepeat(False)  # a key that is held opens one browser
        self.contents_action = menu.addAction("", self.contents_wanted.emit)
        self.pdf_action = menu.addAction("", self.pdf_wanted.emit)
        self.setMenu(menu)
        self.retranslate()

    def retranslate(self) -> None:
        self.setText(self.tr("Help"))
        self.setToolTip(self.tr("The manual"))
        self.page_action.setText(self.tr("Help on this page"))
        self.contents_action.setText(self.tr("Contents of the manual"))
        self.pdf_action.setText(self.tr("The manual as PDF"))
