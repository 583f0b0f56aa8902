"""The menu of the three dots: paper, sub-schemes, and how the wheel works."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QObject
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QMenu

from editor.edits.extract import CannotExtractError, Extracted, extract
from editor.exporting import Imprint, SchemePicture
from editor.keeper import Saving
from editor.told_tasks import told_tasks
from engine.scheme.codec import dump_scheme
from rino_desktop.ui import state
from rino_desktop.ui.name_dialog import NameDialog

if TYPE_CHECKING:
    from editor.editor_widget import EditorWidget

_WHEEL = "editor/wheel_zooms"


class MoreMenu(QObject):
    def __init__(self, editor: "EditorWidget") -> None:
        super().__init__(editor)
        self._editor = editor
        self._tasks = told_tasks(self, editor.desk, editor.said.emit)
        editor.view.wheel_zooms = state.value(_WHEEL, False) is True

    def made(self) -> QMenu:
        editor = self._editor
        menu = QMenu(editor)
        menu.addAction(self.tr("Export to PDF…"), lambda: self._ask_file("pdf"))
        menu.addAction(self.tr("Export to SVG…"), lambda: self._ask_file("svg"))
        menu.addAction(self.tr("Print…"), self._print)
        menu.addSeparator()
        if editor.panels.call_me is not None:
            real = menu.addAction(self.tr("Call me…"), editor.panels.begin_real_call)
            real.setEnabled(not editor.panels.call_me.live)
        menu.addAction(self.tr("Replay a call…"), editor.replaying.choose)
        extract_action = menu.addAction(self.tr("Selection into a sub-scheme…"), self._ask_name)
        extract_action.setEnabled(bool(editor.selection.nodes))
        menu.addSeparator()
        wheel = menu.addAction(self.tr("The wheel zooms"))
        wheel.setCheckable(True)
        wheel.setChecked(editor.view.wheel_zooms)
        wheel.toggled.connect(self.set_wheel)
        return menu

    def set_wheel(self, zooms: bool) -> None:
        self._editor.view.wheel_zooms = zooms
        state.set_value(_WHEEL, zooms)

    # --- paper ----------------------------------------------------------------------------------

    def imprint(self) -> Imprint:
        keeper = self._editor.keeper
        version = keeper.standing.version
        if version is not None and keeper.state is Saving.SAVED:
            words = self.tr("version {number}").format(number=version)
        else:
            words = self.tr("draft")
        today = datetime.now().astimezone().date()
        date = QLocale().toString(
            QDate(today.year, today.month, today.day), QLocale.FormatType.ShortFormat
        )
        return Imprint(self._editor.bar.title.text(), words, date)

    def _ask_file(self, kind: str) -> None:
        names = {"pdf": "PDF (*.pdf)", "svg": "SVG (*.svg)"}
        chosen, _ = QFileDialog.getSaveFileName(
            self._editor, self.tr("Export"), f"{self._editor.name}.{kind}", names[kind]
        )
        if chosen:
            self.export(Path(chosen), kind)

    def export(self, file: Path, kind: str) -> None:
        """``kind``: "pdf" or "svg"."""
        picture = SchemePicture(self._editor.document, self._editor.scene.language, self.imprint())
        try:
            picture.write_pdf(file) if kind == "pdf" else picture.write_svg(file)
        except OSError as error:
            self._editor.said.emit(f"{file}: {error.strerror}")
        else:
            self._editor.said.emit(self.tr("Written: {file}").format(file=file))
        finally:
            picture.close()

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._editor)
        dialog.accepted.connect(lambda: self._print_on(printer))
        dialog.setModal(True)
        dialog.show()

    def _print_on(self, printer: QPrinter) -> None:
        picture = SchemePicture(self._editor.document, self._editor.scene.language, self.imprint())
        try:
            picture.print_on(printer)
        except OSError as error:
            self._editor.said.emit(str(error.strerror))
        finally:
            picture.close()

    # --- sub-schemes ----------------------------------------------------------------------------

    def _ask_name(self) -> None:
        dialog = NameDialog(
            self._editor, self.tr("Selection into a sub-scheme"),
            self.tr("Name of the new scheme"), self.tr("Create"),
        )  # fmt: skip
        dialog.named.connect(self.extract)
        dialog.open()

    def extract(self, name: str) -> None:
        """The new scheme is saved as a draft first; only then does its part here go."""
        editor = self._editor
        if not name:
            return
        try:
            found = extract(editor.document.content, editor.document.facts,
                            editor.selection.nodes, name)  # fmt: skip
        except CannotExtractError as error:
            editor.said.emit(self.why_not(error))
            return
        self._tasks.start(self._extract(found, name))

    async def _extract(self, found: Extracted, name: str) -> None:
        editor = self._editor
        revision = editor.document.undo_stack.index()
        await editor.desk.save(name, dump_scheme(found.scheme), None)
        if editor.document.undo_stack.index() != revision:
            editor.said.emit(self.tr("The scheme was changed meanwhile: nothing was replaced."))
            return
        if editor.document.do(self.tr("Into a sub-scheme"), found.changes):
            editor.selection.set([found.node])
            editor.said.emit(
                self.tr("“{name}” is a draft: publish it before this scheme.").format(name=name)
            )

    def why_not(self, error: CannotExtractError) -> str:
        return {
            "empty": self.tr("Select the blocks first."),
            "start": self.tr("Calls begin at one of these blocks: it stays in this scheme."),
            "entries": self.tr("Calls must come into the selection at exactly one block."),
            "unfinished": self.tr("One of these blocks is unfinished: complete it first."),
            "counter": self.tr(
                "A counter among these blocks would begin anew each time the call comes back."
            ),
            "type": self.tr("Declare the variable {name} with its type first.").format(
                name=error.variable
            ),
        }[error.code]
