"""A password that is kept elsewhere: typed, changed, forgotten, never shown again."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from rino_desktop.ui.forms import Field, PasswordField
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.tall_enough import TallEnough
from rino_desktop.ui.theme import dress

# Where it is found (rino_desktop.secret_store.Place), and while that is not known.
ENVIRONMENT, KEYRING, NOWHERE, UNKNOWN = "environment", "keyring", "nowhere", ""


class SecretField(Translated, TallEnough):
    """``stored``: the name it is kept under, "" for none; ``proposal`` gives one. Who owns it
    answers ``asked`` with ``show_place``."""

    #: Where the secret of the name is, is to be found out.
    asked = Signal()

    def __init__(self, stored: str, proposal: Callable[[], str]) -> None:
        super().__init__()
        self.stored, self.proposal = stored, proposal
        self._looked_for = stored
        self._title = ""
        self._place, self._keyring, self._inside, self._fault = UNKNOWN, True, True, ""
        #: What is there is to become another one, or to be forgotten.
        self._changing = self.forgotten = False
        self.field = PasswordField()
        self.edit, self.note = self.field.edit, self.field.fault
        self.name_edit = QLineEdit(stored)
        self._name = Field(self.name_edit)
        self.change_button, self.forget_button = QPushButton(), QPushButton()
        self.back_button, self.more_button = QPushButton(), QPushButton()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button, act in (
            (self.change_button, self._change), (self.forget_button, self._forget),
            (self.back_button, self._leave), (self.more_button, self._more),
        ):  # fmt: skip
            button.setAutoDefault(False)
            dress(button, "quiet")
            button.clicked.connect(act)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.field)
        layout.addLayout(buttons)
        layout.addWidget(self._name)
        self._name.hide()
        self.setFocusProxy(self.edit)
        self.name_edit.editingFinished.connect(self._on_name)
        self.name_edit.textChanged.connect(lambda _: self._show())
        self.retranslate()

    # --- what its owner says ----------------------------------------------------------------------

    def entitle(self, text: str) -> None:
        self._title = text
        self.retranslate()

    def show_place(
        self, place: str, *, keyring: bool = True, inside: bool = True, fault: str = ""
    ) -> None:
        """``keyring``: this computer has one; ``inside``: the engine is in this program and finds
        what is in it; ``fault``: why it cannot be asked."""
        self._place, self._keyring, self._inside, self._fault = place, keyring, inside, fault
        if not (keyring and inside) and place != ENVIRONMENT:
            self._name.show()
        self._show()

    def propose_anew(self) -> None:
        """What the proposed name is made of is another one."""
        self._show()

    def settle(self, name: str) -> None:
        """What was filled in has been kept, under this name; the form stays open."""
        self.stored = self._looked_for = name
        self.name_edit.setText(name)
        self._leave()
        self.asked.emit()

    # --- what is filled in ------------------------------------------------------------------------

    def name(self) -> str:
        """ "" where none is given."""
        return self.name_edit.text().strip()

    def typed(self) -> str:
        return self.edit.text() if self.edit.isEnabled() else ""

    # --- parts ------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.field.name(self._title or self.tr("Password"))
        self._name.name(self.tr("Under the name"))
        self.name_edit.setAccessibleName(f"{self._title}: {self.tr('Under the name')}")
        self.change_button.setText(self.tr("Change"))
        self.forget_button.setText(self.tr("Forget"))
        self.back_button.setText(self.tr("Leave as it was"))
        self.more_button.setText(self.tr("More"))
        self._show()

    def _show(self) -> None:
        there = self._place in (ENVIRONMENT, KEYRING)
        kept = self._place == KEYRING
        resting = not (self._changing or self.forgotten)
        self.edit.setEnabled(
            self._keyring and not self._fault and not self.forgotten
            and (self._changing or not there)
        )  # fmt: skip
        self.change_button.setVisible(kept and resting)
        self.forget_button.setVisible(kept and resting)
        self.back_button.setVisible(not resting)
        self.more_button.setVisible(self._name.isHidden())
        self.edit.setPlaceholderText(self._state(there))
        self.name_edit.setPlaceholderText(self.proposal())
        self.field.say_note(self._advice(), "secondary")

    def _state(self, there: bool) -> str:
        if self.forgotten:
            return self.tr("will be forgotten")
        if self._changing:
            return self.tr("the new one")
        if self._place == UNKNOWN:
            return ""
        return self.tr("is set") if there else self.tr("is not set")

    def _advice(self) -> str:
        given = self.name()
        name = given or self.proposal()
        if self._place == ENVIRONMENT:
            return self.tr("It comes from the environment variable {name}.").format(name=name)
        if self._fault:
            return self._fault
        if not self._keyring:
            text = (
                self.tr("This computer has no keyring: set the environment variable {name} where "
                        "the engine runs.") if given else
                self.tr("This computer has no keyring: write a name below, such as {name}, and set "
                        "that environment variable where the engine runs.")
            )  # fmt: skip
        elif not self._inside:
            text = (
                self.tr("The engine runs outside of this window: set the environment variable "
                        "{name} there, or call: rino-desktop secret set {name}")
                if given else
                self.tr("The engine runs outside of this window: write a name below, such as "
                        "{name}, and set that environment variable there, or call: "
                        "rino-desktop secret set {name}")
            )  # fmt: skip
        else:
            return ""
        return text.format(name=name)

    def _on_name(self) -> None:
        if self.name() != self._looked_for:
            self._looked_for = self.name()
            self.asked.emit()

    def _change(self) -> None:
        self._changing = True
        self._show()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        self.forgotten = True
        self._show()
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self._changing = self.forgotten = False
        self.edit.clear()
        self._show()

    def _more(self) -> None:
        self._name.show()
        self._show()
        self.name_edit.setFocus(Qt.FocusReason.OtherFocusReason)
