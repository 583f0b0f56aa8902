"""A contact's numbers, time zone and fields, filled in by hand; and the small questions of reasons
and moments."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QDateTime, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from engine.domain.contact import Contact
from rino_desktop.contacts.editing import Edit
from rino_desktop.ui.calm_wheel import CalmCombo, CalmDateTime
from rino_desktop.ui.form_dialog import FormDialog

_HOUR_S = 3600


class EditDialog(FormDialog):
    """``contact`` None: a new one, of the ``campaigns`` that it can be added to."""

    #: (campaign, Edit)
    wanted = Signal(str, object)

    def __init__(
        self, parent: QWidget | None, contact: Contact | None, campaigns: Sequence[str] = (),
        campaign: str = "", fields: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.contact = contact
        self.campaign = CalmCombo()
        self.campaign.addItems(list(campaigns))
        self.campaign.setCurrentText(campaign)
        self.phones, self.zones = QPlainTextEdit(), QLineEdit()
        self.phones.setTabChangesFocus(True)
        self.phones.setFixedHeight(84)
        self.fields = QTableWidget(0, 2)
        self.fields.horizontalHeader().setStretchLastSection(True)
        self.fields.verticalHeader().hide()
        self.fields.setTabKeyNavigation(False)
        self.fields.setMinimumHeight(220)
        self._rows = QFormLayout()
        body = QWidget()
        body.setLayout(self._rows)
        if contact is None:
            self._rows.addRow(" ", self.campaign)
        for widget in (self.phones, self.zones, self.fields):
            self._rows.addRow(" ", widget)
        super().__init__(parent, [body])
        self.setMinimumWidth(560)
        known: Mapping[str, str] = contact.fields if contact is not None else dict.fromkeys(
            fields, "")  # fmt: skip
        if contact is not None:
            self.phones.setPlainText("\n".join(contact.phones))
            self.zones.setText(", ".join(contact.zones))
        for name, value in known.items():
            self._add_row(name, value)
        self._add_row("", "")
        self.fields.itemChanged.connect(self._on_item)
        self.retranslate()
        self.phones.setFocus()

    def retranslate(self) -> None:
        new = self.contact is None
        title = self.tr("New contact") if new else self.tr("Change the contact")
        self.entitle(title, self.tr("Add") if new else self.tr("Save"))
        texts = {
            self.campaign: self.tr("Campaign"),
            self.phones: self.tr("Numbers, one a line, the first is called first"),
            self.zones: self.tr("Time zones; empty: by the number"), self.fields: self.tr("Fields"),
        }  # fmt: skip
        for widget, text in texts.items():
            widget.setAccessibleName(text)
            label = self._rows.labelForField(widget)
            if label is not None:
                label.setText(text)  # type: ignore[attr-defined]
                label.setWordWrap(True)  # type: ignore[attr-defined]
                label.setFixedWidth(160)
        self.zones.setPlaceholderText("Europe/Moscow")
        self.fields.setHorizontalHeaderLabels([self.tr("Field"), self.tr("Value")])

    def edit(self) -> Edit:
        given: dict[str, str] = {}
        for row in range(self.fields.rowCount()):
            name, value = self.fields.item(row, 0), self.fields.item(row, 1)
            if name is not None and name.text().strip():
                given[name.text().strip()] = value.text() if value is not None else ""
        if self.contact is None:
            given = {name: value for name, value in given.items() if value}
        zones = [zone.strip() for zone in self.zones.text().split(",") if zone.strip()]
        phones = self.phones.toPlainText().splitlines()
        return Edit(tuple(p for p in phones if p.strip()), tuple(zones), given)

    def _take(self) -> None:
        self.begin()
        self.wanted.emit(self.campaign.currentText(), self.edit())

    def _add_row(self, name: str, value: str) -> None:
        row = self.fields.rowCount()
        self.fields.insertRow(row)
        self.fields.setItem(row, 0, QTableWidgetItem(name))
        self.fields.setItem(row, 1, QTableWidgetItem(value))

    def _on_item(self, item: QTableWidgetItem) -> None:
        """There is always an empty row for one field more."""
        if item.row() == self.fields.rowCount() - 1 and item.text():
            self._add_row("", "")


class ReasonDialog(FormDialog):
    """Why contacts are withdrawn, or a number is not to be called."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None, title: str, action: str) -> None:
        self.reason = QLineEdit()
        super().__init__(parent, [self.reason])
        self._title, self._action = title, action
        self.setMinimumWidth(420)
        self.retranslate()
        self.reason.setFocus()

    def retranslate(self) -> None:
        self.entitle(self._title, self._action)
        self.reason.setPlaceholderText(self.tr("Reason"))
        self.reason.setAccessibleName(self.tr("Reason"))

    def _take(self) -> None:
        if not self.reason.text().strip():
            self.refuse(self.tr("Say why: it is asked for when somebody complains."))
            return
        self.begin()
        self.wanted.emit(self.reason.text().strip())


class MomentDialog(FormDialog):
    """Until when something is put off, or when somebody is called back."""

    #: (moment, note)
    wanted = Signal(object, str)

    def __init__(self, parent: QWidget | None, title: str, action: str, *, note: bool) -> None:
        self.at, self.note = CalmDateTime(), QLineEdit()
        self.at.setCalendarPopup(True)
        self.at.setDateTime(QDateTime.currentDateTime().addSecs(_HOUR_S))
        super().__init__(parent, [self.at, self.note])
        self.note.setVisible(note)
        self._title, self._action = title, action
        self.retranslate()
        self.at.setFocus()

    def retranslate(self) -> None:
        self.entitle(self._title, self._action)
        self.at.setAccessibleName(self.tr("Moment"))
        self.note.setPlaceholderText(self.tr("Note"))
        self.note.setAccessibleName(self.tr("Note"))

    def _take(self) -> None:
        self.begin()
        at = datetime.fromtimestamp(self.at.dateTime().toSecsSinceEpoch(), UTC)
        self.wanted.emit(at, self.note.text().strip())
