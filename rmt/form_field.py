"""One field of a form as the operator sees it: the question, a hint, the answer, what is wrong."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from engine.forms.filling import Filling
from engine.forms.model import Field, FieldType, text_in
from engine.forms.reading import Entry
from rino_desktop.ui.announcing import announce
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress
from rmt.form_inputs import Input, LineInput, OptionsInput, TextInput

translate = QCoreApplication.translate
_EXAMPLES = {
    FieldType.NUMBER: "12", FieldType.MONEY: "1250,50", FieldType.DATE: "05.12.2026",
    FieldType.TIME: "18:30", FieldType.PHONE: "+7 912 345-67-89",
}  # fmt: skip


class Script(QFrame):
    """Words that are read out."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        dress(self, "banner")
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = self.label.font()
        font.setPixelSize(15)
        self.label.setFont(font)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addWidget(self.label)

    def show_of(self, filling: Filling) -> None:
        self.label.setText(filling.text(self.field.title))


class Asked(Translated, QWidget):
    """``entered``: (field's id, entry)."""

    entered = Signal(str, object)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        #: The operator has seen it and gone on, or wanted to.
        self.passed = False
        self.label, self.hint, self.fault = QLabel(), QLabel(), QLabel()
        dress(self.hint, "secondary")
        dress(self.fault, "bad")
        for label in (self.label, self.hint, self.fault):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.hide()
        self.given = QLabel()
        dress(self.given, "secondary")
        self.given.hide()
        self.input = _input_of(field)
        self.input.entered.connect(lambda entry: self.entered.emit(field.id, entry))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self.label, self.hint, self.input, self.given, self.fault):
            layout.addWidget(part)
        self._language = ""
        self.retranslate()

    def retranslate(self) -> None:
        self.given.setText(self.tr("Answered to the IVR"))

    def show_entry(self, entry: Entry) -> None:
        self.input.show_entry(entry)

    def show_of(self, filling: Filling) -> None:
        """Texts with their values, and what is wrong, as it is now."""
        title, hint = filling.text(self.field.title), filling.text(self.field.hint)
        star = " *" if self.field.required else ""
        self.label.setText(title + star)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        if filling.language != self._language:
            self._language = filling.language
            self._show_options()
        required = ", " + self.tr("required") if star else ""
        self.input.name(title + required + (f". {hint}" if hint else ""))
        self.given.setVisible(
            self.field.id in filling.given_before and bool(filling.entry(self.field.id))
        )
        self._show_fault(filling)

    def _show_fault(self, filling: Filling) -> None:
        fault = filling.fault(self.field.id)
        told = fault.words(filling.language) if fault is not None and self.passed else ""
        new = told != self.fault.text()
        self.fault.setText(told)
        self.fault.setVisible(bool(told))
        self.input.mark(told)
        if new and told:  # the keyboard is at the next question already
            announce(self.fault, f"{filling.text(self.field.title)}: {told}")

    def _show_options(self) -> None:
        if isinstance(self.input, OptionsInput):
            self.input.show_titles(_titles(self.field, self._language))


def _input_of(field: Field) -> Input:
    match field.type:
        case FieldType.YES_NO:
            return OptionsInput([("yes", ""), ("no", "")])
        case FieldType.ONE_OF | FieldType.SEVERAL_OF:
            options = [(option.code, "") for option in field.options]
            return OptionsInput(options, several=field.type == FieldType.SEVERAL_OF)
        case FieldType.SCALE:
            return OptionsInput([(str(step), str(step)) for step in field.scale], flat=True)
        case FieldType.TEXT if field.long:
            return TextInput()
    return LineInput(_EXAMPLES.get(FieldType(field.type), ""))


def _titles(field: Field, language: str) -> list[str]:
    if field.type == FieldType.YES_NO:
        return [translate("Asked", "Yes"), translate("Asked", "No")]
    if field.type == FieldType.SCALE:
        return [str(step) for step in field.scale]
    return [text_in(option.title, language) or option.code for option in field.options]
