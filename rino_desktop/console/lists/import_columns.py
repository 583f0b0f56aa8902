"""What each column of a list holds."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.ports.segments import ImportTemplate
from rino_desktop.console.lists.home_field import HomeField
from rino_desktop.list_imports import PHONE, REGION, TIMEZONE, Layout
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.languages import Translated


class ColumnsPage(Translated, QWidget):
    changed = Signal()
    #: Where those are whose row names no place: ``say_home_fault`` is the answer.
    home_changed = Signal(str)
    #: The name to keep the mapping under.
    template_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout: Layout | None = None
        self._templates: tuple[ImportTemplate, ...] = ()
        self.boxes: list[QComboBox] = []
        self.template, self.name, self.save = CalmCombo(), QLineEdit(), QPushButton()
        self.save.setAutoDefault(False)
        self.table = QTableWidget(0, 3)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(40)
        self.table.setColumnWidth(0, 200)
        self.table.setColumnWidth(1, 220)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.home = HomeField()
        self._label = QLabel()
        self._label.setBuddy(self.template)
        row = QHBoxLayout()
        row.addWidget(self._label)
        row.addWidget(self.template, 1)
        row.addWidget(self.name, 1)
        row.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        layout.addWidget(self.home)
        self.home.changed.connect(lambda: self.home_changed.emit(self.home.text()))
        self.template.activated.connect(self._take_template)
        self.name.textChanged.connect(lambda _: self._allow())
        self.save.clicked.connect(lambda: self.template_wanted.emit(self.name.text().strip()))
        self.retranslate()

    def retranslate(self) -> None:
        self.table.setHorizontalHeaderLabels(
            [self.tr("Column"), self.tr("What it holds"), self.tr("For example")]
        )
        self.table.setAccessibleName(self.tr("Columns"))
        self._label.setText(self.tr("As in the template"))
        self.name.setPlaceholderText(self.tr("Name of a new template"))
        self.name.setAccessibleName(self.tr("Name of a new template"))
        self.save.setText(self.tr("Keep as a template"))
        if self._layout is not None:
            meanings = self.meanings()
            self._fill(self._layout)
            self._set(meanings)
        self._fill_templates()
        self._allow()

    def show_layout(self, layout: Layout, templates: Sequence[ImportTemplate]) -> None:
        """``templates``: those for such a header come first and are used at once."""
        same = self._layout == layout and bool(self.boxes)
        self._layout, self._templates = layout, tuple(templates)
        self._fill_templates()
        if same:
            return  # the user has come back: what he chose stays
        self._fill(layout)
        fitting = next((each for each in templates if each.header == layout.digest), None)
        if fitting is not None:
            self.template.setCurrentIndex(self._templates.index(fitting) + 1)
            self._take_template()
        else:
            self._set(layout.guessed)

    def show_templates(self, templates: Sequence[ImportTemplate], chosen: str) -> None:
        self._templates = tuple(templates)
        self._fill_templates()
        self.template.setCurrentIndex(max(0, self.template.findText(chosen)))
        self.name.clear()

    def meanings(self) -> tuple[str, ...]:
        """PHONE, TIMEZONE, REGION, the name of a field, "" for nothing, of each column."""
        found = []
        for box in self.boxes:
            typed = box.currentText().strip()
            known = box.findText(typed)
            found.append(str(box.itemData(known)) if known >= 0 else typed)
        return tuple(found)

    def is_complete(self) -> bool:
        return PHONE in self.meanings() and not self.home.faulty

    def show_clocks(self, clocks: str) -> None:
        """What time it is where the list is of."""
        self.home.show_clocks(clocks)

    def say_home_fault(self, text: str) -> None:
        self.home.say_fault(text)
        self._allow()

    def first_field(self) -> QWidget:
        return self.boxes[0] if self.boxes else self

    def _allow(self) -> None:
        self.save.setEnabled(bool(self.name.text().strip()) and self.is_complete())
        self.changed.emit()

    def _fill(self, layout: Layout) -> None:
        self.boxes = []
        self.table.setRowCount(len(layout.columns))
        for at, name in enumerate(layout.columns):
            box = CalmCombo()
            box.setEditable(True)
            box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            own = layout.guessed[at] if layout.guessed[at] not in (PHONE, TIMEZONE, REGION) else ""
            for word, meaning in (
                (self.tr("telephone number"), PHONE), (self.tr("time zone"), TIMEZONE),
                (self.tr("region"), REGION), (self.tr("nothing: leave it out"), ""),
            ):  # fmt: skip
                box.addItem(word, meaning)
            own = own or name
            if box.findText(own) < 0:
                box.addItem(own, own)
            box.setAccessibleName(name)
            box.currentTextChanged.connect(lambda _: self._allow())
            self.boxes.append(box)
            self.table.setItem(at, 0, QTableWidgetItem(name))
            self.table.setCellWidget(at, 1, box)
            self.table.setItem(at, 2, QTableWidgetItem(layout.samples[at]))

    def _set(self, meanings: Sequence[str]) -> None:
        for box, meaning in zip(self.boxes, meanings, strict=False):
            at = box.findData(meaning)
            if at >= 0:
                box.setCurrentIndex(at)
            else:
                box.setEditText(meaning)
        self._allow()

    def _fill_templates(self) -> None:
        self.template.clear()
        self.template.addItem(self.tr("as found"))
        self.template.addItems([each.name for each in self._templates])

    def _take_template(self) -> None:
        layout, at = self._layout, self.template.currentIndex()
        if layout is None:
            return
        if at < 1:
            self._set(layout.guessed)
            return
        meanings = [""] * len(layout.columns)
        for field, column in self._templates[at - 1].mapping:
            place = layout.columns.index(column) if column in layout.columns else (
                int(column) - 1 if column.isdecimal() else -1
            )  # fmt: skip
            if 0 <= place < len(meanings):
                meanings[place] = field
        self._set(meanings)
