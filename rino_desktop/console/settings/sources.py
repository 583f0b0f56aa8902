"""Data sources: their list, the form of one, a test query, the mapping of a foreign database."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.domain.source_mapping import ENTITIES, FieldType
from engine.ports.sources import SourceSettings
from rino_desktop.console.settings.section import Act, ListSection
from rino_desktop.secret_keeping import proposed
from rino_desktop.ui import icons
from rino_desktop.ui.calm_wheel import CalmCombo, CalmDoubleSpin, CalmSpin
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.forms import Field
from rino_desktop.ui.secret_field import SecretField

_WIDTH = 760
_QUERY_PX, _TABLE_PX = 90, 220
_ROW_PX = 40
#: Of the mapping's columns, in pixels.
_WIDTHS = (150, 120, 170, 110, 110)
#: Which column of the mapping is chosen from a list, and what there is.
#: Width of the columns whose cells are chosen from.
_CHOICE_PX = 190
_CHOICES = {0: ENTITIES, 5: tuple(each.value for each in FieldType)}


class SourcesSection(ListSection):
    ACTS = (
        Act("test", "call", chosen=True),
        Act("mapping", chosen=True),
        Act("remove", "delete", chosen=True),
        Act("change", chosen=True, enter=True),
        Act("add", "add"),
    )
    COLUMNS, WIDTHS = "sources/2", (150, 300, 330)

    def titles(self) -> tuple[str, ...]:
        return (self.tr("Source"), self.tr("Address"), self.tr("Mapped"), self.tr("Set up in"))

    def words(self) -> tuple[str, dict[str, str]]:
        hint = self.tr("Foreign databases and services: read by schemes and lists, never written.")
        return hint, {
            "add": self.tr("New source…"), "change": self.tr("Change…"),
            "remove": self.tr("Remove…"), "mapping": self.tr("Mapping…"),
            "test": self.tr("Test query…"),
        }  # fmt: skip


class SourceDialog(FormDialog):
    #: A SourceSettings, without a mapping; the password is still in its field.
    wanted = Signal(object)

    def __init__(self, parent: QWidget | None, source: SourceSettings | None = None) -> None:
        self._new = source is None
        now = source or SourceSettings("", "")
        self.name_edit, self.url = QLineEdit(now.name), QLineEdit(now.url)
        self.name_edit.setReadOnly(not self._new)
        self.charset = QLineEdit(now.charset)
        self.password = SecretField(now.password_env, self.proposal)
        self.timeout, self.pool = CalmDoubleSpin(), CalmSpin()
        self.timeout.setRange(0.1, 600.0)
        self.timeout.setDecimals(1)
        self.timeout.setValue(now.timeout_s)
        self.pool.setRange(1, 100)
        self.pool.setValue(now.pool)
        self._fields = [
            Field(each) for each in
            (self.name_edit, self.url, self.timeout, self.pool, self.charset)
        ]  # fmt: skip
        name, url, *others = self._fields
        super().__init__(parent, (name, url, self.password, *others))
        self.name_edit.textChanged.connect(lambda _: self._allow())
        self.name_edit.textChanged.connect(lambda _: self.password.propose_anew())
        self.url.textChanged.connect(lambda _: self._allow())
        self.retranslate()
        self._allow()
        (self.name_edit if self._new else self.url).setFocus()

    def retranslate(self) -> None:
        self.entitle(
            self.tr("A new data source") if self._new else self.tr("Data source"),
            self.tr("Add") if self._new else self.tr("Save"),
        )
        texts = (
            self.tr("Name"),
            self.tr("Address: firebird://USER@HOST/DATABASE, sqlite:///FILE, https://…"),
            self.tr("Seconds to open a connection"),
            self.tr("Queries at once"),
            self.tr("Character set of a Firebird database that does not say it"),
        )
        for field, text in zip(self._fields, texts, strict=True):
            field.name(text)

    def proposal(self) -> str:
        """The name for its password."""
        return proposed("SOURCE", self.name_edit.text())

    def _allow(self) -> None:
        filled = self.name_edit.text().strip() and self.url.text().strip()
        self.button.setEnabled(bool(filled) and not self.tried)

    def _take(self) -> None:
        self.begin()
        self.wanted.emit(
            SourceSettings(
                self.name_edit.text(), self.url.text().strip(), self.password.stored,
                self.timeout.value(), self.pool.value(), self.charset.text().strip(),
            )
        )  # fmt: skip


class QueryDialog(FormDialog):
    """A test query; its first rows as a table."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None, source: str) -> None:
        self._source = source
        self.query = QPlainTextEdit()
        self.query.setTabChangesFocus(True)
        self.query.setMaximumHeight(_QUERY_PX)
        self._query = Field(self.query)
        self.rows = QTableWidget()
        self.rows.setTabKeyNavigation(False)
        self.rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.rows.setMinimumHeight(_TABLE_PX)
        super().__init__(parent, (self._query, self.rows))
        self.setMinimumWidth(_WIDTH)
        self.retranslate()
        self.query.setFocus()

    def retranslate(self) -> None:
        self.entitle(self.tr("Test of {name}").format(name=self._source), self.tr("Ask"))
        self.cancel_button.setText(self.tr("Close"))
        self._query.name(
            self.tr("Query: SQL, @subscribers of the mapping, or nothing: does it answer?")
        )
        self.rows.setAccessibleName(self.tr("The first rows"))

    def show_rows(self, columns: Sequence[str], rows: Sequence[Sequence[str]], text: str) -> None:
        """``text``: what is to be said of the answer."""
        self.refuse("")
        self.say(text, "secondary")
        self.rows.setColumnCount(len(columns))
        self.rows.setHorizontalHeaderLabels(list(columns))
        self.rows.setRowCount(len(rows))
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                self.rows.setItem(y, x, QTableWidgetItem(cell))

    def _take(self) -> None:
        self.begin()
        self.wanted.emit(self.query.toPlainText())


