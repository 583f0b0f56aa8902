"""What is asked about a client: his name and terms, what is his, the period of a statement."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from engine.domain.client import Client
from rino_desktop.ui.calm_wheel import CalmCombo, CalmDate
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.forms import Field

_LONGEST = 200


class ClientDialog(FormDialog):
    #: (name, details, refusals go to his own list)
    wanted = Signal(str, str, bool)

    def __init__(self, parent: QWidget | None, client: Client | None = None) -> None:
        self._client = client
        self.name_edit = QLineEdit(client.name if client is not None else "")
        self.name_edit.setMaxLength(_LONGEST)
        self.details = QPlainTextEdit(client.details if client is not None else "")
        self.details.setTabChangesFocus(True)
        self.details.setMaximumHeight(96)
        self.own = QCheckBox()
        self.own.setChecked(client is not None and client.own_refusals)
        self._name, self._details = Field(self.name_edit), Field(self.details)
        super().__init__(parent, (self._name, self._details, self.own))
        self.name_edit.textChanged.connect(lambda _: self._allow())
        self.retranslate()
        self._allow()
        self.name_edit.setFocus()

    def retranslate(self) -> None:
        new = self._client is None
        self.entitle(
            self.tr("A new client") if new else self.tr("Client"),
            self.tr("Add") if new else self.tr("Save"),
        )
        self._name.name(self.tr("Name"))
        self._details.name(self.tr("Details: contract, contact person…"))
        self.own.setText(self.tr("Who refuses in a call goes on this client's list only"))
        self.own.setToolTip(
            self.tr("Otherwise he goes on the office's list, and nobody calls him any more.")
        )

    def _allow(self) -> None:
        self.button.setEnabled(bool(self.name_edit.text().strip()) and not self.tried)

    def _take(self) -> None:
        self.begin()
        self.wanted.emit(self.name_edit.text(), self.details.toPlainText(), self.own.isChecked())


class BelongingsDialog(FormDialog):
    """What is a client's is ticked. What another one has is shown with his name."""

    #: Names of the ticked ones: campaigns, report forms, users who see nothing else.
    wanted = Signal(list, list, list)

    def __init__(
        self,
        parent: QWidget | None,
        client: str,
        things: Sequence[Sequence[tuple[str, str]]],
    ) -> None:
        """``things``: campaigns, report forms, users, each as (name, whose it is, "" for none)."""
        self._client = client
        self.lists = tuple(self._list(client, each) for each in things)
        self._fields = tuple(Field(each) for each in self.lists)
        super().__init__(parent, self._fields)
        self.setMinimumWidth(480)
        self.retranslate()
        self.lists[0].setFocus()

    def retranslate(self) -> None:
        self.entitle(self.tr("What is of {client}").format(client=self._client), self.tr("Save"))
        titles = (
            self.tr("Campaigns"),
            self.tr("Report forms"),
            self.tr("Users who see nothing else"),
        )
        for field, title in zip(self._fields, titles, strict=True):
            field.name(title)

    def ticked(self, which: int) -> list[str]:
        shown = self.lists[which]
        items = [shown.item(row) for row in range(shown.count())]
        return [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        ]

    def _list(self, client: str, things: Sequence[tuple[str, str]]) -> QListWidget:
        shown = QListWidget()
        shown.setMaximumHeight(120)
        shown.ensurePolished()  # else the rows are laid out for another style, too close
        for name, owner in things:
            text = f"{name}  ({owner})" if owner not in ("", client) else name
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            his = owner == client
            item.setCheckState(Qt.CheckState.Checked if his else Qt.CheckState.Unchecked)
            shown.addItem(item)
        return shown

    def _take(self) -> None:
        self.begin()
        self.wanted.emit(self.ticked(0), self.ticked(1), self.ticked(2))


class UsageDialog(FormDialog):
    """Of which period a statement is, and as what."""

    #: (first day, last day, format), days as datetime.date
    wanted = Signal(object, object, str)

    def __init__(self, parent: QWidget | None, client: str, today: QDate) -> None:
        self._client = client
        month = QDate(today.year(), today.month(), 1).addMonths(-1)
        self.first, self.last = (CalmDate() for _ in range(2))
        for edit, day in ((self.first, month), (self.last, month.addMonths(1).addDays(-1))):
            edit.setCalendarPopup(True)
            edit.setDate(day)
        self.format = CalmCombo()
        for each in ("pdf", "xlsx", "csv", "html"):
            self.format.addItem(each.upper(), each)
        self._fields = tuple(Field(each) for each in (self.first, self.last, self.format))
        super().__init__(parent, self._fields)
        self.retranslate()
        self.first.setFocus()

    def retranslate(self) -> None:
        self.entitle(
            self.tr("Statement of usage: {client}").format(client=self._client),
            self.tr("Write…"),
        )
        titles = (self.tr("First day"), self.tr("Last day"), self.tr("As"))
        for field, title in zip(self._fields, titles, strict=True):
            field.name(title)
        for edit in (self.first, self.last):
            edit.setDisplayFormat(QLocale().dateFormat(QLocale.FormatType.ShortFormat))

    def _take(self) -> None:
        first, last = self.first.date(), self.last.date()
        if last < first:
            self.refuse(self.tr("The last day lies before the first."))
            return
        self.begin()
        self.wanted.emit(first.toPython(), last.toPython(), self.format.currentData())
