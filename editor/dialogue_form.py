"""One dialogue to be edited: its name, contact, steps and expectations; all of it as JSON."""

import json
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QFontDatabase
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from editor.pairs_table import PairsTable
from editor.steps_table import StepsTable
from editor.testcall.words import disposition_text, error_text
from engine.domain.disposition import Disposition
from engine.errors import KnownError
from engine.scheme.codec_dialogues import dialogue_from_json, dialogue_to_json
from engine.scheme.json_reader import Place
from engine.scheme.model import Dialogue
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.lines import ToldLine

#: Those that a call with a scheme can end with.
_ENDS = ("completed", "partial", "opted_out", "transferred", "callback", "abandoned")


class _Text(QPlainTextEdit):
    """Tells when it is left."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.left.emit()


class DialogueForm(Translated, QWidget):
    #: Another dialogue than the one that was given: Dialogue, and which field ("name", "json" …).
    edited = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: dict[str, Any] = {}
        self._filling = False
        self.name = QLineEdit()
        self.steps = StepsTable()
        self.fields, self.results = PairsTable(), PairsTable()
        self.disposition = CalmCombo()
        self.disposition.addItem("", "")
        for value in _ENDS:
            self.disposition.addItem("", value)
        self.json = _Text()
        self.json.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.json.setTabChangesFocus(True)
        self.fault = ToldLine(typed_in=self)
        self.labels = {name: QLabel() for name in ("name", "disposition")}
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        expected = QWidget()
        form = QFormLayout(expected)
        form.setContentsMargins(0, 8, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow(self.labels["disposition"], self.disposition)
        form.addRow(self.results)
        for page in (self.steps, expected, self.fields, self.json):
            self.tabs.addTab(page, "")
        top = QFormLayout()
        top.setHorizontalSpacing(12)
        top.addRow(self.labels["name"], self.name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.fault)
        self.labels["name"].setBuddy(self.name)
        self.labels["disposition"].setBuddy(self.disposition)
        self.name.textEdited.connect(lambda: self._take("name"))
        self.steps.edited.connect(lambda: self._take("steps"))
        self.fields.edited.connect(lambda: self._take("fields"))
        self.results.edited.connect(lambda: self._take("results"))
        self.disposition.activated.connect(lambda: self._take("disposition"))
        self.json.left.connect(self._take_json)
        self.retranslate()
        self.show_dialogue(None)

    def retranslate(self) -> None:
        self.labels["name"].setText(self.tr("Name"))
        self.labels["disposition"].setText(self.tr("Ends as"))
        self.disposition.setItemText(0, self.tr("anything"))
        for index, value in enumerate(_ENDS, 1):
            self.disposition.setItemText(index, disposition_text(Disposition(value)))
        texts = (self.tr("Steps"), self.tr("Expected"), self.tr("Contact"), self.tr("All of it"))
        for index, text in enumerate(texts):
            self.tabs.setTabText(index, text)
        self.fields.setHorizontalHeaderLabels([self.tr("Contact's field"), self.tr("Value")])
        self.fields.setAccessibleName(self.tr("The contact's fields"))
        self.results.setHorizontalHeaderLabels([self.tr("Result"), self.tr("Value")])
        self.results.setAccessibleName(self.tr("Expected results"))
        self.json.setAccessibleName(self.tr("The dialogue as JSON"))

    def show_dialogue(self, dialogue: Dialogue | None) -> None:
        """None: there is none to be edited."""
        self.setEnabled(dialogue is not None)
        document = dialogue_to_json(dialogue) if dialogue is not None else {}
        if document == self._document and document:
            return
        self._filling = True
        self._document = document
        expect = document.get("expect", {})
        if self.name.text() != document.get("name", ""):
            self.name.setText(document.get("name", ""))
        if self.steps.steps() != document.get("steps", []):
            self.steps.set_steps(document.get("steps", []))
        if self.fields.values() != document.get("fields", {}):
            self.fields.set_values(document.get("fields", {}))
        if self.results.values() != expect.get("results", {}):
            self.results.set_values(expect.get("results", {}))
        index = self.disposition.findData(expect.get("disposition", ""))
        self.disposition.setCurrentIndex(max(0, index))
        self._show_json()
        self._say("")
        self._filling = False

    def _show_json(self) -> None:
        text = json.dumps(self._document, ensure_ascii=False, indent=2) if self._document else ""
        if self.json.toPlainText() != text:
            self.json.setPlainText(text)

    def _take(self, field: str) -> None:
        if self._filling or not self._document:
            return
        document = {**self._document, "expect": dict(self._document.get("expect", {}))}
        match field:
            case "name":
                document["name"] = self.name.text()
            case "steps":
                document["steps"] = self.steps.steps()
            case "fields":
                document["fields"] = self.fields.values()
            case "results":
                document["expect"]["results"] = self.results.values()
                if not document["expect"]["results"]:
                    del document["expect"]["results"]
            case _:
                document["expect"]["disposition"] = self.disposition.currentData()
                if not document["expect"]["disposition"]:
                    del document["expect"]["disposition"]
        self._give(document, field)

    def _take_json(self) -> None:
        if self._filling or not self._document:
            return
        try:
            document = json.loads(self.json.toPlainText())
        except ValueError as error:
            self._say(self.tr("This is no JSON: {reason}").format(reason=error))
            return
        if document != self._document:
            self._give(document, "json")
        else:
            self._say("")

    def _give(self, document: Any, field: str) -> None:
        try:
            dialogue = dialogue_from_json(Place(document))
        except KnownError as error:
            self._say(error_text(error))
            return
        self._say("")
        self._document = dialogue_to_json(dialogue)
        if field != "json":
            self._filling = True
            self._show_json()
            self._filling = False
        self.edited.emit(dialogue, field)

    def _say(self, text: str) -> None:
        self.fault.say(text)
