"""IVR Kit: the list of schemes, and beside it, as tabs, the schemes that are being worked on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QPushButton,
    QToolButton,
    QWidget,
)

from engine.ports.schemes import SchemeInfo
from rino_desktop.console.document_tabs import DocumentTabs
from rino_desktop.console.free_name import free_name
from rino_desktop.console.page_head import PageHead
from rino_desktop.console.row_table import RowView
from rino_desktop.console.scheme_menu import SchemeMenu
from rino_desktop.console.scheme_table import SchemeTable
from rino_desktop.file_names import file_name
from rino_desktop.ui import icons, state
from rino_desktop.ui.empty_state import EmptyState
from rino_desktop.ui.first_focus import FirstFocus
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.name_dialog import NameDialog
from rino_desktop.ui.theme import dress

_SUFFIX = ".scheme.json"


class SchemesPage(Translated, FirstFocus):
    """``open_editor`` puts an editor's widget into a tab of its own."""

    #: A scheme's name: it is to be opened for work.
    scheme_wanted = Signal(str)
    #: The name of a scheme to be made.
    new_wanted = Signal(str)
    #: A file to be imported and opened at once.
    file_wanted = Signal(str)
    import_wanted = Signal(str)
    #: (scheme's name, file, version): version 0 is what is being worked on.
    export_wanted = Signal(str, str, int)
    #: (scheme's name, the new one)
    rename_wanted = Signal(str, str)
    copy_wanted = Signal(str, str)
    delete_wanted = Signal(str)
    versions_wanted = Signal(str)
    deleted_wanted = Signal()
    #: The tab of that editor is to be closed; its owner decides, and calls ``close_editor``.
    close_wanted = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = False
        self.table = SchemeTable(self)
        self.view = self._make_view()
        self.head = PageHead()
        self.buttons = {name: QPushButton() for name in ("import", "export", "open", "new")}
        self.more = QToolButton()
        icons.set_on(self.more, "more")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.head.add(self.more)
        for name, button in self.buttons.items():
            icons.set_on(button, name, "on_accent" if name == "new" else "text")
            self.head.add(button)
        dress(self.buttons["new"], "primary")
        self.buttons["new"].clicked.connect(self._ask_name)
        self.menu = SchemeMenu(self.view, self)
        self._connect_actions()
        self.empty = EmptyState("ivr-kit")
        self.empty.wanted.connect(self._ask_name)
        self.tabs = DocumentTabs(self.head, self.empty, self.view, self)
        self.tabs.close_wanted.connect(self.close_wanted)
        self.lists = self.tabs.lists
        self.retranslate()
        self._allow_buttons()

    def retranslate(self) -> None:
        self.head.title.setText(self.tr("Schemes"))
        self.tabs.setTabText(0, self.tr("Schemes"))
        self.buttons["new"].setText(self.tr("New scheme"))
        self.buttons["open"].setText(self.tr("Open"))
        self.buttons["import"].setText(self.tr("Import a file…"))
        self.buttons["export"].setText(self.tr("Export…"))
        more = self.tr("More with this scheme")
        self.more.setToolTip(more)
        self.more.setAccessibleName(more)
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
            row = self.table.row_of(chosen.id) if chosen else None
            self.view.selectRow(row or 0)
        if first:
            self.retranslate()
        self._allow_buttons()
        self.pass_focus_on()

    def first_field(self) -> QWidget:
        editor = self.tabs.currentWidget()
        if self.tabs.currentIndex() > 0 and editor is not None:
            return editor.focusWidget() or editor
        if self.lists.currentIndex() == 1:
            return self.view
        return self if self.empty.button.isHidden() else self.empty.button

    def choose(self, name: str) -> None:
        row = self.table.row_named(name)
        if row is not None:
            self.tabs.setCurrentIndex(0)
            self.view.selectRow(row)
            self.view.setFocus()

    def chosen(self) -> SchemeInfo | None:
        row = self.view.chosen_row()
        return None if row is None else self.table.at(row)

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
        self.tabs.open(name, widget)
        widget.setFocus()

    def name_editor(self, widget: QWidget, name: str) -> None:
        """What its tab says."""
        self.tabs.rename(widget, name)

    def close_editor(self, widget: QWidget) -> None:
        self.tabs.close_document(widget)

    def editors(self) -> tuple[QWidget, ...]:
        return self.tabs.documents()

    # --- wishes -----------------------------------------------------------------------------------

    def _connect_actions(self) -> None:
        """Buttons and menu do the same; those for a scheme get the chosen one."""
        self.more.setMenu(self.menu)
        wanted: dict[str, Callable[[str], object]] = {
            "open": self.scheme_wanted.emit,
            "rename": self._ask_new_name,
            "copy": self._ask_name_of_copy,
            "versions": self.versions_wanted.emit,
            "export": self.ask_target,
            "delete": self.delete_wanted.emit,
        }
        actions = self.menu.actions_by_name
        for name, want in wanted.items():
            actions[name].triggered.connect(lambda _checked=False, want=want: self._want(want))
        actions["import"].triggered.connect(self._ask_file)
        actions["deleted"].triggered.connect(self.deleted_wanted)
        for name in ("open", "import", "export"):
            self.buttons[name].clicked.connect(actions[name].trigger)

    def _want(self, want: Callable[[str], object]) -> None:
        chosen = self.chosen()
        if chosen is not None:
            want(chosen.name)

    def _on_menu(self, at: QPoint) -> None:
        self.menu.popup(self.view.viewport().mapToGlobal(at))

    def _on_double_click(self, index: QModelIndex) -> None:
        self.scheme_wanted.emit(self.table.at(index.row()).name)

    def _ask_name(self) -> None:
        dialog = NameDialog(self, self.tr("New scheme"), self.tr("Name"), self.tr("Create"))
        dialog.named.connect(self.new_wanted)
        dialog.open()

    def _ask_new_name(self, name: str) -> None:
        title = self.tr("Rename “{name}”").format(name=name)
        dialog = NameDialog(self, title, self.tr("New name"), self.tr("Rename"), name)
        dialog.named.connect(lambda new: self.rename_wanted.emit(name, new))
        dialog.open()

    def _ask_name_of_copy(self, name: str) -> None:
        def numbered(number: int) -> str:
            if number == 1:
                return self.tr("{name} (copy)").format(name=name)
            return self.tr("{name} (copy {number})").format(name=name, number=number)

        title = self.tr("Duplicate “{name}”").format(name=name)
        dialog = NameDialog(
            self, title, self.tr("Name of the new scheme"), self.tr("Duplicate"),
            free_name(self.table.names(), numbered), may_stay=True,
        )  # fmt: skip
        dialog.named.connect(lambda new: self.copy_wanted.emit(name, new))
        dialog.open()

    def _ask_file(self) -> None:
        dialog = self._file_dialog(self.tr("Import a scheme"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.import_wanted)
        dialog.open()

    def ask_target(self, name: str, version: int = 0) -> None:
        """Where to export a scheme to: what is being worked on, or a version of it."""
        dialog = self._file_dialog(self.tr("Export the scheme"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_SUFFIX[1:])
        # What a name may hold and a file's may not.
        dialog.selectFile(file_name(f"{name}-{version}" if version else name, _SUFFIX))
        dialog.fileSelected.connect(lambda file: self.export_wanted.emit(name, file, version))
        dialog.open()

    def _file_dialog(self, title: str) -> QFileDialog:
        folder = str(state.value("schemes/folder", str(Path.home())))
        kinds = self.tr("Schemes (*.scheme.json *.rinoscheme *.json)")
        dialog = QFileDialog(self, title, folder, kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(
            lambda file: state.set_value("schemes/folder", str(Path(file).parent))
        )
        return dialog

    def _allow_buttons(self) -> None:
        chosen = self.chosen() is not None
        self.buttons["open"].setEnabled(chosen)
        self.buttons["export"].setEnabled(chosen)
        self.menu.allow(chosen)

    def _make_view(self) -> RowView:
        view = RowView(self.table, "schemes/columns/2", (220, 260, 216, 160), 40)
        view.doubleClicked.connect(self._on_double_click)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_menu)
        view.selectionModel().selectionChanged.connect(lambda *_: self._allow_buttons())
        return view
