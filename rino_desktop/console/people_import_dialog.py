"""People from a file, before they are added: who would be, and what is wrong with whom."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFileDialog, QLabel, QTreeWidget, QTreeWidgetItem, QWidget

from rino_desktop.people_import import Row
from rino_desktop.ui import theme
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.theme import dress


class PeopleImportDialog(FormDialog):
    #: The new file for their first passwords.
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None, rows: Sequence[Row]) -> None:
        self._rows = tuple(rows)
        self.told, self.list = QLabel(), QTreeWidget()
        self.told.setWordWrap(True)
        dress(self.told, "secondary")
        self.list.setRootIsDecorated(False)
        self.list.setColumnCount(5)
        for column, width in enumerate((80, 190, 130, 150)):
            self.list.setColumnWidth(column, width)
        for row in rows:
            item = QTreeWidgetItem(
                [str(row.line), row.name, row.role, ", ".join(row.campaigns), row.fault]
            )
            if row.fault:
                item.setToolTip(4, row.fault)
                item.setForeground(4, QColor(theme.current().bad))
            self.list.addTopLevelItem(item)
        super().__init__(parent, (self.told, self.list))
        self.resize(900, 520)
        self.retranslate()
        self.button.setEnabled(not self.faulty)

    @property
    def faulty(self) -> int:
        return sum(bool(row.fault) for row in self._rows)

    def retranslate(self) -> None:
        self.entitle(self.tr("People from a file"), self.tr("Add them…"))
        self.list.setHeaderLabels([
            self.tr("Line"), self.tr("Name"), self.tr("Role"), self.tr("Campaigns"), "",
        ])  # fmt: skip
        self.list.setAccessibleName(self.tr("People from a file"))
        if self.faulty:
            self.told.setText(self.tr("Lines that cannot be taken: %n. Nobody is added before they "
                                      "are mended in the file.", "", self.faulty))  # fmt: skip
        else:
            self.told.setText(self.tr("Everybody gets a first password and has to choose his own "
                                      "when he signs in. Choose where the first ones are written: "
                                      "only you can read that file."))  # fmt: skip

    def _take(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("First passwords"), "passwords.csv", "CSV (*.csv)"
        )
        if chosen:
            self.begin()
            self.wanted.emit(chosen)
