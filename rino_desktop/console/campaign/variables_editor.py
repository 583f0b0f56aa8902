"""Variables of the scheme: a field for each that it declares, text for all others."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QDate, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from engine.scheme.model import VariableType
from engine.scheme.values import parse_date
from rino_desktop.campaign_fields import Field
from rino_desktop.console.campaign.field_editor import ABSENT, FieldEditor
from rino_desktop.scheme_variables import Declared, type_word
from rino_desktop.ui import forms, icons
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

VARIABLES = "variables"
_WIDTH = 420
#: What the keyboard of a screen offers.
_KEYS = {
    VariableType.NUMBER: Qt.InputMethodHint.ImhFormattedNumbersOnly,
    VariableType.MONEY: Qt.InputMethodHint.ImhFormattedNumbersOnly,
    VariableType.PHONE: Qt.InputMethodHint.ImhDialableCharactersOnly,
    VariableType.DATE: Qt.InputMethodHint.ImhDate,
}
translate = QCoreApplication.translate


class VariableRow(Translated, QWidget):
    """One variable. ``given``: what the document has for it, ABSENT for nothing; one that is there
    but blank waits to be filled in, until somebody says that it is not needed."""

    changed = Signal()

    def __init__(self, variable: Declared) -> None:
        super().__init__()
        self.variable = variable
        self._given: Any = ABSENT
        self._shown = ""
        self._waived = False
        self.edit, self.waive_button = QLineEdit(), QPushButton()
        self.edit.setInputMethodHints(_KEYS.get(variable.type, Qt.InputMethodHint.ImhNone))
        self.edit.setMaximumWidth(_WIDTH)
        self.field = forms.Field(self.edit)
        self.day_button: QPushButton | None = None
        if variable.type is VariableType.DATE:
            self.day_button = self._add_day_button()
        self.hint = forms.Words()
        dress(self.hint, "secondary")
        for words in (self.hint, self.field.fault):
            words.setMaximumWidth(_WIDTH)
        self.waive_button.setAutoDefault(False)
        self.waive_button.clicked.connect(self._waive)
        self.edit.textChanged.connect(lambda _text: self._on_changed())
        line = QHBoxLayout()
        line.addWidget(self.waive_button)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.field)
        layout.addWidget(self.hint)
        layout.addLayout(line)
        self.setFocusProxy(self.edit)
        self.retranslate()
        self._show_waiving()

    def retranslate(self) -> None:
        variable = self.variable
        self.field.name(variable.name)
        default = variable.default
        self.edit.setPlaceholderText(self.tr("as usual: {value}").format(value=default)
                                     if default else "")  # fmt: skip
        parts = [type_word(variable.type)]
        if variable.columns:
            told = self.tr("the list's own column goes before it: {columns}")
            parts.append(told.format(columns=", ".join(variable.columns)))
        if variable.own:
            parts.append(self.tr("the scheme sets it itself during the call"))
        self.hint.setText("; ".join(parts))
        self.waive_button.setText(self.tr("Not needed"))
        if self.day_button is not None:
            self.day_button.setToolTip(self.tr("Choose a day"))
            self.day_button.setAccessibleName(self.tr("Choose a day"))

    def set_raw(self, given: Any) -> None:
        self._given, self._waived = given, False
        self._shown = "" if given is ABSENT else str(given)
        self.edit.blockSignals(True)
        self.edit.setText(self._shown)
        self.edit.blockSignals(False)
        self._show_waiving()

    def raw(self) -> Any:
        text = self.edit.text()
        if text == self._shown and not self._waived:
            return self._given
        text = text.strip()
        return text or ("" if self._is_wanted() else ABSENT)

    def _is_wanted(self) -> bool:
        blank = self._given is not ABSENT and not str(self._given).strip()
        return blank and not self._waived

    def _waive(self) -> None:
        self._waived = True
        self._on_changed()
        self.edit.setFocus()

    def _on_changed(self) -> None:
        self._show_waiving()
        self.changed.emit()

    def _show_waiving(self) -> None:
        self.waive_button.setVisible(self._is_wanted() and not self.edit.text().strip())

    def _add_day_button(self) -> QPushButton:
        """Beside what is typed."""
        button = QPushButton()
        icons.set_on(button, "calendar")
        button.setAutoDefault(False)
        button.clicked.connect(self._open_calendar)
        layout = self.field.layout()
        assert isinstance(layout, QVBoxLayout)
        at = layout.indexOf(self.edit)
        layout.removeWidget(self.edit)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        row.addWidget(button)
        layout.insertLayout(at, row)
        self.field.setMaximumWidth(_WIDTH)
        return button

    def allow(self, *, may_change: bool) -> None:
        for widget in (self.edit, self.day_button, self.waive_button):
            if widget is not None:
                widget.setEnabled(may_change)

    def _open_calendar(self) -> None:
        menu, calendar = QMenu(self), QCalendarWidget()
        found = parse_date(self.edit.text())
        if found is not None:
            calendar.setSelectedDate(QDate(found.year, found.month, found.day))
        held = QWidgetAction(menu)
        held.setDefaultWidget(calendar)
        menu.addAction(held)

        def take(day: QDate) -> None:
            self.edit.setText(day.toString(Qt.DateFormat.ISODate))
            menu.close()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.edit.mapToGlobal(QPoint(0, self.edit.height())))
        calendar.setFocus()


class VariablesEditor(FieldEditor):
    """``show_variables``: what the scheme declares; whatever else there is stays text."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.rows: dict[str, VariableRow] = {}
        self._label = self._hint = ""
        self._enabled = True
        super().__init__(field, parent)
        self.heading = forms.Words()
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
