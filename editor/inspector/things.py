"""The scheme's variables and prompts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from editor import texts
from editor.document import Changed
from editor.edits import headers
from editor.edits.uses import used_prompts
from editor.forms.text_widgets import Combo, Line, Text
from editor.inspector.named_things import NamedThings, Row
from engine.scheme.model import PromptRecording, Variable, VariableType
from rino_desktop.ui.theme import dress


def _label() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setContentsMargins(0, 4, 0, 0)
    dress(label, "secondary")
    return label


class VariablesList(NamedThings):
    kind = "variable"

    def headings(self) -> tuple[str, str, str]:
        return self.tr("Variables"), self.tr("Name"), self.tr("Type")

    def concerns(self, told: Changed) -> bool:
        return "variables" in told.header

    def rows(self) -> Iterable[Row]:
        for variable in self.document.content.header["variables"]:
            yield Row(variable.name, self.type_title(variable.type))

    def type_title(self, kind: VariableType) -> str:
        return {
            VariableType.TEXT: self.tr("text"),
            VariableType.NUMBER: self.tr("number"),
            VariableType.MONEY: self.tr("money"),
            VariableType.DATE: self.tr("date"),
            VariableType.PHONE: self.tr("phone number"),
        }[kind]

    def add_fields(self) -> None:
        self.type_label, self.type = _label(), Combo()
        self.from_label, self.contact_fields = _label(), Line()
        self.default_label, self.default = _label(), Line()
        self.type.activated.connect(lambda _index: self._put(type=self.type.currentData()))
        self.contact_fields.textEdited.connect(self._write_fields)
        self.default.textEdited.connect(
            lambda text: self._put(merge=f"default {self.current}", default=text)
        )
        pairs: tuple[tuple[QLabel, QWidget], ...] = (
            (self.type_label, self.type),
            (self.from_label, self.contact_fields),
            (self.default_label, self.default),
        )
        for label, field in pairs:
            label.setBuddy(field)
            self.fields.addWidget(label)
            self.fields.addWidget(field)

    def retranslate(self) -> None:
        super().retranslate()
        said = (
            (self.type_label, self.type, self.tr("Type")),
            (self.from_label, self.contact_fields, self.tr("Contact fields, with commas between")),
            (self.default_label, self.default, self.tr("When there is no value")),
        )
        for label, field, text in said:
            label.setText(text)
            field.setAccessibleName(text)
        self.contact_fields.setToolTip(
            self.tr("Headers of the contact list; the first that has a value counts")
        )
        self.type.clear()
        for kind in VariableType:
            self.type.addItem(self.type_title(kind), kind)

    def show_fields(self, name: str) -> None:
        variable = self._variable()
        if variable is None:
            return
        self.type.setCurrentIndex(self.type.findData(variable.type))
        if _fields(self.contact_fields.text()) != variable.fields:
            self.contact_fields.show_text(", ".join(variable.fields))
        self.default.show_text(variable.default)

    def add(self) -> None:
        content = self.document.content
        name = headers.free_variable_name(content, self.tr("variable"))
        self.document.do(self.tr("Add variable"), headers.add_variable(content, Variable(name)))
        self.choose(name)
        self.name.setFocus()
        self.name.selectAll()

    def remove(self) -> None:
        index = self._index()
        if index >= 0:
            changes = headers.remove_variable(self.document.content, index)
            self.document.do(self.tr("Remove variable"), changes)

    def _index(self) -> int:
        names = [variable.name for variable in self.document.content.header["variables"]]
        return names.index(self.current) if self.current in names else -1

    def _variable(self) -> Variable | None:
        index = self._index()
        if index < 0:
            return None
        found: Variable = self.document.content.header["variables"][index]
        return found

    def _write_fields(self, text: str) -> None:
        self._put(merge=f"fields {self.current}", fields=_fields(text))

    def _put(self, merge: str = "", **values: object) -> None:
        variable = self._variable()
        if variable is not None:
            changed = replace(variable, **values)  # type: ignore[arg-type]
            changes = headers.set_variable(self.document.content, self._index(), changed)
            self.document.do(self.tr("Change variable"), changes, merge)


def _fields(text: str) -> tuple[str, ...]:
    return tuple(part for each in text.split(",") if (part := each.strip()))


class PromptsList(NamedThings):
    kind = "prompt"

    def headings(self) -> tuple[str, str, str]:
        return self.tr("Prompts"), self.tr("Name"), self.tr("Blocks")

    def concerns(self, told: Changed) -> bool:
        return bool(told.header & {"prompts", "languages"})

    def rows(self) -> Iterable[Row]:
        content, facts = self.document.content, self.document.facts
        found = Counter(n for node_id in content.nodes for n in used_prompts(facts.of(node_id)))
        for name in content.header["prompts"]:
            yield Row(name, str(found[name]))

    def add_fields(self) -> None:
        self.texts: dict[str, tuple[QLabel, Text, QLabel]] = {}
        self.holder = QWidget()
        self.fields.addWidget(self.holder)

        self.spoken = QVBoxLayout(self.holder)
        self.spoken.setContentsMargins(0, 0, 0, 0)
        self.spoken.setSpacing(4)

    def show_fields(self, name: str) -> None:
        languages = self.document.content.header["languages"]
        recordings = self.document.content.header["prompts"].get(name, {})
        shown = list(dict.fromkeys((*languages, *recordings)))
        for code in [code for code in self.texts if code not in shown]:
            for widget in self.texts.pop(code):
                self.spoken.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        for code in shown:
            if code not in self.texts:
                self._add_language(code)
            label, text, file = self.texts[code]
            recording = recordings.get(code, PromptRecording())
            label.setText(self.tr("Text · {0}").replace("{0}", texts.language_name(code)))
            text.setAccessibleName(label.text())
            text.show_text(recording.text)
            file.setText(recording.file or self.tr("No recording: the text is synthesised"))

    def _add_language(self, code: str) -> None:
        label, text, file = _label(), Text(least=2), _label()
        label.setBuddy(text)
        text.edited.connect(lambda: self._write(code))
        for widget in (label, text, file):
            self.spoken.addWidget(widget)
        self.texts[code] = (label, text, file)

    def _write(self, code: str) -> None:
        content, name = self.document.content, self.current
        text = self.texts[code][1].toPlainText()
        changes = headers.set_prompt_text(content, name, code, text)
        self.document.do(self.tr("Change prompt"), changes, f"prompt {name} {code}")

    def add(self) -> None:
        content = self.document.content
        name, number = self.tr("prompt"), 1
        while name in content.header["prompts"]:
            number += 1
            name = f"{self.tr('prompt')} {number}"
        changes = headers.add_prompt(content, name, content.header["languages"])
        self.document.do(self.tr("Add prompt"), changes)
        self.choose(name)
        self.name.setFocus()
        self.name.selectAll()

    def remove(self) -> None:
        changes = headers.remove_prompt(self.document.content, self.current)
        self.document.do(self.tr("Remove prompt"), changes)
