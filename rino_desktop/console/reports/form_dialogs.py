"""What a client's own form begins with, and whose it is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from engine.reports.forms.measures import NAMES
from rino_desktop.console.reports.measure_words import measure_words
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.forms import Field


class NewFormDialog(FormDialog):
    """What a form begins with: measures that are ticked, a query where they are not enough."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        self.name_edit, self.title_edit, self.query_name = QLineEdit(), QLineEdit(), QLineEdit()
        self.measures, self.sql = QListWidget(), QPlainTextEdit()
        self.measures.setMinimumHeight(220)
        self.sql.setMaximumHeight(96)
        self.sql.setTabChangesFocus(True)
        self.sql.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        for name in NAMES:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.measures.addItem(item)
        self.measures.setCurrentRow(0)
        self._fields = tuple(
            Field(each)
            for each in (
                self.name_edit, self.title_edit, self.measures, self.query_name, self.sql,
            )
        )  # fmt: skip
        super().__init__(parent, self._fields)
        self.setMinimumWidth(560)
        self.retranslate()
        self.name_edit.setFocus()

    def retranslate(self) -> None:
        self.entitle(self.tr("New form of a client"), self.tr("Next"))
        titles = (
            self.tr("Name"), self.tr("Title on the page"), self.tr("Measures"),
            self.tr("Name of a query (letters, digits, _)"),
            self.tr("Its SQL: one SELECT; :campaign_id, :from and :to are known"),
        )  # fmt: skip
        for field, title in zip(self._fields, titles, strict=True):
            field.name(title)
        words = measure_words()
        for row in range(self.measures.count()):
            item = self.measures.item(row)
            item.setText(words[item.data(Qt.ItemDataRole.UserRole)])

    def ticked(self) -> list[str]:
        items = [self.measures.item(row) for row in range(self.measures.count())]
        return [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        ]

    def queries(self) -> dict[str, str]:
        sql = self.sql.toPlainText().strip()
        return {self.query_name.text().strip() or "query": sql} if sql else {}

    def _take(self) -> None:
        if not self.name_edit.text().strip():
            self.refuse(self.tr("Give the form a name."))
        elif not self.ticked() and not self.queries():
            self.refuse(self.tr("Tick a measure, or write a query."))
        else:
            self.begin()
            self.wanted.emit()


class GiveDialog(FormDialog):
    """Whose a form is; "" for nobody's."""

    wanted = Signal(str)

    def __init__(
        self, parent: QWidget | None, form: str, clients: Sequence[str], owner: str
    ) -> None:
        self._form = form
        self.client = CalmCombo()
        self.client.addItem("", "")
        for name in clients:
            self.client.addItem(name, name)
        self.client.setCurrentIndex(max(0, self.client.findData(owner)))
        self._field = Field(self.client)
        super().__init__(parent, (self._field,))
        self.retranslate()
        self.client.setFocus()

    def retranslate(self) -> None:
        self.entitle(self.tr("Whose form is {name}?").format(name=self._form), self.tr("Save"))
        self._field.name(self.tr("Client"))
        self.client.setItemText(0, self.tr("nobody's"))

    def _take(self) -> None:
        self.begin()
        self.wanted.emit(self.client.currentData())
