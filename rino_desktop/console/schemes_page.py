"""IVR Kit: the list of schemes, and beside it, as tabs, the schemes that are being worked on."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from engine.ports.schemes import SchemeInfo
from rino_desktop.console.name_dialog import NameDialog
from rino_desktop.console.page_head import PageHead
from rino_desktop.console.scheme_table import SchemeTable
from rino_desktop.ui import icons, state
from rino_desktop.ui.empty_state import EmptyState
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_SUFFIX = ".scheme.json"


class _Table(QTableView):
    """Enter does what a double click does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.doubleClicked.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class SchemesPage(Translated, QWidget):
    """``open_editor`` puts an editor's widget into a tab of its own."""

    #: A scheme's name: it is to be opened for work.
    scheme_wanted = Signal(str)
    #: The name of a scheme to be made.
    new_wanted = Signal(str)
    import_wanted = Signal(str)
    #: (scheme's name, file)
    export_wanted = Signal(str, str)
    #: The tab of that editor is to be closed; its owner decides, and calls ``close_editor``.
    close_wanted = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = False
        self.table = SchemeTable(self)
        self.view = self._make_view()
        self.head = PageHead()
        self.buttons = {name: QPushButton() for name in ("import", "export", "open", "new")}
        for name, button in self.buttons.items():
            icons.set_on(button, name, "on_accent" if name == "new" else "text")
            self.head.add(button)
        dress(self.buttons["new"], "primary")
        self.buttons["new"].clicked.connect(self._ask_name)
        self.buttons["open"].clicked.connect(self._open)
        self.buttons["import"].clicked.connect(self._ask_file)
        self.buttons["export"].clicked.connect(self._ask_target)
        self.empty = EmptyState("ivr-kit")
        self.empty.wanted.connect(self._ask_name)
        self.lists = QStackedWidget()
        self.lists.addWidget(self.empty)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.addWidget(self.view)
        self.lists.addWidget(body)
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.lists)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setTabsClosable(True)
        self.tabs.setMovable(False)
        self.tabs.addTab(first, "")
        for side in (QTabBar.ButtonPosition.LeftSide, QTabBar.ButtonPosition.RightSide):
            self.tabs.tabBar().setTabButton(0, side, None)
        self.tabs.setTabBarAutoHide(True)
        self.tabs.tabCloseRequested.connect(self._on_close_requested)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        self.retranslate()
        self._allow_buttons()

    def retranslate(self) -> None:
        self.head.title.setText(self.tr("Schemes"))
        self.tabs.setTabText(0, self.tr("Schemes"))
        self.buttons["new"].setText(self.tr("New scheme"))
        self.buttons["open"].setText(self.tr("Open"))
        self.buttons["import"].setText(self.tr("Import a file…"))
        self.buttons["export"].setText(self.tr("Export…"))
        self.view.setAccessibleName(self.tr("Schemes"))
        self.table.retranslate()
        if self._known:
            self.empty.show_text(
                self.tr("No schemes yet"),
                self.tr("A scheme says what a subscriber hears and what his keys do."),
                self.tr("New scheme"),
            )
        else:
            self.empty.show_text(self.tr("Reading the schemes…"), "")

    def show_schemes(self, schemes: tuple[SchemeInfo, ...]) -> None:
        chosen = self.chosen()
        first, self._known = not self._known, True
        self.table.show(schemes)
        self.lists.setCurrentIndex(1 if schemes else 0)
        if schemes and self.chosen() is None:
            row = self.table.row_named(chosen.name) if chosen else None
            self.view.selectRow(row or 0)
        if first:
            self.retranslate()
        self._allow_buttons()

    def choose(self, name: str) -> None:
        row = self.table.row_named(name)
        if row is not None:
            self.tabs.setCurrentIndex(0)
            self.view.selectRow(row)
            self.view.setFocus()

    def chosen(self) -> SchemeInfo | None:
        rows = self.view.selectionModel().selectedRows()
        return self.table.scheme(rows[0].row()) if rows else None

    # --- editors ----------------------------------------------------------------------------------

    def show_editor(self, name: str) -> bool:
        """Bring the editor of that scheme to the front. False when there is none."""
        for index in range(1, self.tabs.count()):
            if self.tabs.tabText(index).casefold() == name.casefold():
                self.tabs.setCurrentIndex(index)
                return True
        return False

    def open_editor(self, name: str, widget: QWidget) -> None:
        """A tab for ``widget``."""
        self.tabs.setCurrentIndex(self.tabs.addTab(widget, name))
        widget.setFocus()

    def close_editor(self, widget: QWidget) -> None:
        index = self.tabs.indexOf(widget)
        if index > 0:
            self.tabs.removeTab(index)

    def editors(self) -> tuple[QWidget, ...]:
        found = (self.tabs.widget(index) for index in range(1, self.tabs.count()))
        return tuple(widget for widget in found if widget is not None)

    def _on_close_requested(self, index: int) -> None:
        if index > 0:
            self.close_wanted.emit(self.tabs.widget(index))

    # --- wishes -----------------------------------------------------------------------------------

    def _open(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self.scheme_wanted.emit(chosen.name)

    def _on_double_click(self, index: QModelIndex) -> None:
        self.scheme_wanted.emit(self.table.scheme(index.row()).name)

    def _ask_name(self) -> None:
        dialog = NameDialog(self, self.tr("New scheme"), self.tr("Name"), self.tr("Create"))
        dialog.named.connect(self.new_wanted)
        dialog.open()

    def _ask_file(self) -> None:
        dialog = self._file_dialog(self.tr("Import a scheme"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.import_wanted)
        dialog.open()

    def _ask_target(self) -> None:
        chosen = self.chosen()
        if chosen is None:
            return
        dialog = self._file_dialog(self.tr("Export the scheme"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_SUFFIX[1:])
        dialog.selectFile(f"{chosen.name}{_SUFFIX}")
        name = chosen.name
        dialog.fileSelected.connect(lambda file: self.export_wanted.emit(name, file))
        dialog.open()

    def _file_dialog(self, title: str) -> QFileDialog:
        folder = str(state.value("schemes/folder", str(Path.home())))
        dialog = QFileDialog(self, title, folder, self.tr("Schemes (*.scheme.json *.json)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(
            lambda file: state.set_value("schemes/folder", str(Path(file).parent))
        )
        return dialog

    def _allow_buttons(self) -> None:
        chosen = self.chosen() is not None
        self.buttons["open"].setEnabled(chosen)
        self.buttons["export"].setEnabled(chosen)

    def _make_view(self) -> QTableView:
        view = _Table()
        view.setModel(self.table)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setShowGrid(False)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(40)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for section, width in enumerate((320, 216, 160)):
            header.resizeSection(section, width)
        header.setStretchLastSection(True)
        state.keep(header, "schemes/columns")
        view.doubleClicked.connect(self._on_double_click)
        view.selectionModel().selectionChanged.connect(lambda *_: self._allow_buttons())
        return view
