"""Signing in; and, where nobody is known yet, the first administrator."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from rino_desktop.accounts import SHORTEST
from rino_desktop.console.card import Card
from rino_desktop.ui.announcing import announce
from rino_desktop.ui.forms import Field, PasswordField
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_WIDTH = 360


class SignInPage(Translated, Card):
    """``wanted`` carries name and password. ``first`` tells whether it is the first administrator
    who is asked for."""

    wanted = Signal(str, str)
    #: The try that waits is not meant any more: something else is being typed.
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_WIDTH, parent)
        self.first = False
        self._busy = self._waits = False
        self.name_edit = QLineEdit()
        self.name_edit.setMaxLength(100)
        self.name, self.password, self.again = (
            Field(self.name_edit), PasswordField(), PasswordField(),
        )  # fmt: skip
        self.fault = QLabel()
        dress(self.fault, "bad")
        self.fault.setWordWrap(True)
        self.button = QPushButton()
        dress(self.button, "primary")
        self.button.clicked.connect(self._take)
        for field in (self.name, self.password, self.again):
            self.column.addWidget(field)
        for edit in (self.name_edit, self.password.edit, self.again.edit):
            edit.returnPressed.connect(self._take)
            edit.textEdited.connect(self._on_edited)
        self.column.addWidget(self.fault)
        self.column.addSpacing(4)
        self.column.addWidget(self.button)
        self.ask("")

    def ask(self, name: str, *, first: bool = False) -> None:
        """Anew, with ``name`` filled in."""
        self.first = first
        self.name_edit.setText(name)
        self.password.take()
        self.again.take()
        self.again.setVisible(first)
        self.say_fault("")
        self.set_busy(False)
        self.retranslate()
        (self.password if name else self.name).setFocus()

    def retranslate(self) -> None:
        if self.first:
            self.say(
                self.tr("The first administrator"),
                self.tr(
                    "Nobody is known to this database yet. The administrator sets it up and adds "
                    "the others."
                ),
            )
        else:
            self.say(self.tr("Sign in"), "")
        self.name.name(self.tr("Name"))
        self.password.name(self.tr("Password"))
        self.again.name(self.tr("Password once more"))
        rule = self.tr("At least %n character(s)", "", SHORTEST) if self.first else ""
        self.password.edit.setPlaceholderText(rule)
        create, enter = self.tr("Create and sign in"), self.tr("Sign in")
        busy = self.tr("One moment…")
        self.button.setText(busy if self._busy else create if self.first else enter)

    def set_busy(self, busy: bool) -> None:
        """While the answer is awaited nothing more is asked."""
        self._busy, self._waits = busy, False
        for widget in (self.name, self.password, self.again, self.button):
            widget.setEnabled(not busy)
        self.retranslate()

    def wait(self, text: str) -> None:
        """The try has to wait, as ``text`` tells; who types something else gives it up."""
        self.set_busy(False)
        self._waits = True
        self.say_fault(text)

    def go_on(self) -> None:
        """The wait is over."""
        self.set_busy(True)
        self.say_fault("")

    def say_fault(self, text: str) -> None:
        counts_down = self._waits and self.fault.isVisible()
        self.fault.setText(text)
        self.fault.setVisible(bool(text))
        if not counts_down:  # else every second
            announce(self.fault, text, urgent=True)

    def refuse(self, text: str) -> None:
        """Say why not, and let them try again."""
        self.set_busy(False)
        self.say_fault(text)
        self.password.setFocus()

    def _on_edited(self) -> None:
        self.say_fault("")
        if self._waits:
            self._waits = False
            self.given_up.emit()

    def _take(self) -> None:
        name = self.name_edit.text().strip()
        if self._busy or (self._waits and not self.password.edit.text()):
            return
        if not name:
            self.say_fault(self.tr("Who are you?"))
            self.name.setFocus()
            return
        if self.first and self.password.edit.text() != self.again.edit.text():
            self.say_fault(self.tr("The two passwords differ."))
            self.again.setFocus()
            return
        self.again.take()
        self.say_fault("")
        self.wanted.emit(name, self.password.take())
