"""All settings of one campaign: a form in groups, and as the text of its file."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rino_desktop import campaign_document
from rino_desktop.campaign_field_words import words
from rino_desktop.campaign_fields import fields, group_of
from rino_desktop.console.campaign.field_editor import ABSENT, FieldEditor
from rino_desktop.console.campaign.group_words import group_words
from rino_desktop.console.campaign.variables_editor import (
    VARIABLES,
    VariablesEditor,
    editor_of,
    say_faults,
    variables_for,
)
from rino_desktop.scheme_variables import Declared
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.lines import ToldLine
from rino_desktop.ui.theme import dress

_PAUSE_MS = 250
Document = dict[str, Any]


class SettingsView(Translated, QWidget):
    """``judge`` is asked what is wrong with a document: "section.key" → words; and for the notes of
    the law. It shows what it is given and says what is wished."""

    #: The document that is to be saved.
    save_wanted = Signal(dict)
    export_wanted = Signal()
    load_wanted = Signal()
    #: There is, or is no more, something unsaved.
    dirty_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.judge: Callable[[Document], tuple[Mapping[str, str], Mapping[str, str]]] | None = None
        self._base: Document = {}
        self._dirty = False
        self._variables: Mapping[str, tuple[Declared, ...]] = {}
        #: Sections that mean something even when they are empty.
        self._section_there: set[str] = set()
        # What holds others is made first (MainWindow says why).
        self.ways = QStackedWidget(self)
        form = QWidget(self.ways)
        self.groups = QListWidget(form)
        self.groups.setFixedWidth(190)
        dress(self.groups, "flat")
        self.forms = QStackedWidget(form)
        self.editors: dict[str, FieldEditor] = {}
        self._make_forms()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)  # it is indented by spaces
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.textChanged.connect(self._on_changed)
        row = QHBoxLayout(form)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.groups)
        row.addWidget(self.forms, 1)
        self.ways.addWidget(form)
        self.ways.addWidget(self.text)
        self.fault = ToldLine(typed_in=self)
        self.buttons = {name: QPushButton() for name in ("text", "load", "export", "undo", "save")}
        dress(self.buttons["save"], "primary")
        bar = QHBoxLayout()
        for name in ("text", "load", "export"):
            bar.addWidget(self.buttons[name])
        bar.addStretch(1)
        for name in ("undo", "save"):
            bar.addWidget(self.buttons[name])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.ways, 1)
        layout.addWidget(self.fault)
        layout.addLayout(bar)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.look)
        self.groups.currentRowChanged.connect(self.forms.setCurrentIndex)
        self.buttons["text"].setCheckable(True)
        self.buttons["text"].toggled.connect(self._show_text)
        self.buttons["undo"].clicked.connect(self.undo)
        self.buttons["save"].clicked.connect(self._save)
        self.buttons["export"].clicked.connect(self.export_wanted)
        self.buttons["load"].clicked.connect(self.load_wanted)
        self.retranslate()
        self.groups.setCurrentRow(0)

    def retranslate(self) -> None:
        known = group_words()
        row = self.groups.currentRow()
        self.groups.blockSignals(True)
        self.groups.clear()
        self.groups.addItems([known[group] for group in fields()])
        self.groups.setCurrentRow(row)
        self.groups.blockSignals(False)
        self.groups.setAccessibleName(self.tr("Groups of settings"))
        for place, (label, hint) in words().items():
            self.editors[place].name(label, hint)
        self.text.setAccessibleName(self.tr("Campaign file"))
        self.buttons["text"].setText(self.tr("As text"))
        self.buttons["load"].setText(self.tr("From a file…"))
        self.buttons["export"].setText(self.tr("Into a file…"))
        self.buttons["undo"].setText(self.tr("Discard the changes"))
        self.buttons["save"].setText(self.tr("Save"))
        if self._base:
            self.look()

    # --- what it shows ----------------------------------------------------------------------------

    @property
    def dirty(self) -> bool:
        return self._dirty

    def show_document(self, document: Document) -> None:
        """As it is saved."""
        self._base = deepcopy(document)
        self.fill(document)
        self._set_dirty(on=False)

    def fill(self, document: Document) -> None:
        """As something to be saved."""
        for place, editor in self.editors.items():
            section, _, key = place.partition(".")
            table = document.get(section, ABSENT)
            editor.set_raw(
                table.get(key, ABSENT) if key and table else table if not key else ABSENT
            )
        variables_for(self.editors, self._variables)
        self._section_there = {name for name in ("operators",) if name in document}
        self.text.blockSignals(True)
        self.text.setPlainText(campaign_document.text(document))
        self.text.blockSignals(False)
        self.look()

    def offer(
        self, names: Mapping[str, Sequence[str]],
        titles: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:  # fmt: skip
        """ "schemes", "forms", "trunks", "presets", "skills" → names that there are, and what
        people call them."""
        for editor in self.editors.values():
            kind = editor.field.names
            if kind in names:
                editor.offer(names[kind], (titles or {}).get(kind))

    def offer_variables(self, known: Mapping[str, tuple[Declared, ...]]) -> None:
        """Case-folded name of a scheme → what it declares."""
        self._variables = known
        variables_for(self.editors, known)

    def allow(self, *, may_change: bool) -> None:
        for name in ("load", "undo", "save"):
            self.buttons[name].setVisible(may_change)
        self.text.setReadOnly(not may_change)
        for editor in self.editors.values():
            editor.allow(may_change=may_change)

    def go(self, place: str) -> None:
        """Show that field and put the keyboard there."""
        group = group_of(place) or group_of(f"{place}.skill")
        if group:
            self.buttons["text"].setChecked(False)
            self.groups.setCurrentRow(list(fields()).index(group))
            shown: QWidget | None = self.editors.get(place)
            variables = self.editors[VARIABLES]
            if shown is None and isinstance(variables, VariablesEditor):
                shown = variables.field_of(place.removeprefix(f"{VARIABLES}."))
            area = self.forms.currentWidget()
            if shown is not None:
                shown.setFocus()
                if isinstance(area, QScrollArea):
                    area.ensureWidgetVisible(shown)

    def say_faults(self, faults: Mapping[str, str]) -> None:
        """At their fields, else below."""
        say_faults(self.editors, faults)
        placed = [p for p in faults if group_of(p) and not self.buttons["text"].isChecked()]
        known, lines = words(), []
        for place, text in faults.items():
            label = known.get(place, ("", ""))[0] or place.partition(f"{VARIABLES}.")[2]
            lines.append(f"{label}: {text}" if label else text)
        self.fault.say("\n".join(lines[:3]))
        names = group_words()
        bad = {group_of(place) for place in placed}
        for row, group in enumerate(fields()):
            item = self.groups.item(row)
            if item is not None:
                item.setText(("● " if group in bad else "") + names[group])

    # --- what is filled in ------------------------------------------------------------------------

    def document(self) -> Document:
        """ValueError with the reason for text that is no TOML."""
        if self.buttons["text"].isChecked():
            import tomllib

            return tomllib.loads(self.text.toPlainText())
        made: Document = {"campaign": {}}
        name = self._base.get("campaign", {}).get("name")
        if name:
            made["campaign"]["name"] = name
        for place, editor in self.editors.items():
            raw = editor.raw()
            if raw is ABSENT:
                continue
            section, _, key = place.partition(".")
            if key:
                made.setdefault(section, {})[key] = raw
            else:
                made[section] = raw
        for section in self._section_there:
            made.setdefault(section, {})
        return made

    def look(self) -> bool:
        """Judge what is filled in and show it; whether it is right."""
        self._timer.stop()
        try:
            document = self.document()
        except ValueError as error:
            self.say_faults({"": str(error)})
            self.buttons["save"].setEnabled(False)
            return False
        faults, notes = self.judge(document) if self.judge is not None else ({}, {})
        self.say_faults(faults)
        for place, editor in self.editors.items():
            editor.say_note(notes.get(place, ""))
        self._set_dirty(on=document != self._base)
        self.buttons["save"].setEnabled(self._dirty and not faults)
        return not faults

    def undo(self) -> None:
        self.fill(self._base)

    def _save(self) -> None:
        if self.look():
            self.save_wanted.emit(self.document())

    def _on_changed(self) -> None:
        self._timer.start()

    def _show_text(self, on: bool) -> None:
        self.buttons["text"].blockSignals(True)
        self.buttons["text"].setChecked(not on)  # what it was read as until now
        try:
            document = self.document()
        except ValueError as error:
            self.say_faults({"": str(error)})
            return
        finally:
            self.buttons["text"].blockSignals(False)
        self.buttons["text"].blockSignals(True)
        self.buttons["text"].setChecked(on)
        self.buttons["text"].blockSignals(False)
        self.ways.setCurrentIndex(1 if on else 0)
        self.fill(document)

    def _set_dirty(self, *, on: bool) -> None:
        self.buttons["undo"].setEnabled(on)
        if on != self._dirty:
            self._dirty = on
            self.dirty_changed.emit(on)
        if not on:
            self.buttons["save"].setEnabled(False)

    def _make_forms(self) -> None:
        for found in fields().values():
            area = QScrollArea(self.forms)
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            page = QWidget()
            column = QVBoxLayout(page)
            column.setContentsMargins(16, 4, 16, 16)
            column.setSpacing(12)
            area.setWidget(page)
            for field in found:
                editor = self.editors[field.place] = editor_of(field, page)
                editor.changed.connect(self._on_changed)
                column.addWidget(editor)
            column.addStretch(1)
            self.forms.addWidget(area)
        self.editors["campaign.scheme"].changed.connect(
            lambda: variables_for(self.editors, self._variables)
        )
