"""Somebody else has changed the campaign meanwhile: what, beside what is to be saved."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.campaign_choice_words import shown
from rino_desktop.campaign_field_words import words
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.fit_columns import fit_columns
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

Changes = Mapping[str, list[object]]


class ConflictDialog(Translated, Dialog):
    """``mine`` and ``theirs``: "section.key" → [before, after]."""

    #: "both": mine over theirs; "theirs": mine is given up.
    chosen = Signal(str)

    def __init__(
        self, name: str, mine: Changes, theirs: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._campaign, self._mine, self._theirs = name, mine, theirs
        self.title, self.text = QLabel(), QLabel()
        dress(self.title, "title")
        self.text.setWordWrap(True)
        self.table = QTableWidget(0, 4)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.cancel, self.take, self.both = QPushButton(), QPushButton(), QPushButton()
        dress(self.both, "primary")
        self.cancel.clicked.connect(self.reject)
        self.take.clicked.connect(lambda: self._choose("theirs"))
        self.both.clicked.connect(lambda: self._choose("both"))
        row = QHBoxLayout()
        row.addWidget(self.take)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.both)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(12)
        for widget in (self.title, self.text, self.table):
            layout.addWidget(widget)
        layout.addLayout(row)
        self.resize(760, 420)
        self._fill()
        self.retranslate()

    def retranslate(self) -> None:
        title = self.tr("“{name}” was changed by somebody else").format(name=self._campaign)
        self.setWindowTitle(title)
        self.title.setText(title)
        self.text.setText(
            self.tr("Nothing has been saved yet, and nothing of yours is lost. Where both of you "
                    "have changed the same setting, yours would count.")
        )  # fmt: skip
        self.table.setHorizontalHeaderLabels(
            [self.tr("Setting"), self.tr("Before"), self.tr("Theirs"), self.tr("Yours")]
        )
        fit_columns(self.table)
        self.table.setAccessibleName(title)
        self.take.setText(self.tr("Give up mine"))
        self.cancel.setText(self.tr("Go on editing"))
        self.both.setText(self.tr("Save mine over theirs"))

    def _fill(self) -> None:
        known = words()
        places = [*self._theirs, *(place for place in self._mine if place not in self._theirs)]
        self.table.setRowCount(len(places))
        for row, place in enumerate(places):
            theirs, mine = self._theirs.get(place), self._mine.get(place)
            before = (theirs or mine or [None, None])[0]
            cells = (
                known.get(place, (place, ""))[0],
                shown(place, before),
                shown(place, theirs[1]) if theirs else "",
                shown(place, mine[1]) if mine else "",
            )
            for column, text in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(text))

    def _choose(self, what: str) -> None:
        self.chosen.emit(what)
        self.accept()
