"""The imports of a campaign so far: who brought what, and the way back."""

from typing import Any

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from engine.ports.segments import StoredImport
from rino_desktop.console.row_table import RowTable, RowView
from rino_desktop.ui import icons
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.dialogs import column
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_FILE, _WHEN, _WHO, _ADDED, _UPDATED, _SAME, _REFUSED, _STATE = range(8)


class ImportTable(RowTable[StoredImport]):
    def titles(self) -> tuple[str, ...]:
        return (
            self.tr("List"),
            self.tr("When"),
            self.tr("Who"),
            self.tr("Added"),
            self.tr("Updated"),
            self.tr("Without a change"),
            self.tr("Refused"),
            self.tr("State"),
        )

    def key(self, row: StoredImport) -> object:
        return row.id

    def name(self, row: StoredImport) -> str:
        return row.file_name

    def is_number(self, column: int) -> bool:
        return _ADDED <= column <= _REFUSED

    def cell(self, row: StoredImport, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole and column == _FILE:
            return self.list_word(row)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if column == _FILE:
            return self.list_word(row)
        if column == _WHEN:
            local = QDateTime.fromSecsSinceEpoch(round(row.imported_at.timestamp()))
            return QLocale().toString(local, QLocale.FormatType.ShortFormat)
        if column == _WHO:
            return row.by_hand or row.by
        if column == _STATE:
            return self.state_word(row)
        counts = {_ADDED: row.contacts, _UPDATED: row.updated, _SAME: row.unchanged,
                  _REFUSED: row.rejected}  # fmt: skip
        count = counts[column]
        return "" if count is None else QLocale().toString(count)

    def list_word(self, row: StoredImport) -> str:
        return self.tr("added one by one") if row.by_hand else row.file_name

    def state_word(self, row: StoredImport) -> str:
        if row.undone_at is not None:
            return self.tr("undone")
        return self.tr("by a criterion") if row.built else self.tr("in the campaign")


class ImportHistory(Translated, Dialog):
    """Whoever opened it reads, undoes and writes files; it shows and asks."""

    #: The number of the import that is looked at: what would undoing it do?
    preview_wanted = Signal(int)
    undo_wanted = Signal(int)
    #: (number of the import, file)
    rejects_wanted = Signal(int, str)

    def __init__(self, parent: QWidget | None, campaign: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._campaign = campaign
        self._may_undo = False
        self.heading, self.preview = QLabel(), QLabel()
        dress(self.heading, "title")
        self.preview.setWordWrap(True)
        self.preview.setTextFormat(Qt.TextFormat.PlainText)
        self.preview.setMinimumHeight(3 * self.preview.fontMetrics().lineSpacing())
        self.preview.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table = ImportTable(self)
        self.view = RowView(self.table, "lists/imports", (190, 148, 110), 32)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._look())
        self.undo, self.save, self.close_button = QPushButton(), QPushButton(), QPushButton()
        for button in (self.undo, self.save, self.close_button):
            button.setAutoDefault(False)
        icons.set_on(self.undo, "undo")
        icons.set_on(self.save, "export")
        self.undo.clicked.connect(self._ask_undo)
        self.save.clicked.connect(self._ask_file)
        self.close_button.clicked.connect(self.close)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.undo)
        row.addWidget(self.save)
        row.addStretch(1)
        row.addWidget(self.close_button)
        layout = column(self)
        layout.addWidget(self.heading)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.preview)
        layout.addLayout(row)
        self.resize(1080, 460)
        self.retranslate()
        self._allow()
        self.view.setFocus()

    def retranslate(self) -> None:
        title = self.tr("Imports into {campaign}").format(campaign=self._campaign)
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.undo.setText(self.tr("Undo the import…"))
        self.save.setText(self.tr("Save the refused rows…"))
        self.close_button.setText(self.tr("Close"))
        self.view.setAccessibleName(title)
        self.table.retranslate()

    def chosen(self) -> StoredImport | None:
        row = self.view.chosen_row()
        return None if row is None else self.table.at(row)

    # --- what it is given -------------------------------------------------------------------------

    def show_imports(self, imports: tuple[StoredImport, ...]) -> None:
        """The newest first."""
        self.table.show(imports)
        if not imports:
            self.preview.setText(self.tr("Nothing was imported yet: Import a list…"))
        elif self.chosen() is None:
            self.view.selectRow(0)
        else:
            self._look()
        self._allow()

    def show_preview(self, number: int, text: str, may_undo: bool) -> None:
        """What undoing that import would do, or why it cannot be."""
        chosen = self.chosen()
        if chosen is not None and chosen.id == number:
            self._may_undo = may_undo
            self.preview.setText(text)
            self._allow()

    def show_result(self, text: str) -> None:
        self.preview.setText(text)

    # --- inside -----------------------------------------------------------------------------------

    def _look(self) -> None:
        self._may_undo = False
        self._allow()
        chosen = self.chosen()
        if chosen is not None:
            self.preview.setText(self.tr("Looking at what an undo would do…"))
            self.preview_wanted.emit(chosen.id)

    def _allow(self) -> None:
        chosen = self.chosen()
        self.undo.setEnabled(self._may_undo)
        self.save.setEnabled(chosen is not None and chosen.rejects_kept)
        gone = chosen is not None and bool(chosen.rejected) and not chosen.rejects_kept
        self.save.setToolTip(self.tr("Refused rows are kept for a month.") if gone else "")

    def _ask_undo(self) -> None:
        chosen = self.chosen()
        if chosen is not None and self._may_undo:
            self.undo_wanted.emit(chosen.id)

    def _ask_file(self) -> None:
        chosen = self.chosen()
        if chosen is None:
            return
        stem = chosen.file_name.rpartition(".")[0] or chosen.file_name
        dialog = QFileDialog(
            self, self.tr("Save the refused rows"), f"{stem}.rejects.csv", self.tr("Tables (*.csv)")
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        number = chosen.id
        dialog.fileSelected.connect(lambda file: self.rejects_wanted.emit(number, file))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
