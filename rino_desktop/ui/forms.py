"""Fields with their labels above them, as all forms of the application have them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.ui.lines import ToldLine
from rino_desktop.ui.theme import dress


class Field(QWidget):
    """A label, what is filled in, and a line for what is wrong with it."""

    def __init__(self, widget: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.widget = widget
        self.label, self.fault = QLabel(), ToldLine(typed_in=widget, loud=False)
        self.label.setBuddy(widget)
        dress(self.label, "secondary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self.label, widget, self.fault):
            layout.addWidget(part)
        self.setFocusProxy(widget)

    def name(self, text: str) -> None:
        """Also what a screen reader says."""
        self.label.setText(text)
        self.widget.setAccessibleName(text.replace("&", ""))

    def say_fault(self, text: str) -> None:
        """ "" when it is right."""
        dress(self.widget, "bad" if text else "")
        self._tell(text, "bad")

    def say_note(self, text: str, kind: str) -> None:
        """Something that is to be known of what is filled in; it is right all the same. ``kind``:
        its colour, "warning" or "secondary"."""
        dress(self.widget, "")
        self._tell(text, kind)

    def _tell(self, text: str, kind: str) -> None:
        name = self.widget.accessibleName()
        spoken = f"{name}: {text}" if name else ""
        self.fault.say(text, kind, spoken=spoken, aloud=kind != "secondary")
        self.widget.setAccessibleDescription(text)


class PasswordField(Field):
    """What is typed is not shown, nor offered for completion."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        )
        super().__init__(self.edit, parent)

    def take(self) -> str:
        """What was typed; the field is empty then."""
        text = self.edit.text()
        self.edit.clear()
        return text


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, for good."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
