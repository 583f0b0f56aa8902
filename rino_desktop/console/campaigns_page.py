"""Campaigns: the list with its live state at the left, the chosen one beside it."""

from typing import Any

from PySide6.QtCore import QItemSelection, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.domain.campaign import CampaignState
from rino_desktop.campaign_board import Board
from rino_desktop.campaign_control import state_word
from rino_desktop.campaign_status import CampaignStatus
from rino_desktop.console.campaign.details import CampaignDetails
from rino_desktop.console.campaign.menu import CampaignMenu
from rino_desktop.console.campaign_table import CampaignTable
from rino_desktop.console.page_head import PageHead
from rino_desktop.console.row_table import RowView
from rino_desktop.ui import icons, state
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.empty_state import EmptyState
from rino_desktop.ui.first_focus import FirstFocus
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress
from rino_desktop.ui.without_mouse import sort_by_key

_ALLOWED = {
    "start": (CampaignState.DRAFT, CampaignState.PAUSED, CampaignState.FINISHED),
    "pause": (CampaignState.RUNNING,),
    "stop": (CampaignState.RUNNING, CampaignState.PAUSED),
}


class CampaignsPage(Translated, FirstFocus):
    #: ("start" | "pause" | "stop" | "archive" | …, campaign's name)
    command_wanted = Signal(str, str)
    #: The list of schemes: what can be prepared before there is a line.
    schemes_wanted = Signal()
    #: A campaign is to be made, step by step.
    new_wanted = Signal()
    #: Another campaign is looked at: its name, "" for none.
    chosen_changed = Signal(str)
    #: The archived ones are to be shown, or no more.
    archive_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board: Board | None = None
        self._archived: tuple[CampaignStatus, ...] = ()
        self._told = ""
        self.table = CampaignTable(self)
        # What holds others is made first (MainWindow says why).
        self.pages = QStackedWidget(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self.pages)
        self.view = self._make_view()
        self.head = PageHead(self)
        self.buttons = {name: QPushButton() for name in _ALLOWED}
        self.new_button = QPushButton()
        self.more = QToolButton()
        icons.set_on(self.more, "more")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = CampaignMenu(self.view, self)
        self.more.setMenu(self.menu)
        self.head.add(self.more)
        for name, button in self.buttons.items():
            icons.set_on(button, "play" if name == "start" else name)
            button.clicked.connect(lambda _checked=False, name=name: self._want(name))
            self.head.add(button)
        self.forecast = QPushButton()
        icons.set_on(self.forecast, "flow")
        self.forecast.clicked.connect(lambda: self._want("forecast"))
        self.head.add(self.forecast)
        icons.set_on(self.new_button, "add", "on_accent")
        dress(self.new_button, "primary")
        self.head.add(self.new_button)
        for name, action in self.menu.actions_by_name.items():
            action.triggered.connect(lambda _checked=False, name=name: self._want(name))
        self.new_button.clicked.connect(self.new_wanted)
        self.empty = EmptyState("campaigns")
        self.empty.wanted.connect(self.new_wanted)
        self.pages.addWidget(self.empty)
        self._make_body()
        self.pages.addWidget(self.splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.pages)
        self.retranslate()
        self._allow()

    def _make_body(self) -> None:
        self.search, self.filter = QLineEdit(), CalmCombo()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._show_rows())
        for value in ("", *CampaignState):
            self.filter.addItem("", str(value))
        self.filter.currentIndexChanged.connect(lambda _index: self._on_filter())
        self.nothing = EmptyState()
        left = QWidget(self.splitter)
        self.details = CampaignDetails(self.splitter)
        self.lists = QStackedWidget(left)
        self.lists.addWidget(self.view)
        self.lists.addWidget(self.nothing)
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 12, 4, 12)
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.filter)
        column.addLayout(row)
        column.addWidget(self.lists, 1)
        self.splitter.setSizes([560, 680])
        self.splitter.setChildrenCollapsible(False)
        state.keep(self.splitter, "campaigns/splitter")

    def retranslate(self) -> None:
        self.head.title.setText(self.tr("Campaigns"))
        texts = {
            "start": self.tr("Start…"), "pause": self.tr("Pause"), "stop": self.tr("Stop"),
        }  # fmt: skip
        self.new_button.setText(self.tr("New campaign…"))
        self.forecast.setText(self.tr("Forecast…"))
        for name, text in texts.items():
            self.buttons[name].setText(text)
        self.new_button.setShortcut(QKeySequence("Ctrl+N"))
        more = self.tr("More with this campaign")
        self.more.setToolTip(more)
        self.more.setAccessibleName(more)
        self.view.setAccessibleName(self.tr("Campaigns"))
        self.search.setPlaceholderText(self.tr("Name of a campaign"))
        self.search.setAccessibleName(self.tr("Name of a campaign"))
        self.filter.setAccessibleName(self.tr("State"))
        self.filter.setItemText(0, self.tr("all but archived"))
        for index, value in enumerate(CampaignState, 1):
            self.filter.setItemText(index, state_word(value))
        self.nothing.show_text(
            self.tr("No campaign fits"), self.tr("Change the words or the state above.")
        )
        self.table.retranslate()
        self._say_empty()

    # --- what it shows ----------------------------------------------------------------------------

    def show_board(self, board: Board) -> None:
        self._board = board
        self._show_rows()

    def show_archived(self, rows: tuple[CampaignStatus, ...]) -> None:
        self._archived = rows
        self._show_rows()

    def choose(self, name: str) -> None:
        """Select the campaign of that name, if it is there."""
        if self.table.row_named(name) is None:
            self.search.clear()
            self.filter.setCurrentIndex(0)
        row = self.table.row_named(name)
        if row is not None:
            self.view.selectRow(row)
            self.view.setFocus()

    def chosen(self) -> CampaignStatus | None:
        """The selected campaign's status, None when none is."""
        row = self.view.chosen_row()
        return None if row is None else self.table.at(row)

    def _show_rows(self) -> None:
        chosen = self.chosen()
        wanted, words = self.filter.currentData(), self.search.text().strip().casefold()
        everything = self._board.campaigns if self._board is not None else ()
        if wanted == CampaignState.ARCHIVED:
            everything = self._archived
        rows = tuple(
            row for row in everything
            if words in row.campaign.name.casefold() and wanted in ("", row.campaign.state)
        )  # fmt: skip
        self.table.show(self.table.sorted(rows))
        self.lists.setCurrentIndex(0 if rows else 1)
        if rows:
            row = self.table.row_of(chosen.campaign.id) if chosen else None
            if self.chosen() is None:
                self.view.selectRow(row or 0)
        self._say_empty()
        self._allow()

    def _say_empty(self) -> None:
        board = self._board
        full = board is not None and bool(board.campaigns or self.filter.currentIndex())
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
        else:
            self.empty.show_text(
                self.tr("No campaigns yet"),
                self.tr(
                    "A campaign calls the people of a list by a scheme. Choose what it is for, "
                    "and go through it step by step; nothing is dialled before you start it."
                ),
                self.tr("New campaign…"),
            )
        self.pass_focus_on()

    def first_field(self) -> QWidget:
        if self.pages.currentIndex() == 1:
            return self.view if self.lists.currentIndex() == 0 else self.search
        return self if self.empty.button.isHidden() else self.empty.button

    # --- wishes -----------------------------------------------------------------------------------

    def _want(self, command: str) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self.command_wanted.emit(command, chosen.campaign.name)

    def _on_filter(self) -> None:
        self.archive_wanted.emit(self.filter.currentData() == CampaignState.ARCHIVED)
        self._show_rows()

    def _on_selection_changed(self, _on: QItemSelection, _off: QItemSelection) -> None:
        self._allow()

    def _allow(self) -> None:
        chosen = self.chosen()
        for name, states in _ALLOWED.items():
            allowed = chosen is not None and chosen.campaign.state in states
            self.buttons[name].setEnabled(allowed)
        for button in (self.more, self.forecast):
            button.setEnabled(chosen is not None)
        self.menu.allow(chosen)
        self.details.setVisible(chosen is not None)
        if chosen is not None:
            self.details.show_status(chosen)
        name = chosen.campaign.name if chosen is not None else ""
        if name != self._told:
            self._told = name
            self.chosen_changed.emit(name)

    def _on_menu(self, at: QPoint) -> None:
        if self.chosen() is not None:
            self.menu.popup(self.view.viewport().mapToGlobal(at))

    def _on_header(self, column: int) -> None:
        self.table.sort_by(column)
        self._show_rows()

    def _make_view(self) -> RowView:
        view = RowView(self.table, "campaigns/columns/3", (150, 142, 92, 96, 88, 96), 48)
        view.setWordWrap(True)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_menu)
        view.selectionModel().selectionChanged.connect(self._on_selection_changed)
        header: Any = view.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_header)
        sort_by_key(view)
        return view
