"""Variables of the scheme: a field for each that it declares, text for all others."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rino_desktop.campaign_fields import Field
from rino_desktop.console.campaign.field_editor import ABSENT, FieldEditor
from rino_desktop.console.campaign.variable_row import VariableRow
from rino_desktop.scheme_variables import Declared
from rino_desktop.ui import forms
from rino_desktop.ui.lines import Words
from rino_desktop.ui.theme import dress

VARIABLES = "variables"
translate = QCoreApplication.translate


class VariablesEditor(FieldEditor):
    """``show_variables``: what the scheme declares; whatever else there is stays text."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.rows: dict[str, VariableRow] = {}
        self._label = self._hint = ""
        self._enabled = True
        super().__init__(field, parent)
        self.heading = Words()
        dress(self.heading, "secondary")
        self.heading.setContentsMargins(0, 0, 0, 8)
        self.heading.hide()
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 10)
        self._column.setSpacing(12)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, self.heading)
        layout.insertLayout(1, self._column)

    def show_variables(self, variables: Iterable[Declared]) -> None:
        """What is filled in stays."""
        wanted = tuple(variables)
        if wanted == tuple(row.variable for row in self.rows.values()):
            return
        try:
            raw = self.raw()
        except ValueError:
            return  # text that is no TOML yet
        given = self._given
        forms.clear(self._column)
        self.rows = {each.name: VariableRow(each) for each in wanted}
        for row in self.rows.values():
            row.changed.connect(self.changed)
            row.allow(may_change=self._enabled)
            self._column.addWidget(row)
        self.set_raw(given)
        if raw != given:
            self._fill(raw or {})
        self.name(self._label, self._hint)

    # --- as a field of the form -------------------------------------------------------------------

    def name(self, label: str, hint: str) -> None:
        self._label, self._hint = label, hint
        self.heading.setText(label)
        self.heading.setVisible(bool(self.rows))
        others = translate("VariablesEditor", "Other variables")
        super().name(others if self.rows else label, hint)
        self._show_text()

    def set_raw(self, raw: Any) -> None:
        table = raw if isinstance(raw, Mapping) else {}
        for name, row in self.rows.items():
            row.set_raw(table.get(name, ABSENT))
        if not self.rows or not isinstance(raw, Mapping):
            super().set_raw(raw)
        else:
            super().set_raw({n: v for n, v in raw.items() if n not in self.rows} or ABSENT)
        self._given = raw
        self._show_text()

    def raw(self) -> Any:
        if not self.rows:
            return super().raw()
        text = str(self._state())
        others = self._block(text) if text.strip() else {}
        filled = {name: row.raw() for name, row in self.rows.items()}
        before = self._given if isinstance(self._given, Mapping) else {}
        # In the order in which they were; what is typed as text goes before.
        names = dict.fromkeys((*before, *filled, *others))
        made = {name: others.get(name, filled.get(name, ABSENT)) for name in names}
        made = {name: value for name, value in made.items() if value is not ABSENT}
        return self._given if made == before else made or ABSENT

    def say_fault(self, text: str) -> None:
        """Of the whole: below the fields, or at the text."""
        super().say_fault(text)
        self._show_text()

    def say_faults(self, faults: Mapping[str, str]) -> None:
        """Variable → what is wrong with it; of those that have no field: of the whole."""
        for name, row in self.rows.items():
            row.field.say_fault(faults.get(name, ""))
        lost = [f"{name}: {text}" for name, text in faults.items() if name not in self.rows]
        if lost:
            self.say_fault("\n".join(lost))

    def allow(self, *, may_change: bool) -> None:
        super().allow(may_change=may_change)
        self._enabled = may_change
        for row in self.rows.values():
            row.allow(may_change=may_change)

    # --- inside -----------------------------------------------------------------------------------

    def _fill(self, raw: Mapping[str, Any]) -> None:
        """Typed anew over what is given."""
        for name, row in self.rows.items():
            if name in raw:
                row.edit.setText(str(raw[name]))
        others = {name: value for name, value in raw.items() if name not in self.rows}
        self._write_text(others)

    def _show_text(self) -> None:
        """Where there are fields, only for what they have no place for."""
        there = not self.rows or bool(str(self._state()).strip()) or bool(self.form.fault.text())
        self.form.setVisible(there)
        self.hint.setVisible(there and bool(self.hint.text()))

    def field_of(self, name: str) -> QWidget | None:
        """Where that variable is filled in."""
        return self.rows.get(name)


def editor_of(field: Field, parent: QWidget | None = None) -> FieldEditor:
    """As fits that field."""
    return (VariablesEditor if field.place == VARIABLES else FieldEditor)(field, parent)


def place_of_field(place: str) -> str:
    """Single variables share one field of the form."""
    return VARIABLES if place.startswith(f"{VARIABLES}.") else place


def of_variables(faults: Mapping[str, str]) -> dict[str, str]:
    """Variable → what is wrong, of faults whose places are "variables.NAME"."""
    dot = f"{VARIABLES}."
    return {place.removeprefix(dot): text for place, text in faults.items()
            if place.startswith(dot)}  # fmt: skip


def variables_for(
    editors: Mapping[str, FieldEditor], known: Mapping[str, tuple[Declared, ...]]
) -> None:
    """Show those of the scheme that is filled in, among ``known`` by case-folded names."""
    shown, scheme = editors.get(VARIABLES), editors.get("campaign.scheme")
    if isinstance(shown, VariablesEditor) and scheme is not None:
        shown.show_variables(known.get(str(scheme.raw() or "").strip().casefold(), ()))


def say_faults(editors: Mapping[str, FieldEditor], faults: Mapping[str, str]) -> None:
    """At their fields, also at those of single variables."""
    for place, editor in editors.items():
        editor.say_fault(faults.get(place, ""))
    shown = editors.get(VARIABLES)
    if isinstance(shown, VariablesEditor):
        shown.say_faults(of_variables(faults))
