"""When operators see that somebody listens to them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QRadioButton, QVBoxLayout, QWidget

from engine.domain.supervision import Shown
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_INDENT = 22


class SupervisionSection(Translated, QWidget):
    #: A Shown.
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self.hint, self.state = QLabel(), QLabel()
        self.buttons = {shown: QRadioButton() for shown in Shown}
        self.texts = {shown: QLabel() for shown in Shown}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.hint)
        for shown, button in self.buttons.items():
            text = self.texts[shown]
            dress(text, "secondary")
            text.setWordWrap(True)
            text.setContentsMargins(_INDENT, 0, 0, 0)
            button.setEnabled(False)
            button.clicked.connect(lambda _checked=False, s=shown: self._choose(s))
            column.addWidget(button)
            column.addWidget(text)
        self.state.setWordWrap(True)
        for label in (self.hint, self.state):
            dress(label, "secondary")
        self.hint.setWordWrap(True)
        column.addWidget(self.state)
        self.retranslate()

    def retranslate(self) -> None:
        self.hint.setText(self.tr(
            "When an operator is told on his screen that a supervisor is in his call. Tell your "
            "people that calls may be listened to: the law asks for it in many countries."
        ))  # fmt: skip
        words = {
            Shown.ALWAYS: (self.tr("Always"),
                           self.tr("Operators see everybody who listens to them.")),
            Shown.HEARD: (self.tr("When the supervisor speaks"),
                          self.tr("Operators see who whispers to them or has joined the call.")),
            Shown.NEVER: (self.tr("Never"),
                          self.tr("Operators never see that somebody is in their call.")),
        }  # fmt: skip
        for shown, (title, text) in words.items():
            self.buttons[shown].setText(title)
            self.buttons[shown].setAccessibleDescription(text)
            self.texts[shown].setText(text)

    def show_setting(self, shown: Shown | None) -> None:
        """As it stands; None: it is not known."""
        self._shown = shown
        for each, button in self.buttons.items():
            button.setEnabled(shown is not None)
            button.setAutoExclusive(shown is not None)  # else one of them stays checked
            button.setChecked(each is shown)

    def say(self, text: str) -> None:
        self.state.setText(text)

    def _choose(self, shown: Shown) -> None:
        if shown is not self._shown:
            self.chosen.emit(shown)
