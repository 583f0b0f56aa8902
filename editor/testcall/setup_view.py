"""Who is called, and when: what a test call begins with."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from editor.pairs_table import PairsTable
from editor.testcall.contacts import Contact
from engine.scheme.codec_dialogues import dialogue_from_json, dialogue_to_json
from engine.scheme.json_reader import Place
from engine.scheme.model import Dialogue
from rino_desktop.ui.calm_wheel import CalmCombo, CalmDateTime, CalmSpin
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.moments import write_as_spoken

_AT = "yyyy-MM-ddTHH:mm"


class SetupView(Translated, QWidget):
    #: Other values than before: they hold from the next beginning of the call.
    changed = Signal()
    #: The application is to offer contacts.
    contacts_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        #: What has no field of its own here (hours of the campaign) stays as it came.
        self._rest: dict[str, Any] = {}
        self.choose = QPushButton()
        self.choose.clicked.connect(self.contacts_wanted)
        self.phone, self.zone = QLineEdit(), QLineEdit()
        self.zone.setPlaceholderText("Europe/Moscow")
        self.language = CalmCombo()
        self.attempt, self.seed = CalmSpin(), CalmSpin()
        self.attempt.setRange(1, 1000)
        self.seed.setRange(-(2**31), 2**31 - 1)
        self.at_given, self.at = QCheckBox(), CalmDateTime()
        self.at.setCalendarPopup(True)
        self.at.setEnabled(False)
        self.at_given.toggled.connect(self.at.setEnabled)
        self.fields, self.variables = PairsTable(), PairsTable()
        self.labels = {
            name: QLabel() for name in ("phone", "language", "zone", "at", "attempt", "seed")
        }
        self._lay_out()
        for signal in (
            self.phone.textEdited, self.zone.textEdited, self.language.activated,
            self.attempt.valueChanged, self.seed.valueChanged, self.at_given.toggled,
            self.at.dateTimeChanged, self.fields.edited, self.variables.edited,
        ):  # fmt: skip
            signal.connect(lambda *_: self.changed.emit())
        self.retranslate()
        self.set_languages(("ru",))
        self.set_dialogue(Dialogue(""))

    def _lay_out(self) -> None:
        moment = QHBoxLayout()
        moment.setSpacing(8)
        moment.addWidget(self.at_given)
        moment.addWidget(self.at, 1)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for name, field in (("phone", self.phone), ("language", self.language),
                            ("zone", self.zone), ("at", moment), ("attempt", self.attempt),
                            ("seed", self.seed)):  # fmt: skip
            form.addRow(self.labels[name], field)
            if isinstance(field, QWidget):
                self.labels[name].setBuddy(field)
        self.labels["at"].setBuddy(self.at_given)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 8, 4, 0)
        layout.setSpacing(12)
        layout.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(form)
        layout.addWidget(self.fields)
        layout.addWidget(self.variables)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def retranslate(self) -> None:
        self.choose.setText(self.tr("Take a contact from a list…"))
        write_as_spoken(self.at)
        for name, text in {
            "phone": self.tr("Phone"), "language": self.tr("Language"),
            "zone": self.tr("Time zone"), "at": self.tr("Answered at"),
            "attempt": self.tr("Attempt"), "seed": self.tr("Chance"),
        }.items():  # fmt: skip
            self.labels[name].setText(text)
        self.language.setItemText(0, self.tr("The scheme's first"))
        self.seed.setToolTip(
            self.tr("The same number: whatever is left to chance comes out the same")
        )
        self.at_given.setAccessibleName(self.tr("The call has a moment"))
        self.at.setAccessibleName(self.tr("Answered at, by the contact's clock"))
        self.fields.setHorizontalHeaderLabels([self.tr("Contact's field"), self.tr("Value")])
        self.fields.setAccessibleName(self.tr("The contact's fields"))
        self.variables.setHorizontalHeaderLabels([self.tr("Campaign's variable"), self.tr("Value")])
        self.variables.setAccessibleName(self.tr("What the campaign sets"))

    def set_languages(self, languages: tuple[str, ...]) -> None:
        chosen = self.language.currentData()
        self.language.clear()
        self.language.addItem(self.tr("The scheme's first"), "")
        for code in languages:
            self.language.addItem(code, code)
        self.language.setCurrentIndex(max(0, self.language.findData(chosen)))

    def set_known_fields(self, names: list[str]) -> None:
        """Fields that the scheme reads: they stand there to be filled in."""
        given = self.fields.values()
        known = {name.casefold() for name in given}
        more = {name: "" for name in names if name.casefold() not in known}
        if more:
            self.fields.set_values({**given, **more})

    def set_contact(self, contact: Contact) -> None:
        given = self.dialogue_json()
        given |= {"phone": contact.phone, "fields": dict(contact.fields),
                  "attempt": contact.attempt}  # fmt: skip
        for name, value in (("language", contact.language), ("zone", contact.zone)):
            if value:
                given[name] = value
        if contact.variables:
            given["variables"] = dict(contact.variables)
        self._show(given)
        self.changed.emit()

    def set_dialogue(self, dialogue: Dialogue) -> None:
        document = dialogue_to_json(dialogue)
        document.setdefault("phone", dialogue.phone)
        self._show(document)

    def dialogue(self) -> Dialogue:
        """Raises KnownError that names the field."""
        return dialogue_from_json(Place({"name": "", "steps": [], **self.dialogue_json()}))

    def dialogue_json(self) -> dict[str, Any]:
        document: dict[str, Any] = {
            **self._rest,
            "phone": self.phone.text().strip(),
            "attempt": self.attempt.value(),
            "seed": self.seed.value(),
            "fields": {name: value for name, value in self.fields.values().items() if value},
            "variables": self.variables.values(),
        }
        if self.language.currentData():
            document["language"] = self.language.currentData()
        if self.zone.text().strip():
            document["zone"] = self.zone.text().strip()
        if self.at_given.isChecked():
            document["at"] = self.at.dateTime().toString(_AT)
        return document

    def _show(self, document: Mapping[str, Any]) -> None:
        self._rest = {key: document[key] for key in ("hours", "today") if key in document}
        self.blockSignals(True)
        self.phone.setText(document.get("phone", ""))
        self.zone.setText(document.get("zone", ""))
        self.language.setCurrentIndex(max(0, self.language.findData(document.get("language", ""))))
        self.attempt.setValue(document.get("attempt", 1))
        self.seed.setValue(document.get("seed", 0))
        at = document.get("at", "")
        moment = QDateTime.fromString(at, Qt.DateFormat.ISODate) if at else QDateTime()
        self.at.setDateTime(moment if moment.isValid() else QDateTime.currentDateTime())
        self.at_given.setChecked(bool(at))
        self.fields.set_values(document.get("fields", {}))
        self.variables.set_values(document.get("variables", {}))
        self.blockSignals(False)
