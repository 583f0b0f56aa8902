"""The form of a legal preset: what is common as fields, all of it as the text of its file.

It holds the preset's document (rino_desktop.preset_file): what the fields do not show stays in it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from engine.errors import KnownError
from rino_desktop.console.settings.limits_table import LimitsTable
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.forms import Field
from rino_desktop.ui.lines import ToldLine

translate = QCoreApplication.translate
Document = dict[str, Any]
_WIDTH, _HEIGHT = 1060, 690
#: Fields with a text, by the keys of the file, as they stand: (row, column, columns).
_PLACES = {
    "name": (0, 0, 1), "title.ru": (0, 1, 2), "title.en": (0, 3, 1),
    "hours.weekdays": (1, 0, 1), "hours.weekend": (1, 1, 1), "hours.holidays": (1, 2, 1),
    "hours.country": (1, 3, 1),
    "consent.kinds": (3, 0, 2), "opt_out.within": (3, 2, 1), "valid_from": (3, 3, 1),
    "ring.least_s": (4, 0, 1), "abandon.share": (4, 1, 1), "abandon.window": (4, 2, 1),
    "abandon.answer_within_s": (4, 3, 1),
}  # fmt: skip
_NUMBERS = ("ring.least_s", "abandon.share", "abandon.answer_within_s")
#: Without these the whole section is not meant.
_SECTIONS = {
    "hours": "hours.weekdays", "consent": "consent.kinds", "opt_out": "opt_out.within",
    "ring": "ring.least_s", "abandon": "abandon.share",
}  # fmt: skip


class PresetDialog(FormDialog):
    """``parse`` and ``write``: the file's text into a document (KnownError) and back."""

    #: ``document`` is to be saved.
    wanted = Signal()
    #: Something is filled in; ``show_faults`` is the answer.
    edited = Signal()

    def __init__(
        self, parent: QWidget | None, document: Mapping[str, Any], *, new: bool,
        write: Callable[[Mapping[str, Any]], str], parse: Callable[[str], Document],
    ) -> None:  # fmt: skip
        self._document, self._new = deepcopy(dict(document)), new
        self._write, self._parse = write, parse
        self.edits = {key: QLineEdit() for key in _PLACES}
        self.edits["name"].setReadOnly(not new)
        self.proof, self.declared = QCheckBox(), QCheckBox()
        self.limits = LimitsTable()
        self.limits_fault = ToldLine(typed_in=self)
        self.fields = {key: Field(edit) for key, edit in self.edits.items()}
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.tabs = QTabWidget()
        self.tabs.addTab(self._form(), "")
        self.tabs.addTab(self.text, "")
        super().__init__(parent, (self.tabs,))
        self.fault.typed_in = self  # judged at each change
        self.setMinimumWidth(_WIDTH)
        self.resize(_WIDTH, _HEIGHT)
        self._fill()
        self.retranslate()
        for edit in self.edits.values():
            edit.textChanged.connect(self._tell)
        self.proof.clicked.connect(self._tell)
        self.declared.clicked.connect(self._tell)
        self.limits.changed.connect(self._tell)
        self.text.textChanged.connect(self._tell)
        self.tabs.currentChanged.connect(self._on_tab)
        self.edits["name" if new else "title.ru"].setFocus()

    def retranslate(self) -> None:
        self.entitle(
            self.tr("A stricter copy of {name}").format(name=self._document.get("parent", ""))
            if self._new
            else self.tr("Legal preset"),
            self.tr("Add") if self._new else self.tr("Save"),
        )
        for key, text in setting_words().items():
            self.fields[key].name(text)
        self.proof.setText(self.tr("The consent has its proof"))
        self.declared.setText(self.tr("The purpose has to be declared"))
        self.tabs.setTabText(0, self.tr("Rules"))
        self.tabs.setTabText(1, self.tr("All of it as text"))
        self.text.setAccessibleName(self.tr("The preset as text"))

    def document(self) -> Document:
        """As it is filled in. KnownError for text that is none."""
        if self.tabs.currentIndex() == 1:
            return self._parse(self.text.toPlainText())
        return self._filled_in()

    def _filled_in(self) -> Document:
        found = deepcopy(self._document)
        for key, edit in self.edits.items():
            _put(found, key, _value(key, edit.text().strip()))
        for section, first in _SECTIONS.items():
            if not self.edits[first].text().strip():
                others = [k for k in _PLACES if k.startswith(f"{section}.") and k != first]
                if not any(self.edits[key].text().strip() for key in others):
                    found.pop(section, None)
        if isinstance(found.get("consent"), dict):
            found["consent"]["proof"] = self.proof.isChecked()
        found["purpose_declared"] = self.declared.isChecked()
        found["limit"] = self.limits.rows()
        return {key: value for key, value in found.items() if value not in ([], {}, False)}

    def show_faults(self, faults: Mapping[str, str], told: Sequence[str]) -> None:
        """``faults``: what is wrong, by the keys of the file, in a word or two; ``told``: the same
        in whole sentences."""
        for key, field in self.fields.items():
            section = key.partition(".")[0]
            whole = section if key == _SECTIONS.get(section) else key
            field.say_fault(faults.get(key) or faults.get(whole, ""))
        limits = [text for key, text in faults.items() if re.match(r"limit\b", key)]
        self.limits_fault.say("\n".join(limits))
        self.say("\n".join(told))
        self.button.setEnabled(not faults and not self.tried)

    # --- parts ------------------------------------------------------------------------------------

    def _form(self) -> QWidget:
        body = QWidget()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for key, (row, column, columns) in _PLACES.items():
            grid.addWidget(self.fields[key], row, column, 1, columns, Qt.AlignmentFlag.AlignTop)
        limits = QVBoxLayout()
        limits.setSpacing(4)
        limits.addWidget(self.limits)
        limits.addWidget(self.limits_fault)
        grid.addLayout(limits, 2, 0, 1, 4)
        grid.addWidget(self.proof, 5, 0, 1, 2)
        grid.addWidget(self.declared, 5, 2, 1, 2)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        around = QVBoxLayout(body)
        around.setContentsMargins(8, 12, 8, 8)
        grid.setRowStretch(2, 1)
        around.addLayout(grid)
        return body

    def _fill(self) -> None:
        """The fields, from the document."""
        for key, edit in self.edits.items():
            with QSignalBlocker(edit):
                edit.setText(_text(key, _take(self._document, key)))
        consent = self._document.get("consent", {})
        self.proof.setChecked(bool(consent.get("proof", True)))
        self.declared.setChecked(bool(self._document.get("purpose_declared", False)))
        with QSignalBlocker(self.limits):
            self.limits.show_rows(self._document.get("limit", []))

    def _on_tab(self, index: int) -> None:
        """The other side shows what this one holds."""
        if index == 1:
            with QSignalBlocker(self.text):
                self.text.setPlainText(self._write(self._filled_in()))
        else:
            try:
                self._document = self._parse(self.text.toPlainText())
            except KnownError:
                with QSignalBlocker(self.tabs):
                    self.tabs.setCurrentIndex(1)  # what is wrong is told there
                return
            self._fill()
        self._tell()

    def _tell(self) -> None:
        self.edited.emit()

    def _take(self) -> None:
        self.begin()
        self.wanted.emit()


