"""Where those are of whom neither row nor number tells it, for a list that is to be imported."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from rino_desktop.ui.forms import Field
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_WIDTH = 420


class HomeField(Translated, QWidget):
    """``edit``: a region, a town or a time zone, "" for none (contact_lists.home_zones)."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clocks = ""
        self.edit, self.hint = QLineEdit(), QLabel()
        self.field = Field(self.edit)
        self.field.setMaximumWidth(_WIDTH)
        dress(self.hint, "secondary")
        self.hint.setWordWrap(True)
        self.edit.textChanged.connect(lambda _text: self.changed.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.field)
        layout.addWidget(self.hint)
        self.setFocusProxy(self.edit)
        self.retranslate()

    def retranslate(self) -> None:
        self.field.name(self.tr("Region or time zone of those whose row names none"))
        self.show_clocks(self._clocks)

    def show_clocks(self, clocks: str) -> None:
        """What time it is there, so that a wrong town of the same name is seen; "" for nowhere."""
        self._clocks = clocks
        self.hint.setText(
            self.tr("There it is now: {clocks}. Calls go by these clocks.").format(clocks=clocks)
            if clocks else
            self.tr("A mobile number does not tell where somebody is: without a region he can be "
                    "called only when the law allows it from Kaliningrad to Kamchatka, an hour or "
                    "two a day. For example: Москва, Самарская область, МСК+2.")
        )  # fmt: skip

    def text(self) -> str:
        return self.edit.text().strip()

    def say_fault(self, text: str) -> None:
        """ "" when it is right."""
        self.field.say_fault(text)

    @property
    def faulty(self) -> bool:
        return bool(self.field.fault.text())
