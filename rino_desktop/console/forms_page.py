"""Forms: their list, and a tab for each that is being designed."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QPushButton,
    QToolButton,
    QWidget,
)

from engine.ports.forms import FormInfo
from rino_desktop.console.document_tabs import DocumentTabs
from rino_desktop.console.form_menu import FormMenu
from rino_desktop.console.form_table import FormTable
from rino_desktop.console.forms.designer import FormDesigner
from rino_desktop.console.free_name import free_name
from rino_desktop.console.page_head import PageHead
from rino_desktop.console.row_table import RowView
from rino_desktop.file_names import file_name
from rino_desktop.ui import icons, state
from rino_desktop.ui.empty_state import EmptyState
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.name_dialog import NameDialog
from rino_desktop.ui.theme import dress

_SUFFIX = ".form.json"


class FormsPage(Translated, QWidget):
    """Shows what it is given and says what is wanted; it knows no database."""

    new_wanted = Signal(str)
    open_wanted = Signal(str)
    import_wanted = Signal(str)
    #: (form's name, file)
    export_wanted = Signal(str, str)
    #: (form's name, the new one)
    rename_wanted = Signal(str, str)
    copy_wanted = Signal(str, str)
    delete_wanted = Signal(str)
    #: The tab of that designer is to be closed; its owner decides, and calls ``close_designer``.
    close_wanted = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = False
        self.table = FormTable(self)
        self.view = RowView(self.table, "forms/columns", (320, 216, 160, 160), 40)
        self.view.doubleClicked.connect(lambda index: self.open_wanted.emit(self._name_at(index)))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._on_menu)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.menu = FormMenu(self.view, self)
        self._connect_actions()
        self.head = PageHead()
        self.more = QToolButton()
        icons.set_on(self.more, "more")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self.menu)
        self.head.add(self.more)
        self.buttons = {name: QPushButton() for name in ("import", "export", "open", "new")}
        for name, button in self.buttons.items():
            icons.set_on(button, name, "on_accent" if name == "new" else "text")
            self.head.add(button)
        dress(self.buttons["new"], "primary")
        self.buttons["new"].clicked.connect(self._ask_name)
        for name in ("import", "export", "open"):
            self.buttons[name].clicked.connect(self.menu.actions_by_name[name].trigger)
        self.empty = EmptyState("forms")
        self.empty.wanted.connect(self._ask_name)
        self.tabs = DocumentTabs(self.head, self.empty, self.view, self)
        self.tabs.close_wanted.connect(self.close_wanted)
        self.lists = self.tabs.lists
        self.retranslate()
        self._allow()

    def retranslate(self) -> None:
        self.head.title.setText(self.tr("Forms"))
        self.tabs.setTabText(0, self.tr("Forms"))
        self.buttons["new"].setText(self.tr("New form"))
        self.buttons["open"].setText(self.tr("Open"))
        self.buttons["import"].setText(self.tr("Import a file…"))
        self.buttons["export"].setText(self.tr("Export…"))
        more = self.tr("More with this form")
        self.more.setToolTip(more)
        self.more.setAccessibleName(more)
        self.view.setAccessibleName(self.tr("Forms"))
        self.table.retranslate()
        if self._known:
            self.empty.show_text(
                self.tr("No forms yet"),
                self.tr("A form leads the operator through the talk: what to say, what to ask."),
                self.tr("New form"),
            )
        else:
            self.empty.show_text(self.tr("Reading the forms…"), "")

    def show_forms(self, forms: tuple[FormInfo, ...]) -> None:
        chosen = self.chosen()
        first, self._known = not self._known, True
        self.table.show(forms)
        self.lists.setCurrentIndex(1 if forms else 0)
        if forms and self.chosen() is None:
            row = self.table.row_of(chosen.id) if chosen else None
            self.view.selectRow(row or 0)
        if first:
            self.retranslate()
        self._allow()

    def choose(self, name: str) -> None:
        row = self.table.row_named(name)
        if row is not None:
            self.tabs.setCurrentIndex(0)
            self.view.selectRow(row)
            self.view.setFocus()

    def chosen(self) -> FormInfo | None:
        row = self.view.chosen_row()
        return None if row is None else self.table.at(row)

    # --- designers --------------------------------------------------------------------------------

    def designers(self) -> tuple[FormDesigner, ...]:
        return tuple(each for each in self.tabs.documents() if isinstance(each, FormDesigner))

    def designer_of(self, name: str) -> FormDesigner | None:
        found = (each for each in self.designers() if each.name.casefold() == name.casefold())
        return next(found, None)

    def show_designer(self, name: str) -> bool:
        """Bring that of the form to the front. False when there is none."""
        designer = self.designer_of(name)
        if designer is not None:
            self.tabs.setCurrentWidget(designer)
        return designer is not None

    def open_designer(self, designer: FormDesigner) -> None:
        self.tabs.open(designer.name, designer)
        designer.tree.setFocus()

    def name_designer(self, designer: FormDesigner) -> None:
        self.tabs.rename(designer, designer.name)

    def close_designer(self, designer: FormDesigner) -> None:
        self.tabs.close_document(designer)

    # --- wishes -----------------------------------------------------------------------------------

    def _connect_actions(self) -> None:
        for name, action in self.menu.actions_by_name.items():
            action.triggered.connect(lambda _checked=False, name=name: self._act(name))

    def _act(self, what: str) -> None:
        if what == "import":
            self._ask_file()
            return
        chosen = self.chosen()
        if chosen is None:
            return
        {
            "open": self.open_wanted.emit, "rename": self._ask_new_name,
            "copy": self._ask_name_of_copy, "export": self._ask_target,
            "delete": self.delete_wanted.emit,
        }[what](chosen.name)  # fmt: skip

    def _ask_name(self) -> None:
        dialog = NameDialog(self, self.tr("New form"), self.tr("Name"), self.tr("Create"))
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
            self, title, self.tr("Name of the new form"), self.tr("Duplicate"),
            free_name(self.table.names(), numbered), may_stay=True,
        )  # fmt: skip
        dialog.named.connect(lambda new: self.copy_wanted.emit(name, new))
        dialog.open()

    def _ask_file(self) -> None:
        dialog = self._file_dialog(self.tr("Import a form"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.import_wanted)
        dialog.open()

    def _ask_target(self, name: str) -> None:
        dialog = self._file_dialog(self.tr("Export the form"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_SUFFIX[1:])
        dialog.selectFile(file_name(name, _SUFFIX))
        dialog.fileSelected.connect(lambda file: self.export_wanted.emit(name, file))
        dialog.open()

    def _file_dialog(self, title: str) -> QFileDialog:
        folder = str(state.value("forms/folder", str(Path.home())))
        dialog = QFileDialog(self, title, folder, self.tr("Forms (*.form.json *.json)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(
            lambda file: state.set_value("forms/folder", str(Path(file).parent))
        )
        return dialog

    def _on_menu(self, at: QPoint) -> None:
        self.menu.popup(self.view.viewport().mapToGlobal(at))

    def _name_at(self, index: object) -> str:
        return self.table.at(index.row()).name  # type: ignore[attr-defined]

    def _allow(self) -> None:
        chosen = self.chosen() is not None
        for name in ("open", "export"):
            self.buttons[name].setEnabled(chosen)
        self.menu.allow(chosen)