def setting_words() -> dict[str, str]:
    return {
        "name": translate("PresetDialog", "Name (small Latin letters)"),
        "title.ru": translate("PresetDialog", "Title in Russian"),
        "title.en": translate("PresetDialog", "Title in English"),
        "hours.weekdays": translate("PresetDialog", "Hours on weekdays"),
        "hours.weekend": translate("PresetDialog", "On the weekend"),
        "hours.holidays": translate("PresetDialog", "On holidays"),
        "hours.country": translate("PresetDialog", "Holidays of (RU)"),
        "consent.kinds": translate("PresetDialog", "Only with a consent (kinds, by commas)"),
        "opt_out.within": translate("PresetDialog", "Request not to call: within"),
        "valid_from": translate("PresetDialog", "Valid from (2027-01-01)"),
        "ring.least_s": translate("PresetDialog", "Ring at least, s"),
        "abandon.share": translate("PresetDialog", "Abandoned at most, %"),
        "abandon.window": translate("PresetDialog", "counted over (30d)"),
        "abandon.answer_within_s": translate("PresetDialog", "Operator within, s"),
    }


def _take(document: Mapping[str, Any], key: str) -> Any:
    section, _, name = key.partition(".")
    found = document.get(section)
    if not name:
        return found
    return found.get(name) if isinstance(found, Mapping) else None


def _put(document: Document, key: str, value: Any) -> None:
    section, _, name = key.partition(".")
    if not name:
        if value is None:
            document.pop(section, None)
        else:
            document[section] = value
    elif value is None:
        document.get(section, {}).pop(name, None)
    else:
        document.setdefault(section, {})[name] = value


def _text(key: str, value: Any) -> str:
    if value is None:
        return ""
    if key == "consent.kinds":
        return ", ".join(value)
    if key == "abandon.share":
        return f"{value * 100:g}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _value(key: str, text: str) -> Any:
    """None for nothing; what is no number stays text, which the reader of files refuses."""
    if not text:
        return None
    if key == "consent.kinds":
        return [part.strip() for part in text.split(",") if part.strip()]
    if key in _NUMBERS:
        try:
            number = float(text.replace(",", ".").removesuffix("%"))
        except ValueError:
            return text
        return round(number / 100, 6) if key == "abandon.share" else number
    return text
