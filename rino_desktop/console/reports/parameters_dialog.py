"""What a client's form asks for before it is made: name, type, title, usual value of each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.report_form_parameters import TYPES, Parameter
from rino_desktop.texts import language
from rino_desktop.ui import icons
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.theme import dress

_NAME, _TYPE, _TITLE, _DEFAULT = range(4)
_WIDTHS, _ROW_PX = (140, 130, 240), 40


class ParametersDialog(FormDialog):
    """``wanted``: the parameters as they are filled in; its owner accepts or refuses them."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None, parameters: Sequence[Parameter]) -> None:
        self.table = QTableWidget(0, 4)
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setStretchLastSection(True)
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, width)
        self.table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self.table.setMinimumHeight(220)
        self.note = QLabel()
        self.note.setWordWrap(True)
        dress(self.note, "secondary")
        self.add, self.remove = QPushButton(), QPushButton()
        icons.set_on(self.add, "add")
        icons.set_on(self.remove, "delete")
        for button in (self.add, self.remove):
            button.setAutoDefault(False)
        super().__init__(parent, (self._body(),))
        self.setMinimumWidth(720)
        for parameter in parameters:
            self._append(parameter)
        self.add.clicked.connect(self._on_add)
        self.remove.clicked.connect(self._on_remove)
        self.table.itemSelectionChanged.connect(self._allow)
        self.retranslate()
        self._allow()
        self.table.setFocus()

    def retranslate(self) -> None:
        self.entitle(self.tr("What the form asks for"), self.tr("Take over"))
        self.note.setText(self.tr(
            "In SQL a parameter is :name, in a template {{ parameters.name }}. One without a usual "
            "value must be filled in whenever the report is made."
        ))  # fmt: skip
        self.table.setHorizontalHeaderLabels([
            self.tr("Name"), self.tr("Type"), self.tr("Title"), self.tr("Usual value"),
        ])  # fmt: skip
        self.table.setAccessibleName(self.tr("Parameters"))
        self.add.setText(self.tr("Add"))
        self.remove.setText(self.tr("Remove"))
        for row in range(self.table.rowCount()):
            self._name_types(row, self.type_box(row))

    def type_box(self, row: int) -> QComboBox:
        box = self.table.cellWidget(row, _TYPE)
        assert isinstance(box, QComboBox)
        return box

    def parameters(self) -> tuple[Parameter, ...]:
        return tuple(self._parameter(row) for row in range(self.table.rowCount()))

    # --- inside -----------------------------------------------------------------------------------

    def _append(self, parameter: Parameter) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        name = QTableWidgetItem(parameter.name)
        name.setData(Qt.ItemDataRole.UserRole, parameter)
        self.table.setItem(row, _NAME, name)
        self.table.setItem(row, _TITLE, QTableWidgetItem(parameter.title(language())))
        self.table.setItem(row, _DEFAULT, QTableWidgetItem(parameter.default or ""))
        box = CalmCombo()
        for each in TYPES:
            box.addItem("", each)
        if parameter.type not in TYPES:  # what is wrong in the file stays to be seen
            box.addItem(parameter.type, parameter.type)
        box.setCurrentIndex(box.findData(parameter.type))
        self._name_types(row, box)
        self.table.setCellWidget(row, _TYPE, box)

    def _parameter(self, row: int) -> Parameter:
        item = self.table.item(row, _NAME)
        assert item is not None
        before: Parameter = item.data(Qt.ItemDataRole.UserRole)
        default = self._text(row, _DEFAULT)
        return Parameter(
            self._text(row, _NAME), self.type_box(row).currentData(),
            before.titled(self._text(row, _TITLE), language()), default or None,
        )  # fmt: skip

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item is not None else ""

    def _name_types(self, row: int, box: QComboBox) -> None:
        box.setAccessibleName(f"{self.tr('Type')}, {row + 1}")
        words = {"text": self.tr("text"), "number": self.tr("number"), "date": self.tr("date")}
        for at, name in enumerate(TYPES):
            box.setItemText(at, words[name])

    def _on_add(self) -> None:
        self._append(Parameter(""))
        row = self.table.rowCount() - 1
        self.table.setCurrentCell(row, _NAME)
        item = self.table.item(row, _NAME)
        assert item is not None
        self.table.editItem(item)

    def _on_remove(self) -> None:
        row = self.table.currentRow()
        if row >= 0:
            self.table.removeRow(row)
        self._allow()

    def _allow(self) -> None:
        self.remove.setEnabled(self.table.currentRow() >= 0)

    def _take(self) -> None:
        if not all(each.name for each in self.parameters()):
            self.refuse(self.tr("Give each parameter a name."))
        else:
            self.begin()
            self.wanted.emit(self.parameters())

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch(1)
        column.addLayout(row)
        return body