class MappingDialog(FormDialog):
    """Which table and column is what: one row for each field. Joins stay as they are."""

    #: Tuples of (entity, table, key, field, column, type).
    wanted = Signal(object)
    check_wanted = Signal(object)

    def __init__(
        self, parent: QWidget | None, source: str, rows: Sequence[tuple[str, ...]]
    ) -> None:
        self._source = source
        self.table = QTableWidget(0, 6)
        self.table.setTabKeyNavigation(False)
        self.table.setMinimumHeight(_TABLE_PX + 80)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        for x, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(x, width)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.add_button, self.remove_button, self.check_button = (QPushButton() for _ in range(3))
        icons.set_on(self.add_button, "add")
        icons.set_on(self.remove_button, "delete")
        buttons = QHBoxLayout()
        for button in (self.add_button, self.remove_button, self.check_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        column.addLayout(buttons)
        super().__init__(parent, (body,))
        self.setMinimumWidth(sum(_WIDTHS) + _CHOICE_PX + 120)
        self.add_button.clicked.connect(lambda: self.add_row(self._next()))
        self.remove_button.clicked.connect(lambda: self.table.removeRow(self.table.currentRow()))
        self.check_button.clicked.connect(lambda: self.check_wanted.emit(self.all_rows()))
        for row in rows:
            self.add_row(row)
        self.retranslate()

    def retranslate(self) -> None:
        self.entitle(self.tr("Mapping of {name}").format(name=self._source), self.tr("Save"))
        self.table.setAccessibleName(self.tr("Mapping"))
        self.table.setHorizontalHeaderLabels([
            self.tr("What"), self.tr("Table"), self.tr("Key column"), self.tr("Field"),
            self.tr("Column"), self.tr("Read as"),
        ])  # fmt: skip
        self.add_button.setText(self.tr("Add a field"))
        self.remove_button.setText(self.tr("Remove the row"))
        self.check_button.setText(self.tr("Check there"))
        for y in range(self.table.rowCount()):
            self._name_choices(y)

    def add_row(self, cells: Sequence[str]) -> None:
        y = self.table.rowCount()
        self.table.insertRow(y)
        for x, cell in enumerate(cells):
            if x in _CHOICES:
                box = CalmCombo()
                for each in _CHOICES[x]:
                    box.addItem("", each)
                box.setCurrentIndex(box.findData(cell))
                self.table.setCellWidget(y, x, box)
            else:
                self.table.setItem(y, x, QTableWidgetItem(cell))
        self._name_choices(y)
        self.table.setCurrentCell(y, 3)

    def all_rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            tuple(self._cell(y, x) for x in range(self.table.columnCount()))
            for y in range(self.table.rowCount())
        )

    def _cell(self, y: int, x: int) -> str:
        box = self.table.cellWidget(y, x)
        if isinstance(box, QComboBox):
            return str(box.currentData())
        item = self.table.item(y, x)
        return "" if item is None else item.text().strip()

    def _next(self) -> tuple[str, ...]:
        """Of the same entity as the row that is chosen."""
        y = self.table.currentRow()
        if y < 0:
            return (ENTITIES[0], "", "", "", "", "auto")
        return (*(self._cell(y, x) for x in range(3)), "", "", "auto")

    def _name_choices(self, y: int) -> None:
        words = mapping_words()
        for x in _CHOICES:
            box = self.table.cellWidget(y, x)
            head = self.table.horizontalHeaderItem(x)
            if isinstance(box, QComboBox):
                box.setAccessibleName(f"{head.text() if head is not None else ''}, {y + 1}")
                for place in range(box.count()):
                    box.setItemText(place, words[box.itemData(place)])
        for x in _CHOICES:
            self.table.setColumnWidth(x, max(self.table.columnWidth(x), _CHOICE_PX))

    def _take(self) -> None:
        self.begin()
        self.wanted.emit(self.all_rows())


def mapping_words() -> dict[str, str]:
    """Entities and types as people call them."""
    translate = QCoreApplication.translate
    return {
        "subscribers": translate("MappingDialog", "subscribers"),
        "accounts": translate("MappingDialog", "accounts"),
        "balances": translate("MappingDialog", "balances"),
        "services": translate("MappingDialog", "services"),
        "charges": translate("MappingDialog", "charges"),
        "payments": translate("MappingDialog", "payments"),
        "contacts": translate("MappingDialog", "contacts"),
        "promises": translate("MappingDialog", "promises"),
        "results": translate("MappingDialog", "results"),
        "auto": translate("MappingDialog", "as it is"),
        "text": translate("MappingDialog", "text"),
        "number": translate("MappingDialog", "number"),
        "date": translate("MappingDialog", "date"),
        "time": translate("MappingDialog", "time"),
        "bool": translate("MappingDialog", "yes or no"),
    }
