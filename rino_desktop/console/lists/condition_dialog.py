"""One condition: its field, the operator, the value by its type."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QDate, QLocale, QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QWidget,
)

from engine.domain.disposition import Disposition
from engine.lists.criteria import (
    BARE,
    DAYS,
    FIXED_TYPES,
    MOST_VALUES,
    OPERATORS,
    STATES,
    BadCriterion,
    Condition,
    Criterion,
    Field,
    Group,
    Kind,
    Operator,
    ValueType,
    check,
    number_of,
)
from rino_desktop import list_words
from rino_desktop.texts.errors import said
from rino_desktop.ui.calm_wheel import CalmCombo, CalmDate, CalmSpin
from rino_desktop.ui.form_dialog import FormDialog

_SEPARATOR = ";"


class ConditionDialog(FormDialog):
    """``fields``: what may be asked, with its type (None: what the user says); ``in_calls``: of one
    call. ``made`` carries what was made."""

    made = Signal(object)
    #: Values that occur are wanted: (field, beginning).
    values_wanted = Signal(object, str)

    def __init__(
        self, parent: QWidget | None, fields: Sequence[tuple[Field, ValueType | None]],
        condition: Condition | None, *, in_calls: bool = False,
    ) -> None:  # fmt: skip
        form = QWidget()
        super().__init__(parent, [form])
        self._fields = list(fields)
        if condition is not None and condition.field not in [f for f, _ in self._fields]:
            self._fields.append((condition.field, condition.type))
        self._in_calls = in_calls
        self.field, self.type, self.operator = CalmCombo(), CalmCombo(), CalmCombo()
        self.field.setMaxVisibleItems(20)
        self.text, self.second = QLineEdit(), QLineEdit()
        self.day, self.second_day = CalmDate(), CalmDate()
        self.days, self.list = CalmSpin(), QPlainTextEdit()
        self.choice = CalmCombo()
        self.choice.setEditable(True)
        self.choice.editTextChanged.connect(self._ask_values)
        self.between = QLabel()
        self._suggestions = QStringListModel()
        completer = QCompleter(self._suggestions, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.text.setCompleter(completer)
        self.text.textEdited.connect(self._ask_values)
        for day in (self.day, self.second_day):
            day.setCalendarPopup(True)
            day.setDisplayFormat("dd.MM.yyyy")
            day.setDate(QDate.currentDate())
        self.days.setRange(0, 36_500)
        self.days.setValue(30)
        self.list.setTabChangesFocus(True)
        self.list.setFixedHeight(110)
        self.values = QStackedWidget()
        pages = {
            "none": QLabel(), "text": self.text, "day": self.day, "days": self.days,
            "list": self.list, "choice": self.choice,
        }  # fmt: skip
        self._pages = {name: self.values.addWidget(page) for name, page in pages.items()}
        self._form = QFormLayout(form)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._labels = {name: QLabel() for name in ("field", "type", "operator", "value")}
        for name, widget in (
            ("field", self.field), ("type", self.type), ("operator", self.operator),
            ("value", self.values),
        ):  # fmt: skip
            self._labels[name].setBuddy(widget)
            self._form.addRow(self._labels[name], widget)
        self._form.addRow(self.between, self.second)
        self._form.addRow(QLabel(), self.second_day)
        self.field.currentIndexChanged.connect(self._field_chosen)
        self.type.currentIndexChanged.connect(self._type_chosen)
        self.operator.currentIndexChanged.connect(self._operator_chosen)
        self.retranslate()
        if condition is not None:
            self._fill(condition)
        self.field.setFocus()

    def retranslate(self) -> None:
        self.entitle(self.tr("Condition"), self.tr("Take it"))
        words = {
            "field": self.tr("What"), "type": self.tr("Read as"), "operator": self.tr("How"),
            "value": self.tr("Value"),
        }  # fmt: skip
        for name, text in words.items():
            self._labels[name].setText(text)
        self.between.setText(self.tr("to"))
        self.list.setPlaceholderText(self.tr("One value in each line"))
        for widget, name in (
            (self.text, words["value"]), (self.choice, words["value"]), (self.list, words["value"]),
            (self.days, self.tr("Days")), (self.day, words["value"]),
            (self.second, self.tr("to")), (self.second_day, self.tr("to")),
        ):  # fmt: skip
            widget.setAccessibleName(name)
        chosen = self.field.currentIndex()
        self.field.blockSignals(True)
        self.field.clear()
        for field, _ in self._fields:
            self.field.addItem(list_words.field_word(field))
        self.field.blockSignals(False)
        self.field.setCurrentIndex(max(0, chosen))
        self._field_chosen()

    def show_values(self, field: Field, values: Sequence[str]) -> None:
        """Values that occur, for what was asked last."""
        if field != self._field():
            return
        self._suggestions.setStringList(list(values))
        if field.kind not in (Kind.STATE, Kind.CALL_RESULT):
            typed = self.choice.currentText()
            self.choice.clear()
            self.choice.addItems(list(values))
            self.choice.setEditText(typed)

    # --- inside -----------------------------------------------------------------------------------

    def _field(self) -> Field:
        return self._fields[max(0, self.field.currentIndex())][0]

    def _type(self) -> ValueType:
        field, kind = self._fields[max(0, self.field.currentIndex())]
        fixed = FIXED_TYPES.get(field.kind) or kind
        return fixed or ValueType(self.type.currentData() or "text")

    def _operator(self) -> Operator:
        return Operator(self.operator.currentData() or "equals")

    def _field_chosen(self) -> None:
        field, kind = self._fields[max(0, self.field.currentIndex())]
        free = FIXED_TYPES.get(field.kind) is None and kind is None
        was = self.type.currentData()
        self.type.blockSignals(True)
        self.type.clear()
        words = {
            ValueType.TEXT: self.tr("text"), ValueType.NUMBER: self.tr("number"),
            ValueType.DATE: self.tr("date"), ValueType.YES_NO: self.tr("yes or no"),
        }  # fmt: skip
        for each, word in words.items():
            self.type.addItem(word, each.value)
        self.type.setCurrentIndex(max(0, self.type.findData(was)))
        self.type.blockSignals(False)
        self._form.setRowVisible(self.type, free)
        self._type_chosen()
        self._fill_choice(field)
        self._ask_values("")

    def _type_chosen(self) -> None:
        was = self.operator.currentData()
        self.operator.blockSignals(True)
        self.operator.clear()
        for operator in OPERATORS[self._type()]:
            self.operator.addItem(list_words.operator_word(operator), operator.value)
        self.operator.setCurrentIndex(max(0, self.operator.findData(was)))
        self.operator.blockSignals(False)
        self._operator_chosen()

    def _operator_chosen(self) -> None:
        operator, kind = self._operator(), self._type()
        pair = operator is Operator.BETWEEN
        if operator in BARE:
            page = "none"
        elif operator is Operator.IN_LIST:
            page = "list"
        elif operator in DAYS:
            page = "days"
        elif kind is ValueType.DATE:
            page = "day"
        else:
            page = "choice" if kind is ValueType.CHOICE else "text"
        self.values.setCurrentIndex(self._pages[page])
        shown = self.values.currentWidget()
        if shown is not None:  # the others may be taller
            self.values.setFixedHeight(max(shown.sizeHint().height(), shown.minimumHeight()))
        self._form.setRowVisible(self.values, page != "none")
        self._form.setRowVisible(self.second, pair and kind is ValueType.NUMBER)
        self._form.setRowVisible(self.second_day, pair and kind is ValueType.DATE)

    def _fill_choice(self, field: Field) -> None:
        known = {
            Kind.STATE: STATES, Kind.CALL_RESULT: tuple(d.value for d in Disposition),
        }.get(field.kind)  # fmt: skip
        self.choice.clear()
        self.choice.setEditable(known is None)
        for value in known or ():
            self.choice.addItem(list_words.value_word(field, value), value)

    def _ask_values(self, beginning: str) -> None:
        self.values_wanted.emit(self._field(), beginning)

    def _values(self) -> tuple[str, ...]:
        operator, kind = self._operator(), self._type()
        if operator in BARE:
            return ()
        if operator is Operator.IN_LIST:
            lines = [line.strip() for line in self.list.toPlainText().splitlines()]
            known = {self.choice.itemText(i): self.choice.itemData(i)
                     for i in range(self.choice.count())}  # fmt: skip
            return tuple(known.get(line) or line for line in lines if line)[:MOST_VALUES]
        if operator in DAYS:
            return (str(self.days.value()),)
        if kind is ValueType.DATE:
            days = [self.day] + ([self.second_day] if operator is Operator.BETWEEN else [])
            return tuple(day.date().toString(Qt.DateFormat.ISODate) for day in days)
        if kind is ValueType.CHOICE:
            value = self.choice.currentData() if not self.choice.isEditable() else None
            return (value or self.choice.currentText().strip(),)
        if operator is Operator.BETWEEN:
            return (self.text.text().strip(), self.second.text().strip())
        return (self.text.text().strip(),)

    def _fill(self, condition: Condition) -> None:
        index = next(i for i, (f, _) in enumerate(self._fields) if f == condition.field)
        self.field.setCurrentIndex(index)
        self.type.setCurrentIndex(max(0, self.type.findData(condition.type.value)))
        self.operator.setCurrentIndex(max(0, self.operator.findData(condition.operator.value)))
        values = condition.values
        if condition.operator in DAYS:
            self.days.setValue(int(values[0]))
        elif condition.operator is Operator.IN_LIST:
            words = [list_words.value_word(condition.field, value) for value in values]
            self.list.setPlainText("\n".join(words))
        elif condition.value_type is ValueType.DATE and values:
            for day, value in zip((self.day, self.second_day), values, strict=False):
                day.setDate(QDate.fromString(value, Qt.DateFormat.ISODate))
        elif condition.value_type is ValueType.CHOICE and values:
            at = self.choice.findData(values[0])
            if at >= 0:
                self.choice.setCurrentIndex(at)
            else:
                self.choice.setEditText(values[0])
        else:
            for line, value in zip((self.text, self.second), values, strict=False):
                line.setText(self._shown(condition, value))

    def _shown(self, condition: Condition, value: str) -> str:
        number = number_of(value) if condition.value_type is ValueType.NUMBER else None
        return value if number is None else value.replace(".", QLocale().decimalPoint())

    def _take(self) -> None:
        condition = Condition(self._field(), self._operator(), self._values(), self._type())
        if condition.field.kind in FIXED_TYPES:
            condition = replace(condition, type=ValueType.TEXT)
        try:
            check(Criterion(root=Group(parts=(condition,), of_calls=self._in_calls)))
        except BadCriterion as error:
            self.refuse(said(error))
            return
        self.made.emit(condition)
        self.accept()
