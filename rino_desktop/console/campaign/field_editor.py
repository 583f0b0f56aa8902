"""One setting of a campaign: label, what is filled in, hint, and what is wrong or lawful."""

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rino_desktop import campaign_document
from rino_desktop.campaign_choice_words import choices
from rino_desktop.campaign_fields import Field, Kind
from rino_desktop.ui import forms
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.lines import Words
from rino_desktop.ui.tall_enough import TallEnough
from rino_desktop.ui.theme import dress

#: No value: the file would not name the key.
ABSENT: Any = None
_WIDTH = 420
_BLOCK_HEIGHT = 120
_TITLE = Qt.ItemDataRole.UserRole + 1


class _Titled(QStyledItemDelegate):
    """Names in a list with what people call them."""

    def initStyleOption(  # noqa: N802
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        title = index.data(_TITLE)
        if title:
            option.text = f"{option.text} — {title}"


class FieldEditor(TallEnough):
    """``raw`` and ``set_raw``: as a campaign file has the value, ``ABSENT`` where it has none."""

    changed = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._given: Any = ABSENT
        self._shown: object = None
        self.widget = self._make_widget()
        self.form = forms.Field(self.widget)
        self.form.fault.setMaximumWidth(_WIDTH)
        self.hint, self.note = Words(), Words()
        for label, kind in ((self.hint, "secondary"), (self.note, "warning")):
            dress(label, kind)
            label.setMaximumWidth(_WIDTH)
            label.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for part in (self.form, self.hint, self.note):
            layout.addWidget(part)
        self.setMaximumWidth(_WIDTH * (2 if field.kind is Kind.BLOCK else 1))
        self.setFocusProxy(self.widget)

    # --- what it is called ------------------------------------------------------------------------

    def name(self, label: str, hint: str) -> None:
        field = self.field
        parts = [hint] if hint else []
        if field.seconds:
            label = QCoreApplication.translate("FieldEditor", "{label}, s").format(label=label)
        if field.most is not None:
            bounds = f"{self._number(field.least)}–{self._number(field.most)}"
            parts.append(bounds)
        if field.kind is Kind.FLAG and isinstance(self.widget, QCheckBox):
            self.widget.setText(label)
            self.form.label.hide()
            self.widget.setAccessibleName(label)
        else:
            self.form.name(label)
        self.hint.setText("; ".join(parts))
        self.hint.setVisible(bool(parts))
        if isinstance(self.widget, QComboBox) and field.kind is Kind.CHOICE:
            usual = QCoreApplication.translate("FieldEditor", "as usual")
            known = choices().get(field.place, {})
            for index in range(1, self.widget.count()):
                value = str(self.widget.itemData(index))
                self.widget.setItemText(index, known.get(value, value))
            default = known.get(str(field.usual), field.usual)
            self.widget.setItemText(0, usual if field.usual is None else f"{usual}: {default}")
        elif isinstance(self.widget, QLineEdit) and field.usual not in (None, "", []):
            self.widget.setPlaceholderText(_text(field.usual))

    def offer(self, names: Sequence[str], titles: Mapping[str, str] | None = None) -> None:
        """What can be chosen, with what people call it; anything else may be typed."""
        if not isinstance(self.widget, QComboBox) or self.field.kind is Kind.CHOICE:
            return
        text = self.widget.currentText()
        known = [self.widget.itemText(i) for i in range(self.widget.count())]
        if known == ["", *names]:
            return
        self.widget.blockSignals(True)
        self.widget.clear()
        self.widget.addItems(["", *names])
        for row, name in enumerate(names, 1):
            self.widget.setItemData(row, (titles or {}).get(name, ""), _TITLE)
        self.widget.setEditText(text)
        self.widget.blockSignals(False)

    def allow(self, *, may_change: bool) -> None:
        self.widget.setEnabled(may_change)

    def say_fault(self, text: str) -> None:
        self.form.say_fault(text)

    def say_note(self, text: str) -> None:
        """How a law narrows it."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    # --- its value --------------------------------------------------------------------------------

    def set_raw(self, raw: Any) -> None:
        widget, self._given = self.widget, raw
        widget.blockSignals(True)
        if isinstance(widget, QCheckBox):
            widget.setChecked(bool(self.field.usual if raw is ABSENT else raw))
        elif isinstance(widget, QComboBox) and self.field.kind is Kind.CHOICE:
            index = 0 if raw is ABSENT else widget.findData(raw)
            if index < 0:
                widget.addItem(str(raw), raw)
                index = widget.count() - 1
            widget.setCurrentIndex(index)
        elif isinstance(widget, QComboBox):
            widget.setEditText(_text(raw))
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(self._block_text(raw))
        elif isinstance(widget, QLineEdit):
            widget.setText(_text(raw))
        widget.blockSignals(False)
        self._shown = self._state()

    def raw(self) -> Any:
        """ValueError with the reason for a block that is no TOML."""
        state = self._state()
        if state == self._shown:
            return self._given  # untouched: it stays exactly as it was
        kind = self.field.kind
        if kind is Kind.FLAG:
            return ABSENT if state == self.field.usual else state
        if kind is Kind.CHOICE:
            return state
        text = str(state).strip()
        if not text:
            return ABSENT
        if kind is Kind.BLOCK:
            return self._block(text)
        if kind is Kind.LIST:
            return [part.strip() for part in text.split(",") if part.strip()]
        return _number_of(text, kind)

    def _state(self) -> object:
        widget = self.widget
        if isinstance(widget, QCheckBox):
            return widget.isChecked()
        if isinstance(widget, QComboBox):
            chosen = self.field.kind is Kind.CHOICE
            return widget.currentData() if chosen else widget.currentText()
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText()
        assert isinstance(widget, QLineEdit)
        return widget.text()

    def _block(self, text: str) -> Any:
        name = self.field.place
        if name in ("variables", "scenario_options"):
            return tomllib.loads(text)
        found = tomllib.loads(text)
        if set(found) - {name}:
            raise ValueError(f"[[{name}]]")
        return found.get(name, ABSENT)

    def _write_text(self, raw: Any) -> None:
        """Typed over what is given."""
        assert isinstance(self.widget, QPlainTextEdit)
        self.widget.setPlainText(self._block_text(raw))

    def _block_text(self, raw: Any) -> str:
        if not raw:
            return ""
        text = campaign_document.text({self.field.place: raw})
        return text.partition("\n")[2] if isinstance(raw, dict) else text

    # --- how it is made ---------------------------------------------------------------------------

    def _make_widget(self) -> QWidget:
        kind = self.field.kind
        if kind is Kind.FLAG:
            check = QCheckBox()
            check.toggled.connect(lambda _on: self.changed.emit())
            return check
        if kind is Kind.CHOICE:
            box = CalmCombo()
            box.addItem("", None)
            for choice in self.field.choices:
                box.addItem(choice, choice)
            box.currentIndexChanged.connect(lambda _i: self.changed.emit())
            return box
        if kind is Kind.BLOCK:
            text = QPlainTextEdit()
            text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
            text.setMinimumHeight(_BLOCK_HEIGHT)
            text.setTabChangesFocus(True)
            text.textChanged.connect(self.changed)
            return text
        if self.field.names:
            offered = CalmCombo()
            offered.setEditable(True)
            offered.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            offered.setItemDelegate(_Titled(offered))
            offered.editTextChanged.connect(lambda _t: self.changed.emit())
            return offered
        line = QLineEdit()
        line.textChanged.connect(lambda _t: self.changed.emit())
        return line

    @staticmethod
    def _number(value: float | None) -> str:
        return "" if value is None else QLocale().toString(float(value), "g", 7)


def _text(raw: Any) -> str:
    if raw is ABSENT:
        return ""
    if isinstance(raw, list | tuple):
        return ", ".join(map(str, raw))
    return f"{raw:g}" if isinstance(raw, float) else str(raw)


def _number_of(text: str, kind: Kind) -> Any:
    """What its reader takes; else the text itself, which the reader refuses with its reason."""
    try:
        if kind is Kind.WHOLE:
            return int(text)
        if kind is Kind.REAL:
            return float(text.replace(",", "."))
    except ValueError:
        return text
    return text
