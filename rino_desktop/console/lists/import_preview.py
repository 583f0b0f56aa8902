"""The beginning of a list as each encoding or sheet shows it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.list_imports import Choices, Preview
from rino_desktop.texts.errors import said
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.fit_columns import fit_columns
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.lines import ToldLine

_DELIMITERS = (";", ",", "\t", "|")


class PreviewPage(Translated, QWidget):
    #: Choices, of which there is no preview yet.
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._previews: dict[Choices, Preview] = {}
        self._text = True
        self.how, self.delimiter = CalmCombo(), CalmCombo()
        self.table, self.fault = QTableWidget(), ToldLine()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setStretchLastSection(True)
        self._labels = (QLabel(), QLabel())
        self._form = QFormLayout()
        for label, box in zip(self._labels, (self.how, self.delimiter), strict=True):
            label.setBuddy(box)
            self._form.addRow(label, box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._form)
        layout.addWidget(self.fault)
        layout.addWidget(self.table, 1)
        self.how.activated.connect(self._choose)
        self.delimiter.activated.connect(self._choose)
        self.retranslate()

    def retranslate(self) -> None:
        self._labels[0].setText(self.tr("Encoding") if self._text else self.tr("Sheet"))
        self._labels[1].setText(self.tr("Columns are divided by"))
        self.table.setAccessibleName(self.tr("Beginning of the list"))
        at = self.delimiter.currentIndex()
        self.delimiter.clear()
        self.delimiter.addItem(self.tr("as found"), None)
        words = (self.tr("semicolon ;"), self.tr("comma ,"), self.tr("tab"), self.tr("bar |"))
        for sign, word in zip(_DELIMITERS, words, strict=True):
            self.delimiter.addItem(word, sign)
        self.delimiter.setCurrentIndex(max(0, at))

    def show_previews(self, previews: Sequence[Preview]) -> None:
        """The first one is the likeliest."""
        self._previews = {each.choices: each for each in previews}
        self._text = any(each.choices.encoding for each in previews)
        self.how.clear()
        for each in previews:
            self.how.addItem(each.name or self.tr("the whole file"), each.choices)
        self._form.setRowVisible(self.delimiter, self._text)
        self.retranslate()
        if previews:
            self._show(previews[0])

    def show_preview(self, preview: Preview) -> None:
        self._previews[preview.choices] = preview
        if preview.choices == self.choices():
            self._show(preview)

    def choices(self) -> Choices:
        chosen = self.how.currentData() or Choices()
        return Choices(chosen.encoding, self.delimiter.currentData(), chosen.sheet)

    def is_readable(self) -> bool:
        found = self._previews.get(self.choices())
        return found is not None and found.fault is None

    def _choose(self) -> None:
        found = self._previews.get(self.choices())
        if found is None:
            self.chosen.emit(self.choices())
        else:
            self.show_preview(found)

    def _show(self, preview: Preview) -> None:
        self.fault.say(said(preview.fault) if preview.fault is not None else "")
        self.table.setRowCount(len(preview.rows))
        self.table.setColumnCount(max(map(len, preview.rows), default=0))
        for row, cells in enumerate(preview.rows):
            for column, cell in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(cell))
        fit_columns(self.table)
