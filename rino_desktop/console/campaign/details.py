"""One campaign: a head with its state, and tabs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from engine.domain.campaign import CampaignState
from rino_desktop.campaign_actions import SETTINGS, Action
from rino_desktop.campaign_control import state_word
from rino_desktop.campaign_status import CampaignStatus
from rino_desktop.console.campaign.log_view import LogView
from rino_desktop.console.campaign.overview import Overview, state_kind
from rino_desktop.console.campaign.settings_view import SettingsView
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.tabs import inside
from rino_desktop.ui.theme import dress

OVERVIEW, SETTINGS_TAB, LOG = range(3)


class CampaignDetails(Translated, QWidget):
    #: What is not a matter of this campaign's settings.
    action_wanted = Signal(Action)
    tab_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status: CampaignStatus | None = None
        self._receipt = ""
        self.title, self.state, self.used = QLabel(), QLabel(), QLabel()
        self.receipt = QLabel()
        dress(self.title, "title")
        dress(self.used, "secondary")
        dress(self.receipt, "secondary")
        for label in (self.title, self.used, self.receipt):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        place = inside(self.tabs)
        self.overview, self.settings, self.log = (
            Overview(place),
            SettingsView(place),
            LogView(place),
        )
        for page in (self.overview, self.settings, self.log):
            self.tabs.addTab(page, "")
        self.overview.action_wanted.connect(self._on_action)
        self.settings.dirty_changed.connect(lambda _on: self._name_tabs())
        self.tabs.currentChanged.connect(self.tab_chosen)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.used)
        layout.addWidget(self.receipt)
        layout.addWidget(self.tabs, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self._name_tabs()
        if self._status is not None:
            self.show_status(self._status)

    def show_status(self, status: CampaignStatus) -> None:
        self._status = status
        campaign = status.campaign
        self.title.setText(campaign.name)
        self.state.setText(state_word(campaign.state))
        dress(self.state, state_kind(campaign.state))
        self.overview.show_status(status)
        self.settings.allow(may_change=campaign.state is not CampaignState.ARCHIVED)

    def show_used(self, scheme: str, version: int | None) -> None:
        """What its calls go by now."""
        if not scheme:
            text = self.tr("Without a scheme")
        elif version is None:
            text = self.tr("Scheme {name}: not published").format(name=scheme)
        else:
            text = self.tr("Scheme {name}, version {version}").format(name=scheme, version=version)
        self.used.setText(text)

    def say_receipt(self, text: str, kind: str = "secondary") -> None:
        """How the last command stands; "" for none."""
        self.receipt.setText(text)
        self.receipt.setVisible(bool(text))
        dress(self.receipt, kind)

    def go(self, place: str) -> None:
        self.tabs.setCurrentIndex(SETTINGS_TAB)
        self.settings.go(place)

    def _on_action(self, action: Action) -> None:
        place = SETTINGS.get(action)
        if place is None:
            self.action_wanted.emit(action)
        else:
            self.go(place)

    def _name_tabs(self) -> None:
        self.tabs.setTabText(OVERVIEW, self.tr("Overview"))
        mark = " •" if self.settings.dirty else ""
        self.tabs.setTabText(SETTINGS_TAB, self.tr("Settings") + mark)
        self.tabs.setTabText(LOG, self.tr("Log"))
