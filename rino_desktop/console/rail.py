"""The navigation rail: which pages there are for whom, and which one is looked at."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from engine.domain.rights import NO_POWERS, Powers, Right
from rino_desktop.ui import icons
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.roomy import Roomy
from rino_desktop.ui.theme import dress

#: Role → its pages, in order. Only what exists: no entry that leads nowhere.
_CONSOLE = ("campaigns", "contacts", "clients", "ivr-kit", "forms", "monitor", "reports")
PAGES_OF = {
    "supervisor": (*_CONSOLE, "settings"),
    "operator": ("workstation", "settings"),
    "administrator": (*_CONSOLE, "settings"),
}
#: Page → the right that opens it to people with a role of the office's own. Without one here: to
#: everybody.
RIGHT_OF = {
    "campaigns": Right.CAMPAIGN_VIEW, "contacts": Right.CONTACTS_VIEW,
    "clients": Right.CLIENTS_EDIT, "monitor": Right.CAMPAIGN_VIEW,
    "ivr-kit": Right.SCHEMES_EDIT, "forms": Right.FORMS_EDIT,
    "reports": Right.REPORTS_VIEW, "workstation": Right.CALLS_TAKE,
}  # fmt: skip
_ALL = (*_CONSOLE, "workstation", "settings")
#: Buttons make way before the rail scrolls, pixels.
_WIDTH, _HEIGHT, _LEAST_HEIGHT = 88, 56, 52


class Rail(Translated, QFrame):
    """``chosen`` carries the page's name."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "rail")
        self.setFixedWidth(_WIDTH)
        self.buttons: dict[str, QToolButton] = {}
        #: Those of the present role.
        self.pages: tuple[str, ...] = ()
        self._group = QButtonGroup(self)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        self._roomy = Roomy(self)
        inside = QWidget(self._roomy)
        self._roomy.hold(inside)
        around.addWidget(self._roomy)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(4, 8, 4, 8)
        layout.setSpacing(4)
        for name in _ALL:
            if name == "settings":
                layout.addStretch(1)
            layout.addWidget(self._make(name))
        self.retranslate()

    def retranslate(self) -> None:
        texts = {
            "campaigns": self.tr("Campaigns"),
            "clients": self.tr("Clients"),
            "contacts": self.tr("Contacts"),
            "ivr-kit": self.tr("IVR Kit"),
            "forms": self.tr("Forms"),
            "monitor": self.tr("Monitor"),
            "reports": self.tr("Reports"),
            "workstation": self.tr("Workstation"),
            "settings": self.tr("Settings"),
        }
        for name, button in self.buttons.items():
            button.setText(texts[name])
            button.setToolTip(texts[name])

    def show_for(self, role: str, powers: Powers = NO_POWERS) -> tuple[str, ...]:
        """The pages of a role that ``powers`` open: who is confined to a client, say, sees fewer;
        of one of the office's own all that they open. The first of them is chosen, unless that
        which is looked at is one of them."""
        before, self.pages = self.pages, _pages(role, powers)
        for name, button in self.buttons.items():
            button.setVisible(name in self.pages)
        stays = [n for n in before if n in self.pages and self.buttons[n].isChecked()]
        if self.pages and not stays:
            self.go(self.pages[0])
        return self.pages

    def forget(self) -> None:
        """Nobody sits here: whoever comes next begins with his first page."""
        self.pages = ()

    def go(self, name: str) -> None:
        self.buttons[name].setChecked(True)
        self.chosen.emit(name)

    def _make(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(22, 22))
        button.setMinimumHeight(_LEAST_HEIGHT)
        button.setMaximumHeight(_HEIGHT)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        icons.set_on(button, name, "secondary", checked="accent")
        button.clicked.connect(lambda _checked=False: self.chosen.emit(name))
        self._group.addButton(button)
        self.buttons[name] = button
        return button


def _pages(role: str, powers: Powers) -> tuple[str, ...]:
    pages = PAGES_OF.get(role, _ALL)
    if powers is NO_POWERS and role in PAGES_OF:
        return pages  # a guest, of whom nothing else is known
    return tuple(
        page for page in pages
        if page not in RIGHT_OF or powers.allows_somewhere(RIGHT_OF[page])
    )  # fmt: skip
