"""A do-not-call list: the newest numbers, search, adding with a proof, taking off."""

import re
from typing import Any

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.ports.do_not_call import DoNotCallEntry
from rino_desktop.console.row_table import RowTable, RowView
from rino_desktop.do_not_call import BY_COMMAND, OF_FILE
from rino_desktop.ui import icons
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.forms import Field
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

#: So many are shown; search finds the others.
SHOWN = 500
_PHONE, _SOURCE, _SINCE, _ASKED, _BY, _PROOF = range(6)
#: What the engine keeps of a wish that was told in a call.
_OF_ATTEMPT = re.compile(r"attempt (\d+)")


class EntryTable(RowTable[DoNotCallEntry]):
    def titles(self) -> tuple[str, ...]:
        return (
            self.tr("Number"),
            self.tr("Source"),
            self.tr("Since"),
            self.tr("Asked for on"),
            self.tr("Added by"),
            self.tr("Proof"),
        )

    def key(self, row: DoNotCallEntry) -> object:
        return row.client_id, row.phone

    def name(self, row: DoNotCallEntry) -> str:
        return row.phone

    def is_number(self, column: int) -> bool:
        return False

    def cell(self, row: DoNotCallEntry, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                row.proof
                if column == _PROOF
                else self._source(row.source)
                if column == _SOURCE
                else None
            )
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if column in (_SINCE, _ASKED):
            moment = row.added_at if column == _SINCE else row.asked_at
            if moment is None:
                return ""
            local = QDateTime.fromSecsSinceEpoch(round(moment.timestamp()))
            return QLocale().toString(local, QLocale.FormatType.ShortFormat)
        texts = {_PHONE: row.phone, _SOURCE: self._source(row.source), _BY: row.added_by}
        if column == _PROOF:
            return f"📎 {row.proof}" if row.proof_digest else self._proof(row.proof)
        return texts[column]

    def _source(self, source: str) -> str:
        """As people read it: what they write themselves stands as it is."""
        if source == BY_COMMAND:
            return self.tr("added by command")
        file = OF_FILE.fullmatch(source)
        return self.tr("file {name}").format(name=file[1]) if file else source

    def _proof(self, reference: str) -> str:
        """As people read it."""
        attempt = _OF_ATTEMPT.fullmatch(reference)
        return self.tr("call {number}").format(number=attempt[1]) if attempt else reference


class NumberDialog(FormDialog):
    """A number for the list, and why."""

    #: (numbers as typed, source, proof: a reference or a file's path)
    wanted = Signal(str, str, str)

    def __init__(self, parent: QWidget | None) -> None:
        self.numbers, self.source, self.proof = (QLineEdit() for _ in range(3))
        self.choose = QPushButton()
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._choose)
        self._fields = tuple(Field(each) for each in (self.numbers, self.source, self.proof))
        super().__init__(parent, (*self._fields, self.choose))
        self.numbers.textChanged.connect(lambda _: self._allow())
        self.retranslate()
        self._allow()
        self.numbers.setFocus()

    def retranslate(self) -> None:
        self.entitle(self.tr("Numbers that are not to be called"), self.tr("Add"))
        titles = (
            self.tr("Numbers, separated by commas"),
            self.tr("Source: letter, complaint, register…"),
            self.tr("Proof: a reference, or a file that is kept"),
        )
        for field, title in zip(self._fields, titles, strict=True):
            field.name(title)
        self.choose.setText(self.tr("Choose a file…"))

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.choose.text())
        if name:
            self.proof.setText(name)

    def _allow(self) -> None:
        self.button.setEnabled(bool(self.numbers.text().strip()) and not self.tried)

    def _take(self) -> None:
        self.begin()
        self.wanted.emit(self.numbers.text(), self.source.text(), self.proof.text())


class StopList(Translated, QWidget):
    #: What is looked for has changed.
    search_wanted = Signal(str)
    add_wanted = Signal()
    import_wanted = Signal()
    #: The entry that is chosen.
    remove_wanted = Signal(object)
    proof_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total = 0
        self.title = QLabel()
        dress(self.title, "heading")
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.search_wanted)
        self.table = EntryTable(self)
        self.view = RowView(self.table, "stop-list/columns", (150, 240, 170, 170, 140), 36)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.add_button, self.import_button = QPushButton(), QPushButton()
        self.remove_button, self.proof_button = QPushButton(), QPushButton()
        icons.set_on(self.add_button, "add")
        icons.set_on(self.import_button, "import")
        self.add_button.clicked.connect(self.add_wanted)
        self.import_button.clicked.connect(self.import_wanted)
        self.remove_button.clicked.connect(lambda: self._with_chosen(self.remove_wanted))
        self.proof_button.clicked.connect(lambda: self._with_chosen(self.proof_wanted))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.search, 1)
        for button in (
            self.add_button, self.import_button, self.proof_button, self.remove_button,
        ):  # fmt: skip
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.view)
        self.retranslate()
        self._allow()

    def retranslate(self) -> None:
        self.title.setText(
            self.tr("Do-not-call list: %Ln number(s)", "", self._total)
            if self._total
            else self.tr("Do-not-call list: empty")
        )
        self.search.setPlaceholderText(self.tr("Number, or its beginning"))
        self.search.setAccessibleName(self.tr("Search in the do-not-call list"))
        self.view.setAccessibleName(self.tr("Do-not-call list"))
        self.add_button.setText(self.tr("Add…"))
        self.import_button.setText(self.tr("Import…"))
        self.proof_button.setText(self.tr("Save the proof…"))
        self.remove_button.setText(self.tr("Take off…"))
        self.table.retranslate()

    def show_entries(self, entries: tuple[DoNotCallEntry, ...], total: int) -> None:
        self.table.show(entries)
        if total != self._total:
            self._total = total
            self.retranslate()
        self._allow()

    def chosen(self) -> DoNotCallEntry | None:
        row = self.view.chosen_row()
        return None if row is None else self.table.at(row)

    def _allow(self) -> None:
        chosen = self.chosen()
        self.remove_button.setEnabled(chosen is not None)
        self.proof_button.setEnabled(chosen is not None and bool(chosen.proof_digest))

    def _with_chosen(self, signal: SignalInstance) -> None:
        chosen = self.chosen()
        if chosen is not None:
            signal.emit(chosen)
