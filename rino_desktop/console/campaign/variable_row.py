"""One variable of a scheme, filled in for a campaign."""

from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt, Signal
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
from rino_desktop.console.campaign.field_editor import ABSENT
from rino_desktop.scheme_variables import Declared, type_word
from rino_desktop.ui import forms, icons
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.lines import Words
from rino_desktop.ui.theme import dress

_WIDTH = 420
#: What the keyboard of a screen offers.
_KEYS = {
    VariableType.NUMBER: Qt.InputMethodHint.ImhFormattedNumbersOnly,
    VariableType.MONEY: Qt.InputMethodHint.ImhFormattedNumbersOnly,
    VariableType.PHONE: Qt.InputMethodHint.ImhDialableCharactersOnly,
    VariableType.DATE: Qt.InputMethodHint.ImhDate,
}


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
        self.hint = Words()
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
        self.waive_button.setAccessibleName(f"{variable.name}: {self.waive_button.text()}")
        if self.day_button is not None:
            self.day_button.setToolTip(self.tr("Choose a day"))
            self.day_button.setAccessibleName(f"{variable.name}: {self.tr('Choose a day')}")

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
