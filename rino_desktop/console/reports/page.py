"""The Reports page: pick one, narrow it down, look, export; schedules; clients' own forms."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QSplitter, QTabWidget, QVBoxLayout, QWidget

from rino_desktop.console.page_head import PageHead
from rino_desktop.console.reports.filters import FilterPanel
from rino_desktop.console.reports.form_tab import FormTab
from rino_desktop.console.reports.kind_list import KindList
from rino_desktop.console.reports.report_pane import ReportPane
from rino_desktop.console.reports.schedule_tab import ScheduleTab
from rino_desktop.report_kinds import FORMATS
from rino_desktop.report_view import KindInfo, Viewed
from rino_desktop.ui import icons, state
from rino_desktop.ui.first_focus import FirstFocus
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.tabs import inside


class ReportsPage(Translated, FirstFocus):
    """``export_wanted`` carries the format."""

    export_wanted = Signal(str)
    schedule_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = PageHead(self)
        self.tabs = QTabWidget(self)
        place = inside(self.tabs)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, place)
        left, right = QWidget(self.splitter), QWidget(self.splitter)
        self.kinds, self.filters, self.pane = KindList(left), FilterPanel(right), ReportPane(right)
        self.kinds.chosen.connect(self._on_kind)
        self.schedule_button, self.export_button = QPushButton(), QPushButton()
        icons.set_on(self.export_button, "export")
        self.export_menu = QMenu(self)
        self.exports: dict[str, QAction] = {}
        for name in reversed(FORMATS):
            action = self.exports[name] = self.export_menu.addAction(name.upper())
            action.triggered.connect(lambda _=False, name=name: self.export_wanted.emit(name))
        self.export_button.setMenu(self.export_menu)
        self.schedule_button.clicked.connect(self.schedule_wanted)
        self.head.add(self.schedule_button)
        self.head.add(self.export_button)
        column = QVBoxLayout(right)
        column.setContentsMargins(12, 12, 0, 0)
        column.setSpacing(12)
        filters = QWidget()
        around = QVBoxLayout(filters)
        around.setContentsMargins(0, 0, 12, 0)
        around.addWidget(self.filters)
        column.addWidget(filters)
        column.addWidget(self.pane, 1)
        beside = QVBoxLayout(left)
        beside.setContentsMargins(12, 12, 0, 12)
        beside.addWidget(self.kinds)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([260, 900])
        self.splitter.setStretchFactor(1, 1)
        state.keep(self.splitter, "reports/splitter")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.splitter, "")
        self.schedules, self.forms = ScheduleTab(place), FormTab(place)
        self.tabs.addTab(self.schedules, "")
        self.tabs.addTab(self.forms, "")
        self.tabs.currentChanged.connect(lambda _: self._allow())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.tabs, 1)
        self.retranslate()
        self._allow()

    def show_kinds(self, kinds: tuple[KindInfo, ...]) -> None:
        self.kinds.show_kinds(kinds)
        self.schedules.name_kinds({info.name: info.title for info in kinds})

    def retranslate(self) -> None:
        self.head.title.setText(self.tr("Reports"))
        self.tabs.setTabText(0, self.tr("Reports"))
        self.tabs.setTabText(1, self.tr("Schedules"))
        self.tabs.setTabText(2, self.tr("Clients' own forms"))
        self.export_button.setText(self.tr("Export"))
        self.schedule_button.setText(self.tr("Schedule…"))

    def first_field(self) -> QWidget:
        return (self.kinds.tree, self.schedules.view, self.forms.view)[self.tabs.currentIndex()]

    def show_report(self, report: Viewed | None) -> None:
        self.pane.show_report(report)
        self._allow()

    def _on_kind(self, info: KindInfo) -> None:
        before = self.filters.info
        self.filters.show_kind(info)
        if before is not None and before.name != info.name:
            self.show_report(None)
        self._allow()

    def _allow(self) -> None:
        reports = self.tabs.currentIndex() == 0
        for button in (self.export_button, self.schedule_button):
            button.setVisible(reports)
        info = self.filters.info
        usable = info is not None and not info.fault
        self.export_button.setEnabled(usable)
        self.schedule_button.setEnabled(usable)
