"""All campaigns, live, with start, pause and stop."""

from PySide6.QtCore import QItemSelection, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from engine.domain.campaign import CampaignState
from rino_desktop.campaign_board import Board
from rino_desktop.campaign_status import CampaignStatus
from rino_desktop.console.campaign_table import CampaignTable
from rino_desktop.console.page_head import PageHead
from rino_desktop.console.row_table import RowView
from rino_desktop.ui import icons
from rino_desktop.ui.empty_state import EmptyState
from rino_desktop.ui.first_focus import FirstFocus
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_ALLOWED = {
    "start": (CampaignState.DRAFT, CampaignState.PAUSED, CampaignState.FINISHED),
    "pause": (CampaignState.RUNNING,),
    "stop": (CampaignState.RUNNING, CampaignState.PAUSED),
}


class CampaignsPage(Translated, FirstFocus):
    #: ("start" | "pause" | "stop", campaign's name)
    command_wanted = Signal(str, str)
    #: The campaign's name.
    forecast_wanted = Signal(str)
    #: The list of schemes: what can be prepared before there is a line.
    schemes_wanted = Signal()
    #: ("import" | "build", campaign's name)
    list_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board: Board | None = None
        self.table = CampaignTable(self)
        self.view = self._make_view()
        self.head = PageHead()
        self.buttons = {name: QPushButton() for name in _ALLOWED}
        for name, button in self.buttons.items():
            colour = "on_accent" if name == "start" else "text"
            icons.set_on(button, "play" if name == "start" else name, colour)
            button.clicked.connect(lambda _checked=False, name=name: self._want(name))
            self.head.add(button)
        dress(self.buttons["start"], "primary")
        self.forecast = QPushButton()
        self.forecast.clicked.connect(self._want_forecast)
        self.head.add(self.forecast)
        self.lists = QPushButton()
        self.list_actions = {name: QAction(self) for name in ("import", "build")}
        menu = QMenu(self.lists)
        for name, action in self.list_actions.items():
            action.triggered.connect(lambda _checked=False, name=name: self._want_list(name))
            menu.addAction(action)
        self.lists.setMenu(menu)
        self.head.add(self.lists)
        self.empty = EmptyState("campaigns")
        self.empty.wanted.connect(self.schemes_wanted)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.addWidget(self.view)
        self.pages.addWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.pages)
        self.retranslate()
        self._allow_buttons()

    def retranslate(self) -> None:
        self.head.title.setText(self.tr("Campaigns"))
        texts = {"start": self.tr("Start"), "pause": self.tr("Pause"), "stop": self.tr("Stop")}
        for name, text in texts.items():
            self.buttons[name].setText(text)
        self.forecast.setText(self.tr("Forecast…"))
        self.lists.setText(self.tr("List"))
        self.list_actions["import"].setText(self.tr("Import a file…"))
        self.list_actions["build"].setText(self.tr("Build by criteria…"))
        self.view.setAccessibleName(self.tr("Campaigns"))
        self.table.retranslate()
        self._say_empty()

    def show_board(self, board: Board) -> None:
        chosen = self.chosen()
        self._board = board
        self.table.show(board.campaigns)
        if board.campaigns:
            row = self.table.row_of(chosen.campaign.id) if chosen else None
            if self.chosen() is None:
                self.view.selectRow(row or 0)
        self._say_empty()
        self._allow_buttons()

    def choose(self, name: str) -> None:
        """Select the campaign of that name, if it is there."""
        row = self.table.row_named(name)
        if row is not None:
            self.view.selectRow(row)
            self.view.setFocus()

    def chosen(self) -> CampaignStatus | None:
        """The selected campaign's status, None when none is."""
        row = self.view.chosen_row()
        return None if row is None else self.table.at(row)

    def _say_empty(self) -> None:
        board = self._board
        full = board is not None and bool(board.campaigns)
        if full != (self.pages.currentIndex() == 1):
            held = self.isAncestorOf(self.focusWidget() or self)
            self.pages.setCurrentIndex(1 if full else 0)
            if held:
                self.setFocus()
        if full:
            self.pass_focus_on()
            return
        if board is None:
            self.empty.show_text(self.tr("Reading the campaigns…"), "")
        elif board.trunks:
            self.empty.show_text(
                self.tr("No campaigns yet"),
                self.tr(
                    "A campaign is made from its file, at the command line (“campaign create”). "
                    "The scheme for it is drawn here."
                ),
                self.tr("Open the schemes"),
            )
        else:
            self.empty.show_text(
                self.tr("No campaigns yet"),
                self.tr(
                    "First the administrator connects a line to the telephone network, at the "
                    "command line (“trunk add”). Schemes can be drawn and tested meanwhile."
                ),
                self.tr("Open the schemes"),
            )
        self.pass_focus_on()

    def first_field(self) -> QWidget:
        if self.pages.currentIndex() == 1:
            return self.view
        return self if self.empty.button.isHidden() else self.empty.button

    def _want(self, command: str) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self.command_wanted.emit(command, chosen.campaign.name)

    def _want_forecast(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self.forecast_wanted.emit(chosen.campaign.name)

    def _want_list(self, what: str) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self.list_wanted.emit(what, chosen.campaign.name)

    def _on_selection_changed(self, _on: QItemSelection, _off: QItemSelection) -> None:
        self._allow_buttons()

    def _allow_buttons(self) -> None:
        chosen = self.chosen()
        self.forecast.setEnabled(chosen is not None)
        self.lists.setEnabled(chosen is not None)
        for name, button in self.buttons.items():
            button.setEnabled(chosen is not None and chosen.campaign.state in _ALLOWED[name])

    def _make_view(self) -> RowView:
        view = RowView(self.table, "campaigns/columns", (220,), 48)
        view.setWordWrap(True)
        view.selectionModel().selectionChanged.connect(self._on_selection_changed)
        return view
