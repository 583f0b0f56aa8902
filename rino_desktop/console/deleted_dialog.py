"""Deleted schemes, and the way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from engine.ports.schemes import SchemeInfo
from rino_desktop.console.row_table import RowView
from rino_desktop.console.scheme_table import SchemeTable
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.dialogs import column
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress


class DeletedDialog(Translated, Dialog):
    """Tells which one is to come back; whoever opened it does that and shows the rest."""

    restore_wanted = Signal(object)  # SchemeInfo

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heading, self.note = QLabel(), QLabel()
        dress(self.heading, "title")
        dress(self.note, "secondary")
        self.note.setWordWrap(True)
        self.table = SchemeTable(self)
        self.view = RowView(self.table, "schemes/deleted/2", (150, 150, 212, 132), 36)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.view.doubleClicked.connect(lambda _index: self._tell())
        self.restore, self.close_button = QPushButton(), QPushButton()
        for button in (self.restore, self.close_button):
            button.setAutoDefault(False)
        dress(self.restore, "primary")
        self.restore.clicked.connect(self._tell)
        self.close_button.clicked.connect(self.close)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.restore)
        layout = column(self)
        layout.addWidget(self.heading)
        layout.addWidget(self.note)
        layout.addWidget(self.view, 1)
        layout.addLayout(row)
        self.resize(880, 400)
        self.retranslate()
        self._allow()
        self.view.setFocus()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Deleted schemes"))
        self.heading.setText(self.tr("Deleted schemes"))
        self.restore.setText(self.tr("Bring back"))
        self.close_button.setText(self.tr("Close"))
        self.view.setAccessibleName(self.tr("Deleted schemes"))
        self.table.retranslate()
        self._say_note()

    def show_schemes(self, schemes: list[SchemeInfo]) -> None:
        self.table.show(tuple(schemes))
        if schemes and self.chosen() is None:
            self.view.selectRow(0)
        self._say_note()
        self._allow()

    def chosen(self) -> SchemeInfo | None:
        row = self.view.chosen_row()
        return None if row is None else self.table.at(row)

    def _say_note(self) -> None:
        if self.table.rowCount():
            self.note.setText(self.tr("They are kept with their versions and their drafts."))
        else:
            self.note.setText(self.tr("No scheme was deleted."))

    def _tell(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self.restore_wanted.emit(chosen)

    def _allow(self) -> None:
        self.restore.setEnabled(self.chosen() is not None)
