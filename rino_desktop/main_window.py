"""The desktop's first window: all campaigns, live, with start, pause and stop."""

from PySide6.QtCore import QItemSelection, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from engine.domain.campaign import CampaignState
from rino_desktop.campaign_board import Board
from rino_desktop.campaign_status import CampaignStatus
from rino_desktop.campaign_table import CampaignTable
from rino_desktop.texts import t
from rino_desktop.ui.theme import dress

_ALLOWED = {
    "start": (CampaignState.DRAFT, CampaignState.PAUSED, CampaignState.FINISHED),
    "pause": (CampaignState.RUNNING,),
    "stop": (CampaignState.RUNNING, CampaignState.PAUSED),
}


class MainWindow(QMainWindow):
    """Shows what it is given and says what is wanted; it knows neither database nor engine."""

    #: ("start" | "pause" | "stop", campaign's name)
    command_wanted = Signal(str, str)
    database_wanted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("RINO Desktop")
        self.resize(1080, 640)
        self.table = CampaignTable(self)
        self.view = self._make_view()
        self.buttons = {
            "start": QPushButton(t("Start")),
            "pause": QPushButton(t("Pause")),
            "stop": QPushButton(t("Stop")),
        }
        dress(self.buttons["start"], "primary")
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, name=name: self._want(name))
        self.empty_title, self.empty_text = QLabel(), QLabel()
        self.create_button = QPushButton(t("Create the database"))
        dress(self.create_button, "primary")
        self.create_button.clicked.connect(self.database_wanted)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._make_empty_page())
        self.pages.addWidget(self._make_campaigns_page())
        self.setCentralWidget(self.pages)
        self.database_label, self.engines_label = QLabel(), QLabel()
        self.statusBar().setContentsMargins(12, 0, 4, 6)
        self.statusBar().addWidget(self.database_label, 1)
        self.statusBar().addPermanentWidget(self.engines_label)
        self.say_empty(t("Opening the database…"), "")
        self._allow_buttons()

    # --- what it is given -----------------------------------------------------------------------

    def show_board(self, board: Board, database: str) -> None:
        chosen = self.chosen()
        self.table.show(board.campaigns)
        self.database_label.setText(t("Database: {name}", name=database))
        self.engines_label.setText(
            t("Engines: {names}", names=", ".join(board.engines))
            if board.engines
            else t("No engine is running: rino-desktop --engine")
        )
        if board.campaigns:
            row = self.table.row_of(chosen.campaign.id) if chosen else None
            if self.chosen() is None:
                self.view.selectRow(row or 0)
            self.pages.setCurrentIndex(1)
        elif board.trunks:
            self.say_empty(t("No campaigns yet"),
                           "rino-desktop campaign create FILE.toml")  # fmt: skip
        else:
            self.say_empty(
                t("Nothing is set up yet"),
                t("First a line to the telephone network, then a campaign:")
                + "\n\nrino-desktop trunk add NAME --proxy sip:HOST"
                + "\nrino-desktop campaign create FILE.toml",
            )
        self._allow_buttons()

    def say_empty(self, title: str, text: str, *, may_create: bool = False) -> None:
        """Instead of the table: what is the matter, and what to do next."""
        self.empty_title.setText(title)
        self.empty_text.setText(text)
        self.create_button.setVisible(may_create)
        self.pages.setCurrentIndex(0)

    def say_trouble(self, line: str) -> None:
        """What is shown stays as it was; the line says that it is no longer fresh."""
        self.statusBar().showMessage(line, 10_000)

    # --- what is wanted -------------------------------------------------------------------------

    def chosen(self) -> CampaignStatus | None:
        """The selected campaign's status, None when none is."""
        rows = self.view.selectionModel().selectedRows()
        return self.table.status(rows[0].row()) if rows else None

    def _want(self, command: str) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self.command_wanted.emit(command, chosen.campaign.name)

    def _on_selection_changed(self, _on: QItemSelection, _off: QItemSelection) -> None:
        self._allow_buttons()

    def _allow_buttons(self) -> None:
        chosen = self.chosen()
        for name, button in self.buttons.items():
            button.setEnabled(chosen is not None and chosen.campaign.state in _ALLOWED[name])

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        super().closeEvent(event)
        self.closed.emit()

    # --- parts ----------------------------------------------------------------------------------

    def _make_view(self) -> QTableView:
        view = QTableView()
        view.setModel(self.table)
        view.setAccessibleName(t("Campaigns"))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setShowGrid(False)
        view.setWordWrap(True)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(56)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 200)
        header.setStretchLastSection(True)
        view.selectionModel().selectionChanged.connect(self._on_selection_changed)
        return view

    def _make_campaigns_page(self) -> QWidget:
        title = QLabel(t("Campaigns"))
        dress(title, "title")
        row = QHBoxLayout()
        row.addWidget(title)
        row.addStretch(1)
        for button in self.buttons.values():
            row.addWidget(button)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(12)
        layout.addLayout(row)
        layout.addWidget(self.view)
        return page

    def _make_empty_page(self) -> QWidget:
        dress(self.empty_title, "title")
        dress(self.empty_text, "secondary")
        self.empty_text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setSpacing(12)
        layout.addStretch(1)
        for widget in (self.empty_title, self.empty_text, self.create_button):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        return page
